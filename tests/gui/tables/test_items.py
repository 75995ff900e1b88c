"""The item table: sorted, filtered and searched by numpy, quick with tens of thousands of rows."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.explaining.trends import Trends
from core.frequency import Frequency
from core.restocking.orders.policy import make_plan
from gui import figures
from gui.tables.item_facts import ItemFacts, growth_of, item_facts, launched_lately, run_facts
from gui.tables.item_table import ItemTable
from gui.tables.items import ItemColumn, ItemModel, cover_words
from gui.tables.search import found, search_text, sort_text
from gui.tables.trend_words import trend_words, turning_day
from tests.gui.made_up_session import made_up_run, made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def many_facts(n: int) -> ItemFacts:
    rng = np.random.default_rng(2)
    flags = rng.random((5, n)) < 0.2
    return ItemFacts(
        titles=tuple(f"杯子 {k}" if k % 2 else f"mug {k}" for k in range(n)),
        codes=tuple(f"{k:06d}" for k in range(n)),
        stores=("",) * n,
        spark=rng.random((n, 52)).astype(np.float32),
        split=39,
        growth=np.where(rng.random(n) < 0.1, np.nan, rng.normal(0, 0.3, n)).astype(np.float32),
        yearly=True,
        rising=flags[0],
        fading=flags[1],
        new=flags[2],
        runs_out=flags[3],
        potential=flags[4],
        real=rng.random(n).astype(np.float32),
        total=rng.gamma(2, 50, n).astype(np.float32),
        sold=rng.gamma(2, 200, n).astype(np.float32),
        cover=rng.gamma(2, 20, n).astype(np.float32),
        lead_time=np.full(n, 14, dtype=np.float32),
    )


@pytest.fixture
def model(qapp):
    made = ItemModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show_facts(many_facts(50), Frequency.WEEKLY, 13)
    return made


def shown(model, column):
    values = {
        ItemColumn.GROWTH: model.facts.growth,
        ItemColumn.TOTAL: model.facts.total,
        ItemColumn.COVER: model.facts.cover,
    }[column]
    return np.array([values[model.source(row)] for row in range(model.rowCount())])


@pytest.mark.parametrize("column", [ItemColumn.GROWTH, ItemColumn.TOTAL, ItemColumn.COVER])
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_rows_follow_the_column(model, column, order):
    """Values rise or fall as asked, and what is not known comes last either way."""
    model.sort(column, order)
    values = shown(model, column)
    known = values[~np.isnan(values)]
    step = np.diff(known) if order is Qt.SortOrder.AscendingOrder else -np.diff(known)
    assert (step >= 0).all()
    assert np.isnan(values[len(known) :]).all()
    assert len(values) == 50


def test_filters_show_what_they_count(model):
    """A chip's number is the number of rows it leaves, and each row has the flag."""
    for kind in ("runs_out", "rising", "potential", "fading", "new"):
        model.show_kind(kind)
        flags = getattr(model.facts, kind)
        assert model.rowCount() == model.count(kind) == flags.sum()
        assert all(flags[model.source(row)] for row in range(model.rowCount()))


def test_a_chosen_row_stays_chosen_when_sorted(qtbot):
    """The current item keeps its place in the selection, wherever it goes."""
    table = ItemTable()
    qtbot.addWidget(table)
    table.items.show_facts(many_facts(50), Frequency.WEEKLY, 13)
    table.setCurrentIndex(table.items.index(7, 0))
    source = table.items.source(7)
    table.sortByColumn(ItemColumn.NAME, Qt.SortOrder.AscendingOrder)
    assert table.items.source(table.currentIndex().row()) == source


def test_searching_by_code_word_and_pinyin(model):
    """Words, codes, pinyin and its initials find an item; full-width letters do, too."""
    for words in ("000007", "杯子 7", "beizi 7", "bz 7", "ＢＥＩＺＩ　7"):
        model.search(words)
        assert 7 in [model.source(row) for row in range(model.rowCount())], words
    model.search("no such thing")
    assert model.rowCount() == 0


