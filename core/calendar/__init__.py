"""Days that move sales: public holidays, festivals, shopping events, paydays, closed days."""
