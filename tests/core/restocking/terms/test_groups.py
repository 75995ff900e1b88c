"""Terms of categories and suppliers: items inherit them, and say otherwise where they do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.errors import OptionError
from core.restocking.terms.groups import (
    CATEGORY,
    ITEM,
    SHOP,
    SUPPLIER,
    GroupTerm,
    with_group_term,
    without_group_term,
)
from core.restocking.terms.terms import TermDefaults, default_terms, read_terms
from core.restocking.terms.values import checked
from tests.core.restocking.made_up_terms import made_up_catalogue, made_up_terms
from tests.made_up import made_up_demand

GROUPS = (
    GroupTerm("supplier", "North", "lead_time_days", 30.0),
    GroupTerm("category", "Tea", "lead_time_days", 20.0),
    GroupTerm("category", "Tea", "shelf_life_days", 90.0),
    GroupTerm("supplier", "South", "service_level", 0.9),
)


def terms_with_groups():
    """Six items of suppliers North and South by turns, the first three of category Tea; the first
    says its own lead time."""
    demand = made_up_demand(6)
    sales = made_up_catalogue(
        demand,
        {"category": ["Tea"] * 3 + [""] * 3, "lead_time": [5.0] + [np.nan] * 5},
    )
    return default_terms(demand, sales, TermDefaults(10, 0.5, 7, 0.95, groups=GROUPS))


def test_the_nearer_word_counts():
    """Item before supplier before category before shop, in any order they were said in."""
    terms = terms_with_groups()
    assert terms.table["lead_time_days"].to_list() == [5, 20, 30, 10, 30, 10]
    assert terms.said_by["lead_time_days"].to_list() == [
        *(ITEM, CATEGORY, SUPPLIER, SHOP, SUPPLIER, SHOP)
    ]
    assert terms.table["lead_time_sd_days"].to_list() == [2.5, 10, 15, 5, 15, 5]
    assert terms.table["shelf_life_days"].notna().to_list() == [True] * 3 + [False] * 3
    assert terms.table["service_level"].to_list() == [0.95, 0.9] * 3


def test_a_level_that_was_said_is_no_longer_spread():
    """A typed service level counts cycles; others stay spread by gain. Undone, it is as before."""
    terms = terms_with_groups()
    assert terms.table["service_kind"].to_list() == ["gain", "cycle"] * 3
    typed = terms.edited(0, "service_level", "98%")
    assert typed.table["service_kind"].to_list()[0] == "cycle"
    back = typed.put({(0, "service_level"): 0.95, (0, "service_kind"): "gain"})
    pd.testing.assert_frame_equal(back.table, terms.table)


def test_a_sheet_of_suppliers_says_their_terms(tmp_path: Path):
    """A workbook of an item list and a supplier list: items keep their own, others inherit."""
    path = tmp_path / "terms.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"Item": ["0000"], "Lead time": [3]}).to_excel(
            book, sheet_name="Items", index=False
        )
        pd.DataFrame(
            {
                "Supplier": ["North", "South"],
                "Lead time": [21, None],
                "Order days": ["Mon, Thu", "Tue"],
                "Closed": ["2025-02-01 to 2025-02-09", ""],
                "Minimum amount": ["500", "lots"],
            }
        ).to_excel(book, sheet_name="Suppliers", index=False)
    terms = read_terms(path, made_up_terms(made_up_demand(4)))
    table = terms.table
    assert table["lead_time_days"].to_list() == [3, 14, 21, 14]
    assert table["order_days"].to_list() == ["1,4", "2"] * 2
    assert table["closures"].to_list() == ["2025-02-01/2025-02-09", ""] * 2
    assert table["supplier_minimum"].to_list()[::2] == [500, 500]
    assert [finding.kind for finding in terms.findings] == ["unusable_term"]


def test_old_tables_are_completed():
    """A workspace of an earlier version has no such columns: they then say nothing."""
    terms = made_up_terms(made_up_demand(3))
    old = type(terms)(terms.table.drop(columns=["season_end", "order_days", "maximum_order"]))
    assert old.table["season_end"].isna().all()
    assert old.table["order_days"].to_list() == [""] * 3
    assert (old.said_by == SHOP).all(axis=None)


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("season_end", "2026-03-31", np.datetime64("2026-03-31")),
        ("season_end", "2026年3月31日", np.datetime64("2026-03-31")),
        ("season_end", pd.Timestamp("2026-03-31 10:00"), np.datetime64("2026-03-31")),
        ("order_days", "周一、周四", "1,4"),
        ("service_kind", " Fill ", "fill"),
    ],
)
def test_days_and_weekdays_are_read_as_typed(column: str, typed: object, value: object):
    """Dates in either language, weekdays in either language."""
    assert checked(column, typed) == value
    assert np.isnat(checked("season_end", ""))


@pytest.mark.parametrize(
    ("column", "typed"),
    [("season_end", "spring"), ("season_end", "2026-02-30"), ("service_kind", "best")],
)
def test_what_cannot_be_used_is_refused(column: str, typed: str):
    """A sentence says what to type."""
    with pytest.raises(OptionError, match=r"\."):
        checked(column, typed)


def test_the_whole_shop_says_a_term_for_all_that_say_nothing():
    """Nearer groups and items go before the shop; a lead time keeps its spread's share, whatever
    the order in which terms are said."""
    demand = made_up_demand(4)
    groups = (
        GroupTerm("shop", "", "lead_time_sd_days", 9.0),
        GroupTerm("shop", "", "lead_time_days", 30.0),
        GroupTerm("supplier", "South", "lead_time_days", 8.0),
        GroupTerm("shop", "", "order_days", "1,4"),
    )
    terms = default_terms(demand, made_up_catalogue(demand), TermDefaults(groups=groups))
    assert terms.table["lead_time_days"].to_list() == [30, 8, 30, 8]
    assert terms.table["lead_time_sd_days"].to_list() == [9, 8 * 0.3, 9, 8 * 0.3]
    assert set(terms.table["order_days"]) == {"1,4"}
    assert set(terms.said_by["order_days"]) == {SHOP}


def test_a_group_says_each_term_once():
    """Saying a term again replaces it; taking it back leaves the group's other terms."""
    first = GroupTerm("supplier", "North", "review_days", 7.0)
    other = GroupTerm("supplier", "North", "lead_time_days", 9.0)
    again = GroupTerm("supplier", "North", "review_days", 14.0)
    assert with_group_term((first, other), again) == (other, again)
    assert without_group_term((other, again), "supplier", "North", "review_days") == (other,)
