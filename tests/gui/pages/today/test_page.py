"""gui/pages/today/page.py, since_card.py, trend_board.py, gui/charts/growth_chart.py"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core import pipeline
from core.tracking.archive import Archive, archived
from gui import figures
from gui.pages.today.page import TodayPage
from gui.pages.today.still_money import StillMoneyCard
from gui.pages.today.trend_board import FADING, POTENTIAL, RISING, growth_points, movers
from gui.session import Session


def _followed(session: Session, factor: float) -> pipeline.FollowUp:
    """What follows when eight weeks ago ``factor`` of the forecast of today was forecast."""
    run = session.run
    cutoff = run.demand.periods[-8]
    then = replace(run.forecast, cutoff=cutoff, paths=run.forecast.paths * np.float32(factor))
    kept = archived(then, then, run.choice.models, {})
    return pipeline.follow_up(run, Archive().added(kept))


@pytest.fixture
def page(opened, session: Session) -> TodayPage:
    return opened(TodayPage)


def test_without_a_forecast_before_nothing_is_said_of_it(page: TodayPage) -> None:
    """A first forecast has nothing to be compared with."""
    assert not page.since.isVisible()
    assert page.growth_chart.isVisible()


def test_the_last_forecast_is_scored_unasked(
    page: TodayPage, session: Session, qtbot: QtBot
) -> None:
    """The share of units foreseen is what the score says, and the largest changes open."""
    session.followed = _followed(session, 0.5)
    session.changed.emit("followed")
    qtbot.waitUntil(page.since.isVisible)
    score, changes = session.followed.score, session.followed.changes
    assert page.since.foreseen.text() == figures.percent(1 - score.final)
    assert f"{len(changes.up)} items up" in page.since.changes.text()
    largest = max((*changes.up, *changes.down), key=lambda m: abs(m.now - m.before))
    line = page.since.moved[0]
    assert session.demand.items[line.row] == largest.item
    with qtbot.waitSignal(page.go) as went:
        line.click()
    assert went.args == ["forecast"]
    assert session.selected == line.row


def test_every_item_of_known_growth_is_a_point(page: TodayPage, session: Session) -> None:
    """Points stand where their growth and volume say: more growth higher, more units further."""
    points, known = growth_points(session), session.facts
    assert set(points.rows) == set(np.flatnonzero(np.isfinite(known.growth) & (known.total > 0.05)))
    x, y = page.growth_chart.places()
    assert (np.diff(x[np.argsort(points.volume)]) >= 0).all()
    inside = np.abs(points.growth) < 1
    assert (np.diff(y[inside][np.argsort(points.growth[inside])]) <= 0).all()
    assert (points.moves == 1).sum() == known.rising.sum()


def test_a_point_is_read_and_opened_by_pointer_and_keys(
    page: TodayPage, session: Session, qtbot: QtBot
) -> None:
    """A press opens the item under it; ← goes to the largest, Enter opens that."""
    chart = page.growth_chart
    x, y = chart.places()
    with qtbot.waitSignal(chart.chosen) as pressed:
        place = QPoint(round(x[3]), round(y[3]))
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert pressed.args[0] in chart.points.rows
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    largest = int(chart.points.volume.argmax())
    assert chart.read == largest
    assert session.item_name(int(chart.points.rows[largest])) in chart.accessibleDescription()
    with qtbot.waitSignal(chart.chosen) as opened:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == [chart.points.rows[largest]]


def test_a_low_page_leaves_out_what_finds_no_room(page: TodayPage, qtbot: QtBot) -> None:
    """Nothing is squeezed: boards show fewer items, the picture goes last."""
    page.resize(1256, 430)
    qtbot.waitUntil(lambda: not page.growth.isVisible())
    qtbot.waitUntil(lambda: sum(line.isVisible() for line in page._rising.lines) <= 2)
    shown = [line for line in page._rising.lines if line.isVisible()]
    assert all(line.height() >= line.minimumSizeHint().height() for line in shown)


def test_boards_say_how_much_and_how_sure(page: TodayPage, session: Session, qtbot: QtBot) -> None:
    """What surely rises, what may and what fades stand apart, each with size and probability."""
    facts = session.facts
    may_rise = ~facts.rising & ~facts.fading & (np.nan_to_num(facts.growth) > 0)
    real = np.where(may_rise, np.float32(0.7), facts.real)
    session._facts = (session.run, replace(facts, potential=may_rise, real=real))
    page.redraw.ask()
    qtbot.waitUntil(lambda: not page.redraw.stale)
    for kind, board, listed in (
        (RISING, page._rising, facts.rising),
        (POTENTIAL, page._hopeful, may_rise),
        (FADING, page._fading, facts.fading),
    ):
        rows = movers(session, kind)
        assert rows
        assert listed[rows].all()
        shown = [line.shown for line in board.lines if line.isVisible()]
        assert [item.row for item in shown] == rows[: board.most]
        for item in shown:
            assert item.change == figures.percent(float(facts.growth[item.row]), sign=True)
            assert item.sure == figures.surely(float(real[item.row]))
            assert figures.units(float(facts.total[item.row])) in item.ahead


def test_what_is_only_likely_is_never_certain() -> None:
    """No probability is written as 100 %."""
    assert figures.surely(0.9999) == "> " + figures.percent(0.99)
    assert figures.surely(0.62) == figures.percent(0.62)


def test_money_lying_still_is_that_of_the_overstock_view(
    page: TodayPage, session: Session, qtbot: QtBot
) -> None:
    """Today sums up what Restock lists: one reckoning, two places."""
    for row in (0, 3, 6):
        session.edit_terms(row, "on_hand", 4000.0)
    card = page.findChild(StillMoneyCard)
    qtbot.waitUntil(lambda: session.advice.value is not None and not page.redraw.stale)
    found = session.advice.value.excess
    assert {0, 3, 6} <= {it.row for it in found}
    assert [line.row for line in card.lines if line.isVisible()] == [it.row for it in found][:3]
    total = math.fsum(it.value for it in found)
    assert card.amount.text() == figures.money(total, session.imported.sales.currency)
