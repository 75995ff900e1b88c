"""Demand: one panel of items and periods, what was changed in it, and what is known ahead."""

from core.demand.panel import (
    NOT_A_DAY,
    Coverage,
    Demand,
    build_demand,
    choose_frequency,
    open_weekdays,
    whole_periods,
)

__all__ = [
    "NOT_A_DAY",
    "Coverage",
    "Demand",
    "build_demand",
    "choose_frequency",
    "open_weekdays",
    "whole_periods",
]
