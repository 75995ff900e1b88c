"""gui/pages/checking/page.py, gui/session/checks.py: findings answered, undone, replayed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from core import pipeline
from core.checking.decisions import NONE
from core.checking.health import REASONS, Health
from core.frequency import Frequency
from core.pipeline import Import
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.quality import QualityReport
from core.settings import Settings
from gui.jobs import Jobs
from gui.pages.checking.health import WORST
from gui.pages.checking.page import CheckPage
from gui.pages.checking.repairs import FIRST_SHOWN, MORE
from gui.session import Session
from tests.core.checking.planted_sales import busy_shop, sales_of, until

DAILY = Settings(frequency=Frequency.DAILY)
TITLES = [f"Mug no. {n}" for n in range(12)]


def _sales() -> Sales:
    """Return sales of 12 items: two out of stock for a while, one with an order far too large."""
    units = busy_shop(300, 12, 4)
    units[11, 200:214] = 0
    units[10, 120:133] = 0
    units[9, 250] += 400
    return sales_of(units, titles=TITLES)


def _put(session: Session, sales: Sales) -> None:
    checked = pipeline.check(sales, DAILY, session.decisions)
    demand = checked.treated(session.decisions)
    imported = Import(sales, QualityReport((), 0, 0, {}, 0.0, 0.0, ()))
    terms = pipeline.terms_of(demand, checked.sales, DAILY)
    session.set_imported(imported, demand, terms, checked)


@pytest.fixture
def checking(jobs: Jobs) -> Session:
    """A session whose sales were checked."""
    session = Session(jobs)
    session.settings = DAILY
    _put(session, _sales())
    return session


@pytest.fixture
def page(qtbot: QtBot, checking: Session) -> CheckPage:
    """The Check page of that session."""
    made = CheckPage(checking)
    qtbot.addWidget(made)
    made.resize(1256, 800)
    made.show()
    made._findings.turns.finish()
    return made


def _settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy)
    qtbot.wait(1)  # pages are drawn once the loop comes round


def test_findings_are_grouped_and_the_dearest_come_first(page: CheckPage) -> None:
    """Each kind of repair has its group; within it money at stake times odds falls."""
    groups = page._findings.repairs.groups
    assert [line.repair.item for line in groups["out_of_stock"].lines[:2]] == ["011", "010"]
    assert groups["one_off"].lines[0].repair.item == "009"
    for group in groups.values():
        weights = [line.repair.weight for line in group.lines]
        assert weights == sorted(weights, reverse=True)
    assert str(len(page._session.checked.repairs)) in page.head().result


def test_accepting_is_undone_and_done_again_with_words(
    qtbot: QtBot, page: CheckPage, checking: Session
) -> None:
    """Accept counts the days as unknown; undo, named after the item, gives the figures back."""
    line = page._findings.repairs.groups["out_of_stock"].lines[0]
    before = checking.demand
    line.accept.click()
    _settle(qtbot, checking)
    assert checking.demand.censored[11, 200:214].sum() == 12  # two of the days are closed Sundays
    assert checking.undo_stack.undoText() == "accepting a finding on Mug no. 11"
    assert line.accept.isChecked()
    checking.undo_stack.undo()
    _settle(qtbot, checking)
    assert not checking.demand.censored.any()
    np.testing.assert_array_equal(checking.demand.units, before.units)
    assert not line.accept.isChecked()
    checking.undo_stack.redo()
    _settle(qtbot, checking)
    assert checking.demand.censored[11].any()


def test_all_at_once_leaves_what_was_refused(
    qtbot: QtBot, page: CheckPage, checking: Session
) -> None:
    """In a group "Accept all" is one step of undo and does not touch a finding that was refused."""
    group = page._findings.repairs.groups["out_of_stock"]
    group.lines[0].refuse.click()
    _settle(qtbot, checking)
    group.all.click()
    _settle(qtbot, checking)
    assert not checking.demand.censored[11].any()
    assert checking.demand.censored[10].any()
    checking.undo_stack.undo()
    _settle(qtbot, checking)
    assert not checking.demand.censored.any()
    assert checking.decisions.answer(group.lines[0].repair) is False
    group.none.click()
    _settle(qtbot, checking)
    assert all(checking.decisions.answer(line.repair) is False for line in group.lines)


def test_a_second_press_takes_the_answer_back(
    qtbot: QtBot, page: CheckPage, checking: Session
) -> None:
    """Pressing the answer in force again leaves the finding open."""
    line = page._findings.repairs.groups["one_off"].lines[0]
    line.refuse.click()
    qtbot.wait(1)
    assert checking.decisions.answer(line.repair) is False
    line.refuse.click()
    assert checking.decisions.answer(line.repair) is None
    assert checking.decisions == NONE


def test_answers_hold_for_next_months_sheet(qtbot: QtBot, checking: Session) -> None:
    """A finding refused or accepted once is so in a sheet that goes on a month longer."""
    sales = _sales()
    _put(checking, until(sales, np.datetime64("2023-10-02")))
    found = {r.item: r for r in checking.checked.repairs if r.kind == "stockout"}
    checking.answer((found["011"],), True, "")
    checking.answer((found["010"],), False, "")
    _settle(qtbot, checking)
    _put(checking, sales)
    again = {r.item: r for r in checking.checked.repairs if r.kind == "stockout"}
    assert checking.decisions.answer(again["011"]) is True
    assert checking.decisions.answer(again["010"]) is False
    assert checking.demand.censored[11].any()
    assert not checking.demand.censored[10].any()


def test_answers_are_kept_in_the_workspace(qtbot: QtBot, checking: Session, tmp_path: Path) -> None:
    """A workspace opened again has the answers, and the findings they answer."""
    found = next(r for r in checking.checked.repairs if r.kind == "stockout")
    checking.keep_in(tmp_path / "shop.shelf")
    checking.answer((found,), True, "")
    checking.link("003", "004")
    _settle(qtbot, checking)
    checking.save()
    _settle(qtbot, checking)
    jobs = Jobs()
    other = Session(jobs)
    other.open_workspace(tmp_path / "shop.shelf")
    qtbot.waitUntil(lambda: other.checked is not None)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert other.decisions == checking.decisions
    assert other.decisions.answer(found) is True
    assert "003" not in other.demand.items
    assert other.demand.censored.any()
    jobs.shut_down()
    jobs.deleteLater()


def test_a_forecast_made_before_is_stale_not_lost(checking: Session, qtbot: QtBot) -> None:
    """An answer after a forecast marks it stale; the forecast stays to be looked at."""
    checking.run = run = object()
    checking.answer(checking.checked.repairs[:1], True, "")
    _settle(qtbot, checking)
    assert checking.stale
    assert checking.run is run
    checking.run = None


def test_items_are_linked_and_unlinked_by_hand(
    qtbot: QtBot, page: CheckPage, checking: Session
) -> None:
    """Two items chosen by name become one; "Unlink" and undo make them two again."""
    links = page._findings.repairs.links
    links.offer()
    links.old.setText("003  Mug no. 3")
    assert not links.add.isEnabled()
    links.new.setText("004")
    links.add.click()
    _settle(qtbot, checking)
    both = checking.demand
    assert "003" not in both.items
    assert len(checking.terms.table) == len(both) == 11
    checking.unlink("003")
    _settle(qtbot, checking)
    apart = checking.demand
    assert apart.items == tuple(f"{n:03d}" for n in range(12))
    assert np.nansum(both.units) == np.nansum(apart.units)
    checking.undo_stack.undo()
    _settle(qtbot, checking)
    assert "003" not in checking.demand.items


def test_more_findings_at_a_press(page: CheckPage, checking: Session) -> None:
    """A long group shows its first findings, and more when asked."""
    one = next(r for r in checking.checked.repairs if r.kind == "stockout")
    many = tuple(replace(one, key=f"{one.key}{n}") for n in range(40))
    checking.checked = replace(checking.checked, repairs=many)
    page._draw_found()
    page._findings.turns.finish()
    group = page._findings.repairs.groups["out_of_stock"]
    assert len(group.lines) == FIRST_SHOWN
    group.more.click()
    assert len(group.lines) == FIRST_SHOWN + MORE


def test_findings_have_their_room_as_soon_as_they_are_there(
    qtbot: QtBot, page: CheckPage, checking: Session
) -> None:
    """No paint between shows rows squeezed: each group is as high as its lines need at once."""
    _put(checking, sales_of(busy_shop(300, 12, 4), titles=TITLES))
    _put(checking, _sales())
    qtbot.waitUntil(lambda: not page._found.stale)
    page._findings.turns.finish()
    for group in page._findings.repairs.groups.values():
        if group.isVisible():
            assert group.height() >= group.minimumSizeHint().height()


def test_each_finding_tells_how_far_its_item_can_be_relied_on(page: CheckPage) -> None:
    """Beside units, money and odds stands the grade of the item's history; why, in its tip."""
    group = page._findings.repairs.groups["out_of_stock"]
    line = group.lines[0]
    assert "history: " in line.facts.text()
    assert "less than a year of sales" in line.facts.toolTip()


