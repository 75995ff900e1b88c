"""Items that the operator links by hand: an old code and the one that took its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.pages.card import button, emptied, label


class Links(QWidget):
    """Two fields that find items by code or title, a button, and the links made so far."""

    linked = Signal(str, str)
    """(old, new) count one item's sales as the other's."""
    unlinked = Signal(str)
    """(old) take the link back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_text: dict[str, str] = {}
        self._items: Sequence[str] = ()
        self._links: Sequence[tuple[str, str]] = ()
        self._names: Mapping[str, str] = {}
        self._texts = QStringListModel(self)
        self.old, self.new = QLineEdit(), QLineEdit()
        for field in (self.old, self.new):
            completer = QCompleter(self._texts, field)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.activated.connect(self._follow)
            field.setCompleter(completer)
            field.textChanged.connect(self._follow)
            field.installEventFilter(self)
        self.add = button("small")
        self.add.clicked.connect(self._link)
        line = QHBoxLayout()
        line.setSpacing(8)
        for field in (self.old, self.new):
            line.addWidget(field, 1)
        line.addWidget(self.add)
        self._made = QVBoxLayout()
        self._made.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addLayout(self._made)
        self.retranslate()

    def show_links(
        self,
        items: Sequence[str],
        names: Mapping[str, str],
        links: Sequence[tuple[str, str]],
    ) -> None:
        """Offer these items by code and title, and show the links made by hand."""
        self._items, self._names = items, names
        self._by_text = {}
        self._links = tuple(links)
        self._fill()
        self._follow()

    def _fill(self) -> None:
        emptied(self._made)
        for old, new in self._links:
            row = QWidget(self)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            words = self.tr("{old} counts as {new}").format(
                old=self._names.get(old, "") or old, new=self._names.get(new, "") or new
            )
            take_back = button("link")
            take_back.setText(self.tr("Unlink"))
            take_back.setAccessibleName(f"{take_back.text()}: {words}")
            take_back.clicked.connect(lambda _=False, item=old: self.unlinked.emit(item))
            line.addWidget(label(words, wrap=True), 1)
            line.addWidget(take_back)
            self._made.addWidget(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Fill the lists when a field is entered: thousands of items take a while."""
        if event.type() is QEvent.Type.FocusIn:
            self.offer()
        return super().eventFilter(watched, event)

    def offer(self) -> None:
        """Fill the lists that the fields complete from."""
        if not self._by_text:
            self._by_text = {f"{i}  {self._names.get(i, '')}".strip(): i for i in self._items}
            self._texts.setStringList(list(self._by_text))

    def _item(self, field: QLineEdit) -> str:
        text = field.text().strip()
        return self._by_text.get(text, text if text in self._by_text.values() else "")

    def _follow(self, _: str = "") -> None:
        old, new = self._item(self.old), self._item(self.new)
        self.add.setEnabled(bool(old and new and old != new))

    def _link(self) -> None:
        self.linked.emit(self._item(self.old), self._item(self.new))
        self.old.clear()
        self.new.clear()

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self.old.setPlaceholderText(self.tr("old item, by code or name"))
        self.new.setPlaceholderText(self.tr("the item that took its place"))
        self.old.setAccessibleName(self.old.placeholderText())
        self.new.setAccessibleName(self.new.placeholderText())
        self.add.setText(self.tr("Link"))
        self.add.setToolTip(self.tr("Choose two different items from the lists first."))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
