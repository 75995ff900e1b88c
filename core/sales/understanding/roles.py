"""Which column plays which role, from its header and from its cells, with a reason for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.sales.column_map import PARTS_OF_DAYS, ROLES, RoleGuess
from core.sales.understanding.headers import (
    Platform,
    is_never,
    meaning_score,
    meanings,
    names_quantity,
    spaced,
    squeezed,
)
from core.sales.understanding.profiles import ColumnProfile
from core.sales.understanding.relations import Relations
from core.sales.understanding.unnamed import (
    are_codes,
    code_beside,
    items_by_cells,
    units_by_cells,
    which_units,
)
from core.sales.understanding.words import read_words_kind
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
    related: Relations | None = None,
) -> tuple[RoleGuess, ...]:
    """Return the best guess for each role that some column plays; one role a column.

    ``fixed`` roles are the operator's and are kept; a column number of -1 forbids the role.
    ``settled`` guesses were made before and are kept. ``related`` tells how the columns go
    together; without it headers alone decide what is an item or a quantity.
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
    if related is not None:
        guesses = _checked(guesses, profiles, related)
    # Ties go to the role named first: the order of ROLES is the order of importance.
    for guess in sorted(guesses, key=lambda g: (-g.confidence, ROLES.index(g.role), g.column)):
        columns = {g.column for g in taken.values()}
        if platform is not None and "units" in taken and not _may_add(platform, guess.role):
            continue
        if guess.role not in taken and guess.role not in forbidden and guess.column not in columns:
            taken[guess.role] = guess
    _prefer_filled_item(taken, profiles, fixed or {})
    if related is not None and not {"order_id", "units"} & forbidden:
        _order_from_cells(taken, labels, profiles, related)
    if "item" not in taken and "item" not in forbidden:
        _item_from_cells(taken, labels, profiles, related)
    if platform is None and related is not None and "day" not in {*(fixed or {}), *forbidden}:
        _prefer_finer_day(taken, labels, profiles, related)
    if "item" in taken and related is not None and "item" not in (fixed or {}):
        if platform is None:
            _prefer_own_title(taken, labels, profiles, related)
            _drop_code_of_many(taken, labels, profiles, related)
        _prefer_code(taken, labels, profiles, related)
    if platform is None and related is not None and "status" not in forbidden:
        _status_from_cells(taken, profiles, related)
    if "units" not in taken and "units" not in forbidden:
        _units_from_cells(taken, labels, profiles, related)
    return tuple(sorted(taken.values(), key=lambda g: ROLES.index(g.role)))


def _may_add(platform: Platform, role: str) -> bool:
    """Whether a role may be guessed in a known export: what it leaves out, or calls otherwise."""
    return role in _ADDED_TO_PLATFORM or role in platform.roles


