"""Exponential smoothing with error, trend and season, chosen for each item."""
