"""Items known by their names alone, spelled in several ways: one item, called as it mostly is."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from core.sales.cleaning.findings import simple_finding
from core.sales.cleaning.lines import Lines
from core.sales.cleaning.quality import Finding
from core.sales.column_map import ColumnMap
from core.sales.understanding.unnamed import are_codes
from core.wording import QT_TRANSLATE_NOOP, say


def one_spelling(read: Mapping[int, Lines], maps: Sequence[ColumnMap]) -> list[Finding]:
    """Give each item without a code one spelling in the lines of all sheets; return what was found.

    Names that differ in case, width and blanks alone are one item's, and most of its lines say how
    it is spelled. Codes stay as they are: "a-1" may be other goods than "A-1".
    """
    named = [n for n in read if _are_names(read[n], maps[n])]
    lines_of: Counter[str] = Counter()
    for number in named:
        item = read[number].frame["item"].cat
        counts = np.bincount(item.codes.to_numpy() + 1, minlength=len(item.categories) + 1)[1:]
        lines_of.update(dict(zip(item.categories.tolist(), counts.tolist(), strict=True)))
    spellings: dict[str, list[str]] = defaultdict(list)
    for name, lines in lines_of.items():
        if lines:
            spellings[_folded(name)].append(name)
    several = [names for names in spellings.values() if len(names) > 1]
    if not several:
        return []
    usual = {name: max(names, key=lines_of.__getitem__) for names in several for name in names}
    for number in named:
        frame = read[number].frame
        frame["item"] = _respelled(frame["item"], usual)
    text = QT_TRANSLATE_NOOP(
        "core", "{items:,} items are spelled in several ways ({example}). Each counts as one item."
    )
    rows = sum(lines_of[name] for name, taken in usual.items() if name != taken)
    example = " = ".join(several[0][:2])
    return [simple_finding("spellings", say(text, items=len(several), example=example), rows)]


def _are_names(lines: Lines, columns: ColumnMap) -> bool:
    if "title" in columns.roles or columns.item_parts:
        return False
    return not are_codes(lines.frame["item"].cat.categories.tolist())


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _respelled(items: pd.Series, usual: Mapping[str, str]) -> pd.Categorical:
    texts = [usual.get(name, name) for name in items.cat.categories]
    kept = pd.Index(dict.fromkeys(texts), dtype=object)
    place = np.append(kept.get_indexer(pd.Index(texts, dtype=object)), -1)
    return pd.Categorical.from_codes(place[items.cat.codes.to_numpy()], categories=kept)
