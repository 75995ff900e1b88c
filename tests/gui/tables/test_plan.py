"""The plan table: edits ask the session, undo takes them back, supplier sums follow."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester

from gui.pages.restock.page import RestockPage
from gui.tables import clipboard, painting
from gui.tables.clipboard import COPY_ROLE
from gui.tables.plan import PlanColumn, PlanModel
from gui.tables.plan_cells import QuantitySpin
from gui.tables.plan_rows import groups, ordered, totals
from gui.tables.plan_view import PlanTable
from gui.theme import theme
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def session(qapp):
    QLocale.setDefault(QLocale("en"))
    made = made_up_session(24, 110)
    yield made
    made.jobs.shut_down()


@pytest.fixture
def page(qtbot, session):
    made = RestockPage(session)
    qtbot.addWidget(made)
    made.resize(1256, 800)
    made.show()
    return made


def first_row(page):
    return next(
        r
        for r in range(page.table.suggestions.rowCount())
        if not page.table.suggestions.is_group(r)
    )


def cell(page, row, column):
    return page.table.suggestions.index(row, column)


def test_the_model_is_sound(session):
    """Qt's model tester finds nothing, before and after filters, folds and answers."""
    model = PlanModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_plan(session.plan, session.terms, "¥")
    model.show_kind("everything")
    model.toggle(model.group(0).supplier)
    model.show_plan(session.plan.decided(3, "rejected", 0.0), session.terms, "¥")
    model.show_plan(None, None)
    assert model.rowCount() == 0


def test_supplier_sums_are_the_sums_of_their_rows(session):
    """Groups hold each suggestion once; their sums add up to the plan's totals."""
    made = groups(session.plan, "everything")
    rows = sorted(row for group in made for row in group.members)
    assert rows == list(range(24))
    found = totals(session.plan)
    assert sum(group.items for group in made) == found.items
    assert sum(group.cost for group in made) == pytest.approx(found.cost)
    assert found.cost == pytest.approx(
        np.nansum([s.amount for s in session.plan.suggestions if ordered(s)])
    )


def test_typing_a_quantity_changes_it_and_undo_takes_it_back(page, session):
    """An edited quantity is a decision "changed" on the undo stack; undo restores plan and cell."""
    row = first_row(page)
    place = page.table.suggestions.suggestion_row(row)
    before = session.plan.suggestions[place]
    assert page.table.suggestions.setData(cell(page, row, PlanColumn.ORDER), "77")
    assert session.plan.suggestions[place].decision == "changed"
    assert cell(page, row, PlanColumn.ORDER).data() == "77"
    session.undo_stack.undo()
    assert session.plan.suggestions[place] == before
    assert cell(page, row, PlanColumn.ORDER).data() == f"{before.final_quantity:.0f}"


def test_typing_the_advised_quantity_accepts_it(page, session):
    """The number that was advised, typed, is an acceptance, not a change."""
    row = first_row(page)
    place = page.table.suggestions.suggestion_row(row)
    advised = session.plan.suggestions[place].order_quantity
    page.table.suggestions.setData(cell(page, row, PlanColumn.ORDER), advised)
    assert session.plan.suggestions[place].decision == "accepted"


@pytest.mark.parametrize("text", ["-3", "many", "1e999"])
def test_what_is_no_quantity_is_refused(page, session, text):
    """Nonsense changes nothing."""
    row = first_row(page)
    before = session.plan
    assert not page.table.suggestions.setData(cell(page, row, PlanColumn.ORDER), text)
    assert session.plan is before


def test_keys_decide_and_a_second_press_takes_back(page, session, qtbot):
    """X rejects and orders nothing, X again leaves it open; A accepts."""
    row = first_row(page)
    place = page.table.suggestions.suggestion_row(row)
    advised = session.plan.suggestions[place].order_quantity
    page.table.setCurrentIndex(cell(page, row, 0))
    for key, decision, quantity in (
        (Qt.Key.Key_X, "rejected", 0),
        (Qt.Key.Key_X, "open", advised),
        (Qt.Key.Key_A, "accepted", advised),
        (Qt.Key.Key_W, "watched", 0),
    ):
        qtbot.keyClick(page.table, key)
        found = session.plan.suggestions[place]
        assert (found.decision, found.final_quantity) == (decision, quantity)


def test_digits_open_the_spinner_and_enter_takes_the_number(page, session, qtbot):
    """Typing on a row starts the quantity with that digit."""
    row = first_row(page)
    place = page.table.suggestions.suggestion_row(row)
    page.table.setCurrentIndex(cell(page, row, 0))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_9)
    spin = page.table.findChild(QuantitySpin)
    assert spin is not None
    qtbot.keyClicks(spin.lineEdit(), "6")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.plan.suggestions[place].final_quantity == 96)


def test_glyph_buttons_can_be_pressed(page, session, qtbot):
    """A click on the painted eye watches the item."""
    row = first_row(page)
    place = page.table.suggestions.suggestion_row(row)
    rect = page.table.visualRect(cell(page, row, PlanColumn.DECISION))
    eye = painting.decision_places(QRectF(rect).adjusted(8, 0, -8, 0))[3].center().toPoint()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=eye)
    assert session.plan.suggestions[place].decision == "watched"


def test_the_painted_spinner_steps_one_pack(page, session, qtbot):
    """A click on the upper half of the arrows orders one pack more."""
    row = first_row(page)
    place = page.table.suggestions.suggestion_row(row)
    before = session.plan.suggestions[place]
    rect = page.table.visualRect(cell(page, row, PlanColumn.ORDER))
    up = QPoint(rect.right() - 14, rect.center().y() - 6)
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=up)
    after = session.plan.suggestions[place].final_quantity
    assert after == before.final_quantity + before.pack_size


