"""What a page shows while there is nothing yet: one sentence, one button, a sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.pages.card import button, emptied, label
from gui.theme import dress, theme, wear
from gui.wording import literal


class Opening(QWidget):
    """What stands in the place of the pages while the last workspace is opened."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label(role="section", tone="text_3")
        layout = QVBoxLayout(self)
        layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self._words.setText(self.tr("Opening your shop…"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Welcome(QWidget):
    """A place to drop sheets, a button to choose them, the sample shop, the recent sheets."""

    browse = Signal()
    sample = Signal()
    chosen = Signal(object)
    """(list of Path) files to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent: tuple[Path, ...] = ()
        self._drop = QFrame(self)
        dress(self._drop, kind="drop")
        sign = QLabel()
        wear(sign, "file-spreadsheet", "accent", 32)
        self._sentence = label(role="section")
        self._more = label(tone="text_2", wrap=True)
        self._more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.open_button = button("plain", "folder-open")
        self.open_button.clicked.connect(self.browse)
        self.sample_button = button("link")
        self.sample_button.clicked.connect(self.sample)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().space("m"))
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch(1)
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(32, 40, 32, 40)
        inside.setSpacing(theme().space("m"))
        inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._more)
        inside.addSpacing(theme().space("s"))
        inside.addLayout(buttons)
        self._recent_title = label(role="label", tone="text_3")
        self._recent_list = QVBoxLayout()
        self._recent_list.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(theme().space("m"))
        middle.addStretch(2)
        middle.addWidget(self._drop)
        middle.addSpacing(theme().space("s"))
        middle.addWidget(self._recent_title)
        middle.addLayout(self._recent_list)
        middle.addStretch(3)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(middle, 3)
        layout.addStretch(1)
        self.retranslate()

    def offer_recent(self, paths: Sequence[Path]) -> None:
        """List the sheets opened lately."""
        self._recent = tuple(paths)
        emptied(self._recent_list)
        for path in self._recent:
            shop = path.suffix == ".shelf"
            line = button("row", "store" if shop else "history")
            line.setText(literal(f"{path.stem if shop else path.name}    {path.parent.name}"))
            line.setToolTip(str(path))
            line.clicked.connect(lambda _=False, path=path: self.chosen.emit([path]))
            self._recent_list.addWidget(line)
        self._recent_title.setVisible(bool(self._recent))

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self._sentence.setText(self.tr("Drop your sales sheet here. Nothing leaves this computer."))
        self._more.setText(
            self.tr(
                "Excel, CSV or text, order lines or daily totals, one file or many. "
                "Shelfcast finds the columns; you check them."
            )
        )
        self.open_button.setText(self.tr("Open a sheet"))
        self.sample_button.setText(self.tr("Try the sample shop"))
        self._recent_title.setText(self.tr("Opened lately"))
        self._recent_title.setVisible(bool(self._recent))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
