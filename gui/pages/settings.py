"""Settings that are set once: language, colours, text size, where and how long to compute."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QSpinBox, QVBoxLayout, QWidget

from gui.pages.card import inset, label, rule
from gui.session import Session
from gui.theme import TEXT_SCALES, THEMES, theme


class SettingsDialog(QDialog):
    """Takes effect at once; nothing to confirm."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    scale_chosen = Signal(float)

    def __init__(self, session: Session, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
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
        for row, field in enumerate((self._language, self._theme, self._scale), 1):
            grid.addWidget(self._names[row - 1], row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(rule(), 4, 0, 1, 2)
        grid.addWidget(self._titles[1], 5, 0, 1, 2)
        for number, field in enumerate((self._device, self._origins, self._seed)):
            row = 6 + 2 * number
            grid.addWidget(self._names[3 + number], row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(self._notes[number], row + 1, 0, 1, 2)
        for name, field in zip(
            self._names, (*self._fields, self._origins, self._seed), strict=True
        ):
            name.setBuddy(field)
            field.setMinimumWidth(190)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(grid)
        self._now = language
        self._language.activated.connect(self._choose_language)
        self._theme.activated.connect(lambda n: self.theme_chosen.emit(THEMES[n]))
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
        looks = [self.tr("Light"), self.tr("Dark"), self.tr("High contrast")]
        devices = [
            (self.tr("graphics card if there is one"), "auto"),
            (self.tr("processor"), "cpu"),
            (self.tr("graphics card"), "cuda"),
        ]
        settings = self._session.settings
        for field, entries, now in (
            (self._language, [("English", "en"), ("简体中文", "zh_CN")], self._now),
            (self._theme, list(zip(looks, THEMES, strict=True)), theme().name),
            (self._scale, [(f"{round(100 * s)} %", s) for s in TEXT_SCALES], theme().scale),
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

    def _choose_language(self, number: int) -> None:
        self._now = str(self._language.itemData(number))
        self.language_chosen.emit(self._now)
