"""What to settle before ordering, as rows: each with its cost and what can be done about it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from core.restocking.advice import Advice
from core.restocking.limits.containers import Load, Packing
from core.restocking.limits.joint_orders import TopUp
from core.restocking.limits.transfers import Transfer, bought_beside
from core.restocking.orders.deferral import Deferral
from core.restocking.orders.policy import Plan
from core.restocking.terms.space import MEASURE_WORDS
from gui import figures
from gui.session.restocking import Restocking
from gui.wording import counted, spoken


@dataclass(frozen=True, slots=True)
class Step:
    """A button of a proposal: its words and what it does."""

    words: str
    take: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Line:
    """An item that a proposal is about: its row in the plan, units ordered now and then."""

    row: int
    now: float
    then: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to settle before ordering.

    kind, words  what it is, and what would be done
    cost, leave  of buying, topping up or holding what it is about, and of not doing so; currency,
                 NaN where not known
    lines        the items it is about; steps what can be done, the one advised first
    """

    kind: str
    words: str
    cost: float
    leave: float
    lines: tuple[Line, ...]
    steps: tuple[Step, ...] = field(compare=False)


def proposals(
    plan: Plan, advice: Advice, restocking: Restocking, currency: str
) -> tuple[Proposal, ...]:
    """Return what the advice proposes of a plan: transfers first, for they change what is bought;
    then minimums and containers, then orders to put off."""
    moves = [_transfer(plan, it, advice, restocking) for it in advice.transfers]
    short = [_top_up(plan, it, restocking, currency) for it in advice.top_ups]
    packed = [_packing(plan, it, restocking) for it in advice.packings]
    late = [
        _deferral(plan, it, restocking)
        for it in advice.deferrals
        if plan.suggestions[it.row].decision == "open"
    ]
    return (*moves, *short, *packed, *late)


def item_name(plan: Plan, row: int) -> str:
    """Return what an item is called: its title, else its code."""
    return plan.suggestions[row].title or plan.suggestions[row].item


def _transfer(plan: Plan, it: Transfer, advice: Advice, restocking: Restocking) -> Proposal:
    words = QCoreApplication.translate(
        "Advice", "Move {n} × {item} from {giver} to {taker}"
    ).format(
        n=figures.units(it.units),
        item=item_name(plan, it.taker),
        giver=plan.suggestions[it.giver].store,
        taker=plan.suggestions[it.taker].store,
    )
    steps = [
        Step(QCoreApplication.translate("Advice", "Move them"), lambda: restocking.transfer((it,)))
    ]
    if len(advice.transfers) > 1:
        every = counted(
            QCoreApplication.translate("Advice", "Make all {n} moves"),
            n=figures.units(len(advice.transfers)),
        )
        steps.append(Step(every, lambda: restocking.transfer(advice.transfers)))
    taker = plan.suggestions[it.taker]
    return Proposal(
        kind=QCoreApplication.translate("Advice", "Move"),
        words=words,
        cost=it.saved,
        leave=0.0,
        lines=(Line(it.taker, taker.final_quantity, bought_beside(plan, (it,))[it.taker]),),
        steps=tuple(steps),
    )


def _top_up(plan: Plan, it: TopUp, restocking: Restocking, currency: str) -> Proposal:
    words = counted(
        QCoreApplication.translate(
            "Advice", "{supplier}: {before} of at least {aim}; {after} last {days} days longer"
        ),
        supplier=it.supplier,
        before=figures.money(it.before, currency),
        aim=figures.money(it.aim.amount, currency),
        after=figures.money(it.after, currency),
        days=figures.units(it.extra_days),
    )
    reach = Step(QCoreApplication.translate("Advice", "Top up"), lambda: restocking.top_up(it))
    ordered = [row for row in it.rows if plan.suggestions[row].final_quantity > 0]
    wait = Step(QCoreApplication.translate("Advice", "Wait"), lambda: restocking.put_off(ordered))
    return Proposal(
        kind=QCoreApplication.translate("Advice", "Minimum"),
        words=words,
        cost=it.order_cost,
        leave=it.wait_cost,
        lines=_lines(plan, it.rows, it.quantity),
        steps=(wait, reach) if it.wait else (reach, wait),
    )


def _lines(plan: Plan, rows: Sequence[int], quantity: Sequence[float]) -> tuple[Line, ...]:
    """Return the items whose units would change."""
    now = [plan.suggestions[row].final_quantity for row in rows]
    every = zip(rows, now, quantity, strict=True)
    return tuple(Line(row, before, then) for row, before, then in every if then != before)


def _packing(plan: Plan, it: Packing, restocking: Restocking) -> Proposal:
    words = counted(
        QCoreApplication.translate(
            "Advice", "{supplier}: {filled} containers of {capacity} {measure} each"
        ),
        supplier=it.supplier,
        filled=figures.units(it.filled, 2),
        capacity=figures.units(it.capacity),
        measure=spoken(MEASURE_WORDS[it.measure]),
    )
    steps: list[tuple[Load, Step]] = []
    if it.fill is not None:
        fill = it.fill
        text = counted(
            QCoreApplication.translate("Advice", "Fill {n} ({days} days more)"),
            n=figures.units(fill.containers),
            days=figures.units(fill.extra_days),
        )
        steps.append((fill, Step(text, lambda: restocking.pack(it, fill))))
    if it.cut is not None:
        cut = it.cut
        text = QCoreApplication.translate("Advice", "Cut back to {n}").format(
            n=figures.units(cut.containers)
        )
        steps.append((cut, Step(text, lambda: restocking.pack(it, cut))))
    best = it.cheaper
    steps.sort(key=lambda pair: pair[0] is not best)
    return Proposal(
        kind=QCoreApplication.translate("Advice", "Container"),
        words=words,
        cost=math.nan if it.fill is None else it.fill.cost,
        # One that is not full goes out all the same: leaving it loses nothing for certain.
        leave=math.nan if it.cut is None else it.cut.cost,
        lines=() if best is None else _lines(plan, it.rows, best.quantity),
        steps=tuple(step for _, step in steps),
    )


def _deferral(plan: Plan, it: Deferral, restocking: Restocking) -> Proposal:
    found = plan.suggestions[it.row]
    days = figures.units(it.days) if math.isfinite(it.days) else "∞"
    words = counted(
        QCoreApplication.translate(
            "Advice", "{item}: the least order is {n} units, {days} days more than needed"
        ),
        item=item_name(plan, it.row),
        n=figures.units(found.order_quantity),
        days=days,
    )
    return Proposal(
        kind=QCoreApplication.translate("Advice", "Put off"),
        words=words,
        cost=it.order_cost,
        leave=it.wait_cost,
        lines=(Line(it.row, found.final_quantity, 0.0),),
        steps=(
            Step(
                QCoreApplication.translate("Advice", "Wait"), lambda: restocking.put_off((it.row,))
            ),
        ),
    )
