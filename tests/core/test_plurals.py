"""core/plurals.py: one of a thing is told as one."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from core.plurals import _AFTER, _NOUNS, singular
from core.wording import I18N, filled_in, say


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("{n} items run out", {"n": "1"}, "1 item runs out"),
        ("{n} items run out", {"n": "2"}, "2 items run out"),
        ("{rows:,} lines are free gifts. They were left out of demand.", {"rows": 1},
         "1 line is a free gift. It was left out of demand."),
        ("{count:,} values of {name} were left out.", {"count": 1, "name": "a.csv"},
         "1 value of a.csv was left out."),
        ("Order {items:,} items from {suppliers:,} suppliers.", {"items": 5, "suppliers": 1},
         "Order 5 items from 1 supplier."),
        ("{n} deliveries were read", {"n": np.int64(1)}, "1 delivery was read"),
        ("{n} deliveries were read", {"n": np.int64(7)}, "7 deliveries were read"),
        ("{units:,.0f} units", {"units": 1.0}, "1 unit"),
        ("{n} 件", {"n": 1}, "1 件"),
        ("{name} misses", {"name": "1"}, "1 misses"),
    ],
)  # fmt: skip
def test_what_counts_one_is_singular(template: str, values: dict[str, object], said: str) -> None:
    """Noun, verb and pronoun follow the figure; other words and other languages stay."""
    assert filled_in(template, values) == said
    assert str(say(template, **values)) == said


def test_every_sentence_knows_one_of_its_things() -> None:
    """In no sentence of the program does a 1 stand before a plural, or before a plural's verb."""
    sources = [
        message.findtext("source") or ""
        for message in ElementTree.parse(I18N / "shelfcast_zh_CN.ts").getroot().iter("message")
    ]
    counting = [text for text in sources if any(m["noun"] in _NOUNS for m in _AFTER.finditer(text))]
    assert len(counting) > 80
    wrong = re.compile(r"\} [a-z]+s (?:of \S+ )?(?:are|were|have|do|run|hold|keep|stand)\b")
    for text in counting:
        ones = {found["name"]: 1 for found in _AFTER.finditer(text)}
        alone = singular(text, ones)
        assert not any(m["noun"] in _NOUNS for m in _AFTER.finditer(alone)), alone
        assert not wrong.search(alone), alone
