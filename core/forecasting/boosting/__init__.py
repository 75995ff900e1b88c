"""Boosted trees over all items on lags, means and calendar."""
