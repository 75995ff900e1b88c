"""Taking a chart along: as a picture, as a drawing, as figures, to a file or the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core import pipeline
from core.errors import OutputError
from gui.charts import forecast_words
from gui.charts.forecast_chart import ForecastChart
from gui.charts.picture import write_drawing, write_image
from gui.tables.clipboard import joined
from gui.wording import spoken


class ChartSaving(QObject):
    """The menu of a chart's card; a refusal is told, and can be tried ``again``."""

    refused = Signal(str)
    """(words) why a file could not be written."""
    said = Signal(str)
    """(words) what was done."""

    def __init__(self, chart: ForecastChart, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart, self._parent = chart, parent
        self.menu = QMenu(parent)
        self._last: Callable[[], None] | None = None
        self.retranslate()

    def retranslate(self) -> None:
        """Write the menu in the language in force."""
        self.menu.clear()
        self.menu.addAction(self.tr("Save as a picture (PNG)…"), self._ask_for_picture)
        self.menu.addAction(self.tr("Save as a drawing (SVG)…"), self._ask_for_drawing)
        self.menu.addAction(self.tr("Save the figures (Excel)…"), self._ask_for_figures)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Copy the picture"), self.copy_picture)
        self.menu.addAction(self.tr("Copy the figures"), self.copy_figures)

    def again(self) -> None:
        """Try once more what was refused."""
        if self._last is not None:
            self._last()

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self._chart.picture())

    def copy_figures(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        rows = [list(row) for row in self._chart.table()]
        QGuiApplication.clipboard().setText(joined(rows))

    def save_picture(self, path: Path) -> None:
        """Write the chart as a PNG."""
        self._write(lambda: write_image(self._chart.picture(), path))

    def save_drawing(self, path: Path) -> None:
        """Write the chart as an SVG."""
        self._write(lambda: write_drawing(self._chart, path))

    def save_figures(self, path: Path) -> None:
        """Write the table as a workbook, with days and numbers as such."""
        series = self._chart.series
        if series is None:
            return
        header, rows = forecast_words.header(series), forecast_words.rows(series)
        self._write(lambda: pipeline.export_figures(path, series.name, header, rows))

    def _write(self, work: Callable[[], None]) -> None:
        try:
            work()
        except OutputError as error:
            self._last = lambda: self._write(work)
            self.refused.emit(spoken(error.sentence))

    def _ask_for_picture(self) -> None:
        self._ask(self.tr("Pictures (*.png)"), ".png", self.save_picture)

    def _ask_for_drawing(self) -> None:
        self._ask(self.tr("Drawings (*.svg)"), ".svg", self.save_drawing)

    def _ask_for_figures(self) -> None:
        self._ask(self.tr("Excel workbooks (*.xlsx)"), ".xlsx", self.save_figures)

    def _ask(self, kinds: str, ending: str, save: Callable[[Path], None]) -> None:
        series = self._chart.series
        if series is None:
            return
        words = "".join(c for c in series.name if c not in '\\/:*?"<>|').strip() or series.item
        name, _ = QFileDialog.getSaveFileName(
            self._parent, self.tr("Save the chart"), words + ending, kinds
        )
        if name:
            path = Path(name)
            save(path if path.suffix else path.with_suffix(ending))
