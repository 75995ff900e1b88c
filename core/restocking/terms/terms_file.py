"""Terms of supply from a sheet of their own: a list of items with stock, supplier, packs …"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from core.errors import OptionError, SheetError
from core.restocking.terms.groups import NOT_SHARED, SCOPES, GroupTerm, said_kind
from core.restocking.terms.values import TERM_COLUMNS, checked
from core.sales.cleaning.quality import Finding
from core.sales.sheet import RawSheet
from core.sales.understanding.durations import unit_in_header
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_HEADERS = Path(__file__).resolve().parents[3] / "resources" / "formats" / "terms.toml"
_MOST_TITLE_ROWS = 20
_GOODS = ("item", "title")
"""Columns that say which goods a row is about: by code, or where that is not sold, by name."""

Value = str | float | np.datetime64


@dataclass(frozen=True, slots=True)
class TermsReading:
    """What a sheet says about terms.

    table    the table of ``core.restocking.terms.terms.Terms`` with the sheet's values in it
    findings rows and values that were left out
    matched  rows of the sheet that concern an item of the table
    said     the rows of the table that the sheet says something of, by column
    """

    table: pd.DataFrame
    findings: tuple[Finding, ...]
    matched: int
    said: tuple[tuple[str, tuple[int, ...]], ...] = ()


def has_terms(sheet: RawSheet) -> bool:
    """Return whether the sheet has a header with an item and at least one term."""
    _, roles = _header_of(sheet)
    return bool({*_GOODS} & set(roles)) and bool(set(roles) & set(TERM_COLUMNS))


def has_group_terms(sheet: RawSheet) -> bool:
    """Return whether the sheet has no items, but suppliers or categories with at least one term."""
    _, roles = _header_of(sheet)
    shared = set(roles) & (set(TERM_COLUMNS) - set(NOT_SHARED))
    return not {*_GOODS} & set(roles) and bool(set(roles) & set(SCOPES)) and bool(shared)


def group_terms_of(sheet: RawSheet) -> tuple[tuple[GroupTerm, ...], tuple[Finding, ...]]:
    """Return the terms that a sheet says of suppliers, or where it names none, of categories.

    What cannot be used is left out and reported.
    """
    header, roles = _header_of(sheet)
    scope = "supplier" if "supplier" in roles else "category"
    cells = _cells_below(sheet, header)
    names = cells.iloc[:, roles[scope]].to_list()
    groups: list[GroupTerm] = []
    unusable: dict[str, list[tuple[int, str, Sentence]]] = {}
    units = _units_of_days(sheet, header, roles)
    for role in sorted(set(roles) & (set(TERM_COLUMNS) - set(NOT_SHARED))):
        for offset, (name, cell) in enumerate(
            zip(names, cells.iloc[:, roles[role]].to_list(), strict=True)
        ):
            if not name.strip() or not cell.strip():
                continue
            try:
                value = checked(role, cell, units[role])
            except OptionError as error:
                unusable.setdefault(role, []).append((header + 2 + offset, cell, error.sentence))
                continue
            groups.append(GroupTerm(scope, " ".join(name.split()), role, value))
    return tuple(groups), _findings(sheet, [], unusable)


def _cells_below(sheet: RawSheet, header: int) -> pd.DataFrame:
    cells = sheet.cells.iloc[header + 1 :].astype(object)
    return cells.where(cells.notna(), "").astype(str)


def match_terms(sheet: RawSheet, terms: pd.DataFrame) -> TermsReading:
    """Return the table of terms with the values of a sheet, matched by item, else by its name, and,
    where the sheet names stores, by store.

    Empty cells leave a value as it is; a value that cannot be used is left out and reported, as are
    items that are not sold. A row without a store means every store. Raises ``SheetError`` where
    there is no column of items, or none of terms, or where no row matches.
    """
    if not has_terms(sheet):
        raise SheetError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name}: no header with an item code and at least one term was found. Name the "
                    "columns, for example: Item, Supplier, On hand, Lead time, Pack, MOQ.",
                ),
                name=_shown_name(sheet),
            )
        )
    header, roles = _header_of(sheet)
    cells = _cells_below(sheet, header)
    rows_of = _rows_by(terms, "item")
    rows_named = {**_rows_by(terms, "title"), **rows_of}
    units = _units_of_days(sheet, header, roles)
    stores = terms["store"].map(_folded).to_list()
    table = terms.copy()
    unknown: list[tuple[int, str]] = []
    unusable: dict[str, list[tuple[int, str, Sentence]]] = {}
    columns = {role: cells.iloc[:, number].to_list() for role, number in roles.items()}
    new: dict[str, dict[int, Value]] = {role: {} for role in roles}
    matched = 0
    none = [""] * len(cells)
    goods = zip(*(columns.get(role, none) for role in _GOODS), strict=True)
    for offset, (code, title) in enumerate(goods):
        code, title = code.strip(), title.strip()
        if not code and not title:
            continue
        rows = rows_of.get(_folded(code), []) or rows_named.get(_folded(title), [])
        if "store" in columns and columns["store"][offset].strip():
            store = _folded(columns["store"][offset])
            rows = [row for row in rows if stores[row] in (store, "")]
        excel_row = header + 2 + offset
        if not rows:
            unknown.append((excel_row, code or title))
            continue
        matched += 1
        for role, values in columns.items():
            if role in (*_GOODS, "store", "category") or not values[offset].strip():
                continue
            try:
                value = checked(role, values[offset], units[role])
            except OptionError as error:
                unusable.setdefault(role, []).append((excel_row, values[offset], error.sentence))
                continue
            new[role].update(dict.fromkeys(rows, value))
    if not matched:
        raise SheetError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name}: none of its items is sold in the sheets. Check that its item codes "
                    "are spelled as in the sales.",
                ),
                name=_shown_name(sheet),
            )
        )
    for role, cells_new in new.items():
        if cells_new:
            at = table.index[list(cells_new)]
            values = pd.Series(list(cells_new.values()), index=at)
            table.loc[at, role] = values.astype(table[role].dtype)
    _keep_spread(terms, table, new)
    _keep_levels(table, new)
    whole = table["whole_units"].to_numpy(dtype=bool)
    table.loc[whole, "pack_size"] = table.loc[whole, "pack_size"].apply(lambda pack: -(-pack // 1))
    said = tuple((role, tuple(rows)) for role, rows in new.items() if rows)
    return TermsReading(table, _findings(sheet, unknown, unusable), matched, said)


def _keep_levels(table: pd.DataFrame, new: dict[str, dict[int, Value]]) -> None:
    """Where the sheet gives a service level and not what it counts, it counts cycles."""
    rows = [row for row in new.get("service_level", {}) if row not in new.get("service_kind", {})]
    at = table.index[rows]
    table.loc[at, "service_kind"] = said_kind(table.loc[at, "service_kind"])


def _keep_spread(
    terms: pd.DataFrame, table: pd.DataFrame, new: dict[str, dict[int, Value]]
) -> None:
    """Where the sheet gives a lead time without a spread, keep the spread's share of it."""
    rows = [
        row for row in new.get("lead_time_days", {}) if row not in new.get("lead_time_sd_days", {})
    ]
    if not rows:
        return
    at = table.index[rows]
    before = terms.loc[at, "lead_time_days"]
    share = (terms.loc[at, "lead_time_sd_days"] / before.where(before > 0)).fillna(0.0)
    table.loc[at, "lead_time_sd_days"] = table.loc[at, "lead_time_days"] * share


