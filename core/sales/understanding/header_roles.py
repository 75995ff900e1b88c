"""Which role a column's header names, as far as its cells do not speak against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.sales.column_map import PARTS_OF_DAYS, ROLES, RoleGuess
from core.sales.understanding.durations import are_durations
from core.sales.understanding.header_text import spaced
from core.sales.understanding.headers import is_never, meaning_score, meanings
from core.sales.understanding.profiles import ColumnProfile
from core.sales.understanding.sheet_columns import SheetColumns
from core.sales.understanding.unnamed import are_codes
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_NUMERIC = frozenset(
    {
        "units",
        "unit_price",
        "amount",
        "unit_cost",
        "on_hand",
        "on_order",
        "pack_size",
        "minimum_order",
    }
)
_LEAST = 0.3  # a guess below this is worse than none


def guesses_by_header(columns: SheetColumns) -> list[RoleGuess]:
    """Return every role that some column's header names, the surest first; ties go to the role
    named first: the order of ROLES is the order of importance."""
    guesses = [
        guess
        for column, label, shape in columns
        if shape.filled
        for role in ROLES
        if role not in PARTS_OF_DAYS and (guess := _guess(role, column, label, columns)) is not None
    ]
    checked = _checked(guesses, columns)
    return sorted(checked, key=lambda g: (-g.confidence, ROLES.index(g.role), g.column))


def named(label: str) -> Sentence:
    """Return the reason for a role that a header names."""
    return say(QT_TRANSLATE_NOOP("core", "the header says “{label}”"), label=label)


def _guess(role: str, column: int, label: str, columns: SheetColumns) -> RoleGuess | None:
    """Return the guess that a column plays a role, None where header or cells speak against it."""
    shape = columns.profiles[column]
    if role == "day":
        return _day_guess(column, label, shape)
    confidence = meaning_score(label, role)
    if not confidence:
        return None
    if role in _NUMERIC:
        confidence *= _as_number(role, label, shape)
    elif role == "lead_time":
        confidence *= are_durations(columns.texts(column))
    elif role in ("item", "title", "store", "category", "supplier", "order_id"):
        confidence *= _as_text(role, confidence, shape)
    elif role in ("status", "after_sale"):
        confidence *= shape.distinct <= 60 and shape.numbers <= 0.5
    elif role == "cancelled":
        confidence *= shape.filled <= 0.6 or shape.distinct <= 2
    return _if_likely(role, column, confidence, named(label))


def _day_guess(column: int, label: str, shape: ColumnProfile) -> RoleGuess | None:
    by_header = meaning_score(label, "day")
    reason = named(label)
    if shape.days >= 0.6:
        confidence = by_header
        if not by_header:
            known = [m for m in meanings(label) if m.role not in PARTS_OF_DAYS]
            if is_never(label, "day") or (known and known[0].score > 0.9):
                return None
            confidence, reason = 0.5 * shape.days, _looks_like_days()
        confidence *= 0.4 + 0.6 * min(1.0, shape.filled / 0.8)
    elif shape.bare_days >= 0.9 and by_header:
        confidence = 0.8 * by_header
    elif shape.bare_days >= 0.99 and shape.length == 8 and not meanings(label):
        if is_never(label, "day"):
            return None
        confidence, reason = 0.4, _looks_like_days()  # 20240305
    else:
        return None
    return _if_likely("day", column, confidence, reason)


def _as_number(role: str, label: str, shape: ColumnProfile) -> float:
    """Return by what the cells change the confidence in a quantity or a price."""
    if shape.numbers < 0.5 or shape.days > 0.5:
        return 0.0
    factor = min(1.0, shape.numbers / 0.9)
    if role in ("units", "amount") and spaced(label).startswith(("net ", "净")):
        # What came back is taken off already, as it is where returns have lines of their own.
        factor = max(factor, 0.98 / meaning_score(label, role))
    return factor * (0.3 if shape.counting else 1.0)


def _as_text(role: str, by_header: float, shape: ColumnProfile) -> float:
    """Return by what the cells change the confidence in a code, a name or a place."""
    if shape.days > 0.5:
        return 0.0
    factor = 1.0
    if role == "item" and shape.counting and by_header < 0.9:
        factor *= 0.3  # numbers the rows, not the goods
    if role == "item" and shape.codes < 0.2 and shape.numbers < 0.5:
        factor *= 0.95  # names: a column of codes goes before them
    if role in ("title", "category") and shape.numbers > 0.9 and by_header < 0.9:
        factor *= 0.5
    measured = shape.distinct > 500 or shape.integers < 1.0 < 2 * shape.numbers
    return 0.0 if role == "store" and by_header < 0.9 and measured else factor


def _if_likely(role: str, column: int, confidence: float, reason: Sentence) -> RoleGuess | None:
    return RoleGuess(role, column, round(confidence, 3), reason) if confidence >= _LEAST else None


def _checked(guesses: Sequence[RoleGuess], columns: SheetColumns) -> list[RoleGuess]:
    """Trust a header less that names the item where its cells do not behave like goods: goods are
    sold on several days, orders and lines are not, and measures are no codes."""
    day = max((g for g in guesses if g.role == "day"), key=lambda g: g.confidence, default=None)
    if day is None or columns.profiles[day.column].distinct < 5:
        return list(guesses)
    checked: list[RoleGuess] = []
    for guess in guesses:
        shape = columns.profiles[guess.column]
        if guess.role in ("item", "title") and shape.rows >= 20:
            once = shape.unique > 0.95 and guess.confidence < 0.9
            orders = shape.distinct >= 20 and columns.several(guess.column, day.column) < 0.02
            measure = (
                guess.confidence < 0.7
                and shape.numbers > 0.9
                and not are_codes(columns.texts(guess.column))
            )
            if once or measure or (orders and shape.unique < 0.95):
                guess = replace(guess, confidence=round(0.4 * guess.confidence, 3))
        if guess.confidence >= _LEAST:
            checked.append(guess)
    return checked


def _looks_like_days() -> Sentence:
    return say(QT_TRANSLATE_NOOP("core", "its cells are days"))
