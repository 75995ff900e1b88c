"""The exported workbook read back, sheet by sheet."""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from core.errors import OutputError
from core.restocking.orders.policy import make_plan
from core.restocking.terms.terms import Terms
from core.sales.cleaning.never_sold import NeverSold
from tests.core.restocking.made_up_terms import made_up_terms
from tests.core.workbook.made_up_plan import COUNT, Made, load_workbook, table

pytestmark = pytest.mark.usefixtures("marked_translations")


def test_an_unknown_cost_reads_as_unknown(tmp_path):
    """Where no cost is known no total is 0, and only suppliers with a name are counted."""
    made = Made(4)
    made.terms = made_up_terms(made.demand, {"on_hand": 0.0, "supplier": ""})
    made.plan = make_plan(made.forecast, made.terms, made.demand.end)
    book = load_workbook(made.write(tmp_path / "plan.xlsx"), data_only=True)
    summary = {row[0]: row[1:] for row in book["Summary"].iter_rows(values_only=True)}
    assert summary["Amount"][0] == "not known"
    assert summary["Items to order without a cost"][0] == summary["Items to order"][0] == 4
    assert summary["Suppliers to order from"][0] == 0
    assert summary["No supplier named"][2] == "not known"
    *_, total = book["No supplier named"].iter_rows(values_only=True)
    assert total[5] == "not known"
    assert "cost" not in book["Summary"]["A2"].value


def test_two_items_of_one_name_are_told_apart_by_their_store(tmp_path):
    """The most urgent items are listed with their store, where there are stores."""
    made = Made(2, ("Coffee",))
    demand = replace(made.demand, items=("c", "c"), stores=("East", "West"))
    forecast = replace(made.forecast, items=("c", "c"), stores=("East", "West"))
    made.demand, made.forecast = demand, forecast
    made.terms = made_up_terms(demand, {"on_hand": 0.0, "title": "Coffee"})
    made.plan = make_plan(forecast, made.terms, demand.end)
    book = load_workbook(made.write(tmp_path / "plan.xlsx"), data_only=True)
    lines = list(book["Summary"].iter_rows(values_only=True))
    first = next(n for n, line in enumerate(lines) if line[0] == "Most urgent")
    at = lines[first].index("Store")
    assert {line[at] for line in lines[first + 1 : first + 3]} == {"East", "West"}


def test_items_without_a_forecast_are_named_with_the_reason(tmp_path):
    """What was only returned, or never sold, stands among the exceptions."""
    unsold = (NeverSold("X", "", "Vase", 3.0, 0.0), NeverSold("Y", "", "Bowl", 0.0, 0.0))
    rows = table(Made(2).write(tmp_path / "plan.xlsx", unsold=unsold), "Exceptions")
    found = {row["Item"]: row for row in rows if row["About"] == "Not forecast"}
    assert {item: row["Units"] for item, row in found.items()} == {"X": -3, "Y": 0}
    assert "returns" in found["X"]["What was found"]


def test_supplier_sheets_hold_no_stock_forecast_price_or_margin(made, tmp_path):
    """A supplier sees codes, names, packs, quantities, their own prices, dates and notes."""
    path = made.write(tmp_path / "plan.xlsx")
    book = load_workbook(path, data_only=True)
    names = book.sheetnames
    assert names[:2] == ["Summary", "Plan"]
    suppliers = names[8:]
    assert "North" in suppliers
    assert "South East" in suppliers
    assert "No supplier named" in suppliers
    assert all(len(name) <= 31 for name in names)
    total = 0.0
    for name in suppliers:
        lines = list(book[name].iter_rows(values_only=True))
        header = [cell for cell in lines[3] if cell is not None]
        assert header == [
            "Item",
            "Name",
            "Pack",
            "Quantity",
            "Unit cost",
            "Amount",
            "Wanted by",
            "Note",
        ]
        assert all(7.25 not in line for line in lines)
        body = lines[4:-1]
        assert sum(line[3] for line in body) == lines[-1][3]
        total += lines[-1][3]
    assert total == sum(it.final_quantity for it in made.plan.suggestions)


