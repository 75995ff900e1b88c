"""Exports of shops and tills as their help pages and users show them: header, fillings, habits."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from tests.benchmarks.corpus.line_tables import with_fates
from tests.benchmarks.corpus.shop import Line, Shop, make_shop
from tests.benchmarks.corpus.truth import Case, Cell, Demand, File, Grid, Table, Truth
from tests.benchmarks.corpus.writing import Style


@dataclass(frozen=True, slots=True)
class Export:
    """One platform's export.

    columns   header and what fills it: "@field" a field of the line, else the text itself
    item      header of the item's code; ``day``, ``units``, ``order``, ``store`` likewise
    blank     headers filled on an order's first line only
    states    what stands in "@status" for each fate of a line
    above, below  lines around the table
    first     header of lines that stand for the order as a whole, with what they say there
    """

    language: str
    columns: Mapping[str, str]
    item: str
    day: str
    units: str
    order: str
    date: str
    store: str = ""
    blank: Sequence[str] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    suffix: str = ".csv"
    money: str = ""
    order_rows: Sequence[str] = ("", "", "")


@functools.cache
def exports() -> Mapping[str, Export]:
    """Return the exports of exports.toml by name."""
    with (Path(__file__).parent / "exports.toml").open("rb") as file:
        read = tomllib.load(file)
    return {
        name: Export(**{**values, "columns": dict(values["columns"])})
        for name, values in read.items()
    }


def platform_case(rng: np.random.Generator, seed: int, name: str) -> Case:
    """Return an export of a platform."""
    export = exports()[name]
    shop = make_shop(rng, export.language, codes=str(rng.choice(["letters", "zeros", "digits"])))
    shop = with_fates(rng, shop)
    known = {"sold", *export.states}
    lines = tuple(
        line if line.fate in known else replace(line, fate="sold", units=abs(line.units))
        for line in shop.lines
    )
    shop = replace(shop, lines=lines)
    grid: Grid = [[text] for text in export.above]
    header = len(grid)
    grid.append(list(export.columns))
    last = ""
    for number, line in enumerate(shop.lines):
        again = line.order == last
        if export.order_rows[0] and not again:
            grid += _order_rows(export, shop, line)
        row: list[Cell] = []
        for label, filling in export.columns.items():
            blank = again and label in export.blank
            row.append("" if blank else _cell(export, line, filling, number))
        grid.append(row)
        last = line.order
    grid += [text.split(",") for text in export.below]
    roles = {
        "day": export.day,
        "item": export.item,
        "units": export.units,
        "order_id": export.order,
    }
    demand: Demand = {}
    store = export.columns.get(export.store, "")
    for line in shop.lines:
        if line.fate not in ("cancelled", "refunded"):
            item = _cell(export, line, export.columns[export.item], 0)
            key = (str(item), store, line.at.date().isoformat())
            demand[key] = demand.get(key, 0.0) + line.units
    if export.store:
        roles["store"] = export.store
    totals = sum(1 for _ in {line.order for line in shop.lines}) * 2 if export.order_rows[0] else 0
    doubts = Style(export.date).doubts([line.at.date() for line in shop.lines])
    truth = Truth("lines", header, roles, demand, totals=totals, doubts=doubts)
    table = Table(grid, truth)
    file = File(f"{name}-{seed}{export.suffix}", (table,), export.encoding, export.delimiter)
    return Case(f"platform {name}", seed, (file,))


def _order_rows(export: Export, shop: Shop, line: Line) -> Grid:
    """Return the lines that stand for an order as a whole: what it came to, how it was paid."""
    whole = [other for other in shop.lines if other.order == line.order]
    units = sum(other.units for other in whole)
    rows: Grid = []
    for kind in export.order_rows[1:]:
        kept = {
            export.order_rows[0]: kind, export.order: line.order,
            export.day: _cell(export, line, "@day", 0), "Status": "CLOSED", "Outlet": "Central",
        }  # fmt: skip
        if kind == export.order_rows[1]:
            kept[export.units] = str(units)
        rows.append([kept.get(label, "") for label in export.columns])
    return rows


def _cell(export: Export, line: Line, filling: str, number: int) -> str:
    if not filling.startswith("@"):
        return filling
    price, amount = line.item.price, line.item.price * line.units
    match filling:
        case "@order":
            return line.order
        case "@hash_order":
            return f"#{line.order}"
        case "@tab_order":
            return f"\t{line.order}"
        case "@serial":
            return f"9{line.order}{number:04d}"
        case "@day":
            return _day(export.date, line)
        case "@date":
            return line.at.strftime("%Y-%m-%d")
        case "@time":
            return line.at.strftime("%H:%M:%S")
        case "@code":
            return line.item.code
        case "@name":
            return line.item.name
        case "@odoo":
            return f"[{line.item.code}] {line.item.name}"
        case "@category":
            return line.item.category
        case "@units":
            return str(line.units)
        case "@units_dot":
            return f"{line.units}.0"
        case "@price":
            return f"{export.money}{price:.2f}"
        case "@amount":
            return f"{'-' if amount < 0 else ''}{export.money}{abs(amount):.2f}"
        case "@status":
            return export.states.get(line.fate, "")
        case "@void":
            return "true" if line.fate == "cancelled" else "false"
        case "@cancelled_at":
            return _day(export.date, line) if line.fate == "cancelled" else ""
    raise ValueError(filling)


def _day(style: str, line: Line) -> str:
    if style == "ebay":
        return line.at.strftime("%b-%d-%y")
    if style == "toast":
        return line.at.strftime(f"{line.at.month}/{line.at.day}/%y %I:%M %p")
    return str(Style(style).day_cell(line.at))
