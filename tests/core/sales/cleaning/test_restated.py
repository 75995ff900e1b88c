"""core/sales/cleaning/restated.py: files that overlap are never summed silently."""

from __future__ import annotations

import numpy as np

from core.progress import Progress
from core.sales.cleaning.clean import Cleaned, clean_rows
from core.sales.sheet import RawSheet
from core.sales.switches import ALL_OFF, DEFAULT, Rules
from core.sales.understanding.several_sheets import understand
from tests.core.sales.made_up_sheets import made_up_sheet

HEADER = ["Date", "SKU", "Quantity"]


def _totals(first: int, days: int, path: str, corrected: dict[int, str] | None = None) -> RawSheet:
    rows = [HEADER]
    for day in range(first, first + days):
        for item in ("007", "A-1", "B-2"):
            units = str(2 + (day * 7 + len(item)) % 9)
            if item == "A-1" and corrected and day in corrected:
                units = corrected[day]
            rows.append([str(np.datetime64("2024-03-01") + day), item, units])
    return made_up_sheet(rows, path)


def _cleaned(*sheets: RawSheet, rules: Rules = DEFAULT) -> Cleaned:
    return clean_rows(list(sheets), understand(sheets), Progress(), rules)


def test_a_total_that_a_later_export_corrects_counts_as_corrected() -> None:
    """Two exports of the same totals: equal lines count once, and of an item and day on which they
    differ the export that reaches further holds, in whatever order they are opened."""
    march = _totals(0, 30, "march.csv")
    april = _totals(20, 30, "april.csv", {25: "50"})
    truth = _cleaned(_totals(0, 50, "all.csv", {25: "50"})).report.units
    for sheets in ((march, april), (april, march)):
        cleaned = _cleaned(*sheets)
        assert cleaned.report.units == truth
        assert cleaned.report.rows_skipped == {"overlap": 29, "restated": 1}
        (effect,) = (e for e in cleaned.effects if e.rule == "restated")
        assert effect.rows == 1


def test_an_export_that_holds_nothing_new_adds_nothing() -> None:
    """The same export under another name, or a part of it, counts once, whichever comes first."""
    march, week = _totals(0, 30, "march.csv"), _totals(5, 7, "week.csv")
    for sheets in ((march, _totals(0, 30, "copy.csv")), (march, week), (week, march)):
        assert _cleaned(*sheets).report.units == _cleaned(march).report.units


def test_switched_off_both_count() -> None:
    """With the rule off the total that was corrected counts as well; with all off all do."""
    march, april = _totals(0, 30, "march.csv"), _totals(20, 30, "april.csv", {25: "50"})
    on = _cleaned(march, april).report.units
    old = 2 + (25 * 7 + 3) % 9
    assert _cleaned(march, april, rules=Rules(restated=False)).report.units == on + old
    raw = _cleaned(march, april, rules=ALL_OFF).report
    alone = _cleaned(march).report.units + _cleaned(april).report.units
    assert raw.units == alone
    assert raw.rows_skipped == {}


def test_two_tills_are_added_up_and_it_is_said() -> None:
    """Sheets of the same days with other lines are both counted, with a finding; the rule of shared
    days lets only the one that reaches further count."""
    one = _totals(0, 30, "till-1.csv")
    rows = _rows_of(_totals(0, 32, "till-2.csv"))
    other = made_up_sheet([HEADER, *[[d, i, str(int(u) + 3)] for d, i, u in rows]], "till-2.csv")
    both = _cleaned(one, other)
    alone = _cleaned(other).report.units
    assert both.report.units == _cleaned(one).report.units + alone
    assert "same_days" in {f.kind for f in both.report.findings}
    chosen = _cleaned(one, other, rules=Rules(shared_days=True))
    assert chosen.report.units == alone
    assert chosen.report.rows_skipped == {"shared_day": 90}


def _rows_of(sheet: RawSheet) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in sheet.cells.iloc[1:].to_numpy()]
