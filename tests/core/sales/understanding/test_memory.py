"""core/sales/understanding/memory.py: a sheet is read as the last one of its kind was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import DEFAULT, Rules
from core.sales.understanding.columns import corrected, guess_columns
from core.sales.understanding.memory import Recall, recall, remember, replayed
from tests.core.sales.made_up_sheets import made_up_sheet, order_lines


def _recalled(folder: Path, sheet: RawSheet) -> Recall | None:
    return recall(folder, sheet, guess_columns(sheet))


def _same_reading(one: ColumnMap, other: ColumnMap) -> bool:
    return replace(one, guesses=()) == replace(other, guesses=())


def test_a_correction_is_replayed_on_the_next_sheet(tmp_path: Path) -> None:
    """What the operator settled, a column taken away and the rules included, holds for the next
    sheet with the same header, whatever lines of titles stand above it."""
    sheet = made_up_sheet(order_lines(), "march.csv")
    columns = corrected(sheet, guess_columns(sheet), roles={"unit_price": -1})
    rules = Rules(gift=False, returns=True)
    remember(tmp_path, sheet, columns, rules)
    later = made_up_sheet([["April report"], [], *order_lines(30)], "april.csv")
    found = _recalled(tmp_path, later)
    assert found is not None
    assert found.exact
    assert (found.mapping.made_from, found.mapping.rules) == ("march.csv", rules)
    read = replayed(found, later)
    assert read.header_row == 2
    assert _same_reading(read, replace(columns, header_row=2))


def test_the_same_sheet_is_read_the_same(tmp_path: Path) -> None:
    """Remembering and replaying a sheet changes nothing about how it is read."""
    months = ["2024-01", "2024-02", "2024-03", "2024-04"]
    wide = [["Item", "Shop", *months]]
    wide += [[f"A{i}", "North", *[str(i + m) for m in range(4)]] for i in range(12)]
    across = [["Date", "Apple", "Pear", "Plum"]]
    across += [[f"2024-03-{d:02d}", "1", "2", str(d)] for d in range(1, 29)]
    for rows in (order_lines(), wide, across):
        sheet = made_up_sheet(rows)
        columns = guess_columns(sheet)
        remember(tmp_path, sheet, columns, DEFAULT)
        found = _recalled(tmp_path, sheet)
        assert found is not None
        assert found.exact
        assert _same_reading(replayed(found, sheet), columns)


def test_months_across_are_known_again_next_month(tmp_path: Path) -> None:
    """A sheet with periods across columns is of the same kind when its periods have moved on."""
    rows = [["Item", "Shop", "2024-01", "2024-02", "2024-03"]]
    rows += [[f"A{i}", "North", "3", "4", str(i)] for i in range(12)]
    sheet = made_up_sheet(rows)
    remember(tmp_path, sheet, guess_columns(sheet), DEFAULT)
    later = made_up_sheet([["Item", "Shop", "2024-02", "2024-03", "2024-04"], *rows[1:]])
    found = _recalled(tmp_path, later)
    assert found is not None
    assert found.exact
    assert replayed(found, later).spread_days[-1] == "2024-04-01"


def test_an_answered_question_is_not_asked_again(tmp_path: Path) -> None:
    """The order of day and month, once settled, holds where a sheet leaves it open."""
    rows = [["Order ID", "Date", "SKU", "Qty"]]
    rows += [[str(n), f"0{1 + n % 9}/0{1 + n % 7}/2024", f"A{n % 3}", "2"] for n in range(40)]
    sheet = made_up_sheet(rows)
    with pytest.raises(QuestionError):
        guess_columns(sheet)
    settled = corrected(sheet, ColumnMap(0, "lines", {}, tuple(rows[0])), day_order="dmy")
    remember(tmp_path, sheet, settled, DEFAULT)
    found = recall(tmp_path, sheet, None)
    assert found is not None
    assert replayed(found, sheet).day_order == "dmy"


def test_a_changed_header_says_what_changed(tmp_path: Path) -> None:
    """Columns that are new or gone are named; what is left is read as before."""
    sheet = made_up_sheet(order_lines())
    remember(tmp_path, sheet, guess_columns(sheet), DEFAULT)
    rows = order_lines()
    changed = [[*rows[0][:4], "List price", "Note"], *[[*row, "x"] for row in rows[1:]]]
    found = _recalled(tmp_path, made_up_sheet(changed))
    assert found is not None
    assert not found.exact
    assert found.new == ("List price", "Note")
    assert found.gone == ("Unit price",)
    read = replayed(found, made_up_sheet(changed))
    assert (read.roles["day"], read.roles["item"], read.roles["units"]) == (1, 2, 3)


def test_another_kind_of_sheet_is_not_known(tmp_path: Path) -> None:
    """A header with other columns is none of those remembered; neither is a sheet set aside."""
    sheet = made_up_sheet(order_lines())
    remember(tmp_path, sheet, guess_columns(sheet), DEFAULT)
    other = [["Datum", "Artikel", "Menge", "Filiale"]]
    other += [[f"2024-03-{n:02d}", f"B{n % 3}", "2", "X"] for n in range(1, 29)]
    assert _recalled(tmp_path, made_up_sheet(other)) is None
    folder = tmp_path / "none"
    remember(folder, sheet, ColumnMap(0, "none", {}, tuple(other[0])), DEFAULT)
    assert recall(folder, sheet, None) is None


def test_a_damaged_file_is_passed_over(tmp_path: Path) -> None:
    """What someone damaged in the folder keeps no sheet from being read."""
    (tmp_path / "x.toml").write_text("= nonsense", "utf-8")
    sheet = made_up_sheet(order_lines())
    assert _recalled(tmp_path, sheet) is None
    remember(tmp_path, sheet, guess_columns(sheet), DEFAULT)
    assert _recalled(tmp_path, sheet) is not None
