"""Marks in the history: a span drawn over the past, and the menu that asks what it was."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from core.checking.decisions import OUT_OF_STOCK, OUTLIER, Mark
from gui import figures
from gui.pages.forecast.chart_card import ChartCard
from gui.session import Session


class ChartMarks(QObject):
    """Lets days of the item looked at be marked as out of stock, or as not to come again."""

    def __init__(self, session: Session, card: ChartCard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._card = session, card
        card.mark_button.toggled.connect(self._begin)
        card.chart.hand.spanned.connect(self._ask_at_pointer)
        card.chart.mark_asked.connect(lambda period: self._ask(period, period, self._beside()))

    def _begin(self, on: bool) -> None:
        self._card.chart.hand.marking = on
        shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
        self._card.chart.plot.viewport().setCursor(shape)

    def _ask_at_pointer(self, first: int, last: int) -> None:
        self._card.mark_button.setChecked(False)
        self._ask(first, last, QCursor.pos())

    def _beside(self) -> QPoint:
        chart = self._card.chart
        return chart.mapToGlobal(chart.rect().center())

    def _ask(self, first: int, last: int, place: QPoint) -> None:
        menu = self.menu(first, last)
        if menu is not None:
            menu.popup(place)

    def menu(self, first: int, last: int) -> QMenu | None:
        """Return the menu for a span of past periods; None where they are not the item's own."""
        mark = self._mark(first, last)
        if mark is None:
            return None
        menu = QMenu(self._card)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("marks")
        title = menu.addAction(
            QCoreApplication.translate("ChartMarks", "{first} – {last}").format(
                first=figures.short_day(mark.first_day), last=figures.short_day(mark.last_day)
            )
        )
        title.setEnabled(False)
        for kind, words in (
            (OUT_OF_STOCK, QCoreApplication.translate("ChartMarks", "Was out of stock")),
            (OUTLIER, QCoreApplication.translate("ChartMarks", "Will not come again: leave out")),
        ):
            menu.addAction(words, lambda kind=kind: self._put(mark, kind))  # type: ignore[misc]
        if any(mark.meets(other) for other in self._session.decisions.marks):
            menu.addSeparator()
            menu.addAction(
                QCoreApplication.translate("ChartMarks", "Take my marks here back"),
                lambda: self._session.unmark(mark),
            )
        return menu

    def _put(self, mark: Mark, kind: str) -> None:
        self._session.mark(Mark(mark.item, mark.store, mark.first_day, mark.last_day, kind))

    def _mark(self, first: int, last: int) -> Mark | None:
        run, series = self._session.run, self._card.chart.series
        if run is None or series is None or not self._card.chart.hand.changeable:
            return None
        demand = run.demand
        edges = demand.frequency.periods(demand.start, demand.length + 1)
        return Mark(
            series.item,
            series.store,
            edges[first].astype("datetime64[D]"),
            (edges[last + 1] - np.timedelta64(1, "D")).astype("datetime64[D]"),
            OUT_OF_STOCK,
        )
