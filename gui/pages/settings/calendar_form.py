"""The form of one entry of the calendar; what does not concern its kind is not shown."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from core.calendar.choices import LARGEST_LIFT, OwnEvent, Promotion, Span
from core.errors import OptionError
from core.wording import QT_TRANSLATE_NOOP, say
from gui.pages.card import Choice, inset, label
from gui.theme import theme

KINDS = ("event", "closed", "promotion", "advertising")

PLACES = {
    **{"kind": (0, 0), "name": (1, 0), "items": (1, 0), "first": (2, 0), "last": (3, 0)},
    **{"yearly": (0, 1), "before": (1, 1), "after": (2, 1), "price": (0, 1), "lift": (1, 1)},
}
"""Row and column of each field; two that share a place are never shown together."""

_NAME = say(QT_TRANSLATE_NOOP("core", "Give the event a name."))


class CalendarForm(QWidget):
    """Kind, days, and what else belongs to the kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Choice()
        for kind, words in self.kind_words().items():
            self.kind.addItem(words, kind)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.name, self.items = QLineEdit(self), QLineEdit(self)
        self.items.setPlaceholderText(self.tr("item codes with commas between; none: all items"))
        today = QDate.currentDate()
        self.first, self.last = QDateEdit(today, self), QDateEdit(today, self)
        for day in (self.first, self.last):
            day.setCalendarPopup(True)
        self.first.dateChanged.connect(self._push_last)
        self.yearly = QCheckBox(self.tr("every year"), self)
        self.before, self.after = QSpinBox(self), QSpinBox(self)
        for spin in (self.before, self.after):
            spin.setRange(0, 60)
            inset(spin)
        self.price = QDoubleSpinBox(self)
        self.price.setRange(0, 1e7)
        self.price.setSpecialValueText(self.tr("not said"))
        inset(self.price)
        self.lift = QDoubleSpinBox(self)
        self.lift.setRange(0, LARGEST_LIFT)
        self.lift.setSingleStep(0.1)
        self.lift.setPrefix("× ")
        self.lift.setSpecialValueText(self.tr("as past ones taught"))
        inset(self.lift)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        for name, words, field in self._fields():
            row, column = PLACES[name]
            line = label(words, tone="text_2")
            line.setBuddy(field)
            field.setAccessibleName(words)
            self._grid.addWidget(line, row, 2 * column)
            self._grid.addWidget(field, row, 2 * column + 1)
            self._rows[name] = (line, field)
        for row in range(1 + max(row for row, _ in PLACES.values())):
            self._grid.setRowMinimumHeight(row, round(34 * theme().scale))
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        self._show_fields()

    def kind_words(self) -> dict[str, str]:
        """Return what each kind is called."""
        return {
            "event": self.tr("Own event"),
            "closed": self.tr("Closed"),
            "promotion": self.tr("Promotion"),
            "advertising": self.tr("Advertising"),
        }

    def _fields(self) -> tuple[tuple[str, str, QWidget], ...]:
        return (
            ("kind", self.tr("What"), self.kind),
            ("name", self.tr("Name"), self.name),
            ("items", self.tr("Items"), self.items),
            ("first", self.tr("From"), self.first),
            ("last", self.tr("To"), self.last),
            ("yearly", self.tr("Comes again"), self.yearly),
            ("before", self.tr("Days felt before"), self.before),
            ("after", self.tr("Days felt after"), self.after),
            ("price", self.tr("Price meanwhile"), self.price),
            ("lift", self.tr("Sells as much as usual"), self.lift),
        )

    def _show_fields(self, *_: object) -> None:
        kind = self.kind.currentData()
        own = {"name", "yearly", "before", "after"} if kind == "event" else set()
        sale = {"items", "price", "lift"} if kind in ("promotion", "advertising") else set()
        shown = {"kind", "first", "last"} | own | sale
        for name, pair in self._rows.items():
            for part in pair:
                part.setVisible(name in shown)

    def _push_last(self, first: QDate) -> None:
        """The last day is never before the first."""
        if self.last.date() < first:
            self.last.setDate(first)

    def clear(self) -> None:
        """Empty what belongs to one entry alone; kind and days stay for the next one."""
        self.name.clear()
        self.items.clear()
        self.yearly.setChecked(False)
        self.price.setValue(0)
        self.lift.setValue(0)
        self.kind.setFocus()

    def show_entry(self, kind: str, entry: OwnEvent | Promotion | Span) -> None:
        """Show an entry, to be changed."""
        self.clear()
        self.kind.setCurrentIndex(KINDS.index(kind))
        span = entry if isinstance(entry, Span) else entry.span
        self.first.setDate(QDate.fromString(str(span.first), Qt.DateFormat.ISODate))
        self.last.setDate(QDate.fromString(str(span.last), Qt.DateFormat.ISODate))
        if isinstance(entry, OwnEvent):
            self.name.setText(entry.name)
            self.yearly.setChecked(entry.yearly)
            self.before.setValue(entry.before)
            self.after.setValue(entry.after)
        if isinstance(entry, Promotion):
            self.items.setText(", ".join(entry.items))
            self.price.setValue(0 if math.isnan(entry.price) else entry.price)
            self.lift.setValue(0 if math.isnan(entry.lift) else entry.lift)

    def entry(self) -> OwnEvent | Promotion | Span:
        """Return what is filled in. Raises ``OptionError`` where it makes no sense."""
        span = Span(_day(self.first.date()), _day(self.last.date()))
        kind = self.kind.currentData()
        if kind == "closed":
            return span
        if kind == "event":
            name = self.name.text().strip()
            if not name:
                raise OptionError(_NAME)
            before, after = self.before.value(), self.after.value()
            return OwnEvent(name, span, self.yearly.isChecked(), before, after)
        items = tuple(
            part.strip() for part in self.items.text().replace("，", ",").split(",") if part.strip()
        )
        price, lift = self.price.value() or math.nan, self.lift.value() or math.nan
        return Promotion(span, items, kind, price, lift)


def _day(date: QDate) -> np.datetime64:
    return np.datetime64(date.toString(Qt.DateFormat.ISODate), "D")
