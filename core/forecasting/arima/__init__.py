"""ARIMA with seasons for all items at once, and exactly for the one looked at."""
