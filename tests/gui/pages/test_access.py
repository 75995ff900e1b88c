"""Every control of the data pages can be named, reached and seen, at any width and language."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QScrollArea, QWidget

from core.wording import I18N
from gui.pages.accuracy.page import AccuracyPage
from gui.pages.forecast.page import ForecastPage
from gui.pages.restock.page import RestockPage
from gui.tables.plan import PlanColumn
from gui.theme import theme

PAGES = (ForecastPage, RestockPage, AccuracyPage)
SIZES = ((1256, 800), (768, 600))


def controls(page):
    """Return what takes the focus or is pressed, and can be seen."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and (
            isinstance(widget, (QAbstractButton, QAbstractItemView))
            or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        and not widget.objectName().startswith("qt_")
        and widget.parent() is not None
        and not isinstance(widget.parent(), QAbstractItemView)
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", PAGES)
def test_every_control_has_a_name(opened, kind, size):
    """A screen reader is told a name for every button, table, chart and choice."""
    page = opened(kind, size)
    found = controls(page)
    assert len(found) >= 3
    nameless = [
        type(widget).__name__
        for widget in found
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("kind", PAGES)
def test_no_card_lies_over_another_on_a_narrow_page(opened, kind, scale):
    """At 1,000 × 700 and at larger type every card keeps to its place."""
    theme().set_type(scale, "en")
    page = opened(kind, SIZES[1] if scale == 1.0 else (1117, 780))
    cards = [w for w in page.findChildren(QWidget) if w.property("kind") == "card"]
    cards = [w for w in cards if w.isVisible() and w.parent() is page]
    for card in cards:
        place = card.geometry()
        assert page.rect().contains(place), card
        for other in cards:
            assert other is card or not place.intersects(other.geometry())


def test_a_narrow_plan_keeps_order_and_decision_in_reach(opened, session, qtbot):
    """On a narrow page all of the order and the decision is seen; the derivation is a drawer that
    Enter opens and Esc closes."""
    page = opened(RestockPage, SIZES[1])
    table = page.table
    for column in (PlanColumn.NAME, PlanColumn.ORDER, PlanColumn.DECISION):
        assert not table.isColumnHidden(column)
    last = table.columnViewportPosition(PlanColumn.DECISION) + table.columnWidth(
        PlanColumn.DECISION
    )
    assert last <= table.viewport().width()
    assert table.columnWidth(PlanColumn.NAME) >= 120
    assert not page.side.isVisible()
    table.setFocus()
    table.setCurrentIndex(table.suggestions.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.side.isVisible()
    assert page.rect().contains(page.side.geometry())
    qtbot.keyClick(page.side, Qt.Key.Key_Escape)
    assert not page.side.isVisible()


def test_a_page_made_wide_again_shows_the_derivation_beside_the_table(opened, qtbot):
    """The drawer goes back to its place."""
    page = opened(RestockPage, SIZES[1])
    page.resize(*SIZES[0])
    qtbot.wait(5)
    assert page.side.isVisible()
    right = page.table.mapTo(page, QPoint(page.table.width(), 0)).x()
    assert page.side.x() >= right


def test_the_reason_of_a_choice_follows_the_language(opened, session, qtbot):
    """A reason that core gave is said in Chinese as soon as the window speaks it."""
    page = opened(ForecastPage)
    english = page.why.reason.text()
    assert "closer than the same week last year" in english
    translator = QTranslator()
    assert translator.load("shelfcast_zh_CN", str(I18N))
    QApplication.installTranslator(translator)
    try:
        qtbot.waitUntil(lambda: page.why.reason.text() != english)
        assert "去年同周" in page.why.reason.text()
        assert "closer" not in page.why.reason.text()
    finally:
        QApplication.removeTranslator(translator)


def test_what_a_number_is_made_of_is_scrolled_by_keys_where_it_is_cut(opened, qtbot):
    """Where words are out of sight, Tab reaches the card and Page Down shows them; where all is
    seen, Tab passes it over."""
    page = opened(ForecastPage)
    area = page.why.findChild(QScrollArea)
    assert not area.verticalScrollBar().maximum()
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    page.why.setFixedHeight(90)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.focusPolicy() & Qt.FocusPolicy.TabFocus
    area.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


def test_the_note_of_a_plan_is_whole_or_not_there(opened):
    """What the bars mean is said where there is room for all of it; else in the tooltip alone."""
    for size in (*SIZES, (1100, 700), (900, 700)):
        page = opened(RestockPage, size)
        assert page.note.toolTip()
        if page.note.text():
            words = page.note.fontMetrics().horizontalAdvance(page.note.text())
            assert words <= page.note.width()
