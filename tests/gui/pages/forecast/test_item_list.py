"""gui/pages/forecast/item_list.py, bulk_edit.py and gui/tables/item_views.py"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from gui.pages.controls import Choice, FilterChips
from gui.pages.forecast.bulk_edit import BulkEdit
from gui.pages.forecast.page import ForecastPage
from gui.session import Session
from gui.tables.item_views import ItemView, read_views, write_views
from gui.tables.items import ItemColumn


@pytest.fixture
def items() -> int:
    return 24


@pytest.fixture
def page(forecast_page: ForecastPage) -> ForecastPage:
    return forecast_page


def _shown(page: ForecastPage) -> list[int]:
    items = page.table.items
    rows = (items.source(row) for row in range(items.rowCount()))
    return [row for row in rows if row >= 0]


def test_groups_hold_every_item_once_under_its_own_name(
    page: ForecastPage, session: Session
) -> None:
    """Put together by supplier: a row above each supplier's items, with their number and units."""
    page.list.group("supplier")
    items = page.table.items
    assert sorted(_shown(page)) == list(range(24))
    suppliers = list(session.terms.table["supplier"])
    name, seen = "", {}
    for row in range(items.rowCount()):
        group = items.group_of(row)
        if group is not None:
            name = group.name
            seen[name] = group
        else:
            assert suppliers[items.source(row)] == name
    assert {n: g.count for n, g in seen.items()} == {n: suppliers.count(n) for n in set(suppliers)}
    total = sum(group.total for group in seen.values())
    assert total == pytest.approx(float(items.facts.total.sum()), rel=1e-5)


def test_sorting_and_steps_go_from_item_to_item(qtbot: QtBot, page: ForecastPage) -> None:
    """Inside groups items stay sorted, and the next item is never a group's row."""
    page.list.group("supplier")
    items = page.table.items
    total = items.facts.total
    inside = [items.source(row) for row in range(1, items.group_rows()[1])]
    assert list(total[inside]) == sorted(total[inside], reverse=True)
    last = items.group_rows()[1] - 1
    page.table.setCurrentIndex(items.index(last, 0))
    page._step(1)
    assert items.source(page.table.currentIndex().row()) >= 0
    assert page._session.selected == items.source(last + 2)


def test_a_list_is_narrowed_and_says_to_what(page: ForecastPage, session: Session) -> None:
    """Only the supplier's items are shown until all are asked for again."""
    supplier = str(session.terms.table["supplier"].iloc[0])
    page.list.narrow("supplier", supplier)
    assert {session.terms.table["supplier"].iloc[row] for row in _shown(page)} == {supplier}
    assert supplier in page.list.narrowing.text()
    page.list.narrowing.click()
    assert len(_shown(page)) == 24
    assert not page.list.narrowing.isVisible()


def test_classes_say_which_items_earn_most(page: ForecastPage) -> None:
    """A, B and C are there, and A items together earn more than C items."""
    items = page.table.items
    classes = np.array(items.facts.classes)
    assert set(classes) <= {"A", "B", "C"}
    assert items.values("class")[0] == "A"
    page.table.show_columns({ItemColumn.CLASS, ItemColumn.TOTAL})
    assert not page.table.isColumnHidden(ItemColumn.CLASS)
    assert page.table.isColumnHidden(ItemColumn.SPARK)
    assert not page.table.isColumnHidden(ItemColumn.NAME)


def test_a_view_comes_back_as_it_was_kept(page: ForecastPage, session: Session) -> None:
    """Filter, group, columns and order are kept by name and shown again."""
    supplier = str(session.terms.table["supplier"].iloc[1])
    page.chips.take("fading")
    page.list.narrow("supplier", supplier)
    page.list.group("class")
    page.table.show_columns({ItemColumn.TOTAL, ItemColumn.CODE})
    page.table.sortByColumn(ItemColumn.CODE, Qt.SortOrder.AscendingOrder)
    page.list.keep_view("my view")
    before = (_shown(page), page.table.chosen_columns)
    page.list.show_view(ItemView("plain"))
    assert len(_shown(page)) == 24
    (kept,) = read_views(session.memory)
    page.list.show_view(kept)
    assert (_shown(page), page.table.chosen_columns) == before
    page.list.forget_view("my view")
    assert read_views(session.memory) == ()


def test_a_damaged_file_of_views_is_no_reason_to_fail(tmp_path: Path) -> None:
    """What cannot be read is left out; the next view is kept all the same."""
    (tmp_path / "item-views.json").write_text('[{"name": 3', "utf-8")
    assert read_views(tmp_path) == ()
    assert write_views(tmp_path, [ItemView("a")])
    assert read_views(tmp_path) == (ItemView("a"),)


def test_a_term_is_set_for_many_items_in_one_undoable_step(
    qtbot: QtBot, page: ForecastPage, session: Session
) -> None:
    """Chosen items get the value, no other; undo names what it takes back."""
    items, selection = page.table.items, page.table.selectionModel()
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    selection.clearSelection()
    for row in (0, 2, 5):
        selection.select(items.index(row, 0), rows)
    chosen = page.table.chosen_items()
    assert set(chosen) == {items.source(row) for row in (0, 2, 5)}
    before = session.terms.table["lead_time_days"].copy()
    dialog = BulkEdit(session, chosen, page)
    dialog.value.setText("33")
    dialog.set.click()
    after = session.terms.table["lead_time_days"]
    assert (after[list(chosen)] == 33).all()
    others = [row for row in range(24) if row not in chosen]
    assert (after[others] == before[others]).all()
    assert session.undo_stack.undoText() == "Delivery, days of 3 items"
    session.undo_stack.undo()
    assert (session.terms.table["lead_time_days"] == before).all()


def test_a_value_that_cannot_be_is_refused_in_words(page: ForecastPage, session: Session) -> None:
    """Nothing is changed, and the dialog stays open and says why."""
    before = session.terms
    dialog = BulkEdit(session, (0, 1), page)
    dialog.show()
    dialog.value.setText("soon")
    dialog.set.click()
    assert dialog.refusal.isVisible()
    assert dialog.refusal.text()
    assert session.terms is before
    dialog.close()


def test_chips_without_room_are_left_out_but_not_the_one_in_force(qtbot: QtBot) -> None:
    """No chip lies on another or beyond the edge, and what is filtered by can always be read."""
    chips = FilterChips()
    qtbot.addWidget(chips)
    names = ("all", "rising", "potential", "fading", "new")
    chips.show_choices([Choice(name, f"{name.title()} 120", "sprout") for name in names], "new")
    for width in (600, 300, 200, 90):
        chips.resize(width, 30)
        places = [place for place in chips.places() if not place.isNull()]
        assert all(one.right() < other.left() for one, other in pairwise(places))
        assert len(places) == 1 or places[-1].right() <= width
        assert not chips.places()[names.index("new")].isNull()
    chips.resize(600, 30)
    assert not any(place.isNull() for place in chips.places())