def test_20000_rows_sort_and_filter_without_loss(qapp):
    """Sorting, filtering and finding among 20,000 items shows each once, and all again after."""
    model, count = ItemModel(), 20_000
    model.show_facts(many_facts(count), Frequency.WEEKLY, 13)

    def shown() -> list[int]:
        return [model.source(row) for row in range(model.rowCount())]

    model.sort(ItemColumn.GROWTH, Qt.SortOrder.AscendingOrder)
    assert sorted(shown()) == list(range(count))
    model.show_kind("rising")
    assert 0 < model.rowCount() < count
    model.show_kind("all")
    model.search("bz 199")
    assert shown()
    assert len(set(shown())) == model.rowCount() < count
    model.search("")
    model.sort(ItemColumn.NAME, Qt.SortOrder.AscendingOrder)
    assert sorted(shown()) == list(range(count))


def test_growth_compares_with_the_same_weeks_a_year_before(qapp):
    """Sales that double in a year grow by 100 %; with half a year there is no yearly growth."""
    demand = made_up_demand(2, 104)
    units = np.concatenate([np.full((2, 52), 10.0), np.full((2, 52), 20.0)], axis=1)
    growth, sure, yearly = growth_of(replace(demand, units=units.astype(np.float32)))
    np.testing.assert_allclose(growth, 1.0)
    assert sure.all()
    assert yearly
    assert not growth_of(made_up_demand(2, 30))[2]


def test_a_few_more_units_are_no_trend():
    """A difference that chance alone would make is neither rising nor fading."""
    demand = made_up_demand(1, 104)
    units = np.zeros((1, 104), dtype=np.float32)
    units[0, 10], units[0, 60] = 4, 6
    _, sure, _ = growth_of(replace(demand, units=units))
    assert not sure.any()


def test_new_items_were_launched_lately():
    """Launched in the last twelve weeks is new; on sale from the panel's start is not."""
    demand = made_up_demand(3, 60)
    units = np.ones((3, 60), dtype=np.float32)
    units[1, :50] = np.nan
    units[2, :20] = np.nan
    assert launched_lately(replace(demand, units=units)).tolist() == [False, True, False]


def test_facts_know_stock_only_where_it_is_known():
    """Cover is NaN and nothing runs out where no stock was stated."""
    run = made_up_run(6, 110, paths=40)
    terms = made_up_terms(run, stock=False)
    plan = make_plan(run.forecast, terms, run.demand.end)
    facts = item_facts(run.demand, run_facts(run.demand, run.forecast), (), terms, plan)
    assert np.isnan(facts.cover).all()
    assert not facts.runs_out.any()
    assert facts.titles == run.demand.items
    np.testing.assert_allclose(facts.total, run.forecast.mean().sum(axis=1), rtol=1e-6)


def test_items_without_a_plan_have_facts():
    """A forecast alone, without terms or plan, fills the table."""
    demand = made_up_demand(3, 20)
    facts = item_facts(demand, run_facts(demand, made_up_forecast(demand)))
    assert len(facts) == 3
    assert facts.split + 13 == facts.spark.shape[1]


def test_words():
    """Cover beyond 90 days is 90+; unknown is a dash; Chinese sorts by pinyin."""
    assert [cover_words(x) for x in (7.4, 91, np.inf, np.nan)] == ["7", "90+", "90+", "–"]
    assert sorted(["瓷杯", "apple", "笔"], key=sort_text) == ["apple", "笔", "瓷杯"]
    assert found("a5 笔", search_text("点阵笔记本 A5", "007"))


def test_a_trend_is_told_with_its_range_its_odds_and_its_turn(qapp):
    """The sentence has growth, its range of 8 times in 10, how sure it is, the day it turned."""
    demand = made_up_demand(2, 104)
    one = np.array([0.4, np.nan])
    trends = Trends(
        periods=104,
        yearly=True,
        growth=one,
        low=one - 0.2,
        high=one + 0.3,
        real=np.array([0.93, 0.0]),
        rising=np.array([True, False]),
        fading=np.zeros(2, dtype=bool),
        potential=np.zeros(2, dtype=bool),
        turned=np.array([30, 0]),
        turned_up=np.array([True, False]),
    )
    words = trend_words(trends, 0, demand.periods)
    day = turning_day(trends, 0, demand.periods)
    assert day == demand.periods[74]
    for part in (0.4, 0.2, 0.7):
        assert figures.percent(part, sign=True) in words
    assert figures.percent(0.93) in words
    assert f"Turned upwards around {figures.full_day(day)}." in words
    assert trend_words(trends, 1, demand.periods) == ""
    assert np.isnat(turning_day(trends, 1, demand.periods))
