"""The main window: a frame that is painted at once, and furnished with its pages right after.

Nothing heavy is imported here: the frame stands before numpy, pandas and the charts are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from core.errors import OperatorError, OutputError
from gui.crash import Crashes
from gui.jobs import Job, Jobs
from gui.journal import Journal
from gui.pages.card import Strip
from gui.pages.welcome import Opening, Welcome
from gui.theme import theme
from gui.window.bell import Bell
from gui.window.dialogs import Dialogs
from gui.window.emblem import program_icon
from gui.window.files import Files
from gui.window.guide import Guide
from gui.window.heads import Heads
from gui.window.job_bar import JobBar
from gui.window.keyboard import REDO, UNDO, Keyboard, next_pane
from gui.window.language import Speech
from gui.window.looks import Looks
from gui.window.notices import FocusRing
from gui.window.page_stack import PageStack
from gui.window.preferences import Preferences
from gui.window.search import Search
from gui.window.stage_list import StageList
from gui.window.top_line import TopLine
from gui.window.undoing import Undoing
from gui.wording import spoken

if TYPE_CHECKING:
    from gui.session import Session

STAGES = (
    ("today", "sunrise"),
    ("import", "import"),
    ("check", "list-checks"),
    ("forecast", "chart-line"),
    ("restock", "package"),
    ("accuracy", "target"),
)
"""The stages in order, each with its icon."""

NARROW_UNDER = 1000
"""Width (px) of the window under which the stage list shows icons only."""


class Window(QMainWindow):
    """Stage list, top line, page, job bar; owns what is not a page's business."""

    def __init__(
        self, jobs: Jobs, speech: Speech, preferences: Preferences, crashes: Crashes
    ) -> None:
        super().__init__()
        self.session: Session | None = None
        self.job_thread = jobs
        self.speech, self.preferences = speech, preferences
        self._crashes = crashes
        self.look = Looks(speech, preferences, self)
        self.files = Files(speech, preferences, self)
        self.setAcceptDrops(True)
        self.setMinimumSize(860, 600)
        self.stages = StageList(STAGES, self)
        self.search = Search()
        self.top = TopLine(self.search)
        self.strip = Strip()
        self.guide = Guide()
        self.guide.setVisible(not preferences.guided)
        self.welcome = Welcome()
        opening = preferences.workspace.exists()
        self.pages = PageStack(Opening() if opening else self.welcome)
        self.jobs = JobBar(jobs)
        self.undoing = Undoing(self.jobs, self)
        self.dialogs = Dialogs(self.look, speech, preferences, crashes, self)
        self.heads = Heads(self.stages, self.top, jobs, self.files, self.pages, self)
        self.ring = FocusRing(self)
        self._lay_out()
        self.keyboard = Keyboard(self, self._work_of_keys(), self.heads.titles)
        self._connect(jobs)
        self.bell = Bell(jobs, self)
        self.journal = Journal(jobs, crashes.folder, self)
        self.stages.show_stage(self.current)
        self.retranslate()
        # Nothing wears the focus ring before a key is pressed.
        self.pages.setFocus()

    def furnish(self, session: Session, opening: bool = False) -> None:
        """Have pages on a session, and take up what was asked for before they were there.

        Where a workspace is ``opening``, no page is shown before it is there: each would say that
        there is nothing yet.
        """
        # Drawing it takes as long as a tenth of the first paint.
        self.setWindowIcon(program_icon())
        self.session = self.heads.session = session
        self.pages.furnish(session)
        self.search.follow(session)
        session.refused.connect(self._refused)
        session.changed.connect(self._session_changed)
        self.undoing.follow(session.undo_stack)
        self.dialogs.session = session
        if not opening:
            self.open_stage(self.current)
        self.heads.write_shop(self.preferences)
        self.files.follow(session)

    def _show_first(self) -> None:
        """Show the page that waited for the workspace."""
        if self.pages.furnished and self.pages.waiting:
            self.open_stage(self.current)

    def _lay_out(self) -> None:
        page = theme().space("page")
        strip = QHBoxLayout()
        strip.setContentsMargins(page, 0, page, 0)
        above = QVBoxLayout()
        above.setSpacing(theme().space("m"))
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.guide)
        above.addWidget(self.strip)
        strip.addLayout(above)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(strip)
        right.addWidget(self.pages, 1)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.stages)
        upper.addLayout(right, 1)
        middle = QWidget()
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.jobs)
        self.setCentralWidget(middle)

    def _connect(self, jobs: Jobs) -> None:
        for signal in (jobs.began, jobs.done, jobs.stopped):
            signal.connect(self.heads.soon)
        jobs.began.connect(self.strip.hide)
        jobs.stopped.connect(self._show_first)
        jobs.refused.connect(lambda _, error: self._refused(error))
        jobs.crashed.connect(self._crashed)
        self._crashes.reported.connect(self.dialogs.show_report)
        self.undoing.offered.connect(self.keyboard.offer_undo)
        self.stages.chosen.connect(self.open_stage)
        self.stages.language.clicked.connect(self.look.next_language)
        self.stages.theme.clicked.connect(self.look.next_theme)
        self.stages.settings.clicked.connect(self.dialogs.open_settings)
        self.stages.shop.clicked.connect(self._show_shops)
        self.top.primary.clicked.connect(self._act)
        self.top.second.clicked.connect(self._act_second)
        self.search.found.connect(self._found)
        self.strip.pressed.connect(self._try_again)
        self.guide.left.connect(self._leave_guide)
        self.look.changed.connect(self.retranslate)
        self.pages.arrived.connect(self._page_arrived)
        self._offer_sheets(self.welcome)
        self.files.stage_asked.connect(self.open_stage)
        self.files.said.connect(self.jobs.say)
        self.files.recent_changed.connect(self.offer_recent)

    def _page_arrived(self, name: str) -> None:
        page = self.pages.made[name]
        page.headed.connect(self.heads.soon)
        page.go.connect(self.open_stage)
        if name in ("import", "today"):
            self._offer_sheets(page)  # type: ignore[arg-type]
            page.offer_recent(self.preferences.recent)  # type: ignore[attr-defined]
        if name == "restock":
            page.export_asked.connect(self.files.ask_for_export)  # type: ignore[attr-defined]
        if name == "import":
            page.save_left_out_asked.connect(  # type: ignore[attr-defined]
                self.files.ask_for_left_out
            )
        self.heads.soon()

    def _offer_sheets(self, page: QWidget) -> None:
        page.browse.connect(self.files.ask_for_sheets)  # type: ignore[attr-defined]
        page.chosen.connect(self.files.open)  # type: ignore[attr-defined]
        page.sample.connect(self.files.open_sample)  # type: ignore[attr-defined]

    # Texts.

    def retranslate(self) -> None:
        """Write every text of the frame in the language in force."""
        names = {
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "high_contrast": self.tr("High contrast"),
        }
        language = "English" if self.speech.language == "en" else "简体中文"
        self.stages.say(language, names[theme().name], self.tr("Settings"))
        for widget in (self.stages.language, self.stages.theme):
            widget.setToolTip(
                self.tr("Change the language")
                if widget is self.stages.language
                else self.tr("Change the colours")
            )
        self.keyboard.retranslate()
        self.heads.write()
        self.heads.write_shop(self.preferences)
        self.undoing.write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # Stages and keys.

    @property
    def current(self) -> str:
        """The stage that is shown."""
        return self.heads.current

    def open_stage(self, name: str) -> None:
        """Show a page."""
        self.heads.current = name
        self.stages.show_stage(name)
        if self.pages.furnished:
            self.pages.open(name)
            self.heads.write()

    def _work_of_keys(self) -> dict[str, Callable[[], object]]:
        return {
            **{
                f"Ctrl+{number}": partial(self.open_stage, name)
                for number, (name, _) in enumerate(STAGES, 1)
            },
            "Ctrl+K": self._go_search,
            "Ctrl+O": self.files.ask_for_sheets,
            "Ctrl+R": self.forecast,
            "Ctrl+E": self.files.ask_for_export,
            UNDO: self.undoing.undo,
            REDO: self.undoing.redo,
            "Ctrl+.": self.jobs.stop.click,
            "F6": self._next_pane,
            "Ctrl+,": self.dialogs.open_settings,
        }

    def _go_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _next_pane(self) -> None:
        page = self.pages.currentWidget() or self.pages
        next_pane(self, (self.stages.buttons[self.current], self.top.primary, page, self.jobs.stop))

    def _found(self, row: int) -> None:
        if self.session is None:
            return
        self.session.select(row)
        if self.current not in ("forecast", "restock") and self.session.run is not None:
            self.open_stage("forecast")

    def _act(self) -> None:
        self.strip.hide()
        if self.pages.furnished:
            self.pages[self.current].act()

    def _act_second(self) -> None:
        self.strip.hide()
        if self.pages.furnished:
            self.pages[self.current].act_second()  # type: ignore[attr-defined]

    def forecast(self) -> None:
        """Forecast every item."""
        if self.session is None or self.session.imported is None:
            self.jobs.say(self.tr("There are no sales yet. Open a sheet first."))
            return
        self.open_stage("forecast")
        self.session.start_forecast()

    def _show_shops(self) -> None:
        shop = self.stages.shop
        self.files.shop_menu().popup(shop.mapToGlobal(shop.rect().bottomLeft()))

    def offer_recent(self) -> None:
        """Offer the recent sheets where there is nothing else to show."""
        for page in (self.pages.made.get("today"), self.pages.made.get("import")):
            if page is not None:
                page.offer_recent(self.preferences.recent)  # type: ignore[attr-defined]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, on whatever page they are held over."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files.open(paths)

    def _leave_guide(self) -> None:
        self.preferences.guided = True
        self.guide.hide()

    def _guide(self) -> None:
        """Show which step to a first plan is next."""
        session = self.session
        if session is None or self.preferences.guided:
            return
        reached = (session.sheets or session.imported, session.imported, session.plan)
        self.guide.show_step(sum(1 for value in reached if value))

    # What comes back from the job thread.

    def _session_changed(self, stage: str) -> None:
        if self.session is None:
            return
        if stage == "workspace":
            self._show_first()
        if stage in ("demand", "workspace"):
            self.heads.write_shop(self.preferences)
        if stage in ("sheets", "imported", "plan"):
            self._guide()
        if stage == "imported" and self.session.imported is not None and not self.session.run:
            self.open_stage("check")
        if stage == "exported" and self.session.exported is not None:
            self.strip.hide()
            self._leave_guide()
            path = str(self.session.exported)
            self.jobs.say(self.tr("Saved: {path}").format(path=path))
        if stage == "left_out_saved":
            self.jobs.say(self.tr("Saved: {path}").format(path=self.session.left_out_saved))
        if stage == "stale":
            self.heads.write()

    def _refused(self, error: OperatorError) -> None:
        retry = self.files.again is not None and isinstance(error, OutputError)
        again = self.tr("Try again") if retry else ""
        self._show_first()
        self.strip.say(spoken(error.sentence), again, self.tr("Close"))
        self.heads.write()

    def _try_again(self) -> None:
        self.strip.hide()
        if self.files.again is not None:
            self.files.again()

    def _crashed(self, _: Job, error: Exception) -> None:
        self._crashes.report(error)
        self._show_first()
        self.heads.write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the stage list to icons where the window is narrow."""
        super().resizeEvent(event)
        self.stages.set_narrow(event.size().width() < NARROW_UNDER * min(theme().scale, 1.4))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work, store what is not stored yet, remember the place of the window."""
        self.preferences.geometry = self.saveGeometry()
        if self.session is not None:
            self.session.close()
        else:
            self.job_thread.shut_down()
        super().closeEvent(event)
