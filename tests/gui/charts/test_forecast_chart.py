"""The forecast chart draws exactly the values it is given."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtWidgets import QGraphicsPathItem

from core.frequency import Frequency
from core.restocking.orders.policy import make_plan
from core.restocking.orders.simulation import project_stock
from core.restocking.replay.past_stock import PastStock
from core.restocking.terms.terms import Terms
from gui.charts.axis import date_steps, date_words, round_steps
from gui.charts.forecast_chart import ForecastChart
from gui.charts.line import Line
from gui.charts.series import (
    RANGES,
    forecast_series,
    spans,
    stock_level,
    summary,
)
from gui.charts.sheet import Words
from gui.charts.stock_plot import _close_together
from gui.pages.stock import stock_of
from tests.gui.made_up_session import made_up_session
from tests.made_up import made_up_demand, made_up_forecast


@pytest.fixture
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


def one_item_stocked(demand, on_hand):
    """Return terms in which item 3 has ``on_hand`` units and nothing is on the way."""
    n = len(demand)
    table = {
        "item": demand.items,
        "store": demand.stores,
        "title": "",
        "category": "",
        "supplier": "",
        "on_hand": np.where(np.arange(n) == 3, on_hand, np.nan),
        "on_order": 0.0,
        "lead_time_days": 20.0,
        "lead_time_sd_days": 2.0,
        "review_days": 7.0,
        "pack_size": 1.0,
        "minimum_order": 0.0,
        "unit_cost": np.nan,
        "unit_price": np.nan,
        "service_level": 0.95,
        "service_kind": "cycle",
        "whole_units": True,
    }
    return Terms(pd.DataFrame(table))


@pytest.fixture
def series():
    demand = made_up_demand(6, 120)
    forecast = made_up_forecast(demand)
    others = {"arima": forecast.quantile(0.4), "seasonal_naive": demand.units[:, -52:-39]}
    terms = one_item_stocked(demand, 40.0)
    plan = make_plan(forecast, terms, demand.as_of)
    suggestion = plan.decided(3, "changed", 60.0).suggestions[3]
    stock = project_stock(forecast, terms, suggestion, 3, demand.as_of)
    return forecast_series(demand, forecast, 3, "Mug", others, stock)


@pytest.fixture
def chart(qtbot, english, series):
    made = ForecastChart()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show_series(series)
    made.show()
    return made


def test_the_median_drawn_is_the_forecasts_median(chart):
    """The thick line's values are the 0.5 quantile of the item's paths, joined to the last sale."""
    forecast = made_up_forecast(made_up_demand(6, 120))
    x, y = chart.median.places, chart.median.values
    np.testing.assert_allclose(y[1:], forecast.quantile(0.5)[3])
    assert (x[0], y[0]) == (chart.series.days[-1], chart.series.units[-1])


def test_history_drawn_is_the_demand(chart):
    """The thin line's values are the panel's units."""
    y = chart.history.values
    np.testing.assert_array_equal(y, made_up_demand(6, 120).units[3])


def test_bands_are_quantiles_as_one_path_each(chart, series):
    """Three path items, whose highest points are the highest upper quantiles of 95, 80 and 50 %."""
    paths = [i for i in chart.plot.sheet.marks if isinstance(i, QGraphicsPathItem)]
    forecast = made_up_forecast(made_up_demand(6, 120))
    wanted = [
        max(forecast.quantile(0.5 + share / 2)[3].max(), series.units[-1]) for share, _ in RANGES
    ]
    assert [p.path().boundingRect().bottom() for p in paths] == pytest.approx(wanted, rel=1e-6)


def test_default_range_is_twice_as_much_history_as_forecast(chart, series):
    """At first, two thirds of the time seen are past."""
    (low, high), _ = chart.plot.view.viewRange()
    assert (series.cutoff - low) / (high - series.cutoff) == pytest.approx(2, abs=0.01)


def test_everything_seen_fits_under_the_top(chart, series):
    """The upright axis reaches over the highest value in view, in every range."""
    for show in (chart.show_default, chart.show_all):
        show()
        _, (low, high) = chart.plot.view.viewRange()
        assert low < 0
        assert high > series.bands[0, 1].max()


def test_arrow_keys_read_exact_values(chart, qtbot, series):
    """→ from nothing reads the first forecast period; its card gives median and 80 % range."""
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.point == len(series.days)
    low, high = series.bands[1, :, 0]
    line = chart.card.lines[0]
    assert line.figure == f"{series.median[0]:.0f}"
    assert f"{low:.0f}–{high:.0f}" in line.text
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.values(chart.point)[0].figure == f"{series.units[-1]:.0f}"


def test_zoom_keys_change_the_range_and_0_shows_all(chart, qtbot, series):
    """+ sees less time, − more, 0 everything."""
    view = chart.plot.view

    def seen():
        (low, high), _ = view.viewRange()
        return high - low

    before = seen()
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    closer = seen()
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert closer < before < seen()
    assert view.viewRange()[0][0] <= series.days[0]


def test_the_table_twin_has_the_same_figures(chart, series):
    """A row a period, past then future, with the median and the ranges drawn."""
    header, *rows = chart.table()
    assert len(rows) == len(series)
    assert len({len(row) for row in (header, *rows)}) == 1
    first = rows[len(series.days)]
    assert first[0] == str(series.future_first_days[0])
    assert float(first[2]) == pytest.approx(series.median[0], abs=0.05)
    assert float(first[5]) == pytest.approx(series.bands[1, 0, 0], abs=0.05)


def test_other_models_keep_their_own_mark(chart):
    """Last year's is always the grey one; three models at most are drawn."""
    from gui.charts.forecast_drawing import model_tokens

    tokens = {name: token for token, name in model_tokens(("a", "seasonal_naive", "b", "c"))}
    assert tokens == {"a": "m_1", "seasonal_naive": "m_naive", "b": "m_2"}


