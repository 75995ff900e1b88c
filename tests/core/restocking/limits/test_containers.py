"""Containers in any measure, filled up or done with one fewer (F15, P42)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.restocking.advice import make_advice
from core.restocking.limits.containers import Load, Packing, packings
from core.restocking.limits.rooms import Room
from core.restocking.orders.policy import Plan
from core.restocking.terms.space import MEASURES, PALLETS, UNITS, VOLUME, WEIGHT
from core.restocking.terms.terms import Terms
from tests.core.restocking.made_up_terms import made_up_orders, made_up_terms
from tests.made_up import made_up_demand, made_up_forecast

SPACE = {UNITS: 1.0, VOLUME: 0.02, WEIGHT: 0.4, PALLETS: 1 / 48}
SIZES = {"unit_volume": 0.02, "unit_weight": 0.4, "pallet_units": 48.0}


def north(plan: Plan, quantity: tuple[float, ...] = ()) -> float:
    """Return the units of North, as planned or of a load."""
    return sum(quantity) or sum(s.final_quantity for s in plan.suggestions if s.supplier == "North")


def packed(share: float, measure: str = UNITS, **columns: object) -> tuple[Plan, Packing | None]:
    """Return what is found where the order of North takes ``share`` containers."""
    plan, terms, ahead, worth = made_up_orders(on_hand=4.0, **columns)
    capacity = north(plan) * SPACE[measure] / share
    table = terms.table.assign(**SIZES, **{f"container_{measure}": capacity})
    table.loc[table["supplier"] != "North", f"container_{measure}"] = np.nan
    found = packings(plan, replace(terms, table=table), ahead, worth)
    return plan, found[0] if found else None


def whole_packs(plan: Plan, found: Packing, load: Load) -> bool:
    items = [plan.suggestions[row] for row in found.rows]
    return all(
        units == 0 or (units >= it.minimum_order and units % it.pack_size == 0)
        for it, units in zip(items, load.quantity, strict=True)
    )


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("pack", [1.0, 7.0, 24.0])
def test_a_container_is_filled_and_never_overfilled(measure: str, pack: float):
    """Whole packs go in until no pack of what is ordered fits any more, whatever it is measured
    in."""
    for share in (0.7, 0.55, 1.8):
        plan, found = packed(share, measure, pack_size=pack)
        left = (np.ceil(share) - share) * north(plan) / share
        if found is None or found.fill is None:
            assert left < pack
            continue
        load = found.fill
        assert found.measure == measure
        assert found.filled == pytest.approx(share)
        assert found.filled <= load.filled <= load.containers + 1e-9
        assert (load.containers - load.filled) * found.capacity < pack * SPACE[measure]
        assert whole_packs(plan, found, load)


@pytest.mark.parametrize("measure", MEASURES)
def test_an_order_just_over_a_container_can_be_cut_back(measure: str):
    """One container fewer holds what is left, in whole packs from the minimum up; what is left out
    costs margin, and less of it the less is left out."""
    costs = []
    for share in (1.1, 1.4):
        plan, found = packed(share, measure, pack_size=3.0, minimum_order=6.0)
        assert found is not None
        load = found.cut
        assert load is not None
        assert load.containers == 1
        assert load.filled <= 1 + 1e-9
        assert whole_packs(plan, found, load)
        assert north(plan, load.quantity) < north(plan)
        costs.append(load.cost)
    assert 0 <= costs[0] < costs[1]


def test_the_first_full_measure_decides():
    """A container that is light and large is full by volume."""
    plan, terms, ahead, worth = made_up_orders(on_hand=4.0)
    units = north(plan)
    table = terms.table.assign(
        **SIZES, container_volume=units * 0.02 / 1.7, container_weight=units * 0.4 / 0.4
    )
    found = packings(plan, replace(terms, table=table), ahead, worth)
    assert {it.measure for it in found} == {VOLUME}
    load = next(it.fill for it in found if it.supplier == "North")
    assert load is not None
    assert sum(load.quantity) * 0.4 <= load.containers * units * 0.4 / 0.4


def test_a_container_is_proposed_from_half_full_on():
    """Once the order fills half of the last container, it is proposed to fill it; a supplier whose
    minimum is not met is brought to that first; full containers need nothing."""
    assert packed(0.6)[1] is not None
    assert packed(0.4)[1] is None
    assert packed(2.0)[1] is None
    light = packed(2.2)[1]
    assert light is not None
    assert light.fill is None
    demand = made_up_demand(items=8)
    forecast = made_up_forecast(demand)
    plan, terms, _, _ = made_up_orders(on_hand=4.0)

    def advised(terms: Terms) -> tuple[int, int]:
        advice = make_advice(plan, demand, forecast, terms, holding_rate=0.25)
        return len(advice.top_ups), len(advice.packings)

    sized = terms.table.assign(container_units=north(plan) / 1.7)
    assert advised(Terms(sized)) == (0, 2)
    tight = [Room("", UNITS, 1.0)]
    crowded = make_advice(plan, demand, forecast, Terms(sized), holding_rate=0.25, rooms=tight)
    assert all(it.fill is None for it in crowded.packings)
    dear = sized.assign(supplier_minimum=10 * north(plan))
    assert advised(Terms(dear)) == (2, 0)


def test_goods_of_unknown_size_are_taken_for_usual_ones():
    """An item whose volume is not said takes up the usual; where none is said, nothing is found."""
    plan, terms, ahead, worth = made_up_orders(on_hand=4.0)
    volume = north(plan) * 0.02 / 1.7
    table = terms.table.assign(container_volume=volume, unit_volume=0.02)
    full = packings(plan, replace(terms, table=table), ahead, worth)
    table.loc[0, "unit_volume"] = np.nan
    assert packings(plan, replace(terms, table=table), ahead, worth) == full
    unsaid = table.assign(unit_volume=np.nan)
    assert packings(plan, replace(terms, table=unsaid), ahead, worth) == ()


def test_what_the_operator_decided_is_not_cut():
    """Accepted orders stay, however much room they take."""
    plan, terms, ahead, worth = made_up_orders(on_hand=4.0)
    rows = [row for row, s in enumerate(plan.suggestions) if s.supplier == "North"]
    plan = plan.decided(rows[0], "accepted", plan.suggestions[rows[0]].order_quantity)
    table = terms.table.assign(container_units=north(plan) / 1.2)
    found = next(
        it
        for it in packings(plan, replace(terms, table=table), ahead, worth)
        if it.supplier == "North"
    )
    assert found.cut is not None
    assert found.cut.quantity[0] == plan.suggestions[rows[0]].final_quantity
    assert made_up_terms(made_up_demand(items=1)).table["container_volume"].isna().all()
