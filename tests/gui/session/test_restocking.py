"""Files, groups' terms, transfers and top-ups reach the session, each as one undoable step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core import pipeline
from core.restocking.terms.groups import ITEM, SUPPLIER, GroupTerm
from core.workbook.purchase_orders import purchase_orders
from gui.session import Session
from gui.session.restocking import Restocking
from tests.core.restocking.made_up_terms import made_up_catalogue
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def session(qapp: object) -> Iterator[Session]:
    made = made_up_session(12, 110)
    names = made.terms.table[["title", "supplier"]]
    sales = made_up_catalogue(made.demand, {name: names[name].to_list() for name in names})
    made.imported = replace(made.imported, sales=sales)
    yield made
    made.jobs.shut_down()


@pytest.fixture
def restocking(session: Session) -> Restocking:
    return Restocking(session, session)


@pytest.fixture
def two_stores(session: Session) -> Session:
    """Every item is sold in two stores: the first six pairs; one store has far too much."""
    run, terms, demand = session.run, session.terms, session.demand
    assert run is not None
    assert terms is not None
    assert demand is not None
    items = tuple(demand.items[row - row % 2] for row in range(12))
    stores = ("east", "west") * 6
    demand = replace(demand, items=items, stores=stores)
    forecast = replace(run.forecast, items=items, stores=stores)
    on_hand = [9000.0, 0.0, 5000.0, 0.0, *([20.0] * 8)]
    table = terms.table.assign(item=items, store=stores, on_hand=on_hand, on_order=0.0)
    session.demand, session.run = demand, replace(run, demand=demand, forecast=forecast)
    session.terms = replace(terms, table=table)
    session.plan = pipeline.plan(session.run, session.terms, session.settings)
    return session


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy)


def test_lead_times_are_shown_before_they_count(
    qtbot: QtBot, session: Session, restocking: Restocking, tmp_path: Path
) -> None:
    """Receipts are read and shown; taken, they change lead times in one step and are kept."""
    supplier = session.terms.table["supplier"].iloc[0]
    path = tmp_path / "receipts.csv"
    lines = [f'"{supplier}",2025-0{m}-01,2025-0{m}-28,5' for m in range(1, 8)]
    path.write_text("Supplier,Ordered,Received,Qty\n" + "\n".join(lines), encoding="utf-8")
    before = session.terms
    with qtbot.waitSignal(restocking.learned) as read:
        restocking.read_receipts(path)
    assert session.terms is before
    restocking.take_lead_times(read.args[0])
    own = session.terms.table["supplier"] == supplier
    assert (session.terms.table.loc[own, "lead_time_days"] == 27).all()
    assert session.receipts is not None
    assert len(session.receipts.lines) == 7
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.terms is before


def test_a_file_of_terms_is_shown_before_it_counts(
    qtbot: QtBot, session: Session, restocking: Restocking, tmp_path: Path
) -> None:
    """How many items a file changes is told first; taking it is one step."""
    path = tmp_path / "terms.csv"
    path.write_text("Item,Lead time\n0001,33\n0002,34\n", encoding="utf-8")
    with qtbot.waitSignal(restocking.terms_read) as read:
        restocking.read_terms(path)
    assert read.args[0].items == 2
    restocking.take_terms(read.args[0])
    assert session.terms.table["lead_time_days"].iloc[1:3].tolist() == [33, 34]
    assert session.undo_stack.undoText()


def test_a_group_says_a_term_for_items_that_say_nothing(
    qtbot: QtBot, session: Session, restocking: Restocking
) -> None:
    """A supplier's term reaches its items, but for those with one of their own, who are named; undo
    and an empty cell take it back."""
    supplier = session.terms.table["supplier"].iloc[0]
    members = np.flatnonzero(session.terms.table["supplier"] == supplier)
    session.edit_terms(int(members[0]), "review_days", 3)
    with qtbot.waitSignal(restocking.overruled) as told:
        restocking.say_for_group("supplier", supplier, "review_days", "14")
    assert told.args == [GroupTerm("supplier", supplier, "review_days", 14.0), (int(members[0]),)]
    settle(qtbot, session)
    days, origin = session.terms.table["review_days"], session.terms.said_by["review_days"]
    assert days.iloc[members[1:]].eq(14).all()
    assert origin.iloc[members[1:]].eq(SUPPLIER).all()
    assert (days.iloc[members[0]], origin.iloc[members[0]]) == (3, ITEM)
    restocking.inherit([(int(members[0]), "review_days")])
    settle(qtbot, session)
    assert session.terms.table["review_days"].iloc[members[0]] == 14
    restocking.say_for_group("supplier", supplier, "review_days", "")
    settle(qtbot, session)
    assert session.settings.group_terms == ()
    session.undo_stack.undo()
    assert session.settings.group_terms == (told.args[0],)


def test_what_a_group_cannot_say_is_refused(
    qtbot: QtBot, session: Session, restocking: Restocking
) -> None:
    """Nothing changes; the sentence says what to type."""
    with qtbot.waitSignal(session.refused):
        restocking.say_for_group("shop", "", "lead_time_days", "soon")
    assert session.settings.group_terms == ()


def test_transfers_come_before_purchases(
    qtbot: QtBot, two_stores: Session, restocking: Restocking
) -> None:
    """Agreed to, goods move, so much less is bought, the moves outlast a new plan, and undo takes
    both back."""
    session = two_stores
    advice = pipeline.advise(session.run, session.terms, session.plan, session.settings)
    assert advice.transfers
    before = session.plan
    restocking.transfer(advice.transfers)
    for it in advice.transfers:
        assert session.plan.suggestions[it.taker].decision == "changed"
        gone = sum(move.units for move in advice.transfers if move.taker == it.taker)
        bought = session.plan.suggestions[it.taker].final_quantity
        assert before.suggestions[it.taker].need - gone <= bought
        assert bought < before.suggestions[it.taker].final_quantity
    moved = {(it.item, it.giver, it.taker, it.units) for it in session.plan.moves}
    stores = [s.store for s in before.suggestions]
    assert moved == {
        (it.item, stores[it.giver], stores[it.taker], it.units) for it in advice.transfers
    }
    session.edit_terms(11, "on_hand", 30.0)
    settle(qtbot, session)
    assert len(session.plan.moves) == len(moved)
    again = pipeline.advise(session.run, session.terms, session.plan, session.settings)
    assert not {it.taker for it in again.transfers} & {it.taker for it in advice.transfers}
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.plan.moves == ()
    assert session.moves == ()
    assert [s.decision for s in session.plan.suggestions] == ["open"] * 12


def test_a_top_up_is_one_step(session: Session, restocking: Restocking) -> None:
    """The supplier's order reaches its minimum at once; undo brings every quantity back."""
    supplier = session.plan.suggestions[0].supplier
    own = session.terms.table["supplier"] == supplier
    cost = sum(s.amount for s in session.plan.suggestions if s.supplier == supplier)
    table = session.terms.table.assign(supplier_minimum=np.where(own, 1.5 * cost, np.nan))
    session.terms = replace(session.terms, table=table)
    advice = pipeline.advise(session.run, session.terms, session.plan, session.settings)
    (found,) = advice.top_ups
    before = [s.final_quantity for s in session.plan.suggestions]
    restocking.top_up(found)
    after = sum(s.amount for s in session.plan.suggestions if s.supplier == supplier)
    assert after == pytest.approx(found.after)
    assert after >= 1.5 * cost
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert [s.final_quantity for s in session.plan.suggestions] == before


