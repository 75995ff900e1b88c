"""gui/charts/line.py"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QPen
from pytestqt.qtbot import QtBot

from gui.charts.line import COARSE, Line
from gui.charts.sheet import Sheet


@pytest.mark.parametrize("count", [100, 20_000, 500_000])
def test_the_highest_and_lowest_points_in_view_are_drawn(qapp: object, count: int) -> None:
    """However many points fall on a pixel, no peak and no trough is lost."""
    rng = np.random.default_rng(4)
    x, y = np.arange(count, dtype=float), rng.normal(size=count)
    line = Line(x, y, QPen(), pg.ViewBox())
    for left, right in ((-1.0, count + 1.0), (0.2 * count, 0.7 * count), (40.0, 60.0)):
        _, drawn = line.points(left, right, 400)
        inside = y[(x >= left) & (x <= right)]
        assert drawn.max() >= inside.max()
        assert drawn.min() <= inside.min()
        assert len(drawn) <= 4 * 400 + 2 * COARSE


def test_few_points_are_drawn_as_they_are(qapp: object) -> None:
    """Where points can be told apart each is drawn, with a neighbour beyond either edge."""
    x = np.arange(50.0)
    line = Line(x, x**2, QPen(), pg.ViewBox())
    drawn, _ = line.points(10.5, 20.5, 400)
    np.testing.assert_array_equal(drawn, np.arange(10.0, 22.0))


def test_blocks_stay_while_the_line_is_panned(qapp: object) -> None:
    """A pan by a little draws the same blocks inside, so that nothing flickers."""
    x = np.arange(40_000, dtype=float)
    line = Line(x, np.sin(x), QPen(), pg.ViewBox())
    before, after = (set(line.points(left, left + 20_000, 300)[0]) for left in (5000.0, 5010.0))
    assert len(before & after) >= 0.98 * len(before)


def test_gaps_stay_gaps(qtbot: QtBot) -> None:
    """Periods that are not known are drawn as nothing, whether points are thinned or not."""
    y = np.ones(400_000)
    y[100_000:200_000] = np.nan
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    sheet = Sheet(plot.getPlotItem().getViewBox())
    line = Line(np.arange(400_000.0), y, QPen(), sheet.view)
    _, drawn = line.points(-1, 400_000, 300)
    assert 0.2 < np.isnan(drawn).mean() < 0.3
    sheet.put(line)
    plot.setXRange(0, 400_000)
    plot.show()
    assert not plot.grab().isNull()