def _guess(role: str, column: int, label: str, shape: ColumnProfile) -> RoleGuess | None:
    """Return the guess that a column plays a role, None where header or cells speak against it."""
    named = meaning_score(label, role)
    confidence, reason = named, _named(label)
    if role == "day":
        if shape.days >= 0.6:
            if not named:
                known = [m for m in meanings(label) if m.role not in PARTS_OF_DAYS]
                if is_never(label, "day") or (known and known[0].score > 0.9):
                    return None
                confidence, reason = 0.5 * shape.days, _looks_like_days()
            confidence *= 0.4 + 0.6 * min(1.0, shape.filled / 0.8)
        elif shape.bare_days >= 0.9 and named:
            confidence = 0.8 * named
        elif shape.bare_days >= 0.99 and shape.length == 8 and not meanings(label):
            if is_never(label, "day"):
                return None
            confidence, reason = 0.4, _looks_like_days()  # 20240305
        else:
            return None
    elif not named:
        return None
    elif role in _NUMERIC:
        if shape.numbers < 0.5 or (shape.days > 0.5):
            return None
        confidence *= min(1.0, shape.numbers / 0.9)
        if role in ("units", "amount") and spaced(label).startswith(("net ", "净")):
            # What came back is taken off already, as it is where returns have lines of their own.
            confidence = max(confidence, 0.98)
        if shape.counting:
            confidence *= 0.3
    elif role in ("item", "title", "store", "category", "supplier", "order_id"):
        if shape.days > 0.5:
            return None
        if role == "item" and shape.counting and named < 0.9:
            confidence *= 0.3  # numbers the rows, not the goods
        if role == "item" and shape.codes < 0.2 and shape.numbers < 0.5:
            confidence *= 0.95  # names: a column of codes goes before them
        if role in ("title", "category") and shape.numbers > 0.9 and named < 0.9:
            confidence *= 0.5
        if (
            role == "store"
            and named < 0.9
            and (shape.distinct > 500 or shape.integers < 1.0 < 2 * shape.numbers)
        ):
            return None
    elif role in ("status", "after_sale"):
        if shape.distinct > 60 or shape.numbers > 0.5:
            return None
    elif role == "cancelled" and shape.filled > 0.6 and shape.distinct > 2:
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
    for role, headers in platform.roles.items():
        if role in taken or role in forbidden:
            continue
        used = {g.column for g in taken.values()}
        there = [keys.index(key) for label in headers if (key := squeezed(label)) in keys]
        free = [column for column in there if column not in used]
        column = next((c for c in free if profiles[c].filled), next(iter(free), -1))
        if column < 0:
            continue
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
    taken: dict[str, RoleGuess],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    related: Relations | None,
) -> None:
    """Find what is sold where no header says so: a name, a text that repeats, or a group."""
    if (title := taken.pop("title", None)) is not None:
        reason = say(QT_TRANSLATE_NOOP("core", "the name, because there is no code"))
        taken["item"] = RoleGuess("item", title.column, 0.75, reason)
        return
    if related is not None:
        used = {g.column for g in taken.values()}
        day = taken["day"].column if "day" in taken else None
        order = taken["order_id"].column if "order_id" in taken else None
        found = items_by_cells(labels, profiles, related, used, day, order)
        if found:
            taken.update({guess.role: guess for guess in found})
            return
    for role in ("category", "store") if {"units", "amount"} & taken.keys() else ():
        if (group := taken.get(role)) is not None and profiles[group.column].distinct > 1:
            reason = say(
                QT_TRANSLATE_NOOP("core", "no column names items, so each group is forecast")
            )
            taken["item"] = RoleGuess("item", group.column, 0.35, reason)
            del taken[role]
            return


def _checked(
    guesses: Sequence[RoleGuess], profiles: Sequence[ColumnProfile], related: Relations
) -> list[RoleGuess]:
    """Trust a header less that names the item where its cells do not behave like goods: goods are
    sold on several days, orders and lines are not, and measures are no codes."""
    day = max((g for g in guesses if g.role == "day"), key=lambda g: g.confidence, default=None)
    if day is None or profiles[day.column].distinct < 5:
        return list(guesses)
    checked: list[RoleGuess] = []
    for guess in guesses:
        shape = profiles[guess.column]
        if guess.role in ("item", "title") and shape.rows >= 20:
            once = shape.unique > 0.95 and guess.confidence < 0.9
            orders = shape.distinct >= 20 and related.several(guess.column, day.column) < 0.02
            measure = (
                guess.confidence < 0.7
                and shape.numbers > 0.9
                and not are_codes(related.texts(guess.column))
            )
            if once or measure or (orders and shape.unique < 0.95):
                guess = replace(guess, confidence=round(0.4 * guess.confidence, 3))
        if guess.confidence >= _LEAST:
            checked.append(guess)
    return checked


