"""Which column plays which role, from its header and from its cells, with a reason for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.errors import QuestionError
from core.sales.column_map import PARTS_OF_DAYS, ROLES, RoleGuess
from core.sales.headers import Platform, is_never, meaning_score, meanings, squeezed
from core.sales.profiles import ColumnProfile
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_NUMERIC = frozenset(
    {
        "units",
        "unit_price",
        "amount",
        "unit_cost",
        "on_hand",
        "on_order",
        "lead_time",
        "pack_size",
        "minimum_order",
    }
)
_GROUPS = frozenset({"item", "title", "category", "store", "supplier"})
# Where the export is known, its other columns can only add what the exports leave out.
_ADDED_TO_PLATFORM = frozenset(
    {
        "category",
        "store",
        "supplier",
        "unit_cost",
        "on_hand",
        "on_order",
        "lead_time",
        "pack_size",
        "minimum_order",
        "currency",
    }
)
_LEAST = 0.3  # a guess below this is worse than none


def guess_roles(
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    platform: Platform | None = None,
    fixed: Mapping[str, int] | None = None,
    settled: Sequence[RoleGuess] = (),
) -> tuple[RoleGuess, ...]:
    """Return the best guess for each role that some column plays; one role a column.

    ``fixed`` roles are the operator's and are kept; a column number of -1 forbids the role.
    ``settled`` guesses were made before and are kept.
    """
    taken: dict[str, RoleGuess] = {guess.role: guess for guess in settled}
    forbidden: set[str] = set()
    for role, column in (fixed or {}).items():
        if column < 0:
            forbidden.add(role)
        else:
            taken[role] = RoleGuess(role, column, 1.0, _chosen())
    if platform is not None:
        _take_platform(taken, forbidden, labels, profiles, platform)
    guesses = [
        guess
        for column, (label, shape) in enumerate(zip(labels, profiles, strict=True))
        if shape.filled
        for role in ROLES
        if role not in PARTS_OF_DAYS and (guess := _guess(role, column, label, shape)) is not None
    ]
    # Ties go to the role named first: the order of ROLES is the order of importance.
    for guess in sorted(guesses, key=lambda g: (-g.confidence, ROLES.index(g.role), g.column)):
        columns = {g.column for g in taken.values()}
        if platform is not None and guess.role not in _ADDED_TO_PLATFORM and "units" in taken:
            continue
        if guess.role not in taken and guess.role not in forbidden and guess.column not in columns:
            taken[guess.role] = guess
    _prefer_filled_item(taken, profiles, fixed or {})
    if "item" not in taken and "item" not in forbidden:
        _item_from_cells(taken, labels, profiles)
    if "units" not in taken and "units" not in forbidden:
        _units_from_cells(taken, labels, profiles)
    return tuple(sorted(taken.values(), key=lambda g: ROLES.index(g.role)))


def _guess(role: str, column: int, label: str, shape: ColumnProfile) -> RoleGuess | None:
    """Return the guess that a column plays a role, None where header or cells speak against it."""
    named = meaning_score(label, role)
    confidence, reason = named, _named(label)
    if role == "day":
        if shape.days >= 0.6:
            if not named:
                known = meanings(label)
                if is_never(label, "day") or (known and known[0].score > 0.9):
                    return None
                confidence, reason = 0.5 * shape.days, _looks_like_days()
            confidence *= 0.4 + 0.6 * min(1.0, shape.filled / 0.8)
        elif shape.bare_days >= 0.9 and named:
            confidence = 0.8 * named
        else:
            return None
    elif not named:
        return None
    elif role in _NUMERIC:
        if shape.numbers < 0.5 or (shape.days > 0.5):
            return None
        confidence *= min(1.0, shape.numbers / 0.9)
        if shape.counting:
            confidence *= 0.3
    elif role in ("item", "title", "store", "category", "supplier", "order_id"):
        if shape.days > 0.5:
            return None
        if role == "item" and shape.counting and named < 0.9:
            confidence *= 0.3  # numbers the rows, not the goods
        if role in ("title", "category") and shape.numbers > 0.9 and named < 0.9:
            confidence *= 0.5
    elif role in ("status", "after_sale"):
        if shape.distinct > 60 or shape.numbers > 0.5:
            return None
    elif role == "cancelled" and shape.filled > 0.6:
        return None
    return RoleGuess(role, column, round(confidence, 3), reason) if confidence >= _LEAST else None


def _take_platform(
    taken: dict[str, RoleGuess],
    forbidden: set[str],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    platform: Platform,
) -> None:
    keys = [squeezed(label) for label in labels]
    for role, header in platform.roles.items():
        key = squeezed(header)
        used = {g.column for g in taken.values()}
        if role in taken or role in forbidden or key not in keys or keys.index(key) in used:
            continue
        column = keys.index(key)
        if not profiles[column].filled and role not in ("day", "item", "cancelled"):
            continue
        reason = say(
            QT_TRANSLATE_NOOP("core", "the column “{label}” of {platform}"),
            label=labels[column],
            platform=platform.name,
        )
        taken[role] = RoleGuess(role, column, 0.99, reason)


def _prefer_filled_item(
    taken: dict[str, RoleGuess], profiles: Sequence[ColumnProfile], fixed: Mapping[str, int]
) -> None:
    """Use the name where most lines have no code: many small shops never fill in SKUs."""
    item, title = taken.get("item"), taken.get("title")
    if item is None or title is None or "item" in fixed:
        return
    if profiles[item.column].filled < 0.5 * profiles[title.column].filled:
        reason = say(QT_TRANSLATE_NOOP("core", "the name, because most lines have no code"))
        taken["item"] = RoleGuess("item", title.column, 0.8, reason)
        del taken["title"]


def _item_from_cells(
    taken: dict[str, RoleGuess], labels: Sequence[str], profiles: Sequence[ColumnProfile]
) -> None:
    """Find what is sold where no header says so: a name, a text that repeats, or a group."""
    if (title := taken.pop("title", None)) is not None:
        reason = say(QT_TRANSLATE_NOOP("core", "the name, because there is no code"))
        taken["item"] = RoleGuess("item", title.column, 0.75, reason)
        return
    used = {g.column for g in taken.values()}
    best: tuple[float, int] | None = None
    for column, (label, shape) in enumerate(zip(labels, profiles, strict=True)):
        if column in used or shape.filled < 0.8 or shape.days > 0.3 or shape.distinct < 2:
            continue
        known = meanings(label)
        if (known and known[0].role not in _GROUPS) or is_never(label, "item"):
            continue
        if shape.numbers > 0.5 and (shape.codes < 0.5 or shape.integers < 1.0 or not known):
            continue
        if shape.unique > 0.8 or shape.length > 80:
            continue
        merit = shape.codes + min(1.0, shape.distinct / 50) - 0.5 * shape.unique
        if best is None or merit > best[0]:
            best = (merit, column)
    if best is not None:
        reason = say(QT_TRANSLATE_NOOP("core", "texts that repeat, as items on sales lines do"))
        taken["item"] = RoleGuess("item", best[1], 0.4, reason)
        return
    for role in ("category", "store") if {"units", "amount"} & taken.keys() else ():
        if (group := taken.get(role)) is not None and profiles[group.column].distinct > 1:
            reason = say(
                QT_TRANSLATE_NOOP("core", "no column names items, so each group is forecast")
            )
            taken["item"] = RoleGuess("item", group.column, 0.35, reason)
            del taken[role]
            return


def _units_from_cells(
    taken: dict[str, RoleGuess], labels: Sequence[str], profiles: Sequence[ColumnProfile]
) -> None:
    """Find the quantity where no header says so: small whole numbers, else sums of sales."""
    used = {g.column for g in taken.values()}
    dated = "day" in taken or "year" in taken
    candidates: list[int] = []
    for column, (label, shape) in enumerate(zip(labels, profiles, strict=True)):
        if column in used or meanings(label) or shape.filled < 0.8 or shape.numbers < 0.9:
            continue
        if (
            shape.counting
            or shape.integers < 0.95
            or shape.signed > 0.1
            or is_never(label, "units")
        ):
            continue
        if shape.bare_days > 0.9 or shape.length > 6 or shape.distinct < 2:
            continue
        candidates.append(column)
    if len(candidates) > 1 and dated and "item" in taken and "amount" not in taken:
        raise _which_units([labels[column] for column in candidates])
    if candidates and dated and "item" in taken:
        reason = say(QT_TRANSLATE_NOOP("core", "whole numbers, as quantities are"))
        taken["units"] = RoleGuess("units", candidates[0], 0.4, reason)
        return
    amount = taken.get("amount")
    if amount is not None and dated and "order_id" not in taken:
        reason = say(
            QT_TRANSLATE_NOOP("core", "no column counts units, so “{label}” is forecast"),
            label=labels[amount.column],
        )
        taken["units"] = RoleGuess("units", amount.column, 0.4, reason)
        del taken["amount"]


def _which_units(labels: Sequence[str]) -> QuestionError:
    return QuestionError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Several columns could be the quantity sold: {labels}. Say which one is, in the "
                "mapping under roles: units.",
            ),
            labels=", ".join(labels[:8]),
        ),
        "units",
        tuple(labels),
    )


def _named(label: str) -> Sentence:
    return say(QT_TRANSLATE_NOOP("core", "the header says “{label}”"), label=label)


def _looks_like_days() -> Sentence:
    return say(QT_TRANSLATE_NOOP("core", "its cells are days"))


def _chosen() -> Sentence:
    return say(QT_TRANSLATE_NOOP("core", "chosen by you"))
