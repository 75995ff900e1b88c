"""The findings of an import: the rows left out by class, and what else should be known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.sales.cleaning.quality import Finding
from core.sales.cleaning.rules import CLASSES
from core.sales.cleaning.sources import Shared
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding.headers import meaning_score
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_TEXTS = {
    "blank": QT_TRANSLATE_NOOP("core", "{rows:,} empty rows were passed over."),
    "repeated_header": QT_TRANSLATE_NOOP("core", "{rows:,} rows repeat the header."),
    "total": QT_TRANSLATE_NOOP(
        "core", "{rows:,} rows are totals of others. They were left out, so nothing counts twice."
    ),
    "no_item": QT_TRANSLATE_NOOP(
        "core", "{rows:,} rows do not say which item they are about. They were left out."
    ),
    "unreadable_day": QT_TRANSLATE_NOOP(
        "core", "{rows:,} rows have no date that can be read. They were left out."
    ),
    "unlikely_day": QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} rows have a date far from all others, which must be a slip. They were left out.",
    ),
    "cancelled": QT_TRANSLATE_NOOP(
        "core", "{rows:,} lines belong to cancelled or unpaid orders. They were left out."
    ),
    "refunded": QT_TRANSLATE_NOOP("core", "{rows:,} lines were refunded. They were left out."),
    "test": QT_TRANSLATE_NOOP("core", "{rows:,} lines are tests. They were left out."),
    "gift": QT_TRANSLATE_NOOP(
        "core", "{rows:,} lines are free gifts. They were left out of demand."
    ),
    "transfer": QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} lines are goods moved between shops, bought or counted, not sold. They were "
        "left out.",
    ),
    "returned": QT_TRANSLATE_NOOP(
        "core", "{rows:,} lines are goods that came back. They were left out, as you said."
    ),
    "non_product": QT_TRANSLATE_NOOP(
        "core", "{rows:,} lines are postage, fees or bookkeeping. They were left out."
    ),
    "duplicate": QT_TRANSLATE_NOOP(
        "core", "{rows:,} lines stand in the sheet twice, cell for cell. Each was counted once."
    ),
    "overlap": QT_TRANSLATE_NOOP(
        "core", "{rows:,} lines stand in another sheet as well. Each was counted once."
    ),
    "restated": QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} lines are told otherwise by a later sheet of the same kind, which holds. They "
        "were left out.",
    ),
    "shared_day": QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} lines are of days that another sheet tells of as well. Only the sheet that "
        "reaches further counts, as you said.",
    ),
    "price_not_positive": QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} lines have no price above zero: damages, samples or corrections. They were left "
        "out.",
    ),
    "unreadable_units": QT_TRANSLATE_NOOP(
        "core", "{rows:,} rows have a quantity that cannot be read. They were left out."
    ),
    "unlikely_units": QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} rows have a quantity a million times the usual, which must be a slip. They were "
        "left out.",
    ),
    "no_units": QT_TRANSLATE_NOOP("core", "{rows:,} rows have no quantity. They were left out."),
    "counter_start": QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} rows are the first count of their item, from which later sales were worked out.",
    ),
    "counter_reset": QT_TRANSLATE_NOOP(
        "core", "{rows:,} rows have a lower count than the day before. They were left out."
    ),
}


def class_findings(
    lines: pd.DataFrame, classes: NDArray[np.int8], skipped: dict[str, int]
) -> list[Finding]:
    """Return one finding a class of rows left out, the largest first.

    lines: row, item, day, units of every line; classes: their classes; skipped: rows a class.
    """
    found: list[Finding] = []
    for name, rows in sorted(skipped.items(), key=lambda pair: -pair[1]):
        if name not in _TEXTS:
            continue
        at = np.flatnonzero(classes == CLASSES.index(name))
        first = int(at[0]) if len(at) else -1
        found.append(
            Finding(
                kind=name,
                text=say(_TEXTS[name], rows=rows),
                rows=rows,
                units=float(np.nansum(lines["units"].to_numpy()[at])),
                example_row=int(lines["row"].iat[first]) if first >= 0 else 0,
                example_value=_example(lines, first) if first >= 0 else "",
                money=_money(lines, at),
            )
        )
    return found


def _money(lines: pd.DataFrame, at: NDArray[np.intp]) -> float:
    """Return the value of some lines: their amounts, else units at the line's price."""
    amount = lines["amount"].to_numpy()[at]
    worked_out = lines["units"].to_numpy()[at] * lines["unit_price"].to_numpy()[at]
    return float(np.nansum(np.abs(np.where(np.isnan(amount), worked_out, amount))))


