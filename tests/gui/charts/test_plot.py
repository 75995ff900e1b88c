"""The empty plot: what its axes leave out, and what the pointer does over them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.charts.plot import Plot


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[Plot]:
    """A shown plot of a year and of 0 to 100 units."""
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Plot(parent)
    made.resize(600, 300)
    made.dress()
    made.view.setRange(xRange=(19_800, 20_165), yRange=(0, 100), padding=0)
    parent.resize(600, 300)
    parent.show()
    QApplication.processEvents()
    yield made
    parent.close()


def inked(image: QImage, left: int, right: int, top: int, bottom: int) -> int:
    """Return how many pixels of a part are not of its first colour."""
    ground = image.pixel(left, top)
    return sum(image.pixel(x, y) != ground for x in range(left, right) for y in range(top, bottom))


def test_labels_that_would_be_cut_are_left_out(plot: Plot) -> None:
    """100 stands at the upper edge and has half a line of room only: it is not written; 50 is."""
    image = plot.grab().toImage()
    middle = round(plot.view.size().height() / 2)
    assert inked(image, 0, 39, middle - 8, middle + 8) > 0
    assert inked(image, 0, 39, 0, 8) == 0


def test_without_dates_the_view_has_their_room(plot: Plot) -> None:
    """A plot above another on the same axis gives the height of its dates to the view."""
    before = plot.view.size().height()
    plot.dates.take_room(False)
    QApplication.processEvents()
    assert plot.view.size().height() == plot.height() > before


def test_the_wheel_over_the_dates_zooms_time_alone(plot: Plot) -> None:
    """Turning the wheel over the dates narrows the time that is seen, and leaves the height."""
    before = plot.view.viewRange()
    at = QPointF(300, plot.height() - 8)
    event = QWheelEvent(
        at,
        plot.viewport().mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)
    (low, high), upright = plot.view.viewRange()
    assert high - low < before[0][1] - before[0][0]
    assert upright == before[1]
