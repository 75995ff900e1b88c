"""One term of supply set for many items at once, as one undoable step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui import figures
from gui.pages.card import button, label, open_at
from gui.session import Session
from gui.tables.term_cells import COLUMNS, NAMES, explained
from gui.tables.term_cells import label as term_label
from gui.wording import counted


class BulkEdit(QDialog):
    """Which term, which value; what cannot be used is said here, and nothing is changed."""

    def __init__(self, session: Session, rows: tuple[int, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._rows = session, rows
        words = self.tr("Terms of this item")
        if len(rows) > 1:
            words = counted(self.tr("Terms of {n} items"), n=figures.units(len(rows)))
        self.setWindowTitle(words)
        self.term = QComboBox(self)
        for number, name in enumerate(COLUMNS[NAMES:]):
            self.term.addItem(term_label(name), userData=name)
            self.term.setItemData(number, explained(name), Qt.ItemDataRole.ToolTipRole)
        self.term.setCurrentIndex(self.term.findData("lead_time_days"))
        self.term.setAccessibleName(self.tr("Term"))
        self.value = QLineEdit(self)
        self.value.setAccessibleName(self.tr("Value"))
        self.refusal = label(role="caption", tone="caution", wrap=True)
        self.refusal.hide()
        self.set = button("primary", "check")
        self.set.setText(self.tr("Set for all") if len(rows) > 1 else self.tr("Set"))
        self.set.setDefault(True)
        leave = button("plain")
        leave.setText(self.tr("Cancel"))
        self.set.clicked.connect(self._set)
        leave.clicked.connect(self.close)
        fields = QHBoxLayout()
        fields.addWidget(self.term)
        fields.addWidget(self.value, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.set)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(words, "section"))
        layout.addLayout(fields)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)
        self.value.setFocus()
        open_at(self, 420)

    def _set(self) -> None:
        refused = self._session.edit_rows(
            self._rows, str(self.term.currentData()), self.value.text(), self.term.currentText()
        )
        self.refusal.setVisible(bool(refused))
        self.refusal.setText(refused)
        if not refused:
            self.close()
