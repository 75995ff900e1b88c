"""The workbook being written: its look, its language, and text that stays text."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.wording import QT_TRANSLATE_NOOP, Sentence, Translate

if TYPE_CHECKING:
    import xlsxwriter

MOST_LETTERS = 32_000  # Excel holds 32,767 UTF-16 units in a cell
_NAME_LETTERS = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
# XML 1.0 knows no control characters but tab, line feed, carriage return, no lone surrogates.
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_FORMULAS = frozenset("=+-@\t\n")
_EXCEL_EPOCH = datetime.date(1899, 12, 30).toordinal()

INK, MUTED, LINE, HEADER = "#17212B", "#5A6874", "#DFE5E9", "#EDF1F3"
ACCENT, YOURS, CAUTION, RISK = "#0B6B86", "#F1EAFB", "#FBF0DA", "#FCEBE5"


Look = dict[str, Any]
"""What xlsxwriter is told of a cell's font, fill and number format."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its width in characters, the kind of its cells.

    kind is "text", "wrapped", "units", "measure" (two decimals), "fine" (up to six), "money",
    "day", "share", "days" or "input" (units that the operator may type over).
    """

    header: Sentence
    width: float
    kind: str


class Book:
    """An open xlsxwriter workbook with one look, in one language.

    All text goes through ``text``: as a plain string whatever it begins with, so that a name can
    never become a formula.
    """

    def __init__(
        self, workbook: xlsxwriter.Workbook, translate: Translate, language: str, currency: str
    ) -> None:
        self.workbook = workbook
        self.translate = translate
        self.language = language
        self._names: set[str] = {"history"}  # a name that Excel keeps for itself
        sign = currency.replace('"', "")
        money = f'"{sign}"#,##0.00' if sign else "#,##0.00"
        numbers = {
            "text": "@",
            "wrapped": "@",
            "units": "#,##0",
            "measure": "#,##0.00",
            "fine": "#,##0.00####",
            "input": "#,##0.##",
            "money": money,
            "day": "yyyy-mm-dd",
            "share": "0%",
            "days": "#,##0",
        }
        base = {
            "font_name": "Microsoft YaHei" if language == "zh_CN" else "Calibri",
            "font_size": 10,
            "font_color": INK,
            "valign": "vcenter",
        }
        self.money_format = money
        self.currency = sign
        self._looks = _looks(base, numbers)
        self.formats = {name: workbook.add_format(look) for name, look in self._looks.items()}

    def words(self, sentence: Sentence | str) -> str:
        """Return the sentence in the workbook's language; text as it is."""
        return sentence if isinstance(sentence, str) else sentence.render(self.translate)

    def money(self, amount: float) -> str:
        """Return an amount as it stands in a sentence; "?" where it is not known."""
        return f"{self.currency}{amount:,.0f}" if math.isfinite(amount) else "?"

    def add_sheet(self, name: str) -> Any:
        """Add a sheet; its name is cut, cleaned and numbered until Excel accepts it."""
        clean = _FORBIDDEN_IN_NAMES.sub(" ", cell_text(name))
        clean = " ".join(clean.split()).strip("'").strip() or self.words(
            Sentence(QT_TRANSLATE_NOOP("core", "Sheet"))
        )
        unique, number = _cut(clean, _NAME_LETTERS), 1
        while unique.lower() in self._names:
            number += 1
            unique = _cut(clean, _NAME_LETTERS - len(f" {number}")) + f" {number}"
        self._names.add(unique.lower())
        from core.workbook.quick_sheet import QuickSheet

        sheet = self.workbook.add_worksheet(unique, QuickSheet)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        return sheet

    def begin_table(self, sheet: Any, columns: Sequence[Column], row: int, count: int) -> None:
        """Write the header in ``row`` (0-based) over ``count`` rows; freeze, filter, repeat it."""
        for number, column in enumerate(columns):
            right = column.kind not in ("text", "wrapped")
            kind = "header number" if right else "header"
            if column.kind == "day":
                kind = "header indented"
            sheet.set_column(number, number, column.width)
            sheet.write_string(row, number, self.words(column.header), self.formats[kind])
        sheet.set_row(row, 32)
        sheet.freeze_panes(row + 1, 0)
        sheet.autofilter(row, 0, row + max(count, 1), len(columns) - 1)
        sheet.repeat_rows(row)
        sheet.print_area(0, 0, row + max(count, 1), len(columns) - 1)
        # Codes are text on purpose; Excel need not mark each of them.
        area = f"A1:{column_letters(len(columns) - 1)}{row + max(count, 1) + 1}"
        sheet.ignore_errors({"number_stored_as_text": area})

    def text(self, sheet: Any, row: int, column: int, text: str, look: str = "text") -> None:
        """Write text as text; what no cell can hold is left out or cut.

        What begins like a formula is marked as text, as a leading apostrophe does in Excel: it
        stays text when somebody opens the cell and presses Enter.
        """
        clean = cell_text(text)
        format_ = self._quoted(look) if clean[:1] in _LIKE_FORMULAS else self.formats[look]
        sheet.write_string(row, column, clean, format_)

    def _quoted(self, look: str) -> Any:
        name = f"{look} quoted"
        if name not in self.formats:
            self.formats[name] = self.workbook.add_format(
                {**self._looks[look], "quote_prefix": True}
            )
        return self.formats[name]

    def number(self, sheet: Any, row: int, column: int, value: float, look: str) -> None:
        """Write a number; an unknown or infinite one is an empty cell."""
        if math.isfinite(value):
            sheet.put_number(row, column, value, self.formats[look])
        else:
            sheet.write_blank(row, column, None, self.formats[look])

    def formula(
        self, sheet: Any, row: int, column: int, formula: str, value: float | str, look: str
    ) -> None:
        """Write a formula, without "=" before it, with the value that it gives."""
        sheet.write_formula(row, column, f"={formula}", self.formats[look], value)

    def day(self, sheet: Any, row: int, column: int, day: np.datetime64, look: str = "day") -> None:
        """Write a real date; NaT is an empty cell."""
        date = day.item()
        if not isinstance(date, datetime.date):  # NaT is None
            sheet.write_blank(row, column, None, self.formats[look])
        else:
            sheet.put_number(row, column, date.toordinal() - _EXCEL_EPOCH, self.formats[look])


