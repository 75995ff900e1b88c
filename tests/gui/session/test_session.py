"""gui/session/session.py"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from pytestqt.qtbot import QtBot

from core import pipeline
from core.checking.decisions import OUTLIER, Mark
from core.errors import OperatorError
from core.pipeline import Saved
from core.progress import Progress
from core.restocking.orders.carried import with_edits
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.settings import Settings
from core.tracking.overrides import Override
from gui.session import Session
from gui.session.understanding import understood
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def full(qtbot: QtBot) -> Iterator[Session]:
    """A session in which every stage has a value."""
    made = made_up_session(items=8)
    yield made
    made.jobs.shut_down()


def test_a_stage_discards_the_later_ones(full: Session) -> None:
    """A new import leaves no forecast and no plan of the old one behind."""
    imported, demand, terms = full.imported, full.demand, full.terms
    told: list[str] = []
    full.changed.connect(told.append)
    full.set_imported(imported, demand, terms)
    assert (full.run, full.plan) == (None, None)
    assert full.demand is demand
    assert full.terms is terms
    assert {"imported", "demand", "run", "terms", "plan"} <= set(told)


def test_a_decision_can_be_undone_and_done_again(full: Session) -> None:
    """Undo puts back exactly what was there; redo the decision."""
    before = full.plan
    full.decide(2, "changed", 99.0)
    assert full.plan.suggestions[2].final_quantity == 99.0
    full.undo_stack.undo()
    assert full.plan == before
    full.undo_stack.redo()
    assert full.plan.suggestions[2].decision == "changed"


def test_changed_terms_make_a_new_plan_and_undo_restores_it(qtbot: QtBot, full: Session) -> None:
    """The plan follows a term of supply, and comes back with it."""
    full.plan = pipeline.plan(full.run, full.terms, full.settings)
    before = [found.order_quantity for found in full.plan.suggestions]

    def plan_done() -> bool:
        return not full.jobs.busy

    busiest = max(range(8), key=lambda row: full.plan.suggestions[row].expected_demand)
    full.edit_terms(busiest, "on_hand", 0.0)
    qtbot.waitUntil(plan_done)
    full.edit_terms(busiest, "review_days", 60.0)
    qtbot.waitUntil(plan_done)
    assert full.plan.suggestions[busiest].order_quantity > before[busiest]
    full.undo_stack.undo()
    full.undo_stack.undo()
    qtbot.waitUntil(plan_done)
    assert [found.order_quantity for found in full.plan.suggestions] == before


def test_a_decision_outlives_a_new_plan(qtbot: QtBot, full: Session) -> None:
    """Typed quantities stay; an accepted quantity is open again where another is suggested."""
    full.plan = pipeline.plan(full.run, full.terms, full.settings)
    full.edit_terms(1, "on_hand", 0.0)
    qtbot.waitUntil(lambda: not full.jobs.busy)
    offered = full.plan.suggestions[1].order_quantity
    full.decide(0, "changed", 77.0)
    full.decide(1, "accepted", offered)
    full.edit_terms(1, "review_days", 90.0)
    qtbot.waitUntil(lambda: not full.jobs.busy)
    assert full.plan.suggestions[0].final_quantity == 77.0
    assert full.plan.suggestions[1].order_quantity != offered
    assert full.plan.suggestions[1].decision == "open"


def test_a_term_that_cannot_be_used_is_refused_in_words(full: Session) -> None:
    """What was typed wrongly changes nothing and says why."""
    refused: list[OperatorError] = []
    full.refused.connect(refused.append)
    before = full.terms
    full.edit_terms(0, "lead_time_days", "soon")
    assert full.terms is before
    assert len(refused) == 1
    assert str(refused[0])
    assert not full.undo_stack.canUndo()


def test_a_changed_period_makes_the_forecast_stale(full: Session) -> None:
    """The old forecast stays to be seen, and is marked."""
    full.change_settings(horizon=30)
    assert full.stale
    assert full.run is not None


def test_what_is_undone_leaves_the_forecast_as_fresh_as_before(
    qtbot: QtBot, full: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mark in the history and a changed setting make the forecast stale; their undo does not
    leave it so, redo does."""
    monkeypatch.setattr(full, "check_again", lambda *_: None)
    day = full.demand.periods[-5]
    full.mark(Mark(full.demand.items[0], "", day, day, OUTLIER))
    full.change_undoably("how far ahead", horizon=30)
    told: list[bool] = []
    full.changed.connect(lambda stage: told.append(full.stale) if stage == "stale" else None)
    full.undo_stack.undo()
    assert full.stale
    full.undo_stack.undo()
    assert not full.stale
    full.undo_stack.redo()
    assert full.stale
    assert told == [False, True]


