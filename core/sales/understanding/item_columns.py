"""Which column names the item and which its title, once headers have had their say."""

from __future__ import annotations

from dataclasses import replace

from core.sales.column_map import RoleGuess
from core.sales.understanding.code_owners import code_owner
from core.sales.understanding.header_roles import named
from core.sales.understanding.headers import meaning_score
from core.sales.understanding.sheet_columns import SheetColumns
from core.sales.understanding.unnamed import are_codes, code_beside, items_by_cells
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_DOMINANT = 0.7  # of an item's rows with its commonest title, below which a code means several


def prefer_filled_item(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Use the name where most lines have no code: many small shops never fill in SKUs."""
    item, title = taken.get("item"), taken.get("title")
    if item is None or title is None:
        return
    if columns.profiles[item.column].filled < 0.5 * columns.profiles[title.column].filled:
        reason = say(QT_TRANSLATE_NOOP("core", "the name, because most lines have no code"))
        _name_as_item(taken, 0.8, reason)


def item_from_cells(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Find what is sold where no header says so: a name, a text that repeats, or a group."""
    if (group := _group_of_items(taken, columns)) is not None:
        reason = say(QT_TRANSLATE_NOOP("core", "each of its texts stands above its lines"))
        taken["item"] = RoleGuess("item", group, 0.7, reason)
        taken.pop("title", None)  # a line without a code would go by its name
        return
    if "title" in taken:
        reason = say(QT_TRANSLATE_NOOP("core", "the name, because there is no code"))
        _name_as_item(taken, 0.75, reason)
        return
    used = {g.column for g in taken.values()}
    day = taken["day"].column if "day" in taken else None
    order = taken["order_id"].column if "order_id" in taken else None
    if found := items_by_cells(columns, used, day, order):
        taken.update({guess.role: guess for guess in found})
        return
    for role in ("category", "store") if {"units", "amount"} & taken.keys() else ():
        if (named := taken.get(role)) is not None and columns.profiles[named.column].distinct > 1:
            reason = say(
                QT_TRANSLATE_NOOP("core", "no column names items, so each group is forecast")
            )
            taken["item"] = RoleGuess("item", named.column, 0.35, reason)
            del taken[role]
            return


def _group_of_items(taken: dict[str, RoleGuess], columns: SheetColumns) -> int | None:
    """Return the column that heads the lines of each item in a report by item, None where there is
    none: the names below may be no more than notes, but do not stand below several customers."""
    title = taken.get("title")
    for column, label, shape in columns.free(taken):
        if meaning_score(label, "item") < 0.5 and label.strip():
            continue
        if shape.numbers > 0.5 or shape.days > 0.5 or not columns.related.heads_groups(column):
            continue
        if title is None or columns.profiles[title.column].distinct == 1:
            return column
        if columns.related.across_groups(title.column, column) < 0.1:
            return column
    return None


def prefer_own_title(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Use the name that belongs to the code where another one does not: "Name" may be the
    customer's, "Display Name" the item's."""
    item, title = taken["item"], taken.get("title")
    if title is None or columns.several(item.column, title.column) <= 0.5:
        return
    for column, label, shape in columns.free(taken):
        by_header = meaning_score(label, "title")
        if by_header <= 0.5 or shape.filled < 0.8 or shape.numbers > 0.5 or shape.distinct < 2:
            continue
        if columns.several(item.column, column) < 0.03:
            taken["title"] = RoleGuess("title", column, round(by_header, 3), named(label))
            return


def drop_code_of_many(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Use a finer code, or the name, where what is called a code stands beside many: the number of
    a line, of a listing, of a group."""
    item, title = taken["item"], taken.get("title")
    if title is None or columns.profiles[title.column].unique >= 0.8:
        return
    if columns.several(item.column, title.column) <= 0.3:
        return
    filled = columns.profiles[title.column].filled
    for column, label, shape in columns.free(taken):
        by_header = meaning_score(label, "item")
        measure = shape.numbers > 0.5 and not are_codes(columns.texts(column))
        if by_header <= 0.5 or shape.filled < 0.9 * filled or shape.unique > 0.8 or measure:
            continue
        if columns.several(column, title.column) < 0.03:
            taken["item"] = RoleGuess("item", column, round(by_header, 3), named(label))
            return
    used = [g.column for role, g in taken.items() if role not in ("category", "supplier")]
    if code_owner(columns, item.column, title.column, used) is not None:
        return
    if columns.related.dominance(item.column, title.column) < _DOMINANT:
        reason = say(QT_TRANSLATE_NOOP("core", "the name, because one code stands for many"))
        _name_as_item(taken, 0.7, reason)


def prefer_code(taken: dict[str, RoleGuess], columns: SheetColumns) -> None:
    """Use a code that stands for each name, whatever its header says, as other sheets will."""
    name = taken["item"]
    if "title" in taken or name.confidence >= 0.9 or are_codes(columns.texts(name.column)):
        return
    column = code_beside(name.column, columns, {g.column for g in taken.values()})
    if column is not None:
        reason = say(QT_TRANSLATE_NOOP("core", "one code for each name"))
        taken["item"] = RoleGuess("item", column, 0.6, reason)
        taken["title"] = replace(name, role="title")


def _name_as_item(taken: dict[str, RoleGuess], confidence: float, reason: Sentence) -> None:
    """Let the title stand for the item as well."""
    taken["item"] = RoleGuess("item", taken.pop("title").column, confidence, reason)
