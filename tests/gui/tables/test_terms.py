"""The terms table: typed and pasted values reach the session, refused ones say why."""

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from gui.pages.restock.page import RestockPage
from gui.tables import clipboard
from gui.tables.term_cells import COLUMNS
from gui.tables.terms import TermsModel
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def session(qapp):
    QLocale.setDefault(QLocale("en"))
    made = made_up_session(12, 110)
    yield made
    made.jobs.shut_down()


@pytest.fixture
def page(qtbot, session):
    made = RestockPage(session)
    qtbot.addWidget(made)
    made.resize(1256, 800)
    made.show()
    made.views.take("terms")
    return made


def column(name):
    return COLUMNS.index(name)


def test_the_model_is_sound(session):
    """Qt's model tester finds nothing, before and after an edit and a search."""
    model = TermsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_terms(session.terms)
    model.show_terms(session.terms.edited(2, "on_hand", 5.0))
    model.search("mug")
    assert model.rowCount() == 1
    model.show_terms(None)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("lead_time_days", "30", 30.0),
        ("unit_cost", "¥12.5", 12.5),
        ("service_level", "97%", 0.97),
        ("supplier", "  New  maker ", "New maker"),
        ("pack_size", "24", 24.0),
    ],
)
def test_a_typed_value_reaches_the_terms_and_undo_takes_it_back(page, session, name, typed, value):
    """Each column takes what a merchant types; undo restores what was there."""
    before = session.terms.table[name].iloc[3]
    page.terms.terms.setData(page.terms.terms.index(3, column(name)), typed)
    assert session.terms.table[name].iloc[3] == value
    session.undo_stack.undo()
    assert session.terms.table[name].iloc[3] == before


@pytest.mark.parametrize(
    ("name", "typed"),
    [("lead_time_days", "-1"), ("pack_size", "2.5"), ("service_level", "0"), ("review_days", "")],
)
def test_a_refused_value_says_why(page, session, name, typed):
    """What cannot be used changes nothing; a strip says what to type."""
    before = session.terms
    assert not page.terms.terms.setData(page.terms.terms.index(3, column(name)), typed)
    assert session.terms is before
    assert page.strip.isVisible()
    assert page.strip.words.text()


def test_a_pasted_block_is_one_change(page, session, qtbot):
    """A block from Excel fills rows down and columns right; one undo takes all of it back."""
    before = session.terms
    table = page.terms
    table.setCurrentIndex(table.terms.index(2, column("on_hand")))
    QGuiApplication.clipboard().setText("10\t1\r\n20\t2\r\nno number\t3\r\n")
    qtbot.keySequence(table, QKeySequence(QKeySequence.StandardKey.Paste))
    assert session.terms.table["on_hand"].iloc[2:4].tolist() == [10, 20]
    assert session.terms.table["on_order"].iloc[2:5].tolist() == [1, 2, 3]
    assert session.terms.table["on_hand"].iloc[4] == before.table["on_hand"].iloc[4]
    session.undo_stack.undo()
    assert session.terms is before


def test_codes_are_never_edited(page):
    """Code and title can be read and copied, not typed over."""
    model = page.terms.terms
    for name in ("item", "title"):
        assert not model.flags(model.index(0, column(name))) & Qt.ItemFlag.ItemIsEditable


def test_a_copy_has_plain_numbers(page):
    """Excel gets 1234, not 1,234, and codes as they are."""
    model = page.terms.terms
    assert model.index(1, column("item")).data(clipboard.COPY_ROLE) == "0001"
    assert model.index(0, column("service_level")).data(clipboard.COPY_ROLE) == "95"


def test_cells_of_pasted_text():
    """Line ends of all systems, and a last one that is no row."""
    assert clipboard.cells("a\tb\r\nc\t\r\n") == [["a", "b"], ["c", ""]]
    assert clipboard.joined([["a\tb", "c\nd"]]) == "a b\tc d"


def choose(page, name, rows):
    """Choose the cells of one column in ``rows``."""
    model = page.terms.terms
    first, last = (model.index(row, column(name)) for row in (rows[0], rows[-1]))
    page.terms.setCurrentIndex(first)
    page.terms.selectionModel().select(
        QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )


def test_one_number_typed_fills_all_chosen_cells(page, session, qtbot):
    """Five cells of a column are chosen, one number is typed: all five take it, as one change."""
    choose(page, "lead_time_days", range(2, 7))
    before = session.terms.table["lead_time_days"].to_numpy()
    page.terms.setFocus()
    qtbot.keyClick(page.terms, Qt.Key.Key_4)
    editor = page.terms.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_5)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.undo_stack.count() == 1)
    after = session.terms.table["lead_time_days"].to_numpy()
    np.testing.assert_array_equal(after[2:7], 45.0)
    np.testing.assert_array_equal(np.delete(after, range(2, 7)), np.delete(before, range(2, 7)))
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    np.testing.assert_array_equal(session.terms.table["lead_time_days"].to_numpy(), before)


def test_one_number_pasted_fills_all_chosen_cells(page, session, qtbot):
    """What is copied from one cell of Excel goes into every chosen cell."""
    choose(page, "on_hand", range(0, 12))
    QGuiApplication.clipboard().setText("18\n")
    qtbot.keySequence(page.terms, QKeySequence(QKeySequence.StandardKey.Paste))
    np.testing.assert_array_equal(session.terms.table["on_hand"].to_numpy(), 18.0)


def test_delete_empties_what_may_be_unknown(page, session, qtbot):
    """Delete makes stock unknown again and leaves delivery times, which must be known."""
    choose(page, "on_hand", range(0, 3))
    qtbot.keyClick(page.terms, Qt.Key.Key_Delete)
    assert np.isnan(session.terms.table["on_hand"].to_numpy()[:3]).all()
    before = session.terms.table["lead_time_days"].to_numpy()
    choose(page, "lead_time_days", range(0, 3))
    qtbot.keyClick(page.terms, Qt.Key.Key_Delete)
    np.testing.assert_array_equal(session.terms.table["lead_time_days"].to_numpy(), before)


def test_without_stock_the_page_asks_for_it_where_it_is_typed(qtbot):
    """Where no stock is known the top line says so and where to type it; Terms opens there."""
    session = made_up_session(12, 110, stock=False)
    page = RestockPage(session)
    qtbot.addWidget(page)
    page.resize(1256, 800)
    page.show()
    assert "as if nothing were in stock" in page.head().sentence
    assert "Terms" in page.head().sentence
    page.views.take("terms")
    assert page.terms.currentIndex().column() == column("on_hand")
    session.jobs.shut_down()
