"""Forecasts are kept, scored when sales are in, and compared with the next."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.demand import Demand
from core.errors import OptionError
from core.forecasting.forecast import Forecast
from core.frequency import Frequency
from core.tracking.archive import KEPT, Archive, Archived, archived
from core.tracking.changes import changes_between
from core.tracking.overrides import Override, overridden, override_periods
from core.tracking.scores import score_archived
from tests.made_up import made_up_demand, made_up_forecast


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


@pytest.fixture
def demand() -> Demand:
    return made_up_demand(items=6, length=60)


def kept_of(demand: Demand, cutoff: int, overrides: tuple[Override, ...] = ()) -> Archived:
    models = made_up_forecast(demand.until(cutoff), horizon=8)
    naive = {"seasonal_naive": np.full((len(demand), 8), 5.0, dtype=np.float32)}
    names = ("ses",) * len(demand)
    return archived(overridden(models, overrides), models, names, naive)


def change(forecast: Forecast, row: int, kind: str, value: float, first: int = 0) -> Override:
    days = forecast.periods
    return Override(forecast.items[row], "", days[first], days[first + 1], kind, value)


@pytest.mark.parametrize(
    ("kind", "value"), [("units", 30.0), ("percent", -40.0), ("percent", 50.0), ("add", 12.0)]
)
def test_overrides_do_what_they_say(demand: Demand, kind: str, value: float) -> None:
    """Units, percent and ± move the mean of their periods by what was typed, and nothing else."""
    forecast = made_up_forecast(demand, horizon=8, paths=2000)
    changed = overridden(forecast, (change(forecast, 2, kind, value, first=3),))
    before = float(forecast.mean()[2, 3:5].sum())
    wanted = {"units": value, "percent": before * (1 + value / 100), "add": before + value}[kind]
    assert changed.mean()[2, 3:5].sum() == pytest.approx(wanted, rel=0.02)
    untouched = np.ones(changed.paths.shape, dtype=bool)
    untouched[2, :, 3:5] = False
    assert np.array_equal(changed.paths[untouched], forecast.paths[untouched])
    assert (changed.paths >= 0).all()
    assert (changed.paths == np.floor(changed.paths)).all()


def test_overrides_of_nothing_expected(demand: Demand) -> None:
    """Units can be typed where none were expected; none at all can be typed as well."""
    forecast = made_up_forecast(demand, horizon=8)
    silent = replace(forecast, paths=np.zeros_like(forecast.paths))
    assert overridden(silent, (change(silent, 1, "units", 10.0),)).mean()[1, :2].sum() == (
        pytest.approx(10, abs=1)
    )
    none = overridden(forecast, (change(forecast, 1, "percent", -100.0),))
    assert none.mean()[1, :2].sum() == 0


def test_overrides_wait_for_their_days(demand: Demand) -> None:
    """Changes of unknown items and other days leave the forecast as it is, as the same object."""
    forecast = made_up_forecast(demand, horizon=8)
    late = Override(forecast.items[0], "", day("2031-01-01"), day("2031-01-07"), "add", 5.0)
    other = replace(late, item="nobody", first=forecast.periods[0], last=forecast.periods[1])
    assert overridden(forecast, (late, other)) is forecast
    inside = Override(
        forecast.items[0], "", forecast.periods[2] + 3, forecast.periods[2] + 4, "add", 5.0
    )
    assert override_periods(forecast, inside) == slice(2, 3)


def test_senseless_overrides_are_refused() -> None:
    """Unknown kinds, less than nothing and days in the wrong order are refused."""
    for kind, value, last in (
        ("times", 2.0, "2025-01-02"),
        ("units", -1.0, "2025-01-02"),
        ("percent", -101.0, "2025-01-02"),
        ("units", float("nan"), "2025-01-02"),
        ("units", 1.0, "2024-12-31"),
    ):
        with pytest.raises(OptionError):
            Override("a", "", day("2025-01-01"), day(last), kind, value)


def test_a_score_is_the_error_of_what_was_given_out(demand: Demand) -> None:
    """Shares of units missed, expected, sold and held are those of the periods known since."""
    kept = kept_of(demand, 54)
    score = score_archived(kept, demand)
    assert score is not None
    actual = demand.units[:, 54:60].astype(float)
    assert score.periods == 6
    assert score.sold == pytest.approx(np.nansum(actual))
    off = np.nansum(np.abs(actual - kept.final[:, :6]))
    assert score.final == pytest.approx(off / score.sold)
    assert score.statistical == score.final
    assert score.changes_added == 0
    assert score.naive == pytest.approx(np.nansum(np.abs(actual - 5.0)) / score.sold)
    assert score.model_added == pytest.approx(score.naive - score.final)
    inside = (actual >= kept.low[:, :6]) & (actual <= kept.high[:, :6])
    assert score.held == pytest.approx(inside[np.isfinite(actual)].mean())
    assert "6 weeks" in str(score.sentence())


def test_value_added_by_changes(demand: Demand) -> None:
    """A change towards what was sold adds value, one away from it takes some, and both count."""
    row = 1
    models = made_up_forecast(demand.until(54), horizon=8)
    sold = float(demand.units[row, 54:56].sum())
    good = score_archived(kept_of(demand, 54, (change(models, row, "units", sold),)), demand)
    bad = score_archived(kept_of(demand, 54, (change(models, row, "units", sold + 900),)), demand)
    assert good is not None
    assert bad is not None
    assert good.changed == bad.changed == 2
    assert bad.changes_added < -0.5
    assert bad.changed_better == 0
    assert good.changes_added > bad.changes_added
    assert bad.worst[0].item == demand.items[row]
    assert "cost" in str(bad.changes_sentence())
    assert "helped" in str(replace(good, final=good.statistical - 0.01).changes_sentence())
    untouched = score_archived(kept_of(demand, 54), demand)
    assert untouched is not None
    assert untouched.changes_sentence() is None


def test_what_cannot_be_scored_yet(demand: Demand) -> None:
    """Nothing is scored before sales are in, across other periods, or where stock ran out."""
    assert score_archived(kept_of(demand, 60), demand) is None
    monthly = made_up_demand(items=6, length=60, frequency=Frequency.MONTHLY)
    assert score_archived(kept_of(demand, 54), monthly) is None
    out = np.ones(demand.units.shape, dtype=np.bool_)
    assert score_archived(kept_of(demand, 54), replace(demand, censored=out)) is None


def test_items_are_found_by_their_names(demand: Demand) -> None:
    """Items in another order, gone or new do not move scores to other items."""
    kept = kept_of(demand, 54)
    order = np.array([4, 2, 0, 5, 3])
    score, whole = score_archived(kept, demand.select(order)), score_archived(kept, demand)
    assert score is not None
    assert whole is not None
    assert score.items == whole.items - 1
    assert score.sold == pytest.approx(np.nansum(demand.units[order, 54:]))


def test_the_archive_keeps_the_newest(demand: Demand) -> None:
    """Twelve forecasts are kept, in order; one of the same day takes the place of the earlier."""
    archive = Archive()
    for cutoff in (*range(40, 56), 50):
        archive = archive.added(kept_of(demand, cutoff))
    cutoffs = [str(kept.cutoff) for kept in archive.forecasts]
    assert len(cutoffs) == KEPT
    assert cutoffs == sorted(set(cutoffs))
    last = archive.before(kept_of(demand, 50).cutoff, Frequency.WEEKLY)
    assert last is not None
    assert last.cutoff == kept_of(demand, 49).cutoff
    assert archive.before(day("1999-01-01"), Frequency.WEEKLY) is None


def test_changes_since_the_last_forecast(demand: Demand) -> None:
    """Items up, down, new and gone are told, over the periods that both forecasts hold."""
    before, now = kept_of(demand, 54), kept_of(demand, 56)
    units = before.final.copy()
    units = np.concatenate([units[:, 2:], units[:, :2]], axis=1)
    units[1] *= 2
    units[2] *= 0.5
    now = replace(now, final=units, models=("arima", *now.models[1:]))
    now = replace(now, items=("new", *now.items[1:]))
    found = changes_between(before, now)
    assert found.periods == 6
    assert [moved.item for moved in found.up] == [demand.items[1]]
    assert [moved.item for moved in found.down] == [demand.items[2]]
    assert found.up[0].now == pytest.approx(2 * found.up[0].before)
    assert found.new == (("new", ""),)
    assert found.gone == ((demand.items[0], ""),)
    assert found.other_model == 0
    assert "1 item up" in str(found.sentence())


def test_units_said_for_a_day_that_seldom_sells_are_expected_on_every_path() -> None:
    """Where one path in a hundred sells anything, units that the operator says are not heaped on
    that one: middle and mean are what was said, and percent still only scale."""
    paths = np.zeros((1, 100, 3), dtype=np.float32)
    paths[0, 0, 1] = 7
    demand = made_up_demand(1, 40)
    forecast = replace(made_up_forecast(demand, 3, 100), paths=paths)
    days = forecast.periods
    for kind, value, middle in (("units", 13.0, 13.0), ("add", 5.0, 5.0), ("percent", 50.0, 0.0)):
        change = Override(forecast.items[0], forecast.stores[0], days[1], days[1], kind, value)
        changed = overridden(forecast, (change,)).paths[0, :, 1]
        assert np.median(changed) == pytest.approx(middle, abs=1)
        mean = {"units": value, "add": 0.07 + value, "percent": 0.07 * 1.5}[kind]
        assert changed.mean() == pytest.approx(mean, rel=0.1)