def _prefer_finer_day(
    taken: dict[str, RoleGuess],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    related: Relations,
) -> None:
    """Use a nameless column of days where the named one tells only their months, or where it tells
    of something later: of an update, of the kitchen."""
    if (day := taken.get("day")) is None:
        return
    used = {g.column for g in taken.values()}
    for column, (label, shape) in enumerate(zip(labels, profiles, strict=True)):
        nameless = column not in used and not meanings(label) and not is_never(label, "day")
        if not nameless or shape.days < 0.9 or shape.filled < 0.9 * profiles[day.column].filled:
            continue
        finer = (
            related.several(day.column, column) > 0.5 and related.several(column, day.column) < 0.02
        )
        months = profiles[day.column].distinct * 5 < shape.distinct
        later = day.confidence < 0.8 and related.is_later(day.column, column)
        if (finer and months) or later:
            reason = say(
                QT_TRANSLATE_NOOP("core", "its cells are the days of “{label}”"),
                label=labels[day.column],
            )
            taken["day"] = RoleGuess("day", column, 0.5, reason)
            return


def _prefer_own_title(
    taken: dict[str, RoleGuess],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    related: Relations,
) -> None:
    """Use the name that belongs to the code where another one does not: "Name" may be the
    customer's, "Display Name" the item's."""
    item, title = taken["item"], taken.get("title")
    if title is None or related.several(item.column, title.column) <= 0.5:
        return
    used = {g.column for g in taken.values()}
    for column, (label, shape) in enumerate(zip(labels, profiles, strict=True)):
        named = meaning_score(label, "title")
        if column in used or named <= 0.5 or shape.filled < 0.8 or shape.numbers > 0.5:
            continue
        if related.several(item.column, column) < 0.03:
            taken["title"] = RoleGuess("title", column, round(named, 3), _named(label))
            return


def _drop_code_of_many(
    taken: dict[str, RoleGuess],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    related: Relations,
) -> None:
    """Use a finer code, or the name, where what is called a code stands beside many: the number of
    a line, of a listing, of a group."""
    item, title = taken["item"], taken.get("title")
    if title is None or profiles[title.column].unique >= 0.8:
        return
    if related.several(item.column, title.column) <= 0.3:
        return
    used = {g.column for g in taken.values()}
    for column, (label, shape) in enumerate(zip(labels, profiles, strict=True)):
        named = meaning_score(label, "item")
        if column in used or named <= 0.5 or shape.filled < 0.9 * profiles[title.column].filled:
            continue
        if related.several(column, title.column) < 0.03:
            taken["item"] = RoleGuess("item", column, round(named, 3), _named(label))
            return
    if profiles[title.column].distinct < 2 * profiles[item.column].distinct:
        return
    if related.several(item.column, title.column) <= 0.5:
        return
    reason = say(QT_TRANSLATE_NOOP("core", "the name, because one code stands for many"))
    taken["item"] = RoleGuess("item", title.column, 0.7, reason)
    del taken["title"]


def _order_from_cells(
    taken: dict[str, RoleGuess],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    related: Relations,
) -> None:
    """Find the number of the order where no header says so: its lines stand together, on one day,
    and (where that is known) name several items."""
    if "order_id" in taken or "day" not in taken:
        return
    used = {g.column for g in taken.values()}
    day, item = taken["day"].column, taken.get("item", taken.get("title"))
    for column, (label, shape) in enumerate(zip(labels, profiles, strict=True)):
        if column in used or meanings(label) or is_never(label, "order_id"):
            continue
        if shape.filled < 0.95 or shape.days > 0.1 or not 0.1 < shape.unique < 0.97:
            continue
        if shape.numbers > 0.5 and shape.integers < 0.99:
            continue
        if (
            related.in_runs(column) > 0.95
            and related.several(column, day) < 0.02
            and related.several(day, column) > 0.3
            and (item is None or related.several(column, item.column) > 0.5)
        ):
            reason = say(QT_TRANSLATE_NOOP("core", "its lines stand together and are of one day"))
            taken["order_id"] = RoleGuess("order_id", column, 0.5, reason)
            return


