"""Sheets that could be misread without a word: each is asked about, refused, or read as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import QuestionError, SheetError
from core.progress import Progress
from core.sales.cleaning.clean import clean
from core.sales.reading.process import read_sheets
from core.sales.sheet import UNCALCULATED
from core.sales.understanding.columns import corrected, guess_columns
from core.sales.understanding.days import is_quarter, parse_days
from core.sales.understanding.several_sheets import understand
from core.sales.understanding.tables import separated
from tests.core.sales.made_up_sheets import imported, made_up_sheet

DAYS = [f"2025-03-{day:02d}" for day in range(1, 31)]


def _lines(*units: str, header: str = "Qty", items: tuple[str, ...] = ("A-1", "B-2")) -> list:
    """Return lines of thirty days of each item, the quantities in turn."""
    rows = [["Date", "SKU", header]]
    for number, day in enumerate(DAYS):
        rows += [[day, item, units[number % len(units)]] for item in items]
    return rows


def test_a_thousand_or_one_and_a_quarter_is_asked() -> None:
    """Where all quantities have a comma before three digits and nothing else tells, the mark is
    asked for; the answer is kept."""
    sheet = made_up_sheet(_lines("1,125", "2,250", "3,375"))
    with pytest.raises(QuestionError) as asked:
        guess_columns(sheet)
    assert asked.value.topic == "decimal_mark"
    assert asked.value.choices == (",", ".")
    plain = guess_columns(made_up_sheet(_lines("1", "2", "3")))
    comma = corrected(sheet, plain, decimal_mark=",")
    assert clean([sheet], [comma], Progress())[0].rows["units"].sum() == pytest.approx(135)
    point = corrected(sheet, plain, decimal_mark=".")
    assert clean([sheet], [point], Progress())[0].rows["units"].sum() == pytest.approx(135_000)


@pytest.mark.parametrize(
    ("other", "largest"), [("950", 2250), ("1,250,000", 1_250_000), ("0,500", 2.25), ("2,25", 2.25)]
)
def test_a_number_that_tells_the_mark_spares_the_question(other: str, largest: float) -> None:
    """A plain number below a thousand, a second group or other decimals settle it."""
    sheet = made_up_sheet(_lines("1,125", "2,250", other))
    sales = clean([sheet], [guess_columns(sheet)], Progress())[0]
    assert sales.rows["units"].max() == largest


def test_quantities_that_cannot_be_read_are_not_counted_as_one_each() -> None:
    """A column named a quantity whose cells are no numbers is refused, with an example."""
    with pytest.raises(SheetError, match=r"5箱\(60瓶\)"):
        guess_columns(made_up_sheet(_lines("5箱(60瓶)", header="数量")))


def test_an_empty_column_of_quantities_does_not_hand_its_part_to_another() -> None:
    """Where the column that is named the quantity is empty, boxes are not taken for it."""
    rows = [[*row, "" if n else "Boxes"] for n, row in enumerate(_lines("", header="Sold"))]
    rows = [rows[0], *([*row[:3], str(1 + n % 3)] for n, row in enumerate(rows[1:]))]
    with pytest.raises(SheetError, match="Sold"):
        guess_columns(made_up_sheet(rows))


@pytest.mark.parametrize("column", [0, 2])
def test_formulas_without_results_are_not_passed_over(column: int) -> None:
    """A day or quantity that nobody has calculated is neither taken from above nor left out."""
    rows = _lines("2", "3")
    rows[7][column] = UNCALCULATED
    sheet = made_up_sheet(rows)
    with pytest.raises(SheetError, match="row 8"):
        clean([sheet], understand([sheet]), Progress())


def test_a_total_without_a_result_is_still_a_total(tmp_path: Path) -> None:
    """A workbook that another program wrote has formulas without results: in its row of totals
    they do no harm, among the quantities they are found."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in _lines("2", "3"):
        book.active.append([row[0], row[1], int(row[2]) if row[2].isdigit() else row[2]])
    book.active.append(["Total", "", "=SUM(C2:C61)"])
    book.save(tmp_path / "totals.xlsx")
    _, report = imported(*read_sheets([tmp_path / "totals.xlsx"], Progress()))
    assert (report.units, report.rows_skipped) == (150, {"total": 1})
    book.active["C9"] = "=1+1"
    book.save(tmp_path / "formula.xlsx")
    with pytest.raises(SheetError, match="row 9"):
        imported(*read_sheets([tmp_path / "formula.xlsx"], Progress()))


def test_a_report_by_item_takes_its_items_from_the_lines_above() -> None:
    """Names that head groups of lines are the items, not a note that says the same on each line."""
    rows = [["", "Date", "Num", "Memo/Description", "Qty"]]
    for item in ("Mug", "Plate", "Lamp"):
        rows.append([item, "", "", "", ""])
        rows += [["", day, f"{n}{item}", "thanks", "2"] for n, day in enumerate(DAYS)]
        rows.append([f"Total for {item}", "", "", "", "60"])
    sales, report = imported(made_up_sheet(rows))
    assert sales.rows.groupby("item", observed=True)["units"].sum().to_dict() == {
        "Lamp": 60,
        "Mug": 60,
        "Plate": 60,
    }
    assert report.rows_skipped["total"] == 3


def test_blocks_below_the_name_of_a_store_are_the_stores() -> None:
    """A sheet that repeats its header below "Store: North" has a block for each store."""
    rows: list[list[str]] = []
    for store, units in (("North", "2"), ("South", "5")):
        rows += [[f"Store: {store}"], *_lines(units), ["Total", "", str(60 * int(units))], []]
    sales, _ = imported(*separated([made_up_sheet(rows)]))
    by_store = sales.rows.groupby("store", observed=True)["units"].sum().to_dict()
    assert by_store == {"North": 120, "South": 300}


@pytest.mark.parametrize(
    "text",
    ["2024Q3", "Q3 2024", "3Q24", "Q3'24", "2024年第三季度", "2024年3季度", "3. Quartal 2024"],
)
def test_quarters_in_all_shapes(text: str) -> None:
    """A quarter lies on its first day, however it is written."""
    assert is_quarter(text)
    assert parse_days([text]).astype(str).tolist() == ["2024-07-01"]


def test_years_of_taiwans_calendar() -> None:
    """114 is 2025 where a month and a day follow; codes of goods are no days."""
    days = parse_days(["114/03/05", "民國98年3月5日", "114/3/5 10:20", "101-01-01"])
    assert days.astype(str).tolist() == ["2025-03-05", "2009-03-05", "2025-03-05", "NaT"]


def test_totals_of_years_are_refused_with_a_reason() -> None:
    """Ten years' totals cannot be ordered by; the sentence says what would."""
    rows = [["Year", "SKU", "Units"], *([str(y), "A-1", "90"] for y in range(2015, 2025))]
    with pytest.raises(SheetError, match="by month, week or day"):
        understand([made_up_sheet(rows)])