def test_the_chart_says_what_it_shows(chart, series):
    """The accessible description is the summary, with the expected total in it: the mean of the
    paths' sums, which the sum of medians falls short of where demand is skewed."""
    demand = made_up_demand(6, 120)
    expected = made_up_forecast(demand).mean()[3].sum()
    assert chart.accessibleDescription() == summary(series)
    assert f"{expected:,.0f}" in summary(series)


def test_stockout_spans_are_runs_of_censored_periods():
    """Consecutive censored periods make one span from its first day to the day after its last."""
    flags = np.array([False, True, True, False, True])
    days = spans(flags, np.datetime64("2024-01-01"), Frequency.WEEKLY)
    start = np.datetime64("2024-01-01").astype(int)
    np.testing.assert_array_equal(days - start, [[7, 21], [28, 35]])


def test_projected_stock_is_stock_minus_sales_plus_arrivals(series):
    """Without any arrival stock never rises; with one it rises by it on that day."""
    stock = series.stock
    ordered, without = stock_level(stock), stock_level(stock, ordered=False)
    assert ordered[0] == 40
    assert (np.diff(without) <= 0).all()
    (arrival,) = stock.arrivals
    day = int(np.flatnonzero(stock.days == arrival.day)[0])
    assert ordered[day] > without[day] + 50


def test_the_stock_drawn_is_the_projection_of_the_plan(chart, series):
    """The thick line of the lower plot is the median that restocking projects, day by day."""
    lines = [i for i in chart.stock.plot.sheet.marks if isinstance(i, Line)]
    drawn = [item.values for item in lines]
    assert any(np.array_equal(y, stock_level(series.stock)) for y in drawn)
    assert any(np.array_equal(y, stock_level(series.stock, 0.1)) for y in drawn)


def test_past_stock_is_a_step_until_today(chart, series):
    """Stock stays what it was at the end of a day until the next is told; the height follows what
    is seen, and the pointer reads it."""
    days = np.array([int(series.cutoff) - 30, int(series.cutoff) - 10]).astype("datetime64[D]")
    nothing = np.empty(0)
    past = PastStock(days, np.array([500.0, 80.0]), nothing.astype("datetime64[D]"), nothing, False)
    chart.show_series(replace(series, past_stock=past))
    view = chart.stock.plot.view
    lines = [i for i in chart.stock.plot.sheet.marks if isinstance(i, Line)]
    steps = [line.values for line in lines if len(line.values) == 3]
    assert [step.tolist() for step in steps] == [[500, 500, 80]]
    chart.show_range(series.cutoff - 60)
    assert view.viewRange()[1][1] > 500
    chart.show_range(series.cutoff - 5)
    assert view.viewRange()[1][1] < 200
    read = chart.values(len(series.days) - 1)
    assert ("80", "in stock") in [(line.figure, line.text) for line in read]


