"""Exports of shops and tills as their help pages and users show them: header, fillings, habits."""

from __future__ import annotations

import datetime
import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.corpus.fillings import filled
from tests.benchmarks.corpus.line_tables import with_fates
from tests.benchmarks.corpus.shop import Line, Shop, make_shop
from tests.benchmarks.corpus.truth import Case, Cell, Demand, File, Grid, Table, Truth
from tests.benchmarks.corpus.writing import Style

_LISTS = ("exports.toml", "reports.toml", "programs.toml", "later.toml")


@dataclass(frozen=True, slots=True)
class Export:
    """One platform's export.

    columns   header and what fills it: "@field" a field of the line, else the text itself
    item      header of the item's code; ``day``, ``units``, ``order``, ``store`` likewise
    blank     headers filled on an order's first line only
    states    what stands in "@status" for each fate of a line
    above, below  lines around the table
    order_rows  header of lines that stand for the order as a whole, with what they say there
    daily     whether a row is what an item sold on a day, not a line of an order
    unit_rows  whether each unit has a row, and none a quantity
    comma     whether numbers are written with a decimal comma
    """

    language: str
    columns: Mapping[str, str]
    item: str
    day: str
    units: str
    date: str
    order: str = ""
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
    daily: bool = False
    unit_rows: bool = False
    comma: bool = False

    def cell(
        self, line: Line, label: str, number: int = 0, order_total: float = 0.0, place: int = 0
    ) -> str:
        """Write what stands under a header on the row of a line."""
        return filled(
            line,
            self.columns[label],
            number,
            date=self.date,
            money=self.money,
            mark="," if self.comma else ".",
            states=self.states,
            order_total=order_total,
            place=place,
        )


@functools.cache
def exports() -> Mapping[str, Export]:
    """Return all listed exports by name."""
    found: dict[str, Export] = {}
    for name in _LISTS:
        for key, values in _read(name).items():
            columns = values["columns"]
            if isinstance(columns, str):
                columns = [
                    [part.strip() for part in f"{row} ".split(" = ", 1)]
                    if " = " in f"{row} "
                    else [row.rstrip(" ="), ""]
                    for row in columns.strip().splitlines()
                ]
            found[key] = Export(**{**values, "columns": dict(columns)})
    return found


def listed_exports(name: str) -> tuple[str, ...]:
    """Return the names of the exports of one list, "" none."""
    return tuple(_read(name)) if name else ()


def _read(name: str) -> Mapping[str, dict[str, Any]]:
    with (Path(__file__).parent / name).open("rb") as file:
        return tomllib.load(file)


def platform_case(rng: np.random.Generator, seed: int, name: str) -> Case:
    """Return an export of a platform."""
    export = exports()[name]
    shop = make_shop(rng, export.language, codes=str(rng.choice(["letters", "zeros", "digits"])))
    shop = with_fates(rng, shop)
    known = {"sold", *(export.states or {"back": ""})} - ({"back"} if export.unit_rows else set())
    lines = tuple(
        line if line.fate in known else replace(line, fate="sold", units=abs(line.units))
        for line in shop.lines
    )
    if export.daily:
        lines = _by_day(lines)
    shop = replace(shop, lines=lines)
    labels = [label.partition("|")[0] for label in (export.item, export.day, export.units)]
    grid: Grid = [[text] for text in export.above]
    header = len(grid)
    grid.append(list(export.columns))
    totals = dict[str, float]()
    for line in lines:
        totals[line.order] = totals.get(line.order, 0.0) + line.units * line.item.price
    last, place = "", 0
    for number, line in enumerate(lines):
        again = line.order == last
        place = place + 1 if again else 0
        if export.order_rows[0] and not again:
            grid += _order_rows(export, shop, line)
        row: list[Cell] = []
        for label in export.columns:
            blank = again and label in export.blank
            row.append("" if blank else export.cell(line, label, number, totals[line.order], place))
        grid += [list(row) for _ in range(line.units if export.unit_rows else 1)]
        last = line.order
    grid += [text.split(",") for text in export.below]
    roles = {"day": export.day, "item": export.item}
    roles |= {"units": export.units} if export.units else {}
    roles |= {"order_id": export.order} if export.order else {}
    demand: Demand = {}
    store = export.columns.get(export.store, "")
    for line in lines:
        if line.fate not in ("cancelled", "refunded"):
            key = (export.cell(line, labels[0]), store, line.at.date().isoformat())
            demand[key] = demand.get(key, 0.0) + line.units
    if export.store:
        roles["store"] = export.store
    sums = sum(1 for _ in {line.order for line in lines}) * 2 if export.order_rows[0] else 0
    sums += sum(text.startswith(("合计", "Summe")) for text in export.below)
    doubts = Style(export.date).doubts([line.at.date() for line in lines])
    truth = Truth("lines", header, roles, demand, totals=sums, doubts=doubts)
    table = Table(grid, truth)
    file = File(f"{name}-{seed}{export.suffix}", (table,), export.encoding, export.delimiter)
    return Case(f"platform {name}", seed, (file,))


def _by_day(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return one line an item and day, with all that it sold."""
    units: dict[tuple[str, datetime.date], int] = {}
    first: dict[tuple[str, datetime.date], Line] = {}
    for line in lines:
        key = line.item.code, line.at.date()
        units[key] = units.get(key, 0) + abs(line.units)
        first.setdefault(key, line)
    return tuple(replace(line, units=units[key]) for key, line in first.items())


def _order_rows(export: Export, shop: Shop, line: Line) -> Grid:
    """Return the lines that stand for an order as a whole: what it came to, how it was paid."""
    whole = [other for other in shop.lines if other.order == line.order]
    units = sum(other.units for other in whole)
    rows: Grid = []
    for kind in export.order_rows[1:]:
        kept = {
            export.order_rows[0]: kind, export.order: line.order,
            export.day: export.cell(line, export.day), "Status": "CLOSED", "Outlet": "Central",
        }  # fmt: skip
        if kind == export.order_rows[1]:
            kept[export.units] = str(units)
        rows.append([kept.get(label, "") for label in export.columns])
    return rows