def test_an_edited_plan_comes_back_with_its_notes(
    qtbot: QtBot, session: Session, restocking: Restocking, tmp_path: Path
) -> None:
    """Quantities, decisions and notes are one step, and stay when the plan is made anew."""
    from openpyxl import load_workbook

    path = tmp_path / "plan.xlsx"
    session.export(path, "en")
    settle(qtbot, session)
    book = load_workbook(path)
    sheet = book["Plan"]
    names = [cell.value for cell in sheet[1]]
    item = sheet.cell(2, names.index("Item") + 1).value
    sheet.cell(2, names.index("Order") + 1).value = 999
    sheet.cell(2, names.index("Note") + 1).value = "by boat"
    sheet.cell(3, names.index("Decision") + 1).value = "perhaps"
    book.save(path)
    with qtbot.waitSignal(restocking.plan_read) as read:
        restocking.read_plan(path)
    found = read.args[0].edited
    assert found.changed == 1
    assert any(not it.applied for it in found.conflicts)
    restocking.take_plan(read.args[0])
    row = session.demand.items.index(item)
    session.edit_terms((row + 1) % 12, "on_hand", 7.0)
    settle(qtbot, session)
    taken = session.plan.suggestions[row]
    assert (taken.decision, taken.final_quantity, taken.note) == ("changed", 999, "by boat")
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.plan.suggestions[row].note == ""


def test_order_papers_are_written_a_page_at_a_time(
    qtbot: QtBot, session: Session, restocking: Restocking, tmp_path: Path
) -> None:
    """A PDF a supplier, one table, one sheet of charts; stopped, what is there is whole."""
    orders = purchase_orders(session.plan, session.terms)
    restocking.papers_printed.connect(
        lambda done, _: restocking.stop_papers() if done == len(orders) else None
    )
    with qtbot.waitSignal(restocking.papers_written) as written:
        restocking.write_papers(tmp_path)
    assert written.args == [tmp_path, len(orders)]
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"orders.csv", *(f"{order.file_name()}.pdf" for order in orders)}
    assert all(path.read_bytes().startswith(b"%PDF") for path in tmp_path.glob("*.pdf"))