def test_rejected_and_watched_items_are_not_ordered(made, tmp_path):
    """What the operator turned down does not reach a supplier."""
    rows = [i for i, it in enumerate(made.plan.suggestions) if it.order_quantity > 0]
    plan = made.plan.decided(rows[0], "rejected", 0).decided(rows[1], "watched", 0)
    book = load_workbook(made.write(tmp_path / "plan.xlsx", plan=plan), data_only=True)
    sent = {line[0].value for sheet in book.worksheets[8:] for line in sheet.iter_rows(min_row=5)}
    assert plan.suggestions[rows[0]].item not in sent
    assert plan.suggestions[rows[1]].item not in sent
    assert plan.suggestions[rows[2]].item in sent


def test_every_sheet_is_ready_to_print_and_filter(made, tmp_path):
    """A4 landscape, frozen header, filter and print area on each table; charts on the summary."""
    path = made.write(tmp_path / "plan.xlsx")
    book = load_workbook(path)
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_area
    for name in ("Plan", "Forecast", "Exceptions", "Terms", "North"):
        assert book[name].freeze_panes
        assert book[name].auto_filter.ref
    with zipfile.ZipFile(path) as parts:
        assert sum(part.startswith("xl/charts/chart") for part in parts.namelist()) == 2


def test_the_forecast_sheet_holds_mean_and_range_of_every_period(made, tmp_path):
    """Three lines an item under real dates, ordered low ≤ high, totals from summed paths."""
    path = made.write(tmp_path / "plan.xlsx")
    rows = table(path, "Forecast")
    assert len(rows) == 3 * COUNT
    days = [key for key in rows[0] if isinstance(key, datetime.datetime)]
    assert [np.datetime64(day, "D") for day in days] == list(made.forecast.periods)
    mean = made.forecast.mean()
    for item in range(COUNT):
        expected, low, high = rows[3 * item : 3 * item + 3]
        assert expected["Item"] == made.forecast.items[item]
        assert [expected[day] for day in days] == pytest.approx(mean[item], abs=0.006)
        assert expected["Total"] == pytest.approx(mean[item].sum(), abs=0.006)
        assert all(low[day] <= high[day] for day in days)
        assert low["Total"] >= sum(low[day] for day in days) - 0.01


def test_a_failed_export_leaves_the_file_that_was_there(made, tmp_path):
    """A folder that cannot be written to, or any failure midway: a sentence, the old file whole."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"the plan of last week")
    with pytest.raises(OutputError, match=r"\.$"):
        made.write(tmp_path / "nowhere" / "plan.xlsx")
    broken = replace(made.plan, suggestions=(replace(made.plan.suggestions[0], decision="?"),))
    with pytest.raises(KeyError):
        made.write(path, plan=broken)
    assert path.read_bytes() == b"the plan of last week"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_plan_with_nothing_to_order_and_one_without_items_are_written(tmp_path):
    """An empty shop and a full shelf make a workbook too."""
    full = Made(4)
    full.plan = replace(
        full.plan,
        suggestions=tuple(replace(it, final_quantity=0.0) for it in full.plan.suggestions),
    )
    empty = Made(2)
    none = np.array([], dtype=np.intp)
    empty.demand = empty.demand.select(none)
    empty.forecast = replace(
        empty.forecast, items=(), stores=(), paths=empty.forecast.paths[none].copy()
    )
    empty.terms = Terms(empty.terms.table.iloc[:0])
    empty.plan = make_plan(empty.forecast, empty.terms, empty.demand.end)
    for name, case in (("full", full), ("empty", empty)):
        book = load_workbook(case.write(tmp_path / f"{name}.xlsx"))
        assert "Nothing to order" in book["Summary"]["A2"].value
        assert len(book.sheetnames) == 8


@pytest.mark.filterwarnings("error")
def test_many_suppliers_get_distinct_sheets(tmp_path):
    """Names that are alike after cutting and cleaning, or reserved, are told apart."""
    made = Made(8)
    names = ["x" * 40, "x" * 41, "History", "plan", "PLAN ", "a/b", "a:b", "'quoted'"]
    made.terms = made_up_terms(made.demand, {"supplier": names, "on_hand": 0.0})
    made.plan = make_plan(made.forecast, made.terms, made.demand.end)
    book = load_workbook(made.write(tmp_path / "plan.xlsx"))
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames) == 16
