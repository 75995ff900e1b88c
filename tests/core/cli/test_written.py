"""Options that are more than a number are read as they are written, or refused in words."""

from __future__ import annotations

import argparse

import pytest

from core.cli.written import AUTO, class_service, frequency, horizon, moving_cost, room
from core.frequency import Frequency
from core.restocking.limits.rooms import Room
from core.restocking.limits.transfers import MovingCost
from core.restocking.orders.attention import ClassService
from core.restocking.terms.space import PALLETS, UNITS, VOLUME, WEIGHT


def test_rooms_have_a_store_an_amount_and_a_measure():
    """The store may be left out; m³ may be typed with its superscript."""
    assert room("40m3") == Room("", VOLUME, 40.0)
    assert room("40 m³") == Room("", VOLUME, 40.0)
    assert room("North=12pallets") == Room("North", PALLETS, 12.0)
    assert room("文一路店=900.5kg") == Room("文一路店", WEIGHT, 900.5)
    assert room("a=b=7units") == Room("a=b", UNITS, 7.0)


def test_periods_are_said_or_left_to_the_sales():
    """A letter or a number says it; "auto" leaves it to the sales, whatever was kept."""
    assert frequency("w") is Frequency.WEEKLY
    assert horizon("12") == 12
    assert frequency("auto") == horizon("Auto") == AUTO
    for read, wrong in ((frequency, "Q"), (horizon, "far")):
        with pytest.raises(argparse.ArgumentTypeError, match="auto"):
            read(wrong)


def test_classes_have_levels_and_moves_have_costs():
    """Letters in either case; the cost of each move may be left out."""
    assert class_service("A=0.98,b=0.9") == (ClassService("A", 0.98), ClassService("B", 0.9))
    assert moving_cost("0.2") == MovingCost(0.2)
    assert moving_cost("0.2,15") == MovingCost(0.2, 15.0)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (room, "40"),
        (room, "0m3"),
        (room, "much m3"),
        (class_service, "A"),
        (class_service, "D=0.9"),
        (class_service, "A=98"),
        (moving_cost, "1,2,3"),
        (moving_cost, "little"),
    ],
)
def test_what_makes_no_sense_is_refused(read, text):
    """The refusal shows how to write it."""
    with pytest.raises(argparse.ArgumentTypeError, match=r"write"):
        read(text)
