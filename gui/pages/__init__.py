"""The screens, a room each; its ``page.py`` is the QWidget that the window places beside the
stage list. What several rooms share stands beside them.

A page is made as ``Page(session, parent=None)`` and has what ``Page`` below names. It sets its
texts again on ``QEvent.LanguageChange`` and repaints on ``theme().changed``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance


@dataclass(frozen=True, slots=True)
class Head:
    """What the window writes for a page.

    title, sentence  in the top line; the sentence says what to do
    action, icon     words and icon of the one primary button; "" for none
    enabled, why     whether it can be pressed and, if not, why (its tooltip)
    result, tone     the latest result in the stage list, and its colour token
    """

    title: str
    sentence: str
    action: str = ""
    icon: str = ""
    enabled: bool = True
    why: str = ""
    result: str = ""
    tone: str = "text_3"
    second: str = ""
    """Words of a plain button beside the primary one (the page then has ``act_second``)."""


class Page(Protocol):
    """What the window asks of a page."""

    headed: SignalInstance
    """Emitted without arguments when ``head()`` has changed."""
    go: SignalInstance
    """(str) Asks for another stage: "today", "import", "check", "forecast", "restock",
    "accuracy"."""

    def head(self) -> Head:
        """Return what the window writes for this page, in the language in force."""
        ...

    def act(self) -> None:
        """Do what the primary button says."""
        ...
