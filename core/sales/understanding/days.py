"""Days as merchants' sheets write them, and the order of day and month settled over a column."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.sales.understanding.skeletons import skeletons

DAY_ORDERS = ("ymd", "dmy", "mdy")

NOT_A_DAY = np.datetime64("NaT", "D")

_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier januar jän enero ene gennaio gen janeiro",
            "feb february févr février fevr fevrier februar febrero febbraio fevereiro fev",
            "mar march mars märz mrz maerz marzo março marco",
            "apr april avr avril abril abr aprile",
            "may mai mayo maio maggio mag",
            "jun june juin juni junio giugno giu junho",
            "jul july juil juillet juli julio luglio lug julho",
            "aug august août aout agosto ago",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october octobre oktober okt octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december déc décembre decembre dezember dez diciembre dic dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "十": 10}

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年_ ]\s*(\d{1,2})\s*[-/.月_ ]\s*(\d{1,2})\s*[日号]?(.*)")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.年_ ]\s*(\d{1,2})\s*月?份?")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T]?\d{4}(?:\d{2})?)?")
_COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)(.*)")
_YEAR_SHORT = re.compile(r"(\d\d)([-/.])(\d{1,2})\2(\d)")  # 24.3.5: one digit is no year
_NAMED_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º)?[-/. ,]*(?:de )?([^\W\d_]{3,})\.?[-/. ,']*(?:de )?"
    r"(\d{4}|\d{2})(?!\d)(.*)"
)
_NAMED_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?(?!\d)[-/. ,']+(\d{4}|\d{2})(?!\d)(.*)"
)
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,})\.?[-/. ,']*(\d{4}|\d{2})")
_NAMED_MONTH_LAST = re.compile(r"(\d{4})[-/. ,]*([^\W\d_]{3,})\.?")
_WEEK = re.compile(r"(\d{4})[- ]?(?:W|WK|WEEK|年第?)\s*(\d{1,2})周?", re.IGNORECASE)
_QUARTER_LAST = re.compile(
    r"(\d{4})\s*[-年/ ]?\s*"
    r"(?:(?:Q|QTR|QUARTER|第)\s*([1-4一二三四])\s*(?:季度?)?|([1-4一二三四])\s*季度?)",
    re.IGNORECASE,
)
_QUARTER_FIRST = re.compile(
    r"(?:(?:Q|QTR|QUARTER)\s*([1-4])|([1-4])(?:\s*Q|\. ?QUARTAL|(?:ST|ND|RD|TH) QUARTER))"
    r"\s*[-/ ']*(\d{4}|\d\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(.{6,}?)\s*(?:~|至|到|—|–|\bto\b|(?<=\s)-(?=\s)|(?<=\d)-(?=(?:19|20)\d\d))\s*(.{4,})"
)
_BARE_MONTH = re.compile(r"(\d{1,2})\s*月份?|([一二三四五六七八九十]{1,2})月份?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_DAY_OF_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([^\W\d_]{3,})\.?|"
    r"([^\W\d_]{3,})\.?[-/ ]+(\d{1,2})(?:st|nd|rd|th)?)"
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?")
_FEWEST_SWAPPED = 5  # days that lie before, or after, the 12th by chance in fewer
_WEEKDAY = re.compile(
    r"^(?:w/c|wc|week commencing|week beginning|week of|week starting|"
    r"mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|urday|rsday)?[,. ]+",
    re.IGNORECASE,
)
# Years of Taiwan's calendar: 114/03/05, 民國98年3月5日. Codes of goods may look like 114-03-05.
_MINGUO = re.compile(
    r"(?:(?:民國|民国)\s*(\d{2,3})|(1[0-4]\d))\s*"
    r"(?:/\s*(\d{1,2})\s*/|年\s*(\d{1,2})\s*月)\s*(\d{1,2})\s*日?(?!\d)(.*)"
)
_MINGUO_BEGAN = 1911
_TIME = re.compile(
    r"\s*(?:[T ,]?\s*\(?(?:上午|下午)?\s*\d{1,2}[:.时h]\d{1,2}.*|[(（]?(?:周|星期).*|"
    r"[ ,]*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|T?Z?)?",
    re.IGNORECASE,
)

Parts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as written: ``parts`` are year, month and day, or the three numbers of ``12/05/24``
    in their order where ``numeric``; a month alone lies on its first day; year 0 is missing."""

    parts: Parts
    numeric: bool = False


