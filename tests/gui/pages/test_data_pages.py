"""Forecast, Restock and Accuracy follow the session and say what to do."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core import pipeline
from core.tracking.archive import Archive, archived
from gui.charts.model_dots import CHOSEN
from gui.jobs import Jobs
from gui.pages.accuracy.page import AccuracyPage
from gui.pages.forecast.page import ForecastPage
from gui.pages.restock.page import RestockPage
from gui.pages.scores import accounts, item_scores, judged_ranges, largest_misses, share_of
from gui.session import Session
from gui.theme import theme
from tests.gui.made_up_session import made_up_run, made_up_session

PAGES = (ForecastPage, RestockPage, AccuracyPage)


@pytest.mark.parametrize("kind", PAGES)
def test_an_empty_session_has_a_sentence_and_a_next_step(qtbot, kind):
    """Before anything is imported each page says what to do, and its button leads to Import."""
    session = Session(Jobs())
    page = kind(session)
    qtbot.addWidget(page)
    page.show()
    head = page.head()
    assert head.title
    assert head.sentence
    assert head.action
    with qtbot.waitSignal(page.go) as asked:
        page.act()
    assert asked.args == ["import"]
    session.jobs.shut_down()


def test_pages_follow_the_theme_while_they_are_open(opened):
    """The tints of the dark theme appear in a chart that was drawn in the light one."""
    page = opened(ForecastPage)
    try:
        theme().use("dark")
        image = page.chart.chart.picture(1.0)
        wanted = theme().chart("fan_95").rgb()
    finally:
        theme().use("light")
    seen = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(60, 300, 3)}
    assert wanted in seen


def test_the_sentence_has_the_tables_figures(opened, session):
    """Items, rising and fading in the sentence are those that the chips count."""
    page = opened(ForecastPage)
    items = page.table.items
    sentence = page.head().sentence
    assert sentence.startswith(f"{items.count('all')} items")
    assert f"{items.count('rising')} are rising, {items.count('fading')} fading" in sentence


def test_choosing_a_row_shows_its_chart(opened, session):
    """The chart, the total and the models are those of the item chosen in the table."""
    page = opened(ForecastPage)
    page.table.setCurrentIndex(page.table.items.index(4, 0))
    row = page.table.items.source(4)
    assert session.selected == row
    series = page.chart.chart.series
    assert series.item == session.demand.items[row]
    np.testing.assert_allclose(series.median, session.run.forecast.quantile(0.5)[row])
    total = session.run.forecast.paths[row].sum(axis=1).mean()
    page.turns.finish()
    assert page.why.waterfall.total == round(float(total))
    chosen = [s.name for s in page.dots.scores if s.chosen]
    assert chosen == [session.run.choice.models[row]]


def test_an_item_chosen_elsewhere_is_shown_although_the_filter_hides_it(opened, session):
    """A search that finds an item shows it: the filter gives way."""
    page = opened(ForecastPage)
    page.chips.take("rising")
    hidden = next(r for r in range(18) if page.table.items.row_of(r) < 0)
    session.select(hidden)
    page.turns.finish()
    assert page.chips.current == "all"
    assert page.table.items.source(page.table.currentIndex().row()) == hidden


def test_models_can_be_compared_and_taken_away(opened, session):
    """Each ticked model is drawn; three at most."""
    page = opened(ForecastPage)
    for action in page.chart.models_menu.actions():
        action.setChecked(True)
    assert set(page.chart.chart.series.others) == {"seasonal_naive", "arima", "lstm"}
    page.chart.models_menu.actions()[0].setChecked(False)
    assert "seasonal_naive" not in page.chart.chart.series.others


def test_the_table_twin_is_one_key_away(opened, qtbot):
    """The twin has the chart's rows and takes its place."""
    page = opened(ForecastPage)
    page.chart.table_button.click()
    assert page.chart.stack.currentWidget() is page.chart.twin
    assert page.chart.twin_model.rowCount() == len(page.chart.chart.series)


def test_the_chart_is_saved_as_it_is(opened, tmp_path):
    """The PNG written is the chart's picture; a folder that is missing is said in the strip."""
    page = opened(ForecastPage)
    page.chart.saving.save_picture(tmp_path / "chart.png")
    assert not QImage(str(tmp_path / "chart.png")).isNull()
    page.chart.saving.save_picture(tmp_path / "none" / "chart.png")
    assert page.chart.strip.isVisible()


def test_restock_says_what_the_plan_costs(opened, session):
    """Items and cost in the sentence are the plan's own sums."""
    page = opened(RestockPage)
    taken = [s for s in session.plan.suggestions if s.final_quantity > 0]
    cost = sum(s.amount for s in taken)
    assert page.head().sentence.startswith(f"Order {len(taken)} items from 3 suppliers")
    assert f"¥{cost:,.0f}" in page.head().sentence
    assert page.head().action == "Export to Excel"


def test_rejecting_everything_leaves_nothing_to_export(opened, session):
    """With nothing to order the primary button says why it is off."""
    page = opened(RestockPage)
    session.decide_all(dict.fromkeys(range(18), ("rejected", 0.0)))
    head = page.head()
    assert not head.enabled
    assert head.why


def test_unknown_stock_is_said_not_drawn(qtbot, qapp):
    """Without any stock the page asks for it, and no row is urgent or has a run-out date."""
    session = made_up_session(8, 110, stock=False)
    page = RestockPage(session)
    qtbot.addWidget(page)
    page.resize(1256, 800)
    page.show()
    assert "stock" in page.head().sentence
    assert page.side.derivation.unknown.isVisible()
    assert not page.side.derivation.stock.plot.isVisible()
    session.jobs.shut_down()


