"""The keys of the window: what each does, in words, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.window.notices import Shortcuts

UNDO, REDO = "Ctrl+Z", "Ctrl+Shift+Z"


class Keyboard(QObject):
    """Binds keys to work, as actions of the window; ``stages`` names the
    pages that the first of them go to."""

    def __init__(
        self,
        window: QWidget,
        work: Mapping[str, Callable[[], object]],
        stages: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(window)
        self._window, self._stages = window, stages
        self.actions: dict[str, QAction] = {}
        for key, act in {**work, "F1": self.show_shortcuts}.items():
            action = QAction(window)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _=False, act=act: act())
            window.addAction(action)
            self.actions[key] = action

    def retranslate(self) -> None:
        """Write the words in the language in force."""
        for key, words in self.words().items():
            self.actions[key].setText(words)

    def offer_undo(self, undo: bool, redo: bool) -> None:
        """Enable the keys of undo and redo."""
        self.actions[UNDO].setEnabled(undo)
        self.actions[REDO].setEnabled(redo)

    def words(self) -> dict[str, str]:
        """Return what each key does."""
        return {
            **{f"Ctrl+{number}": title for number, title in enumerate(self._stages(), 1)},
            "Ctrl+K": self.tr("Find an item"),
            "Ctrl+O": self.tr("Open a sheet"),
            "Ctrl+R": self.tr("Forecast"),
            "Ctrl+E": self.tr("Export to Excel"),
            UNDO: self.tr("Undo"),
            REDO: self.tr("Redo"),
            "Ctrl+.": self.tr("Stop the job"),
            "F1": self.tr("Show this list"),
            "F6": self.tr("Next pane"),
            "Ctrl+,": self.tr("Settings"),
        }

    def show_shortcuts(self) -> None:
        """Show what every key does, those of tables and charts included."""
        keys = [(QKeySequence(key).toString(), words) for key, words in self.words().items()]
        tables = [
            ("↑ ↓", self.tr("Previous, next row")),
            ("Enter", self.tr("Show how a figure comes about")),
            ("F2", self.tr("Type a quantity")),
            ("A  C  X  W", self.tr("Accept, change, reject, watch")),
            ("[  ]", self.tr("Previous, next supplier")),
            ("← →", self.tr("Chart: previous, next point")),
            ("+  −  0", self.tr("Chart: closer, wider, all")),
            ("T", self.tr("Chart: as a table")),
        ]
        Shortcuts([*keys, *tables], self._window).show()


def next_pane(window: QWidget, panes: Sequence[QWidget]) -> None:
    """Give the focus to the pane after the one that has it; inside a page, to its first control."""
    focused = window.focusWidget()
    inside = [
        number
        for number, pane in enumerate(panes)
        if focused is not None and (pane is focused or pane.isAncestorOf(focused))
    ]
    for step in range(1, len(panes) + 1):
        pane = panes[((inside[0] if inside else -1) + step) % len(panes)]
        if pane.isVisible() and pane.isEnabled():
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if window.focusWidget() is pane and not isinstance(pane, QAbstractButton):
                pane.focusNextChild()
            return
