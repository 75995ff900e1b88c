"""The card around the forecast chart: name, periods, time range, models to compare, table twin."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.frequency import Frequency
from gui import figures
from gui.charts.forecast_chart import ForecastChart, half_year
from gui.charts.forecast_words import OTHERS_AT_MOST
from gui.charts.rollup import COARSER, rolled_up
from gui.charts.series import Floats, ForecastSeries, summary
from gui.pages.card import Elided, Strip, button
from gui.pages.controls import Choice, Drop, Segments
from gui.pages.forecast.chart_saving import ChartSaving
from gui.tables.text_table import TextModel
from gui.tables.view import QuietTable
from gui.theme import dress, theme

ROOMY_FROM = 840
"""Width of the card (px at 100 %) from which all of its buttons have words."""

NARROW_UNDER = 650
"""Width of the card (px at 100 %) under which its buttons lose their words."""


class ChartCard(QFrame):
    """The chart of one item and what can be done with it."""

    change_asked = Signal(int)
    """(period ahead, −1 for all) the forecast is to be changed."""
    compare = Signal()
    """Other models are to be shown; ``compared`` says which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="card")
        self._models: tuple[str, ...] = ()
        self._frequency = Frequency.WEEKLY
        self._wanted: tuple[str, ...] = ("seasonal_naive",)
        self._range_chosen = False
        self.name = Elided("section")
        self.about = Elided("caption", "text_3")
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.ranges = Segments(self)
        self.by = Drop(self)
        self._given: tuple[ForecastSeries, Floats] | None = None
        self.models = button("small", "git-compare")
        self.models_menu = QMenu(self.models)
        self.parts_action = QAction(self)
        self.parts_action.setCheckable(True)
        self._model_actions: list[QAction] = []
        self.models.setMenu(self.models_menu)
        self.change_button = button("small", "pencil")
        self.change_button.clicked.connect(lambda: self.change_asked.emit(-1))
        self.mark_button = button("small", "flag")
        self.mark_button.setCheckable(True)
        self.table_button = button("small", "table")
        self.table_button.setCheckable(True)
        self.save_button = button("small", "download")
        self.strip = Strip(self)
        self.chart = ForecastChart(self)
        self.saving = ChartSaving(self.chart, self)
        self.twin = QuietTable(self, row_height=26)
        self.twin_model = TextModel(self.twin)
        self.twin.setModel(self.twin_model)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.chart)
        self.stack.addWidget(self.twin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(self._bar())
        layout.addWidget(self.strip)
        layout.addWidget(self.stack, 1)
        self.ranges.chosen.connect(self._choose_range)
        self.table_button.toggled.connect(self._twin)
        self.save_button.setMenu(self.saving.menu)
        self.saving.refused.connect(
            lambda words: self.strip.say(words, self.tr("Try again"), self.tr("Close"))
        )
        self.strip.pressed.connect(self._try_again)
        self.by.chosen.connect(self._choose_periods)
        self.chart.change_asked.connect(self.change_asked)
        for key, act in (("T", self.table_button.toggle), ("P", self.parts_action.toggle)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._spoken()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.name)
        bar.addWidget(self.about, 1)
        for control in (
            self.by,
            self.ranges,
            self.change_button,
            self.models,
            self.mark_button,
            self.table_button,
            self.save_button,
        ):
            bar.addWidget(control)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """On a narrow card the buttons keep their icons and tooltips only."""
        super().resizeEvent(event)
        self._label()

    def _label(self) -> None:
        narrow = self.width() < NARROW_UNDER * theme().scale
        self.about.setVisible(not narrow)
        self.by.setVisible(len(self.by.choices) > 1 and not narrow)
        # What is read by its icon loses its word first.
        wide = self.width() >= ROOMY_FROM * theme().scale
        self.change_button.setText("" if narrow else self.tr("Change"))
        self.models.setText(self.tr("Compare") if wide else "")
        self.table_button.setText(self.tr("Table") if wide else "")
        for control in (
            self.change_button,
            self.models,
            self.mark_button,
            self.table_button,
            self.save_button,
        ):
            room = round(34 * theme().scale) if not control.text() else 16_777_215
            control.setMaximumWidth(room)

    def show_series(
        self,
        series: ForecastSeries | None,
        supplier: str = "",
        models: tuple[str, ...] = (),
        paths: Floats | None = None,
    ) -> None:
        """Show an item; ``models`` can be compared, ``paths`` (p, h) be summed by week or month."""
        self._given = (series, paths) if series is not None and paths is not None else None
        self._offer_periods(series)
        self.chart.show_series(self._rolled(series))
        self.strip.hide()
        frequency = series.frequency if series is not None else self._frequency
        if (models, frequency) != (self._models, self._frequency):
            self._models, self._frequency = models, frequency
            self._fill_menu()
        known = series is not None
        for control in (
            self.ranges,
            self.models,
            self.mark_button,
            self.table_button,
            self.save_button,
            self.change_button,
        ):
            control.setEnabled(known)
        self.chart.hand.changeable = known and self.chart.series is series
        self.mark_button.setEnabled(self.chart.hand.changeable)
        self.mark_button.setChecked(False)
        if series is None:
            self.name.clear()
            self.about.clear()
        else:
            self.name.setText(series.name)
            code = series.item if series.title else ""
            about = "  ·  ".join(part for part in (code, series.store, supplier) if part)
            self.about.setText(about)
            self.about.setToolTip(about)
            self.name.setToolTip(series.name)
            self.setAccessibleDescription(summary(series))
            self._keep_range(series)
        if self.table_button.isChecked():
            self._twin(True)

    def _offer_periods(self, series: ForecastSeries | None) -> None:
        if series is None:
            return
        own = series.frequency
        words = {
            Frequency.DAILY: self.tr("Days"),
            Frequency.WEEKLY: self.tr("Weeks"),
            Frequency.MONTHLY: self.tr("Months"),
        }
        choices = [Choice(f.value, words[f]) for f in COARSER[own]]
        # What was chosen for the same periods stays; other periods begin with their own.
        same = len(self.by.choices) == len(choices)
        current = self.by.current if same and self.by.current else own.value
        if (tuple(choices), current) != (self.by.choices, self.by.current):
            self.by.show_choices(choices, current)
            self._label()

    def _rolled(self, series: ForecastSeries | None) -> ForecastSeries | None:
        if series is None or self._given is None or not self.by.current:
            return series
        return rolled_up(series, self._given[1], Frequency(self.by.current))

    def _choose_periods(self, _: str) -> None:
        if self._given is None:
            return
        self.chart.show_series(self._rolled(self._given[0]))
        self.chart.hand.changeable = self.chart.series is self._given[0]
        self.mark_button.setEnabled(self.chart.hand.changeable)
        self.chart.show_default()
        if self._range_chosen:
            self._show_range(self.ranges.current)
        if self.table_button.isChecked():
            self._twin(True)

    def _try_again(self) -> None:
        self.strip.hide()
        self.saving.again()

    def compared(
        self, medians: Mapping[str, NDArray[np.float32]]
    ) -> dict[str, NDArray[np.float32]]:
        """Return the medians of the models that are compared."""
        return {name: medians[name] for name in self._wanted if name in medians}

    def _fill_menu(self) -> None:
        self.models_menu.clear()
        self._model_actions = []
        for name in self._models:
            action = QAction(figures.model_name(name, self._frequency), self.models_menu)
            action.setCheckable(True)
            action.setChecked(name in self._wanted)
            action.toggled.connect(lambda on, n=name: self._want(n, on))
            self.models_menu.addAction(action)
            self._model_actions.append(action)
        self.models_menu.addSeparator()
        self.models_menu.addAction(self.parts_action)

    def _want(self, name: str, on: bool) -> None:
        wanted = [n for n in self._wanted if n != name] + ([name] if on else [])
        self._wanted = tuple(wanted[-OTHERS_AT_MOST:])
        for action, model in zip(self._model_actions, self._models, strict=True):
            action.blockSignals(True)
            action.setChecked(model in self._wanted)
            action.blockSignals(False)
        self.compare.emit()

    def _keep_range(self, series: ForecastSeries) -> None:
        """Show the range that was chosen last; before a choice, name the default if it has one."""
        if self._range_chosen:
            self._show_range(self.ranges.current)
            return
        ahead = len(series.median) * series.frequency.days
        half = abs(2 * ahead - half_year(series.frequency)) < 0.1 * half_year(series.frequency)
        self.ranges.show_choices(self.ranges.choices, "half" if half else "")

    def _choose_range(self, name: str) -> None:
        self._range_chosen = True
        self._show_range(name)

    def _show_range(self, name: str) -> None:
        series = self.chart.series
        if series is None:
            return
        if name == "half":
            self.chart.show_days(half_year(series.frequency))
        elif name == "year":
            self.chart.show_days(2 * half_year(series.frequency))
        else:
            self.chart.show_all()

    def _twin(self, on: bool) -> None:
        if on:
            self.twin_model.show_rows(self.chart.table())
            header = self.twin.horizontalHeader()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            # A day that is cut is none; figures have room to spare.
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
            self.stack.setCurrentWidget(self.twin)
            if self.chart.series is not None:
                self.twin.setAccessibleDescription(summary(self.chart.series))
                cutoff = self.twin_model.index(max(len(self.chart.series.days) - 1, 0), 0)
                self.twin.scrollTo(cutoff, QuietTable.ScrollHint.PositionAtCenter)
        else:
            self.stack.setCurrentWidget(self.chart)

    def _spoken(self) -> None:
        choices = (
            Choice("half", self.tr("6 m")),
            Choice("year", self.tr("1 y")),
            Choice("all", self.tr("All")),
        )
        self.ranges.show_choices(choices, self.ranges.current)
        self.ranges.setAccessibleName(self.tr("Time range"))
        self.by.setAccessibleName(self.tr("Sums by"))
        if self._given is not None:
            self._offer_periods(self._given[0])
        self.saving.retranslate()
        self.parts_action.setText(self.tr("Level, season and the rest below (P)"))
        _name(self.change_button, self.tr("Change"), self.tr("Change the forecast (Enter)"))
        _name(self.models, self.tr("Compare"), self.tr("Other models' forecasts, three at most"))
        tip = self.tr("Mark days of the past: out of stock, or not to come again (M)")
        _name(self.mark_button, "", tip)
        _name(self.table_button, self.tr("Table"), self.tr("The same figures as a table (T)"))
        _name(self.save_button, "", self.tr("Save or copy the chart"))
        self._label()
        self.twin.setAccessibleName(self.tr("Figures of the chart"))
        self._fill_menu()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._spoken()


def _name(control: QPushButton, words: str, tip: str) -> None:
    control.setText(words)
    control.setToolTip(tip)
    control.setAccessibleName(words or tip)
