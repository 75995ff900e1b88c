"""Terms: filled in from the catalogue, edited with care, read from a sheet of their own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.errors import OptionError, SheetError
from core.restocking.terms.terms import TermDefaults, default_terms, read_terms
from core.restocking.terms.terms_file import match_terms
from core.restocking.terms.values import TERM_COLUMNS, checked
from core.sales.sheet import RawSheet
from tests.core.restocking.made_up_terms import made_up_catalogue, made_up_terms
from tests.made_up import made_up_demand


def sheet(rows: list[list[str]], path: str = "terms.csv") -> RawSheet:
    """Return the rows as a raw sheet."""
    return RawSheet(path, "", "utf-8", pd.DataFrame(rows).astype("category"))


def test_defaults_fill_what_the_catalogue_does_not_say():
    """Given values stay, others are the defaults; stock and cost that are not given are unknown."""
    demand = made_up_demand(3)
    sales = made_up_catalogue(
        demand,
        {
            "on_hand": [5.0, np.nan, 0.0],
            "lead_time": [30.0, np.nan, -3.0],
            "pack_size": [np.nan, 12.0, 0.0],
        },
    )
    terms = default_terms(demand, sales, TermDefaults(10, 0.5, 7, 0.9))
    table = terms.table
    assert table["lead_time_days"].to_list() == [30, 10, 10]
    assert table["lead_time_sd_days"].to_list() == [15, 5, 5]
    assert table["pack_size"].to_list() == [1, 12, 1]
    assert table["minimum_order"].to_list() == [0, 0, 0]
    assert table["on_hand"].isna().to_list() == [False, True, False]
    assert table["unit_cost"].isna().all()
    assert (table["service_level"] == 0.9).all()
    assert table["supplier"].to_list() == ["North", "South", "North"]
    assert sorted(f.kind for f in terms.findings) == ["unusable_term", "unusable_term"]
    assert {*TERM_COLUMNS, "item", "store", "title", "category"} <= set(table.columns)


def test_items_missing_from_the_catalogue_still_have_terms():
    """Rows follow the demand panel, whatever the catalogue lists."""
    demand = made_up_demand(4)
    sales = made_up_catalogue(made_up_demand(2))
    table = default_terms(demand, sales, TermDefaults()).table
    assert table["item"].to_list() == list(demand.items)
    assert table["title"].to_list() == ["Thing 0000", "Thing 0001", "", ""]


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("on_hand", "1,200", 1200),
        ("on_hand", "12 件", 12),
        ("unit_cost", "¥3.50", 3.5),
        ("service_level", "95%", 0.95),
        ("service_level", "95", 0.95),
        ("service_level", 0.9, 0.9),
        ("pack_size", "２４", 24),
        ("lead_time_days", "14 days", 14),
        ("supplier", "  North  Ltd ", "North Ltd"),
    ],
)
def test_values_are_read_as_they_are_typed(column, typed, value):
    """Separators, units, currency, per cent and full-width digits are understood."""
    assert checked(column, typed) == value


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("on_hand", "-3"),
        ("on_hand", "many"),
        ("pack_size", "0"),
        ("pack_size", ""),
        ("lead_time_days", "1000"),
        ("service_level", "1"),
        ("service_level", "30%"),
        ("unit_cost", "-1"),
        ("review_days", "inf"),
        ("lead_time_days", "soon"),
        ("service_kind", "often"),
    ],
)
def test_values_that_cannot_be_used_are_refused_in_a_sentence(column, typed):
    """A range or a reason is given, and nothing changes."""
    with pytest.raises(OptionError, match=r"\w+ .*\.$"):
        checked(column, typed)


def test_an_edit_changes_the_cells_named_and_nothing_else():
    """Editing in bulk touches the rows named; a wrong value touches none."""
    terms = made_up_terms(made_up_demand(4))
    edited = terms.edited_rows([0, 2], "lead_time_days", "21")
    assert edited.table["lead_time_days"].to_list() == [21, 14, 21, 14]
    assert terms.table["lead_time_days"].to_list() == [14] * 4
    assert np.isnan(edited.edited(0, "on_hand", "").table["on_hand"].iloc[0])
    with pytest.raises(OptionError):
        terms.edited_rows([0, 1], "pack_size", "2.5")


@pytest.mark.parametrize(
    "header",
    [
        ["SKU", "Supplier", "On hand", "Lead time (days)", "MOQ", "Service level"],
        ["货号", "供应商", "可用库存", "采购周期（天）", "起订量", "服务水平"],
    ],
)
def test_a_terms_sheet_is_matched_by_item_in_both_languages(header):
    """Title rows are skipped, empty cells keep what was there, the rest replaces it."""
    terms = made_up_terms(made_up_demand(4))
    reading = match_terms(
        sheet(
            [
                ["Our suppliers", "", "", "", "", ""],
                header,
                ["0001", "Acme", "17", "28", "", "98%"],
                ["0003", "", "", "", "24", ""],
            ]
        ),
        terms.table,
    )
    table = reading.table
    assert reading.matched == 2
    assert table["supplier"].to_list() == ["North", "Acme", "North", "South"]
    assert table["on_hand"].iloc[1] == 17
    assert table["lead_time_days"].to_list() == [14, 28, 14, 14]
    assert table["lead_time_sd_days"].iloc[1] == 7  # the same share of the new lead time
    assert table["minimum_order"].to_list() == [0, 0, 0, 24]
    assert table["service_level"].iloc[1] == 0.98
    assert reading.findings == ()


def test_goods_are_matched_by_name_where_no_code_says_which_they_are():
    """A list of product names concerns the items of that title, and those whose code is a name;
    a column of suppliers beside it does not make it a list of suppliers."""
    terms = made_up_terms(
        made_up_demand(3), {"item": ["苹果", "p2", "p3"], "title": ["", "Pear", ""]}
    )
    for rows in (
        [["商品名称", "供应商", "库存"], ["苹果", "甲", "5"], ["pear", "乙", "7"]],
        [
            ["SKU", "Product name", "Stock"],
            ["A9", "苹果", "5"],
            ["p2", "", "7"],
            ["p3", "Pear", ""],
        ],
    ):
        found = match_terms(sheet(rows), terms.table)
        assert found.table["on_hand"].to_list()[:2] == [5, 7]
        assert np.isnan(found.table["on_hand"].iloc[2])
        assert found.findings == ()


@pytest.mark.parametrize(
    ("header", "cell", "days"),
    [
        ("Lead time", "2 weeks", 14),
        ("Lead time (weeks)", "2", 14),
        ("Lead time", "7-10 days", 8.5),
        ("交货期", "两周", 14),
        ("交货期（周）", "3", 21),
        ("采购周期", "3", 3),
        ("Lead time (days)", "1 month", 30.4),
    ],
)
def test_times_are_read_with_their_unit(header, cell, days):
    """Weeks and months count as such, in the cell or in the header."""
    terms = made_up_terms(made_up_demand(2))
    found = match_terms(sheet([["Item", header], ["0000", cell]]), terms.table)
    assert found.table["lead_time_days"].to_list() == [days, 14]


def test_a_shelf_life_in_months_is_not_one_in_days():
    """保质期（月）, as food is labelled."""
    terms = made_up_terms(made_up_demand(2))
    found = match_terms(sheet([["货号", "保质期（月）"], ["0000", "12"]]), terms.table)
    assert found.table["shelf_life_days"].iloc[0] == pytest.approx(364.8)


@pytest.mark.parametrize(
    ("cell", "cost"),
    [("1,200", 1200), ("2,50", 2.5), ("1.234,56", 1234.56), ("€ 1,234.5", 1234.5), ("1.200", 1.2)],
)
def test_decimal_commas_are_no_thousands(cell, cost):
    """2,50 is two and a half, as it is written in much of Europe."""
    terms = made_up_terms(made_up_demand(2))
    found = match_terms(sheet([["Item", "Cost"], ["0000", cell]]), terms.table)
    assert found.table["unit_cost"].iloc[0] == cost


def test_unknown_items_and_unusable_values_are_reported():
    """What is left out is counted, with the first row as Excel numbers it."""
    terms = made_up_terms(made_up_demand(2))
    found = match_terms(
        sheet([["Item", "Pack"], ["0001", "6"], ["X9", "6"], ["0000", "a few"]]), terms.table
    )
    assert found.table["pack_size"].to_list() == [1, 6]
    kinds = {f.kind: (f.rows, f.example_row, f.example_value) for f in found.findings}
    assert kinds == {"unknown_item": (1, 3, "X9"), "unusable_term": (1, 4, "a few")}


def test_stores_are_told_apart_where_the_sheet_names_them():
    """A row with a store concerns that store only, a row without one all stores."""
    demand = made_up_demand(2)
    terms = made_up_terms(demand, {"item": ["a", "a"], "store": ["East", "West"]})
    found = match_terms(
        sheet([["Item", "Store", "Stock", "MOQ"], ["a", "", "", "5"], ["a", "west", "9", ""]]),
        terms.table,
    ).table
    assert found["minimum_order"].to_list() == [5, 5]
    assert found["on_hand"].isna().to_list() == [True, False]


@pytest.mark.parametrize(
    "rows",
    [[["a", "b"], ["1", "2"]], [["Item", "Pack"], ["nowhere", "2"]], [["Item"], ["0001"]]],
)
def test_a_sheet_without_terms_is_refused(rows):
    """No header, no matching item, or no term: a sentence says what to do."""
    with pytest.raises(SheetError, match=r"\.$"):
        match_terms(sheet(rows), made_up_terms(made_up_demand(2)).table)


def test_the_header_list_names_only_known_columns():
    """Every key of resources/formats/terms.toml is a column of the terms."""
    import tomllib

    path = Path(__file__).parents[4] / "resources" / "formats" / "terms.toml"
    roles = set(tomllib.loads(path.read_text(encoding="utf-8"))["headers"])
    assert roles == {*TERM_COLUMNS, "item", "title", "store", "category"}


def test_a_terms_file_in_a_chinese_encoding_is_read(tmp_path):
    """read_terms opens what the sales reader opens, here a GB18030 text file."""
    path = tmp_path / "terms.csv"
    path.write_text("货号,供应商,箱规\n0001,甲公司,12\n0002,乙,6\nX9,丙,1\n", encoding="gb18030")
    found = read_terms(path, made_up_terms(made_up_demand(4)))
    assert found.table["supplier"].to_list() == ["North", "甲公司", "乙", "South"]
    assert found.table["pack_size"].to_list() == [1, 12, 6, 1]
    assert [finding.example_value for finding in found.findings] == ["X9"]
    with pytest.raises(SheetError):
        read_terms(tmp_path / "missing.xlsx", made_up_terms(made_up_demand(4)))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("each delivery", "cycle"),
        (" Each  Unit ", "fill"),
        ("由毛利决定", "money"),
        ("gain", "gain"),
    ],
)
def test_what_a_service_level_counts_is_typed_in_words(typed: str, kind: str):
    """Both languages and the short names are taken."""
    assert checked("service_kind", typed) == kind
