"""What the frame writes of the pages: their results in the stage list, the head of the one shown,
the name of the shop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from gui.jobs import Jobs
from gui.pages import Head
from gui.window.files import Files
from gui.window.page_stack import PageStack
from gui.window.preferences import Preferences
from gui.window.stage_list import StageList
from gui.window.top_line import TopLine
from gui.wording import counted

if TYPE_CHECKING:
    from gui.session import Session

FOLLOW_A_FORECAST = ("forecast", "restock", "accuracy")
"""Stages that are stale when the forecast is."""


class Heads(QObject):
    """Writes the frame's words about the pages; ``current`` is the stage that is shown."""

    def __init__(
        self,
        stages: StageList,
        top: TopLine,
        jobs: Jobs,
        files: Files,
        pages: PageStack,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._stages, self._top, self._jobs, self._files = stages, top, jobs, files
        self._pages = pages
        self._window = window
        self.session: Session | None = None
        self.current = "today"
        # Six pages change their heads with every stage: once written is enough.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.write)

    def soon(self, *_: object) -> None:
        """Write the heads once all that changes together has changed."""
        self._timer.start()

    def write(self) -> None:
        """Write the heads of all pages, and the names of those that are not there yet."""
        heads = self._names()
        for name, page in self._pages.made.items():
            heads[name] = self._of_a_first(name, page.head())
        for name, head in heads.items():
            self._stages.buttons[name].show_head(head, self._stale(name))
        running = self._jobs.visible
        busy = self.tr("Wait until this is done: {job}").format(
            job=running.words if running else ""
        )
        there = self.current in self._pages.made
        self._top.show_head(heads[self.current], busy if running and there else "")
        title = heads[self.current].title
        self._window.setWindowTitle(f"{title} – Shelfcast" if there else "Shelfcast")

    def _of_a_first(self, name: str, head: Head) -> Head:
        """Say of figures that come before any test what they are."""
        run = None if self.session is None else self.session.run
        if run is None or not run.is_first or name not in (*FOLLOW_A_FORECAST, "today"):
            return head
        words = (
            self.tr("First figures; models are being tested. {sentence}")
            if self._jobs.visible
            else self.tr("First figures: forecast again to test the models. {sentence}")
        )
        return replace(head, sentence=words.format(sentence=head.sentence).strip())

    def titles(self) -> tuple[str, ...]:
        """Return what the stages are called, in their order."""
        return tuple(head.title for head in self._names().values())

    def _names(self) -> dict[str, Head]:
        words = {
            "today": self.tr("Today"),
            "import": self.tr("Import"),
            "check": self.tr("Check"),
            "forecast": self.tr("Forecast"),
            "restock": self.tr("Restock"),
            "accuracy": self.tr("Accuracy"),
        }
        return {name: Head(title, "") for name, title in words.items()}

    def _stale(self, name: str) -> bool:
        return self.session is not None and self.session.stale and name in FOLLOW_A_FORECAST

    def write_shop(self, preferences: Preferences) -> None:
        """Write the name of the shop and how many items it has."""
        workspace = self.session.workspace if self.session else preferences.workspace
        name = workspace.stem if workspace is not None else self.tr("Not kept")
        if workspace is not None and workspace == self._files.sample_workspace:
            name = self.tr("Sample shop")
        elif workspace is not None and workspace.stem == "My shop":
            name = self.tr("My shop")
        demand = self.session.demand if self.session is not None else None
        count = ""
        if demand:
            words = self.tr("1 item") if len(demand) == 1 else self.tr("{n} items")
            count = counted(words, n=f"{len(demand):,}")
        self._stages.shop.say(name, count or self.tr("no sales yet"))
