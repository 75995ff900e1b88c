"""Terms of groups as a table: what a group says stands out from what its items have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.restocking.terms.groups import GroupTerm
from core.restocking.terms.terms import Terms
from gui.tables.group_terms import FIRST, SHARED, GroupTermsModel, GroupTermsTable, groups_of
from gui.tables.term_cells import COLUMNS, cell_words, typed_words
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand


@pytest.fixture
def terms(qapp: object) -> Terms:
    QLocale.setDefault(QLocale("en"))
    made = made_up_terms(made_up_demand(5), {"category": ["Tea", "Tea", "", "Cup", "Cup"]})
    return replace(made, table=made.table.assign(lead_time_days=[9.0, 14.0, 9.0, 20.0, 9.0]))


def cell(model: GroupTermsModel, row: int, name: str) -> object:
    return model.index(row, FIRST + SHARED.index(name)).data()


def test_the_model_is_sound(terms: Terms) -> None:
    """Qt's model tester finds nothing in any scope, nor in an empty table."""
    model = GroupTermsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for scope in ("supplier", "category", "shop"):
        model.show_groups(scope, terms)
    model.show_groups("supplier", None)
    assert model.rowCount() == 0


def test_groups_are_those_that_items_name(terms: Terms) -> None:
    """By name, each with its items; items without a category belong to none; the shop has all."""
    found = {it.name: it.rows.tolist() for it in groups_of("category", terms)}
    assert found == {"Cup": [3, 4], "Tea": [0, 1]}
    (shop,) = groups_of("shop", terms)
    assert (shop.name, len(shop.rows)) == ("", 5)


def test_what_a_group_says_goes_before_what_its_items_have(terms: Terms) -> None:
    """One value, a range, or a dash where nothing is known; the group's own word over all."""
    model = GroupTermsModel()
    model.show_groups("supplier", terms, (GroupTerm("supplier", "South", "review_days", 10.0),))
    assert [group.name for group in model.groups] == ["North", "South"]
    assert cell(model, 0, "lead_time_days") == "9"
    assert cell(model, 1, "lead_time_days") == "14 to 20"
    assert cell(model, 0, "season_end") == "–"
    assert cell(model, 1, "review_days") == "10"
    assert model.said(0, "review_days") is None


def test_typing_asks_for_the_group_and_delete_takes_back(qtbot, terms: Terms) -> None:
    """What is typed is asked for as text; an empty cell that says nothing asks for nothing."""
    table = GroupTermsTable()
    qtbot.addWidget(table)
    table.groups.show_groups("supplier", terms, (GroupTerm("supplier", "North", "pack_size", 6.0),))
    asked: list[tuple[str, ...]] = []
    table.groups.asked.connect(lambda *parts: asked.append(parts))
    pack = FIRST + SHARED.index("pack_size")
    table.groups.setData(table.groups.index(1, pack), "12")
    table.setCurrentIndex(table.groups.index(0, pack))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    table.setCurrentIndex(table.groups.index(1, pack))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert asked == [
        ("supplier", "South", "pack_size", "12"),
        ("supplier", "North", "pack_size", ""),
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_cell_can_be_typed_as_it_is_copied(qapp: object, language: str) -> None:
    """What a cell gives out is taken again as the same value, in both languages."""
    from core.restocking.terms.values import checked

    QLocale.setDefault(QLocale(language))
    terms = made_up_terms(
        made_up_demand(1),
        {
            "order_days": "1,4",
            "closures": "2026-02-10/2026-02-20",
            "season_end": checked("season_end", "2026-12-24"),
            "supplier_minimum": 250.5,
            "service_level": 0.975,
        },
    )
    for name in COLUMNS[2:]:
        value = terms.table[name].iloc[0]
        again = checked(name, typed_words(name, value))
        same = again == value or (again != again and value != value)
        assert same, (name, value, again)
        assert cell_words(name, value)
    QLocale.setDefault(QLocale("en"))
