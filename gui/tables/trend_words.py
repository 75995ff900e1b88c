"""An item's trend in a sentence: how much, how sure, and where it turned."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.explaining.trends import Trends
from core.frequency import Days
from gui import figures


def turning_day(trends: Trends, row: int, periods: Days) -> np.datetime64:
    """Return the first day of the period in which an item's trend turned, NaT where it did not;
    ``periods`` (t) are those of its history."""
    back = int(trends.turned[row])
    return np.datetime64(periods[-back] if 0 < back <= len(periods) else "NaT", "D")


def trend_words(trends: Trends, row: int, periods: Days) -> str:
    """Say what is known of an item's trend; "" where its history is too short."""
    growth, low, high = (float(v[row]) for v in (trends.growth, trends.low, trends.high))
    if not np.isfinite(growth):
        return ""
    over = (
        QCoreApplication.translate(
            "Trend", "{growth} a year (8 times in 10 between {low} and {high})."
        )
        if trends.yearly
        else QCoreApplication.translate(
            "Trend", "{growth} over the history (8 times in 10 between {low} and {high})."
        )
    )
    parts = [
        over.format(
            growth=figures.percent(growth, sign=True),
            low=figures.percent(low, sign=True),
            high=figures.percent(high, sign=True),
        ),
        QCoreApplication.translate("Trend", "A trend, not chance: {sure}.").format(
            sure=figures.surely(float(trends.real[row]))
        ),
    ]
    day = turning_day(trends, row, periods)
    if figures.known(day):
        turned = (
            QCoreApplication.translate("Trend", "Turned upwards around {day}.")
            if trends.turned_up[row]
            else QCoreApplication.translate("Trend", "Turned downwards around {day}.")
        )
        parts.append(turned.format(day=figures.full_day(day)))
    return figures.sentences(parts)
