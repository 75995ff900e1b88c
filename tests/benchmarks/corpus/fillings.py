"""What fills a cell of an export: a field of the line, or a bystander that goes with it."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Mapping

from tests.benchmarks.corpus.shop import Line
from tests.benchmarks.corpus.writing import Style

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_ES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_PATTERNS = {
    "ebay": "%b-%d-%y", "dmy_slash": "%d/%m/%Y", "clover": "%d-%b-%Y %I:%M %p",
    "amazon_range": "%b {d}, %Y %I:%M:%S %p PDT", "lazada": "%d %b %Y %H:%M",
    "toast": "{m}/{d}/%y %I:%M %p", "zh_short_year": "%y.{m}.{d}",
    "dmy_dots_time": "%d.%m.%Y %H:%M",
}  # fmt: skip


def written_day(style: str, at: datetime.datetime) -> str:
    """Write a day in one of the styles of exports, or of ``writing``."""
    if style == "es_long":
        return f"{at.day} de {_MONTHS_ES[at.month - 1]} de {at.year} {at:%H:%M} hs."
    if style in _PATTERNS:
        return at.strftime(_PATTERNS[style].format(m=at.month, d=at.day))
    return str(Style(style).day_cell(at))


def filled(
    line: Line,
    filling: str,
    number: int,
    *,
    date: str = "iso",
    money: str = "",
    mark: str = ".",
    states: Mapping[str, str] | None = None,
    order_total: float = 0.0,
    place: int = 0,
) -> str:
    """Return a cell: ``filling`` as it stands, or the field of the line that "@…" names.

    number: 0-based row of the line; place: 0-based line of its order; date: style of days;
    money: sign before prices; mark: decimal.
    Bystanders are drawn from the line itself, so that a cell is the same whoever asks.
    """
    if not filling.startswith("@"):
        return filling
    own = _of_line(line, filling, number, date, states or {})
    if own is not None:
        return own
    price, units = line.item.price, line.units
    amounts = {
        "@price": price,
        "@amount": price * units,
        "@list_price": price * 1.25,
        "@net_price": price / 1.13,
        "@net_amount": price / 1.13 * units,
        "@tax": price * units * 0.07,
        "@cost": round(price * 0.6, 2),
        "@cost_total": round(price * 0.6, 2) * units,
        "@margin": price * units * 0.4,
        "@fee": -price * units * 0.15,
        "@order_total": order_total,
        "@running": price * units * (number + 1),
        "@per_visit": _drawn(line, 7, 900) / 100,
        "@ordered_amount": price * (units + 1),
    }
    if filling in amounts:
        value = amounts[filling]
        text = f"{'-' if value < 0 else ''}{money}{abs(value):.2f}"
        return text.replace(".", ",") if mark == "," else text
    return _bystander(line, filling, number, place)


def _of_line(
    line: Line, filling: str, number: int, date: str, states: Mapping[str, str]
) -> str | None:
    """Return a field of the line itself, None where ``filling`` is none."""
    order, at = line.order, line.at
    hour, day = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    match filling:
        case "@order":
            return order
        case "@hash_order":
            return f"#{order}"
        case "@tab_order":
            return f"\t{order}"
        case "@serial":
            return f"9{order}{number:04d}"
        case "@tab_serial":
            return f"\t9{order}{number:04d}"
        case "@order_long":
            return f"2024{int(order):014d}"
        case "@order_zeros":
            return f"{int(order):010d}"
        case "@order_code":
            return f"P{zlib.crc32(order.encode()):010d}X"
        case "@inv_order":
            return f"INV-{order}"
        case "@xs_order":
            return f"XS-{at:%Y-%m-%d}-{order[-5:]}"
        case "@xout":
            return f"XOUT{int(order):06d}"
        case "@amazon_order":
            return f"114-{int(order):07d}-{zlib.crc32(order.encode()) % 10_000_000:07d}"
        case "@rakuten_order":
            return f"123456-{at:%Y%m%d}-{int(order):08d}"
        case "@day":
            return written_day(date, at)
        case "@created":
            return written_day(date, at - datetime.timedelta(minutes=7))
        case "@paid":
            return written_day(date, at + datetime.timedelta(minutes=3))
        case "@shipped":
            return written_day(date, at + day + hour)
        case "@delivered":
            return written_day(date, at + 4 * day + hour)
        case "@date":
            return at.strftime("%Y-%m-%d")
        case "@shipped_date":
            return (at + day).strftime("%Y-%m-%d")
        case "@delivered_date":
            return (at + 4 * day).strftime("%Y-%m-%d")
        case "@time":
            return at.strftime("%H:%M:%S")
        case "@period":
            return at.strftime("%b %Y")
        case "@weekday":
            return _WEEKDAYS[at.weekday()]
        case "@weekday_zh":
            return f"星期{'一二三四五六日'[at.weekday()]}"
        case "@code":
            return line.item.code
        case "@name":
            return line.item.name
        case "@odoo":
            return f"[{line.item.code}] {line.item.name}"
        case "@category":
            return line.item.category
        case "@units":
            return str(line.units)
        case "@units_dot":
            return f"{line.units}.0"
        case "@units_three":
            return f"{line.units}.000"
        case "@status":
            return states.get(line.fate, "")
        case "@void":
            return "true" if line.fate == "cancelled" else "false"
        case "@cancelled_at":
            return written_day(date, at) if line.fate == "cancelled" else ""
    return None


def _bystander(line: Line, filling: str, number: int, place: int) -> str:
    """Return a cell that is none of demand's business."""
    code = zlib.crc32(line.item.code.encode())
    match filling:
        case "@row":
            return str(number + 1)
        case "@item_no":
            return str(10 * (place + 1))
        case "@goods_id":
            return str(610_000_000_000 + code)
        case "@ean":
            return str(6_900_000_000_000 + code)
        case "@parent":
            return f"G{code % 3 + 101}"
        case "@customer":
            return f"C{int(line.order) % 37}"
        case "@customer_code":
            return f"{100_000 + int(line.order) % 37}"
        case "@phone":
            return f"138****{int(line.order) % 10_000:04d}"
        case "@staff":
            return ("Kim", "Lee", "Ann")[zlib.crc32(line.order.encode()) % 3]
        case "@visits":
            return str(20 + _drawn(line, 1, 900))
        case "@views":
            return str(40 + _drawn(line, 1, 900) * 2 + _drawn(line, 2, 50))
        case "@seconds":
            return f"{_drawn(line, 3, 9_000) / 100:.2f}"
        case "@small":
            return str(_drawn(line, 4, 6))
        case "@carted":
            return str(_drawn(line, 5, 20))
        case "@ordered_units":
            return str(line.units + 1)
        case "@rate":
            return f"{_drawn(line, 6, 10_000) / 100:.2f}%"
        case "@stock":
            return str(40 + _drawn(line, 8, 300))
        case "@stock2":
            return str(40 + _drawn(line, 8, 300) - line.units)
    raise ValueError(filling)


def _drawn(line: Line, what: int, below: int) -> int:
    """Return a number below ``below`` that is the same for the same line."""
    return zlib.crc32(f"{what}{line.item.code}{line.at:%Y%m%d%H%M}".encode()) % below
