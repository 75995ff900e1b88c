"""Write the bundled sample workbooks: one shop in English, one in Chinese.

``python packaging/make_samples.py [FOLDER]`` writes both into resources/samples, or into FOLDER.
The same seed gives the same bytes: dates of the document are fixed, and xlsxwriter stamps every
part of the archive with 1980-01-01.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
from sample_shop import LEAD_DAYS, Shop, make_shop

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
SEED = 20260101
MADE = datetime(2026, 1, 2, 9, 0)

CHINESE_CATEGORIES = {
    "sweets": "糖果",
    "tea": "茶叶",
    "pantry": "食品",
    "home": "家居",
    "paper": "文具",
    "toys": "玩具",
    "care": "洗护",
}
SUPPLIERS = {
    "candela": ("Candela Sweets & Light", "烛光食品贸易"),
    "yunhe": ("Yunhe Tea Trading", "云和茶业"),
    "greenhill": ("Greenhill Farm Foods", "青山农品"),
    "weaver": ("Weaver & Son", "织梦手作"),
    "kiln": ("North Kiln Pottery", "北窑陶社"),
    "inkwell": ("Inkwell Paper", "墨池纸品"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of sales as the till wrote it."""

    day: date
    order: str
    row: int
    units: int
    price: float
    status: str


def english_lines(shop: Shop, rng: np.random.Generator) -> Iterator[Line]:
    """Yield order lines: a day's units of an item are split over a few orders.

    As in real exports, some orders are cancelled, some goods come back and a few lines were
    exported twice.
    """
    number = 10000
    for t, day in enumerate(shop.days):
        sold = [(row, int(shop.units[row, t])) for row in np.flatnonzero(shop.units[:, t])]
        rng.shuffle(sold)
        for row, units in sold:
            # Four items an order on average.
            number += int(rng.random() < 0.25)
            price = float(shop.price[row, t])
            line = Line(day.item(), f"SO-{number}", int(row), int(units), price, "Completed")
            chance = rng.random()
            if chance < 0.003:
                yield Line(line.day, line.order, line.row, line.units, price, "Cancelled")
            yield line
            if chance > 0.9985:
                yield line
            elif chance > 0.994:
                back = -int(rng.integers(1, line.units + 1))
                yield Line(line.day, line.order, line.row, back, price, "Returned")
        if sold and rng.random() < 0.06:
            number += 1
            yield Line(day.item(), f"SO-{number}", -1, 1, 4.95, "Completed")


def write_english(path: Path, seed: int = SEED) -> None:
    """Write the English workbook: order lines and a stock list."""
    import xlsxwriter

    shop = make_shop("english", seed)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    _describe(book, "Harbour Lane Gifts: sample sales", "Shelfcast")
    bold = book.add_format({"bold": True})
    money = book.add_format({"num_format": "£0.00"})
    sheet = book.add_worksheet("Sales")
    sheet.freeze_panes(1, 0)
    header = ("Order no.", "Date", "SKU", "Product", "Category", "Qty", "Unit price (£)", "Status")
    sheet.write_row(0, 0, header, bold)
    sheet.set_column(1, 1, 11)
    sheet.set_column(3, 3, 28)
    rng = np.random.default_rng(seed + 1)
    for number, line in enumerate(english_lines(shop, rng), start=1):
        good = shop.goods[line.row] if line.row >= 0 else None
        sheet.write_string(number, 0, line.order)
        sheet.write_datetime(number, 1, datetime.combine(line.day, datetime.min.time()))
        sheet.write_string(number, 2, good.code if good else "POST")
        sheet.write_string(number, 3, good.english if good else "Postage")
        sheet.write_string(number, 4, good.category.title() if good else "")
        sheet.write_number(number, 5, line.units)
        sheet.write_number(number, 6, line.price, money)
        sheet.write_string(number, 7, line.status)
    header = (
        "SKU",
        "Product",
        "Category",
        "Supplier",
        "Lead time (days)",
        "Pack size",
        "Minimum order",
        "Unit cost (£)",
        "Unit price (£)",
        "On hand",
        "On order",
    )
    _write_stock(book.add_worksheet("Stock"), 0, header, shop, 0, bold, money)
    book.close()


