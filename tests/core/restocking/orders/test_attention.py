"""ABC by what items earn, XYZ by how well they were forecast (F25)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import OptionError
from core.restocking.orders.attention import ClassService, attention, service_by_class
from core.restocking.terms.worth import unit_worth
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand


def test_classes_split_what_is_earned():
    """A earns the first 80 %, B up to 95 %, C the rest; what does not sell is C."""
    demand = made_up_demand(10, 60)
    units = np.zeros((10, 60), dtype=np.float32)
    units[:, -1] = [60, 25, 8, 3, 2, 1, 1, 0, 0, 0]
    demand = replace(demand, units=units)
    worth = unit_worth(made_up_terms(demand, {"unit_cost": 1.0, "unit_price": 2.0}))
    wape = np.array([0.2, 0.7, 1.5, np.nan, *[0.1] * 6])
    found = attention(demand, worth, wape)
    assert "".join(found.abc) == "AABBCCCCCC"
    assert found.xyz[:4] == ("X", "Y", "Z", "")
    assert found.earned.tolist()[:3] == [60, 25, 8]


def test_margin_counts_not_units():
    """A few dear units can outweigh many cheap ones; only the last year counts."""
    demand = made_up_demand(2, 80)
    units = np.ones((2, 80), dtype=np.float32)
    units[1, :20] = 1000
    worth = unit_worth(made_up_terms(demand, {"unit_cost": [1.0, 1.0], "unit_price": [41.0, 2.0]}))
    found = attention(replace(demand, units=units), worth, np.full(2, 0.3))
    assert found.abc == ("A", "C")


def test_a_level_by_class_is_said_for_its_items():
    """Classes that are named get a cycle level; others stay, as does what a nearer scope says."""
    demand = made_up_demand(3, 60)
    terms = made_up_terms(demand, {"unit_cost": 1.0, "unit_price": [900.0, 2.0, 1.5]})
    is_a = np.array(attention(demand, unit_worth(terms), np.full(3, 0.3)).abc) == "A"
    assert is_a.any()
    levels = (ClassService("A", 0.98),)
    changed = service_by_class(terms, demand, levels).table
    assert (changed.loc[is_a, "service_level"] == 0.98).all()
    assert (changed.loc[is_a, "service_kind"] == "cycle").all()
    assert (changed.loc[~is_a, "service_level"] == 0.95).all()
    own = terms.edited(int(is_a.argmax()), "service_level", 0.6)
    assert (service_by_class(own, demand, levels).table.loc[is_a, "service_level"] == 0.6).all()


def test_classes_have_letters_and_levels():
    """A class that does not exist, or a level that nothing has, is refused."""
    for letter, level in (("D", 0.9), ("A", 0.2), ("A", 98.0)):
        with pytest.raises(OptionError):
            ClassService(letter, level)
