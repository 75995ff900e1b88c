"""Rows that are totals, told from goods whose names only sound like it."""

from __future__ import annotations

import pytest

from core.sales.understanding.words import is_total_word
from tests.core.sales.made_up_sheets import imported, made_up_sheet

GOODS = ("小计算器", "Fage Total", "Grand Total Cereal", "合计套餐", "Subtotal game", "Tea")


def _days(names: tuple[str, ...], total: str = "") -> tuple[list[list[str]], int]:
    rows, units = [["date", "item", "quantity"]], 0
    for day in range(1, 29):
        sold = [3 + (day * 5 + place) % 7 for place in range(len(names))]
        date = f"2024-03-{day:02}"
        rows += [[date, name, str(q)] for name, q in zip(names, sold, strict=True)]
        units += sum(sold)
        if total:
            rows.append([date, total, str(sum(sold))])
    return rows, units


def test_goods_whose_names_sound_like_totals_are_sold() -> None:
    """A word alone takes no goods out: calculators (小计算器) and "Fage Total" are sold."""
    rows, units = _days(GOODS)
    sales, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {}
    assert sales.rows["units"].sum() == units


@pytest.mark.parametrize("total", ["Drinks Total", "合计", "小计：", "Grand Total", "饮料小计"])
def test_totals_among_daily_rows_are_no_sales(total: str) -> None:
    """A row that says it is a total is none of the sales; where goods could be called so, because
    it is the sum of the rows above it."""
    rows, units = _days(GOODS, total)
    sales, report = imported(made_up_sheet(rows))
    assert report.rows_skipped == {"total": 28}
    assert sales.rows["units"].sum() == units


def test_doubtful_totals_across_months() -> None:
    """With months across, "Drinks Total" is a total where it sums the rows above, "Fage Total" is
    goods."""
    months = [f"2023-{month:02}" for month in range(1, 13)]
    sold = {"Fage Total": 7, "Cola": 20, "Juice": 11}
    rows = [["Item", *months]]
    rows += [[name, *(str(q + month % 5) for month in range(12))] for name, q in sold.items()]
    sums = [sum(q + month % 5 for q in sold.values()) for month in range(12)]
    rows.append(["Drinks Total", *map(str, sums)])
    sales, _ = imported(made_up_sheet(rows))
    assert sales.rows["units"].sum() == sum(sums)
    assert "Fage Total" in set(sales.rows["item"])


@pytest.mark.parametrize(
    "text", ["小计", "合计（元）", "合计数量", "Subtotal - drinks", "Total for May"]
)
def test_words_of_totals(text: str) -> None:
    """What begins with a word for totals is one where no name follows."""
    assert is_total_word(text)


@pytest.mark.parametrize(
    "text", ["小计算器", "小计时器", "合计套餐", "Grand Total Cereal", "Totally"]
)
def test_words_of_goods(text: str) -> None:
    """Names that only begin like a total are none."""
    assert not is_total_word(text)
