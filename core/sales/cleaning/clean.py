"""Clean sales: one row a sale, returns kept apart, every other row of the sheet accounted for."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import SheetError
from core.progress import Progress
from core.sales.cleaning import findings, rules, sources
from core.sales.cleaning.catalogue import NUMBERS, TEXTS, build_catalogue
from core.sales.cleaning.categories import used_categories
from core.sales.cleaning.lines import Lines, read_lines, read_spread
from core.sales.cleaning.quality import Finding, QualityReport, SheetReading
from core.sales.cleaning.restated import told_again
from core.sales.cleaning.rows import effects_of, row_fates
from core.sales.cleaning.spellings import one_spelling
from core.sales.cleaning.summaries import summing_sheets
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import DEFAULT, Effect, Rules
from core.sales.understanding.not_sales import is_goods_issue, speaks_of_returns
from core.sales.understanding.refusals import only_returns
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_STAGE = QT_TRANSLATE_NOOP("core", "Cleaning {name}")
_GOODS_ISSUE = QT_TRANSLATE_NOOP(
    "core",
    "Quantities are written with a minus, as goods taken out of stock are; they were read as sold.",
)
_NOT_SALES = rules.CLASSES.index("not_sales")


@dataclass(frozen=True, slots=True)
class Sales:
    """Sales of all sheets together.

    rows       one row a used line of the sheets: item (category of text), store (category of text,
               "" where there is none), day (datetime64[s], midnight), units (float64; negative
               where goods came back), unit_price (float64, currency per unit; NaN unknown),
               promotion (float32, 1 on promotion, 0 not, NaN where the sheet does not say)
               order (int32, lines of one order share a number; -1 where the sheet has none),
               on_hand (float32, units in stock as the line says; NaN where it does not)
    catalogue  one row an item and store that was sold or listed, in order of item then store:
               item, store, title, category, supplier (text, "" unknown); unit_price, unit_cost
               (float64, currency), on_hand, on_order, pack_size, minimum_order (float64, units),
               lead_time (float64, days); NaN where the sheets do not say
    currency   sign or code found in the prices, "" where there is none
    """

    rows: pd.DataFrame
    catalogue: pd.DataFrame
    currency: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning yields, and what became of each row.

    rows     one array a sheet, int8, one entry a row of it: place in ``rules.CLASSES`` of the class
             that leaves the row out, else SOLD, CAME_BACK, or UNJUDGED at the header and above it
    effects  what each rule concerns, in force or not; only rules that concern a row
    """

    sales: Sales
    report: QualityReport
    rows: tuple[NDArray[np.int8], ...]
    effects: tuple[Effect, ...]

    def __post_init__(self) -> None:
        for array in self.rows:
            array.setflags(write=False)


def clean(
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    progress: Progress,
    in_force: Rules = DEFAULT,
) -> tuple[Sales, QualityReport]:
    """Return the sales of all sheets and the account of every row; raises as ``clean_rows``."""
    cleaned = clean_rows(sheets, maps, progress, in_force)
    return cleaned.sales, cleaned.report


