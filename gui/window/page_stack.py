"""The place of the pages: each is made when it is first asked for, or when nobody waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.redraw import Turns

if TYPE_CHECKING:
    from gui.pages import Page
    from gui.session import Session


class PageStack(QStackedWidget):
    """Shows one page of many; before there is a session, ``front`` in their place.

    Six pages made at once would keep the window from answering for as long as all of them take.
    """

    arrived = Signal(str)
    """(stage) its page has just been made."""

    def __init__(self, front: QWidget) -> None:
        super().__init__()
        self._front: QWidget | None = front
        self.addWidget(front)
        self.made: dict[str, Page] = {}
        self._makers: dict[str, Callable[[Session], Page]] = {}
        self._session: Session | None = None
        self._turns = Turns(self)

    # The window's size is not its pages' business. Asked, all six would lay themselves out whenever
    # a label of one changes.

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as the window allows."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The window has a least size of its own."""
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Whatever the pages have."""
        return False

    def furnish(self, session: Session) -> None:
        """Have pages on a session from now on; what is not asked for is made in turns to come."""
        from gui.window.furniture import PAGES

        self._session, self._makers = session, PAGES
        # What a page looks like is worked out when it gets its place: a turn of its own.
        steps = (partial(step, name) for name in PAGES for step in (self._make, self._place))
        self._turns.take(*steps)

    @property
    def furnished(self) -> bool:
        """Whether there is a session to make pages on."""
        return self._session is not None

    @property
    def waiting(self) -> bool:
        """Whether no page has been shown yet."""
        return self._front is not None

    def __getitem__(self, name: str) -> Page:
        """Return the page of a stage, made now if it is not there yet."""
        self._make(name)
        self._place(name)
        return self.made[name]

    def _make(self, name: str) -> None:
        if name in self.made:
            return
        if self._session is None:
            raise RuntimeError("the window is not furnished yet")
        self.made[name] = self._makers[name](self._session)
        self.arrived.emit(name)

    def _place(self, name: str) -> None:
        # Every page is a widget; a protocol has no way to say so.
        page = cast("QWidget", self.made[name])
        if self.indexOf(page) < 0:
            self.addWidget(page)

    def open(self, name: str) -> None:
        """Show the page of a stage."""
        self.setCurrentWidget(cast("QWidget", self[name]))
        if self._front is not None:
            self.removeWidget(self._front)
            self._front.deleteLater()
            self._front = None
