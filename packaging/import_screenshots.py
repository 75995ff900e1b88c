"""Pictures of the Import page on awkward sheets: python packaging/import_screenshots.py FOLDER.

Writes four made-up sheets (a GB18030 order export, a Shopify export, a pivot with months across and
合计 rows, a header of two rows), opens each in the window without a screen, and saves the page at
1440 × 900. Look at them after every change of that page.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication  # noqa: E402
from screenshots import wait_until  # noqa: E402

from gui.app import make_window  # noqa: E402
from gui.crash import Crashes  # noqa: E402
from gui.window.preferences import Preferences  # noqa: E402

ITEMS = (
    ("00713", "茉莉花茶（罐装）", 39.9),
    ("00714", "手工皂 薰衣草", 18.0),
    ("6901234567892", "保温杯 500ml", 79.0),
    ("K2024-红", "纯棉短袖T恤", 59.0),
)


def orders() -> bytes:
    """Return a shop's order lines in GB18030, with a title, cancelled orders and a total."""
    rows = ["XX商贸有限公司订单明细,,,,,,,", "导出时间：2024-06-01 09:12,,,,,,,"]
    rows.append("订单编号,下单时间,商品编码,商品名称,数量,单价,金额,订单状态")
    total = 0
    for number in range(160):
        code, name, price = ITEMS[number % 4]
        units, day = 1 + number * 7 % 5, f"2024年{4 + number // 80}月{1 + number % 28}日"
        state = "交易关闭" if number % 23 == 5 else "交易成功"
        amount = f"¥{units * price:.2f}"
        rows.append(f"2024{number:06d},{day},{code},{name},{units}件,¥{price:.2f},{amount},{state}")
        total += units
    rows.append(f"合计,,,,{total}件,,,")
    return "\r\n".join(rows).encode("gb18030")


def shopify() -> bytes:
    """Return a Shopify export: an order's later lines leave its own fields blank."""
    rows = [
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Total,Created at,"
        "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at"
    ]
    goods = (("FERN-1", "Botanical Fern Print", 16), ("MUG-L", "Speckled Mug", 18))
    for number in range(90):
        at = f"2026-0{1 + number // 30}-{1 + number % 28:02d} 10:14:00 -0400"
        gone = at if number % 17 == 3 else ""
        for place, (sku, name, price) in enumerate(goods[: 1 + number % 2]):
            order = f"a@example.com,paid,{at},fulfilled,USD,34.00,38.50,{at}"
            own = order if not place else "," * 7
            line = f"#{1001 + number},{own},{1 + number % 3},{name},{price}.00,{sku}"
            rows.append(f"{line},{gone if not place else ''}")
    return "\n".join(rows).encode()


def pivot() -> bytes:
    """Return months across with subtotals, quarters and 合计 at the end of rows and columns."""
    months = [f"2024年{month}月" for month in range(1, 7)]
    head = ["货号", "品名", *months[:3], "2024年第1季度", *months[3:], "2024年第2季度", "合计"]
    rows = ["2024年上半年销售汇总表" + "," * 11, ",".join(head)]
    sums = [0] * 9
    for number in range(12):
        units = [20 + (number * 7 + month * 5) % 30 for month in range(6)]
        first, second = sum(units[:3]), sum(units[3:])
        values = [*units[:3], first, *units[3:], second, first + second]
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        rows.append(",".join([f"00{731 + number}", f"商品{number + 1}", *map(str, values)]))
    rows.append(",".join(["合计", "", *map(str, sums)]))
    return "\n".join(rows).encode("utf-8-sig")


def two_rows() -> bytes:
    """Return daily totals under a merged header: sold, returned, net, each with units and money."""
    rows = [",,销售,,退货,,净销售,", "日期,商品编码,数量,金额,数量,金额,数量,金额"]
    for day in range(1, 61):
        date = f"2024/{3 + day // 31}/{1 + day % 30}"
        for code, _, price in ITEMS[:3]:
            sold, back = 2 + (day * 3 + len(code)) % 7, int(day % 11 == 0)
            values = (sold, sold * price, back, back * price, sold - back, (sold - back) * price)
            rows.append(",".join([date, code, *(f"{value:g}" for value in values)]))
    return "\n".join(rows).encode("gb18030")


SHEETS = {"orders-gb18030": orders, "shopify": shopify, "pivot": pivot, "two-rows": two_rows}


def main(arguments: list[str]) -> int:
    """Take the pictures; return the exit status."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    QApplication([]).setStyle("Fusion")
    with tempfile.TemporaryDirectory() as own:
        for number, (name, content) in enumerate(SHEETS.items()):
            sheet = Path(own) / f"{name}.csv"
            sheet.write_bytes(content())
            preferences = Preferences(Path(own) / f"{number}.ini")
            preferences.language = "en" if name == "shopify" else "zh_CN"
            take(sheet, preferences, folder / f"import-{name}.png")
    return 0


def take(sheet: Path, preferences: Preferences, picture: Path) -> None:
    """Open a sheet in a window of its own and save what the Import page shows of it."""
    window = make_window(preferences, Crashes(sheet.parent))
    window.resize(1440, 900)
    window.show()
    window.open_stage("import")
    window.session.start_import([sheet])
    wait_until(lambda: window.session.preview is not None, 60)
    wait_until(lambda: False, 0.5)
    window.grab().save(str(picture))
    window.close()
    window.deleteLater()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