def _example(lines: pd.DataFrame, place: int) -> str:
    # Column by column: a row of them all would make texts of every category.
    shown = (lines["item"].array[place], lines["title"].array[place])
    return next((str(text) for text in shown if isinstance(text, str)), "")


def returns_finding(lines: pd.DataFrame, back: NDArray[np.bool_]) -> Finding:
    """Return the finding about goods that came back."""
    first = int(np.flatnonzero(back)[0])
    row, item = int(lines["row"].iat[first]), str(lines["item"].array[first])
    units = float(-lines["units"].to_numpy()[back].sum())
    text = say(
        QT_TRANSLATE_NOOP(
            "core",
            "{rows:,} lines are returns of {units:,.0f} units. They are kept apart from sales.",
        ),
        rows=int(back.sum()),
        units=units,
    )
    money = _money(lines, np.flatnonzero(back))
    return Finding("returns", text, int(back.sum()), -units, row, item, money)


def currencies_finding(currencies: Sequence[str]) -> Finding:
    """Return the finding about prices in several currencies, the first of which is used."""
    text = say(
        QT_TRANSLATE_NOOP(
            "core",
            "Prices are in several currencies ({names}); their numbers are taken as they stand, so "
            "sums of money mix them. Quantities are right. Open a sheet for each currency alone.",
        ),
        names=", ".join(currencies),
    )
    return simple_finding("currencies", text)


def simple_finding(kind: str, text: Sentence, rows: int = 0, units: float = 0.0) -> Finding:
    """Return a finding without an example."""
    return Finding(kind, text, rows, units, 0, "")


def sheet_findings(sheet: RawSheet, columns: ColumnMap) -> list[Finding]:
    """Return what should be known of how a sheet was read."""
    found: list[Finding] = []
    if columns.layout in ("none", "returns") and columns.note is not None:
        text = say(QT_TRANSLATE_NOOP("core", "Left out: {why}"), why=columns.note)
        found.append(simple_finding("not_sales", text, len(sheet.cells)))
    if columns.layout != "lines":
        return found
    units = columns.roles.get("units")
    if units is None:
        text = say(
            QT_TRANSLATE_NOOP(
                "core", "{name} has no column of quantities, so each line counts as one unit."
            ),
            name=name_of(sheet),
        )
        found.append(simple_finding("no_quantity", text))
    elif not meaning_score(columns.labels[units], "units") and meaning_score(
        columns.labels[units], "amount"
    ):
        text = say(
            QT_TRANSLATE_NOOP(
                "core",
                "{name} has no column of quantities, so “{label}” is forecast in its place. If "
                "that is money, so are the forecasts.",
            ),
            name=name_of(sheet),
            label=columns.labels[units],
        )
        found.append(simple_finding("amount_as_units", text))
    if columns.swapped:
        text = say(
            QT_TRANSLATE_NOOP(
                "core",
                "Excel exchanged month and day of the dates up to the 12th in {name}. They were "
                "put right, as the other dates show.",
            ),
            name=name_of(sheet),
        )
        found.append(simple_finding("days_exchanged", text))
    if columns.counter and units is not None:
        text = say(
            QT_TRANSLATE_NOOP(
                "core",
                "“{label}” of {name} counts up since each listing began. Sales are the rises from "
                "one day to the next.",
            ),
            label=columns.labels[units],
            name=name_of(sheet),
        )
        found.append(simple_finding("counter", text))
    return found


def shared_days_finding(sheets: Sequence[RawSheet], shared: Shared) -> Finding:
    """Return the finding that two sheets cover the same days with different lines."""
    one, other = (name_of(sheets[number]) for number in shared.sheets)
    text = say(
        QT_TRANSLATE_NOOP(
            "core",
            "{one} and {other} cover {days:,} days in common with different lines, so both were "
            "added up. Leave one out if they tell of the same sales.",
        ),
        one=one,
        other=other,
        days=shared.days,
    )
    return simple_finding("same_days", text)


def name_of(sheet: RawSheet) -> str:
    """Return how a sheet is called in sentences: its file, and its name in a workbook."""
    file = Path(sheet.path).name
    return f"{file} – {sheet.sheet_name}" if sheet.sheet_name else file
