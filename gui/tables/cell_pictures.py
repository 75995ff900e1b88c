"""Pictures of a table's cells: drawn once, and not all of them in one go."""

from __future__ import annotations

from time import thread_time

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap

GO_S = 0.008
"""How long one go of drawing may compute: half a frame. What others on the machine take of the
time is not counted, for it would only make more goes of the same work."""

FEWEST = 4
"""Cells that are drawn in a go however long they take."""

MOST = 800
"""Pictures that are kept: a few screens full."""

Key = tuple[int, ...]


class CellPictures:
    """Keeps what cells look like, and says when enough has been drawn for now.

    A cell is a dozen calls of Python into Qt. A screen full of them drawn anew after each click
    would hold the window up; from its picture a cell is there at once.
    """

    def __init__(self) -> None:
        self._kept: dict[Key, QPixmap] = {}
        self._until, self._left = 0.0, FEWEST
        self._postponed = QRect()

    def forget(self) -> None:
        """What the cells show has changed."""
        self._kept.clear()

    def begin(self) -> None:
        """A go of drawing begins."""
        self._until, self._left = thread_time() + GO_S, FEWEST

    def end(self) -> QRect:
        """A go is over: return what was put off, to be drawn with the next."""
        postponed, self._postponed = self._postponed, QRect()
        return postponed

    def of(self, key: Key) -> QPixmap | None:
        """Return the picture of a cell as it is now, None where there is none."""
        return self._kept.get(key)

    def put_off(self, place: QRect) -> bool:
        """Return whether a cell without a picture has to wait, and note where it lies."""
        self._left -= 1
        if self._left >= 0 or thread_time() < self._until:
            return False
        self._postponed = self._postponed.united(place)
        return True

    def keep(self, key: Key, picture: QPixmap) -> None:
        """Keep a picture that was just drawn."""
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = picture
