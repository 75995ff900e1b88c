"""The terms on which each item is ordered: read from the sheets, filled in, edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from core.demand import Demand
from core.errors import OptionError
from core.files import sha256_of
from core.progress import Progress
from core.restocking.terms.groups import (
    ITEM,
    GroupTerm,
    no_origins,
    said_kind,
    with_group_terms,
)
from core.restocking.terms.terms_file import group_terms_of, has_group_terms, has_terms, match_terms
from core.restocking.terms.values import GAIN, MOST_UNITS, OPTIONAL_COLUMNS, TERM_COLUMNS, checked
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.quality import Finding
from core.sales.reading.process import read_sheets
from core.wording import QT_TRANSLATE_NOOP, say

__all__ = ["TERM_COLUMNS", "TermDefaults", "Terms", "TermsFile", "default_terms", "read_terms"]


@dataclass(frozen=True, slots=True)
class TermsFile:
    """A file that terms of supply were learned from.

    says    "terms", or "receipts" of past deliveries
    path    where it lay; sha256, of its bytes when it was read
    """

    says: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of supply, one row an item in the order of the demand panel.

    table    item, store, title, category, supplier (text); on_hand, on_order, reserved (units; NaN
             unknown), on_order_due (day, NaT unknown); lead_time_days ± lead_time_sd_days,
             review_days (days); pack_size, minimum_order (units, > 0 and ≥ 0); unit_cost,
             unit_price, salvage_value (currency a unit; NaN unknown); service_level (0–1) and
             service_kind (see ``SERVICE_KINDS``); lost_share (0–1) of the customers who find no
             stock and do not come back for it, where margin decides (NaN: all); whole_units (bool:
             sold by the piece); maximum_order, maximum_stock (units, NaN: none); shelf_life_days
             (NaN: keeps); season_end (day, NaT: none); order_cost (currency an order);
             order_days, closures (canonical text of ``supplier_calendar``); supplier_minimum
             (currency an order); what fills a container of the supplier's goods:
             container_units, container_volume (m³), container_weight (kg), container_pallets;
             unit_volume (m³), unit_weight (kg), pallet_units (units on a pallet)
    findings what the operator should know about where they came from
    origins  who said each term: int8 of ``group_terms``, rows of ``table``; None: not kept
    files    that said some of them, beside the sheets
    """

    table: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    origins: pd.DataFrame | None = None
    files: tuple[TermsFile, ...] = ()

    def __post_init__(self) -> None:
        """Fill in the columns that a shop does not use, and that older workspaces do not have."""
        missing = {
            name: value for name, value in OPTIONAL_COLUMNS.items() if name not in self.table
        }
        if missing:
            object.__setattr__(self, "table", self.table.assign(**missing))

    @property
    def said_by(self) -> pd.DataFrame:
        """Who said each term; the shop, where that was not kept."""
        if self.origins is None:
            return no_origins(self.table, TERM_COLUMNS)
        return self.origins

    def having_read(self, says: str, path: Path) -> Terms:
        """Return the terms with one more file that they were learned from."""
        read = TermsFile(says, str(path), sha256_of(path))
        return replace(self, files=(*(it for it in self.files if it != read), read))

    def edited(self, row: int, column: str, value: object) -> Terms:
        """Return the terms with one cell changed; ``value`` may be text as typed.

        Raises ``OptionError`` where it cannot be used.
        """
        return self.edited_rows([row], column, value)

    def edited_rows(self, rows: Sequence[int], column: str, value: object) -> Terms:
        """Return the terms with one column changed in several rows, all or none of them.

        Raises ``OptionError`` where the value cannot be used in one of them.
        """
        usable = checked(column, value)
        whole = self.table["whole_units"].iloc[list(rows)].to_numpy(dtype=bool)
        if column == "pack_size" and whole.any() and float(str(usable)) % 1 != 0:
            raise OptionError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core", "A pack holds whole pieces: {value} does not. Type a whole number."
                    ),
                    value=str(value),
                )
            )
        return self.put({(row, column): usable for row in rows})

    def put(self, cells: Mapping[tuple[int, str], object]) -> Terms:
        """Return the terms with values, checked before, in (row, column): the items say them now.

        A service level that is said is a level: it is no longer spread by gain.
        """
        table, origins = self.table.copy(), self.said_by.copy()
        kinds_said = {row for row, name in cells if name == "service_kind"}
        for column in sorted({name for _, name in cells}):
            found = {row: value for (row, name), value in cells.items() if name == column}
            at = table.index[list(found)]
            values = pd.Series(list(found.values()), index=at)
            if column == "service_level":
                free = at[[row not in kinds_said for row in found]]
                typed = free[(values[free] != table.loc[free, column]).to_numpy()]
                table.loc[typed, "service_kind"] = said_kind(table.loc[typed, "service_kind"])
            table.loc[at, column] = values.astype(table[column].dtype)
            origins.loc[at, column] = ITEM
        return replace(self, table=table, origins=origins)


@dataclass(frozen=True, slots=True)
class TermDefaults:
    """Terms of items of which nothing is said.

    lead_time_days   days from order to delivery
    lead_time_spread standard deviation of the lead time as a share of it
    review_days      days between two orders
    service_level    probability (0–1) of no stockout in a protection period
    service_kind     what it counts: see ``SERVICE_KINDS``
    groups           terms of categories and suppliers
    """

    lead_time_days: float = 14.0
    lead_time_spread: float = 0.25
    review_days: float = 7.0
    service_level: float = 0.95
    service_kind: str = GAIN
    groups: tuple[GroupTerm, ...] = ()