def read_day(text: str) -> WrittenDay | None:
    """Return the day that a text writes, None where it writes none."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = plain.strip()
    if not plain or len(plain) > 60 or not any(c.isdigit() or c in _CHINESE for c in plain):
        return None
    if len(plain) > 12 and (match := _RANGE.fullmatch(plain)):
        # A week or month written from its first to its last day.
        begin = read_day(match[1])
        if begin is not None and read_day(match[2]) is not None:
            return begin
    if match := _YEAR_FIRST.fullmatch(plain):
        if _TIME.fullmatch(match[4]):
            return _written(int(match[1]), int(match[2]), int(match[3]))
        return None
    if match := _COMPACT.fullmatch(plain):
        return _written(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(plain):
        if not _TIME.fullmatch(match[4]):
            return None
        return WrittenDay((int(match[1]), int(match[2]), _year(match[3])), numeric=True)
    if (match := _MINGUO.fullmatch(plain)) and _TIME.fullmatch(match[6]):
        year = _MINGUO_BEGAN + int(match[1] or match[2])
        return _written(year, int(match[3] or match[4]), int(match[5]))
    if match := _YEAR_SHORT.fullmatch(plain):
        return WrittenDay((int(match[1]), int(match[3]), 2000 + int(match[4])), numeric=True)
    if match := _YEAR_MONTH.fullmatch(plain):
        return _written(int(match[1]), int(match[2]), 1)
    if match := _MONTH_YEAR.fullmatch(plain):
        return _written(int(match[2]), int(match[1]), 1)
    if match := _COMPACT_MONTH.fullmatch(plain):
        return _written(int(match[1]), int(match[2]), 1)
    return _read_named(_WEEKDAY.sub("", plain)) or _read_period(plain)


def _read_named(plain: str) -> WrittenDay | None:
    if (match := _NAMED_DAY_FIRST.fullmatch(plain)) and (month := month_number(match[2])):
        return (
            _written(_year(match[3]), month, int(match[1])) if _TIME.fullmatch(match[4]) else None
        )
    if (match := _NAMED_MONTH_FIRST.fullmatch(plain)) and (month := month_number(match[1])):
        return (
            _written(_year(match[3]), month, int(match[2])) if _TIME.fullmatch(match[4]) else None
        )
    if (match := _NAMED_MONTH.fullmatch(plain)) and (month := month_number(match[1])):
        return _written(_year(match[2]), month, 1)
    if (match := _NAMED_MONTH_LAST.fullmatch(plain)) and (month := month_number(match[2])):
        return _written(int(match[1]), month, 1)
    return None


def _read_period(plain: str) -> WrittenDay | None:
    if (match := _WEEK.fullmatch(plain)) and 1 <= int(match[2]) <= 53:
        try:
            day = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        return WrittenDay((day.year, day.month, day.day))
    if quarter := _read_quarter(plain):
        year, number = quarter
        return _written(year, 3 * number - 2, 1)
    return None


def _read_quarter(plain: str) -> tuple[int, int] | None:
    """Return year and number of a quarter: 2024Q3, Q3 '24, 3. Quartal 2024, 2024年第三季度."""
    if match := _QUARTER_LAST.fullmatch(plain):
        number = match[2] or match[3]
        return int(match[1]), _CHINESE[number] if number in _CHINESE else int(number)
    if match := _QUARTER_FIRST.fullmatch(plain):
        return _year(match[3]), int(match[1] or match[2])
    return None


