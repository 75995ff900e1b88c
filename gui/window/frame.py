"""The main window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import OperatorError, OutputError
from gui.crash import Crashes
from gui.jobs import Job
from gui.pages import Page
from gui.pages.accuracy import AccuracyPage
from gui.pages.card import Strip
from gui.pages.check import CheckPage
from gui.pages.forecast import ForecastPage
from gui.pages.import_sheets import ImportPage
from gui.pages.restock import RestockPage
from gui.pages.settings import SettingsDialog
from gui.pages.today import TodayPage
from gui.session import Session
from gui.theme import RESOURCES, THEMES, theme
from gui.window.files import Files
from gui.window.job_bar import JobBar
from gui.window.language import Speech
from gui.window.notices import CrashReport, FocusRing, Shortcuts
from gui.window.preferences import Preferences
from gui.window.search import Search
from gui.window.stage_list import StageList
from gui.window.top_line import TopLine
from gui.wording import spoken

STAGES = (
    ("today", "sunrise"),
    ("import", "import"),
    ("check", "list-checks"),
    ("forecast", "chart-line"),
    ("restock", "package"),
    ("accuracy", "target"),
)
"""The stages in order, each with its icon."""

PAGES: dict[str, Callable[[Session], Page]] = {
    "today": TodayPage,
    "import": ImportPage,
    "check": CheckPage,
    "forecast": ForecastPage,
    "restock": RestockPage,
    "accuracy": AccuracyPage,
}

NARROW_UNDER = 1000
"""Width (px) of the window under which the stage list shows icons only."""


class Window(QMainWindow):
    """Stage list, top line, page, job bar; owns what is not a page's business."""

    def __init__(
        self, session: Session, speech: Speech, preferences: Preferences, crashes: Crashes
    ) -> None:
        super().__init__()
        self.session, self.speech, self.preferences = session, speech, preferences
        self._crashes = crashes
        self.files = Files(session, speech, preferences, self)
        self.setWindowIcon(QIcon(str(RESOURCES / "icons" / "shelfcast.svg")))
        self.setAcceptDrops(True)
        self.setMinimumSize(860, 600)
        self.stages = StageList(STAGES, self)
        self.search = Search(session)
        self.top = TopLine(self.search)
        self.strip = Strip()
        self.stack = QStackedWidget()
        self.jobs = JobBar(session.jobs)
        # Six pages change their heads with every stage: once written is enough.
        self._heads_soon = QTimer(self, singleShot=True, interval=0)
        self._heads_soon.timeout.connect(self._write_heads)
        self.pages: dict[str, QWidget] = {}
        for name, _ in STAGES:
            page = PAGES[name](session)
            self.pages[name] = page  # type: ignore[assignment]
            self.stack.addWidget(page)  # type: ignore[arg-type]
            page.headed.connect(self._heads_soon.start)
            page.go.connect(self.open_stage)
        self.ring = FocusRing(self)
        self._lay_out()
        self._keys = self._bind_keys()
        self._connect()
        self.current = "today"
        self.retranslate()
        self.open_stage("today")
        # Nothing wears the focus ring before a key is pressed.
        self.stack.setFocus()

    def _lay_out(self) -> None:
        page = theme().space("page")
        strip = QHBoxLayout()
        strip.setContentsMargins(page, 0, page, 0)
        strip.addWidget(self.strip)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(strip)
        right.addWidget(self.stack, 1)
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

    def _connect(self) -> None:
        jobs = self.session.jobs
        jobs.refused.connect(lambda _, error: self._refused(error))
        self.session.refused.connect(self._refused)
        jobs.crashed.connect(self._crashed)
        for signal in (jobs.began, jobs.done, jobs.stopped):
            signal.connect(lambda *_: self._heads_soon.start())
        self._crashes.reported.connect(self.show_report)
        self.session.changed.connect(self._session_changed)
        self.session.undo_stack.indexChanged.connect(self._write_undo)
        self.stages.chosen.connect(self.open_stage)
        self.stages.language.clicked.connect(self._next_language)
        self.stages.theme.clicked.connect(self._next_theme)
        self.stages.settings.clicked.connect(self.open_settings)
        self.stages.shop.clicked.connect(self._show_shops)
        self.top.primary.clicked.connect(self._act)
        self.top.second.clicked.connect(self._act_second)
        self.search.found.connect(self._found)
        self.strip.pressed.connect(self._try_again)
        importing = self.pages["import"]
        importing.chosen.connect(self.files.open)  # type: ignore[attr-defined]
        importing.browse.connect(self.files.ask_for_sheets)  # type: ignore[attr-defined]
        importing.sample.connect(self.files.open_sample)  # type: ignore[attr-defined]
        importing.save_left_out_asked.connect(  # type: ignore[attr-defined]
            self.files.ask_for_left_out
        )
        today = self.pages["today"]
        today.browse.connect(self.files.ask_for_sheets)  # type: ignore[attr-defined]
        today.chosen.connect(self.files.open)  # type: ignore[attr-defined]
        today.sample.connect(self.files.open_sample)  # type: ignore[attr-defined]
        restock = self.pages["restock"]
        if hasattr(restock, "export_asked"):
            restock.export_asked.connect(self.files.ask_for_export)
        self.files.stage_asked.connect(self.open_stage)
        self.files.said.connect(self.jobs.say)
        self.files.recent_changed.connect(self.offer_recent)
        self.session.jobs.began.connect(self.strip.hide)

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
        for key, words in self._key_words().items():
            self._keys[key].setText(words)
        self._write_heads()
        self._write_shop()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _write_heads(self, *_: object) -> None:
        for name, page in self.pages.items():
            head = page.head()  # type: ignore[attr-defined]
            self.stages.buttons[name].show_head(head, self._stale(name))
            if name == self.current:
                running = self.session.jobs.visible
                busy = self.tr("Wait until this is done: {job}").format(
                    job=running.words if running else ""
                )
                self.top.show_head(head, busy if running else "")
                self.setWindowTitle(f"{head.title} – Shelfcast")

    def _stale(self, name: str) -> bool:
        return self.session.stale and name in ("forecast", "restock", "accuracy")

    def _write_shop(self) -> None:
        workspace = self.session.workspace
        name = workspace.stem if workspace is not None else self.tr("Not kept")
        if workspace is not None and workspace == self.files.sample_workspace:
            name = self.tr("Sample shop")
        elif workspace is not None and workspace.stem == "My shop":
            name = self.tr("My shop")
        demand = self.session.demand
        count = self.tr("{n} items").format(n=f"{len(demand):,}") if demand else ""
        self.stages.shop.say(name, count or self.tr("no sales yet"))

    def _write_undo(self) -> None:
        stack = self.session.undo_stack
        self._keys["Ctrl+Z"].setEnabled(stack.canUndo())
        self._keys["Ctrl+Shift+Z"].setEnabled(stack.canRedo())

    # Stages and keys.

    def open_stage(self, name: str) -> None:
        """Show a page."""
        self.current = name
        self.stack.setCurrentWidget(self.pages[name])
        self.stages.show_stage(name)
        self._write_heads()

    def _key_words(self) -> dict[str, str]:
        return {
            **{
                f"Ctrl+{number}": self.tr("Stage {number}").format(number=number)
                for number in range(1, len(STAGES) + 1)
            },
            "Ctrl+K": self.tr("Find an item"),
            "Ctrl+O": self.tr("Open a sheet"),
            "Ctrl+R": self.tr("Forecast"),
            "Ctrl+E": self.tr("Export to Excel"),
            "Ctrl+Z": self.tr("Undo"),
            "Ctrl+Shift+Z": self.tr("Redo"),
            "Ctrl+.": self.tr("Stop the job"),
            "F1": self.tr("Show this list"),
            "F6": self.tr("Next pane"),
            "Ctrl+,": self.tr("Settings"),
        }

    def _bind_keys(self) -> dict[str, QAction]:
        work: dict[str, Callable[[], object]] = {
            **{
                f"Ctrl+{number}": lambda name=name: self.open_stage(name)
                for number, (name, _) in enumerate(STAGES, 1)
            },
            "Ctrl+K": self._go_search,
            "Ctrl+O": self.files.ask_for_sheets,
            "Ctrl+R": self.forecast,
            "Ctrl+E": self.files.ask_for_export,
            "Ctrl+Z": self._undo,
            "Ctrl+Shift+Z": self._redo,
            "Ctrl+.": self.jobs.stop.click,
            "F1": self.show_shortcuts,
            "F6": self._next_pane,
            "Ctrl+,": self.open_settings,
        }
        keys = {}
        for key, act in work.items():
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)
            keys[key] = action
        return keys

    def show_shortcuts(self) -> None:
        """Show what every key does."""
        keys = [(QKeySequence(k).toString(), words) for k, words in self._key_words().items()]
        tables = [
            ("↑ ↓", self.tr("Previous, next row")),
            ("Enter", self.tr("Show how a figure comes about")),
            ("F2", self.tr("Type a quantity")),
            ("A  C  X  W", self.tr("Accept, change, reject, watch")),
            ("[  ]", self.tr("Previous, next supplier")),
            ("← →", self.tr("Chart: previous, next point")),
            ("+  −  0", self.tr("Chart: closer, wider, all")),
            ("T", self.tr("Chart: as a table")),
        ]
        Shortcuts([*keys, *tables], self).show()

    def _go_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _next_pane(self) -> None:
        panes = [self.stages.buttons[self.current], self.top.primary, self.stack.currentWidget()]
        panes.append(self.jobs.stop)
        focused = self.focusWidget()
        inside = [
            number
            for number, pane in enumerate(panes)
            if focused is not None and (pane is focused or pane.isAncestorOf(focused))
        ]
        for step in range(1, len(panes) + 1):
            pane = panes[((inside[0] if inside else -1) + step) % len(panes)]
            if pane.isVisible() and pane.isEnabled():
                pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if pane is self.stack.currentWidget() and self.focusWidget() is not pane:
                    return
                if pane is self.stack.currentWidget():
                    pane.focusNextChild()
                return

    def _undo(self) -> None:
        words = self.session.undo_stack.undoText()
        self.session.undo_stack.undo()
        self.jobs.say(self.tr("Undone: {what}. The figures before are back.").format(what=words))

    def _redo(self) -> None:
        words = self.session.undo_stack.redoText()
        self.session.undo_stack.redo()
        self.jobs.say(self.tr("Done again: {what}.").format(what=words))

    def _found(self, row: int) -> None:
        self.session.select(row)
        if self.current not in ("forecast", "restock") and self.session.run is not None:
            self.open_stage("forecast")

    def _act(self) -> None:
        self.strip.hide()
        self.stack.currentWidget().act()  # type: ignore[attr-defined]

    def _act_second(self) -> None:
        self.strip.hide()
        self.stack.currentWidget().act_second()  # type: ignore[attr-defined]

    def forecast(self) -> None:
        """Forecast every item."""
        if self.session.imported is None:
            self.jobs.say(self.tr("There are no sales yet. Open a sheet first."))
            return
        self.open_stage("forecast")
        self.session.start_forecast()

    def _show_shops(self) -> None:
        shop = self.stages.shop
        self.files.shop_menu().popup(shop.mapToGlobal(shop.rect().bottomLeft()))

    def offer_recent(self) -> None:
        """Offer the recent sheets where there is nothing else to show."""
        for name in ("today", "import"):
            self.pages[name].offer_recent(self.preferences.recent)  # type: ignore[attr-defined]

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

    # Language and look.

    def _next_language(self) -> None:
        self.use_language("zh_CN" if self.speech.language == "en" else "en")

    def use_language(self, language: str) -> None:
        """Speak another language from now on."""
        self.preferences.language = language
        self.speech.use(language)

    def _next_theme(self) -> None:
        self.use_theme(THEMES[(THEMES.index(theme().name) + 1) % len(THEMES)])

    def use_theme(self, name: str) -> None:
        """Wear another theme from now on."""
        self.preferences.theme = name
        theme().use(name)
        self.retranslate()

    def use_text_scale(self, scale: float) -> None:
        """Set all text larger or smaller from now on."""
        self.preferences.text_scale = scale
        theme().set_type(scale, self.speech.language)

    def open_settings(self) -> None:
        """Show the settings."""
        dialog = SettingsDialog(self.session, self.speech.language, self)
        dialog.language_chosen.connect(self.use_language)
        dialog.theme_chosen.connect(self.use_theme)
        dialog.scale_chosen.connect(self.use_text_scale)
        dialog.show()

    # What comes back from the job thread.

    def _session_changed(self, stage: str) -> None:
        if stage in ("demand", "workspace"):
            self._write_shop()
        if stage == "imported" and self.session.imported is not None and not self.session.run:
            self.open_stage("check")
        if stage == "exported" and self.session.exported is not None:
            self.strip.hide()
            path = str(self.session.exported)
            self.jobs.say(self.tr("Saved: {path}").format(path=path))
        if stage == "left_out_saved":
            self.jobs.say(self.tr("Saved: {path}").format(path=self.session.left_out_saved))
        if stage == "stale":
            self._write_heads()

    def _refused(self, error: OperatorError) -> None:
        retry = self.files.again is not None and isinstance(error, OutputError)
        again = self.tr("Try again") if retry else ""
        self.strip.say(spoken(error.sentence), again, self.tr("Close"))
        self._write_heads()

    def _try_again(self) -> None:
        self.strip.hide()
        if self.files.again is not None:
            self.files.again()

    def _crashed(self, _: Job, error: Exception) -> None:
        self._crashes.report(error)
        self._write_heads()

    def show_report(self, report: str) -> None:
        """Show a crash report."""
        CrashReport(report, self).show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the stage list to icons where the window is narrow."""
        super().resizeEvent(event)
        self.stages.set_narrow(event.size().width() < NARROW_UNDER * min(theme().scale, 1.4))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work, store what is not stored yet, remember the place of the window."""
        self.preferences.geometry = self.saveGeometry()
        self.session.close()
        super().closeEvent(event)
