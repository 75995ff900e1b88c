"""How a widget is drawn: with a painter that ends with the drawing, whatever happens in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

Drawn = TypeVar("Drawn", bound=QWidget)


def painted(draw: Callable[[Drawn, QPainter], None]) -> Callable[[Drawn, QPaintEvent], None]:
    """Make a ``paintEvent`` of a drawing on a smoothing painter.

    A painter that is left to Python ends when nothing holds the frame it was made in. A traceback
    does hold it, and so does whoever looks at the frames of a running program; Qt then paints the
    next widget on a painter that is still at work, and ends in a segmentation fault.
    """

    @wraps(draw)
    def paint_event(widget: Drawn, _: QPaintEvent) -> None:
        with QPainter(widget) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(widget, painter)

    return paint_event
