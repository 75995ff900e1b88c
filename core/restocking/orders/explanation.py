"""Why an order is what it is: a sentence, and the terms that add up to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.wording import QT_TRANSLATE_NOOP, Sentence, say, spoken_day

MAXIMUM, KEEPS, TOO_LATE = "maximum", "keeps", "too_late"
"""What keeps an order below its target level: the largest order allowed; goods that spoil or go out
of season; demand that no delivery would come in time for."""


@dataclass(frozen=True, slots=True)
class DerivationTerm:
    """One line of a derivation: its name, its sign ("+", "-" or "=" for a subtotal), its units.

    Units are never negative: what lessens the sum has the sign "-". They are rounded already, so
    that the lines add up as shown.
    """

    name: Sentence
    sign: str
    units: float


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The figures of one item's order, rounded to what is shown (units unless said otherwise).

    stated_on_hand is what the sheet says: NaN where it says nothing, perhaps negative. lead_time
    and protection are mean days; service and risk are probabilities (0–1); days are NaT where
    they lie beyond the forecast. beyond: units under the level that are not ordered, because of
    ``limit`` ("" where nothing limits). trigger: stock at or under which is ordered. overdue: units
    on the way that are no longer counted on. excessive: the rounding buys more than is sensible.
    """

    as_of: np.datetime64
    expected_demand: float
    level: float
    stated_on_hand: float
    on_hand: float
    reserved: float
    on_order: float
    overdue: float
    beyond: float
    limit: str
    need: float
    quantity: float
    minimum_order: float
    maximum_order: float
    pack_size: float
    service: float
    lead_time: float
    protection: float
    daily_demand: float
    trigger: float
    order_by: np.datetime64
    stockout_day: np.datetime64
    risk: float
    excessive: bool

    @property
    def position(self) -> float:
        """Units on hand and not reserved, and on the way."""
        return self.on_hand - self.reserved + self.on_order


def derive(item: Reckoning) -> tuple[DerivationTerm, ...]:
    """Return the terms from expected sales to the order; each "=" is the sum of those above it."""
    safety = item.level - item.expected_demand
    terms = [
        DerivationTerm(
            say(
                QT_TRANSLATE_NOOP("core", "Expected sales, next {days:,.0f} days"),
                days=item.protection,
            ),
            "+",
            item.expected_demand,
        ),
        DerivationTerm(
            say(
                QT_TRANSLATE_NOOP("core", "Safety stock, for {service:.4g} % in stock"),
                service=item.service * 100,
            ),
            "+" if safety >= 0 else "-",
            abs(safety),
        ),
        DerivationTerm(say(QT_TRANSLATE_NOOP("core", "Target level")), "=", item.level),
        DerivationTerm(_stock_name(item), "-", item.on_hand),
    ]
    if item.reserved > 0:
        terms.append(
            DerivationTerm(
                say(QT_TRANSLATE_NOOP("core", "Reserved for customers")), "+", item.reserved
            )
        )
    terms.append(DerivationTerm(_coming_name(item), "-", item.on_order))
    if item.beyond > 0:
        terms.append(DerivationTerm(_limit_name(item), "-", item.beyond))
    enough = round(item.need - (item.level - item.position - item.beyond), 9)
    if enough:
        terms.append(
            DerivationTerm(
                say(QT_TRANSLATE_NOOP("core", "More than the target already")), "+", enough
            )
            if item.position >= item.level
            else DerivationTerm(
                say(
                    QT_TRANSLATE_NOOP("core", "Ordered only at {trigger:,.10g} or less"),
                    trigger=item.trigger,
                ),
                "-",
                -enough,
            )
        )
    terms.append(DerivationTerm(say(QT_TRANSLATE_NOOP("core", "Needed")), "=", item.need))
    surplus = round(item.quantity - item.need, 9)
    if surplus > 0:
        terms.append(DerivationTerm(_rounding_name(item), "+", surplus))
    elif surplus < 0:
        terms.append(DerivationTerm(_contradiction(item), "-", -surplus))
    terms.append(DerivationTerm(say(QT_TRANSLATE_NOOP("core", "Order")), "=", item.quantity))
    return tuple(terms)


def _stock_name(item: Reckoning) -> Sentence:
    if np.isnan(item.stated_on_hand):
        return say(QT_TRANSLATE_NOOP("core", "In stock (not known, counted as none)"))
    if item.stated_on_hand < 0:
        return say(
            QT_TRANSLATE_NOOP("core", "In stock (the sheet says {units:,.0f}, counted as none)"),
            units=item.stated_on_hand,
        )
    return say(QT_TRANSLATE_NOOP("core", "In stock"))


def _coming_name(item: Reckoning) -> Sentence:
    if item.overdue > 0:
        return say(
            QT_TRANSLATE_NOOP("core", "On the way (without {units:,.10g} long overdue)"),
            units=item.overdue,
        )
    return say(QT_TRANSLATE_NOOP("core", "On the way"))


def _limit_name(item: Reckoning) -> Sentence:
    if item.limit == MAXIMUM:
        return say(
            QT_TRANSLATE_NOOP("core", "Beyond the largest order of {maximum:,.10g}"),
            maximum=item.maximum_order,
        )
    if item.limit == KEEPS:
        return say(QT_TRANSLATE_NOOP("core", "Would not sell while it is good"))
    return say(QT_TRANSLATE_NOOP("core", "Missed before the delivery comes, not made up for"))


