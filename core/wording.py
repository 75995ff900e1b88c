"""Sentences for the merchant, written once in English and translated where they are shown.

Core knows no Qt, yet ``pyside6-lupdate`` must find every sentence. It recognises the name
``QT_TRANSLATE_NOOP``, so the function below does nothing but carry that name.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.plurals import singular

if TYPE_CHECKING:
    import numpy as np  # the window is painted before numpy is loaded

Translate = Callable[[str], str]

I18N = Path(__file__).resolve().parent.parent / "resources" / "i18n"
LANGUAGES = ("en", "zh_CN")


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark ``text`` for translation under ``context`` and return it unchanged."""
    return text


def untranslated(text: str) -> str:
    """Return ``text`` as it is: the translation into English."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English template with ``str.format`` fields, and the values that fill them.

    Values are plain (text, numbers, dates) or sentences themselves. ``str()`` gives English;
    ``render`` gives any language. The template may carry format specifications ("{units:,.0f}").
    """

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def render(self, translate: Translate) -> str:
        """Translate the template and every sentence among the values, then fill in the values."""
        filled = {
            name: value.render(translate) if isinstance(value, Sentence) else value
            for name, value in self.values
        }
        return filled_in(translate(self.template), filled)

    def __str__(self) -> str:
        return self.render(untranslated)


def filled_in(template: str, values: Mapping[str, object]) -> str:
    """Return a translated template with its values; what counts one thing is in the singular."""
    return singular(template, values).format(**values)


def say(template: str, **values: object) -> Sentence:
    """Return the sentence of a template marked with ``QT_TRANSLATE_NOOP`` and its values."""
    return Sentence(template, tuple(values.items()))


_MONTHS = (
    QT_TRANSLATE_NOOP("core", "Jan"),
    QT_TRANSLATE_NOOP("core", "Feb"),
    QT_TRANSLATE_NOOP("core", "Mar"),
    QT_TRANSLATE_NOOP("core", "Apr"),
    QT_TRANSLATE_NOOP("core", "May"),
    QT_TRANSLATE_NOOP("core", "Jun"),
    QT_TRANSLATE_NOOP("core", "Jul"),
    QT_TRANSLATE_NOOP("core", "Aug"),
    QT_TRANSLATE_NOOP("core", "Sep"),
    QT_TRANSLATE_NOOP("core", "Oct"),
    QT_TRANSLATE_NOOP("core", "Nov"),
    QT_TRANSLATE_NOOP("core", "Dec"),
)


def spoken_day(day: np.datetime64, near: np.datetime64 | None = None) -> Sentence:
    """Return a day in words; its year is left out where it is the year of ``near``."""
    date: datetime.date = day.astype("datetime64[D]").item()
    template = QT_TRANSLATE_NOOP("core", "{day} {month_name}")
    if near is None or date.year != near.astype("datetime64[D]").item().year:
        template = QT_TRANSLATE_NOOP("core", "{day} {month_name} {year}")
    return say(
        template,
        day=date.day,
        month=date.month,
        month_name=say(_MONTHS[date.month - 1]),
        year=date.year,
    )


def translation(language: str, context: str = "core") -> Translate:
    """Return the translation of core's sentences into ``language`` ("en" or "zh_CN").

    Read from the same .ts file that the window's .qm is made of, so that the workbook and the
    command line need no Qt. A sentence that is missing there stays English.
    """
    if language == "en":
        return untranslated
    sentences = _read_ts(I18N / f"shelfcast_{language}.ts", context)
    return lambda text: sentences.get(text, text)


def _read_ts(path: Path, context: str) -> Mapping[str, str]:
    from xml.etree import ElementTree  # the window, which reads .qm files, starts without it

    sentences: dict[str, str] = {}
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own file, not the operator's
    for node in root.iter("context"):
        if node.findtext("name") != context:
            continue
        for message in node.iter("message"):
            target = message.findtext("translation")
            if target:
                sentences[message.findtext("source") or ""] = target
    return sentences