def _header_of(sheet: RawSheet) -> tuple[int, dict[str, int]]:
    names = _roles_by_header()
    best: tuple[int, dict[str, int]] = (0, {})
    for number in range(min(_MOST_TITLE_ROWS, len(sheet.cells))):
        roles: dict[str, int] = {}
        for column, cell in enumerate(sheet.cells.iloc[number]):
            role = names.get(_folded_header(cell))
            if role is not None:
                roles.setdefault(role, column)
        keys = {*_GOODS, *SCOPES} & set(roles)
        if keys and len(roles) > max(len(best[1]), 1):
            best = number, roles
    return best


def _units_of_days(sheet: RawSheet, header: int, roles: dict[str, int]) -> dict[str, float]:
    """Return the days in the unit that each column's header names: 7 for "Lead time (weeks)"."""
    cells = sheet.cells.iloc[header]
    return {role: unit_in_header(str(cells.iloc[column])) for role, column in roles.items()}


def _rows_by(terms: pd.DataFrame, column: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, value in enumerate(terms[column]):
        if value:
            found.setdefault(_folded(value), []).append(number)
    return found


@cache
def _roles_by_header() -> dict[str, str]:
    with _HEADERS.open("rb") as file:
        headers = tomllib.load(file)["headers"]
    return {_folded_header(name): role for role, names in headers.items() for name in names}


def _folded_header(cell: object) -> str:
    text = unicodedata.normalize("NFKC", "" if cell is None else str(cell)).lower()
    text = text.split("(")[0]
    return "".join(letter for letter in text if letter.isalnum())


def _folded(code: object) -> str:
    return unicodedata.normalize("NFKC", str(code)).strip().casefold()


def _findings(
    sheet: RawSheet,
    unknown: list[tuple[int, str]],
    unusable: dict[str, list[tuple[int, str, Sentence]]],
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    name = _shown_name(sheet)
    if unknown:
        found.append(
            Finding(
                kind="unknown_item",
                text=say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "Items of {name} that are not sold in the sheets were left out: {count:,}, "
                        "the first of them {item}.",
                    ),
                    count=len(unknown),
                    name=name,
                    item=unknown[0][1],
                ),
                rows=len(unknown),
                units=0.0,
                example_row=unknown[0][0],
                example_value=unknown[0][1],
            )
        )
    found.extend(
        Finding(
            kind="unusable_term",
            text=say(
                QT_TRANSLATE_NOOP(
                    "core", "{count:,} values of {name} were left out. Row {row}: {why}"
                ),
                count=len(cells),
                name=name,
                row=cells[0][0],
                why=cells[0][2],
            ),
            rows=len(cells),
            units=0.0,
            example_row=cells[0][0],
            example_value=cells[0][1],
        )
        for cells in unusable.values()
    )
    return tuple(found)


def _shown_name(sheet: RawSheet) -> str:
    return f"{Path(sheet.path).name} {sheet.sheet_name}".strip()
