"""core/checking: no finding that a backtest uses looks past its cutoff."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checking.check import Checked, check
from core.checking.decisions import Decisions
from core.compute import Compute
from core.demand import Demand
from core.evaluation.backtest import backtest
from core.forecasting.catalogue import forecaster
from core.frequency import Frequency
from core.progress import Progress
from core.sales.cleaning.clean import Sales
from tests.core.checking.planted_sales import FIRST, busy_shop, sales_of, until


def _cells(checked: Checked, cutoff: int) -> set[tuple[object, ...]]:
    """Return what repairs would change in a history of ``cutoff`` periods, as plain values."""
    kept = checked.treatment.until(cutoff)
    demand, repairs = checked.demand, checked.repairs
    return {
        (
            repairs[cause].key,
            round(repairs[cause].probability, 9),
            demand.items[row],
            int(period),
            round(float(change), 6),
            round(float(factor), 9),
            bool(censored),
        )
        for row, period, change, factor, censored, cause in zip(
            kept.row.tolist(),
            kept.period.tolist(),
            kept.change.tolist(),
            kept.factor.tolist(),
            kept.censored.tolist(),
            kept.cause.tolist(),
            strict=True,
        )
    }


def _shop(seed: int, days: int, frequency: Frequency) -> Sales:
    """Return sales with every kind of fault planted at random."""
    rng = np.random.default_rng(seed)
    units = busy_shop(days, 14, seed, closed=int(rng.integers(-1, 7)))
    for _ in range(8):
        row, at = int(rng.integers(14)), int(rng.integers(30, days - 10))
        kind = rng.integers(5)
        if kind == 0:
            units[row, at : at + int(rng.integers(4, 60))] = 0
        elif kind == 1:
            units[row, at] += np.round(80 + 40 * units[row].mean())
        elif kind == 2:
            units[row, at:] = np.round(units[row, at:] * rng.choice([0.3, 3.0]))
        elif kind == 3:
            units[:, at : at + int(rng.integers(3, 12))] = 0
        else:
            step = 7 if frequency is Frequency.WEEKLY else 1
            units[row, at : at + step] *= 12
    back = [
        (int(rng.integers(14)), int(rng.integers(60, days)), float(rng.integers(1, 5)))
        for _ in range(6)
    ]
    stock = None
    if rng.random() < 0.4:
        stock = np.where(rng.random(units.shape) < 0.02, 0.0, 9.0)
        units = np.where(stock > 0, units, 0.0)
    return sales_of(units, on_hand=stock, returns=back)


@settings(max_examples=12)
@given(
    seed=st.integers(0, 10_000),
    frequency=st.sampled_from([Frequency.DAILY, Frequency.WEEKLY]),
    share=st.floats(0.35, 0.95),
)
def test_what_a_cutoff_uses_was_known_then(seed: int, frequency: Frequency, share: float) -> None:
    """All that ``until(cutoff)`` keeps of the repairs is found, with the same cells, sizes and
    probabilities, in the sales before the cutoff alone."""
    sales = _shop(seed, 330, frequency)
    whole = check(sales, frequency)
    cutoff = int(share * whole.demand.length)
    first_day = frequency.periods(whole.demand.start, cutoff + 1)[-1]
    then = check(until(sales, first_day), frequency)
    assert then.demand.start == whole.demand.start
    assert _cells(whole, cutoff) <= _cells(then, then.demand.length + 9)


@pytest.mark.parametrize("frequency", [Frequency.DAILY, Frequency.WEEKLY])
def test_a_cut_panel_is_blind_to_what_comes(frequency: Frequency) -> None:
    """With all repairs made, the panel cut at a day is the same whatever was sold after it."""
    sales = _shop(5, 330, frequency)
    other = sales.rows.copy()
    late = (other["day"].to_numpy() >= FIRST + 231) & (other["units"].to_numpy() > 0)
    other.loc[late, "units"] = other.loc[late, "units"] * 7 + 3
    changed = Sales(other, sales.catalogue, "")
    cutoff = 231 if frequency is Frequency.DAILY else 33

    def cut(source: Sales) -> Demand:
        checked = check(source, frequency)
        made = Decisions({repair.key: True for repair in checked.repairs})
        return checked.treated(made).until(cutoff)

    one, two = cut(sales), cut(changed)
    assert one.items == two.items
    np.testing.assert_array_equal(one.as_sold, two.as_sold)
    # Findings may be missing where the future differs, but none can differ in what it does.
    plain = one.as_sold
    differ = (one.units != two.units) & ~np.isnan(plain)
    untouched = (one.units == plain) | (two.units == plain)
    assert (untouched | ~differ).all()


def test_forecasts_are_judged_by_what_was_sold() -> None:
    """However history is treated, a backtest scores forecasts by the units of the sheet, and what
    it lets them learn from has no change that a later day gave reason for."""
    units = busy_shop(300, 6, 3)
    units[2, 290] += 500
    checked = check(sales_of(units), Frequency.DAILY)
    treated = checked.treated(Decisions({repair.key: True for repair in checked.repairs}))
    assert treated.units[2, 290] < 100
    assert treated.as_sold[2, 290] >= 500
    method = forecaster("moving_mean", compute=Compute(1), device="cpu", seed=1)
    tested = backtest([method], treated, 3, 14, 50, 1, Progress())
    last = tested.score("units")[0, 2, -1]
    assert last == treated.as_sold[2, 286:300].sum() >= 500
    np.testing.assert_array_equal(treated.until(290).as_sold, checked.demand.units[:, :290])
