"""What was missed: the items on which the forecast is furthest off, and forecasts given out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.frequency import Frequency
from gui import figures
from gui.charts.model_dots import NAIVE
from gui.pages.accuracy.past_forecasts import PastForecasts
from gui.pages.card import Card
from gui.pages.controls import Choice, Segments
from gui.pages.scores import Miss, largest_misses
from gui.session import Session
from gui.tables.text_table import TextModel
from gui.tables.view import QuietTable
from gui.theme import theme

MOST = 50
"""Items listed."""


class MissesCard(Card):
    """A line an item: units and share missed, last season's share, its model; or one a past
    forecast: what it and the merchant's changes added."""

    opened = Signal(int)
    """(row) an item was opened."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table = QuietTable(self, row_height=28)
        self.rows = TextModel(self.table)
        self.table.setModel(self.rows)
        self.table.activated.connect(self._open)
        self.past = PastForecasts(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.past)
        self.views = Segments(self)
        self.views.chosen.connect(self._show_view)
        self.bar.addWidget(self.views)
        self.content.addWidget(self.stack, 1)
        self.misses: tuple[Miss, ...] = ()

    def show_run(self) -> None:
        """Show the misses of the session's run."""
        run = self._session.run
        frequency = run.demand.frequency if run is not None else Frequency.WEEKLY
        self.misses = largest_misses(run.backtest, run.choice, MOST) if run is not None else ()
        rows = [
            (
                self.tr("Item"),
                self.tr("Units missed"),
                self.tr("Missed"),
                figures.model_name(NAIVE, frequency),
                self.tr("Model"),
            )
        ]
        for miss in self.misses:
            model = run.choice.models[miss.row] if run is not None else ""
            rows.append(
                (
                    self._session.item_in_store(miss.row),
                    figures.units(miss.units),
                    figures.percent(miss.missed),
                    figures.percent(miss.naive),
                    figures.model_name(model, frequency),
                )
            )
        self.rows.show_rows(tuple(rows))
        self.table.set_widths((None, 92, 70, 78, 110))
        self.fit()

    def fit(self) -> None:
        """Leave out what finds no room beside the replay: the model, then last year's share."""
        room = self.width() / theme().scale
        for column, least in ((4, 480), (3, 380), (2, 300)):
            self.table.setColumnHidden(column, room < least)

    def retranslate(self) -> None:
        """Write the title in the language in force."""
        self.views.show_choices(
            (Choice("items", self.tr("Items")), Choice("past", self.tr("Past forecasts"))),
            self.views.current or "items",
        )
        self.views.setAccessibleName(self.tr("What is shown"))
        self._entitle()
        self.table.setToolTip(self.tr("Enter or double click opens the item"))
        self.table.setAccessibleName(self.tr("Where it misses most"))

    def _show_view(self, name: str) -> None:
        self.stack.setCurrentWidget(self.past if name == "past" else self.table)
        self._entitle()

    def _entitle(self) -> None:
        past = self.views.current == "past"
        self.say(self.tr("How it went") if past else self.tr("Where it misses most"))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.misses[index.row()].row)
