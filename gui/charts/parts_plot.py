"""Level, season and the rest of an item, under the forecast on the same time axis."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.forecasting.decomposition import Decomposition
from gui import figures
from gui.charts import marks
from gui.charts.plot import Plot
from gui.charts.series import Floats, ForecastSeries
from gui.charts.sheet import Words
from gui.theme import theme

GAP = 0.24
"""Of a part's height that stays free above it, for its name."""


class PartsPlot:
    """Three lines one above the other, each on a scale of its own; ``plot`` is the widget."""

    def __init__(self, parent: QWidget, height: int = 170, left_width: int = 40) -> None:
        self.plot = Plot(parent, left_width, words=False)
        self.plot.setFixedHeight(height)
        self.density = 0.0
        self._labels: list[tuple[Words, float]] = []
        view = self.plot.view
        view.setMouseEnabled(x=True, y=False)
        view.sigXRangeChanged.connect(self._follow)

    def show_parts(self, series: ForecastSeries, parts: Decomposition) -> None:
        """Draw the parts of ``series``, the past in ink, what is expected in petrol."""
        self.plot.sheet.clear()
        self._labels = []
        self.plot.dress()
        pencil = marks.Pencil(self.plot.sheet, self.density or self.plot.devicePixelRatioF())
        days = np.concatenate([series.days, series.future_days])
        texts = (
            QCoreApplication.translate("PartsPlot", "Level: {low} to {high} a period"),
            QCoreApplication.translate("PartsPlot", "Season: {low} to {high}"),
            QCoreApplication.translate("PartsPlot", "Rest: events, promotions, chance"),
        )
        for number, (values, text) in enumerate(
            zip((parts.level, parts.season, parts.rest), texts, strict=True)
        ):
            foot = 2.0 - number
            self._draw(pencil, days, len(series.days), values, foot)
            pencil.line(days[[0, -1]], np.full(2, foot), theme().chart("grid"), 1)
            words = text.format(
                low=figures.signed(float(np.nanmin(values))),
                high=figures.signed(float(np.nanmax(values))),
            )
            if number == 0:
                words = text.format(
                    low=figures.units(float(np.nanmin(values))),
                    high=figures.units(float(np.nanmax(values))),
                )
            fill = theme().colour("surface")
            label = pencil.words(words, theme().colour("text_2"), (0, 0), fill=fill)
            self._labels.append((label, foot + 1.0))
        pencil.upright(series.cutoff, theme().chart("cutoff"))
        self.plot.view.setYRange(0, 3, padding=0.01)
        self._follow()

    def _draw(
        self, pencil: marks.Pencil, days: Floats, past: int, values: Floats, foot: float
    ) -> None:
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        span = max(high - low, 1e-9)
        y = foot + 0.04 + (1 - GAP - 0.04) * (values - low) / span
        colour = theme().chart
        pencil.line(days[:past], y[:past], colour("history"), 1, z=5)
        # The forecast begins where the past ends.
        begin = max(past - 1, 0)
        pencil.line(days[begin:], y[begin:], colour("forecast"), 1.6, z=6)

    def _follow(self, *_: object) -> None:
        """Keep the names at the left edge of what is seen."""
        (left, _), _ = self.plot.view.viewRange()
        for label, top in self._labels:
            label.setPos(left, top)
