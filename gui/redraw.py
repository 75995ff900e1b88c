"""When a page is drawn: once after all that changed together, never while nobody sees it, and not
all of it before the window answers again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

FRAME_MS = 4
"""Between two pieces of work, so that what the first has changed is painted before the second."""


class Redraw(QObject):
    """Draws its page again when it is stale: soon where it is seen, else when it is next shown.

    A new forecast changes several stages in a row, and six pages hear of each: drawn at once, each
    time, they would hold the window up for as long as all of them take.
    """

    def __init__(self, page: QWidget, draw: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._draw = page, draw
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.now)
        self.stale = True
        page.installEventFilter(self)

    def ask(self) -> None:
        """The page is stale: what it shows has changed."""
        self.stale = True
        if self._page.isVisible():
            self._timer.start()

    def done(self) -> None:
        """It has just been drawn by other means."""
        self._timer.stop()
        self.stale = False

    def now(self) -> None:
        """Draw it where it is stale."""
        if self.stale:
            self.done()
            self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Draw a stale page before it is seen."""
        if event.type() is QEvent.Type.Show:
            self.now()
        return False


class Turns(QObject):
    """Does pieces of work one after the other, each in a turn of the event loop of its own, so that
    the window answers in between. Asked anew, it drops what is left of before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], object]] = []
        self._timer = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._timer.timeout.connect(self._next)

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do."""
        return not self._left

    def take(self, *pieces: Callable[[], object]) -> None:
        """Do the first piece with the next turn, the others with those that follow."""
        self._left = list(pieces)
        self._timer.start()

    def finish(self) -> None:
        """Do all that is left at once: a picture is taken, or a test looks."""
        self._timer.stop()
        while self._left:
            self._left.pop(0)()

    def _next(self) -> None:
        if self._left:
            self._left.pop(0)()
        if self._left:
            self._timer.start()
