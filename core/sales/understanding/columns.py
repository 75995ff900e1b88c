"""Understanding a sheet: its header, its layout, the role of each column, the order of days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.errors import SheetError
from core.sales.column_map import (
    LAYOUTS,
    PARTS_OF_DAYS,
    REQUIRED,
    ROLES,
    ColumnMap,
    RoleGuess,
)
from core.sales.sheet import RawSheet
from core.sales.understanding import header_rows, keys, refusals, roles, spreads
from core.sales.understanding.day_grids import find_day_columns
from core.sales.understanding.days import (
    day_parts,
    read_partial_day,
    settle_day_order,
    swapped_order,
)
from core.sales.understanding.headers import meaning_score, platform_of, squeezed
from core.sales.understanding.not_sales import check_sales
from core.sales.understanding.numbers import decimal_mark_of
from core.sales.understanding.profiles import ColumnProfile, profiles_of
from core.sales.understanding.relations import Relations
from core.sales.understanding.split_days import find_split_days
from core.sales.understanding.store_columns import find_store_columns
from core.sales.understanding.words import is_total_word
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

__all__ = [
    "LAYOUTS",
    "REQUIRED",
    "ROLES",
    "Choices",
    "ColumnMap",
    "RoleGuess",
    "corrected",
    "derived",
    "guess_columns",
    "understand",
]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the operator has settled; everything left out is guessed. A role's column of -1 means
    that no column plays it."""

    header_row: int | None = None
    header_depth: int = 1
    layout: str = ""
    roles: Mapping[str, int] = field(default_factory=dict)
    day_order: str = ""
    decimal_mark: str = ""
    year: int = 0
    counter: bool | None = None


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


def understand(
    sheets: Sequence[RawSheet], guess: Callable[[RawSheet], ColumnMap] = guess_columns
) -> tuple[ColumnMap, ...]:
    """Return how each of several sheets is to be read, those without sales set aside with a note.

    ``guess`` reads one sheet; a mapping may take its place.

    Raises SheetError where none of them holds sales (the sentence of the one that came closest),
    QuestionError where one leaves something in doubt.
    """
    maps: list[ColumnMap] = []
    troubles: list[SheetError] = []
    for sheet in sheets:
        try:
            maps.append(guess(sheet))
        except SheetError as trouble:
            troubles.append(trouble)
            maps.append(_set_aside(sheet, refusals.no_sales_note(sheet)))
    shown = [m for s, m in zip(sheets, maps, strict=True) if not s.hidden]
    if any(_holds_sales(m) for m in shown):
        # What a workbook hides are old copies and workings; its lists of items still help.
        maps = [
            _set_aside(s, refusals.hidden_note(s)) if s.hidden and _holds_sales(m) else m
            for s, m in zip(sheets, maps, strict=True)
        ]
    if not any(_holds_sales(m) for m in maps):
        stock = next((s for s, m in zip(sheets, maps, strict=True) if m.layout == "items"), None)
        if stock is not None and not troubles:
            raise SheetError(refusals.only_items(stock))
        raise troubles[0] if troubles else SheetError(refusals.nothing(sheets[0]))
    return tuple(maps)


def _holds_sales(columns: ColumnMap) -> bool:
    return columns.layout in ("lines", "wide", "wide_items", "wide_stores")


def derived(sheet: RawSheet, choices: Choices) -> ColumnMap:
    """Return how a sheet is to be read where some of it is settled. Raises as ``guess_columns``."""
    if choices.layout == "none":
        return _set_aside(sheet, say(QT_TRANSLATE_NOOP("core", "left out by you")))
    if choices.header_row is None:
        header = header_rows.find_header(sheet)
    else:
        header = header_rows.header_at(sheet, choices.header_row, choices.header_depth)
    first = header.row + 1
    if len(sheet.cells) - first < 1 or _is_one_row(sheet, header):
        raise SheetError(refusals.too_short(sheet))
    mark = choices.decimal_mark or _decimal_mark(sheet, first)
    profiles = profiles_of(sheet.cells, first, mark)
    related = Relations(sheet, first, mark)
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
    if _is_returns(base, profiles):
        return replace(
            base, layout="returns", roles=_return_roles(base), note=refusals.returns_note(sheet)
        )
    if choices.layout in ("", "wide"):
        spread = spreads.find_period_columns(
            sheet, header, profiles, choices.day_order, choices.year
        )
        if spread is None:
            spread = find_day_columns(sheet, header, profiles, choices.year)
        if spread is not None:
            return _wide(sheet, base, profiles, spread, choices)
    if choices.layout in ("", "wide_stores") and platform is None:
        across_stores = _wide_stores(sheet, base, profiles, choices)
        if across_stores is not None:
            return across_stores
    guesses = roles.guess_roles(header.labels, profiles, platform, choices.roles, related=related)
    found = {g.role: g.column for g in guesses}
    if "day" not in found and "year" not in found:
        split = find_split_days(sheet, header.labels, first, list(found.values()))
        if split:
            guesses = roles.guess_roles(
                header.labels, profiles, platform, choices.roles, split, related
            )
            found = {g.role: g.column for g in guesses}
    dated = "day" in found or "year" in found
    if choices.layout in ("", "wide_items"):
        across = _items_across(sheet, header, profiles, found, guesses)
        if across or choices.layout == "wide_items":
            return _wide_items(sheet, base, found, guesses, across, choices)
    if (
        choices.layout != "lines"
        and "year" not in found
        and _is_item_list(found, profiles, header.labels)
    ):
        found.pop("day", None)
        found.pop("units", None)
        kept = tuple(g for g in guesses if g.role in found)
        return replace(base, layout="items", roles=found, guesses=kept)
    if not dated and choices.roles.get("day", 0) >= 0:
        guesses, base = _days_without_year(sheet, header, base, guesses, choices, profiles)
        found = {g.role: g.column for g in guesses}
    _check_required(sheet, base, profiles, found)
    check_sales(sheet, base.labels, found, related)
    order = choices.day_order if choices.day_order in ("dmy", "mdy") else ""
    swapped = ""
    if "day" in found and not sheet.encoding:
        swapped = swapped_order(_distinct_dates(sheet, found["day"], first))
        order = order or swapped
    if not order and "day" in found:
        order = _day_order(sheet, base, profiles, found["day"])
    result = replace(
        base,
        roles=found,
        guesses=guesses,
        day_order=order or "ymd",
        swapped=bool(swapped) and swapped == order,
    )
    result = replace(result, item_parts=keys.item_parts(sheet, result, profiles))
    counter = choices.counter if choices.counter is not None else keys.is_counter(sheet, result)
    return replace(result, counter=counter)


