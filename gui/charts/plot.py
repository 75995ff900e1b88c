"""An empty plot: a view that pans and zooms, its two axes, and hairlines across."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsWidget, QWidget

from gui.charts.axis import DateAxis, UnitsAxis
from gui.charts.sheet import Sheet
from gui.theme import theme


class Grid(pg.GraphicsObject):
    """Horizontal hairlines at the values the left axis labels."""

    def __init__(self, axis: UnitsAxis) -> None:
        super().__init__()
        self._axis = axis
        self.setZValue(-100)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Cover what is seen."""
        return QRectF(self._axis.view.viewRect())

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw the lines one device pixel thin."""
        rect = self.boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pg.mkPen(theme().chart("grid"), width=1))
        for value in self._axis.steps():
            painter.drawLine(pg.Point(rect.left(), value), pg.Point(rect.right(), value))

    def viewRangeChanged(self) -> None:  # noqa: N802 - called by the view box
        """Follow pan and zoom."""
        self.prepareGeometryChange()
        self.update()


class Plot(pg.GraphicsView):
    """A plot in the theme's dress: no frame, no menu, no buttons; marks go on ``sheet``.

    pyqtgraph's view pans, zooms and links; its ``PlotItem`` brings two axes more, a title and a
    form of forty fields, which made each plot take as long as a page.
    """

    def __init__(self, parent: QWidget, left_width: int = 40, words: bool = True) -> None:
        super().__init__(parent, background=theme().colour("surface"))
        # The chart that holds the plot takes the keys; a plot would be a stop without a name.
        for part in (self, self.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = pg.ViewBox(enableMenu=False)
        self.units = UnitsAxis(self.view, left_width, words)
        self.dates = DateAxis(self.view)
        frame = QGraphicsWidget()
        layout = QGraphicsGridLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addItem(self.units, 0, 0)
        layout.addItem(self.view, 0, 1)
        layout.addItem(self.dates, 1, 1)
        self.setCentralItem(frame)
        self.view.setDefaultPadding(0)
        self.view.addItem(Grid(self.units), ignoreBounds=True)
        # pyqtgraph moves what lies in a view only while it is painted, which then happens twice.
        self.view.sigRangeChanged.connect(lambda *_: self.view.updateMatrix())
        self.sheet = Sheet(self.view)
        self._worn: tuple[str, float, str] | None = None

    def dress(self) -> bool:
        """Wear the look in force; return whether that is another one than before."""
        look = theme()
        wanted = look.name, look.scale, look.language
        if self._worn == wanted:
            return False
        self._worn = wanted
        self.setBackground(look.colour("surface"))
        self.dates.dress()
        return True
