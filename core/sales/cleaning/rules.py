"""The rules by which a line is left out of sales; each marks lines, none changes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.sales.cleaning.lines import Lines
from core.sales.cleaning.sum_rows import sums_of_rows_above
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import DEFAULT, RULE_OF, Rules
from core.sales.understanding import words
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import platform_named

Marks = NDArray[np.bool_]

CLASSES = (
    "blank",
    "repeated_header",
    "total",
    "no_item",
    "unreadable_day",
    "unlikely_day",
    "cancelled",
    "refunded",
    "test",
    "gift",
    "transfer",
    "non_product",
    "duplicate",
    "overlap",
    "price_not_positive",
    "unreadable_units",
    "unlikely_units",
    "no_units",
    "counter_start",
    "counter_reset",
    "not_sales",
    "returned",
    "restated",
    "shared_day",
)
"""Why a row of a sheet is not among the sales, in the order in which the rules are tried."""

_RELATIONS = ("duplicate", "overlap")
_FEWEST_TO_JUDGE = 20
_YEARS_AWAY = 3 * 366
_FAR_DAYS, _FAR_TIMES = 45, 6  # and times the longest silence within the sheet
_AHEAD_DAYS = 13  # of silence before a trickle at the end of the sheet
_MOST_BY_MISTAKE = 0.1  # share of lines that stand twice beyond which it is how the sheet is kept


@dataclass(frozen=True, slots=True)
class Judged:
    """The lines of a sheet, judged.

    classes  (lines) place in CLASSES of the class that leaves a line out, -1 where it is a sale
             (or a return)
    caught   (lines) the same with the rules that are switched off in force: what each would take
    """

    classes: NDArray[np.int8]
    caught: NDArray[np.int8]


def classify(
    sheet: RawSheet, columns: ColumnMap, lines: Lines, in_force: Rules = DEFAULT
) -> Judged:
    """Return each line's class.

    A line that one rule would leave out, were it in force, is not left out by another for what it
    is; it can still be a line that stands twice.
    """
    frame = lines.frame
    no_day = frame["day"].isna().to_numpy()
    no_item = frame["item"].isna().to_numpy()
    no_units = frame["units"].isna().to_numpy()
    found = np.full(len(frame), -1, dtype=np.int8)
    caught = np.full(len(frame), -1, dtype=np.int8)

    def mark(name: str, marks: Marks) -> None:
        number, free = CLASSES.index(name), found < 0
        if name not in RULE_OF:
            found[free & marks] = number
            return
        hit = free & marks & ((caught < 0) | (name in _RELATIONS))
        caught[hit] = number
        if in_force.holds(name):
            found[hit] = number

    mark("blank", lines.empty)
    mark("repeated_header", _repeated_header(columns, lines))
    total = lines.total.copy()
    if columns.layout == "lines":
        free, bare = (found < 0) & ~total, no_item | no_day
        units = frame["units"].to_numpy()[:, None]
        total |= sums_of_rows_above(units, free & ~bare, free & (bare | lines.maybe_total))
    mark("total", total)
    if columns.layout == "wide_items":
        no_item = np.zeros(len(frame), dtype=bool)
    mark("no_item", no_item)
    mark("unreadable_day", no_day if columns.layout != "wide" else no_day & ~no_units)
    mark("unlikely_day", _unlikely_day(frame, (found < 0) & ~no_day))
    mark("cancelled", lines.cancelled)
    mark("refunded", lines.refunded)
    mark("test", _test(frame))
    mark("gift", _gift(frame))
    mark("transfer", lines.transfer | _named(frame, "transfer"))
    mark("non_product", _non_product(frame))
    mark("duplicate", _duplicate(columns, frame, found < 0))
    mark("price_not_positive", _price_not_positive(frame, (found < 0) & (caught < 0)))
    mark("unreadable_units", no_units & lines.units_text)
    mark("unlikely_units", _unlikely_units(frame, found < 0))
    mark("no_units", no_units)
    mark("returned", np.asarray(frame["units"].to_numpy() < 0))
    return Judged(found, caught)


def _repeated_header(columns: ColumnMap, lines: Lines) -> Marks:
    """Printed reports repeat the header on each page."""
    frame = lines.frame
    marks = np.zeros(len(frame), dtype=bool)
    for role in ("item", "title", "store", "category", "order_id"):
        if role not in columns.roles:
            continue
        label = squeezed(columns.labels[columns.roles[role]])
        same = words.texts_squeezed_to(label, frame[role].cat.categories.tolist())
        marks |= _looked_up(same, frame[role])
    return np.asarray(
        marks & frame["day"].isna().to_numpy() & frame["units"].isna().to_numpy(), dtype=bool
    )


def _unlikely_day(frame: pd.DataFrame, read: Marks) -> Marks:
    """A few lines far from all others: 2204 for 2024, last year's number in January, or a blank
    that became 1900."""
    marks = np.zeros(len(frame), dtype=bool)
    day = frame["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    order = np.flatnonzero(read)[np.argsort(day[read], kind="stable")]
    if len(order) < _FEWEST_TO_JUDGE:
        return marks
    few = int(max(3, 0.002 * len(order)))
    silent = np.diff(day[order])
    blocks = np.split(order, np.flatnonzero(silent > _YEARS_AWAY) + 1)
    main = max(blocks, key=len)
    for block in blocks:
        if block is not main and len(block) <= few:
            marks[block] = True
    # At either end of the sheet, after a silence that the shop never knew.
    longest = _FAR_TIMES * int(silent[few:-few].max(initial=0))
    far = silent > max(_FAR_DAYS, longest)
    before, after = np.flatnonzero(far[:few]), np.flatnonzero(far[-few:])
    if before.size:
        marks[order[: before[-1] + 1]] = True
    if not after.size:
        after = _ahead_of_time(day[order], few, max(_AHEAD_DAYS, longest))
    if after.size:
        marks[order[len(order) - few + after[0] :]] = True
    return marks


def _ahead_of_time(day: NDArray[np.int64], few: int, least: int) -> NDArray[np.intp]:
    """Return after which of the last ``few`` steps between sorted days (n) a silence of more than
    ``least`` days is followed by a trickle: orders for later, and slips. A shop that opens again
    sells as it used to.
    """
    usual = (len(day) - few) / max(1, int(day[-few - 1] - day[0]) + 1)
    steps = np.diff(day)[-few:]
    found = [
        place
        for place in np.flatnonzero(steps > least).tolist()
        if few - place < 0.5 * usual * len(np.unique(day[len(day) - few + place :]))
    ]
    return np.array(found, dtype=np.intp)


def _unlikely_units(frame: pd.DataFrame, read: Marks) -> Marks:
    """Quantities a million times the usual and beyond ten million: a barcode in the wrong cell."""
    units = np.abs(frame["units"].to_numpy())
    known = read & (units > 0)
    if not known.any():
        return np.zeros(len(frame), dtype=bool)
    usual = float(np.median(units[known]))
    return np.asarray(units > max(1e7, 1e6 * usual), dtype=bool)


def _test(frame: pd.DataFrame) -> Marks:
    code = words.pattern("test", "code")
    by_code = [bool(code.fullmatch(str(t).strip())) for t in frame["item"].cat.categories]
    return _looked_up(by_code, frame["item"]) | _named(frame, "test")


def _named(frame: pd.DataFrame, kind: str) -> Marks:
    """Lines whose item or title is of a kind of words.toml."""
    marks = np.zeros(len(frame), dtype=bool)
    for role in ("item", "title"):
        named = [words.read_words_kind(str(t), kind) for t in frame[role].cat.categories]
        marks |= _looked_up(named, frame[role])
    return marks


def _gift(frame: pd.DataFrame) -> Marks:
    """Goods that were given away: named so, and not paid for."""
    price = frame["unit_price"].fillna(frame["amount"]).fillna(0.0).to_numpy()
    return np.asarray(_named(frame, "gift") & (price <= 0), dtype=bool)


def _non_product(frame: pd.DataFrame) -> Marks:
    """Postage, fees and bookkeeping, known by code or by name."""
    codes = set(words.word_list("non_product", "codes"))
    short = set(words.word_list("non_product", "short"))
    starts = words.word_list("non_product", "starts")
    titles = set(words.word_list("non_product", "titles"))
    items = [str(t).strip().lower() for t in frame["item"].cat.categories]
    is_long = _looked_up([len(t) >= 4 for t in items], frame["item"])
    # "M" is bookkeeping where codes have five characters, and a size where they have one.
    if is_long.mean() > 0.5:
        codes |= short
    by_code = [t in codes or t.startswith(starts) for t in items]
    marks = _looked_up(by_code, frame["item"])
    by_title = [str(t).strip().lower() in titles for t in frame["title"].cat.categories]
    return marks | _looked_up(by_title, frame["title"])


def _duplicate(columns: ColumnMap, frame: pd.DataFrame, used: Marks) -> Marks:
    """Lines that stand twice, cell for cell.

    With order numbers a line may only be equal to another by mistake, unless each unit has a line
    of its own. Without them, only where item and day are otherwise unique: a total cannot be
    given twice.
    """
    marks = np.zeros(len(frame), dtype=bool)
    if columns.layout not in ("lines", "wide"):
        return marks
    kept = np.flatnonzero(used)
    if columns.layout == "wide":
        return marks
    again = frame["fingerprint"].iloc[kept].duplicated().to_numpy()
    if not again.any():
        return marks
    if "order_id" in columns.roles:
        platform = platform_named(columns.platform)
        if "units" not in columns.roles or (platform is not None and platform.repeated_lines):
            return marks
    else:
        key = frame.iloc[kept][["item", "store", "day"]]
        keyed = (
            key["item"].cat.codes.astype(np.int64) * 1_000_003 + key["store"].cat.codes
        ).to_numpy() * 40_000 + key["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
        repeated = pd.Series(keyed).duplicated().to_numpy()
        if "units" not in columns.roles or (repeated & ~again).mean() > 0.02:
            return marks
        if again.mean() > _MOST_BY_MISTAKE and not _pasted_twice(frame["fingerprint"].iloc[kept]):
            return marks  # a till's lines: who buys the same again writes the same again
    marks[kept[again]] = True
    return marks


def _pasted_twice(fingerprint: pd.Series) -> bool:
    """Whether (nearly) every line stands just as often as every other."""
    times = fingerprint.value_counts().to_numpy()
    return bool((times == np.median(times)).mean() > 0.9)


def _price_not_positive(frame: pd.DataFrame, used: Marks) -> Marks:
    """Lines without a price above zero in a sheet that has prices: damages, samples, gifts.

    A price below zero on goods that came back is the money that went back with them, and where
    money came in there was a price, whatever another column says.
    """
    price, amount = frame["unit_price"].to_numpy(), frame["amount"].to_numpy()
    back = ((price < 0) & (frame["units"].to_numpy() < 0)) | ((price <= 0) & (amount > 0))
    known = used & ~np.isnan(price)
    if not known.any() or (price[known & ~back] > 0).mean() < 0.8:
        return np.zeros(len(frame), dtype=bool)
    return np.asarray((price <= 0) & ~back, dtype=bool)


def _looked_up(values: Sequence[bool] | Marks, column: pd.Series) -> Marks:
    """Return the mark of each line's category; False where the cell is empty."""
    marks: Marks = np.append(np.asarray(values, dtype=bool), False)
    return np.asarray(marks[column.cat.codes.to_numpy()], dtype=bool)
