"""Forecast: the item table, the chart of the item looked at, why this number, models compared."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core import pipeline
from gui import figures
from gui.charts.model_dots import ModelDots
from gui.pages import Head
from gui.pages.card import Card
from gui.pages.forecast.analogue_panel import AnaloguePanel
from gui.pages.forecast.chart_card import ChartCard
from gui.pages.forecast.chart_events import ChartEvents
from gui.pages.forecast.chart_marks import ChartMarks
from gui.pages.forecast.chart_parts import ChartParts
from gui.pages.forecast.item_list import ItemList
from gui.pages.forecast.override_panel import OverridePanel, Whose, change_forecast
from gui.pages.forecast.why import WhyCard
from gui.pages.scores import accounts, item_scores
from gui.pages.stock import series_of
from gui.redraw import Redraw, Turns
from gui.session import Session
from gui.tables.item_facts import item_facts
from gui.tables.items import ItemColumn
from gui.theme import theme
from gui.wording import counted

TABLE_WIDTH = 480
"""Of the item table (px at 100 %) where the page has room for it."""

NARROW_UNDER = 1100
"""Width of the page (px at 100 %) under which table and cards give way."""


class ForecastPage(QWidget):
    """The forecast of every item; one of them looked at closely."""

    headed = Signal()
    go = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.redraw = Redraw(self, self._draw)
        self.turns = Turns(self)
        self._looked_at = -1
        space = theme().space
        self.list = ItemList(session, self)
        self.table, self.chips = self.list.table, self.list.chips
        self.chart = ChartCard(self)
        self.why = WhyCard(self)
        self.why.alike.clicked.connect(self._open_alike)
        self.why.widened.connect(self._fit_below)
        self.models = Card(self)
        self.dots = ModelDots(self.models)
        self.models.content.addWidget(self.dots, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space("page"), 0, space("page"), 14)
        layout.setSpacing(space("m"))
        layout.addWidget(self.list)
        layout.addLayout(self._right(), 1)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.list.arranged.connect(self._arranged)
        self.chart.compare.connect(self._show_chart)
        self.chart.change_asked.connect(self._open_change)
        self.chart.chart.hand.dragged.connect(self._dragged)
        self._marking = ChartMarks(session, self.chart, self)
        self.parts = ChartParts(session, self.chart, self)
        self._events = ChartEvents(session, self)
        self._events.made.connect(self._show_chart)
        session.changed.connect(self._changed)
        theme().changed.connect(self._spoken)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda s=step: self._step(s))
        self._spoken()

    def _right(self) -> QVBoxLayout:
        right, below = QVBoxLayout(), QHBoxLayout()
        right.setSpacing(theme().space("m"))
        below.setSpacing(theme().space("m"))
        below.addWidget(self.why, 55)
        below.addWidget(self.models, 45)
        right.addWidget(self.chart, 1)
        right.addLayout(below)
        return right

    def _explain_bars(self) -> None:
        """Say what the bars mean where there are any."""
        self.list.note.setVisible(not self.table.isColumnHidden(ItemColumn.COVER))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width: on a narrow page the table keeps names and figures, the chart its
        readability, and the models stand on Accuracy only."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale = theme().scale
        width = self.width() / scale
        narrow = width < NARROW_UNDER
        share = 0.38 * width if narrow else TABLE_WIDTH
        # Columns beyond the usual ones take room from the chart, but never more than half of it.
        share = min(share + self.table.further_width, max(share, 0.5 * width))
        self.list.setFixedWidth(round(max(share, 260) * scale))
        self.models.setVisible(not narrow)
        # The table is laid out anew when it has its width.
        QTimer.singleShot(0, self, self._explain_bars)
        self._fit_below()

    def _fit_below(self) -> None:
        """Give the words below the chart the room they need, but never more than the chart can
        spare."""
        usual = min(240 * theme().scale, 0.34 * self.height())
        height = round(min(max(usual, self.why.needed), 0.42 * self.height()))
        for card in (self.why, self.models):
            card.setFixedHeight(height)

    # ---- the window's questions

    def head(self) -> Head:
        """Say how much will be sold, and by when."""
        session, title = self._session, self.tr("Forecast")
        run = session.run
        if session.imported is None:
            sentence = self.tr("Open a sales sheet first; then one press forecasts every item.")
            return Head(title, sentence, self.tr("Open a sheet"), "folder-open")
        if run is None:
            count = len(session.demand) if session.demand is not None else 0
            one = self.tr("1 item is ready to be forecast.")
            many = self.tr("{n} items are ready to be forecast.")
            sentence = (one if count == 1 else many).format(n=figures.units(count))
            return Head(title, sentence, self.tr("Forecast"), "chart-line")
        facts = session.facts
        span = figures.span(run.forecast.horizon, run.forecast.frequency)
        if facts is None:
            return Head(title, "", self.tr("Forecast again"), "rotate-ccw")
        end = run.forecast.frequency.periods(run.forecast.cutoff, run.forecast.horizon + 1)[-1]
        moving = int(facts.rising.sum()) + int(facts.fading.sum())
        words = (
            self.tr(
                "{n} items will sell about {units} units by {day}; "
                "{rising} are rising, {fading} fading."
            )
            if moving
            else self.tr("{n} items will sell about {units} units by {day}.")
        )
        sentence = counted(
            words,
            n=figures.units(len(run.demand)),
            units=figures.units(_rounded(float(facts.total.sum()))),
            day=figures.short_day(end - np.timedelta64(1, "D")),
            rising=figures.units(int(facts.rising.sum())),
            fading=figures.units(int(facts.fading.sum())),
        )
        return Head(
            title,
            sentence,
            self.tr("Forecast again"),
            "rotate-ccw",
            result=counted(
                self.tr("1 item, {span}") if len(run.demand) == 1 else self.tr("{n} items, {span}"),
                n=figures.units(len(run.demand)),
                span=span,
            ),
        )

    def act(self) -> None:
        """Forecast, or ask for a sheet where there is none."""
        if self._session.imported is None:
            self.go.emit("import")
        else:
            self._session.start_forecast()

    # ---- following the session

    def _changed(self, stage: str) -> None:
        if stage in ("imported", "demand", "run", "terms", "plan"):
            self.redraw.ask()
            self.headed.emit()
        elif stage == "decisions" and self.isVisible():
            self._show_chart()
        elif stage == "selected" and self.isVisible():
            self._show_selected()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look at the item that was chosen on another page."""
        super().showEvent(event)
        if self._looked_at != self._session.selected:
            # At once: a table without a current row takes its first when it gets the focus.
            self._see_row()
            self._show_selected()
        # The view knows its height only once it is on the screen.
        QTimer.singleShot(0, self, self._see_selected)

    def _see_selected(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def _draw(self) -> None:
        session, run, known = self._session, self._session.run, self._session.facts
        if run is None or known is None:
            self.turns.take()
            self.table.items.show_facts(None, self.table.items.frequency, 13)
            self.chart.show_series(None)
            self.why.clear()
            self.dots.show_scores((), self.table.items.frequency)
            return
        terms = session.terms
        titles = tuple(terms.table["title"].astype(str)) if terms is not None else ()
        classes = pipeline.attention_of(run, terms).abc if terms is not None else ()
        facts = item_facts(run.demand, known, titles, terms, session.plan, classes)
        self.table.items.show_facts(facts, run.forecast.frequency, run.forecast.horizon)
        self.table.lay_out()
        self._explain_bars()
        # All of it at once would be felt: the table first, then the chart, then the words.
        self.turns.take(self._see_row, self._show_chart, self._show_why, self._show_models)

    def _show_selected(self) -> None:
        if not self.redraw.stale:
            # The chart is what was asked for; the words below it may come a turn later, and last
            # the table, of which a far item shows other rows.
            self._show_chart()
            self.turns.take(self._show_why, self._show_models, self._see_row)

    def _see_row(self) -> None:
        """Choose the item's row in the table, if there is one."""
        run, row = self._session.run, self._session.selected
        if run is None or self.redraw.stale or row >= len(run.demand):
            return
        self._looked_at = row
        items = self.table.items
        place = items.row_of(row)
        if place < 0:
            # A search elsewhere chose an item that the filter hides: show all again.
            self.list.show_all()
            place = items.row_of(row)
        if self.table.currentIndex().row() != place:
            self.table.setCurrentIndex(items.index(place, 0))

    def _show_chart(self) -> None:
        run, row = self._session.run, self._session.selected
        if run is None or row >= len(run.demand):
            return
        compared = self.chart.compared(run.medians)
        series = series_of(self._session, row, compared, self._events.marks())
        paths = run.forecast.paths[row].astype(np.float64)
        self.chart.show_series(series, self._supplier(row), tuple(run.medians), paths)
        self.parts.follow()

    def _show_why(self) -> None:
        run, row = self._session.run, self._session.selected
        if run is not None and row < len(run.demand):
            self.why.show_item(run, row)
            self._fit_below()
            # Labels that are shown for the first time have their font a turn later.
            QTimer.singleShot(0, self, self._fit_below)

    def _show_models(self) -> None:
        run, row = self._session.run, self._session.selected
        if run is None or row >= len(run.demand):
            return
        scores = item_scores(run.backtest, run.choice, row)
        alone = bool(scores)
        if not alone:
            scores = tuple(a.score for a in accounts(run.backtest, run.choice))
        least = min(scores, key=lambda score: score.missed, default=None)
        note = self.tr("share of units missed")
        if not alone:
            note = self.tr("all items; this one is too new to judge")
        elif least is not None and not least.chosen:
            note = self.tr("misses and ranges")
        self.models.say(self.tr("Models on your past"), note)
        self.dots.show_scores(scores, run.demand.frequency)

    def _whose(self) -> Whose | None:
        run, row = self._session.run, self._session.selected
        if run is None or row >= len(run.demand):
            return None
        return Whose(
            run.demand.items[row],
            run.demand.stores[row],
            self._session.item_name(row),
            run.forecast.periods,
            run.forecast.frequency,
        )

    def _open_change(self, period: int) -> None:
        whose = self._whose()
        # Sums by month stand for several periods: then the change begins with all of them.
        own = self.chart.chart.hand.changeable
        if whose is not None:
            OverridePanel(self._session, whose, period if own else -1, self).show()

    def _open_alike(self) -> None:
        if self._session.run is not None:
            AnaloguePanel(self._session, self._session.selected, self).show()

    def _dragged(self, ahead: int, units: float) -> None:
        whose = self._whose()
        if whose is not None:
            day = whose.periods[ahead]
            change_forecast(self._session, whose, (day, day), "units", units)

    def _supplier(self, row: int) -> str:
        terms = self._session.terms
        return str(terms.table["supplier"].iloc[row]) if terms is not None else ""

    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and self.table.items.source(current.row()) >= 0:
            self._session.select(self.table.items.source(current.row()))

    def _step(self, step: int) -> None:
        row = self.table.currentIndex().row() + step
        if 0 <= row < self.table.items.rowCount() and self.table.items.source(row) < 0:
            row += step
        if 0 <= row < self.table.items.rowCount():
            self.table.setCurrentIndex(self.table.items.index(row, 0))

    def _arranged(self) -> None:
        self._fit()
        self._select_again()

    def _select_again(self) -> None:
        items = self.table.items
        place = items.row_of(self._session.selected)
        if place < 0:
            place = items.first_item()
        if place >= 0:
            self.table.setCurrentIndex(items.index(place, 0))
            self.table.scrollTo(items.index(place, 0))

    # ---- words

    def _spoken(self) -> None:
        self.models.say(self.tr("Models on your past"), self.tr("share of units missed"))
        self._fit()
        self.table.lay_out()
        self.redraw.ask()
        self.headed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._spoken()


def _rounded(value: float) -> float:
    """Return a total as it is said aloud: two or three leading digits."""
    if value < 100:
        return round(value)
    digits = int(np.floor(np.log10(value))) - 1
    return float(round(value / 10**digits) * 10**digits)