def write_chinese(path: Path, seed: int = SEED) -> None:
    """Write the Chinese workbook: daily totals an item below two title lines, a 合计 a month."""
    import xlsxwriter

    shop = make_shop("chinese", seed + 10)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    _describe(book, "晴川小铺 销售明细（示例）", "Shelfcast")
    bold = book.add_format({"bold": True})
    money = book.add_format({"num_format": "¥0.00"})
    sheet = book.add_worksheet("销售明细")
    sheet.write_string(0, 0, "晴川小铺 销售明细", bold)
    sheet.write_string(1, 0, "导出时间：2026-01-02 09:00")
    sheet.write_row(
        2, 0, ("销售日期", "货号", "商品名称", "类别", "数量", "单价（元）", "金额（元）"), bold
    )
    sheet.set_column(0, 0, 11)
    sheet.set_column(2, 2, 24)
    sheet.freeze_panes(3, 0)
    rng = np.random.default_rng(seed + 11)
    at, units_of_month, amount_of_month = 3, 0, 0.0
    for t, day in enumerate(shop.days):
        for row in np.flatnonzero(shop.units[:, t]):
            good, units = shop.goods[row], int(shop.units[row, t])
            chance = rng.random()
            lines = [units]
            if chance < 0.004:
                lines.append(-int(rng.integers(1, units + 1)))
            elif chance > 0.999:
                lines.append(units)
            for quantity in lines:
                price = float(shop.price[row, t])
                sheet.write_datetime(at, 0, datetime.combine(day.item(), datetime.min.time()))
                sheet.write_string(at, 1, good.code)
                sheet.write_string(at, 2, good.chinese)
                sheet.write_string(at, 3, CHINESE_CATEGORIES[good.category])
                sheet.write_number(at, 4, quantity)
                sheet.write_number(at, 5, price, money)
                sheet.write_number(at, 6, round(quantity * price, 2), money)
                units_of_month += quantity
                amount_of_month += round(quantity * price, 2)
                at += 1
        if (day + 1).astype("datetime64[M]") != day.astype("datetime64[M]"):
            sheet.write_string(at, 0, "合计", bold)
            sheet.write_number(at, 4, units_of_month, bold)
            sheet.write_number(at, 6, round(amount_of_month, 2), money)
            at, units_of_month, amount_of_month = at + 1, 0, 0.0
    stock = book.add_worksheet("库存")
    stock.write_string(0, 0, "晴川小铺 库存表", bold)
    header = (
        "货号",
        "商品名称",
        "类别",
        "供应商",
        "采购周期（天）",
        "箱规",
        "起订量",
        "成本价（元）",
        "售价（元）",
        "现有库存",
        "在途数量",
    )
    _write_stock(stock, 1, header, shop, 1, bold, money)
    book.close()


def _write_stock(sheet, at, header, shop, language, bold, money) -> None:
    """Write the stock list below row ``at``; ``language`` 0 English, 1 Chinese."""
    sheet.write_row(at, 0, header, bold)
    sheet.set_column(1, 1, 28)
    sheet.set_column(3, 3, 24)
    sheet.freeze_panes(at + 1, 0)
    for good in shop.goods:
        at += 1
        price = float(shop.price[good.row, -1])
        category = CHINESE_CATEGORIES[good.category] if language else good.category.title()
        sheet.write_string(at, 0, good.code)
        sheet.write_string(at, 1, good.chinese if language else good.english)
        sheet.write_string(at, 2, category)
        sheet.write_string(at, 3, SUPPLIERS[good.supplier][language])
        sheet.write_number(at, 4, LEAD_DAYS[good.supplier][0])
        sheet.write_number(at, 5, good.pack)
        sheet.write_number(at, 6, good.minimum)
        sheet.write_number(at, 7, round(price * (1 - good.margin), 2), money)
        sheet.write_number(at, 8, price, money)
        sheet.write_number(at, 9, int(shop.on_hand[good.row]))
        sheet.write_number(at, 10, int(shop.on_order[good.row]))


def _describe(book, title: str, author: str) -> None:
    book.set_properties({"title": title, "author": author, "created": MADE})


def main(folder: Path = SAMPLES) -> int:
    """Write both workbooks into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    write_english(folder / "gift-shop-en.xlsx")
    write_chinese(folder / "gift-shop-zh.xlsx")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:2])))
