"""A million order lines, made up by a seed, in the kinds of files that shops export.

Orders of one to five lines, time stamps to the minute over two years, 2,000 items of which few
sell much, codes that must stay text (007, 90.750, 18 digits), Chinese names and headers.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

HEADER = (
    "订单编号",
    "下单时间",
    "商品编码",
    "商品名称",
    "数量",
    "单价",
    "门店",
    "支付方式",
)
KINDS = ("xlsx", "xlsx inline", "csv utf-8", "csv gb18030")
"""A workbook as Excel writes it, one with its texts inside the cells, two encodings of a CSV."""

_ITEMS = 2_000
_FIRST = np.datetime64("2023-03-01T08:00", "m")


def order_lines(count: int, seed: int = 1) -> pd.DataFrame:
    """Return ``count`` lines: HEADER for columns; the time as datetime64[s], numbers as numbers."""
    rng = np.random.default_rng(seed)
    lines = rng.integers(1, 6, count)
    order = np.repeat(np.arange(count), lines)[:count]
    minutes = np.sort(rng.integers(0, 730 * 24 * 60, order[-1] + 1))
    item = np.minimum(rng.zipf(1.2, count * 2) - 1, 10**9)
    item = item[item < _ITEMS][:count]
    item = np.append(item, rng.integers(0, _ITEMS, count - len(item)))
    codes = np.array([_code(number) for number in range(_ITEMS)], dtype=object)
    names = np.array(
        [f"{_WORDS[n % len(_WORDS)]}{n:04d}号 {50 * (n % 9 + 1)}g" for n in range(_ITEMS)], object
    )
    price = np.round(rng.uniform(2, 90, _ITEMS), 2)
    store = rng.integers(0, 5, order[-1] + 1)
    pay = rng.integers(0, 3, order[-1] + 1)
    values = (
        np.array([f"SO{20230000000 + n}" for n in range(order[-1] + 1)], dtype=object)[order],
        (_FIRST + minutes).astype("datetime64[s]")[order],
        codes[item],
        names[item],
        1 + rng.geometric(0.6, count) % 24,
        price[item],
        np.array(["朝阳店", "海淀店", "西城店", "通州店", "大兴店"], dtype=object)[store][order],
        np.array(["微信", "支付宝", "现金"], dtype=object)[pay][order],
    )
    return pd.DataFrame(dict(zip(HEADER, values, strict=True)))


def written(folder: Path, kind: str, lines: pd.DataFrame) -> Path:
    """Return the file of ``kind`` in ``folder``, written unless it is there already."""
    name = kind.replace(" ", "-")
    path = folder / f"{name}-{len(lines)}.{'xlsx' if 'xlsx' in kind else 'csv'}"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"part-{path.name}")
    if "xlsx" in kind:
        _write_workbook(part, lines, inline="inline" in kind)
    else:
        lines.to_csv(part, index=False, encoding=kind.split()[1], date_format="%Y-%m-%d %H:%M")
    part.replace(path)
    return path


_WORDS = ("龙井茶", "普洱", "陶瓷杯", "竹篮", "蜡烛", "笔记本", "香皂", "毛巾", "腊肠", "桂花糕")


def _code(number: int) -> str:
    match number % 4:
        case 0:
            return f"{number:05d}"
        case 1:
            return f"{number}.750"
        case 2:
            return f"{690_123_456_789_000_000 + number}"
    return f"SKU-{number:04d}-A"


def _write_workbook(path: Path, lines: pd.DataFrame, inline: bool) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": inline}) as book:
        sheet = book.add_worksheet("订单")
        date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for column, label in enumerate(lines.columns):
            sheet.write_string(0, column, label)
        for number, row in enumerate(lines.itertuples(index=False), 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif isinstance(value, pd.Timestamp):
                    sheet.write_datetime(number, column, value.to_pydatetime(), date)
                else:
                    sheet.write_number(number, column, value)