def test_a_workspace_left_stale_is_stale_when_it_is_opened_again(
    qtbot: QtBot, full: Session, tmp_path: Path
) -> None:
    """A forecast that lacks what was decided after it says so in the next session as well; one made
    from what is in force does not."""
    run = full.run
    for known, stale in ((run.demand, False), (run.demand.until(40), True)):
        full._adopt(tmp_path / "shop.shelf", Saved(run=run, demand=run.demand))
        assert not full.stale
        full._follow_check(None, known, None)
        assert full.stale == stale


def test_typed_terms_survive_new_defaults(full: Session) -> None:
    """A default that changes reaches only the cells that nobody typed into."""
    terms = full.terms
    typed = terms.edited(1, "lead_time_days", 3.0)
    fresh = terms
    for row in range(8):
        fresh = fresh.edited(row, "lead_time_days", 40.0)
    kept = with_edits(fresh, typed, terms)
    assert list(kept.table["lead_time_days"]) == [40.0, 3.0, *[40.0] * 6]


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The names of the stages that each save would store, in place of storing them."""
    stored: list[set[str]] = []

    def save_workspace(path: object, progress: Progress | None = None, **stages: object) -> None:
        stored.append(set(stages))

    monkeypatch.setattr(pipeline, "save_workspace", save_workspace, raising=False)
    return stored


def test_what_changed_is_stored_once(
    qtbot: QtBot, full: Session, tmp_path: object, stored: list[set[str]]
) -> None:
    """A decision stores the plan and nothing else; a second save without changes stores nothing."""
    full.keep_in(tmp_path)  # type: ignore[arg-type]
    full.save()
    qtbot.waitUntil(lambda: not full.jobs.busy)
    full.decide(0, "rejected", 0.0)
    full.save()
    qtbot.waitUntil(lambda: not full.jobs.busy)
    assert full.save() is None
    assert {"imported", "run", "plan"} <= stored[0]
    assert stored[1] == {"plan"}


def test_overrides_change_the_forecast_and_undo_restores_it(qtbot: QtBot, full: Session) -> None:
    """A change of the forecast moves its item, keeps what the models said, and can be undone."""
    run = full.run
    assert run is not None
    days = run.forecast.periods
    change = Override(run.forecast.items[1], "", days[0], days[1], "units", 300.0)
    full.override((change,))
    with qtbot.waitSignal(full.changed, check_params_cb=lambda stage: stage == "plan"):
        pass
    changed = full.run
    assert changed is not None
    assert changed.forecast.mean()[1, :2].sum() == pytest.approx(300, rel=0.05)
    assert changed.statistical is run.forecast
    assert full.archive.forecasts[-1].overridden[1, :2].all()
    full.undo_stack.undo()
    assert full.run is not None
    assert full.run.forecast is run.forecast
    assert full.overrides == ()


def test_a_stopped_save_is_made_good_on_closing(
    full: Session, tmp_path: object, stored: list[set[str]]
) -> None:
    """Closing stores what is not stored yet."""
    full.keep_in(tmp_path)  # type: ignore[arg-type]
    full.close()
    assert {"imported", "plan"} <= stored[-1]


def test_a_sheet_in_doubt_is_shown_all_the_same() -> None:
    """Where no column says when things were sold, the sheet and the question are shown."""
    cells = pd.DataFrame(
        {
            0: ["货号", *[f"A-{number:03d}" for number in range(1, 29)]],
            1: ["数量", *[f"{number % 5}" for number in range(1, 29)]],
        },
        dtype="category",
    )
    read = understood((RawSheet("till.csv", "", "utf-8", cells),))
    assert isinstance(read.maps[0], ColumnMap)
    assert read.maps[0].labels == ("货号", "数量")
    assert 0 in read.doubts


def test_selecting_stays_inside_the_panel(full: Session) -> None:
    """A row that does not exist is not selected."""
    full.select(3)
    full.select(10_000)
    assert full.selected == 3
    assert np.isfinite(full.selected)
    assert full.settings == Settings()


def test_typed_terms_and_decisions_outlive_a_newer_sheet(
    qtbot: QtBot, full: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finish of a newer sheet keeps what was typed; a decision about a quantity stays only where
    the same quantity is suggested again."""
    usual = full.terms
    checked = SimpleNamespace(treated=lambda _: full.demand, sales=full.imported.sales)
    monkeypatch.setattr(pipeline, "check", lambda *_, **__: checked)
    monkeypatch.setattr(pipeline, "terms_of", lambda *_: usual)
    full.plan = pipeline.plan(full.run, full.terms, full.settings)
    full.edit_terms(1, "lead_time_days", 3.0)
    qtbot.waitUntil(lambda: not full.jobs.busy)
    offered = full.plan.suggestions[0].order_quantity
    full.decide(0, "changed", 77.0)
    full.decide(2, "changed", 55.0)
    full.decide(3, "watched", 0.0)
    full.preview = pipeline.Preview(full.imported, (), ())
    run = full.run
    full.finish_import()
    qtbot.waitUntil(lambda: full.run is None)
    assert full.terms.table["lead_time_days"].iloc[1] == 3.0
    full.run = run
    plan = pipeline.plan(run, full.terms, full.settings)
    other = [
        replace(line, order_quantity=line.order_quantity + (row == 2))
        for row, line in enumerate(plan.suggestions)
    ]
    full._take_plan(replace(plan, suggestions=tuple(other)))
    decisions = [line.decision for line in full.plan.suggestions[:4]]
    assert decisions == ["changed", "open", "open", "watched"]
    assert full.plan.suggestions[0].final_quantity == 77.0
    assert full.plan.suggestions[0].order_quantity == offered


