"""What to settle before ordering, terms of groups, and files, as the Restock page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import pipeline
from gui.pages.confirmation import Confirmation
from gui.pages.restock.page import RestockPage
from gui.session import Session
from tests.core.restocking.made_up_terms import made_up_catalogue
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def session(qapp: object) -> Iterator[Session]:
    """Twelve items; the least order of one is for years, a supplier's minimum is not met."""
    QLocale.setDefault(QLocale("en"))
    made = made_up_session(12, 110)
    table = made.terms.table.copy()
    supplier = table["supplier"].iloc[1]
    table["minimum_order"] = [9000.0, *table["minimum_order"].iloc[1:]]
    table["on_hand"] = 0.0
    table["supplier_minimum"] = np.where(table["supplier"] == supplier, 5e5, np.nan)
    made.terms = replace(made.terms, table=table)
    made.plan = pipeline.plan(made.run, made.terms, made.settings)
    columns = {name: table[name].to_list() for name in ("title", "supplier")}
    made.imported = replace(made.imported, sales=made_up_catalogue(made.demand, columns))
    yield made
    made.jobs.shut_down()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> RestockPage:
    made = RestockPage(session)
    qtbot.addWidget(made)
    made.resize(1256, 800)
    made.show()
    qtbot.waitUntil(lambda: session.advice.value is not None)
    return made


def settle(qtbot: QtBot, page: RestockPage, session: Session) -> None:
    qtbot.waitUntil(lambda: session.advice.value is not None and not session.jobs.busy)


def test_proposals_are_counted_before_they_are_looked_at(page: RestockPage) -> None:
    """The choice of views says how many things there are to settle; the view holds as many."""
    words = {choice.name: choice.words for choice in page.views.choices}
    page.views.take("advice")
    assert len(page.outlooks.first.found) >= 2
    assert words["advice"].endswith(f" {len(page.outlooks.first.found)}")


def test_each_proposal_says_what_either_choice_costs(page: RestockPage, session: Session) -> None:
    """The costs are those of core, and the advised step comes first."""
    page.views.take("advice")
    advice = session.advice.value
    found = page.outlooks.first.found
    short = next(it for it in found if it.kind == "Minimum")
    (top_up,) = advice.top_ups
    assert (short.cost, short.leave) == (top_up.order_cost, top_up.wait_cost)
    assert next(step.words for step in short.steps) == ("Wait" if top_up.wait else "Top up")
    late = [it for it in found if it.kind == "Put off"]
    assert [(it.cost, it.leave) for it in late] == [
        (it.order_cost, it.wait_cost) for it in advice.deferrals
    ]


def test_enter_takes_the_step_that_is_advised_and_undo_takes_it_back(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """The order that is put off is watched and asks for nothing; undo brings it back."""
    page.views.take("advice")
    view = page.outlooks.first
    number = next(n for n, it in enumerate(view.found) if it.kind == "Put off")
    row = view.found[number].lines[0].row
    view.table.setCurrentIndex(view.table.model_of_rows.index(number, 0))
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert (
        session.plan.suggestions[row].decision,
        session.plan.suggestions[row].final_quantity,
    ) == (
        "watched",
        0.0,
    )
    settle(qtbot, page, session)
    assert row not in {line.row for it in view.found for line in it.lines if it.kind == "Put off"}
    session.undo_stack.undo()
    assert session.plan.suggestions[row].decision == "open"


def test_terms_are_said_for_a_supplier_and_by_whom_is_shown(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """Typed for a supplier, a term reaches its items, whose cells then say where it comes from."""
    page.views.take("terms")
    page.terms_view.scopes.take("supplier")
    groups = page.terms_view.groups.groups
    name = groups.groups[0].name
    page.restocking.say_for_group("supplier", name, "review_days", "12")
    settle(qtbot, page, session)
    page.terms_view.scopes.take("item")
    model = page.terms.terms
    from gui.tables.term_cells import COLUMNS

    row = int(np.flatnonzero(session.terms.table["supplier"] == name)[0])
    index = model.index(model.row_of(row), COLUMNS.index("review_days"))
    assert index.data() == "12"
    assert "this supplier" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_other_columns_are_a_press_away(page: RestockPage) -> None:
    """Seasons, shelf life, closures and costs are shown and edited like the everyday terms."""
    from gui.tables.term_cells import COLUMNS, SETS

    page.views.take("terms")
    for name, columns in SETS.items():
        page.terms_view.sets.take(name)
        shown = [it for n, it in enumerate(COLUMNS) if not page.terms.isColumnHidden(n)]
        assert tuple(it for it in COLUMNS if it in columns) == tuple(shown)


def test_an_edited_plan_shows_its_conflicts_before_it_counts(
    qtbot: QtBot, page: RestockPage, session: Session, tmp_path: Path
) -> None:
    """A dialog names each cell that does not fit; left as it is, nothing changes."""
    from openpyxl import load_workbook

    path = tmp_path / "plan.xlsx"
    session.export(path, "en")
    settle(qtbot, page, session)
    book = load_workbook(path)
    names = [cell.value for cell in book["Plan"][1]]
    book["Plan"].cell(2, names.index("Item") + 1).value = "nobody knows it"
    book["Plan"].cell(3, names.index("Order") + 1).value = 5
    book.save(path)
    before = session.plan
    page.restocking.read_plan(path)
    qtbot.waitUntil(lambda: page.findChild(Confirmation) is not None)
    dialog = page.findChild(Confirmation)
    rows = dialog.table.model_of_rows.rows
    assert any(it.item == "nobody knows it" and not it.applied for it in rows)
    assert dialog.take.isVisible()
    dialog.close()
    QApplication.processEvents()
    assert session.plan is before
