"""Tables of items, plans and terms: models with numpy behind them, cells painted by delegates."""