def test_a_turn_of_the_trend_is_marked_and_named(chart, series):
    """A triangle stands where the trend turned, with words that say which way."""
    place = float(series.days[-20])
    chart.show_series(replace(series, turned=(place, True)))
    said = [i for i in chart.plot.sheet.marks if isinstance(i, Words) and i.text == "turned up"]
    assert [label.pos().x() for label in said] == [place]


def test_unknown_stock_is_not_drawn(qapp):
    """Stock that nobody stated is no zero: nothing is projected."""
    session = made_up_session(4, 60, stock=False)
    assert stock_of(session, 0) is None
    session.jobs.shut_down()


def test_a_late_launch_is_a_gap_not_a_zero(qtbot, english):
    """Periods before launch are drawn as nothing and read as not on sale."""
    demand = made_up_demand(6, 80)
    chart = ForecastChart()
    qtbot.addWidget(chart)
    chart.show_series(forecast_series(demand, made_up_forecast(demand), 5))
    assert np.isnan(chart.history.values[0])
    assert chart.values(0)[0].text == "not on sale"


def test_months_are_labelled_with_the_year_in_place_of_january(english, qtbot):
    """Over two years, labels are months and one of them is 2025."""
    start = float(np.datetime64("2024-03-04", "D").astype(int))
    spacing, days = date_steps(start, start + 500, 18)
    labels = [date_words(day, spacing) for day in days]
    assert "2025" in labels
    assert "Jan" not in labels


@pytest.mark.parametrize("top", [0.3, 1, 4.2, 7, 46, 830, 12_345, 9e6])
def test_upright_labels_are_few_and_round(top):
    """There are at most six labels from 0 and the highest is over half the top."""
    steps = round_steps(top)
    assert steps[0] == 0
    assert 2 <= len(steps) <= 6
    assert top * 0.5 < steps[-1] <= top


def test_an_item_without_any_sale_can_be_shown(qtbot, english):
    """A history of nothing but NaN neither warns nor fails."""
    demand = made_up_demand(2, 30)
    empty = replace(demand, units=np.full((2, 30), np.nan, dtype=np.float32))
    chart = ForecastChart()
    qtbot.addWidget(chart)
    chart.show_series(forecast_series(empty, made_up_forecast(demand), 0, "Nothing"))
    assert "nothing sold lately" in chart.accessibleDescription()


def test_100000_points_are_thinned_for_drawing(qtbot, english):
    """A long daily history draws a few points per pixel, not all of them."""
    demand = made_up_demand(1, 100_000, Frequency.DAILY)
    demand = replace(demand, start=np.datetime64("1800-01-01"))
    units = np.nan_to_num(demand.units) + 1
    demand = replace(demand, units=units.astype(np.float32))
    chart = ForecastChart()
    qtbot.addWidget(chart)
    chart.resize(800, 500)
    chart.show_series(forecast_series(demand, made_up_forecast(demand, 28), 0))
    chart.show()
    chart.show_all()
    x, _ = chart.history.points(-np.inf, np.inf, 760)
    assert len(x) < 2_000


def test_deliveries_close_together_share_a_label():
    """Labels that would run into each other are one label; those far apart stay apart."""
    assert _close_together([3.0, 5.0, 20.0, 21.0, 40.0], 9.0) == [[3.0, 5.0], [20.0, 21.0], [40.0]]


class Paints(QObject):
    """Counts the paint events of a widget."""

    count = 0

    def eventFilter(self, watched, event):  # noqa: N802
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_chart_is_painted_once_a_step(qtbot):
    """A pan and another item each paint the plot once: half of the work would be for nothing."""
    demand = made_up_demand(4, 120)
    forecast = made_up_forecast(demand)
    chart = ForecastChart()
    qtbot.addWidget(chart)
    chart.resize(600, 360)
    chart.show_series(forecast_series(demand, forecast, 1))
    chart.show()
    qtbot.waitExposed(chart)
    qtbot.wait(50)
    paints = Paints(chart)
    chart.plot.viewport().installEventFilter(paints)
    chart.plot.view.translateBy(x=-10.0)
    qtbot.wait(50)
    panned = paints.count
    chart.show_series(forecast_series(demand, forecast, 2))
    qtbot.wait(50)
    assert (panned, paints.count) == (1, 2)
