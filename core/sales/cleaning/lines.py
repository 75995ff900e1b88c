"""A sheet's rows as lines: each cell read by its role, nothing judged yet."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.errors import SheetError
from core.sales.cleaning.categories import used_categories
from core.sales.cleaning.line_states import LineStates
from core.sales.cleaning.names_across import distinct_names, names_across
from core.sales.cleaning.sum_rows import sums_of_rows_above
from core.sales.column_map import PARTS_OF_DAYS, ColumnMap
from core.sales.sheet import UNCALCULATED, RawSheet
from core.sales.understanding import spreads, words
from core.sales.understanding.days import parse_days, with_month_and_day_exchanged
from core.sales.understanding.durations import days_in, unit_in_header
from core.sales.understanding.header_rows import row_texts
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import platform_named
from core.sales.understanding.numbers import (
    blank_places,
    currencies_of,
    currency_in,
    parse_numbers,
)
from core.sales.understanding.refusals import uncalculated
from core.sales.understanding.split_days import joined_days

TEXT_ROLES = ("item", "title", "category", "store", "supplier", "order_id")
NUMBER_ROLES = (
    "unit_price",
    "amount",
    "unit_cost",
    "on_hand",
    "on_order",
    "pack_size",
    "minimum_order",
    "lead_time",
)
_NO_DAY = np.datetime64("NaT", "s")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one sheet.

    frame         one row a line: row (as Excel numbers it), the TEXT_ROLES (categories, missing
                  where empty), day (datetime64[s]), units (NaN: none or unreadable), the
                  NUMBER_ROLES (float64), promotion (float32, 1 or 0; NaN: not said), fingerprint
                  (uint64 of all cells of the row)
    units_text    bool a line: something stands in the units cell
    cancelled     bool a line: a status says that the order was cancelled
    refunded      bool a line: a status says that the money went back
    transfer      bool a line: a status says that goods moved between the merchant's own shops, or
                  were bought, counted or used up
    total         bool a line: a cell says that the row is a total
    empty         bool a line: the row has no filled cell
    filled_down   bool a line: the day or the order was taken from the line above
    currencies    signs found in the prices, the most frequent first
    bad_cells     cells of a spread that hold something else than a number
    """

    frame: pd.DataFrame
    units_text: NDArray[np.bool_]
    cancelled: NDArray[np.bool_]
    refunded: NDArray[np.bool_]
    transfer: NDArray[np.bool_]
    total: NDArray[np.bool_]
    maybe_total: NDArray[np.bool_]
    empty: NDArray[np.bool_]
    filled_down: NDArray[np.bool_]
    currencies: tuple[str, ...]
    bad_cells: int = 0


def read_lines(sheet: RawSheet, columns: ColumnMap) -> Lines:
    """Return the lines of a sheet of layout "lines" or "items": one a row below the header."""
    reader = _Reader(sheet, columns)
    frame: dict[str, object] = {"row": np.arange(reader.first, reader.first + reader.height) + 1}
    total, maybe_total = reader.totals()
    reader.check_calculated(~total & ~maybe_total)
    filled_down = reader.fill_down(total)
    frame |= {role: reader.text(role) for role in TEXT_ROLES}
    if columns.item_parts:
        frame["item"] = reader.joined_item(columns.item_parts)
    if "item" in columns.roles and "title" in columns.roles:
        frame["item"] = _else(frame["item"], frame["title"])
    day = reader.days()
    frame["day"] = day
    states = reader.states()
    units = reader.numbers("units") if "units" in columns.roles else np.ones(reader.height)
    frame["units"] = np.where(states.sent_back() & (units > 0), -units, units)
    frame |= {role: reader.numbers(role) for role in NUMBER_ROLES}
    frame["promotion"] = states.promoted()
    days_number = day.astype("datetime64[D]").astype(np.int64).astype(np.uint64)
    # Lines that leave their day blank are equal only if the day they belong to is.
    frame["fingerprint"] = reader.fingerprints() + np.where(
        filled_down, days_number * np.uint64(0x9E3779B97F4A7C15), np.uint64(0)
    )
    return Lines(
        frame=pd.DataFrame(frame, copy=False),
        units_text=reader.filled("units"),
        cancelled=states.cancelled(),
        refunded=states.refunded(),
        transfer=states.said("status", "transfer"),
        total=total,
        maybe_total=maybe_total,
        empty=reader.empty(),
        filled_down=filled_down,
        currencies=reader.currencies(),
    )


