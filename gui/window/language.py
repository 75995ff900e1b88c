"""The language of the window, changed while it runs."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from gui.theme import RESOURCES, theme


class Speech(QObject):
    """Holds the translators in force: the program's own and that of Qt's own dialogs."""

    _translators: ClassVar[list[QTranslator]] = []
    """Those of the application, which has one language at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = "en"

    def use(self, language: str) -> None:
        """Speak "en" or "zh_CN" from now on: words, figures, days and type."""
        self.language = language
        # The locale first: whoever writes texts again on LanguageChange also writes figures.
        QLocale.setDefault(QLocale("zh_CN" if language == "zh_CN" else "en_GB"))
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        if language != "en":
            own = str(RESOURCES / "i18n")
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for name, folder in ((f"qtbase_{language}", qt), (f"shelfcast_{language}", own)):
                translator = QTranslator()
                if translator.load(name, folder):
                    QCoreApplication.installTranslator(translator)
                    self._translators.append(translator)
        theme().set_type(theme().scale, language)