def test_terms_follow_settings_on_the_job_thread(
    qtbot: QtBot, full: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed defaults reach every cell that nobody typed into, without holding up the window."""
    usual, threads = full.terms, []

    def terms_of(demand: object, sales: object, settings: Settings) -> object:
        threads.append(threading.current_thread() is threading.main_thread())
        table = usual.table.copy()
        table["lead_time_days"] = settings.lead_time_days
        return replace(usual, table=table)

    monkeypatch.setattr(pipeline, "terms_of", terms_of)
    full.terms = terms_of(None, None, full.settings)
    threads.clear()
    full.edit_terms(1, "lead_time_days", 3.0)
    full.change_settings(lead_time_days=30.0)
    full.change_settings(lead_time_days=40.0)
    full.edit_terms(2, "lead_time_days", 5.0)
    qtbot.waitUntil(lambda: not full.jobs.busy)
    assert list(full.terms.table["lead_time_days"]) == [40.0, 3.0, 5.0, *[40.0] * 5]
    assert threads
    assert not any(threads)


@pytest.fixture
def testing(full: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A session without a forecast; one that is asked for shows a first one, then waits in its
    tests for ``done``."""
    run, done = full.run, threading.Event()
    first = replace(run, backtest=replace(run.backtest, cutoffs=()), seconds={})
    checked = SimpleNamespace(
        treated=lambda _: full.demand, sales=full.imported.sales, demand=full.demand, repairs=()
    )
    usual = full.terms

    def forecast(last, demand, settings, progress, terms, score, network, show_first):
        if show_first is not None:
            show_first(first)
        while not done.wait(0.005):
            progress.check()
        return run

    monkeypatch.setattr(pipeline, "check", lambda *_, **__: checked)
    monkeypatch.setattr(pipeline, "terms_of", lambda *_: usual)
    monkeypatch.setattr(pipeline, "forecast_or_update", forecast)
    monkeypatch.setattr(full, "_take_checked", lambda _: None)
    full.run, full.plan = None, None
    yield SimpleNamespace(session=full, done=done, run=run)
    done.set()


def test_first_figures_come_while_models_are_tested(qtbot: QtBot, testing: SimpleNamespace) -> None:
    """Forecast and plan of all items are there while the job goes on, marked as not final; the best
    seller is looked at; the tested forecast takes their place and is archived."""
    session = testing.session
    session.start_forecast()
    qtbot.waitUntil(lambda: session.plan is not None)
    assert session.jobs.busy
    assert session.run.is_first
    assert session.stale
    assert session.archive.forecasts == ()
    assert session.selected == int(session.facts.total.argmax())
    testing.done.set()
    qtbot.waitUntil(lambda: not session.run.is_first)
    assert not session.stale
    assert len(session.archive.forecasts) == 1


def test_stopped_tests_leave_the_first_figures(qtbot: QtBot, testing: SimpleNamespace) -> None:
    """After Stop there is still a forecast of every item, and it says that it is a first one."""
    session = testing.session
    job = session.start_forecast()
    qtbot.waitUntil(lambda: session.plan is not None)
    job.stop()
    qtbot.waitUntil(lambda: not session.jobs.busy)
    assert session.run.is_first
    assert session.stale


def test_what_is_typed_while_models_are_tested_stays(
    qtbot: QtBot, testing: SimpleNamespace
) -> None:
    """Terms, decisions and changes of the forecast made on first figures are not lost."""
    session = testing.session
    session.start_forecast()
    qtbot.waitUntil(lambda: session.plan is not None)
    session.edit_terms(1, "lead_time_days", 3.0)
    session.decide(2, "rejected", 0.0)
    days = session.run.forecast.periods
    change = Override(session.run.forecast.items[0], "", days[0], days[1], "units", 300.0)
    session.override((change,))
    testing.done.set()
    qtbot.waitUntil(lambda: not session.jobs.busy)
    assert not session.run.is_first
    assert session.terms.table["lead_time_days"].iloc[1] == 3.0
    assert session.plan.suggestions[2].decision == "rejected"
    assert session.run.forecast.mean()[0, :2].sum() == pytest.approx(300, rel=0.05)
    assert session.run.statistical is not None
    session.undo_stack.undo()
    assert session.overrides == ()
