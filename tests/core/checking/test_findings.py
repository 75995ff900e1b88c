"""core/checking: what each detector finds, and what it leaves alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.checking.censoring import censored_rate, expected_demand
from core.checking.check import Checked, check
from core.checking.decisions import NONE, Decisions
from core.checking.health import FAIR, GOOD, TOO_LITTLE
from core.checking.repairs import Repair
from core.frequency import Frequency
from core.sales.cleaning.clean import Sales
from tests.core.checking.planted_sales import FIRST, all_refused, busy_shop, sales_of

DAYS = 420


def _found(source: Sales | np.ndarray, kind: str, frequency: Frequency = Frequency.DAILY):
    checked = _checked(source, frequency)
    return [repair for repair in checked.repairs if repair.kind == kind]


def _checked(source: Sales | np.ndarray, frequency: Frequency = Frequency.DAILY) -> Checked:
    return check(source if isinstance(source, Sales) else sales_of(source), frequency)


def _shop() -> np.ndarray:
    return busy_shop(DAYS, 24, 8)


def _accepted(checked: Checked, *kinds: str) -> Decisions:
    return Decisions({r.key: True for r in checked.repairs if r.kind in kinds})


def test_expected_demand_of_what_sold_out() -> None:
    """E[D | D ≥ 5] of a Poisson rate of 5 is 6.568 (restock.md F17)."""
    assert expected_demand(5.0, np.array([5.0]))[0] == pytest.approx(6.568, abs=5e-4)
    assert expected_demand(0.1, np.array([400.0]))[0] == 400.0


def test_the_rate_behind_sold_out_days_is_found() -> None:
    """Sales cut off at a stock of 6 give back a rate of 5, where the plain mean is too low."""
    demand = np.random.default_rng(2).poisson(5.0, 4000).astype(float)
    sold = np.minimum(demand, 6.0)
    assert sold.mean() < 4.7
    assert censored_rate(sold, sold >= 6) == pytest.approx(5.0, abs=0.12)
    assert np.isnan(censored_rate(sold[:3], np.ones(3, dtype=bool)))


def test_a_regular_item_that_is_silent_was_probably_out_of_stock() -> None:
    """Two weeks without a sale of an item that sells daily are found, with their days; the same
    two weeks of an item that sells twice a month are nothing."""
    units = _shop()
    units[20, 200:214] = units[1, 200:214] = 0
    here = [r for r in _found(units, "stockout") if r.first_day < FIRST + 214 <= r.last_day + 20]
    repair = next(r for r in here if r.item == "020")
    assert "001" not in {r.item for r in here}
    assert repair.first_day <= FIRST + 200
    assert repair.last_day >= FIRST + 213
    assert repair.probability > 0.95
    usual = units[20][units[20] > 0].mean() * 6 / 7
    assert repair.units == pytest.approx(12 * usual, rel=0.35)
    assert repair.money == pytest.approx(repair.units * 2.0)


def test_days_on_which_the_whole_shop_sold_nothing_are_no_stockout() -> None:
    """A week in which nothing at all was sold is one question about the shop, not one an item."""
    units = _shop()
    units[:, 150:157] = 0
    checked = _checked(units)
    (closed,) = [repair for repair in checked.repairs if repair.kind == "closed"]
    assert closed.first_day <= FIRST + 150
    silent = [r for r in checked.repairs if r.kind == "stockout"]
    assert not [r for r in silent if r.first_day > FIRST + 140 and r.last_day < FIRST + 165]
    treated = checked.treated(_accepted(checked, "closed"))
    open_days = [d for d in range(150, 157) if d % 7 != 6]
    assert treated.censored[5:, open_days].all()
    assert treated.censored.sum(axis=1).max() <= 7


def test_silence_while_there_was_stock_is_no_stockout() -> None:
    """Where the sheet gives stock day by day, a silent item with stock was not out of it."""
    units = _shop()
    units[20, 200:214] = 0
    stock = np.full(units.shape, 30.0)
    assert _found(sales_of(units, on_hand=stock), "stockout") == []


def test_days_without_stock_are_taken_from_the_sheet() -> None:
    """Days that the stock column calls empty are unknown demand unless refused; a column that reads
    0 while the item sells as ever is not believed."""
    units = _shop()
    stock = np.full(units.shape, 30.0)
    stock[20, 200:206] = 0.0
    units[20, 200:206] = 0
    stock[21] = 0.0
    checked = _checked(sales_of(units, on_hand=stock))
    sold_out = [r for r in checked.repairs if r.kind == "sold_out"]
    assert [(r.item, r.by_default) for r in sold_out] == [("020", True)]
    assert checked.treated(NONE).censored[20, 200:206].sum() >= 5
    assert not checked.treated(all_refused(checked.repairs)).censored.any()


def test_an_order_far_beyond_the_usual_is_cut_to_the_usual() -> None:
    """One order of 400 is found by its day; accepted, the day keeps the usual, and the sheet's own
    figures stay beside it."""
    units = _shop()
    units[18, 300] = 400
    checked = _checked(units)
    (repair,) = [r for r in checked.repairs if r.kind == "bulk_order"]
    assert (repair.item, repair.first_day) == ("018", FIRST + 300)
    treated = checked.treated(_accepted(checked, "bulk_order"))
    assert treated.units[18, 300] == pytest.approx(400 + repair.units)
    assert treated.units[18, 300] < 40
    assert treated.as_sold[18, 300] == 400
    assert not [r for r in checked.repairs if r.kind == "outlier" and r.item == "018"]


def test_large_orders_that_come_often_are_no_exception() -> None:
    """A wholesaler's order every month is how the item sells."""
    units = _shop()
    units[18, 30::30] = 200
    late = [r for r in _found(units, "bulk_order") if r.first_day > FIRST + 250]
    assert late == []


