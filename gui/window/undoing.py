"""Undo and redo of the window: offered with the words of the edit, done, and said."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from gui.window.job_bar import JobBar


class Undoing(QObject):
    """Offers the edits of a session's undo stack in the job bar, and says what was undone."""

    offered = Signal(bool, bool)
    """Whether there is anything to undo, and anything to do again."""

    def __init__(self, jobs: JobBar, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stack: QUndoStack | None = None
        jobs.undo.clicked.connect(self.undo)
        jobs.redo.clicked.connect(self.redo)

    def follow(self, stack: QUndoStack) -> None:
        """Offer the edits of this stack from now on."""
        self._stack = stack
        stack.indexChanged.connect(self.write)
        self.write()

    def write(self, *_: int) -> None:
        """Offer what there is, in the language in force."""
        stack = self._stack
        if stack is None:
            return
        undo = self.tr("Undo: {what}").format(what=stack.undoText()) if stack.canUndo() else ""
        redo = self.tr("Redo: {what}").format(what=stack.redoText()) if stack.canRedo() else ""
        self._jobs.offer_undo(undo, redo)
        self.offered.emit(stack.canUndo(), stack.canRedo())

    def undo(self) -> None:
        """Take the last edit back, and say which."""
        if self._stack is None or not self._stack.canUndo():
            return
        words = self._stack.undoText()
        self._stack.undo()
        self._jobs.say(self.tr("Undone: {what}. The figures before are back.").format(what=words))

    def redo(self) -> None:
        """Make the edit taken back last again, and say which."""
        if self._stack is None or not self._stack.canRedo():
            return
        words = self._stack.redoText()
        self._stack.redo()
        self._jobs.say(self.tr("Done again: {what}.").format(what=words))
