"""A forecast as a PNG or SVG, drawn as the window draws it, with or without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QSize, QTranslator
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from core.demand import Demand
from core.errors import OutputError
from core.files import written_atomically
from core.forecasting.forecast import Forecast
from core.wording import I18N, QT_TRANSLATE_NOOP, say
from gui.charts.forecast_chart import ForecastChart
from gui.charts.series import ForecastSeries, forecast_series, summary
from gui.theme import theme

SIZE = QSize(1000, 520)
"""Of the picture in logical pixels; it is drawn at twice that density."""

CANNOT_WRITE = QT_TRANSLATE_NOOP(
    "core", "The picture cannot be written to {path}. Choose another folder or name."
)


def save_picture(
    path: Path,
    demand: Demand,
    forecast: Forecast,
    row: int,
    language: str = "en",
    theme_name: str = "light",
    title: str = "",
) -> None:
    """Write the forecast of the item at ``row`` as a PNG.

    Starts Qt without a screen where no application runs. Raises ``OutputError`` where the file
    cannot be written.
    """
    start_qt()
    with drawn_in(language, theme_name):
        image = chart_picture(forecast_series(demand, forecast, row, title))
    write_image(image, path)


@cache
def start_qt() -> QCoreApplication:
    """Return the application, made without a screen where none runs; kept to the program's end."""
    running = QApplication.instance()
    if running is not None:
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(sys.argv[:1])


@contextmanager
def drawn_in(language: str, theme_name: str = "light") -> Iterator[None]:
    """Draw what is drawn inside in ``language`` and in the colours of a theme."""
    translator = QTranslator()
    locale = QLocale()
    QLocale.setDefault(QLocale(language))
    if language != "en" and translator.load(f"shelfcast_{language}", str(I18N)):
        QApplication.installTranslator(translator)
    try:
        with theme().drawn_as(theme_name, language):
            yield
    finally:
        QApplication.removeTranslator(translator)
        QLocale.setDefault(locale)


def write_image(image: QImage, path: Path) -> None:
    """Write ``image`` as a PNG, whole or not at all. Raises ``OutputError``."""
    with written_atomically(path) as part:
        if not image.save(str(part), "PNG"):  # type: ignore[call-overload]
            raise OutputError(say(CANNOT_WRITE, path=path.name))


def write_drawing(widget: QWidget, path: Path) -> None:
    """Write a widget as an SVG of its size, whole or not at all. Raises ``OutputError``."""
    with written_atomically(path) as part:
        drawing = QSvgGenerator()
        drawing.setFileName(str(part))
        drawing.setSize(widget.size())
        drawing.setViewBox(widget.rect())
        drawing.setTitle(widget.accessibleName())
        drawing.setDescription(widget.accessibleDescription())
        painter = QPainter()
        if not painter.begin(drawing):
            raise OutputError(say(CANNOT_WRITE, path=path.name))
        with painter:
            painter.fillRect(widget.rect(), theme().colour("surface"))
            widget.render(painter, QPoint())


def chart_picture(series: ForecastSeries, size: QSize = SIZE) -> QImage:
    """Return the chart of ``series`` under its name and its sentence."""
    frame = QWidget()
    frame.setStyleSheet(f"background: {theme().colour('surface').name()}")
    name, sentence = QLabel(series.name, frame), QLabel(summary(series), frame)
    name.setFont(theme().font("section"))
    sentence.setFont(theme().font("body"))
    name.setStyleSheet(f"color: {theme().colour('text').name()}")
    sentence.setStyleSheet(f"color: {theme().colour('text_2').name()}")
    chart = ForecastChart(frame)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(20, 16, 20, 12)
    layout.setSpacing(6)
    layout.addWidget(name)
    layout.addWidget(sentence)
    layout.addWidget(chart, 1)
    frame.resize(size)
    frame.ensurePolished()
    layout.activate()
    chart.box.activate()
    chart.density = 2.0
    chart.show_series(series)
    image = QImage(size * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    image.fill(theme().colour("surface"))
    frame.render(image)
    frame.deleteLater()
    return image