def _prefer_code(
    taken: dict[str, RoleGuess],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    related: Relations,
) -> None:
    """Use a code that stands for each name, whatever its header says, as other sheets will."""
    name = taken["item"]
    if "title" in taken or name.confidence >= 0.9 or are_codes(related.texts(name.column)):
        return
    used = {g.column for g in taken.values()}
    column = code_beside(name.column, labels, profiles, related, used)
    if column is None:
        return
    reason = say(QT_TRANSLATE_NOOP("core", "one code for each name"))
    taken["item"] = RoleGuess("item", column, 0.6, reason)
    taken["title"] = replace(name, role="title")


def _status_from_cells(
    taken: dict[str, RoleGuess], profiles: Sequence[ColumnProfile], related: Relations
) -> None:
    """Find the column of document types by its words: sales beside purchases, counts, moves."""
    if "status" in taken:
        return
    kept = {g.column for role, g in taken.items() if role not in ("category", "promotion")}
    for column, shape in enumerate(profiles):
        if column in kept or shape.filled < 0.8 or not 2 <= shape.distinct <= 20:
            continue
        texts = related.texts(column)
        moved = sum(read_words_kind(text, "transfer") for text in texts)
        sold = sum(read_words_kind(text, "sale") for text in texts)
        if moved and sold and moved + sold >= 0.6 * len(texts):
            taken.pop(next((r for r, g in taken.items() if g.column == column), ""), None)
            reason = say(QT_TRANSLATE_NOOP("core", "its cells tell sales from other movements"))
            taken["status"] = RoleGuess("status", column, 0.6, reason)
            return


def _units_from_cells(
    taken: dict[str, RoleGuess],
    labels: Sequence[str],
    profiles: Sequence[ColumnProfile],
    related: Relations | None,
) -> None:
    """Find the quantity where no header says so: small whole numbers, else sums of sales."""
    dated = "day" in taken or "year" in taken
    if dated and "item" in taken and related is not None:
        used = {g.column for g in taken.values()}
        found = units_by_cells(labels, profiles, related, used, taken["item"].column)
        if found:
            taken.update({g.role: g for g in found if g.role not in taken})
            return
        if (second := _second_quantity(taken, labels, profiles)) is not None:
            taken["units"] = second
            return
    amount = taken.get("amount")
    if amount is not None and dated and "order_id" not in taken:
        reason = say(
            QT_TRANSLATE_NOOP("core", "no column counts units, so “{label}” is forecast"),
            label=labels[amount.column],
        )
        taken["units"] = RoleGuess("units", amount.column, 0.4, reason)
        del taken["amount"]


def _second_quantity(
    taken: dict[str, RoleGuess], labels: Sequence[str], profiles: Sequence[ColumnProfile]
) -> RoleGuess | None:
    """Return the quantity of what is not quite what was sold ("Qty shipped"), where no other column
    counts: it is nearer than one a row. Raises QuestionError where there are several."""
    used = {g.column for g in taken.values()}
    found = [
        column
        for column, (label, shape) in enumerate(zip(labels, profiles, strict=True))
        if column not in used
        and not meanings(label)
        and names_quantity(label)
        and shape.filled >= 0.8
        and shape.numbers >= 0.9
        and shape.distinct > 1
        and not shape.counting
    ]
    if len(found) > 1:
        raise which_units([labels[column] for column in found])
    return RoleGuess("units", found[0], 0.35, _named(labels[found[0]])) if found else None


def _named(label: str) -> Sentence:
    return say(QT_TRANSLATE_NOOP("core", "the header says “{label}”"), label=label)


def _looks_like_days() -> Sentence:
    return say(QT_TRANSLATE_NOOP("core", "its cells are days"))


def _chosen() -> Sentence:
    return say(QT_TRANSLATE_NOOP("core", "chosen by you"))
