"""A storage room that all items share: what is ordered has to fit in beside what is there (F12).

The room goes to the packs that earn most for what they take up, as money does within a budget
(F14). What is there when the order arrives is what the forecast's paths leave of stock and goods on
the way; sums over many items vary little, so their means are reckoned with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import OptionError
from core.restocking.levels.outlook import Outlook
from core.restocking.limits.budget import buy, offer_blocks
from core.restocking.orders.policy import Plan
from core.restocking.terms.space import MEASURE_WORDS, MEASURES, unit_space, usual_where_unknown
from core.restocking.terms.terms import Terms
from core.restocking.terms.worth import UnitWorth
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Room:
    """How much a store holds, of all items together: store ("" the whole shop), a measure of
    ``MEASURES`` and the amount in it."""

    store: str
    measure: str
    amount: float

    def __post_init__(self) -> None:
        """Raise ``OptionError`` for a room that holds nothing, or is counted in nothing known."""
        if self.measure not in MEASURES or not 0 < self.amount < float("inf"):
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "Say what a storage room holds as a number above 0, in units, volume (m³), "
                        "weight (kg) or pallets.",
                    )
                )
            )


@dataclass(frozen=True, slots=True)
class RoomUse:
    """What a room holds when the plan's orders have come, in its measure.

    there   left of stock and goods on the way; decided what the operator settled; wanted, fitting
            what the open orders need and are let have
    unknown items of the room of which is not said what they take up; the usual one's is taken
    """

    room: Room
    there: float
    decided: float
    wanted: float
    fitting: float
    unknown: int

    @property
    def is_short(self) -> bool:
        """Whether open orders were cut."""
        return self.fitting < self.wanted - 1e-6

    @property
    def over(self) -> float:
        """What does not fit in though no open order is let in, ≥ 0."""
        return max(0.0, self.there + self.decided - self.room.amount)


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What the rooms let the open orders have: (n) units by row of the plan, and each room's use.

    Rows without an open order keep their ``final_quantity``.
    """

    quantity: Floats
    uses: tuple[RoomUse, ...]


def fit_rooms(
    plan: Plan, terms: Terms, ahead: Outlook, worth: UnitWorth, rooms: Sequence[Room]
) -> RoomPlan:
    """Cut the plan's open orders until every room holds them; what earns least for its room first.

    Each order that is cut is still whole packs from its minimum up, or nothing. Rooms of which no
    item says what it takes up are passed over.
    """
    items = plan.suggestions
    is_open = np.array([it.decision == "open" for it in items], dtype=bool)
    final = np.array([it.final_quantity for it in items])
    quantity = np.where(is_open, [it.order_quantity for it in items], final)
    position = np.array([it.position for it in items])
    left = np.maximum(position[:, None] - ahead.lead_time, 0.0).mean(axis=1)
    known = np.array([it.stock_known for it in items], dtype=bool)
    beyond = ahead.beyond(position, plan.lost_sales & known)
    gained = _gained(worth)
    stores = np.array([it.store for it in items], dtype=object)
    uses = []
    for room in rooms:
        inside = np.full(len(items), not room.store) | (stores == room.store)
        said = unit_space(terms, room.measure)
        space = usual_where_unknown(np.where(inside, said, np.nan))
        if not np.isfinite(space).all():
            continue
        ordered = inside & is_open & (quantity > 0)
        there = float((left * space)[inside].sum())
        decided = float((quantity * space)[inside & ~is_open].sum())
        wanted = float((quantity * space)[ordered].sum())
        free = max(0.0, room.amount - there - decided)
        if wanted > free + 1e-9:
            offer = offer_blocks(
                beyond[ordered],
                quantity[ordered],
                np.array([it.pack_size for it in items])[ordered],
                np.array([it.minimum_order for it in items])[ordered],
                space[ordered],
                gained[ordered],
                np.zeros(int(ordered.sum())),
            )
            quantity[ordered] = buy(offer, free).quantity
        fitting = float((quantity * space)[ordered].sum())
        unknown = int((inside & ~np.isfinite(said)).sum())
        uses.append(RoomUse(room, there, decided, wanted, fitting, unknown))
    return RoomPlan(quantity, tuple(uses))


def _gained(worth: UnitWorth) -> Floats:
    """(n) what a unit that would have been missing earns; where that is not known, as the usual
    item, and a trifle where it earns nothing: it is left out first, not never let in."""
    known = worth.margin[np.isfinite(worth.margin)]
    usual = float(np.median(known)) if known.size and np.median(known) > 0 else 1.0
    return np.maximum(np.where(np.isfinite(worth.margin), worth.margin, usual), 1e-6 * usual)


def room_name(room: Room) -> Sentence:
    """Return whose room it is."""
    if room.store:
        return say(QT_TRANSLATE_NOOP("core", "The storage room of {store}"), store=room.store)
    return say(QT_TRANSLATE_NOOP("core", "The storage room"))


def room_sentence(use: RoomUse) -> Sentence:
    """Return what a room holds, and what had to be left out."""
    room = use.room
    if use.over > 0:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{room} holds {amount:,.10g} {measure}; {over:,.10g} more than that are there or "
            "decided on, so no open order fits in.",
        )
    elif use.is_short:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{room} holds {amount:,.10g} {measure}: orders for {cut:,.10g} of {wanted:,.10g} were "
            "cut, what earns least for its room first.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core", "{room} holds {amount:,.10g} {measure}; {full:,.10g} when the orders have come."
        )
    return say(
        template,
        room=room_name(room),
        amount=room.amount,
        measure=MEASURE_WORDS[room.measure],
        over=round(use.over, 2),
        cut=round(use.wanted - use.fitting, 2),
        wanted=round(use.wanted, 2),
        full=round(use.there + use.decided + use.fitting, 2),
    )