def _days_without_year(
    sheet: RawSheet,
    header: header_rows.Header,
    base: ColumnMap,
    guesses: tuple[RoleGuess, ...],
    choices: Choices,
    profiles: Sequence[ColumnProfile],
) -> tuple[tuple[RoleGuess, ...], ColumnMap]:
    """Look for a column of days such as 3月5日, whose year stands in a title or the file's name."""
    used = {g.column for g in guesses}
    first = base.header_row + 1
    for column in sheet.cells.columns:
        texts = _distinct_dates(sheet, column, first)[:200]
        written = [read_partial_day(text) for text in texts]
        if column in used or not texts or sum(w is not None for w in written) < 0.8 * len(texts):
            continue
        year = choices.year or spreads.year_nearby(sheet, header)
        if not year:
            raise spreads.year_question(texts[0])
        reason = say(QT_TRANSLATE_NOOP("core", "its cells are days of {year:d}"), year=year)
        day = RoleGuess("day", column, 0.6, reason)
        # Quantities are looked for only where there are days.
        found = roles.guess_roles(
            header.labels, profiles, None, choices.roles, (day,), Relations(sheet, first)
        )
        return found, replace(base, year=year)
    return guesses, base


def _wide(
    sheet: RawSheet,
    base: ColumnMap,
    profiles: Sequence[ColumnProfile],
    spread: spreads.Spread,
    choices: Choices,
) -> ColumnMap:
    """Periods across columns: the other columns say which item a row is."""
    empty = ColumnProfile(0, 0.0, 0, 0, 0, 0, 0, 0, 0, 0, False, 0)
    rest = [empty if c in spread.columns else p for c, p in enumerate(profiles)]
    forbidden = {"day": -1, "units": -1, "amount": -1}
    related = Relations(sheet, base.header_row + 1, base.decimal_mark)
    fixed = {**forbidden, **choices.roles}
    guesses = roles.guess_roles(base.labels, rest, None, fixed, related=related)
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


def _items_across(
    sheet: RawSheet,
    header: header_rows.Header,
    profiles: Sequence[ColumnProfile],
    found: Mapping[str, int],
    guesses: Sequence[RoleGuess],
) -> tuple[int, ...]:
    """Return the item columns of a sheet that has a row a period, () where it is not such."""
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


def _wide_items(
    sheet: RawSheet,
    base: ColumnMap,
    found: Mapping[str, int],
    guesses: Sequence[RoleGuess],
    across: Sequence[int],
    choices: Choices,
) -> ColumnMap:
    day = {role: found[role] for role in ("day", *PARTS_OF_DAYS) if role in found}
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
        order = _day_order(sheet, base, (), day["day"])
    return replace(
        base,
        layout="wide_items",
        roles=day,
        guesses=tuple(g for g in guesses if g.role in day),
        day_order=order,
        spread=tuple(kept),
    )


def _wide_stores(
    sheet: RawSheet, base: ColumnMap, profiles: Sequence[ColumnProfile], choices: Choices
) -> ColumnMap | None:
    """Stores across columns; None where they are not, or where rows lack a day or an item."""
    if "units" in choices.roles or "store" in choices.roles:
        return None
    first = base.header_row + 1
    forbidden = {"units": -1, "amount": -1, "store": -1}
    fixed = {**forbidden, **choices.roles}
    related = Relations(sheet, first, base.decimal_mark)
    guesses = roles.guess_roles(base.labels, profiles, None, fixed, related=related)
    split: tuple[RoleGuess, ...] = ()
    if not any(g.role == "day" for g in guesses):
        split = find_split_days(sheet, base.labels, first, [g.column for g in guesses])
        guesses = roles.guess_roles(base.labels, profiles, None, fixed, split, related)
    found = {g.role: g.column for g in guesses}
    if "item" not in found or not {"day", "year"} & found.keys():
        return None
    columns = find_store_columns(
        sheet, base.labels, profiles, first, base.decimal_mark, found.values()
    )
    if not columns:
        return None
    order = choices.day_order
    if not order and "day" in found:
        order = _day_order(sheet, base, profiles, found["day"])
    return replace(
        base,
        layout="wide_stores",
        roles=found,
        guesses=guesses,
        day_order=order or "ymd",
        spread=columns,
    )


