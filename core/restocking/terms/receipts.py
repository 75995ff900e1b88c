"""Lead times learned from receipts: when was ordered, and when it came (F13)."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import OptionError, SheetError
from core.progress import Progress
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import checked, parsed_number
from core.sales.cleaning.quality import Finding
from core.sales.reading.process import read_sheets
from core.sales.sheet import RawSheet
from core.wording import QT_TRANSLATE_NOOP, say

Floats = NDArray[np.float64]

_HEADERS = Path(__file__).resolve().parents[3] / "resources" / "formats" / "receipts.toml"
_MOST_TITLE_ROWS = 20
_LONGEST_DAYS = 730
_WEIGHT_OF_STATED = 3  # receipts that the stated lead time counts for
_FEW = 5
_USUAL_SPREAD = 0.25


@dataclass(frozen=True, slots=True)
class Receipts:
    """Deliveries that came.

    lines    frame of item, supplier (text), ordered, received (day), days from the one to the
             other, units (NaN where the sheet has no quantities)
    left_out lines without an item or supplier, or with days that make no sense
    """

    lines: pd.DataFrame
    left_out: int


@dataclass(frozen=True, slots=True)
class LeadTime:
    """A lead time as stated and as measured; days.

    scope "item" or "supplier", name; count of receipts; stated and measured mean; mean and
    spread what is used: few receipts only move the stated figure (F13)
    """

    scope: str
    name: str
    count: int
    stated: float
    measured: float
    mean: float
    spread: float


def read_receipts(path: Path) -> Receipts:
    """Read the deliveries of a workbook or text file with a row each: order and receipt dates, and
    an item or a supplier.

    Raises ``SheetError`` where the file cannot be read or has no such columns.
    """
    parts = []
    for sheet in read_sheets([path], Progress()):
        found = _lines(sheet)
        if found is not None:
            parts.append(found)
    if not parts:
        raise SheetError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name}: no header with an order date, a receipt date and an item or supplier "
                    "was found. Name the columns, for example: Item, Ordered, Received, Quantity.",
                ),
                name=path.name,
            )
        )
    whole = pd.concat(parts, ignore_index=True)
    usable = whole["days"].between(0, _LONGEST_DAYS)
    usable &= (whole["units"] > 0) | whole["units"].isna()
    usable &= (whole["item"] != "") | (whole["supplier"] != "")
    return Receipts(whole[usable].reset_index(drop=True), int((~usable).sum()))


def _lines(sheet: RawSheet) -> pd.DataFrame | None:
    names = _roles_by_header()
    for number in range(min(_MOST_TITLE_ROWS, len(sheet.cells))):
        roles: dict[str, int] = {}
        for column, cell in enumerate(sheet.cells.iloc[number]):
            role = names.get(_folded(cell))
            if role is not None:
                roles.setdefault(role, column)
        if {"ordered", "received"} <= set(roles) and {"item", "supplier"} & set(roles):
            break
    else:
        return None
    cells = sheet.cells.iloc[number + 1 :].astype(object)
    cells = cells.where(cells.notna(), "").astype(str)

    def texts(role: str) -> list[str]:
        if role not in roles:
            return [""] * len(cells)
        return [" ".join(text.split()) for text in cells.iloc[:, roles[role]]]

    ordered, received = (_days(texts(role)) for role in ("ordered", "received"))
    units = [np.nan if "units" not in roles else _counted(text) for text in texts("units")]
    return pd.DataFrame(
        {
            "item": texts("item"),
            "supplier": texts("supplier"),
            "ordered": ordered.astype("datetime64[s]"),
            "received": received.astype("datetime64[s]"),
            "days": (received - ordered).astype(np.float64),
            "units": np.array(units, dtype=np.float64),
        }
    ).assign(days=lambda frame: frame["days"].where(~(np.isnat(ordered) | np.isnat(received))))


def _counted(text: str) -> float:
    """Return the units of a cell; one that holds none is a line left out, not an unknown one."""
    number = parsed_number(text)
    return 0.0 if number is None or np.isnan(number) else number


def _days(cells: list[str]) -> NDArray[np.datetime64]:
    days = np.full(len(cells), np.datetime64("NaT", "D"))
    for number, text in enumerate(cells):
        try:
            days[number] = checked("season_end", text)
        except OptionError:
            continue  # counted among the lines left out
    return days


@cache
def _roles_by_header() -> dict[str, str]:
    with _HEADERS.open("rb") as file:
        headers = tomllib.load(file)["headers"]
    return {_folded(name): role for role, names in headers.items() for name in names}


def _folded(cell: object) -> str:
    text = unicodedata.normalize("NFKC", "" if cell is None else str(cell)).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def learned(days: Floats, units: Floats, stated: float) -> tuple[float, float]:
    """Return mean and deviation of the lead time from receipts, weighted by their units: F13.

    Fewer than five receipts only move the stated mean: L̄ = (n x̄ + 3 L) / (n + 3), and say nothing
    of the spread, which is then a quarter of the mean.
    """
    mean = float(np.average(days, weights=units))
    if len(days) < _FEW:
        count = len(days)
        mean = (count * mean + _WEIGHT_OF_STATED * stated) / (count + _WEIGHT_OF_STATED)
        return mean, _USUAL_SPREAD * mean
    share = units / units.sum()
    # The weighted deviation without the bias of having estimated the mean.
    variance = float((share * (days - mean) ** 2).sum() / max(1.0 - (share**2).sum(), 1e-9))
    return mean, variance**0.5


def with_learned_lead_times(terms: Terms, receipts: Receipts) -> tuple[Terms, tuple[LeadTime, ...]]:
    """Return the terms with lead times as measured, and what was stated beside what was measured.

    What was found out about each supplier or item is told in the terms' findings, too.

    An item with five receipts or more has its own; others take their supplier's. What an item
    without any receipts of its supplier has stays.
    """
    table = terms.table
    lines = receipts.lines.assign(units=receipts.lines["units"].fillna(1.0))
    supplier_of = dict(zip(table["item"], table["supplier"], strict=True))
    lines = lines.assign(
        supplier=[
            supplier or supplier_of.get(item, "")
            for item, supplier in zip(lines["item"], lines["supplier"], strict=True)
        ]
    )
    found: list[LeadTime] = []
    cells: dict[tuple[int, str], object] = {}
    for scope in ("supplier", "item"):
        places = table.groupby(scope).indices
        for name, group in lines[lines[scope] != ""].groupby(scope, sort=True):
            rows = places.get(name)
            if rows is None or (scope == "item" and len(group) < _FEW):
                continue
            days, units = (group[it].to_numpy(dtype=np.float64) for it in ("days", "units"))
            stated = float(np.median(table["lead_time_days"].to_numpy()[rows]))
            mean, spread = learned(days, units, stated)
            measured = float(np.average(days, weights=units))
            found.append(LeadTime(scope, str(name), len(days), stated, measured, mean, spread))
            for row in rows:
                cells[int(row), "lead_time_days"] = round(mean, 2)
                cells[int(row), "lead_time_sd_days"] = round(spread, 2)
    if not found:
        return terms, ()
    terms = terms.put(cells)
    return replace(terms, findings=terms.findings + tuple(map(_told, found))), tuple(found)


def _told(it: LeadTime) -> Finding:
    template = QT_TRANSLATE_NOOP(
        "core",
        "{name}: a delivery was said to take {stated:,.3g} days; {count:,} receipts took "
        "{measured:,.3g} on average. The plan reckons with {mean:,.3g}, give or take "
        "{spread:,.2g}.",
    )
    return Finding(
        kind="learned_lead_time",
        text=say(
            template,
            name=it.name,
            stated=it.stated,
            count=it.count,
            measured=it.measured,
            mean=it.mean,
            spread=it.spread,
        ),
        rows=it.count,
        units=0.0,
        example_row=0,
        example_value=it.name,
    )
