"""Forecast: the items, the chart of the one looked at, why its number, and changes of it."""