def default_terms(demand: Demand, sales: Sales, defaults: TermDefaults) -> Terms:
    """Return each item's terms: what ``sales.catalogue`` says of it, else the defaults.

    What cannot be meant (a pack of 0, a delivery of −3 days) is treated as not said and reported.
    Stock is unknown, not 0, where the sheets are silent. An item is sold by the piece where all
    its demand is whole.
    """
    keys = pd.MultiIndex.from_arrays([demand.items, demand.stores], names=["item", "store"])
    catalogue = sales.catalogue
    listed = catalogue.assign(
        item=catalogue["item"].astype(str), store=catalogue["store"].astype(str)
    )
    known = (
        listed.drop_duplicates(["item", "store"]).set_index(["item", "store"]).reindex(keys)
    ).reset_index()

    def text(column: str) -> pd.Series:
        return known[column].astype(object).where(known[column].notna(), "").astype(str)

    findings: list[Finding] = []

    def number(column: str, least: float, greatest: float) -> pd.Series:
        values = pd.to_numeric(known[column]).astype(float)
        wrong = values.notna() & ~values.between(least, greatest)
        if wrong.any():
            findings.append(_unusable(column, known["item"], values, wrong))
        return values.mask(wrong)

    units = np.nan_to_num(demand.units)
    whole = (units == np.round(units)).all(axis=1)
    lead_time = number("lead_time", 0, 730).fillna(defaults.lead_time_days)
    pack_size = number("pack_size", 0.001, MOST_UNITS).fillna(1.0)
    on_hand = pd.to_numeric(known["on_hand"]).astype(float)
    below = on_hand < 0
    if below.any():
        findings.append(
            Finding(
                kind="negative_stock",
                text=say(
                    QT_TRANSLATE_NOOP(
                        "core", "{count:,} items have less than nothing in stock; counted as none."
                    ),
                    count=int(below.sum()),
                ),
                rows=int(below.sum()),
                units=float(on_hand[below].sum()),
                example_row=0,
                example_value=str(known["item"][below].iloc[0]),
            )
        )
    table = pd.DataFrame(
        {
            "item": list(demand.items),
            "store": list(demand.stores),
            "title": text("title"),
            "category": text("category"),
            "supplier": text("supplier"),
            "on_hand": on_hand,
            "on_order": pd.to_numeric(known["on_order"]).astype(float),
            "lead_time_days": lead_time,
            "lead_time_sd_days": lead_time * defaults.lead_time_spread,
            "review_days": float(defaults.review_days),
            "pack_size": np.where(whole, np.ceil(pack_size), pack_size),
            "minimum_order": number("minimum_order", 0, MOST_UNITS).fillna(0.0),
            "unit_cost": number("unit_cost", 0, MOST_UNITS),
            "unit_price": number("unit_price", 0, MOST_UNITS),
            "service_level": float(defaults.service_level),
            "service_kind": defaults.service_kind,
            "whole_units": whole,
            **OPTIONAL_COLUMNS,
        }
    )
    origins = no_origins(table, TERM_COLUMNS)
    for listed, column in _LISTED.items():
        origins.loc[known[listed].notna().to_numpy(), column] = ITEM
    origins["lead_time_sd_days"] = origins["lead_time_days"]
    table, origins = with_group_terms(table, origins, defaults.groups)
    return Terms(table, tuple(findings), origins)


_LISTED = {
    "supplier": "supplier",
    "on_hand": "on_hand",
    "on_order": "on_order",
    "lead_time": "lead_time_days",
    "pack_size": "pack_size",
    "minimum_order": "minimum_order",
    "unit_cost": "unit_cost",
    "unit_price": "unit_price",
}
"""Columns of the sheets' catalogue, and the terms that they are."""


def _unusable(column: str, items: pd.Series, values: pd.Series, wrong: pd.Series) -> Finding:
    return Finding(
        kind="unusable_term",
        text=say(
            QT_TRANSLATE_NOOP(
                "core",
                "{count:,} items have a value for “{column}” that cannot be meant ({value:,.10g} "
                "for item {item}); the default is used.",
            ),
            count=int(wrong.sum()),
            column=column,
            value=float(values[wrong].iloc[0]),
            item=str(items[wrong].iloc[0]),
        ),
        rows=int(wrong.sum()),
        units=0.0,
        example_row=0,
        example_value=str(values[wrong].iloc[0]),
    )


def read_terms(path: Path, terms: Terms) -> Terms:
    """Return the terms with the values of a file: a workbook or text file with a row an item.

    Every sheet with an item code and at least one term in its header counts, later ones over
    earlier ones. Items are matched by code and, where the sheet names stores, by store; empty cells
    leave a value as it is. A sheet without items but with suppliers or categories says the terms of
    all their items that have none of their own. What cannot be used is left out and reported in
    ``findings``. Raises ``SheetError`` where the file cannot be read or nothing in it matches.
    """
    sheets = read_sheets([path], Progress())
    grouped = [sheet for sheet in sheets if has_group_terms(sheet)]
    usable = [sheet for sheet in sheets if has_terms(sheet)]
    for sheet in usable if usable or grouped else list(sheets):
        reading = match_terms(sheet, terms.table)
        origins = terms.said_by.copy()
        for column, rows in reading.said:
            origins.loc[origins.index[list(rows)], column] = ITEM
        findings = terms.findings + reading.findings
        terms = replace(terms, table=reading.table, findings=findings, origins=origins)
    for sheet in grouped:
        groups, findings = group_terms_of(sheet)
        table, origins = with_group_terms(terms.table, terms.said_by, groups)
        terms = replace(terms, table=table, findings=terms.findings + findings, origins=origins)
    return terms.having_read("terms", path)
