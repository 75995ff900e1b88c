"""The plan's sheet and its formulas: the program's numbers, as they are and recalculated."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from core.workbook.book import column_letters
from tests.core.workbook.made_up_plan import COUNT, HOSTILE, Made, load_workbook, table

pytestmark = pytest.mark.usefixtures("marked_translations")


def test_the_plan_read_back_shows_the_programs_numbers(made, tmp_path):
    """Cached values equal the plan, codes are text, dates are dates, unknown is empty."""
    rows = table(made.write(tmp_path / "plan.xlsx"), "Plan")
    by_item = {row["Item"]: row for row in rows}
    assert list(by_item) == [made.plan.suggestions[i].item for i in made.plan.rows_by_urgency()]
    for it in made.plan.suggestions:
        row = by_item[it.item]
        assert row["Target level"] == it.order_up_to_level
        assert row["Stock and on the way"] == it.on_hand + it.on_order
        assert row["Needed"] == it.need
        assert row["Advised"] == row["Order"] == it.order_quantity
        assert row["In stock"] == (it.on_hand if it.stock_known else None)
        if np.isfinite(it.unit_cost):
            assert row["Amount"] == pytest.approx(it.amount)
        else:
            assert row["Amount"] is None
        if np.isnat(it.order_by):
            assert row["Order by"] is None
        else:
            assert isinstance(row["Order by"], datetime.datetime)
            assert np.datetime64(row["Order by"], "D") == it.order_by
        assert row["Why"] == str(it.reason)
    assert by_item["0001"]["Item"] == "0001"


def test_a_reader_that_does_not_recalculate_sees_the_same_numbers(made, tmp_path):
    """Opened by calamine, as pandas and the program's own import do, cells hold the values."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(made.write(tmp_path / "plan.xlsx"))
    header, *lines = book.get_sheet_by_name("Plan").to_python()
    by_item = {line[0]: dict(zip(header, line, strict=True)) for line in lines}
    assert len(by_item) == COUNT
    for it in made.plan.suggestions:
        row = by_item[it.item]
        found = [row[name] for name in ("Stock and on the way", "Target level", "Needed")]
        assert found == [it.position, it.order_up_to_level, it.need]
        assert row["Advised"] == row["Order"] == it.order_quantity
        assert row["Amount"] == (pytest.approx(it.amount) if np.isfinite(it.unit_cost) else "")


def test_formulas_recalculate_to_the_cached_values(made, tmp_path):
    """The formulas of the plan, worked out by hand from the cells they name, give the values."""
    path = made.write(tmp_path / "plan.xlsx")
    values, formulas = table(path, "Plan"), table(path, "Plan", values=False)
    header = list(values[0])
    letters = {column_letters(number): name for number, name in enumerate(header)}
    letter_of = {name: letter for letter, name in letters.items()}
    checked = 0
    for number, (value, formula) in enumerate(zip(values, formulas, strict=True), 2):
        for name in ("Stock and on the way", "Target level", "Needed", "Advised", "Amount"):
            text = formula[name]
            if text is None:
                continue
            if value["One order at most"] is None:
                text = text.replace(f",{letter_of['One order at most']}{number})", ")")
            for letter in sorted(letters, key=len, reverse=True):
                text = text.replace(f"{letter}{number}", repr(value[letters[letter]] or 0))
            functions = {
                "MAX": max,
                "MIN": lambda *values: min(values),
                "ROUND": round,
                "ROUNDUP": lambda x, _: float(np.ceil(x)),
                "IF": lambda condition, yes, no: yes if condition else no,
            }
            assert eval(text[1:], functions) == pytest.approx(value[name])
            checked += 1
    assert checked > 4 * COUNT


def recalculated(book, tmp_path: Path):
    """Return a workbook as LibreOffice works it out, without its charts, for openpyxl cannot read
    those that LibreOffice writes."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    bare = tmp_path / "bare.xlsx"
    book.save(bare)  # openpyxl keeps formulas without values: now they must be worked out
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "out"),
            str(bare),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True, read_only=True)


def test_recalculated_by_libreoffice(tmp_path):
    """Recalculated by LibreOffice, every formula cell shows the program's number, and every name
    is still the text that it was."""
    made = Made(COUNT, (*HOSTILE, "长" * 40_000))
    path = made.write(tmp_path / "plan.xlsx")
    formulas = load_workbook(path)
    after = recalculated(formulas, tmp_path)
    before = load_workbook(path, data_only=True)
    count = 0
    for sheet in formulas.worksheets:
        shown = before[sheet.title]
        lines = zip(sheet.iter_rows(), after[sheet.title].iter_rows(), strict=False)
        for row, worked_out in lines:
            for cell, result in zip(row, worked_out, strict=False):
                if cell.data_type == "f":
                    told = shown[cell.coordinate].value
                    if isinstance(told, str) or told is None:
                        assert (result.value or "") == (told or "")
                    else:
                        assert result.value == pytest.approx(told)
                    count += 1
                elif cell.data_type == "s" and sheet.title == "Plan":
                    # Line ends and blanks at the ends are LibreOffice's own to write.
                    assert "".join(str(result.value or "").split()) == "".join(cell.value.split())
    after.close()
    assert count > 4 * COUNT


def test_summary_and_suppliers_follow_what_is_typed_into_the_plan(made, tmp_path):
    """After a quantity and a decision were typed and the plan was sorted, the summary's totals and
    suppliers and the suppliers' own sheets agree with it, and say what they do not list."""
    book = load_workbook(made.write(tmp_path / "plan.xlsx"))
    sheet = book["Plan"]
    at = {cell.value: cell.column for cell in sheet[1]}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    suggestions = [made.plan.suggestions[row] for row in made.plan.rows_by_urgency()]
    orders = [it.final_quantity for it in suggestions]
    north = [n for n, it in enumerate(suggestions) if it.supplier == "North"]
    more, off = [n for n in north if orders[n] > 0][:2]
    idle = next(n for n in north if orders[n] == 0)
    turned = [n for n in range(COUNT) if n != off]
    for n, typed in ((more, 500), (idle, 7)):
        orders[n] = typed
    # Upside down, as by sorting; quantities as values, for formulas would point to other rows.
    for line, (n, values) in enumerate(reversed(list(enumerate(rows))), 2):
        for column, value in enumerate(values, 1):
            sheet.cell(line, column).value = value
        sheet.cell(line, at["Order"]).value = orders[n]
        cost = suggestions[n].unit_cost
        sheet.cell(line, at["Amount"]).value = orders[n] * cost if np.isfinite(cost) else None
        sheet.cell(line, at["Decision"]).value = "rejected" if n == off else "open"
    after = recalculated(book, tmp_path)
    summary = {row[0]: row for row in after["Summary"].iter_rows(values_only=True) if row[0]}
    assert summary["Units to order"][1] == sum(orders[n] for n in turned)
    assert summary["Items to order"][1] == sum(orders[n] > 0 for n in turned)
    mine = sum(orders[n] for n in north if n != off)
    assert summary["North"][2] == mine
    lines = [list(row) for row in after["North"].iter_rows(values_only=True)]
    quantities = {str(line[0]): line[3] for line in lines[4:]}
    assert quantities[suggestions[more].item] == 500
    assert quantities[suggestions[off].item] == 0
    assert quantities["Total"] == mine - 7
    assert lines[2][0] is not None
    after.close()
