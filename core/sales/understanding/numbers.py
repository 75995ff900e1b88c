"""Numbers as merchants' sheets write them: ¥1,299.00, (3), 1.234,5, １２件, 1.2万, 5-."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.sales.sheet import UNCALCULATED

CURRENCIES = {
    "¥": "¥",
    "￥": "¥",
    "元": "¥",
    "圆": "¥",
    "RMB": "¥",
    "CNY": "¥",
    "$": "$",
    "US$": "$",
    "USD": "$",
    "£": "£",
    "GBP": "£",
    "€": "€",
    "EUR": "€",
    "円": "JPY",
    "JPY": "JPY",
    "HK$": "HKD",
    "HKD": "HKD",
    "NT$": "TWD",
    "TWD": "TWD",
    "CAD": "CAD",
    "AUD": "AUD",
    "₹": "₹",
    "INR": "₹",
    "₩": "₩",
    "₽": "₽",
    "CHF": "CHF",
    "KR": "kr",
    "R$": "R$",
}
"""The sign or code a price is shown with, by how sheets write it (upper case)."""

_MONEY = "|".join(sorted((re.escape(c) for c in CURRENCIES), key=len, reverse=True))
_COUNTERS = (
    "件|个|只|支|瓶|盒|箱|包|袋|套|条|张|双|本|台|把|对|份|斤|公斤|千克|克|吨|米|桶|罐|块|杯|片|枚|串|個|箇|点|點|冊|着|足|組|缶|卷|扎|听|打|朵|粒|颗|棵|株|捆|板|筒|根|架|副|顶|PCS?|"
    "PIECES?|UNITS?|EA|EACH|KG|G|LBS?|BOX(?:ES)?|PACKS?|SETS?|PAIRS?|STK|STÜCK|ST|UDS?|UNID(?:ADES)?|PZ|PCE|CTNS?|DOZ|X"
)
_NUMBER = re.compile(
    rf"(?P<minus>[-+(]*)\s*(?P<money>{_MONEY})?\s*(?P<minus2>[-+]?)\s*"
    rf"(?P<digits>\d[\d.,'\s]*|[.,]\d+)(?P<power>E[+-]?\d+)?\s*(?P<myriad>[万千亿])?\s*"
    rf"(?P<tail>%|{_MONEY}|{_COUNTERS})?\s*(?:/\s*\w+)?\s*(?P<minus3>[-)]*)"
)
_THREE_AFTER_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
_FEWEST_TO_DOUBT = 3  # one or two large totals are thousands
_DASHES = str.maketrans("−–—﹣", "----")
_BLANK_WORDS = frozenset(
    {"-", "--", "—", "N/A", "NA", "NAN", "NULL", "NONE", "无", "/", "#N/A", UNCALCULATED}
)

_BLANK_TEXTS = frozenset(
    "".join(letters)
    for word in ("", *_BLANK_WORDS)
    for letters in product(*({letter.lower(), letter} for letter in word))
)
# In every mixture of small and capital letters: the texts of a large column are only looked up.


def parse_numbers(texts: Sequence[str], decimal_mark: str = ".") -> NDArray[np.float64]:
    """Return the value of each text, NaN where it is not a number. Percentages become shares."""
    if decimal_mark == ".":
        # Plain numbers are nearly all there are: read them at once, the rest one by one.
        plain: NDArray[np.float64] = pd.to_numeric(
            pd.Series(texts, dtype=object), errors="coerce"
        ).to_numpy(dtype=np.float64, copy=True)
        plain[~np.isfinite(plain)] = np.nan
    else:
        plain = np.full(len(texts), np.nan)
    for position in np.flatnonzero(np.isnan(plain)).tolist():
        plain[position] = parse_number(texts[position], decimal_mark)
    return plain


def parse_number(text: str, decimal_mark: str = ".") -> float:
    """Return the value of one text, NaN where it is not a number."""
    match = _NUMBER.fullmatch(_plain(text))
    if match is None:
        return math.nan
    digits = _without_groups(match["digits"], decimal_mark)
    if digits is None:
        return math.nan
    value = float(digits + (match["power"] or ""))
    if not math.isfinite(value):
        return math.nan
    value *= {"千": 1e3, "万": 1e4, "亿": 1e8}.get(match["myriad"] or "", 1.0)
    if match["tail"] == "%":
        value /= 100
    opened, closed = "(" in match["minus"], ")" in match["minus3"]
    if opened != closed:
        return math.nan
    signs = match["minus"] + match["minus2"] + match["minus3"]
    negative = opened != (signs.count("-") % 2 == 1)
    return -value if negative else value


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return not text or text.upper() in _BLANK_WORDS


def blank_places(texts: Sequence[str]) -> list[int]:
    """Return the places of those distinct texts that say that there is no value."""
    found = _BLANK_TEXTS.intersection(texts)
    return [texts.index(text) for text in found]


def decimal_mark_of(texts: Sequence[str]) -> str:
    """Return the decimal mark that the numbers among ``texts`` use: "." unless commas prove to be.

    A comma before exactly three digits may set thousands apart, so it proves nothing.
    """
    comma, point = _decimals(texts)
    return "," if comma > point else "."


def tells_decimal_mark(texts: Sequence[str]) -> bool:
    """Whether some number among ``texts`` proves which mark stands before its decimals."""
    return any(_decimals(texts))


def _decimals(texts: Sequence[str]) -> tuple[int, int]:
    """Return how strongly numbers speak for a comma, and for a point, before their decimals."""
    comma = point = 0
    for text in texts:
        if "," not in text and "." not in text:
            continue
        match = _NUMBER.fullmatch(_plain(text))
        if match is None:
            continue
        digits = match["digits"].strip()
        if "," in digits and "." in digits:
            if digits.rfind(",") > digits.rfind("."):
                comma += 3
            else:
                point += 3
        elif re.fullmatch(r"\d*,(\d{1,2}|\d{4,})", digits) or re.fullmatch(r"0,\d+", digits):
            comma += 1
        elif re.fullmatch(r"\d*\.(\d{1,2}|\d{4,})", digits) or re.fullmatch(r"0\.\d+", digits):
            point += 1
        elif re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", digits):
            comma += 1
    return comma, point


def grouped_or_decimal(texts: Sequence[str]) -> str:
    """Return an example of numbers whose comma may set thousands apart or be the decimal mark: all
    of them have it before exactly three digits, as 1,250 has; "" where some number tells."""
    numbers = [m["digits"].strip() for t in texts if (m := _NUMBER.fullmatch(_plain(t)))]
    if len(numbers) < _FEWEST_TO_DOUBT or not all(map(_THREE_AFTER_COMMA.fullmatch, numbers)):
        return ""
    return numbers[0]


_STRAY = 0.05  # share of the texts with a sign up to which another sign is a slip


def currencies_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the currencies whose signs ``texts`` carry, the most frequent first, slips aside."""
    counts: dict[str, int] = {}
    for text in texts:
        plain = _plain(text)
        match = _NUMBER.fullmatch(plain)
        sign = None
        if match is not None:
            sign = match["money"] or (match["tail"] if match["tail"] in CURRENCIES else None)
        elif plain in CURRENCIES:
            sign = plain
        if sign:
            name = CURRENCIES[sign]
            counts[name] = counts.get(name, 0) + 1
    least = _STRAY * sum(counts.values())
    return tuple(name for name in sorted(counts, key=lambda n: -counts[n]) if counts[name] > least)


