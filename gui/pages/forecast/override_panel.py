"""Changing a forecast: for which periods, by how much and why; each change can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.errors import OperatorError
from core.frequency import Frequency
from core.tracking.overrides import Override
from gui import figures
from gui.pages.card import button, emptied, inset, label, open_at
from gui.session import Session
from gui.wording import literal, spoken

LARGEST = 1e7


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose forecast is changed: item, store, name; (h) first days of its periods."""

    item: str
    store: str
    name: str
    periods: np.ndarray
    frequency: Frequency


def override_words(override: Override, frequency: Frequency) -> str:
    """Return a change in words: its periods and how much."""
    span = figures.short_day(override.first)
    if override.last != override.first:
        span += f" – {figures.short_day(override.last)}"
    value = {
        "percent": figures.percent(override.value / 100, sign=True),
        "add": figures.signed(override.value),
    }.get(override.kind, f"= {figures.units(override.value)}")
    return f"{span}   {value}" + (f"   {override.reason}" if override.reason else "")


class OverridePanel(QDialog):
    """Not modal: the chart beside it shows at once what a change does."""

    def __init__(
        self, session: Session, whose: Whose, period: int = -1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._whose = session, whose
        self.setWindowTitle(self.tr("Change the forecast of {name}").format(name=whose.name))
        self.first, self.last = QComboBox(self), QComboBox(self)
        for choice in (self.first, self.last):
            for day in whose.periods:
                choice.addItem(figures.short_day(day))
        begin = max(period, 0)
        self.first.setCurrentIndex(begin)
        self.last.setCurrentIndex(begin if period >= 0 else len(whose.periods) - 1)
        self.kind = QComboBox(self)
        for words, kind in (
            (self.tr("percent more or less"), "percent"),
            (self.tr("units more or less, in all"), "add"),
            (self.tr("units in all"), "units"),
        ):
            self.kind.addItem(words, kind)
        self.value = QDoubleSpinBox(self)
        self.value.setDecimals(0)
        self.value.setRange(-LARGEST, LARGEST)
        inset(self.value)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(self.tr("why, for example: a fair in town"))
        self.reason.setMaxLength(120)
        self.refusal = label(role="caption", tone="caution", wrap=True)
        self.refusal.hide()
        self.apply = button("primary", "pencil")
        self.apply.setText(self.tr("Change"))
        self.apply.setDefault(True)
        self.apply.clicked.connect(self._apply)
        close = button("plain")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        names = (
            self.tr("From"),
            self.tr("To"),
            self.tr("How"),
            self.tr("How much"),
            self.tr("Reason"),
        )
        fields: tuple[QWidget, ...] = (self.first, self.last, self.kind, self.value, self.reason)
        for row, (words, field) in enumerate(zip(names, fields, strict=True)):
            line = label(words, tone="text_2")
            line.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(line, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        self.made = QVBoxLayout()
        self.made.setSpacing(2)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(grid)
        layout.addWidget(self.refusal)
        layout.addLayout(self.made)
        layout.addLayout(buttons)
        open_at(self, 440)
        self.value.setFocus()
        self.value.selectAll()
        session.changed.connect(self._follow)
        self._list()

    def own(self) -> list[Override]:
        """Return the changes of this item."""
        key = (self._whose.item, self._whose.store)
        return [o for o in self._session.overrides if (o.item, o.store) == key]

    def _follow(self, stage: str) -> None:
        if stage == "overrides":
            self._list()

    def _list(self) -> None:
        emptied(self.made)
        for override in self.own():
            line = button("row", "x")
            line.setText(literal(override_words(override, self._whose.frequency)))
            line.setToolTip(self.tr("Take this change back"))
            line.clicked.connect(lambda _=False, o=override: self._take_back(o))
            self.made.addWidget(line)

    def _take_back(self, override: Override) -> None:
        self._session.override([o for o in self._session.overrides if o is not override])

    def _apply(self) -> None:
        periods = self._whose.periods
        refused = change_forecast(
            self._session,
            self._whose,
            (periods[self.first.currentIndex()], periods[self.last.currentIndex()]),
            str(self.kind.currentData()),
            self.value.value(),
            self.reason.text().strip(),
        )
        self.refusal.setVisible(bool(refused))
        self.refusal.setText(refused)
        if not refused:
            self.reason.clear()


def change_forecast(
    session: Session,
    whose: Whose,
    days: Sequence[np.datetime64],
    kind: str,
    value: float,
    reason: str = "",
) -> str:
    """Add a change; one of the same item and days gives way. Return why it cannot be made, ""."""
    try:
        made = Override(
            whose.item,
            whose.store,
            days[0].astype("datetime64[D]"),
            days[1].astype("datetime64[D]"),
            kind,
            value,
            reason,
            np.datetime64("today", "D"),
        )
    except OperatorError as error:
        return spoken(error.sentence)
    kept = [
        o
        for o in session.overrides
        if (o.item, o.store, o.first, o.last) != (made.item, made.store, made.first, made.last)
    ]
    session.override([*kept, made])
    return ""