def is_quarter(text: str) -> bool:
    """Whether a text names a quarter of a year."""
    return _read_quarter(unicodedata.normalize("NFKC", text).strip()) is not None


def read_partial_day(text: str) -> Parts | None:
    """Return (0, month, day) of a text without a year: "3月", "三月", "3月5日", "Mar", "5-Mar"."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _MONTH_DAY.fullmatch(plain):
        month, day = int(match[1]), int(match[2])
        return (0, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
    if match := _BARE_MONTH.fullmatch(plain):
        month = int(match[1]) if match[1] else _chinese_number(match[2])
        return (0, month, 1) if 1 <= month <= 12 else None
    if (month := _MONTHS.get(plain.lower().rstrip("."), 0)) and plain.isalpha():
        return (0, month, 1)
    if match := _DAY_OF_NAMED.fullmatch(plain):
        month, day = month_number(match[2] or match[3]), int(match[1] or match[4])
        return (0, month, day) if month and 1 <= day <= 31 else None
    return None


def _chinese_number(text: str) -> int:
    if text.startswith("十"):
        return 10 + (_CHINESE[text[1]] if len(text) > 1 else 0)
    return _CHINESE[text[0]] if len(text) == 1 else 0


def month_number(word: str) -> int:
    """Return the number of a month's name or its short form, 0 where it is none."""
    return _MONTHS.get(word.lower(), 0)


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return 2000 + number if number < 70 else 1900 + number


def _written(year: int, month: int, day: int) -> WrittenDay | None:
    return WrittenDay((year, month, day)) if _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    if day <= 28:
        return True
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def parse_days(
    texts: Sequence[str], day_order: str = "ymd", year: int = 0, serials: bool = False
) -> NDArray[np.datetime64]:
    """Return the day of each text (``datetime64[D]``), NaT where it writes none.

    ``day_order`` settles ``03/04/2024``; ``year`` completes days without one; ``serials`` allows
    Excel's day numbers (45356), which elsewhere would be mistaken for quantities.
    """
    # Timestamps differ in their times of day: each distinct day is read once.
    parts, places = day_parts(texts)
    return np.array(
        [_day(part, day_order, year, serials) for part in parts], dtype="datetime64[D]"
    )[places]


_STAMP = re.compile(r"([-/.])\1 :(?::\.?)?(?: ?[AaPp][Mm])?|年月日 :(?::\.?)?")


