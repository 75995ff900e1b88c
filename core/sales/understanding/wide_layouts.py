"""Layouts whose units lie across columns: periods, items or stores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.errors import SheetError
from core.sales.column_map import PARTS_OF_DAYS, ColumnMap, RoleGuess
from core.sales.sheet import RawSheet
from core.sales.understanding import keys, refusals, spreads
from core.sales.understanding.choices import Choices
from core.sales.understanding.day_column import day_order_of
from core.sales.understanding.header_rows import Header
from core.sales.understanding.headers import meaning_score
from core.sales.understanding.profiles import NO_CELLS
from core.sales.understanding.roles import guess_roles
from core.sales.understanding.sheet_columns import SheetColumns
from core.sales.understanding.split_days import find_split_days
from core.sales.understanding.store_columns import find_store_columns
from core.sales.understanding.words import is_total_word
from core.wording import QT_TRANSLATE_NOOP, say


def periods_across(
    sheet: RawSheet,
    base: ColumnMap,
    columns: SheetColumns,
    spread: spreads.Spread,
    choices: Choices,
) -> ColumnMap:
    """Return the map of a sheet whose columns are periods: the others say which item a row is.

    Raises SheetError where none of them does.
    """
    rest = [NO_CELLS if c in spread.columns else p for c, p in enumerate(columns.profiles)]
    fixed = {"day": -1, "units": -1, "amount": -1, **choices.roles}
    guesses = guess_roles(replace(columns, profiles=rest), None, fixed)
    found = {g.role: g.column for g in guesses if g.column >= 0}
    if "item" not in found:
        texts = [c for c, p in enumerate(rest) if p.filled and p.numbers < 0.5]
        codes = [c for c, p in enumerate(rest) if p.filled and p.distinct > 1]
        column = next(iter([*texts, *codes]), -1)
        if column < 0:
            raise SheetError(refusals.no_item(sheet))
        found["item"] = column
        reason = say(QT_TRANSLATE_NOOP("core", "the first column beside the periods"))
        guesses = (*guesses, RoleGuess("item", column, 0.5, reason))
    return replace(
        base,
        layout="wide",
        roles=found,
        guesses=guesses,
        day_order=spread.day_order,
        spread=spread.columns,
        spread_days=spread.days,
        item_parts=keys.row_parts(sheet, base.header_row + 1, found, rest),
    )


def find_items_across(
    sheet: RawSheet, header: Header, columns: SheetColumns, guesses: Sequence[RoleGuess]
) -> tuple[int, ...]:
    """Return the item columns of a sheet that has a row a period, () where it is not such."""
    profiles = columns.profiles
    found = {g.role: g.column for g in guesses}
    sure = {g.role for g in guesses if g.confidence >= 0.6}
    if "item" in found and (
        profiles[found["item"]].numbers < 0.8 or meaning_score(header.labels[found["item"]], "item")
    ):
        return ()
    if {"title", "order_id", "unit_price"} & sure:
        return ()
    if "day" in found and profiles[found["day"]].unique < 0.95:
        return ()
    parts = [found[part] for part in PARTS_OF_DAYS if part in found]
    if "day" not in found and keys.repeated(sheet, header.row + 1, parts) > 0.05:
        return ()
    return spreads.find_item_columns(header, profiles, found)


def items_across(
    sheet: RawSheet,
    base: ColumnMap,
    guesses: Sequence[RoleGuess],
    across: Sequence[int],
    choices: Choices,
) -> ColumnMap:
    """Return the map of a sheet that has a row a period and a column an item.

    Raises SheetError where no column tells the period.
    """
    days = tuple(g for g in guesses if g.role in ("day", *PARTS_OF_DAYS))
    day = {g.role: g.column for g in days}
    if not day:
        raise SheetError(refusals.no_day(sheet))
    totals = [c for c in across if is_total_word(base.labels[c])]
    kept = [c for c in across if c not in totals]
    if not totals:
        values = np.column_stack(
            [spreads.numbers_at(sheet, c, base.header_row + 1, base.decimal_mark) for c in kept]
        )
        summed = spreads.sums_of_others(values)
        kept = [c for c, is_sum in zip(kept, summed, strict=True) if not is_sum]
    order = choices.day_order or "ymd"
    if not choices.day_order and "day" in day:
        order = day_order_of(sheet, base, (), day["day"])
    return replace(
        base,
        layout="wide_items",
        roles=day,
        guesses=days,
        day_order=order,
        spread=tuple(kept),
    )


def stores_across(
    sheet: RawSheet, base: ColumnMap, columns: SheetColumns, choices: Choices
) -> ColumnMap | None:
    """Return the map of a sheet with a column a store; None where they are not such, or where rows
    lack a day or an item."""
    if "units" in choices.roles or "store" in choices.roles:
        return None
    first = base.header_row + 1
    fixed = {"units": -1, "amount": -1, "store": -1, **choices.roles}
    guesses = guess_roles(columns, None, fixed)
    if not any(g.role == "day" for g in guesses):
        split = find_split_days(sheet, base.labels, first, [g.column for g in guesses])
        guesses = guess_roles(columns, None, fixed, split)
    found = {g.role: g.column for g in guesses}
    if "item" not in found or not {"day", "year"} & found.keys():
        return None
    across = find_store_columns(
        sheet, base.labels, columns.profiles, first, base.decimal_mark, found.values()
    )
    if not across:
        return None
    order = choices.day_order
    if not order and "day" in found:
        order = day_order_of(sheet, base, columns.profiles, found["day"])
    return replace(
        base,
        layout="wide_stores",
        roles=found,
        guesses=guesses,
        day_order=order or "ymd",
        spread=across,
    )