def test_folding_a_supplier_hides_its_rows(opened, qtbot):
    """Enter on a supplier folds it, Enter again unfolds."""
    page = opened(RestockPage)
    model = page.table.suggestions
    before, members = model.rowCount(), len(model.group(0).members)
    page.table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert model.rowCount() == before - members


def test_shares_missed_are_sums_over_sums():
    """Missed is Σ|e| ÷ Σ units; the choice takes each item's own model."""
    run = made_up_run(9, 110)
    found = {a.name: a for a in accounts(run.backtest, run.choice)}
    error, units = run.backtest.score("absolute_error"), run.backtest.score("units")
    for number, name in enumerate(run.backtest.models):
        wanted = error[number].sum() / units[number].sum()
        assert found[name].missed == pytest.approx(float(wanted), rel=1e-5)
    own = [run.backtest.models.index(name) for name in run.choice.models]
    rows = np.arange(9)
    wanted = error[own, rows].sum() / units[own, rows].sum()
    assert found[CHOSEN].missed == pytest.approx(float(wanted), rel=1e-5)
    naive = found["seasonal_naive"].missed
    assert found[CHOSEN].better == pytest.approx(1 - found[CHOSEN].missed / naive)
    assert sum(a.items for a in found.values() if a.name != CHOSEN) == 9


def test_items_that_cannot_be_judged_are_left_out():
    """Scores of NaN make no dot, no range and no miss."""
    run = made_up_run(4, 110)
    scores = run.backtest.scores.copy()
    scores[:, 1] = np.nan
    backtest = type(run.backtest)(
        run.backtest.models,
        run.backtest.items,
        run.backtest.stores,
        run.backtest.cutoffs,
        run.backtest.horizon,
        scores,
        run.backtest.seconds,
    )
    assert item_scores(backtest, run.choice, 1) == ()
    periods, pairs, held = judged_ranges(backtest, run.choice)
    assert (periods, pairs) == (3 * 4 * 13, 12)
    assert 0 < held < 1
    assert 1 not in [miss.row for miss in largest_misses(backtest, run.choice, 10)]


def test_accuracy_opens_the_item_it_misses_most(opened, session, qtbot):
    """Enter on a miss chooses that item and asks for the Forecast page."""
    page = opened(AccuracyPage)
    with qtbot.waitSignal(page.go) as asked:
        page.misses.table.activated.emit(page.misses.rows.index(2, 0))
    assert asked.args == ["forecast"]
    wanted = largest_misses(session.run.backtest, session.run.choice, 3)[2].row
    assert session.selected == wanted


def test_promised_ranges_are_audited_on_the_job_thread(qtbot, jobs):
    """A new run is audited quietly; the page then shows every promise, before and after
    correction, and the top line the share that held after it."""
    made = made_up_session(12, 110)
    session = Session(jobs)
    session.imported = made.imported
    page = AccuracyPage(session)
    qtbot.addWidget(page)
    rng = np.random.default_rng(3)
    shape = (len(made.run.backtest.models), 12, 4, 13)
    tested = replace(
        made.run.backtest,
        deviates=rng.normal(0, 1.4, shape).astype(np.float16),
        sum_deviates=rng.normal(0, 1.4, shape).astype(np.float16),
    )
    run = replace(made.run, backtest=tested)
    page.show()
    session._set("run", run)
    assert [p.promised for p in page.calibration.promises] == []
    qtbot.waitUntil(lambda: len(page.calibration.promises) > 1)
    audited = pipeline.audit(run)
    eighty = next(p for p in page.calibration.promises if p.promised == 0.8)
    place = audited.levels.index(0.8)
    assert (eighty.held, eighty.before) == (audited.after[place], audited.before[place])
    assert eighty.before < eighty.held
    assert f"{round(100 * eighty.held)}" in page.head().result
    assert str(audited.count) in page.audit.text().replace(",", "")
    assert not page.grab().isNull()
    made.jobs.shut_down()


def test_past_forecasts_tell_what_model_and_changes_added(opened, session, qtbot):
    """A forecast of eight weeks ago, changed by a tenth: its score, and the tenth's, are told."""
    run = session.run
    cutoff = run.demand.periods[-8]
    model = replace(run.forecast, cutoff=cutoff)
    given = replace(model, paths=model.paths * np.float32(1.1))
    kept = archived(given, model, run.choice.models, {"seasonal_naive": 2 * model.mean()})
    page = opened(AccuracyPage)
    session.archive = Archive().added(kept)
    session.changed.emit("archive")
    past = page.misses.past
    qtbot.waitUntil(lambda: past.rows.rowCount() == 1)
    (score,) = pipeline.past_scores(session.archive, session.demand)
    assert past.rows.rows[0][2] == f"{100 * score.statistical:.1f}\u202f%"
    assert past.rows.rows[0][4][-7:].strip("+\u2212") == (
        f"{100 * abs(score.changes_added):.1f}\u202f%"
    )
    fewer = f"{100 * abs(score.model_added):.1f} " + ("fewer" if score.model_added > 0 else "more")
    assert fewer in past.words.text()
    page.misses.views.take("past")
    assert past.isVisible()


def test_what_the_network_is_used_for_adds_up(opened, session):
    """Of all items: used, beaten in the tests, not to be tested; the page says the numbers."""
    run = session.run
    share = share_of(run.backtest, run.choice, "lstm")
    assert share.used == sum(name == "lstm" for name in run.choice.models)
    assert share.used + share.beaten + share.unjudged == share.items == len(run.demand)
    page = opened(AccuracyPage)
    assert f"{share.used} of {share.items}" in page.models.network.text()
    assert share_of(run.backtest, run.choice, "theta") is None
