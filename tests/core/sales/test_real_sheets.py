"""Real sheets: what a merchant would expect of each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.errors import OperatorError, SheetError
from core.progress import Progress
from core.sales.cleaning.clean import Sales, clean
from core.sales.cleaning.quality import QualityReport
from core.sales.reading.process import ReadLimits, read_sheets
from core.sales.understanding.several_sheets import understand

DATA = Path(os.environ.get("SHELFCAST_DATA", ""))

pytestmark = pytest.mark.skipif(
    not os.environ.get("SHELFCAST_DATA"), reason="SHELFCAST_DATA is not set: no real sheets here"
)


def _imported(*names: str) -> tuple[Sales, QualityReport]:
    paths = [Path(name) if Path(name).is_absolute() else next(DATA.glob(name)) for name in names]
    sheets = read_sheets(paths, Progress())
    sales, report = clean(sheets, understand(sheets), Progress())
    assert report.rows_read == report.rows_used + sum(report.rows_skipped.values())
    return sales, report


def _kinds(report: QualityReport) -> set[str]:
    return {finding.kind for finding in report.findings}


def test_online_retail() -> None:
    """Order lines with returns, duplicates, postage, prices of zero and rows called "Adjustment" or
    "Damaged", each in its class."""
    sales, report = _imported("online_retail/*.xz")
    assert report.rows_read == 320_705
    classes = {"non_product", "duplicate", "price_not_positive", "transfer"}
    assert set(report.rows_skipped) == classes
    assert report.units_returned > 0
    items = set(sales.rows["item"].unique())
    assert {"85123A", "10002"} <= items
    assert not items & {"POST", "M", "DOT", "D", "BANK CHARGES", "AMAZONFEE"}
    assert 3_400 < len(items) < 3_900


def test_superstore_in_both_forms() -> None:
    """The workbook (typed dates) and the csv (day-first, two-digit years) give the same sales."""
    from_workbook, report = _imported("superstore/*.xls")
    from_text, _ = _imported("superstore/*.csv")
    assert report.rows_used == 10_194
    assert report.rows_skipped == {"not_sales": 804}
    assert "returned_orders" in _kinds(report)
    a, b = (
        s.rows.groupby(["item", "day"], observed=True)["units"].sum()
        for s in (from_workbook, from_text)
    )
    assert a.sort_index().equals(b.sort_index())


def test_cosmetics_counter() -> None:
    """A listing's running count becomes daily sales."""
    sales, report = _imported("cn_cosmetics/*.csv")
    assert report.sheets[0].columns.counter
    assert (sales.rows["units"] >= 0).all()
    assert sales.rows["item"].str.startswith("A").all()


def test_sheets_with_money_only() -> None:
    """Where only money is there it is forecast, and that is said."""
    for name in ("cn_supermarket/*.xlsx", "coffee_chain/*.xlsx"):
        _, report = _imported(name)
        assert "amount_as_units" in _kinds(report)


def test_square_exports_together(tmp_path: Path) -> None:
    """Four exports of a till add up to their lines, by name where there are no codes."""
    sales, report = _imported(
        *(f"square_cafe/items-2026-06-{d}-*.csv" for d in ("01", "12", "17", "21"))
    )
    assert report.rows_used == report.rows_read - report.rows_skipped.get("overlap", 0)
    assert "Matcha Latte" in set(sales.rows["item"])
    first = next(DATA.glob("square_cafe/items-2026-06-01-*.csv"))
    copy = tmp_path / "items again.csv"
    copy.write_bytes(first.read_bytes())
    _, again = _imported(str(first.relative_to(DATA)), str(copy))
    assert again.rows_skipped == {"overlap": again.rows_used}


@pytest.mark.parametrize(
    ("name", "items", "layout"),
    [
        ("store_item/*.csv", 9, "lines"),
        ("breadbasket/*.csv", 92, "lines"),
        ("intermittent/carparts*", 2_674, "wide_items"),
        ("intermittent/pasta*", 118, "lines"),
        ("classic/darts/ice*", 2, "wide_items"),
    ],
)
def test_layouts(name: str, items: int, layout: str) -> None:
    """Lines, totals and items across columns give as many items as the sheet has."""
    sales, report = _imported(name)
    assert report.sheets[0].columns.layout == layout
    assert sales.rows["item"].nunique() == items


def test_days_across_columns() -> None:
    """1,913 days across columns and 70 rows of several key columns."""
    sales, report = _imported("m5/skoMarat_sales*")
    assert report.rows_used == 70
    assert len(sales.catalogue) == 70
    assert str(sales.rows["day"].max().date()) == "2016-04-24"


@pytest.mark.parametrize(
    ("name", "platform", "used"),
    [
        ("shopify_orders*", "shopify", 4),
        ("etsy*", "etsy", 3),
        ("square_items*", "square", 4),
        ("douyin*", "douyin", 2),
    ],
)
def test_platform_exports(name: str, platform: str, used: int) -> None:
    """Known exports are recognised, preambles and blank order fields included."""
    _, report = _imported(f"export_formats/{name}")
    assert report.sheets[0].columns.platform == platform
    assert report.rows_used == used


def test_one_order_between_a_preamble_and_a_footer() -> None:
    """An export of a single order is told from its notes, and is too little."""
    with pytest.raises(SheetError, match="single row"):
        _imported("export_formats/ebay*")


@pytest.mark.parametrize(
    "name",
    ["cn_tmall/*_gbk.csv", "pizza/order_details.csv", "pizza/orders.csv", "square_cafe/weather.csv",
     "square_cafe/events.csv", "export_formats/taobao*", "export_formats/shopify_inv*",
     "export_formats/woo*", "grocery_inventory/*", "bayesm/*"],
)  # fmt: skip
def test_what_is_no_sales_sheet(name: str) -> None:
    """Sheets without a day, an item or a sale are refused with a sentence."""
    with pytest.raises(SheetError):
        _imported(name)


@pytest.mark.slow
def test_torture() -> None:
    """Every malformed workbook is read or refused with a sentence, within its limits."""
    limits = ReadLimits(memory_mb=1_500, seconds=20)
    read = refused = 0
    files = [p for p in sorted((DATA / "torture" / "calamine").iterdir()) if p.suffix != ".md"]
    waiting = list(files)
    while waiting:
        # All in one process; one that is refused ends it, and the rest go to the next.
        try:
            read_sheets(waiting, Progress(), limits=limits)
        except OperatorError as error:
            name = next((p for p in waiting if p.name in str(error)), None)
            assert name is not None
            refused += 1
            read += waiting.index(name)
            waiting = waiting[waiting.index(name) + 1 :]
        else:
            read += len(waiting)
            break
    assert read + refused == len(files)
    assert read > 100
