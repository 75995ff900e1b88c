"""What the program kept for whoever helps: its journal and the reports of its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.journal import NAME
from gui.pages.card import button, label, open_at
from gui.theme import theme


class Reports(QDialog):
    """The files on the left, the one chosen on the right; copied with one press."""

    def __init__(self, folder: Path, reports: Sequence[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Journal and reports"))
        open_at(self, 820, 480)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Files"))
        self.list.setFixedWidth(round(220 * theme().scale))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text"))
        journal = folder / NAME
        for path in ([journal] if journal.is_file() else []) + list(reports):
            words = self.tr("Journal") if path == journal else self._name_of(path)
            item = QListWidgetItem(words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, str(path))
        self.list.currentItemChanged.connect(self._show)
        copy, open_folder, close = button("plain", "copy"), button("plain"), button("plain")
        copy.setText(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        open_folder.setText(self.tr("Open the folder"))
        open_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        words = self.tr("None of it holds sales, names of goods or of files.")
        both = QHBoxLayout()
        both.addWidget(self.list)
        both.addWidget(self.text, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(open_folder)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(words, tone="text_2", wrap=True))
        layout.addLayout(both, 1)
        layout.addLayout(buttons)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            self.text.setPlainText(self.tr("Nothing has been written yet."))

    def _name_of(self, path: Path) -> str:
        return self.tr("Report of {day}").format(day=path.stem.removeprefix("report-"))

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        try:
            words = Path(item.data(Qt.ItemDataRole.UserRole)).read_text("utf-8", errors="replace")
        except OSError:
            words = self.tr("This file cannot be read.")
        self.text.setPlainText(words)
        # What happened last stands at the end.
        self.text.verticalScrollBar().setValue(self.text.verticalScrollBar().maximum())