def clean_rows(
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    progress: Progress,
    in_force: Rules = DEFAULT,
) -> Cleaned:
    """Return the sales of all sheets by the rules in force, and what became of each row.

    Raises SheetError where no row is a sale.
    """
    found: list[Finding] = []
    read: dict[int, Lines] = {}
    for number, (sheet, columns) in enumerate(zip(sheets, maps, strict=True)):
        progress.step(number, 2 * len(sheets) + 1, say(_STAGE, name=findings.name_of(sheet)))
        found += findings.sheet_findings(sheet, columns)
        if columns.layout in ("lines", "items"):
            read[number] = read_lines(sheet, columns)
        elif columns.layout in ("wide", "wide_items", "wide_stores"):
            read[number] = read_spread(sheet, columns)
    sold = [n for n in read if maps[n].layout != "items"]
    if not sold:
        raise SheetError(_no_sales(sheets))
    found += one_spelling(read, maps)
    if is_goods_issue(np.concatenate([read[n].frame["units"].to_numpy() for n in sold])):
        if any(speaks_of_returns(sheets[n], maps[n].labels) for n in sold):
            raise SheetError(only_returns(sheets[sold[0]]))
        for n in sold:
            read[n].frame["units"] = -read[n].frame["units"].to_numpy()
        found.append(findings.simple_finding("goods_issue", say(_GOODS_ISSUE), len(sold)))
    stores = sources.sheets_are_stores(sheets, maps, _days(read, len(sheets)))
    judged: dict[int, rules.Judged] = {}
    frames: list[pd.DataFrame] = []
    for step, number in enumerate(sold):
        stage = say(_STAGE, name=findings.name_of(sheets[number]))
        progress.step(len(sheets) + step, 2 * len(sheets) + 1, stage)
        lines, columns = read[number], maps[number]
        judged[number] = rules.classify(sheets[number], columns, lines, in_force)
        frame = lines.frame.assign(source=number)
        if number in stores:
            name = pd.Categorical([sheets[number].sheet_name]).repeat(len(frame))
            frame["store"] = name
            # Lines that two stores happen to share are two sales.
            frame["fingerprint"] += np.uint64(zlib.crc32(sheets[number].sheet_name.encode()))
        if columns.counter:
            _count_up(frame, judged[number].classes)
        frames.append(frame)
    progress.check()
    together = _concatenated(frames)
    marked = np.concatenate([judged[n].classes for n in sold])
    caught = np.concatenate([judged[n].caught for n in sold])
    _mark_overlaps(together, marked, caught, sheets, maps, found, in_force)
    used = marked < 0
    if not used.any():
        raise SheetError(_all_left_out(sheets, marked))
    if used.sum() < 2:
        raise SheetError(_single_row(sheets[sold[0]]))
    progress.check()
    skipped, rows_read, rows_used = _account(sheets, maps, read, together, marked)
    found = findings.class_findings(together, marked, skipped) + found
    lines_used = _picked(together, np.flatnonzero(used))
    back = (lines_used["units"] < 0).to_numpy()
    if back.any():
        found.append(findings.returns_finding(lines_used, back))
    found += _more_findings(sheets, maps, read, lines_used, stores)
    currencies = tuple(dict.fromkeys(name for n in sold for name in read[n].currencies))
    if len(currencies) > 1:
        found.append(findings.currencies_finding(currencies))
    listed = [read[n].frame for n in read if maps[n].layout == "items"]
    totals = not any("order_id" in maps[n].roles for n in sold)
    progress.check()
    sales_rows = _sales_rows(lines_used)
    progress.check()
    catalogue, unplaced = build_catalogue(
        lines_used.assign(
            item=sales_rows["item"].array,
            store=sales_rows["store"].array,
            unit_price=sales_rows["unit_price"].array,
        ),
        listed,
        totals,
    )
    if unplaced:
        found.append(findings.simple_finding("stock_without_store", _unplaced(unplaced), unplaced))
    units = lines_used["units"].to_numpy()
    report = QualityReport(
        sheets=tuple(_reading(s, m) for s, m in zip(sheets, maps, strict=True)),
        rows_read=rows_read,
        rows_used=rows_used,
        rows_skipped=skipped,
        units=float(units.sum()),
        units_returned=float(np.abs(units[back]).sum()),
        findings=tuple(found),
        rules=in_force,
    )
    progress.check()
    became = row_fates(sheets, maps, read, together, marked)
    effects = effects_of(together, caught)
    progress.step(1, 1, say(_STAGE, name=findings.name_of(sheets[-1])))
    return Cleaned(Sales(sales_rows, catalogue, (*currencies, "")[0]), report, became, effects)


def _days(read: dict[int, Lines], count: int) -> list[NDArray[np.datetime64]]:
    none = np.array([], dtype="datetime64[s]")
    return [read[n].frame["day"].dropna().to_numpy() if n in read else none for n in range(count)]


def _picked(lines: pd.DataFrame, places: NDArray[np.intp]) -> pd.DataFrame:
    """Return the lines at some places; columns that say nothing are not copied."""
    if len(places) == len(lines):
        return lines
    columns: dict[str, object] = {}
    for name in lines.columns:
        values = lines[name].array
        if isinstance(values, pd.Categorical):
            columns[name] = values.take(places)
            continue
        numbers = lines[name].to_numpy()
        silent = numbers.dtype.kind == "f" and bool(np.isnan(numbers).all())
        columns[name] = numbers[: len(places)] if silent else numbers.take(places)
    return pd.DataFrame(columns, index=lines.index[places], copy=False)


def _count_up(frame: pd.DataFrame, classes: NDArray[np.int8]) -> None:
    used = np.flatnonzero(classes < 0)
    units, kinds = sources.counted_up(frame.iloc[used])
    classes[used] = kinds
    values = frame["units"].to_numpy().copy()
    values[used] = np.where(kinds < 0, units, values[used])
    frame["units"] = values


