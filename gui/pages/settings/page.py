"""Settings that are set once: language, colours, text size, where and how long to compute."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core import pipeline
from core.errors import OperatorError
from gui import figures
from gui.pages.card import button, inset, label, rule
from gui.session import Session
from gui.theme import TEXT_SCALES, THEMES, theme

LOOKS = ("system", *THEMES)
"""Looks that can be chosen: the system's, or one of the themes."""


class SettingsDialog(QDialog):
    """Takes effect at once; nothing to confirm."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    scale_chosen = Signal(float)

    about_asked = Signal()
    """What the program is, and what it stands on, is to be shown."""

    def __init__(
        self, session: Session, language: str, look: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._look = look
        self._fields = [QComboBox() for _ in range(4)]
        self._language, self._theme, self._scale, self._device = self._fields
        self._origins, self._seed = QSpinBox(), QSpinBox()
        self._origins.setRange(3, 12)
        self._seed.setRange(0, 2_000_000_000)
        inset(self._origins)
        inset(self._seed)
        self._names = [label(tone="text_2") for _ in range(6)]
        self._notes = [label(role="caption", tone="text_3", wrap=True) for _ in range(3)]
        self._titles = [label(role="section"), label(role="section")]
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._titles[0], 0, 0, 1, 2)
        for row, box in enumerate((self._language, self._theme, self._scale), 1):
            grid.addWidget(self._names[row - 1], row, 0)
            grid.addWidget(box, row, 1)
        grid.addWidget(rule(), 4, 0, 1, 2)
        grid.addWidget(self._titles[1], 5, 0, 1, 2)
        choices: tuple[QWidget, ...] = (self._device, self._origins, self._seed)
        for number, entry in enumerate(choices):
            row = 6 + 2 * number
            grid.addWidget(self._names[3 + number], row, 0)
            grid.addWidget(entry, row, 1)
            grid.addWidget(self._notes[number], row + 1, 0, 1, 2)
        fields: tuple[QWidget, ...] = (*self._fields, self._origins, self._seed)
        for name, field in zip(self._names, fields, strict=True):
            name.setBuddy(field)
            field.setMinimumWidth(190)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(grid)
        layout.addSpacing(8)
        layout.addLayout(self._buttons())
        self._now = language
        self._language.activated.connect(self._choose_language)
        self._theme.activated.connect(self._choose_theme)
        self._scale.activated.connect(lambda n: self.scale_chosen.emit(TEXT_SCALES[n]))
        self._device.activated.connect(
            lambda n: session.change_settings(device=self._device.itemData(n))
        )
        self._origins.editingFinished.connect(
            lambda: session.change_settings(origins=self._origins.value())
        )
        self._seed.editingFinished.connect(lambda: session.change_settings(seed=self._seed.value()))
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self.setWindowTitle(self.tr("Settings"))
        self._give.setText(self.tr("Save settings…"))
        self._take.setText(self.tr("Open settings…"))
        self._about.setText(self.tr("About Shelfcast"))
        self.calendar.setText(self.tr("Calendar of the shop…"))
        self._titles[0].setText(self.tr("Window"))
        self._titles[1].setText(self.tr("Forecasts"))
        names = (
            self.tr("Language"),
            self.tr("Colours"),
            self.tr("Text size"),
            self.tr("Compute on"),
            self.tr("Tests on the past"),
            self.tr("Starting number"),
        )
        for line, words in zip(self._names, names, strict=True):
            line.setText(words)
        notes = (
            self.tr("The graphics card trains the LSTM faster; results are the same."),
            self.tr("How many times each model is tried on your own past before one is chosen."),
            self.tr("The same sheet, settings and starting number give the same plan."),
        )
        for line, words in zip(self._notes, notes, strict=True):
            line.setText(words)
        looks = [
            self.tr("As the system"),
            self.tr("Light"),
            self.tr("Dark"),
            self.tr("High contrast"),
        ]
        devices = [
            (self.tr("graphics card if there is one"), "auto"),
            (self.tr("processor"), "cpu"),
            (self.tr("graphics card"), "cuda"),
        ]
        settings = self._session.settings
        for field, entries, now in (
            (self._language, [("English", "en"), ("简体中文", "zh_CN")], self._now),
            (self._theme, list(zip(looks, LOOKS, strict=True)), self._look),
            (self._scale, [(figures.percent(s), s) for s in TEXT_SCALES], theme().scale),
            (self._device, devices, settings.device),
        ):
            with QSignalBlocker(field):
                field.clear()
                for words, value in entries:
                    field.addItem(words, value)
                field.setCurrentIndex([value for _, value in entries].index(now))
        for spin, value in ((self._origins, settings.origins), (self._seed, settings.seed)):
            with QSignalBlocker(spin):
                spin.setValue(value)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._take, self._give, self._about = (button("link") for _ in range(3))
        self.calendar = button("plain", "calendar")
        self.calendar.clicked.connect(self._open_calendar)
        line.addWidget(self.calendar)
        self._take.clicked.connect(self._ask_for_settings)
        self._give.clicked.connect(self._ask_where)
        self._about.clicked.connect(self.about_asked)
        for pressed in (self._give, self._take):
            line.addWidget(pressed)
        line.addStretch(1)
        line.addWidget(self._about)
        return line

    def _open_calendar(self) -> None:
        from gui.pages.settings.calendar_editor import CalendarEditor

        CalendarEditor(self._session, self).show()

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the settings"), "shelfcast-settings.json", "JSON (*.json)"
        )
        if name:
            self.save(Path(name))

    def _ask_for_settings(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open settings"), "", "JSON (*.json)")
        if name:
            self.take(Path(name))

    def save(self, path: Path) -> None:
        """Write the shop's settings to a file."""
        try:
            pipeline.export_settings(path, self._session.settings)
        except OperatorError as error:
            self._session.refused.emit(error)

    def take(self, path: Path) -> None:
        """Take the settings of a file for this shop."""
        try:
            self._session.take_settings(pipeline.import_settings(path))
        except OperatorError as error:
            self._session.refused.emit(error)
        self.retranslate()

    def _choose_theme(self, number: int) -> None:
        self._look = LOOKS[number]
        self.theme_chosen.emit(self._look)

    def _choose_language(self, number: int) -> None:
        self._now = str(self._language.itemData(number))
        self.language_chosen.emit(self._now)
