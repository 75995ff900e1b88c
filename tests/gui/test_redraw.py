"""Pages are drawn when they are seen, and once for all that changed together."""

import pytest
from PySide6.QtWidgets import QWidget

from core.pipeline import FollowUp
from core.tracking.archive import Archive
from gui.pages.forecast.page import ForecastPage
from gui.pages.restock.page import RestockPage
from gui.pages.today.page import TodayPage
from gui.redraw import Redraw
from gui.session import Forecasted
from gui.tables.item_facts import run_facts
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_changes_that_come_together_are_drawn_once(page, qtbot):
    """Three changes in one turn of the event loop make one drawing after it."""
    drawn = []
    redraw = Redraw(page, lambda: drawn.append(1))
    page.show()
    drawn.clear()
    for _ in range(3):
        redraw.ask()
    assert not drawn
    qtbot.waitUntil(lambda: len(drawn) == 1)
    qtbot.wait(5)
    assert len(drawn) == 1


def test_a_hidden_page_is_drawn_when_it_is_shown(page, qtbot):
    """What nobody sees costs nothing; when it is shown it is up to date at once."""
    drawn = []
    redraw = Redraw(page, lambda: drawn.append(1))
    page.show()
    page.hide()
    drawn.clear()
    redraw.ask()
    qtbot.wait(5)
    assert not drawn
    page.show()
    assert drawn == [1]


@pytest.mark.parametrize("kind", [TodayPage, ForecastPage, RestockPage])
def test_a_forecast_draws_no_hidden_page(kind, qtbot, monkeypatch):
    """A new forecast that arrives while another page is open leaves this one's drawing for later,
    yet its sentence is already of the new forecast."""
    session = made_up_session(6, 80)
    made = kind(session)
    qtbot.addWidget(made)
    before = made.head().sentence
    run, terms, plan = session.run, session.terms, session.plan
    session.set_imported(session.imported, run.demand, terms)
    facts = run_facts(run.demand, run.forecast)
    followed = FollowUp(Archive(), None, None)
    made_now = Forecasted(None, run.demand, run, terms, plan, facts, followed)
    session._take_forecast(made_now, session._grounds())
    qtbot.wait(5)
    assert made.redraw.stale
    assert made.head().sentence == before
    assert session.facts is facts
    session.jobs.shut_down()