def _concatenated(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the lines of all sheets, text columns with the categories of all."""
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    joined: dict[str, object] = {}
    for name in frames[0].columns:
        parts = [frame[name] for frame in frames]
        if isinstance(parts[0].dtype, pd.CategoricalDtype):
            joined[name] = pd.api.types.union_categoricals(
                [_object_categories(p) for p in parts], ignore_order=True
            )
        else:
            joined[name] = np.concatenate([part.to_numpy() for part in parts])
    return pd.DataFrame(joined)


def _object_categories(part: pd.Series) -> pd.Categorical:
    # Empty categories come as floats, which do not join with texts.
    return pd.Categorical.from_codes(
        part.cat.codes, categories=pd.Index(part.cat.categories, dtype=object)
    )


def _mark_overlaps(
    lines: pd.DataFrame,
    classes: NDArray[np.int8],
    caught: NDArray[np.int8],
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    found: list[Finding],
    in_force: Rules,
) -> None:
    source = lines["source"].to_numpy()
    if not len(source) or bool((source == source[0]).all()):
        return  # one sheet overlaps with nothing
    used = np.flatnonzero(classes < 0)
    # Sums that stand beside what they sum up would count everything twice. They go as a whole,
    # before single lines are compared: else both a line and its equal would go.
    summing = summing_sheets(lines.iloc[used])
    overlapping = np.isin(source[used], list(summing))
    rest = np.flatnonzero(~overlapping)
    overlapping[rest], shared = sources.mark_overlaps(lines.iloc[used[rest]], maps)
    caught[used[overlapping]] = rules.CLASSES.index("overlap")
    if in_force.overlaps:
        classes[used[overlapping]] = rules.CLASSES.index("overlap")
    left = used[~overlapping]
    restated, on_shared_days = told_again(lines.iloc[left], maps, shared)
    for kind, marks in (("restated", restated), ("shared_day", on_shared_days)):
        number = rules.CLASSES.index(kind)
        caught[left[marks]] = number
        if in_force.holds(kind):
            classes[left[marks]] = number
    beside = [s for s in shared if not s.same_export]
    if in_force.shared_days:
        return
    same_shape = (s for s in beside if maps[s.sheets[0]].labels == maps[s.sheets[1]].labels)
    found += [findings.shared_days_finding(sheets, s) for s in same_shape]


def _account(
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    read: dict[int, Lines],
    lines: pd.DataFrame,
    classes: NDArray[np.int8],
) -> tuple[dict[str, int], int, int]:
    """Count rows: those used, and those left out by class. A row of several lines (a spread) is
    used if one of its lines is."""
    order = np.lexsort((classes, lines["row"].to_numpy(), lines["source"].to_numpy()))
    row, source = lines["row"].to_numpy()[order], lines["source"].to_numpy()[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(row) != 0) | (np.diff(source) != 0)
    of_rows = classes[order][first]
    skipped = {
        name: int((of_rows == number).sum())
        for number, name in enumerate(rules.CLASSES)
        if (of_rows == number).any()
    }
    used = int((of_rows < 0).sum())
    total = len(of_rows)
    for number, (sheet, columns) in enumerate(zip(sheets, maps, strict=True)):
        if columns.layout == "items":
            frame = read[number].frame
            empty = frame["item"].isna().to_numpy()
            blank = read[number].empty
            _add(skipped, "blank", int(blank.sum()))
            _add(skipped, "no_item", int((empty & ~blank).sum()))
            used += int((~empty & ~blank).sum())
            total += len(frame)
        elif columns.layout in ("none", "returns"):
            rows = _rows_below(sheet, columns)
            _add(skipped, rules.CLASSES[_NOT_SALES], rows)
            total += rows
    return skipped, total, used


def _add(skipped: dict[str, int], name: str, rows: int) -> None:
    if rows:
        skipped[name] = skipped.get(name, 0) + rows


def _sales_rows(lines: pd.DataFrame) -> pd.DataFrame:
    price = lines["unit_price"].to_numpy()
    units = lines["units"].to_numpy()
    amount = lines["amount"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        worked_out = np.where(units != 0, np.abs(amount / units), np.nan)
    return pd.DataFrame(
        {
            "item": _text_category(lines["item"]),
            "store": _text_category(lines["store"]),
            "day": lines["day"].to_numpy().astype("datetime64[s]"),
            "units": units,
            "unit_price": np.where(np.isnan(price), worked_out, price),
            "promotion": lines["promotion"].to_numpy(),
            "order": lines["order_id"].cat.codes.to_numpy().astype(np.int32),
            "on_hand": lines["on_hand"].to_numpy().astype(np.float32),
        }
    )


def _text_category(column: pd.Series) -> pd.Categorical:
    """Return a category of texts, "" for what is missing, without unused ones."""
    cells = used_categories(column.cat.codes.to_numpy(), column.cat.categories)
    texts, codes = [str(text) for text in cells.categories], cells.codes
    if (codes < 0).any():
        texts = ["", *texts]
        codes = codes.astype(np.int32) + 1
    return pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"), validate=False)


def _more_findings(
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    read: dict[int, Lines],
    lines: pd.DataFrame,
    stores: frozenset[int],
) -> list[Finding]:
    found: list[Finding] = []
    bad = sum(part.bad_cells for part in read.values())
    if bad:
        text = QT_TRANSLATE_NOOP("core", "{cells:,} cells hold no number and count as unknown.")
        found.append(findings.simple_finding("unreadable_cells", say(text, cells=bad), bad))
    down = sum(int(part.filled_down.sum()) for part in read.values())
    if down:
        text = QT_TRANSLATE_NOOP(
            "core", "{rows:,} lines leave the date blank; it was taken from the line above."
        )
        found.append(findings.simple_finding("filled_down", say(text, rows=down), down))
    if stores:
        text = QT_TRANSLATE_NOOP("core", "Sheets of the same days were taken as stores: {names}.")
        names = ", ".join(sheets[n].sheet_name for n in sorted(stores))
        found.append(findings.simple_finding("sheet_as_store", say(text, names=names)))
    ruined = [t for t in lines["item"].cat.categories if _is_ruined(str(t))]
    if ruined:
        text = QT_TRANSLATE_NOOP(
            "core",
            "{items:,} codes were cut short by Excel ({example}). Format the column as text "
            "before saving, or different items may look the same.",
        )
        sentence = say(text, items=len(ruined), example=ruined[0])
        found.append(findings.simple_finding("ruined_code", sentence, len(ruined)))
    found += _orders_returned(sheets, maps, lines)
    return found


def _is_ruined(code: str) -> bool:
    """Whether Excel kept only 15 digits of a long code: 1.23E+17, or three zeros at its end."""
    head, mark, power = code.upper().partition("E+")
    if mark and power.isdecimal() and head.replace(".", "", 1).isdecimal() and "." in head:
        return True
    return code.isdecimal() and len(code) >= 16 and code.endswith("0" * (len(code) - 15))


def _orders_returned(
    sheets: Sequence[RawSheet], maps: Sequence[ColumnMap], lines: pd.DataFrame
) -> list[Finding]:
    """Compare the orders with sheets that list orders that came back."""
    orders: set[str] = set()
    for sheet, columns in zip(sheets, maps, strict=True):
        if columns.layout == "returns":
            cells = sheet.cells[columns.roles["order_id"]].iloc[columns.header_row + 1 :]
            orders.update(str(text) for text in cells.dropna().unique())
    if not orders:
        return []
    hit = lines["order_id"].isin(orders).to_numpy()
    units = float(lines["units"].to_numpy()[hit].sum())
    text = QT_TRANSLATE_NOOP(
        "core",
        "{rows:,} lines with {units:,.0f} units belong to orders that the sheet of returns lists. "
        "They were wanted, so they count as demand.",
    )
    sentence = say(text, rows=int(hit.sum()), units=units)
    return [findings.simple_finding("returned_orders", sentence, int(hit.sum()), units)]


def _rows_below(sheet: RawSheet, columns: ColumnMap) -> int:
    return max(0, len(sheet.cells) - columns.header_row - 1)


def _reading(sheet: RawSheet, columns: ColumnMap) -> SheetReading:
    return SheetReading(
        path=sheet.path,
        sheet_name=sheet.sheet_name,
        encoding=sheet.encoding,
        columns=columns,
        rows_read=_rows_below(sheet, columns),
    )


def _unplaced(items: int) -> Sentence:
    text = QT_TRANSLATE_NOOP(
        "core",
        "The stock of {items:,} items is not split by store, so it could not be given to one.",
    )
    return say(text, items=items)


def _no_sales(sheets: Sequence[RawSheet]) -> Sentence:
    text = QT_TRANSLATE_NOOP(
        "core", "There are no sales in {name}. Open a sheet with a date, an item and a quantity."
    )
    return say(text, name=findings.name_of(sheets[0]))


def _single_row(sheet: RawSheet) -> Sentence:
    text = QT_TRANSLATE_NOOP(
        "core",
        "{name} has a single row of sales, which is too little to forecast from. Export a longer "
        "time of sales and open that.",
    )
    return say(text, name=findings.name_of(sheet))


def _all_left_out(sheets: Sequence[RawSheet], classes: NDArray[np.int8]) -> Sentence:
    counts = np.bincount(classes, minlength=len(rules.CLASSES))
    text = QT_TRANSLATE_NOOP(
        "core",
        "No row of {name} is a sale. Rows left out: {rows:,}, most of them as “{kind}”. Check "
        "which column is the date, the item and the quantity.",
    )
    return say(
        text,
        name=findings.name_of(sheets[0]),
        rows=int(counts.sum()),
        kind=rules.CLASSES[int(counts.argmax())],
    )


__all__ = ["NUMBERS", "TEXTS", "Cleaned", "Sales", "clean", "clean_rows"]
