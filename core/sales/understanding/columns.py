"""Understanding a sheet: its header, its layout, the role of each column, the order of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.errors import QuestionError, SheetError
from core.sales.column_map import ColumnMap, RoleGuess
from core.sales.sheet import RawSheet
from core.sales.understanding import header_rows, keys, refusals, spreads, wide_layouts
from core.sales.understanding.choices import Choices
from core.sales.understanding.day_column import (
    day_order_of,
    distinct_dates,
    find_days_without_year,
)
from core.sales.understanding.day_grids import find_day_columns
from core.sales.understanding.days import swapped_order
from core.sales.understanding.headers import Platform, platform_of
from core.sales.understanding.line_layouts import check_required, is_item_list, returned_orders
from core.sales.understanding.not_sales import check_sales
from core.sales.understanding.numbers import (
    decimal_mark_of,
    grouped_or_decimal,
    tells_decimal_mark,
)
from core.sales.understanding.profiles import profiles_of
from core.sales.understanding.relations import Relations
from core.sales.understanding.roles import guess_roles
from core.sales.understanding.sheet_columns import SheetColumns
from core.sales.understanding.split_days import find_split_days
from core.wording import QT_TRANSLATE_NOOP, Sentence, say


def guess_columns(sheet: RawSheet) -> ColumnMap:
    """Return how a sheet is to be read.

    Raises SheetError where there are no sales in it, QuestionError where it can be read in two
    ways that nothing in it settles.
    """
    return derived(sheet, Choices())


def corrected(sheet: RawSheet, columns: ColumnMap, **changes: object) -> ColumnMap:
    """Return ``columns`` after a change of the operator's, with what follows from it re-derived.

    ``changes``: header_row, header_depth, layout, roles (a dict that replaces or, by -1, removes
    single roles), day_order, decimal_mark, year, counter. Raises as ``guess_columns`` does.
    """
    settled: dict[str, object] = {
        "day_order": columns.day_order,
        "decimal_mark": columns.decimal_mark,
    }
    chosen = {g.role: g.column for g in columns.guesses if g.confidence >= 1.0}
    if "header_row" not in changes:
        settled |= {"header_row": columns.header_row, "header_depth": columns.header_depth}
    merged = settled | changes
    given = changes.get("roles")
    if isinstance(given, Mapping):
        chosen |= given
    merged["roles"] = chosen
    return derived(sheet, Choices(**merged))  # type: ignore[arg-type]


def derived(sheet: RawSheet, choices: Choices) -> ColumnMap:
    """Return how a sheet is to be read where some of it is settled. Raises as ``guess_columns``."""
    if choices.layout == "none":
        return set_aside(sheet, say(QT_TRANSLATE_NOOP("core", "left out by you")))
    columns = _derived(sheet, choices)
    if not choices.decimal_mark:
        _check_decimal_mark(sheet, columns)
    return columns


def _derived(sheet: RawSheet, choices: Choices) -> ColumnMap:
    header = _header(sheet, choices)
    first = header.row + 1
    mark = choices.decimal_mark or _decimal_mark(sheet)
    related = Relations(sheet, first, mark)
    columns = SheetColumns(header.labels, profiles_of(sheet.cells, first, mark), related)
    platform = platform_of(header.labels)
    base = ColumnMap(
        header_row=header.row,
        layout="lines",
        roles={},
        labels=header.labels,
        decimal_mark=mark,
        header_depth=header.depth,
        platform=platform.key if platform else "",
        year=choices.year,
    )
    if (returns := returned_orders(sheet, base, columns)) is not None:
        return returns
    if choices.layout in ("", "wide") and (spread := _spread(sheet, header, columns, choices)):
        return wide_layouts.periods_across(sheet, base, columns, spread, choices)
    if choices.layout in ("", "wide_stores") and platform is None:
        across_stores = wide_layouts.stores_across(sheet, base, columns, choices)
        if across_stores is not None:
            return across_stores
    guesses = _line_roles(sheet, columns, platform, choices, first)
    if choices.layout in ("", "wide_items"):
        across = wide_layouts.find_items_across(sheet, header, columns, guesses)
        if across or choices.layout == "wide_items":
            return wide_layouts.items_across(sheet, base, guesses, across, choices)
    found = {g.role: g.column for g in guesses}
    if choices.layout != "lines" and "year" not in found and is_item_list(found, columns):
        kept = tuple(g for g in guesses if g.role not in ("day", "units"))
        return replace(base, layout="items", roles={g.role: g.column for g in kept}, guesses=kept)
    if not {"day", "year"} & found.keys() and choices.roles.get("day", 0) >= 0:
        days = find_days_without_year(sheet, header, guesses, choices.year)
        if days is not None:
            # Quantities are looked for only where there are days.
            guesses = guess_roles(columns, None, choices.roles, days[:1])
            base = replace(base, year=days[1])
    return _lines(sheet, base, columns, guesses, choices)


def _header(sheet: RawSheet, choices: Choices) -> header_rows.Header:
    """Return the header, the operator's or the likeliest one; raises SheetError where there are no
    lines below it."""
    if choices.header_row is None:
        header = header_rows.find_header(sheet)
    else:
        header = header_rows.header_at(sheet, choices.header_row, choices.header_depth)
    if not _has_rows(sheet, header.row + 1, 1 if header.row >= 0 else 2):
        raise SheetError(refusals.too_short(sheet))
    return header


def _has_rows(sheet: RawSheet, first: int, least: int) -> bool:
    """Whether ``least`` rows from ``first`` on have a filled cell."""
    rows: set[int] = set()
    for column in sheet.cells.columns:
        filled = sheet.cells[column].cat.codes.to_numpy()[first:] >= 0
        rows |= set(np.flatnonzero(filled)[:least].tolist())
        if len(rows) >= least:
            return True
    return False


def _spread(
    sheet: RawSheet, header: header_rows.Header, columns: SheetColumns, choices: Choices
) -> spreads.Spread | None:
    """Return the columns that are periods, None where there are none."""
    return spreads.find_period_columns(
        sheet, header, columns.profiles, choices.day_order, choices.year
    ) or find_day_columns(sheet, header, columns.profiles, choices.year)


def _line_roles(
    sheet: RawSheet,
    columns: SheetColumns,
    platform: Platform | None,
    choices: Choices,
    first: int,
) -> tuple[RoleGuess, ...]:
    """Return the roles of a sheet of lines, with days that are split over columns."""
    guesses = guess_roles(columns, platform, choices.roles)
    if any(g.role in ("day", "year") for g in guesses):
        return guesses
    split = find_split_days(sheet, columns.labels, first, [g.column for g in guesses])
    return guess_roles(columns, platform, choices.roles, split) if split else guesses


def _lines(
    sheet: RawSheet,
    base: ColumnMap,
    columns: SheetColumns,
    guesses: Sequence[RoleGuess],
    choices: Choices,
) -> ColumnMap:
    """Return the map of lines of sales; raises as ``guess_columns``."""
    found = {g.role: g.column for g in guesses}
    check_required(sheet, columns, found)
    check_sales(sheet, base.labels, found, columns.related)
    order = choices.day_order if choices.day_order in ("dmy", "mdy") else ""
    swapped = ""
    if "day" in found and not sheet.encoding:
        swapped = swapped_order(distinct_dates(sheet, found["day"], base.header_row + 1))
        order = order or swapped
    if not order and "day" in found:
        order = day_order_of(sheet, base, columns.profiles, found["day"])
    result = replace(
        base,
        roles=found,
        guesses=tuple(guesses),
        day_order=order or "ymd",
        swapped=bool(swapped) and swapped == order,
    )
    result = replace(result, item_parts=keys.item_parts(sheet, result, columns.profiles))
    counter = choices.counter if choices.counter is not None else keys.is_counter(sheet, result)
    return replace(result, counter=counter)


def _decimal_mark(sheet: RawSheet) -> str:
    return decimal_mark_of(_marked_texts(sheet))


def _marked_texts(sheet: RawSheet) -> list[str]:
    texts: list[str] = []
    for column in sheet.cells.columns:
        categories = sheet.cells[column].cat.categories
        texts.extend(t for t in categories[:2_000] if "," in t or "." in t)
    return texts[:20_000]


def _check_decimal_mark(sheet: RawSheet, columns: ColumnMap) -> None:
    """Ask whether 1,250 is a thousand or one and a quarter where nothing in the sheet tells."""
    marked = _marked_texts(sheet)
    if not any("," in text for text in marked) or tells_decimal_mark(marked):
        return
    related = Relations(sheet, columns.header_row + 1)
    counted = columns.spread or tuple(c for r, c in columns.roles.items() if r == "units")
    example = grouped_or_decimal([text for c in counted for text in related.texts(c)])
    if not example:
        return
    whole, _, rest = example.partition(",")
    raise QuestionError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "The quantity {example} can be read as {large} or as {small}, and nothing in the "
                "sheet settles it. Say which mark stands before decimals: the comma or the point.",
            ),
            example=example,
            large=whole + rest,
            small=f"{whole}.{rest}",
        ),
        "decimal_mark",
        (",", "."),
    )


def set_aside(sheet: RawSheet, note: Sentence) -> ColumnMap:
    """Return the map of a sheet that is not read, ``note`` says why."""
    return ColumnMap(
        header_row=0,
        layout="none",
        roles={},
        labels=tuple(header_rows.top_rows(sheet, 1)[0]) if len(sheet.cells) else (),
        note=note,
    )
