"""Sheets that look like sales and are not: purchases, stock by day, whole orders in a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from core.errors import SheetError
from core.sales.sheet import RawSheet
from core.sales.understanding import refusals
from core.sales.understanding.header_text import spaced
from core.sales.understanding.relations import Relations
from core.sales.understanding.words import word_list

_SEVERAL_GOODS = re.compile(r"[*×xX✕]\s*\d+\s*(?:件|个|份|瓶|盒|包|袋|斤)?\s*[;；,，、+\n/|]\s*\S")
_ONE_GOOD = re.compile(r".*\S\s*[*×xX✕]\s*\d+\s*(?:件|个|份|瓶|盒|包|袋|斤)?")
_OFTEN = 0.1


def check_sales(
    sheet: RawSheet, labels: Sequence[str], found: Mapping[str, int], related: Relations
) -> None:
    """Raise SheetError where rows with a day and an item are something else than sales.

    ``found``: column of each role; ``related``: answers about the rows below the header.
    """
    names = [spaced(labels[found[role]]) for role in ("units", "day", "order_id") if role in found]
    if any(_is_purchase(name) for name in names):
        raise SheetError(refusals.purchases(sheet))
    if "units" not in found and "on_hand" in found and "order_id" not in found:
        raise SheetError(refusals.only_stock(sheet))
    if "item" in found:
        texts = related.texts(found["item"])
        several = sum(bool(_SEVERAL_GOODS.search(text)) for text in texts)
        counted = sum(bool(_ONE_GOOD.fullmatch(text)) for text in texts)
        if several > _OFTEN * len(texts) and several + counted > 0.5 * len(texts):
            raise SheetError(refusals.several_goods(sheet, labels[found["item"]]))


def _is_purchase(name: str) -> bool:
    return any(word in f" {name} " for word in word_list("purchase", "parts"))


def is_goods_issue(units: np.ndarray) -> bool:
    """Whether quantities (n, NaN unknown) are those of goods taken out of stock, which stock
    ledgers write with a minus: nearly all of them are."""
    known = units[~np.isnan(units) & (units != 0)]
    return len(known) >= 10 and bool((known < 0).mean() > 0.9)


def speaks_of_returns(sheet: RawSheet, labels: Sequence[str]) -> bool:
    """Whether a sheet, all of whose quantities are below zero, says that its goods came back: in
    the file's name, the sheet's or a header."""
    names = [Path(sheet.path).stem, sheet.sheet_name, *labels]
    words = word_list("sent_back", "names")
    return any(word in f"{spaced(name)} " for name in names for word in words)
