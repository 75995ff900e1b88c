"""Core's sentences, and how long work still takes, in the language of the window."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from core.wording import Sentence, filled_in


def spoken(sentence: Sentence) -> str:
    """Return a sentence of core in the language of the window."""
    return sentence.render(lambda text: QCoreApplication.translate("core", text))


def counted(words: str, **values: object) -> str:
    """Return a translated sentence with its values; what counts one thing is in the singular."""
    return filled_in(words, values)


def literal(words: str) -> str:
    """Return words for a button, a tab or a menu: a "&" of a name in them is shown as it is."""
    return words.replace("&", "&&")


def time_left(seconds: float) -> str:
    """Write seconds left, rounded to 5 s, 10 s or 1 min so that the figure does not flicker."""
    step = 5 if seconds < 60 else 10 if seconds < 300 else 60
    rounded = max(step, math.ceil(seconds / step) * step)
    minutes, rest = divmod(rounded, 60)
    hours, minutes_of_hour = divmod(minutes, 60)
    if hours:
        words = QCoreApplication.translate("JobBar", "about {h} h {m} min left")
        return words.format(h=hours, m=minutes_of_hour)
    if minutes and rest:
        words = QCoreApplication.translate("JobBar", "about {m} min {s} s left")
        return words.format(m=minutes, s=rest)
    if minutes:
        return QCoreApplication.translate("JobBar", "about {m} min left").format(m=minutes)
    return QCoreApplication.translate("JobBar", "about {s} s left").format(s=rest)