def _looks(base: Look, numbers: Mapping[str, str]) -> dict[str, Look]:
    """Return how each kind of cell looks: ``base``, and the number format of its kind."""
    looks: dict[str, Look] = {}
    for kind, number in numbers.items():
        look: Look = {**base, "num_format": number, "bottom": 1, "bottom_color": LINE}
        if kind == "wrapped":
            look["text_wrap"] = True
        if kind == "day":  # below a header that begins at the left
            look |= {"align": "left", "indent": 1}
        looks[kind] = look
        looks[f"{kind} caution"] = {**look, "bg_color": CAUTION}
        looks[f"{kind} risk"] = {**look, "bg_color": RISK}
    for kind in ("input", "text", "wrapped"):
        look = {**base, "num_format": numbers[kind], "bottom": 1, "bottom_color": LINE}
        yours = {"bg_color": YOURS, "bold": kind == "input", "locked": False}
        looks[f"{kind} yours"] = {**look, **yours}
    header = {**base, "bold": True, "bg_color": HEADER, "text_wrap": True, "bottom": 1}
    looks["header"] = {**header, "align": "left"}
    looks["header indented"] = {**header, "align": "left", "indent": 1}
    looks["header day"] = {**header, "align": "right", "num_format": "yyyy-mm-dd"}
    looks["header number"] = {**header, "align": "right"}
    looks["title"] = {**base, "bold": True, "font_size": 16}
    looks["sentence"] = {**base, "font_color": MUTED}
    looks["label"] = {**base, "font_color": MUTED}
    looks["strong"] = {**base, "bold": True}
    looks["figure"] = {**base, "num_format": "#,##0.0"}
    for kind in ("units", "money"):
        looks[f"{kind} total"] = {**base, "num_format": numbers[kind], "bold": True, "top": 1}
    looks["text total"] = {**base, "bold": True, "top": 1}
    return looks


def cell_text(text: str) -> str:
    """Return ``text`` as a cell can hold it: no control characters, one kind of line end, and an
    ellipsis where more than 32,000 letters were cut."""
    text = str(text)
    if text.isprintable() and len(text) * 2 <= MOST_LETTERS:
        return text  # nearly all are: no control character, no line end, no lone surrogate
    clean = _FORBIDDEN_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) * 2 <= MOST_LETTERS:
        return clean
    cut = _cut(clean, MOST_LETTERS)
    return clean if cut == clean else cut + "…"


def _cut(text: str, most: int) -> str:
    """Cut ``text`` to ``most`` UTF-16 units, which is what Excel counts, never inside a letter."""
    raw = text.encode("utf-16-le")
    return raw[: 2 * most].decode("utf-16-le", "ignore").rstrip() if len(raw) > 2 * most else text


def column_letters(column: int) -> str:
    """Return Excel's letters of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_reference(name: str) -> str:
    """Return a sheet's name as formulas quote it."""
    return "'" + name.replace("'", "''") + "'"


def chunks(count: int, size: int) -> Iterator[range]:
    """Yield the ranges that cover ``count`` rows, ``size`` at a time."""
    for start in range(0, count, size):
        yield range(start, min(start + size, count))