def _is_item_list(
    found: Mapping[str, int], profiles: Sequence[ColumnProfile], labels: Sequence[str]
) -> bool:
    """Whether a row is an item: stock sheets, price lists, item masters."""
    if "item" not in found or "order_id" in found:
        return False
    attributes = {
        "on_hand", "on_order", "supplier", "lead_time", "pack_size", "minimum_order", "unit_cost",
    }  # fmt: skip
    described = attributes | {"title", "category", "unit_price"}
    item = profiles[found["item"]]
    if "day" not in found:
        if "units" not in found:
            return bool(described & found.keys())
        return bool(attributes & found.keys()) and item.unique > 0.9
    sold = "units" in found and meaning_score(labels[found["units"]], "units") > 0.6
    return not sold and bool(attributes & found.keys()) and item.unique > 0.95


def _is_returns(base: ColumnMap, profiles: Sequence[ColumnProfile]) -> bool:
    """Whether the sheet only lists orders that came back."""
    filled = [label for label, p in zip(base.labels, profiles, strict=True) if p.filled]
    marks = {"returned", "return", "isreturned", "退货", "是否退货"}
    return (
        len(filled) <= 3
        and any(squeezed(label) in marks for label in filled)
        and any(meaning_score(label, "order_id") > 0.9 for label in filled)
    )


def _return_roles(base: ColumnMap) -> dict[str, int]:
    scores = [meaning_score(label, "order_id") for label in base.labels]
    return {"order_id": scores.index(max(scores))}


def _decimal_mark(sheet: RawSheet, first: int) -> str:
    texts: list[str] = []
    for column in sheet.cells.columns:
        categories = sheet.cells[column].cat.categories
        texts.extend(t for t in categories[:2_000] if "," in t or "." in t)
    return decimal_mark_of(texts[:20_000])


def _day_order(
    sheet: RawSheet, base: ColumnMap, profiles: Sequence[ColumnProfile], column: int
) -> str:
    """Settle the order of day and month by the day column; failing that, by the sheet's others."""
    candidates = [column]
    candidates += [c for c, p in enumerate(profiles) if p.days > 0.6 and c != column]
    example = ""
    for candidate in candidates:
        texts = _distinct_dates(sheet, candidate, base.header_row + 1)
        evidence = settle_day_order(texts)
        if evidence.order == "ymd" and not evidence.example and candidate != column:
            continue
        if evidence.order:
            return evidence.order
        example = example or evidence.example
    raise spreads.day_order_question(example)


def _distinct_dates(sheet: RawSheet, column: int, first: int) -> list[str]:
    """Return the distinct date parts of a column in order of appearance."""
    cells = sheet.cells[column]
    categories = cells.cat.categories
    codes = cells.cat.codes.to_numpy()[first:]
    used = np.zeros(len(categories), dtype=bool)
    used[codes[codes >= 0]] = True
    return day_parts(categories[used].tolist())[0]


def _is_one_row(sheet: RawSheet, header: header_rows.Header) -> bool:
    filled = (sheet.cells.notna()).any(axis=1).to_numpy()
    return int(filled.sum()) <= 1 or not filled[header.row + 1 :].any()


def _check_required(
    sheet: RawSheet,
    base: ColumnMap,
    profiles: Sequence[ColumnProfile],
    found: Mapping[str, int],
) -> None:
    for role in ("day", "units"):
        named = next((label for label in _unfilled(base, profiles, role)), None)
        if named is not None and role not in found and not ("year" in found and role == "day"):
            raise SheetError(refusals.empty_column(sheet, named))
    if "day" not in found and "year" not in found:
        weeks = any(squeezed(label) in ("week", "wk", "周", "weekno") for label in base.labels)
        raise SheetError(refusals.week_numbers(sheet) if weeks else refusals.no_day(sheet))
    if "item" not in found:
        raise SheetError(refusals.no_item(sheet))


def _unfilled(base: ColumnMap, profiles: Sequence[ColumnProfile], role: str) -> list[str]:
    """Return the headers that name a role for sure and stand above nothing."""
    return [
        label
        for label, shape in zip(base.labels, profiles, strict=True)
        if not shape.filled and meaning_score(label, role) > 0.9
    ]


def _set_aside(sheet: RawSheet, note: Sentence) -> ColumnMap:
    return ColumnMap(
        header_row=0,
        layout="none",
        roles={},
        labels=tuple(header_rows.top_rows(sheet, 1)[0]) if len(sheet.cells) else (),
        note=note,
    )
