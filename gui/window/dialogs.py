"""The dialogs that belong to no page: settings, what the program is, its journal, its mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.crash import Crashes
from gui.window.language import Speech
from gui.window.looks import Looks
from gui.window.notices import CrashReport
from gui.window.preferences import Preferences

if TYPE_CHECKING:
    from gui.session import Session


class Dialogs(QObject):
    """Opens them over the window. Each is imported when it is first asked for."""

    def __init__(
        self,
        look: Looks,
        speech: Speech,
        preferences: Preferences,
        crashes: Crashes,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._look, self._speech, self._preferences = look, speech, preferences
        self._crashes, self._window = crashes, window
        self.session: Session | None = None
        """Settings and what is said of the program need one."""

    def open_settings(self) -> None:
        """Show the settings."""
        if self.session is None:
            return
        from gui.pages.settings.page import SettingsDialog

        chosen = self._preferences.theme_choice
        dialog = SettingsDialog(self.session, self._speech.language, chosen, self._window)
        dialog.language_chosen.connect(self._look.use_language)
        dialog.theme_chosen.connect(self._look.use_theme)
        dialog.scale_chosen.connect(self._look.use_text_scale)
        dialog.about_asked.connect(self.open_about)
        dialog.show()

    def open_about(self) -> None:
        """Show what the program is, and what it stands on."""
        if self.session is None:
            return
        from gui.pages.settings.about import About

        dialog = About(self.session, self._crashes.folder, self._window)
        dialog.report_asked.connect(self.open_reports)
        dialog.show()

    def open_reports(self) -> None:
        """Show the journal and the reports of mistakes."""
        from gui.window.reports import Reports

        Reports(self._crashes.folder, self._crashes.kept(), self._window).show()

    def show_report(self, report: str) -> None:
        """Show a crash report."""
        CrashReport(report, self._window).show()
