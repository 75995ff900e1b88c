"""What cells tell where headers say nothing, or say it cut short, misspelt or in two languages."""

from __future__ import annotations

import pytest

from core.errors import QuestionError
from core.sales.understanding.columns import guess_columns
from core.sales.understanding.headers import meanings
from core.sales.understanding.unnamed import are_codes
from tests.core.sales.made_up_sheets import imported, made_up_sheet


def _mapped(rows: list[list[str]], **names: str) -> dict[str, str]:
    columns = guess_columns(made_up_sheet(rows, **names))
    return {role: columns.labels[column] for role, column in columns.roles.items()}


def _lines(header: list[str]) -> list[list[str]]:
    """Return lines of day, order, code, name, units, price and amount under a header."""
    rows = [header]
    prices = {"AX-1": 12, "AX-2": 30, "B-77": 45, "C-9": 18}
    number = 4001
    for day in range(1, 29):
        for code, price in prices.items():
            units = 1 + (day * 7 + price) % 5
            number += 1
            name = f"thing {code}"
            row = [f"2024-03-{day:02d}", str(number), code, name, str(units), str(price)]
            rows.append([*row, str(units * price)])
    return rows


def test_units_are_what_makes_the_amount() -> None:
    """Of unknown numbers the quantity is the one that times a fixed price makes the amount; the
    running number of the order is none."""
    assert _mapped(_lines(["a", "b", "c", "d", "e", "f", "g"])) == {
        "day": "a",
        "item": "c",
        "title": "d",
        "units": "e",
        "unit_price": "f",
        "amount": "g",
    }


def test_running_numbers_are_not_quantities() -> None:
    """Numbers that only rise, as those of receipts do, are not counted as units."""
    rows = [[row[0], row[1], row[2]] for row in _lines(["a", "b", "c", "d", "e", "f", "g"])]
    assert "units" not in _mapped(rows)


def test_two_columns_that_could_be_the_item_are_asked_about() -> None:
    """Where goods and customers look alike, the program asks."""
    rows = [["p", "q", "r", "s"]]
    for day in range(1, 29):
        for number in range(4):
            goods = f"tea {number}"
            guest = f"guest {(day * 3 + number) % 5}"
            rows.append([f"2024-03-{day:02d}", goods, guest, str(1 + (day * number) % 6)])
    with pytest.raises(QuestionError) as asked:
        guess_columns(made_up_sheet(rows))
    assert asked.value.topic == "item"
    assert set(asked.value.choices) == {"q", "r"}


def test_a_code_that_stands_for_each_name_is_the_item() -> None:
    """A column of codes under an unknown header, one for each name, is the item; the name its
    title."""
    rows = _lines(["Date", "Order ID", "Zweitschlüssel", "Product name", "Qty", "Price", "Amount"])
    mapped = _mapped(rows)
    assert (mapped["item"], mapped["title"]) == ("Zweitschlüssel", "Product name")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Quantité vendue", "units"),
        ("Quantite vendue", "units"),
        ("SALE_QTY", "units"),
        ("Quanity", "units"),
        ("销量/Qty Sold", "units"),
        ("日期 Date", "day"),
        ("ORD_DT", "day"),
        ("商品編號", "item"),
        ("ITEM_CD", "item"),
        ("Réf.", "item"),
        ("Käufer", "other"),
    ],
)
def test_headers_as_people_and_programs_write_them(label: str, role: str) -> None:
    """Accents may be missing, words cut short or misspelt, characters traditional."""
    assert meanings(label)[0].role == role


@pytest.mark.parametrize("label", ["Ship Name", "Ship Date", "Zebra", "Quality"])
def test_what_only_looks_like_a_known_header(label: str) -> None:
    """A header near to a known one but of another meaning is none of the required ones."""
    assert not {"day", "item", "units", "store"} & {m.role for m in meanings(label)}


def test_prices_are_not_codes() -> None:
    """Codes have letters, leading zeros or one length; prices and quantities do not."""
    assert are_codes(["A-1", "B-2"])
    assert are_codes(["0071", "0172"])
    assert are_codes(["6901234567892", "690123456"])
    assert not are_codes(["12.50", "7.90", "103.00"])
    assert not are_codes(["1", "12", "7"])


def test_variants_of_a_name_are_items_of_their_own() -> None:
    """A column named size or 规格 belongs to the item's key where a name has several of them."""
    rows = [["日期", "商品名称", "规格", "数量"]]
    for day in range(1, 15):
        rows += [[f"2024-03-{day:02d}", "T恤", size, "2"] for size in ("L", "M")]
        rows.append([f"2024-03-{day:02d}", "帽子", "均码", "1"])
    sales, report = imported(made_up_sheet(rows))
    assert set(sales.rows["item"]) == {"L / T恤", "M / T恤", "均码 / 帽子"}
    assert report.units == 14 * 5


def test_what_came_back_is_taken_off_where_a_column_says_so() -> None:
    """Of units sold, returned and net, the net ones are forecast."""
    rows = [["Date", "SKU", "Sold qty", "Returned qty", "Net sold qty"]]
    rows += [[f"2024-03-{d:02d}", f"A{i}", "5", "1", "4"] for d in range(1, 15) for i in range(3)]
    assert _mapped(rows)["units"] == "Net sold qty"


def test_a_code_of_many_names_is_not_the_item() -> None:
    """A number of the line within its order, called "Item #", does not tell goods apart."""
    rows = [["Order date", "Item #", "Product name", "Qty"]]
    for day in range(1, 29):
        for line, name in enumerate(("tea", "mug", "soap", "oil")[day % 2 :: 2], 1):
            rows.append([f"2024-03-{day:02d}", str(line), name, "2"])
    assert _mapped(rows)["item"] == "Product name"


def test_unknown_columns_of_numbers_beside_split_days_are_no_items_across() -> None:
    """Several rows a month are lines of items, not a row a period."""
    rows = [["Year", "Month", "qwert", "zuiop"]]
    for month in range(1, 13):
        for number in range(4):
            code = f"69123456789{number:02d}"
            rows.append(["2023", str(month), code, str(3 + month + number)])
    columns = guess_columns(made_up_sheet(rows))
    assert columns.layout == "lines"
    assert columns.labels[columns.roles["item"]] == "qwert"
    assert columns.labels[columns.roles["units"]] == "zuiop"


def test_days_of_digits_under_an_unknown_header() -> None:
    """20240305 is a day where no header names one, but never the day goods were shipped."""
    rows = [["发货日期", "qwert", "货号", "数量"]]
    rows += [[f"202403{d + 2:02d}", f"202403{d:02d}", "A1", "3"] for d in range(1, 28)]
    assert _mapped(rows)["day"] == "qwert"
