"""resources/i18n: what the window, the workbook and the command line say in Chinese."""

from __future__ import annotations

import re
import string
import xml.etree.ElementTree as ElementTree

import pytest

from gui.theme import RESOURCES

MESSAGES = [
    (context.findtext("name"), message.findtext("source"), message.find("translation"))
    for context in ElementTree.parse(RESOURCES / "i18n" / "shelfcast_zh_CN.ts").iter("context")
    for message in context.iter("message")
]


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_sentence_is_translated() -> None:
    """No entry is unfinished or empty."""
    missing = [
        source
        for _, source, target in MESSAGES
        if target is None or target.get("type") == "unfinished" or not target.text
    ]
    assert missing == []
    assert len(MESSAGES) > 500


def test_translations_fill_in_the_same_values() -> None:
    """A translation names the fields of its sentence and no other, with formats that work."""
    wrong = [
        source
        for _, source, target in MESSAGES
        if target is not None and _fields(source or "") != _fields(target.text or "")
    ]
    assert wrong == []


@pytest.mark.parametrize("word", ["亲，", "！", "错误", "人工智能"])
def test_the_tone_is_calm(word: str) -> None:
    """Words that look.md rules out do not appear."""
    assert [source for _, source, target in MESSAGES if word in (target.text or "")] == []


def test_punctuation_is_full_width() -> None:
    """Between Chinese characters stand Chinese commas and full stops."""
    half = re.compile(r"[一-鿿][,.;?!](?=[一-鿿\s]|$)")
    assert [target.text for _, _, target in MESSAGES if half.search(target.text or "")] == []
