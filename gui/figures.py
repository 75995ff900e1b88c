"""Figures as people read them: units, shares, money and days in the language of the window.

The language is that of ``QLocale()``, which the window sets; English writes "80 %" with a narrow
space and "14 Dec", Chinese "80%" and "12月14日". A minus is "−", never a hyphen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication, QDate, QLocale

from core.frequency import Frequency

MINUS = "−"
NARROW_SPACE = "\u202f"
NOTHING = "–"


def chinese() -> bool:
    """Return whether figures are written the Chinese way."""
    return QLocale().language() == QLocale.Language.Chinese


def units(value: float, decimals: int = 0) -> str:
    """Write units with thousands separated; a dash where they are not known."""
    if not math.isfinite(value):
        return NOTHING
    rounded = round(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    return MINUS + text if rounded < 0 else text


def signed(value: float, decimals: int = 0) -> str:
    """Write units with their sign; zero has none."""
    text = units(value, decimals)
    return "+" + text if math.isfinite(value) and round(value, decimals) > 0 else text


def percent(share: float, decimals: int = 0, sign: bool = False) -> str:
    """Write a share (0–1) as a percentage."""
    if not math.isfinite(share):
        return NOTHING
    text = (signed if sign else units)(100 * share, decimals)
    return text + ("%" if chinese() else NARROW_SPACE + "%")


def surely(probability: float) -> str:
    """Write how sure something is: never "100 %", which only what has happened is."""
    if not math.isfinite(probability):
        return NOTHING
    most = percent(0.99)
    return ("> " if not chinese() else ">") + most if probability > 0.99 else percent(probability)


def money(value: float, currency: str = "", decimals: int = 0) -> str:
    """Write an amount with the currency's sign in front."""
    if not math.isfinite(value):
        return NOTHING
    text = currency + f"{abs(value):,.{decimals}f}"
    return MINUS + text if round(value, decimals) < 0 else text


def compact(value: float) -> str:
    """Write an axis label: 0, 50, 2.5k, 10k, 3M."""
    size = abs(value)
    for step, suffix in ((1e6, "M"), (1e3, "k")):
        if size >= step:
            return (MINUS if value < 0 else "") + f"{size / step:g}" + suffix
    return (MINUS if value < 0 else "") + f"{size:g}"


def _date(day: np.datetime64) -> QDate:
    number = int(day.astype("datetime64[D]").astype(np.int64))
    return QDate(1970, 1, 1).addDays(number)


def known(day: np.datetime64) -> bool:
    """Return whether ``day`` is a day at all."""
    return not bool(np.isnat(day))


def short_day(day: np.datetime64) -> str:
    """Write a day without its year: "14 Dec", "12月14日"."""
    if not known(day):
        return NOTHING
    return QLocale().toString(_date(day), "M月d日" if chinese() else "d MMM")


def full_day(day: np.datetime64) -> str:
    """Write a day with its year: "14 Dec 2026", "2026年12月14日"."""
    if not known(day):
        return NOTHING
    return QLocale().toString(_date(day), "yyyy年M月d日" if chinese() else "d MMM yyyy")


def month(day: np.datetime64) -> str:
    """Write a month as an axis does: its name, and the year in place of January."""
    date = _date(day)
    if date.month() == 1:
        return QLocale().toString(date, "yyyy年" if chinese() else "yyyy")
    return QLocale().toString(date, "M月" if chinese() else "MMM")


def period(day: np.datetime64, frequency: Frequency) -> str:
    """Write the period that begins on ``day``: "Week of 11 Jan 2027", "Jan 2027", a day."""
    if frequency is Frequency.MONTHLY:
        return QLocale().toString(_date(day), "yyyy年M月" if chinese() else "MMM yyyy")
    if frequency is Frequency.WEEKLY:
        return QCoreApplication.translate("Figures", "Week of {day}").format(day=full_day(day))
    return full_day(day)


def span(periods: int, frequency: Frequency) -> str:
    """Write a number of periods: "13 weeks"."""
    translate, one = QCoreApplication.translate, periods == 1
    if frequency is Frequency.DAILY:
        words = translate("Figures", "1 day") if one else translate("Figures", "{n} days")
    elif frequency is Frequency.WEEKLY:
        words = translate("Figures", "1 week") if one else translate("Figures", "{n} weeks")
    else:
        words = translate("Figures", "1 month") if one else translate("Figures", "{n} months")
    return words.format(n=periods)


def short_span(periods: int, frequency: Frequency) -> str:
    """Write a number of periods for a narrow header: "13 wk"."""
    if frequency is Frequency.DAILY:
        return QCoreApplication.translate("Figures", "{n} d").format(n=periods)
    if frequency is Frequency.WEEKLY:
        return QCoreApplication.translate("Figures", "{n} wk").format(n=periods)
    return QCoreApplication.translate("Figures", "{n} mo").format(n=periods)


def same_time(frequency: Frequency) -> str:
    """Write what seasonal naive repeats: the same time one season before."""
    if frequency is Frequency.DAILY:
        return QCoreApplication.translate("Figures", "the same day last week")
    if frequency is Frequency.WEEKLY:
        return QCoreApplication.translate("Figures", "the same week last year")
    return QCoreApplication.translate("Figures", "the same month last year")


def model_name(name: str, frequency: Frequency) -> str:
    """Write the name of a forecasting model for a merchant."""
    before = (
        QCoreApplication.translate("Figures", "Last week")
        if frequency is Frequency.DAILY
        else QCoreApplication.translate("Figures", "Last year")
    )
    words = {
        "seasonal_naive": before,
        "naive": QCoreApplication.translate("Figures", "Last period"),
        "moving_mean": QCoreApplication.translate("Figures", "Moving mean"),
        "empirical_quantiles": QCoreApplication.translate("Figures", "Past sales"),
        "ses": QCoreApplication.translate("Figures", "Smoothing"),
        "ets": QCoreApplication.translate("Figures", "Smoothing, trend"),
        "theta": QCoreApplication.translate("Figures", "Theta"),
        "croston": QCoreApplication.translate("Figures", "Croston, plain"),
        "croston_sba": QCoreApplication.translate("Figures", "Croston"),
        "tsb": QCoreApplication.translate("Figures", "TSB"),
        "adida": QCoreApplication.translate("Figures", "ADIDA"),
        "imapa": QCoreApplication.translate("Figures", "IMAPA"),
        "arima": QCoreApplication.translate("Figures", "ARIMA"),
        "regression": QCoreApplication.translate("Figures", "Regression"),
        "boosting": QCoreApplication.translate("Figures", "Decision trees"),
        "lstm": QCoreApplication.translate("Figures", "LSTM"),
        "lstm_zero_shot": QCoreApplication.translate("Figures", "LSTM as it came"),
        "median": QCoreApplication.translate("Figures", "Middle of four"),
        "ensemble": QCoreApplication.translate("Figures", "Combined"),
        "chosen": QCoreApplication.translate("Figures", "Chosen for each item"),
    }
    return words.get(name, name.replace("_", " "))


def listed(parts: Iterable[str]) -> str:
    """Write parts one after another, with the language's comma."""
    return ("、" if chinese() else ", ").join(parts)


def sentences(parts: Iterable[str]) -> str:
    """Write sentences one after another; Chinese leaves no space between."""
    return ("" if chinese() else " ").join(part for part in parts if part)