def test_accepting_a_supplier_is_one_undoable_step(page, session):
    """Accept all answers every open row of the group; one undo opens them all again."""
    members = page.table.suggestions.group(0).members
    before = session.plan
    page.table.accepted_all.emit(members)
    assert {session.plan.suggestions[row].decision for row in members} == {"accepted"}
    session.undo_stack.undo()
    assert session.plan == before


def test_spinner_goes_to_whole_packs(qtbot):
    """↑ and ↓ from a number between packs reach the next whole pack in that direction."""
    spin = QuantitySpin(None, 12)
    qtbot.addWidget(spin)
    spin.setValue(30)
    spin.stepBy(1)
    assert spin.value() == 36
    spin.setValue(30)
    spin.stepBy(-1)
    assert spin.value() == 24
    spin.stepBy(-1)
    spin.stepBy(-1)
    spin.stepBy(-1)
    assert spin.value() == 0


def test_stock_typed_in_the_plan_edits_the_terms(page, session):
    """In stock is a term of supply: typing it asks for an edit of the terms."""
    row = first_row(page)
    place = page.table.suggestions.suggestion_row(row)
    page.table.suggestions.setData(cell(page, row, PlanColumn.STOCK), "1,234")
    assert session.terms.table["on_hand"].iloc[place] == 1234
    session.undo_stack.undo()
    assert session.terms.table["on_hand"].iloc[place] != 1234


def test_the_side_panel_shows_the_derivation_of_the_chosen_row(page, session):
    """The terms shown are the suggestion's own, and they add up to its order."""
    row = first_row(page)
    page.table.setCurrentIndex(cell(page, row, 0))
    suggestion = page.table.suggestions.suggestion(row)
    assert page.side.derivation.derivation.terms == suggestion.derivation
    assert suggestion.derivation[-1].units == suggestion.order_quantity


@pytest.mark.parametrize(
    ("shown", "copied"),
    [
        ("+109\u202f%", "+109%"),
        ("−7", "-7"),
        ("2,178", "2,178"),
        ("–", "–"),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("-10 mm nails", "'-10 mm nails"),
        ("Oat soap", "Oat soap"),
    ],
)
def test_a_spreadsheet_reads_a_copy_as_it_is_meant(shown: str, copied: str):
    """Figures keep plain signs, names that begin as formulas do stay names."""
    assert clipboard.for_a_sheet(shown) == copied


def test_a_copy_is_tab_separated_with_its_header(page):
    """Copied rows have one cell a column, decisions in words."""
    lines = clipboard.copied(page.table).split("\n")
    assert lines[0].startswith("Item\tIn stock\t")
    assert len({line.count("\t") for line in lines}) == 1
    assert "not decided" in lines[2]


def test_what_is_new_is_called_new_in_its_row(session):
    """A young item says so beside its name, to the eye, to a screen reader and in the tooltip; the
    name that is copied stays the name."""
    model = PlanModel()
    first = session.plan.suggestions[0]
    model.show_plan(session.plan, session.terms, "¥", {(first.item, first.store)})
    model.show_kind("everything")
    at = {place: model.index(model.row_of(place), PlanColumn.NAME) for place in (0, 1)}
    assert model.beside_name(first) == "new"
    assert at[0].data(Qt.ItemDataRole.AccessibleTextRole).endswith("· new")
    assert "little is known" in at[0].data(Qt.ItemDataRole.ToolTipRole)
    assert at[0].data() == at[0].data(COPY_ROLE) == first.title
    assert "new" not in at[1].data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_single_store_is_not_told_beside_every_name(session):
    """A store beside a name tells goods apart: where there is but one, it says nothing."""
    model = PlanModel()
    for stores, told in ((("North",) * 24, ""), (("North", "South") * 12, "North")):
        placed = zip(session.plan.suggestions, stores, strict=True)
        lines = tuple(replace(line, store=store) for line, store in placed)
        model.show_plan(replace(session.plan, suggestions=lines), session.terms)
        assert model.beside_name(lines[0]) == told


def test_quantities_are_whole_and_columns_of_nothing_give_way(qtbot):
    """Where no stock is known the days it would run out take no room from names, and quantities of
    seven digits are seen to the last one."""
    session = made_up_session(6, 80, stock=False)
    table = PlanTable()
    qtbot.addWidget(table)
    table.resize(840, 400)
    table.show()
    lines = list(session.plan.suggestions)
    lines[0] = replace(lines[0], order_quantity=1_059_217.0, final_quantity=1_059_217.0)
    plan = replace(session.plan, suggestions=tuple(lines))
    table.suggestions.show_plan(plan, session.terms, "¥")
    cost = table.suggestions.index(table.suggestions.row_of(0), PlanColumn.COST).data()
    assert table.columnWidth(PlanColumn.COST) >= table.fontMetrics().horizontalAdvance(cost) + 12
    for column in (PlanColumn.SPAN, PlanColumn.RUNS_OUT, PlanColumn.ORDER_BY):
        assert table.isColumnHidden(column)
    assert not table.isColumnHidden(PlanColumn.STOCK)
    figure = QFontMetricsF(theme().font("strong")).horizontalAdvance("1,059,217")
    assert table.columnWidth(PlanColumn.ADVISED) >= figure + 16
    assert table.columnWidth(PlanColumn.ORDER) >= figure + 40
    known = made_up_session(6, 80)
    table.suggestions.show_plan(known.plan, known.terms)
    assert not table.isColumnHidden(PlanColumn.ORDER_BY)
    session.jobs.shut_down()
    known.jobs.shut_down()