def read_spread(sheet: RawSheet, columns: ColumnMap) -> Lines:
    """Return the lines of a sheet whose units lie across columns: one a filled cell of the spread,
    and one without units for each row that has none."""
    reader = _Reader(sheet, columns)
    values = np.column_stack(
        [spreads.numbers_at(sheet, c, reader.first, columns.decimal_mark) for c in columns.spread]
    )
    filled: NDArray[np.bool_] = np.column_stack([reader.column_filled(c) for c in columns.spread])
    total, maybe_total = reader.totals()
    total |= sums_of_rows_above(values, ~total, maybe_total)
    reader.check_calculated(~total & ~maybe_total)
    if columns.layout == "wide":
        if not total.any():
            filled_rows = np.flatnonzero(filled.any(axis=1))
            total = np.zeros(reader.height, dtype=bool)
            total[filled_rows] = spreads.sums_of_others(values[filled_rows].T)
        reader.fill_down(total)
    known: NDArray[np.bool_] = np.asarray(~np.isnan(values))
    any_filled: NDArray[np.bool_] = np.asarray(filled.any(axis=1), dtype=bool)
    row, place = np.nonzero(known)
    bare = np.flatnonzero(~known.any(axis=1))
    line_row = np.concatenate([row, bare])
    line_place = np.concatenate([place, np.full(len(bare), -1)])
    frame: dict[str, object] = {"row": line_row + reader.first + 1}
    if columns.layout == "wide_stores":
        reader.fill_down(total)
    for role in TEXT_ROLES:
        frame[role] = reader.text(role).take(line_row)
    if columns.layout == "wide":
        days = np.array(columns.spread_days, dtype="datetime64[s]")
        frame["day"] = np.append(days, _NO_DAY)[line_place]
        if columns.item_parts:
            frame["item"] = reader.joined_item(columns.item_parts).take(line_row)
        elif "title" in columns.roles:
            frame["item"] = _else(reader.text("item"), reader.text("title")).take(line_row)
    else:
        names = distinct_names(names_across(sheet, columns))
        frame["store" if columns.layout == "wide_stores" else "item"] = pd.Categorical.from_codes(
            line_place, categories=pd.Index(names, dtype=object)
        )
        frame["day"] = reader.days()[line_row]
    frame["units"] = np.append(values[row, place], np.full(len(bare), np.nan))
    for role in NUMBER_ROLES:
        frame[role] = reader.numbers(role)[line_row]
    frame["promotion"] = reader.states().promoted()[line_row]
    frame["fingerprint"] = reader.fingerprints()[line_row]
    none = np.zeros(len(line_row), dtype=bool)
    return Lines(
        frame=pd.DataFrame(frame),
        units_text=np.append(np.ones(len(row), dtype=bool), any_filled[bare]),
        cancelled=none,
        refunded=none,
        transfer=none,
        total=total[line_row],
        maybe_total=none,
        empty=reader.empty()[line_row],
        filled_down=none,
        currencies=(),
        bad_cells=int((filled & ~known & ~total[:, None]).sum()),
    )


def _else(first: object, second: object) -> pd.Categorical:
    """Return ``first`` where it is filled, ``second`` elsewhere."""
    one, two = pd.Categorical(first), pd.Categorical(second)
    if not (one.codes < 0).any():
        return one
    texts = pd.Index(list(dict.fromkeys([*one.categories, *two.categories])), dtype=object)
    a = texts.get_indexer(one.categories)
    b = texts.get_indexer(two.categories)
    codes = np.where(one.codes >= 0, np.append(a, -1)[one.codes], np.append(b, -1)[two.codes])
    return pd.Categorical.from_codes(codes, categories=texts)


