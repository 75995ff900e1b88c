"""Language, theme and text size of the window: changed while it runs, and remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.theme import THEMES, theme
from gui.window.language import Speech
from gui.window.preferences import SYSTEM, Preferences


class Looks(QObject):
    """Puts a choice of language, theme or text size in force."""

    changed = Signal()
    """Another theme is worn: its name stands in the frame. (A language tells Qt itself.)"""

    def __init__(self, speech: Speech, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._speech, self._preferences = speech, preferences
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    def use_language(self, language: str) -> None:
        """Speak another language from now on."""
        self._preferences.language = language
        self._speech.use(language)

    def next_language(self) -> None:
        """Speak the other language."""
        self.use_language("zh_CN" if self._speech.language == "en" else "en")

    def use_theme(self, name: str) -> None:
        """Wear another theme from now on; "system" is the system's."""
        self._preferences.theme = name
        theme().use(self._preferences.theme)
        self.changed.emit()

    def next_theme(self) -> None:
        """Wear the theme after the one in force."""
        self.use_theme(THEMES[(THEMES.index(theme().name) + 1) % len(THEMES)])

    def use_text_scale(self, scale: float) -> None:
        """Set all text larger or smaller from now on."""
        self._preferences.text_scale = scale
        theme().set_type(scale, self._speech.language)

    def _follow_system(self) -> None:
        """Wear what the system wears, where that was chosen."""
        preferences = self._preferences
        if theme().name != preferences.theme and preferences.theme_choice == SYSTEM:
            theme().use(preferences.theme)
            self.changed.emit()