def _without_orders(units: np.ndarray) -> Sales:
    sales = sales_of(units)
    sales.rows["order"] = np.int32(-1)
    return sales


def test_a_peak_is_found_unless_season_or_shop_explain_it() -> None:
    """A lone peak is found; one that was there a year before, or that many items share, is not."""
    units = busy_shop(800, 24, 9)
    units[17, 600:607] *= 15
    units[19, 250:257] *= 15
    units[19, 614:621] *= 15
    units[:, 700:707] *= 4
    found = _found(_without_orders(units), "outlier", Frequency.WEEKLY)
    at = {(r.item, int((r.first_day - FIRST).astype(int))) for r in found}
    assert any(item == "017" and 593 <= day <= 606 for item, day in at)
    assert not any(item == "019" and day > 600 for item, day in at)
    assert not any(693 <= day <= 706 for _, day in at)


def test_a_new_level_is_found_and_history_scaled_to_it() -> None:
    """Sales that treble and stay are found where they do; accepted, the past has the new level."""
    units = _shop()
    units[20, 210:] = np.round(units[20, 210:] * 3)
    checked = _checked(units)
    (repair,) = [r for r in checked.repairs if r.kind == "level_shift"]
    assert repair.item == "020"
    assert abs((repair.first_day - (FIRST + 210)).astype(int)) <= 14
    treated = checked.treated(_accepted(checked, "level_shift")).units[20]
    assert treated[:200].mean() == pytest.approx(treated[220:].mean(), rel=0.15)


def test_a_new_level_with_a_new_price_says_so() -> None:
    """A change of level that came with a change of price is named after the price."""
    units = _shop()
    units[20, 210:] = np.round(units[20, 210:] * 3)
    sales = sales_of(units)
    cheap = (sales.rows["item"] == "020") & (sales.rows["day"].to_numpy() >= FIRST + 210)
    sales.rows.loc[cheap, "unit_price"] = 1.4
    (repair,) = _found(sales, "price_change")
    assert repair.item == "020"
    assert "2.00 to 1.40" in str(repair.text)


def _renamed(title: str) -> Sales:
    units = _shop()
    moved = np.zeros((1, DAYS))
    moved[0, 220:] = units[20, 220:]
    units[20, 220:] = 0
    titles = [f"Tea towel {chr(65 + n)}{chr(70 + n)}" for n in range(24)]
    return sales_of(
        np.vstack([units, moved]),
        items=[*(f"{n:03d}" for n in range(24)), "N-77"],
        titles=[*titles[:20], "Blue enamel mug large", *titles[21:], title],
    )


