"""gui/pages: budget, overstock and order dates of the Restock page"""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.restocking.orders.order_calendar import PlannedOrder
from gui.charts.frontier_chart import STEPS
from gui.pages.restock.order_dates import by_supplier
from gui.pages.restock.page import RestockPage
from gui.session import Session
from gui.tables.plan_rows import counts, is_cut


@pytest.fixture
def items() -> int:
    return 24


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> RestockPage:
    """The page, its budget reckoned."""
    made = RestockPage(session)
    qtbot.addWidget(made)
    made.resize(1256, 790)
    made.show()
    qtbot.waitUntil(lambda: made.limit.spending.value is not None)
    return made


def _cost(session: Session) -> float:
    return math.fsum(s.amount for s in session.plan.suggestions)


def _settled(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy)


def test_a_budget_is_never_exceeded_and_undone_in_one_step(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """A chosen budget cuts the open orders to it; undo brings the whole plan back."""
    whole = _cost(session)
    limit = round(whole / 2)
    page.side.budget.chosen.emit(float(limit))
    assert 0.8 * limit < _cost(session) <= limit
    assert counts(session.plan)["cut"] > 0
    assert "budget" in page.head().result
    _settled(qtbot, session)
    assert _cost(session) <= limit
    session.undo_stack.undo()
    _settled(qtbot, session)
    assert _cost(session) == pytest.approx(whole)
    assert session.settings.budget is None


def test_what_is_accepted_stays_and_the_rest_makes_room(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """An item accepted beyond the cut keeps its quantity, and other open orders are cut for it."""
    limit = round(_cost(session) / 2)
    page.side.budget.chosen.emit(float(limit))
    row = next(k for k, s in enumerate(session.plan.suggestions) if is_cut(s))
    wanted = session.plan.suggestions[row].order_quantity
    session.decide(row, "accepted", wanted)
    _settled(qtbot, session)
    assert session.plan.suggestions[row].final_quantity == wanted
    assert _cost(session) <= limit


def test_dragging_shows_the_cut_before_it_is_chosen(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """While the slider moves, the table shows what the money buys; the session keeps the plan."""
    before = session.plan
    slider = page.side.budget.chart.slider
    slider.setSliderDown(True)
    slider.setValue(STEPS // 4)
    shown = page.table.suggestions
    qtbot.waitUntil(lambda: shown.plan is not before)
    assert any(is_cut(s) for s in shown.plan.suggestions)
    assert session.plan is before
    slider.setSliderDown(False)
    qtbot.waitUntil(lambda: session.settings.budget is not None)
    assert _cost(session) <= session.settings.budget


def test_the_slider_goes_by_keys(qtbot: QtBot, page: RestockPage, session: Session) -> None:
    """Page down on the slider takes a tenth off, without the mouse."""
    slider = page.side.budget.chart.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: session.settings.budget is not None)
    whole = page.side.budget.chart.frontier.whole
    assert session.settings.budget == pytest.approx(0.9 * whole, rel=0.02)


def test_the_chart_says_what_one_more_keeps(page: RestockPage) -> None:
    """The frontier rises ever more slowly, and the sentence says so in money."""
    chart = page.side.budget.chart
    steps = np.diff(chart.frontier.kept) / np.maximum(np.diff(chart.frontier.cost), 1e-9)
    assert steps[steps > 0][0] > steps[-1] >= 0
    chart.show_frontier(chart.frontier, 0.3 * chart.frontier.whole)
    assert "¥1 more keeps ¥" in chart.accessibleDescription()


def test_overstock_is_listed_with_its_money(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """Every excess that core finds is a row; the sentence adds up their money."""
    for row in (0, 3, 6):
        session.edit_terms(row, "on_hand", 4000.0)
    _settled(qtbot, session)
    page.views.take("overstock")
    qtbot.waitUntil(lambda: session.advice.value is not None)
    found = session.advice.value.excess
    rows = page.outlooks.overstock.table.model_of_rows.rows
    assert [it.excess for it in rows] == list(found)
    assert {it.excess.row for it in rows} >= {0, 3, 6}
    money = math.fsum(it.value for it in found)
    assert f"¥{money:,.0f}" in page.outlooks.overstock.sentence.text()
    page.outlooks.overstock.table.setFocus()
    page.outlooks.overstock.table.setCurrentIndex(
        page.outlooks.overstock.table.model_of_rows.index(1, 0)
    )
    assert session.selected == rows[1].excess.row


def test_order_dates_hold_every_order_once(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """Orders are put together by day and supplier; units and money are neither lost nor doubled."""
    page.views.take("dates")
    qtbot.waitUntil(lambda: session.advice.value is not None)
    orders = session.advice.value.orders
    rows = page.outlooks.dates.orders.model_of_rows.rows
    assert math.fsum(row.units for row in rows) == pytest.approx(
        math.fsum(order.units for order in orders)
    )
    assert len({(str(row.day), row.supplier) for row in rows}) == len(rows)
    bars = page.outlooks.dates.bars.bars
    assert math.fsum(bar.amount for bar in bars) == pytest.approx(
        math.fsum(order.amount for order in orders)
    )
    assert page.outlooks.dates.lines.model_of_rows.rows == list(rows[0].lines)
    page.outlooks.dates.bars.setFocus()
    qtbot.keyClick(page.outlooks.dates.bars, Qt.Key.Key_Right)
    assert page.outlooks.dates.orders.chosen().day == bars[1].day


def test_an_order_without_a_cost_has_none(session: Session) -> None:
    """Lines whose cost is unknown leave the order's amount unknown only where none is known."""
    day = np.datetime64("2027-01-04")
    known = PlannedOrder(0, day, day + 9, 12.0, 100.0)
    unknown = PlannedOrder(3, day, day + 12, 6.0, math.nan)
    (both,) = by_supplier(session.plan, (known, unknown))
    assert (both.amount, both.units, both.arrival) == (100.0, 18.0, day + 12)
    (alone,) = by_supplier(session.plan, (unknown,))
    assert math.isnan(alone.amount)


def test_other_circumstances_stand_beside_the_plan(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """Presets and what is typed become columns; the plan is as it was, and scenarios are kept."""
    before = session.plan
    page.views.take("what_if")
    outlooks = page.outlooks
    qtbot.waitUntil(lambda: outlooks.outcomes.value is not None)
    planned, more = outlooks.outcomes.value[:2]
    assert planned.amount == pytest.approx(_cost(session))
    assert more.units > planned.units
    outlooks.what_if.form.name.setText("Fair")
    outlooks.what_if.form.demand.setValue(150)
    outlooks.what_if.add.click()
    qtbot.waitUntil(
        lambda: outlooks.outcomes.value is not None and len(outlooks.outcomes.value) == 6
    )
    assert [s.name for s in session.settings.scenarios] == ["Fair"]
    assert outlooks.outcomes.value[-1].units > more.units
    titles = [column.title for column in outlooks.what_if.table.model_of_rows.columns]
    assert titles[1] == "As planned"
    assert titles[-1] == "Fair"
    assert session.plan is before
    assert session.undo_stack.undoText() == "scenario “Fair”"
    session.undo_stack.undo()
    assert session.settings.scenarios == ()
    session.undo_stack.redo()
    (removal,) = outlooks.what_if.removals.actions()
    removal.trigger()
    assert session.settings.scenarios == ()


def test_a_price_and_another_supplier_can_be_tried(page: RestockPage, session: Session) -> None:
    """What the form holds becomes the scenario: price, days between orders, whose items, and from
    whom they are bought instead."""
    page.views.take("what_if")
    form = page.outlooks.what_if.form
    names = [form.supplier.itemData(n) for n in range(1, form.supplier.count())]
    form.name.setText("Nearer")
    form.price.setValue(90)
    form.review.setValue(14)
    form.supplier.setCurrentIndex(1)
    form.instead.setCurrentIndex(2)
    page.outlooks.what_if.add.click()
    (kept,) = session.settings.scenarios
    assert (kept.price, kept.review_days, kept.service_level) == (0.9, 14.0, None)
    assert (kept.supplier, kept.instead) == (names[0], names[1])


def test_circumstances_that_cannot_be_are_refused_in_words(
    page: RestockPage, session: Session
) -> None:
    """A stock level under 50 in 100 is said to be none, and nothing is kept."""
    page.views.take("what_if")
    page.outlooks.what_if.form.service.setValue(20)
    page.outlooks.what_if.add.click()
    assert page.strip.isVisible()
    assert session.settings.scenarios == ()


def test_a_derivation_keeps_all_its_terms(qtbot: QtBot, page: RestockPage) -> None:
    """On a lower page the budget's picture gives way, never a line of the sum."""
    for height in (790, 740, 660):
        page.resize(1256, height)
        derivation = page.side.derivation.derivation
        needed = derivation.sizeHint().height()
        qtbot.waitUntil(lambda d=derivation, n=needed: d.height() >= n)
