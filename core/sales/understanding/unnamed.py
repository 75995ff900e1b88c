"""What columns are whose headers say nothing: their cells, and how they go together, decide."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

import numpy as np

from core.errors import QuestionError
from core.sales.column_map import RoleGuess
from core.sales.understanding.days import read_partial_day
from core.sales.understanding.headers import is_never, meanings
from core.sales.understanding.profiles import ColumnProfile
from core.sales.understanding.relations import Relations
from core.sales.understanding.sheet_columns import SheetColumns
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_GROUPS = frozenset({"item", "title", "category", "store", "supplier"})
_LOOKED_AT = 80  # columns: a sheet of hundreds has its items or periods across them
_CLEARLY = 0.25  # merit by which the likeliest item must lead another column
_PRICE = 10  # whole numbers below it may well be quantities that never change
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/#-]*")


def items_by_cells(
    columns: SheetColumns,
    taken: Collection[int],
    day: int | None,
    order: int | None = None,
) -> tuple[RoleGuess, ...]:
    """Return the item, with its title where a name stands beside each code; () where no column
    looks like one.

    Items come again day after day, orders do not; an order names several items, and one customer;
    an item's price stays (nearly) the same. Raises
    QuestionError where two columns could be the item and neither belongs to the other.
    """
    labels, profiles, related = columns.labels, columns.profiles, columns.related
    merits: dict[int, float] = {}
    for column, label, shape in _looked_at(columns):
        if column in taken or shape.days > 0.3 or shape.distinct < 2:
            continue
        if shape.filled < 0.8 and not (day is not None and related.is_merged(column)):
            continue
        known = meanings(label)
        if (known and known[0].role not in _GROUPS) or is_never(label, "item"):
            continue
        coded = are_codes(related.texts(column))
        if (shape.numbers > 0.5 and not coded) or shape.length > 80:
            continue
        if shape.filled < 0.8:
            merits.setdefault(column, 0.1)  # last, for a note stands on few rows as well
            continue
        if shape.unique > 0.8:
            continue
        if _are_partial_days(related.texts(column)):
            continue
        if day is not None and profiles[day].distinct > 3 and related.several(column, day) < 0.3:
            continue
        if order is not None and _is_of_order(order, column, profiles, related):
            continue
        merits[column] = (
            0.5 * coded
            + 0.5 * min(1.0, shape.distinct / 20)
            - 0.5 * shape.unique
            + 1.0 * _has_price(column, profiles, related, taken)
        )
    if not merits:
        return ()
    best = max(merits, key=lambda column: (merits[column], -column))
    best = _finer(best, merits, related)
    title = None
    for other in sorted(merits, key=lambda column: -merits[column]):
        if other == best:
            continue
        if related.several(best, other) < 0.03:  # other belongs to best: its name, its group
            if title is None and related.several(other, best) < 0.03:
                title = other
        elif merits[other] > merits[best] - _CLEARLY:
            raise _which_item([labels[best], labels[other]])
    reason = say(QT_TRANSLATE_NOOP("core", "texts that repeat, as items on sales lines do"))
    found = [RoleGuess("item", best, 0.4, reason)]
    if title is not None:
        why = say(QT_TRANSLATE_NOOP("core", "one name for each code"))
        found.append(RoleGuess("title", title, 0.4, why))
    return tuple(found)


def _is_of_order(
    order: int, column: int, profiles: Sequence[ColumnProfile], related: Relations
) -> bool:
    """Whether a column tells something of the order as a whole, where orders have several lines."""
    return profiles[order].unique < 0.8 and related.several(order, column) < 0.02


def code_beside(name: int, columns: SheetColumns, taken: Collection[int]) -> int | None:
    """Return the column of codes that stand for the names in column ``name``, one for each; None
    where there is none."""
    profiles, related = columns.profiles, columns.related
    for column, label, shape in _looked_at(columns):
        # Rows of sums leave code and name blank alike, or write a word in the place of one.
        sparse = shape.filled < 0.9 * profiles[name].filled
        if column in taken or sparse or shape.days > 0.1 or shape.distinct < 3:
            continue
        if meanings(label) or is_never(label, "item") or not are_codes(related.texts(column)):
            continue
        if abs(related.pairs(column, name) - profiles[name].distinct) > 2:
            continue
        if related.several(column, name) < 0.03 and related.several(name, column) < 0.03:
            return column
    return None


def units_by_cells(
    columns: SheetColumns,
    taken: Collection[int],
    item: int | None,
) -> tuple[RoleGuess, ...]:
    """Return the quantity, with price and amount where they prove it; () where no column is like
    one.

    Quantity times price is the amount; failing that, quantities are small whole numbers that come
    again, do not run on like numbers of orders, and are not always the same for an item. Raises
    QuestionError where several columns are such.
    """
    labels, profiles, related = columns.labels, columns.profiles, columns.related
    numeric = [
        column
        for column, label, shape in _looked_at(columns)
        if column not in taken
        and not meanings(label)
        and shape.filled >= 0.5
        and shape.numbers >= 0.9
        and shape.bare_days <= 0.9
        and not shape.counting
    ]
    named = [c for c, label, _ in _looked_at(columns) if _means(label, {"unit_price", "amount"})]
    proven = _by_product(numeric, named, profiles, related, item)
    if proven is not None:
        units, price, amount = proven
        reason = say(QT_TRANSLATE_NOOP("core", "times the price it makes the amount"))
        found = [RoleGuess("units", units, 0.6, reason)]
        free = [("unit_price", price), ("amount", amount)]
        return (*found, *(RoleGuess(r, c, 0.5, reason) for r, c in free if c not in taken))
    candidates = [
        column
        for column in numeric
        if profiles[column].integers >= 0.95
        and profiles[column].signed <= 0.1
        and profiles[column].distinct >= 2
        and not is_never(labels[column], "units")
        and _like_quantities(column, profiles[column], related, item)
    ]
    if not candidates:
        return ()
    if len(candidates) > 1:
        raise which_units([labels[column] for column in candidates])
    reason = say(QT_TRANSLATE_NOOP("core", "whole numbers, as quantities are"))
    return (RoleGuess("units", candidates[0], 0.4, reason),)


def are_codes(texts: Sequence[str]) -> bool:
    """Whether texts are codes of goods: letters with digits, or digits that no quantity or price
    would be written with."""
    if not texts:
        return False
    lengths = {len(text) for text in texts}
    zeros = any(text.isdecimal() and text.startswith("0") and len(text) > 1 for text in texts)
    good = 0
    for text in texts:
        if not _CODE.fullmatch(text) or len(text) > 30 or not any(c.isdecimal() for c in text):
            continue
        plain = text.replace(".", "", 1).removeprefix("-")
        if not plain.isdecimal():
            good += 1
        elif "." in text:
            # 10.3670 has more places than a price.
            good += len(text.partition(".")[2]) > 2 and len(lengths) <= 2
        else:
            good += zeros or len(text) >= 8 or (len(text) >= 5 and len(lengths) == 1)
    return good > 0.8 * len(texts)  # printed reports repeat the header among them


def _are_partial_days(texts: Sequence[str]) -> bool:
    return sum(read_partial_day(text) is not None for text in texts) > 0.8 * len(texts)


def _looked_at(columns: SheetColumns) -> Iterator[tuple[int, str, ColumnProfile]]:
    return islice(columns, _LOOKED_AT)


def _has_price(
    column: int, profiles: Sequence[ColumnProfile], related: Relations, taken: Collection[int]
) -> bool:
    return any(
        shape.numbers > 0.9
        and shape.filled > 0.8
        and shape.distinct > 2
        and other != column
        and related.several(column, other) < 0.1
        and (shape.integers < 0.9 or shape.signed > 0.5)
        for other, shape in islice(enumerate(profiles), _LOOKED_AT)
    )


def _finer(best: int, merits: dict[int, float], related: Relations) -> int:
    """Return the candidate that tells more apart, where it tells all apart that ``best`` does and
    is no worse otherwise: the item rather than its group."""
    for other in merits:
        belongs = other != best and related.several(other, best) < 0.03
        if belongs and related.several(best, other) > 0.3 and merits[other] > 0:
            return other
    return best


def _by_product(
    numeric: Sequence[int],
    named: Sequence[int],
    profiles: Sequence[ColumnProfile],
    related: Relations,
    item: int | None,
) -> tuple[int, int, int] | None:
    """Return the columns of quantity, price and amount that prove one another."""
    if len({*numeric, *named}) > 12:
        return None
    everything = [*dict.fromkeys([*numeric, *named])]
    found: list[tuple[int, int, int]] = []
    for amount in everything:
        for one in numeric:
            for other in everything:
                distinct = len({amount, one, other}) == 3
                if distinct and related.is_product(one, other, amount):
                    found.append((one, other, amount))
    whole = [f for f in found if profiles[f[0]].integers >= 0.95 and profiles[f[0]].signed < 0.1]
    if len(whole) > 1 and item is not None:
        # Of two whole numbers the price is the one that stays the same for an item.
        whole = [f for f in whole if related.several(item, f[0]) > related.several(item, f[1])]
    return whole[0] if len({f[0] for f in whole}) == 1 else None


def _like_quantities(
    column: int, shape: ColumnProfile, related: Relations, item: int | None
) -> bool:
    values = np.abs(related.numbers(column))
    values = values[~np.isnan(values)]
    if len(values) < 2:
        return False
    if shape.length > 6 or (float(np.median(values)) > 500 and shape.unique > 0.5):
        return False
    if shape.unique > 0.3 and related.is_sorted(column):
        return False
    # The same for each item whenever it is sold, and not small: a price.
    fixed = item is not None and shape.distinct > 2 and related.several(item, column) <= 0.1
    return not fixed or float(np.median(values)) < _PRICE


def _means(label: str, roles: set[str]) -> bool:
    known = meanings(label)
    return bool(known) and known[0].role in roles


def which_units(labels: Sequence[str]) -> QuestionError:
    """Return the question which of several columns is the quantity sold."""
    text = QT_TRANSLATE_NOOP(
        "core",
        "Several columns could be the quantity sold: {labels}. Say which one is, in the "
        "mapping under roles: units.",
    )
    return QuestionError(_listed(text, labels), "units", tuple(labels))


def _which_item(labels: Sequence[str]) -> QuestionError:
    text = QT_TRANSLATE_NOOP(
        "core",
        "Several columns could be the item sold: {labels}. Say which one is, in the mapping "
        "under roles: item.",
    )
    return QuestionError(_listed(text, labels), "item", tuple(labels))


def _listed(text: str, labels: Sequence[str]) -> Sentence:
    return say(text, labels=", ".join(labels[:8]))
