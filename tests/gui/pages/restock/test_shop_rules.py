"""The shop's rules: what is in force is shown, what is typed holds as one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.restocking.limits.rooms import Room
from core.restocking.limits.transfers import MovingCost
from core.restocking.orders.attention import ClassService
from core.restocking.terms.space import PALLETS, VOLUME
from core.settings import Settings
from gui.pages.restock.page import RestockPage
from gui.pages.restock.shop_rules import ShopRules
from gui.session import Session
from tests.core.restocking.made_up_terms import made_up_catalogue


@pytest.fixture
def page(opened: Callable[..., QWidget], session: Session) -> QWidget:
    """The Restock page of a shop whose sheets name its items, so that terms can be made anew."""
    names = session.terms.table[["supplier", "on_hand", "unit_cost", "unit_price"]]
    sales = made_up_catalogue(session.demand, {name: names[name].to_list() for name in names})
    session.imported = replace(session.imported, sales=sales)
    return opened(RestockPage)


def test_rules_are_shown_taken_and_undone(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """Costs, classes, customers and rooms change together; undo brings all of them back, and the
    plan follows."""
    rules = ShopRules(session, page)
    assert rules.holding.value() == 25
    assert rules.rooms.value() == ()
    rules.holding.setValue(40)
    rules.customers.setCurrentIndex(1)
    rules.classes["A"].setValue(99)
    rules.classes["C"].setValue(80)
    rules.rooms.lines[0][1].setValue(3.5)
    rules.take.click()
    settings = session.settings
    assert settings.holding_rate == pytest.approx(0.4)
    assert not settings.lost_sales
    assert settings.class_service == (ClassService("A", 0.99), ClassService("C", 0.8))
    assert settings.rooms == (Room("", VOLUME, 3.5),)
    assert session.undo_stack.undoText() == "rules of the shop"
    qtbot.waitUntil(lambda: not session.jobs.busy)
    assert set(session.terms.table["service_level"]) >= {0.99, 0.8}
    session.undo_stack.undo()
    assert session.settings == Settings()
    qtbot.waitUntil(lambda: not session.jobs.busy)


def test_what_is_in_force_stands_in_the_fields(
    qtbot: QtBot, page: RestockPage, session: Session
) -> None:
    """Opened again, the dialog shows rooms of single stores, too; taking them changes nothing."""
    kept = (Room("", VOLUME, 40.0), Room("North", PALLETS, 12.0))
    session.change_settings(rooms=kept, moving=MovingCost(0.2, 15.0))
    rules = ShopRules(session, page)
    assert rules.rooms.value() == kept
    rules.rooms.add.click()
    assert rules.rooms.value() == kept
    before = session.undo_stack.count()
    rules.take.click()
    assert session.settings.rooms == kept
    assert session.settings.moving == MovingCost(0.2, 15.0)
    assert session.undo_stack.count() == before
    qtbot.waitUntil(lambda: not session.jobs.busy)


def test_a_room_cuts_the_plan_at_once(qtbot: QtBot, page: RestockPage, session: Session) -> None:
    """With room for little, open orders shrink, and the page says what was cut."""
    before = sum(s.final_quantity for s in session.plan.suggestions)
    session.change_undoably("rooms", rooms=(Room("", "units", 1.0),))
    qtbot.waitUntil(lambda: sum(s.final_quantity for s in session.plan.suggestions) < before)
    assert page.table.suggestions.plan is session.plan
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: sum(s.final_quantity for s in session.plan.suggestions) == before)
