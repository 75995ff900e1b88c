"""How much stock to hold: what paths of demand ask for until deliveries come."""
