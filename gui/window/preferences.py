"""What the program remembers of its operator between two starts: no sales, only habits."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QLocale, QSettings, Qt
from PySide6.QtGui import QGuiApplication

from core.wording import LANGUAGES
from gui.theme import TEXT_SCALES, THEMES

SYSTEM = "system"
"""The theme is that of the system."""

RECENT = 6
"""How many files are remembered."""


def system_theme() -> str:
    """Return the theme that suits the system: high contrast where it asks for that, else light or
    dark as it is."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "high_contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


class Preferences:
    """Language, look, recent files and the workspace opened last, in one ini file."""

    def __init__(self, path: Path | None = None) -> None:
        folder = Path(platformdirs.user_config_dir("Shelfcast", appauthor=False))
        self.memory = (folder if path is None else path.parent) / "sheets"
        """Folder of what is remembered of kinds of sheets."""
        self._stored = QSettings(str(path or folder / "shelfcast.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language chosen, else that of the system."""
        chinese = QLocale.system().language() == QLocale.Language.Chinese
        return self._choice("language", LANGUAGES, "zh_CN" if chinese else "en")

    @language.setter
    def language(self, language: str) -> None:
        self._stored.setValue("language", language)

    @property
    def theme_choice(self) -> str:
        """The theme chosen, or "system" for the one the system wears."""
        return self._choice("theme", (SYSTEM, *THEMES), SYSTEM)

    @property
    def theme(self) -> str:
        """The theme in force: the one chosen, else the one that suits the system."""
        chosen = self.theme_choice
        return system_theme() if chosen == SYSTEM else chosen

    @theme.setter
    def theme(self, theme: str) -> None:
        self._stored.setValue("theme", theme)

    @property
    def text_scale(self) -> float:
        """The text scale chosen."""
        names = tuple(str(scale) for scale in TEXT_SCALES)
        return float(self._choice("text_scale", names, "1.0"))

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._stored.setValue("text_scale", str(scale))

    @property
    def workspace(self) -> Path:
        """The workspace opened last, or the one that a first start makes."""
        folder = Path(platformdirs.user_data_dir("Shelfcast", appauthor=False))
        return Path(str(self._stored.value("workspace", str(folder / "My shop.shelf"))))

    @workspace.setter
    def workspace(self, path: Path) -> None:
        self._stored.setValue("workspace", str(path))

    @property
    def guided(self) -> bool:
        """Whether the way to a first plan has been gone, or is not wanted."""
        return str(self._stored.value("guided", "no")) == "yes"

    @guided.setter
    def guided(self, guided: bool) -> None:
        self._stored.setValue("guided", "yes" if guided else "no")

    @property
    def recent(self) -> tuple[Path, ...]:
        """Sheets and shops opened lately, the latest first; those that are gone are left out."""
        stored = self._stored.value("recent", [])
        names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return tuple(path for path in map(Path, names) if path.is_file())[:RECENT]

    def remember(self, paths: tuple[Path, ...]) -> None:
        """Put sheets on top of the recent ones."""
        names = [str(path.resolve()) for path in paths]
        names += [str(path) for path in self.recent if str(path) not in names]
        self._stored.setValue("recent", names[:RECENT])

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window."""
        value = self._stored.value("geometry", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._stored.setValue("geometry", geometry)

    def _choice(self, name: str, allowed: tuple[str, ...], fallback: str) -> str:
        value = str(self._stored.value(name, fallback))
        return value if value in allowed else fallback
