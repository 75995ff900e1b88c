"""The program's icon: two drawings, so that it is sharp in a task bar and on a desktop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import RESOURCES

SMALL = (16, 20, 24, 32)
"""Sizes (px) of the drawing with fewer, thicker lines that lie on whole pixels."""

LARGE = (48, 64, 128, 256)


def program_icon() -> QIcon:
    """Return the icon, drawn for every size in which desktops show one."""
    icon = QIcon()
    for name, sizes in (("shelfcast-small", SMALL), ("shelfcast", LARGE)):
        drawing = QSvgRenderer(str(RESOURCES / "icons" / f"{name}.svg"))
        for size in sizes:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            drawing.render(painter)
            painter.end()
            icon.addPixmap(pixmap)
    return icon