def day_parts(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the distinct days of texts, in order of appearance and without the time that follows
    them in timestamps, and the place of each text's day (n) among them."""
    numbers = _iso_numbers(texts)
    others = np.flatnonzero(numbers < 0).tolist()
    shapes = skeletons([texts[at] for at in others])
    stamps = {shape for shape in dict.fromkeys(shapes) if _STAMP.fullmatch(shape)}
    found: dict[str, int] = {}
    for at, shape in zip(others, shapes, strict=True):
        part = _day_part(texts[at], shape in stamps)
        numbers[at] = -1 - found.setdefault(part, len(found))
    _, first, place = np.unique(numbers, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    names = list(found)
    parts = [
        names[-1 - number] if (number := int(numbers[at])) < 0 else texts[at][:10]
        for at in first[order].tolist()
    ]
    return parts, rank[place]


def _iso_numbers(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for each text that begins with a day such as 2024-03-05, the same for the
    same day; -1 for other texts."""
    if not len(texts):
        return np.empty(0, dtype=np.int64)
    letters = np.array(texts, dtype="U11").view(np.uint32).reshape(len(texts), 11)
    dash, after = letters[:, 4], letters[:, 10]
    is_iso = ((dash == ord("-")) | (dash == ord("/"))) & (letters[:, 7] == dash)
    is_iso &= (after == 0) | (after == ord(" ")) | (after == ord("T"))
    number = np.zeros(len(texts), dtype=np.int64)
    for place in (0, 1, 2, 3, 5, 6, 8, 9):
        digit = letters[:, place] - np.uint32(ord("0"))  # others run over to large numbers
        is_iso &= digit < 10
        number = 10 * number + digit
    return np.where(is_iso, 2 * number + (dash == ord("/")), -1)


def _day_part(text: str, is_stamp: bool) -> str:
    if text[10:11] in (" ", "T") and text[4:5] in "-/":
        return text[:10]
    return text.partition(" ")[0] if is_stamp else text


def _day(text: str, day_order: str, year: int, serials: bool) -> np.datetime64:
    written = read_day(text)
    if written is None:
        if serials and (day := serial_day(text)) is not None:
            return np.datetime64(day, "D")
        if year and (partial := read_partial_day(text)) and _exists(year, *partial[1:]):
            return _datetime64((year, partial[1], partial[2]))
        return NOT_A_DAY
    if not written.numeric:
        return _datetime64(written.parts)
    parts = arranged(written.parts, day_order)
    return _datetime64(parts) if parts else NOT_A_DAY


def arranged(numbers: Parts, day_order: str) -> Parts | None:
    """Return year, month and day of three numbers in ``day_order``, None where no such day is."""
    first, second, third = numbers
    if day_order == "mdy":
        year, month, day = third, first, second
    elif day_order == "dmy":
        year, month, day = third, second, first
    else:
        year, month, day = 2000 + first, second, third - 2000
    return (year, month, day) if _exists(year, month, day) else None


def serial_day(text: str) -> datetime.date | None:
    """Return the day of an Excel day number (1954–2119) or of a Unix time in seconds or
    milliseconds (2000–2100), None where it is neither."""
    whole, _, rest = text.partition(".")
    if not (whole.isdecimal() and (not rest or rest.isdecimal())):
        return None
    if len(whole) in (10, 13):
        seconds = int(whole[:10])
        if not 946_684_800 <= seconds < 4_102_444_800:
            return None
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    if len(whole) != 5:
        return None
    number = int(whole)
    if not 20_000 <= number <= 80_000:
        return None
    # Excel's day 60 is the 29th of February 1900, which never was: hence the 30th of December.
    return datetime.date(1899, 12, 30) + datetime.timedelta(days=number)


def _datetime64(parts: Parts) -> np.datetime64:
    return np.datetime64(f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}", "D")


@dataclass(frozen=True, slots=True)
class DayOrderEvidence:
    """How numeric days of a sheet are to be read: ``order`` "" where nothing settles it;
    ``example`` is a text that can be read both ways."""

    order: str
    example: str


def settle_day_order(texts: Sequence[str]) -> DayOrderEvidence:
    """Settle the order of day and month over all numeric days of a column, in the sheet's order.

    A number above 12 decides at once. Failing that, the reading decides under which the days run
    in order, or lie evenly: sales come day after day, week after week or month after month.
    """
    numbers: list[Parts] = []
    plain: list[np.datetime64] = []
    example = ""
    for text in texts:
        written = read_day(text)
        if written is not None and written.numeric:
            numbers.append(written.parts)
            example = example or text
        elif written is not None:
            plain.append(_datetime64(written.parts))
    if not numbers:
        return DayOrderEvidence("ymd", "")
    possible = {
        order: sum(arranged(n, order) is not None for n in numbers) for order in ("dmy", "mdy")
    }
    year_first = sum(arranged(n, "ymd") is not None for n in numbers)
    best = max(possible.values())
    leads = year_first == len(numbers) and _short(texts)
    if leads and (_year_leads(texts) or _is_year(numbers)):
        return DayOrderEvidence("ymd", example)
    if year_first > best:
        return DayOrderEvidence("ymd", example)
    if possible["dmy"] != possible["mdy"]:
        return DayOrderEvidence("dmy" if possible["dmy"] == best else "mdy", example)
    if all(first == second for first, second, _ in numbers):
        return DayOrderEvidence("dmy", example)
    if plain:
        # Days written in full elsewhere in the column say which time the sheet is about.
        within = {order: _within(numbers, order, min(plain), max(plain)) for order in possible}
        if abs(within["dmy"] - within["mdy"]) >= 0.5:
            return DayOrderEvidence(max(within, key=lambda order: within[order]), example)
    merit = {order: _regularity(numbers, order) for order in possible}
    if abs(merit["dmy"] - merit["mdy"]) >= 0.25:
        return DayOrderEvidence(max(merit, key=lambda order: merit[order]), example)
    return DayOrderEvidence("", next(f"{a}/{b}/{c}" for a, b, c in numbers if a != b))


def _short(texts: Sequence[str]) -> bool:
    """Whether numeric days are written without a year of four digits."""
    found = (_NUMERIC.fullmatch(unicodedata.normalize("NFKC", text).strip()) for text in texts)
    return all(len(match[3]) == 2 for match in found if match)


def _year_leads(texts: Sequence[str]) -> bool:
    """Whether some numeric days end with a single digit, which only a day can be."""
    return any(_YEAR_SHORT.fullmatch(unicodedata.normalize("NFKC", t).strip()) for t in texts)


def _is_year(numbers: Sequence[Parts]) -> bool:
    """Whether the first of three numbers is the year: it hardly changes while the last one does.

    24.3.5 may be the 24th of March 2005 as well, but no shop sells on 24ths alone, for 31 years.
    """
    first, last = ({n[place] for n in numbers} for place in (0, 2))
    in_a_row = max(first) - min(first) < len(first)
    return in_a_row and len(first) <= 10 and len(last) >= 3 * len(first)


def swapped_order(texts: Sequence[str]) -> str:
    """Return the order ("dmy" or "mdy") in which days were typed into an Excel that reads the other
    one, "" where nothing shows that.

    It stores days up to the 12th as days, with month and day exchanged, and leaves the others as
    the texts they are: so no stored day lies after the 12th, and all texts do.
    """
    stored: list[Parts] = []
    typed: list[Parts] = []
    for text in texts:
        written = read_day(text)
        if written is not None:
            (typed if written.numeric else stored).append(written.parts)
    if len(stored) < _FEWEST_SWAPPED or len(typed) < _FEWEST_SWAPPED:
        return ""
    if any(day > 12 for _, _, day in stored):
        return ""
    if all(first > 12 >= second for first, second, _ in typed):
        return "dmy"
    return "mdy" if all(second > 12 >= first for first, second, _ in typed) else ""


def with_month_and_day_exchanged(text: str) -> str:
    """Return an ISO day with month and day exchanged; other texts as they are."""
    match = _ISO.fullmatch(text)
    return f"{match[1]}-{match[3]}-{match[2]}" if match else text


def _within(
    numbers: Sequence[Parts], order: str, first: np.datetime64, last: np.datetime64
) -> float:
    """Share of the days that lie in a span of time under an order."""
    days = [_datetime64(parts) for n in numbers if (parts := arranged(n, order))]
    return sum(bool(first <= day <= last) for day in days) / len(days)


def _regularity(numbers: Sequence[Parts], order: str) -> float:
    """How much like a sales sheet the days look under an order: 0–2 (in order, no clusters)."""
    days = np.array(
        [_datetime64(parts) for n in numbers if (parts := arranged(n, order))],
        dtype="datetime64[D]",
    )
    steps = np.diff(days.astype(np.int64))
    moved = steps[steps != 0]
    in_order = max((moved > 0).mean(), (moved < 0).mean()) if moved.size else 0.5
    distinct = np.unique(days).astype(np.int64)
    gaps = np.diff(distinct)
    if not gaps.size:
        return float(in_order)
    usual = np.median(gaps)
    # Evenly spaced days fill their span; a wrong order makes clusters with long gaps between them.
    covered = min(1.0, usual * gaps.size / gaps.sum())
    return float(in_order + covered)