def test_more_items_of_poor_history_at_a_press(page: CheckPage, checking: Session) -> None:
    """The health card shows the best sellers of poor history first, the others when asked."""
    checked = checking.checked
    assert checked is not None
    poor = np.full((len(checked.demand), len(REASONS)), np.nan, dtype=np.float32)
    poor[:, REASONS.index("short")] = 5
    page._health.show_health(replace(checked, health=Health(poor)), {})
    assert page._health._worst.count() == 2 * WORST
    page._health.more.click()
    assert page._health._worst.count() == 2 * len(checked.demand)
    assert not page._health.more.isVisible()


def test_answers_stand_below_findings_on_a_small_screen(qtbot: QtBot, page: CheckPage) -> None:
    """Where there is no room beside a finding its answers stand below it, none of them cut; the
    cards beside scroll in place of being squeezed."""
    page.resize(720, 420)
    page.show()
    (line, *_) = page._findings.repairs.groups["out_of_stock"].lines
    area = page._findings.findChildren(QScrollArea)[0]
    qtbot.waitUntil(lambda: line.accept.y() > line.words.geometry().bottom())
    for pressed in (line.accept, line.refuse):
        right = pressed.mapTo(area.widget(), pressed.rect().bottomRight()).x()
        assert right <= area.viewport().width()
        assert pressed.width() >= pressed.sizeHint().width()
    for field in (page._lead, page._review, page._service):
        assert field.height() >= field.minimumSizeHint().height()
    page.hide()
