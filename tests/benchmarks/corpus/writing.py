"""How days, quantities and prices are written in a sheet: one style a sheet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.corpus.truth import Cell

DAY_STYLES = {
    "iso": "%Y-%m-%d", "slash": "%Y/%m/%d", "slash_short": "{y}/{m}/{d}", "dotted": "%Y.%m.%d",
    "compact": "%Y%m%d", "zh": "{y}年{m}月{d}日", "zh_full": "{y}年{m:02d}月{d:02d}日",
    "dmy": "%d/%m/%Y", "dmy_dots": "%d.%m.%Y", "dmy_dash": "%d-%m-%Y", "dmy2": "%d/%m/%y",
    "mdy": "%m/%d/%Y", "mdy_short": "{m}/{d}/{y}", "mdy2": "{m}/{d}/%y", "named": "%d %b %Y",
    "named_us": "%b %d, %Y", "named_dash": "%d-%b-%y", "iso_time": "%Y-%m-%d %H:%M:%S",
    "iso_zone": "%Y-%m-%dT%H:%M:%S+08:00", "iso_z": "%Y-%m-%dT%H:%M:%SZ",
    "shopify": "%Y-%m-%d %H:%M:%S -0400", "slash_time": "{y}/{m}/{d} %H:%M",
    "mdy_time": "{m}/{d}/{y} %I:%M:%S %p", "dmy_time": "%d/%m/%Y %H:%M", "weekday": "%a, %d %b %Y",
    "wide": "２", "serial": "#", "zh_time": "{y}年{m}月{d}日 %H:%M", "ymd2": "%y-%m-%d",
}  # fmt: skip
BY_LANGUAGE = {
    "en": ("iso", "slash", "dmy", "dmy_dash", "mdy", "mdy_short", "mdy2", "named", "named_us",
           "named_dash", "iso_time", "iso_z", "mdy_time", "dmy_time", "weekday", "compact", "dmy2",
           "serial"),
    "zh": ("iso", "slash", "slash_short", "zh", "zh_full", "iso_time", "slash_time", "compact",
           "dotted", "wide", "serial", "zh_time", "iso_zone"),
    "zh_TW": ("slash", "iso", "zh", "slash_short"),
    "ja": ("slash", "iso", "zh", "slash_time"),
    "de": ("dmy_dots", "iso", "dmy_dots"),
    "fr": ("dmy", "dmy_time", "iso"),
    "es": ("dmy", "dmy_dash", "iso"),
}  # fmt: skip
_ORDER = {"dmy": "dmy", "mdy": "mdy", "ymd2": "ymd"}


@dataclass(frozen=True, slots=True)
class Style:
    """How one sheet writes: a style of days, the decimal mark, thousands, a currency sign and a
    unit after quantities; ``typed`` cells are days and numbers of a workbook, not texts."""

    day: str
    mark: str = "."
    thousands: bool = False
    currency: str = ""
    unit: str = ""
    decimals: bool = False
    typed: bool = False

    def day_cell(self, at: datetime.datetime) -> Cell:
        """Write a day, with its time where the style has one."""
        if self.typed:
            return at if "time" in self.day else at.date()
        if self.day == "serial":
            return str((at.date() - datetime.date(1899, 12, 30)).days)
        pattern = DAY_STYLES["iso" if self.day == "wide" else self.day]
        text = at.strftime(pattern.format(y=at.year, m=at.month, d=at.day))
        return text.translate(_WIDE) if self.day == "wide" else text

    def units_cell(self, units: float) -> Cell:
        """Write a quantity."""
        if self.typed:
            return int(units) if float(units).is_integer() else float(units)
        text = self._number(units, 2 if self.decimals else 0)
        return text.translate(_WIDE) if self.day == "wide" else f"{text}{self.unit}"

    def price_cell(self, price: float) -> Cell:
        """Write a price or an amount."""
        if self.typed:
            return round(float(price), 2)
        text = self._number(price, 2)
        if self.currency in ("€", "元", "kr"):
            return f"{text} {self.currency}" if self.currency != "元" else f"{text}元"
        return f"{self.currency}{text}"

    def _number(self, value: float, places: int) -> str:
        text = f"{value:,.{places}f}" if self.thousands else f"{value:.{places}f}"
        return text.translate(_SWAPPED) if self.mark == "," else text

    def doubts(self, days: Sequence[datetime.date]) -> dict[str, str]:
        """Return the question that such days may leave open, with its answer."""
        if self.typed or not self.day.startswith(("dmy", "mdy", "ymd2")):
            return {}
        if any(day.day > 12 for day in days) or self.day == "ymd2":
            return {}
        return {"day_order": _ORDER[self.day[:3]]}


_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
_SWAPPED = str.maketrans(".,", ",.")
_SIGNS = {
    "zh": ("", "¥", "￥", "元"),
    "zh_TW": ("", "NT$"),
    "ja": ("", "￥"),
    "en": ("", "$", "£"),
}
_UNITS = {"zh": ("件", "个", " 件"), "ja": ("個",), "de": (" Stk",), "en": (" pcs",)}


def draw_style(rng: np.random.Generator, language: str, typed: bool = False) -> Style:
    """Return a style that merchants of a language use."""
    mark = "," if language in ("de", "fr", "es") and rng.random() < 0.6 else "."
    signs = _SIGNS.get(language, ("", "€"))
    unit = ""
    if language in _UNITS and rng.random() < 0.15:
        unit = str(rng.choice(_UNITS[language]))
    return Style(
        day=str(rng.choice(BY_LANGUAGE[language])),
        mark=mark,
        thousands=bool(rng.random() < 0.3),
        currency=str(rng.choice(signs)),
        unit=unit,
        decimals=bool(rng.random() < 0.1 and not unit),
        typed=typed,
    )