def currency_in(header: str) -> str:
    """Return the currency that a header names beside its words, "" where it names none.

    Only what stands alone counts: "Price (£)", "单价（元）", "Amount USD", "金额/元"; not "metric".
    """
    for part in re.split(r"[\s()\[\]{}/:,;·|_-]+", _plain(header)):
        if part in CURRENCIES:
            return CURRENCIES[part]
    return ""


def _plain(text: str) -> str:
    if text.isascii():
        return text.strip().upper()
    kept = text.replace("￥", "¥").translate(_DASHES)
    return unicodedata.normalize("NFKC", kept).strip().upper()


def _without_groups(digits: str, decimal_mark: str) -> str | None:
    """Return digits with a decimal point and nothing else, or None where the groups make no
    sense ("1.2.3", "12,34")."""
    group = "," if decimal_mark == "." else "."
    digits = digits.strip()
    whole, mark, rest = digits.partition(decimal_mark)
    if mark and not re.fullmatch(r"\d*", rest):
        return None
    if not re.fullmatch(rf"\d*|\d{{1,3}}([{group}'\s]\d{{2,3}})*[{group}'\s]\d{{3}}", whole):
        return None
    plain = re.sub(r"\D", "", whole)
    return f"{plain or '0'}.{rest or '0'}"
