"""gui/tables/rows.py"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gui.tables.clipboard import copied
from gui.tables.rows import Column, RowsTable


@dataclass(frozen=True, slots=True)
class Thing:
    """A row."""

    name: str
    money: float


COLUMNS = (
    Column("Name", lambda it: it.name, lambda it: it.name, None, right=False),
    Column("Money", lambda it: f"{it.money:.0f}", lambda it: it.money),
)
THINGS = (Thing("竹", 3.0), Thing("茶", math.nan), Thing("杯", 20.0))


def _table(qtbot: QtBot) -> RowsTable:
    table = RowsTable()
    qtbot.addWidget(table)
    QAbstractItemModelTester(
        table.model_of_rows, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    table.show_rows(COLUMNS, THINGS)
    table.resize(400, 200)
    return table


def _names(table: RowsTable) -> list[str]:
    return [it.name for it in table.model_of_rows.rows]


def test_rows_come_as_given_until_a_header_is_pressed(qtbot: QtBot) -> None:
    """The order of what is shown means something; sorting is asked for."""
    table = _table(qtbot)
    assert _names(table) == ["竹", "茶", "杯"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert _names(table) == ["杯", "竹", "茶"]
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert _names(table) == ["竹", "杯", "茶"]


def test_chinese_names_sort_by_pinyin(qtbot: QtBot) -> None:
    """bēi before chá before zhú."""
    table = _table(qtbot)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert _names(table) == ["杯", "茶", "竹"]


def test_the_chosen_row_stays_chosen_when_sorted(qtbot: QtBot) -> None:
    """Sorting moves the current row along, it does not point to another."""
    table = _table(qtbot)
    table.setCurrentIndex(table.model_of_rows.index(2, 0))
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert table.chosen() == THINGS[2]


def test_a_copy_holds_header_and_cells(qtbot: QtBot) -> None:
    """What is copied can be pasted into Excel as it stands."""
    assert copied(_table(qtbot)).split("\n")[:2] == ["Name\tMoney", "竹\t3"]
