"""Judging forecasts on the past: metrics, backtest, choice of model, calibration of ranges."""
