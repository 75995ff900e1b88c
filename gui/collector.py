"""Cyclic garbage is collected on the main thread only, and little at a time.

Python collects on whichever thread happens to allocate. On the job thread that would delete Qt
objects that lie in a cycle away from their own thread: a crash or, where the main thread waits
inside Qt for the interpreter, a standstill. Calibre, Anki and pyqtgraph do the same.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 100
"""Time between two looks at how much there is to collect."""

FULL_AFTER = 1000
"""Collections of the middle generation before one of everything; Python's own number is 10."""


class Collector(QObject):
    """Takes the place of Python's own collecting for as long as it lives.

    Full collections are rare, and what ``spare`` found is out of their sight: one in an export of
    3,000 items took 0.4 s, in which window and job both stood still.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        youngest, middle, _ = gc.get_threshold()
        self._limits = (youngest, middle, FULL_AFTER)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def spare(self) -> None:
        """Leave alone what there is by now: it lives as long as the program."""
        gc.freeze()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would, with those below it."""
        due = [count > limit for count, limit in zip(gc.get_count(), self._limits, strict=True)]
        if due[0]:
            gc.collect((1 + due[2]) if due[1] else 0)

    def stop(self) -> None:
        """Let Python collect again by itself."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
