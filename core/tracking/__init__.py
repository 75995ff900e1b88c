"""Forecasts kept and followed: what became of them, what changed since, what people changed."""