def _rounding_name(item: Reckoning) -> Sentence:
    if item.minimum_order > item.need and item.pack_size > 1:
        return say(
            QT_TRANSLATE_NOOP("core", "Whole packs of {pack:,.10g}, at least {minimum:,.10g}"),
            pack=item.pack_size,
            minimum=item.minimum_order,
        )
    if item.minimum_order > item.need:
        return say(
            QT_TRANSLATE_NOOP("core", "Minimum order of {minimum:,.10g}"),
            minimum=item.minimum_order,
        )
    return say(QT_TRANSLATE_NOOP("core", "Whole packs of {pack:,.10g}"), pack=item.pack_size)


def explain(item: Reckoning) -> Sentence:
    """Return why so much is to be ordered, or nothing."""
    if item.quantity <= 0:
        return _why_nothing(item)
    why = _why_unknown(item) if np.isnan(item.stated_on_hand) else _why_now(item)
    note = _rounding_note(item)
    if note is None:
        return why
    return say(QT_TRANSLATE_NOOP("core", "{why} {note}"), why=why, note=note)


def _why_unknown(item: Reckoning) -> Sentence:
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "How much you have is not known: with none, {level:,.0f} would last {days:,.0f} days. "
            "Take off what is on the shelf.",
        ),
        level=item.level,
        days=item.protection,
    )


def _contradiction(item: Reckoning) -> Sentence:
    return say(
        QT_TRANSLATE_NOOP(
            "core", "The least order of {least:,.10g} is more than the largest of {most:,.10g}"
        ),
        least=max(item.minimum_order, item.pack_size),
        most=item.maximum_order,
    )


def _why_nothing(item: Reckoning) -> Sentence:
    if item.need > 0:
        return say(
            QT_TRANSLATE_NOOP("core", "{why}: change the terms to order it."),
            why=_contradiction(item),
        )
    if item.limit == KEEPS:
        return say(
            QT_TRANSLATE_NOOP(
                "core", "What is ordered now would come too late to be sold while it is good."
            )
        )
    if item.expected_demand <= 0 and item.level <= 0:
        return say(
            QT_TRANSLATE_NOOP("core", "Nothing is expected to sell in the next {days:,.0f} days."),
            days=item.protection,
        )
    if np.isnat(item.stockout_day) or np.isnat(item.order_by):
        return say(
            QT_TRANSLATE_NOOP(
                "core", "{position:,.0f} in stock and on the way last beyond the forecast."
            ),
            position=item.position,
        )
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "{position:,.0f} in stock and on the way last until about {runs_out}. "
            "Nothing to order before {order_by}.",
        ),
        position=item.position,
        runs_out=spoken_day(item.stockout_day, item.as_of),
        order_by=spoken_day(item.order_by, item.as_of),
    )


def _why_now(item: Reckoning) -> Sentence:
    if item.position <= 0:
        return say(
            QT_TRANSLATE_NOOP(
                "core", "Nothing is left, and a delivery takes {lead_time:,.0f} days. Order now."
            ),
            lead_time=item.lead_time,
        )
    if item.risk >= 0.5 and not np.isnat(item.stockout_day):
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "Runs out around {runs_out}; a delivery takes {lead_time:,.0f} days. Order now.",
            ),
            runs_out=spoken_day(item.stockout_day, item.as_of),
            lead_time=item.lead_time,
        )
    if np.isnat(item.order_by) or item.order_by <= item.as_of:
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "A delivery takes {lead_time:,.0f} days; in {risk:,.0f} of 100 cases the stock "
                "does not last that long. Order now.",
            ),
            lead_time=item.lead_time,
            risk=item.risk * 100,
        )
    if np.isnat(item.stockout_day):
        return say(
            QT_TRANSLATE_NOOP(
                "core", "Order by {order_by} to be safe {service:.4g} % of the time."
            ),
            order_by=spoken_day(item.order_by, item.as_of),
            service=item.service * 100,
        )
    return say(
        QT_TRANSLATE_NOOP(
            "core",
            "Runs out around {runs_out}. Order by {order_by} to be safe {service:.4g} % of the "
            "time.",
        ),
        runs_out=spoken_day(item.stockout_day, item.as_of),
        order_by=spoken_day(item.order_by, item.as_of),
        service=item.service * 100,
    )


def _rounding_note(item: Reckoning) -> Sentence | None:
    surplus = item.quantity - item.need
    if surplus <= 0:
        return _limit_note(item)
    if item.excessive:
        if item.daily_demand <= 0:
            return None
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "{surplus:,.0f} more than needed, enough for {days:,.0f} days more: ask for a "
                "smaller order, or wait.",
            ),
            surplus=surplus,
            days=surplus / item.daily_demand,
        )
    if item.minimum_order > item.need:
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "{surplus:,.10g} more than needed, because the least order is {minimum:,.10g}.",
            ),
            surplus=round(surplus, 2),
            minimum=item.minimum_order,
        )
    return say(
        QT_TRANSLATE_NOOP(
            "core", "{surplus:,.10g} more than needed, because packs hold {pack:,.10g}."
        ),
        surplus=round(surplus, 2),
        pack=item.pack_size,
    )


def _limit_note(item: Reckoning) -> Sentence | None:
    if item.beyond <= 0:
        return None
    if item.limit == MAXIMUM:
        return say(
            QT_TRANSLATE_NOOP("core", "{units:,.0f} less than needed: the largest order allowed."),
            units=item.beyond,
        )
    if item.limit == KEEPS:
        return say(
            QT_TRANSLATE_NOOP("core", "{units:,.0f} less, which would not sell while good."),
            units=item.beyond,
        )
    return say(
        QT_TRANSLATE_NOOP(
            "core", "{units:,.0f} less: what is missed until it comes, nobody waits for."
        ),
        units=item.beyond,
    )
