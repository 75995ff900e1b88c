"""Whole sheets of any layout and noise: what must hold whatever a merchant opens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.demand import build_demand
from core.errors import OperatorError, QuestionError
from core.frequency import Frequency
from core.progress import Progress
from core.sales.cleaning.clean import Cleaned, clean_rows
from core.sales.cleaning.rows import CAME_BACK, SOLD
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import ALL_OFF, DEFAULT, RULES, Rules
from core.sales.understanding.joins import joined
from core.sales.understanding.mapping import Mapping, understand_with
from core.sales.understanding.tables import separated
from tests.benchmarks.corpus.cases import TABLES
from tests.benchmarks.corpus.truth import Grid, Table
from tests.benchmarks.corpus.words import LANGUAGES
from tests.core.sales.made_up_sheets import made_up_sheet

_NOISE = ("", "#REF!", "n/a", "合计", "-", "1.23E+17", "=1+1", "２０２４", "x" * 300, "2204-01-01")
_LAYOUTS = [kind for kind in TABLES if kind not in ("many bystanders", "sold, returned, net")]


@st.composite
def whole_sheets(draw: st.DrawFn) -> RawSheet:
    """A sheet of one of the corpus's layouts in one of its languages, with cells overwritten, rows
    repeated, emptied and cut, and the order of rows changed."""
    kind = draw(st.sampled_from(_LAYOUTS))
    language = draw(st.sampled_from(LANGUAGES))
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    table: Table = TABLES[kind](rng, language)
    rows: Grid = [list(row) for row in table.grid[: draw(st.integers(5, 90))]]
    for _ in range(draw(st.integers(0, 12))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        match draw(st.sampled_from(("cell", "again", "empty", "cut", "moved"))):
            case "cell" if row:
                row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(_NOISE))
            case "again":
                rows.append(list(row))
            case "empty":
                rows.append([])
            case "cut":
                del row[draw(st.integers(0, len(row))) :]
            case "moved":
                rows.append(rows.pop(draw(st.integers(0, len(rows) - 1))))
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return made_up_sheet([row or [""] for row in texts])


def _imported(
    sheet: RawSheet, rules: Rules = DEFAULT
) -> tuple[tuple[RawSheet, ...], tuple[ColumnMap, ...], Cleaned] | None:
    """Import as the program does, answering questions; None where it ends with a sentence."""
    mapping: Mapping | None = None
    for _ in range(4):
        try:
            sheets = joined(separated((sheet,)))
            maps = understand_with(sheets, mapping)
            return sheets, maps, clean_rows(sheets, maps, Progress(), rules)
        except QuestionError as question:
            answer = question.choices[0] if question.choices else "2024"
            mapping = mapping or Mapping()
            if question.topic in ("units", "item", "day"):
                mapping = replace(mapping, roles={**mapping.roles, question.topic: answer})
            elif question.topic == "year":
                mapping = replace(mapping, year=2024)
            else:
                mapping = replace(mapping, **{question.topic: answer})
        except OperatorError:
            return None
    return None


@settings(max_examples=25)
@given(sheet=whole_sheets(), rule=st.sampled_from(RULES), cut=st.integers(2, 6))
def test_any_sheet_ends_in_accounted_sales_or_a_sentence(
    sheet: RawSheet, rule: str, cut: int
) -> None:
    """No error but the operator's; every row is used or left out for one reason; units are those of
    the rows used, and each rule takes exactly what it says; cleaning what was used again takes
    nothing more; and later rows of a history never change the panel before them."""
    found = _imported(sheet)
    if found is None:
        return
    sheets, maps, cleaned = found
    report = cleaned.report
    assert report.rows_read == report.rows_used + sum(report.rows_skipped.values())
    assert report.units == float(cleaned.sales.rows["units"].sum())

    raw = clean_rows(sheets, maps, Progress(), ALL_OFF)
    assert raw.report.rows_used >= report.rows_used
    without = clean_rows(sheets, maps, Progress(), DEFAULT.switched(rule, False))
    assert without.report.rows_read == report.rows_read
    if not any(effect.rule == rule for effect in without.effects) and rule != "returns":
        assert without.report.units == report.units

    _cleaning_again_takes_nothing(sheets, maps, cleaned)
    _panel_is_blind_to_the_future(cleaned, cut)


def _cleaning_again_takes_nothing(
    sheets: tuple[RawSheet, ...], maps: tuple[ColumnMap, ...], cleaned: Cleaned
) -> None:
    """Of a sheet of the rows that were used all rows are used; lines that take their day from the
    line above aside, for that may be gone."""
    told = {finding.kind for finding in cleaned.report.findings}
    if len(sheets) > 1 or maps[0].layout != "lines" or "filled_down" in told:
        return
    fates = cleaned.rows[0]
    kept = (np.arange(len(fates)) <= maps[0].header_row) | (fates == SOLD) | (fates == CAME_BACK)
    used = replace(sheets[0], cells=sheets[0].cells[kept].reset_index(drop=True))
    again = clean_rows((used,), maps, Progress())
    assert again.report.rows_used == cleaned.report.rows_used
    assert again.report.units == cleaned.report.units


def _panel_is_blind_to_the_future(cleaned: Cleaned, cut: int) -> None:
    """Without the rows from a day on, the days before are as they were."""
    rows = cleaned.sales.rows
    days = np.unique(rows["day"].to_numpy())
    if len(days) < 3 or not (rows["units"] > 0).any():
        return
    last = days[len(days) * (cut - 1) // cut]
    before = replace(cleaned.sales, rows=rows[rows["day"] < last])
    if not (before.rows["units"] > 0).any():
        return
    whole = build_demand(cleaned.sales, Frequency.DAILY)
    early = build_demand(before, Frequency.DAILY)
    place = {key: n for n, key in enumerate(zip(whole.items, whole.stores, strict=True))}
    for row, key in enumerate(zip(early.items, early.stores, strict=True)):
        assert early.start == whole.start
        late = whole.units[place[key], : early.length]
        np.testing.assert_array_equal(early.units[row], late)
