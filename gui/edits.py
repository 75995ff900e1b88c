"""Edits: the one undo command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QUndoCommand

Value = TypeVar("Value")


class Change(QUndoCommand, Generic[Value]):
    """One change of a frozen value, in words, with the value before and after it.

    Nothing is computed again on undo: values are frozen, so the earlier one is still whole.
    """

    def __init__(
        self, words: str, before: Value, after: Value, put: Callable[[Value], None]
    ) -> None:
        super().__init__(words)
        self._before, self._after, self._put = before, after, put

    def redo(self) -> None:
        """Put the value after the change; Qt calls this when the command is pushed, too."""
        self._put(self._after)

    def undo(self) -> None:
        """Put the value before the change back."""
        self._put(self._before)
