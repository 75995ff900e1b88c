"""core/checking: whatever is accepted, units are accounted for and everything can be taken back."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checking.check import check
from core.checking.decisions import Decisions
from core.checking.renames import linked
from core.demand import build_demand
from core.demand.treatment import Treatment
from core.errors import OperatorError
from core.frequency import Frequency
from core.sales.cleaning.clean import Sales
from tests.core.checking.planted_sales import all_refused, sales_of
from tests.core.checking.test_no_future import _shop

LIGHT = settings(max_examples=10)
FREQUENCIES = st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY])


@LIGHT
@given(
    cells=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 90), st.integers(-3, 400)),
        min_size=1,
        max_size=120,
    ),
    frequency=st.one_of(st.none(), FREQUENCIES),
    orders=st.booleans(),
)
def test_any_sales_are_checked(
    cells: list[tuple[int, int, int]], frequency: Frequency | None, orders: bool
) -> None:
    """However few, sparse or odd the sales: they are checked, or a sentence says what is wrong."""
    units = np.zeros((6, 91))
    for row, day, amount in cells:
        units[row, day] = max(amount, 0)
    back = [(row, day, -float(amount)) for row, day, amount in cells if amount < 0]
    sales = sales_of(units, returns=back)
    if not orders:
        sales.rows["order"] = np.int32(-1)
    if sales.rows.empty:
        return
    try:
        checked = check(sales, frequency)
    except OperatorError:
        assert units.sum() == 0
        return
    made = Decisions({repair.key: True for repair in checked.repairs})
    treated = check(sales, frequency, made).treated(made)
    known = np.isfinite(treated.units)
    assert (treated.units[known] >= 0).all()
    assert not (treated.censored & ~known).any()


@LIGHT
@given(seed=st.integers(0, 10_000), frequency=st.sampled_from([Frequency.DAILY, Frequency.WEEKLY]))
def test_units_are_accounted_for_and_all_off_is_the_sheet(seed: int, frequency: Frequency) -> None:
    """What was sold plus the changes in force is the panel, to the unit; with every repair refused
    the panel is the sheet's own; accepting twice is accepting once."""
    sales = _shop(seed, 300, frequency)
    checked = check(sales, frequency)
    raw = build_demand(sales, frequency)
    for kinds in (("bulk_order", "outlier"), ("returns",), ("stockout", "sold_out", "closed")):
        chosen = [r for r in checked.repairs if r.kind in kinds]
        decisions = Decisions({r.key: r in chosen for r in checked.repairs})
        panel = checked.treated(decisions)
        marked = np.array([r in chosen for r in checked.repairs], dtype=bool)
        changes = checked.treatment.of(marked)
        if kinds[0] in ("bulk_order", "stockout"):
            change = panel.units.sum(where=np.isfinite(panel.units)) - np.nansum(raw.units)
            assert change == changes.change.sum()
        else:
            assert np.nansum(panel.units) <= np.nansum(raw.units)
        np.testing.assert_array_equal(panel.as_sold, checked.demand.units)
        again = panel.treated(changes)
        np.testing.assert_array_equal(again.units, panel.units)
        np.testing.assert_array_equal(again.censored, panel.censored)
    refused = all_refused(checked.repairs)
    # A weekday that counts as open again can leave a period without its last day.
    refused = all_refused((*checked.repairs, *check(sales, frequency, refused).repairs))
    off = check(sales, frequency, refused).treated(refused)
    assert np.nansum(off.units) == sales.rows["units"].clip(lower=0).sum() - _cancelled(sales)
    assert off.treatment is None
    assert not off.censored.any()


def _cancelled(sales: Sales) -> float:
    """Return the units that same-day returns cancelled."""
    daily = sales.rows.groupby(["item", "day"], observed=True)["units"].sum()
    return float(sales.rows["units"].clip(lower=0).sum() - daily.clip(lower=0).sum())


@LIGHT
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=8),
    st.integers(0, 1000),
)
def test_links_keep_every_unit(pairs: list[tuple[int, int]], seed: int) -> None:
    """However items are linked, in chains or in circles, the sum of each day stays; linking again
    changes nothing."""
    units = np.random.default_rng(seed).poisson(0.4, (8, 60)).astype(float)
    units[:, 0] = 1
    sales = sales_of(units)
    links = [(f"{a:03d}", f"{b:03d}") for a, b in pairs]
    once = linked(sales, links)
    days = sales.rows.groupby("day")["units"].sum()
    assert once.rows.groupby("day")["units"].sum().equals(days)
    twice = linked(once, links)
    assert list(twice.rows["item"].astype(str)) == list(once.rows["item"].astype(str))
    assert set(once.catalogue["item"].astype(str)) >= set(once.rows["item"].astype(str))


@LIGHT
@given(seed=st.integers(0, 1000))
def test_rows_chosen_take_their_changes_along(seed: int) -> None:
    """Choosing items of a treated panel, in any order, is treating the chosen items."""
    checked = check(_shop(seed, 240, Frequency.DAILY), Frequency.DAILY)
    made = Decisions({repair.key: True for repair in checked.repairs})
    panel = checked.treated(made)
    rows = np.random.default_rng(seed).permutation(len(panel))[: len(panel) // 2]
    chosen = panel.select(rows)
    np.testing.assert_array_equal(chosen.until(200).units, panel.until(200).units[rows])
    np.testing.assert_array_equal(chosen.until(200).censored, panel.until(200).censored[rows])
    assert chosen.treatment is None or isinstance(chosen.treatment, Treatment)