class _Reader:
    """Reads the columns of one sheet by role; each distinct text is parsed once."""

    def __init__(self, sheet: RawSheet, columns: ColumnMap) -> None:
        self._sheet = sheet
        self._columns = columns
        self.first = columns.header_row + 1
        self.height = max(0, len(sheet.cells) - self.first)
        self._codes: dict[str, NDArray[np.int32]] = {}
        self._merged: set[str] = set()
        self._texts_of: dict[int, list[str]] = {}
        self._codes_of: dict[int, NDArray[np.int32]] = {}
        self._platform = platform_named(columns.platform)
        self._unknown = np.full(self.height, np.nan)
        self._unknown.setflags(write=False)

    def _texts(self, column: int) -> list[str]:
        if column not in self._texts_of:
            self._texts_of[column] = self._sheet.cells[column].cat.categories.tolist()
        return self._texts_of[column]

    def _role_codes(self, role: str) -> NDArray[np.int32]:
        """(rows) number of each cell's text, -1 where empty; as filled down."""
        if role not in self._codes:
            self._codes[role] = self._column_codes(self._columns.roles[role])
        return self._codes[role]

    def _column_codes(self, column: int) -> NDArray[np.int32]:
        """(rows) number of each cell's text; texts that say "no value" count as empty."""
        if column not in self._codes_of:
            codes = self._sheet.cells[column].cat.codes.to_numpy()[self.first :].astype(np.int32)
            for blank in blank_places(self._texts(column)):
                codes[codes == blank] = -1
            codes.setflags(write=False)
            self._codes_of[column] = codes
        return self._codes_of[column]

    def column_filled(self, column: int) -> NDArray[np.bool_]:
        return np.asarray(self._column_codes(column) >= 0)

    def filled(self, role: str) -> NDArray[np.bool_]:
        """Whether each row's cell is filled; all True where no column plays the role."""
        if role not in self._columns.roles:
            return np.ones(self.height, dtype=bool)
        return np.asarray(self._role_codes(role) >= 0)

    def text(self, role: str) -> pd.Categorical:
        if role not in self._columns.roles:
            none = pd.Index([], dtype=object)
            return pd.Categorical.from_codes(np.full(self.height, -1), categories=none)
        texts = self._sheet.cells[self._columns.roles[role]].cat.categories
        return used_categories(self._role_codes(role), texts)

    def joined_item(self, parts: Sequence[int]) -> pd.Categorical:
        """Return the item with the further columns of its key before it ("B1 / 7")."""
        joined = self._role_codes("item").astype(np.int64)
        texts = self._texts(self._columns.roles["item"])
        for part in parts:
            more = self._texts(part)
            codes = self._column_codes(part).astype(np.int64)
            pair = np.where(joined < 0, -1, joined * (len(more) + 1) + codes + 1)
            distinct, position = np.unique(pair, return_inverse=True)
            texts_at = [
                ""
                if p < 0
                else " / ".join(
                    t for t in (*more, "")[p % (len(more) + 1) - 1 : p % (len(more) + 1)] if t
                )
                + (" / " if p % (len(more) + 1) else "")
                + texts[p // (len(more) + 1)]
                for p in distinct.tolist()
            ]
            joined = np.where(distinct[position] < 0, -1, position)
            texts = texts_at
        return pd.Categorical([None if code < 0 else texts[code] for code in joined.tolist()])

    def check_calculated(self, counted: NDArray[np.bool_]) -> None:
        """Raise SheetError where a counted row (n) has a formula without a result for its day, its
        item or its quantity, and something in the others of these."""
        roles = [r for r in ("day", "item", "units") if r in self._columns.roles]
        needed = [self._columns.roles[role] for role in roles]
        filled = [self.column_filled(column) for column in needed]
        for column in (*needed, *self._columns.spread):
            if UNCALCULATED not in self._texts(column):
                continue
            codes = self._sheet.cells[column].cat.codes.to_numpy()[self.first :]
            waits = codes == self._texts(column).index(UNCALCULATED)
            others = [f for c, f in zip(needed, filled, strict=True) if c != column]
            rows = np.flatnonzero(waits & counted & np.all(others, axis=0))
            if len(rows):
                label = self._columns.labels[column]
                row = int(rows[0]) + self.first + 1
                raise SheetError(uncalculated(self._sheet, label, row))

    def numbers(self, role: str) -> NDArray[np.float64]:
        if role not in self._columns.roles:
            return self._unknown
        texts = self._texts(self._columns.roles[role])
        values = parse_numbers(texts, self._columns.decimal_mark)
        if role == "lead_time":
            unit = unit_in_header(self._columns.labels[self._columns.roles[role]])
            values = np.array([days_in(text, unit) for text in texts])
        return np.asarray(np.append(values, np.nan)[self._role_codes(role)])

    def days(self) -> NDArray[np.datetime64]:
        if "day" not in self._columns.roles:
            parts = [part for part in PARTS_OF_DAYS if part in self._columns.roles]
            if "year" not in parts:
                return np.full(self.height, _NO_DAY)
            texts = {part: self._texts(self._columns.roles[part]) for part in parts}
            return joined_days(texts, {part: self._role_codes(part) for part in parts})
        days = self._days_of(self._texts(self._columns.roles["day"]))
        return np.append(days.astype("datetime64[s]"), _NO_DAY)[self._role_codes("day")]

    def _days_of(self, written: list[str]) -> NDArray[np.datetime64]:
        if self._columns.swapped:
            written = [with_month_and_day_exchanged(text) for text in written]
        return parse_days(written, self._columns.day_order, self._columns.year, serials=True)

    def states(self) -> LineStates:
        """Return what the cells say became of each row; as filled down."""
        return LineStates(
            self._columns, self._platform, self._texts, self._column_codes, self._role_codes
        )

    def totals(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether each row says that it is a total, by a word in a cell that names something; and
        whether it may be one, if its figures say so too: goods can be called "Fage Total".

        A line with an order of its own is never one, whatever its goods are called.
        """
        roles = self._columns.roles
        named = {roles[r] for r in ("item", "title", "category", "store", "day") if r in roles}
        named |= {0, 1} & set(range(len(self._columns.labels)))
        named -= {*self._columns.spread, roles.get("units", -1), roles.get("order_id", -1)}
        goods = {roles[role] for role in ("item", "title") if role in roles}
        said = np.zeros(self.height, dtype=bool)
        maybe = np.zeros(self.height, dtype=bool)
        for column in named:
            codes = self._column_codes(column)
            said |= np.append(words.total_words(self._texts(column)), False)[codes]
            if column in goods:
                maybe |= np.append(words.doubtful_totals(self._texts(column)), False)[codes]
        if "day" in roles:
            maybe &= self.filled("day")
        said &= ~maybe
        if "order_id" in roles:
            hits = words.total_words(self._texts(roles["order_id"]))
            codes = self._column_codes(roles["order_id"])
            in_order_cell = np.append(hits, False)[codes]
            said, maybe = (said & (codes < 0)) | in_order_cell, maybe & (codes < 0)
        return said | self._sums_of_orders(), maybe

    def _sums_of_orders(self) -> NDArray[np.bool_]:
        """Whether each row stands for an order as a whole, in exports that mix both."""
        sums = np.zeros(self.height, dtype=bool)
        for header, kinds in self._platform.lines.items() if self._platform else ():
            for column, label in enumerate(self._columns.labels):
                if squeezed(label) == squeezed(header):
                    other = [text.strip().lower() not in kinds for text in self._texts(column)]
                    sums |= np.array([*other, False])[self._column_codes(column)]
        return sums

    def fill_down(self, total: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Take what exports and merged cells leave blank from the line above or the order.

        Returns which lines got their day or order that way.
        """
        dated = [r for r in ("day", *PARTS_OF_DAYS) if r in self._columns.roles]
        before = {role: self.filled(role) for role in dated}
        lines = ~total & ~self.empty()
        for role in ("order_id", "day", *PARTS_OF_DAYS, "store", "category", "item"):
            if role in self._columns.roles:
                self._fill_merged(role, lines)
        if "order_id" in self._columns.roles:
            order = self._role_codes("order_id")
            for role in ("day", "store", "status", "after_sale", "cancelled", "currency"):
                if role in self._columns.roles and role not in ("item",):
                    self._fill_order(role, order)
        got = np.zeros(self.height, dtype=bool)
        for role in dated:
            got |= self.filled(role) & ~before[role]
        return got

    def _fill_merged(self, role: str, lines: NDArray[np.bool_]) -> None:
        codes = self._role_codes(role)
        blank = (codes < 0) & lines
        shown = np.flatnonzero(lines)
        if not len(shown) or codes[shown[0]] < 0 or blank.sum() < 0.2 * len(shown):
            return
        if role == "order_id" and "day" in self._columns.roles:
            # Without an order *and* a day of its own a line belongs to the order above it.
            blank &= self._role_codes("day") < 0
        elif role == "day" and "order_id" in self._columns.roles:
            return
        elif role == "item" and "title" in self._columns.roles:
            return  # a line without a code still has its name
        last = np.maximum.accumulate(np.where(codes >= 0, np.arange(self.height), -1))
        take = blank & (last >= 0)
        self._merged.add(role)
        self._codes[role] = np.where(take, codes[np.maximum(last, 0)], codes)

    def _fill_order(self, role: str, order: NDArray[np.int32]) -> None:
        codes = self._role_codes(role)
        blank = (codes < 0) & (order >= 0)
        if not blank.any() or not (codes >= 0).any():
            return
        known = np.flatnonzero((codes >= 0) & (order >= 0))[::-1]
        first = np.full(int(order.max()) + 1, -1, dtype=codes.dtype)
        first[order[known]] = codes[known]
        self._codes[role] = np.where(blank, first[np.maximum(order, 0)], codes)

    def empty(self) -> NDArray[np.bool_]:
        cells = self._sheet.cells
        filled = np.zeros(self.height, dtype=bool)
        for column in cells.columns:
            filled |= cells[column].cat.codes.to_numpy()[self.first :] >= 0
        return ~filled

    def fingerprints(self) -> NDArray[np.uint64]:
        """(rows) a number that is the same for rows with the same cells under the same headers,
        whatever the order of the columns. Cells that were merged count as filled; dates and
        figures count as what they say: 9.80 in a text file is 9.8 in a workbook."""
        merged = {self._columns.roles[role]: role for role in self._merged}
        mark = np.zeros(self.height, dtype=np.uint64)
        for column, label in enumerate(self._columns.labels):
            name = np.uint64(zlib.crc32(squeezed(label).encode()))
            texts = self._meant(column)
            hashes = pd.util.hash_array(texts, categorize=False) if len(texts) else texts
            # Mixed with the header, so that a text counts for another under another one.
            mixed = (np.asarray(hashes, dtype=np.uint64) ^ name) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
            if column in merged:
                codes = self._role_codes(merged[column])
            else:
                codes = self._sheet.cells[column].cat.codes.to_numpy()[self.first :]
            mark += np.append(mixed, np.uint64(0))[codes]
        return mark

    def _meant(self, column: int) -> NDArray[np.object_]:
        """Return the column's texts, dates and figures as every program would write them."""
        texts = np.array(self._texts(column), dtype=object)
        roles = {role for role, played in self._columns.roles.items() if played == column}
        if "day" in roles:
            whole = np.array([":" not in text or _at_midnight(text) for text in texts], dtype=bool)
            days = self._days_of(texts[whole].tolist())
            texts[whole] = np.where(np.isnat(days), texts[whole], days.astype(str))
        elif roles & {"units", *NUMBER_ROLES}:
            values = parse_numbers(texts.tolist(), self._columns.decimal_mark)
            for place in np.flatnonzero(~np.isnan(values)).tolist():
                texts[place] = f"{values[place]:.12g}"
        return texts

    def currencies(self) -> tuple[str, ...]:
        for role in ("currency", "unit_price", "amount"):
            if role in self._columns.roles:
                found = currencies_of(self._texts(self._columns.roles[role])[:500])
                if found:
                    return found
        return self._currencies_in_headers()

    def _currencies_in_headers(self) -> tuple[str, ...]:
        if self._columns.header_row < 0:
            return ()
        header = row_texts(self._sheet, self._columns.header_row)
        priced = [
            header[self._columns.roles[role]]
            for role in ("unit_price", "amount", "unit_cost")
            if role in self._columns.roles
        ]
        return next(((found,) for label in priced if (found := currency_in(label))), ())


def _at_midnight(text: str) -> bool:
    """Whether a timestamp says no more than its day: Excel writes "2024-03-05 00:00:00"."""
    return text.rpartition(" ")[2].strip("0:") == ""
