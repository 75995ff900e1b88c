"""Analogues are found by titles in either language and by category, and can be changed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from core.demand import Demand
from core.forecasting.analogues import YOUNG, find_analogues, title_vectors
from tests.made_up import made_up_demand

TITLES = (
    "RED RETROSPOT TEA TOWEL",
    "blue retrospot tea towel",
    "HEART T-LIGHT HOLDER",
    "STAR T-LIGHT HOLDER",
    "红色保温杯 500ml",
    "蓝色保温杯 500ml",
    "茉莉花茶礼盒",
    "GREEN RETROSPOT TEA TOWEL",
    "绿色保温杯 350ml",
)


def shop(titles: tuple[str, ...] = TITLES, categories: tuple[str, ...] = ()) -> Demand:
    """Nine items of which the last two are known for four weeks."""
    demand = made_up_demand(9, 40)
    units = demand.units.copy()
    units[-2:, :36] = np.nan
    units[-2:, 36:] = 3
    return replace(demand, units=units, titles=titles, categories=categories)


def test_alike_titles_are_found_in_both_languages() -> None:
    """A new towel is like the towels, a new thermos like the thermoses, the most alike first."""
    towel, thermos = find_analogues(shop())
    assert {TITLES[int(other.item)] for other in towel.others[:2]} == {
        "RED RETROSPOT TEA TOWEL",
        "blue retrospot tea towel",
    }
    assert {TITLES[int(other.item)] for other in thermos.others} == {
        "红色保温杯 500ml",
        "蓝色保温杯 500ml",
    }
    assert all(a.similarity >= b.similarity for a, b in pairwise(towel.others))


def test_only_old_items_are_analogues_and_only_young_ones_get_any() -> None:
    """No young item helps another, and an item with enough periods of its own needs none."""
    demand = shop()
    found = find_analogues(demand)
    assert [entry.item for entry in found] == ["0007", "0008"]
    known = np.isfinite(demand.units).sum(axis=1)
    for entry in found:
        assert all(known[int(other.item)] >= YOUNG for other in entry.others)


def test_without_an_alike_title_the_category_decides() -> None:
    """An item with a title of its own kind gets those of its category; without one, none."""
    titles = (*TITLES[:7], "XYZZY", "QQQQ")
    categories = ("towel", "towel", "light", "light", "cup", "cup", "tea", "light", "")
    lamp, unknown = find_analogues(shop(titles, categories))
    assert {categories[int(other.item)] for other in lamp.others} == {"light"}
    assert unknown.others == ()


def test_the_operators_choice_stands() -> None:
    """Changed analogues are the operator's, with their factor, and say so."""
    towel = find_analogues(shop())[0]
    changed = towel.changed(towel.others[:1], factor=2.0)
    assert (changed.factor, changed.chosen, len(changed.others)) == (2.0, True, 1)


def test_without_titles_there_are_none() -> None:
    """In a sheet of codes alone young items are found, and nothing that is like them."""
    found = find_analogues(shop(()))
    assert {entry.item for entry in found} == {"0007", "0008"}
    assert all(entry.others == () for entry in found)


def test_equal_titles_are_wholly_alike_and_empty_ones_not_at_all() -> None:
    """Similarity is 1 for equal titles in any case and width, 0 with an empty one."""
    vectors = title_vectors(("Tea Cup", "TEA　CUP", "", "zzz"))
    alike = (vectors @ vectors.T).toarray()
    assert np.isclose(alike[0, 1], 1.0)
    assert alike[0, 2] == alike[0, 3] == 0.0
