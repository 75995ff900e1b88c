"""Core's sentences in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.wording import Sentence


def spoken(sentence: Sentence) -> str:
    """Return a sentence of core in the language of the window."""
    return sentence.render(lambda text: QCoreApplication.translate("core", text))
