"""How a sheet is read as a whole: its encoding, its layout, the row of its header."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.sales.column_map import LAYOUTS, ColumnMap
from core.sales.sheet import RawSheet
from gui.pages.card import Choice, label
from gui.pages.importing.raw_sheet import encoding_name
from gui.wording import counted

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "cp1252", "shift_jis", "euc_kr", "cp1251")

HEADER_ROWS = 30
"""Rows that are offered as the header."""


class ReadingBar(QWidget):
    """A choice each, and how many rows the sheet has."""

    encoding_chosen = Signal(str)
    """(name) the bytes are to be read in."""
    corrected = Signal(object)
    """(dict) fields of the column map that are to be others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._encoding, self._layout, self.header = Choice(), Choice(), Choice()
        self._names = [label(tone="text_3") for _ in range(3)]
        self._count = label(role="caption", tone="text_3")
        bar = QHBoxLayout(self)
        bar.setContentsMargins(12, 10, 16, 8)
        bar.setSpacing(8)
        for name, combo in zip(self._names, self._combos(), strict=True):
            bar.addWidget(name)
            bar.addWidget(combo)
            bar.addSpacing(4)
        bar.addStretch(1)
        bar.addWidget(self._count)
        self._encoding.activated.connect(
            lambda n: self.encoding_chosen.emit(str(self._encoding.itemData(n)))
        )
        self._layout.activated.connect(
            lambda n: self.corrected.emit({"layout": self._layout.itemData(n)})
        )
        self.header.activated.connect(self._choose_header)

    def show_sheet(self, sheet: RawSheet, columns: ColumnMap) -> None:
        """Show how a sheet is read."""
        self._count.setText(counted(self.tr("{n} rows"), n=f"{len(sheet.cells):,}"))
        text = bool(sheet.encoding)
        self._encoding.setVisible(text)
        self._names[0].setVisible(text)
        if text:
            encodings = dict.fromkeys([*ENCODINGS, sheet.encoding])
            shown = [(encoding_name(name), name) for name in encodings]
            self._fill(self._encoding, shown, sheet.encoding)
        layouts = {
            "lines": self.tr("a row a sale"),
            "wide": self.tr("periods across"),
            "wide_items": self.tr("items across"),
            "wide_stores": self.tr("stores across"),
            "items": self.tr("a list of items"),
            "returns": self.tr("orders that came back"),
            "none": self.tr("no sales in it"),
        }
        self._fill(
            self._layout, [(layouts.get(name, name), name) for name in LAYOUTS], columns.layout
        )
        self._fill_header(len(sheet.cells), columns)

    def retranslate(self) -> None:
        """Write the names of the choices in the language in force."""
        names = (self.tr("Encoding"), self.tr("Layout"), self.tr("Header"))
        for line, combo, words in zip(self._names, self._combos(), names, strict=True):
            line.setText(words)
            combo.setAccessibleName(words)

    def _combos(self) -> tuple[Choice, ...]:
        return (self._encoding, self._layout, self.header)

    def _choose_header(self, number: int) -> None:
        row, depth = self.header.itemData(number)
        self.corrected.emit({"header_row": row, "header_depth": depth})

    def _fill_header(self, height: int, columns: ColumnMap) -> None:
        """Offer every row as the header, and the one in force with the row above it as well."""
        count = max(min(HEADER_ROWS, height), columns.header_row + 1)
        rows: list[tuple[str, object]] = [(self.tr("none"), (-1, 1))]
        for row in range(count):
            rows.append((self.tr("row {n}").format(n=row + 1), (row, 1)))
            if row and abs(row - columns.header_row) <= 1:
                both = self.tr("rows {n} and {m}").format(n=row, m=row + 1)
                rows.append((both, (row, 2)))
        self._fill(self.header, rows, (columns.header_row, max(columns.header_depth, 1)))

    @staticmethod
    def _fill(combo: Choice, entries: Sequence[tuple[str, object]], now: object) -> None:
        with QSignalBlocker(combo):
            combo.clear()
            for words, value in entries:
                combo.addItem(words, value)
            values = [value for _, value in entries]
            combo.setCurrentIndex(values.index(now) if now in values else 0)
        combo.updateGeometry()
