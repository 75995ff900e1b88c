"""Files of the operator: sheets to open, workspaces to change to, the plan to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from gui.theme import RESOURCES
from gui.window.language import Speech
from gui.window.preferences import Preferences
from gui.wording import literal

if TYPE_CHECKING:
    from gui.session import Session

SHEETS = "*.xlsx *.xls *.xlsb *.xlsm *.ods *.csv *.tsv *.txt *.zip *.gz *.xz"
"""Files that can hold a sales sheet."""


class Files(QObject):
    """Asks for files and hands them to the session; ``again`` repeats what was asked last.

    What is asked for before there is a session is done as soon as there is one.
    """

    stage_asked = Signal(str)
    """(stage) the page on which what follows is seen."""
    said = Signal(str)
    """(words) a line for the job bar."""
    recent_changed = Signal()
    """Another sheet is the latest."""

    def __init__(self, speech: Speech, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._session: Session | None = None
        self._asked: list[Callable[[], object]] = []
        self.speech, self.preferences = speech, preferences
        self._window = window
        self.again: Callable[[], object] | None = None

    @property
    def session(self) -> Session:
        """The session; there is one once the window is furnished."""
        if self._session is None:
            raise RuntimeError("the window is not furnished yet")
        return self._session

    def follow(self, session: Session) -> None:
        """Work on a session from now on, beginning with what was asked for before."""
        self._session = session
        asked, self._asked = self._asked, []
        for work in asked:
            work()

    def _later(self, work: Callable[[], object]) -> bool:
        """Keep ``work`` for when there is a session, and say so; False where there is one."""
        if self._session is None:
            self._asked.append(work)
            self.said.emit(self.tr("One moment: Shelfcast is still starting…"))
        return self._session is None

    def ask_for_sheets(self) -> None:
        """Let the operator choose sheets, then open them."""
        words = self.tr("Sales sheets")
        names, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open sales sheets"), "", f"{words} ({SHEETS});;* (*)"
        )
        if names:
            self.open([Path(name) for name in names])

    def open(self, paths: Sequence[Path]) -> None:
        """Open sheets for import, or the workspace among the files.

        Sheets opened while others wait for Finish are read together with them.
        """
        if self._later(lambda: self.open(paths)):
            self.stage_asked.emit("import")
            return
        workspaces = [path for path in paths if path.suffix == ".shelf"]
        if workspaces:
            self.open_workspace(workspaces[0])
            return
        if self.session.sheets:
            before = dict.fromkeys(Path(sheet.path) for sheet in self.session.sheets)
            paths = list(dict.fromkeys([*before, *paths]))
        if not any(path.is_relative_to(RESOURCES) for path in paths):
            self.preferences.remember(tuple(paths))
            self.recent_changed.emit()
        self.stage_asked.emit("import")
        self.again = lambda: self.open(paths)
        self.session.start_import(paths)

    def open_sample(self) -> None:
        """Open the sample shop, in a workspace of its own if this one holds sales already."""
        if self._later(self.open_sample):
            self.stage_asked.emit("import")
            return
        sheet = "gift-shop-zh.xlsx" if self.speech.language == "zh_CN" else "gift-shop-en.xlsx"
        if self.session.imported is not None and self.session.workspace is not None:
            self.session.begin_anew(self.sample_workspace)
        self.open([RESOURCES / "samples" / sheet])

    @property
    def sample_workspace(self) -> Path:
        """The workspace of the sample shop, beside the operator's own."""
        return self.preferences.workspace.parent / "Sample shop.shelf"

    def open_workspace(self, path: Path) -> None:
        """Open a workspace, and open it again at the next start."""
        if self._later(lambda: self.open_workspace(path)):
            return
        if path != self.sample_workspace:
            self.preferences.workspace = path
            self.preferences.remember((path,))
            self.recent_changed.emit()
        self.again = lambda: self.open_workspace(path)
        self.session.open_workspace(path)

    def ask_for_new_workspace(self) -> None:
        """Let the operator name a new workspace and begin there."""
        folder = self.preferences.workspace.parent / (self.tr("New shop") + ".shelf")
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("New shop"), str(folder), self.tr("Shops") + " (*.shelf)"
        )
        if name:
            path = Path(name).with_suffix(".shelf")
            if self._session is None:
                return
            self.preferences.workspace = path
            self.session.begin_anew(path)
            self.stage_asked.emit("today")

    def ask_for_workspace(self) -> None:
        """Let the operator choose a workspace, then open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a shop"),
            str(self.preferences.workspace.parent),
            self.tr("Shops") + " (*.shelf)",
        )
        if name:
            self.open_workspace(Path(name))

    def ask_for_export(self) -> None:
        """Let the operator say where the plan goes, then write it."""
        if self._session is None or self.session.plan is None:
            self.said.emit(self.tr("There is no plan yet. Press Forecast first."))
            return
        day = str(self.session.plan.as_of)
        name = self.tr("restock plan {day}").format(day=day) + ".xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the restock plan"), name, "Excel (*.xlsx)"
        )
        if chosen:
            self.export(Path(chosen).with_suffix(".xlsx"))

    def export(self, path: Path) -> None:
        """Write the plan to ``path``."""
        self.again = lambda: self.export(path)
        self.session.export(path, self.speech.language)

    def ask_for_left_out(self) -> None:
        """Let the operator say where the rows left out go, then write them."""
        name = self.tr("rows left out") + ".csv"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save left-out rows"), name, "CSV (*.csv);;Excel (*.xlsx)"
        )
        if chosen:
            path = Path(chosen)
            self.save_left_out(path if path.suffix else path.with_suffix(".csv"))

    def save_left_out(self, path: Path) -> None:
        """Write the rows that the import leaves out to ``path``."""
        self.again = lambda: self.save_left_out(path)
        self.session.save_left_out(path, self.speech.language)

    def shop_menu(self) -> QMenu:
        """Return the menu of workspaces and recent sheets."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("New shop…"), self.ask_for_new_workspace)
        menu.addAction(self.tr("Open a shop…"), self.ask_for_workspace)
        menu.addAction(self.tr("Sample shop"), self.open_sample)
        recent = self.preferences.recent
        if recent:
            menu.addSeparator()
            for path in recent:
                menu.addAction(literal(path.name), partial(self.open, [path]))
        return menu
