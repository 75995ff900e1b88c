"""core/sales/switches.py: each rule of cleaning can be seen and switched off."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.progress import Progress
from core.sales.cleaning.clean import Cleaned, clean_rows
from core.sales.cleaning.rows import CAME_BACK, SOLD, UNJUDGED
from core.sales.cleaning.rules import CLASSES
from core.sales.switches import ALL_OFF, DEFAULT, RULES, Rules
from core.sales.understanding.several_sheets import understand
from tests.core.sales.made_up_sheets import made_up_sheet, order_lines

HEADER = ["Order ID", "Order date", "SKU", "Qty", "Unit price", "Order status"]
PLAIN = [[*line, "Shipped"] for line in order_lines()[1:]]
CAUGHT = {
    "totals": ["", "2024-03-09", "Grand total", "180", "", ""],
    "cancelled": ["9001", "2024-03-09", "007", "7", "2.50", "Cancelled"],
    "refunded": ["9002", "2024-03-09", "007", "6", "2.50", "Refunded"],
    "test": ["9003", "2024-03-09", "TEST001", "5", "2.50", "Shipped"],
    "gift": ["9004", "2024-03-09", "赠品 cup", "4", "0", "Shipped"],
    "transfer": ["9005", "2024-03-09", "007", "9", "2.50", "Stock transfer"],
    "non_product": ["9006", "2024-03-09", "POST", "1", "2.50", "Shipped"],
    "duplicates": ["100000", "2024-03-01", "007", "1", "2.50", "Shipped"],
    "no_price": ["9008", "2024-03-09", "007", "3", "0", "Shipped"],
    "unlikely_day": ["9010", "1900-01-01", "007", "3", "2.50", "Shipped"],
    "unlikely_units": ["9011", "2024-03-09", "007", "6901234567890", "2.50", "Shipped"],
    "returns": ["9009", "2024-03-09", "007", "-2", "2.50", "Shipped"],
}


def _cleaned(rows: list[list[str]], rules: Rules = DEFAULT) -> Cleaned:
    sheet = made_up_sheet([HEADER, *rows])
    return clean_rows([sheet], understand([sheet]), Progress(), rules)


@pytest.mark.parametrize("rule", CAUGHT)
def test_a_rule_takes_its_rows_out_and_gives_them_back(rule: str) -> None:
    """Switched on, a rule leaves its row out; switched off, the row counts with its units; either
    way the rule says which rows it concerns."""
    row = CAUGHT[rule]
    units = float(row[3])
    on = _cleaned([*PLAIN, row], Rules().switched(rule, True))
    off = _cleaned([*PLAIN, row], Rules().switched(rule, False))
    assert on.report.units == 180
    assert off.report.units == 180 + units
    for cleaned in (on, off):
        (effect,) = cleaned.effects
        assert (effect.rule, effect.rows, effect.units, effect.example_row) == (rule, 1, units, 62)
        assert cleaned.report.rows_read == cleaned.report.rows_used + sum(
            cleaned.report.rows_skipped.values()
        )
    assert on.rows[0][61] >= 0
    assert off.rows[0][61] == (CAME_BACK if units < 0 else SOLD)
    assert on.report.rules.holds(CLASSES[on.rows[0][61]])


def test_a_row_has_one_reason() -> None:
    """A gift that costs nothing is let in by the rule of gifts alone."""
    gift = CAUGHT["gift"]
    assert _cleaned([*PLAIN, gift], Rules(gift=False)).report.units == 184


def test_what_is_let_in_still_counts_once() -> None:
    """A cancelled line that stands twice counts once where cancelled lines count."""
    row = CAUGHT["cancelled"]
    cleaned = _cleaned([*PLAIN, row, row], Rules(cancelled=False))
    assert cleaned.report.units == 187
    assert cleaned.report.rows_skipped == {"duplicate": 1}


def test_overlapping_files_can_be_added_up() -> None:
    """Lines of two files that are the same count once, or twice where the rule is off."""
    sheets = [made_up_sheet([HEADER, *PLAIN], name) for name in ("a.csv", "b.csv")]
    maps = understand(sheets)
    once = clean_rows(sheets, maps, Progress())
    twice = clean_rows(sheets, maps, Progress(), Rules(overlaps=False))
    assert (once.report.units, twice.report.units) == (180, 360)
    assert [e.rows for e in once.effects] == [e.rows for e in twice.effects] == [60]
    assert (once.rows[1][1:] == CLASSES.index("overlap")).all()


def test_the_header_and_what_stands_above_is_not_judged() -> None:
    """Titles and the header have no class; every row below has one."""
    sheet = made_up_sheet([["Shop report"], HEADER, *PLAIN])
    cleaned = clean_rows([sheet], understand([sheet]), Progress())
    assert (cleaned.rows[0][:2] == UNJUDGED).all()
    assert (cleaned.rows[0][2:] == SOLD).all()


def test_total_rows_of_months_across_can_be_kept() -> None:
    """In a sheet with periods across columns the total row doubles the sums where it is kept."""
    rows = [["Item", *[f"2024-{m:02d}" for m in range(1, 13)]]]
    rows += [[f"A{i}", *[str(i + m) for m in range(1, 13)]] for i in range(1, 6)]
    sums = np.array([[int(x) for x in row[1:]] for row in rows[1:]]).sum(axis=0)
    rows.append(["合计", *map(str, sums)])
    sheet = made_up_sheet(rows)
    maps = understand([sheet])
    assert clean_rows([sheet], maps, Progress()).report.units == sums.sum()
    off = clean_rows([sheet], maps, Progress(), Rules(totals=False))
    assert off.report.units == 2 * sums.sum()
    assert off.effects[0].rows == 1


@settings(max_examples=12)
@given(
    st.lists(st.sampled_from(list(CAUGHT.values())), max_size=14),
    st.lists(st.sampled_from(RULES), unique=True, max_size=len(RULES)),
)
def test_all_off_gives_the_sheets_own_sums(more: list[list[str]], first: list[str]) -> None:
    """With every rule off, in whatever order, the units are the sum of the column; switched on
    again they are what they were."""
    rows = [*PLAIN, *more]
    rules = Rules()
    for rule in (*first, *RULES):
        rules = rules.switched(rule, False)
    assert rules == ALL_OFF
    raw = _cleaned(rows, rules)
    assert raw.report.units == sum(float(row[3]) for row in rows)
    assert raw.report.rows_skipped == {}
    for rule in RULES:
        rules = rules.switched(rule, getattr(Rules(), rule))
    back, default = _cleaned(rows, rules), _cleaned(rows)
    assert back.report == default.report
    assert back.sales.rows.equals(default.sales.rows)


@settings(max_examples=12)
@given(
    st.lists(st.sampled_from(list(CAUGHT.values())), max_size=10),
    st.builds(Rules, **dict.fromkeys(RULES, st.booleans())),
)
def test_the_fate_of_rows_is_the_account(more: list[list[str]], rules: Rules) -> None:
    """Counted by class, the fates of all rows are the account of the import."""
    cleaned = _cleaned([*PLAIN, *more], rules)
    fates = cleaned.rows[0][1:]
    counted = {CLASSES[n]: int((fates == n).sum()) for n in np.unique(fates[fates >= 0])}
    assert counted == cleaned.report.rows_skipped
    assert int((fates < 0).sum()) == cleaned.report.rows_used
