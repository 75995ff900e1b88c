"""Core's sentences in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.wording import Sentence, filled_in


def spoken(sentence: Sentence) -> str:
    """Return a sentence of core in the language of the window."""
    return sentence.render(lambda text: QCoreApplication.translate("core", text))


def counted(words: str, **values: object) -> str:
    """Return a translated sentence with its values; what counts one thing is in the singular."""
    return filled_in(words, values)
