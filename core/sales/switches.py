"""Which rules of cleaning are in force: each can be switched off, and then its rows count."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that leave rows out of sales; True: in force.

    With all of them off every row that has an item, a day and a number counts, so that the sums
    are those of the sheet, its totals included.

    totals          rows that are sums of others, by word or by arithmetic
    cancelled       lines of cancelled or unpaid orders
    refunded        lines whose money went back
    test            lines that were tests
    gift            free gifts
    transfer        goods moved between the merchant's own shops, bought or counted
    non_product     postage, fees, bookkeeping
    duplicates      lines that stand twice in a sheet, counted once
    overlaps        lines that stand in another sheet as well, counted once
    restated        totals of an item and day that a later export of the same kind corrects
    shared_days     days that two sheets of the same kind tell of otherwise: only the one that
                    reaches further counts; off by default, for two tills may both be right
    no_price        lines with a price of zero or less, in a sheet that has prices
    unlikely_day    lines far from all others in time: slips of the hand
    unlikely_units  lines of a million times the usual quantity: barcodes in the wrong cell
    returns         lines of goods that came back; off by default: they are kept, apart from sales
    """

    totals: bool = True
    cancelled: bool = True
    refunded: bool = True
    test: bool = True
    gift: bool = True
    transfer: bool = True
    non_product: bool = True
    duplicates: bool = True
    overlaps: bool = True
    no_price: bool = True
    unlikely_day: bool = True
    unlikely_units: bool = True
    returns: bool = False
    restated: bool = True
    shared_days: bool = False

    def switched(self, rule: str, on: bool) -> Rules:
        """Return the rules with one of them switched on or off."""
        return replace(self, **{rule: on})

    def holds(self, kind: str) -> bool:
        """Whether rows of a class (of ``core.sales.cleaning.rules.CLASSES``) are left out.

        True for classes that no switch governs: what cannot be read cannot count.
        """
        rule = RULE_OF.get(kind)
        return rule is None or bool(getattr(self, rule))


RULE_OF = {
    "total": "totals",
    "cancelled": "cancelled",
    "refunded": "refunded",
    "test": "test",
    "gift": "gift",
    "transfer": "transfer",
    "non_product": "non_product",
    "duplicate": "duplicates",
    "overlap": "overlaps",
    "price_not_positive": "no_price",
    "unlikely_day": "unlikely_day",
    "unlikely_units": "unlikely_units",
    "returned": "returns",
    "restated": "restated",
    "shared_day": "shared_days",
}
"""The rule that governs each class of rows that can be switched."""

KIND_OF = {rule: kind for kind, rule in RULE_OF.items()}
"""The class of rows that each rule leaves out."""

RULES = tuple(field.name for field in fields(Rules))
"""The names of the rules, in the order in which they are shown."""

DEFAULT = Rules()
"""The rules as they stand before the operator switches any."""

ALL_OFF = Rules(**dict.fromkeys(RULES, False))
"""No rule at all: the sheet's own sums."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule concerns, whether it is in force or not: rows, the units on them (net), and the
    first of them, as Excel numbers it."""

    rule: str
    rows: int
    units: float
    example_row: int