@pytest.mark.parametrize("title", ["Blue enamel mug large", "Blue enamel mug"])
def test_a_rename_is_found_linked_and_unlinked(title: str) -> None:
    """An item that ends as one of its name begins is found; linked, both are one series, and no
    unit is lost; refused, they are two again."""
    sales = _renamed(title)
    checked = _checked(sales)
    (repair,) = [r for r in checked.repairs if r.kind == "rename"]
    assert (repair.other, repair.item) == ("020", "N-77")
    accepted = Decisions({repair.key: True})
    linked = check(sales, Frequency.DAILY, accepted)
    assert "020" not in linked.demand.items
    assert np.nansum(linked.demand.units) == np.nansum(checked.demand.units)
    row = linked.demand.items.index("N-77")
    assert np.isfinite(linked.demand.units[row, :220]).all()
    assert repair.key in {r.key for r in linked.repairs}
    again = check(sales, Frequency.DAILY, accepted.answered({repair.key: False}))
    assert again.demand.items == checked.demand.items


def test_another_item_is_no_rename() -> None:
    """An item of another name that begins as one ends is another item."""
    assert _found(_renamed("Garden hose 20 m"), "rename") == []


def test_returns_are_kept_apart_or_netted_from_the_sale_they_came_from() -> None:
    """Unless accepted, a later return leaves demand alone; accepted, it is taken off the latest
    sales before it, and a history that ends before it came keeps them."""
    units = np.zeros((2, 100))
    units[0, ::2], units[1, 40], units[1, 50] = 3, 5, 2
    units[1, 0] = 1
    checked = _checked(sales_of(units, returns=[(1, 60, 4.0)]))
    (repair,) = [r for r in checked.repairs if r.kind == "returns"]
    assert (repair.units, repair.money) == (-4.0, 8.0)
    assert checked.treated(NONE).units[1, [40, 50]].tolist() == [5, 2]
    netted = checked.treated(_accepted(checked, "returns"))
    assert netted.units[1, [40, 50]].tolist() == [3, 0]
    assert netted.until(60).units[1, [40, 50]].tolist() == [5, 2]
    assert netted.until(61).units[1, [40, 50]].tolist() == [3, 0]


def test_closed_weekdays_and_part_periods_are_left_out_unless_refused() -> None:
    """A weekday without sales counts as closed, a last week that is not over is left out; refused,
    the week counts."""
    units = busy_shop(402, 12, 3)
    checked = _checked(units, Frequency.WEEKLY)
    by_kind = {r.kind: r for r in checked.repairs}
    assert by_kind["closed_weekday"].key.split("\t")[1] == "6"
    assert by_kind["incomplete_last"].by_default
    assert checked.demand.length == 57
    kept = check(
        sales_of(units), Frequency.WEEKLY, Decisions({by_kind["incomplete_last"].key: False})
    )
    assert kept.demand.length == 58
    assert np.nansum(kept.demand.units) == units.sum()
    assert "incomplete_last" in {r.kind for r in kept.repairs}


def test_health_says_what_speaks_against_a_history() -> None:
    """A steady item of two years is good; one with stockouts fair or worse; a young one too little,
    each with its reasons."""
    units = busy_shop(800, 24, 5)
    units[20, 100:180] = units[20, 300:360] = units[20, 500:560] = 0
    units[22, :795] = 0
    checked = _checked(units)
    grade = checked.health.grade
    assert grade[23] == GOOD
    assert checked.health.reasons(23) == ()
    assert grade[20] >= FAIR
    assert any("out of stock" in str(reason) for reason in checked.health.reasons(20))
    assert grade[22] == TOO_LITTLE
    assert "only 5 periods of sales" in [str(reason) for reason in checked.health.reasons(22)]


def test_findings_are_ranked_by_money_times_odds() -> None:
    """The first finding is the one with most money at stake, as likely as it is."""
    units = _shop()
    units[20, 200:214] = units[12, 200:230] = 0
    weights = [repair.weight for repair in _checked(units).repairs]
    assert weights == sorted(weights, reverse=True)


def test_keys_tell_findings_apart() -> None:
    """No two findings of a check share a key, or an answer would be given twice."""
    units = _shop()
    units[18, 300], units[20, 200:214], units[:, 150:157] = 400, 0, 0
    sales = sales_of(units)
    twice = sales.rows[sales.rows["units"] == 400].assign(order=np.int32(10**6))
    rows = pd.concat([sales.rows, twice], ignore_index=True)
    keys = [r.key for r in _checked(Sales(rows, sales.catalogue, "")).repairs]
    assert len(keys) == len(set(keys))
    assert sum(key.startswith("bulk_order") for key in keys) == 2


def test_every_kind_has_its_repair() -> None:
    """A finding's action is one that the window knows."""
    repair = Repair("k", "stockout", "a", "", FIRST, FIRST, None, 1.0, float("nan"))
    assert repair.action == "out_of_stock"
    assert repair.weight == 1.0
