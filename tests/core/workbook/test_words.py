"""Sheets of the workbook that the plan does not always have, in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.restocking.orders.policy import Move, make_plan
from core.restocking.terms.terms import Terms, read_terms
from core.restocking.terms.values import SERVICE_KINDS
from core.wording import translation
from core.workbook.book import Book
from core.workbook.terms_sheet import write_terms
from core.workbook.transfers_sheet import write_transfers
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def book_at(path: Path, language: str) -> tuple[Any, Book]:
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    return workbook, Book(workbook, translation(language), language, "")


def cells(path: Path) -> list[list[object]]:
    import openpyxl

    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_service_kinds_are_words_that_are_read_back(tmp_path: Path, language: str) -> None:
    """What a level counts stands there in the workbook's language, and comes back as it was."""
    terms = made_up_terms(made_up_demand(4), {"service_kind": list(SERVICE_KINDS)})
    path = tmp_path / "terms.xlsx"
    workbook, book = book_at(path, language)
    write_terms(book, terms)
    workbook.close()
    header, *rows = cells(path)
    column = header.index("Service counts" if language == "en" else "服务水平类型")
    shown = [str(row[column]) for row in rows]
    assert len(set(shown)) == len(SERVICE_KINDS)
    assert all(word.isascii() == (language == "en") for word in shown)
    blank = Terms(terms.table.assign(service_kind="cycle"))
    assert read_terms(path, blank).table["service_kind"].to_list() == list(SERVICE_KINDS)


def test_days_that_only_some_items_have_are_written_and_read_back(tmp_path: Path) -> None:
    """One item with a season among others without: a date and empty cells."""
    terms = made_up_terms(made_up_demand(3))
    said = terms.edited(1, "season_end", "2024-08-30").edited(2, "on_order_due", "2024-09-01")
    path = tmp_path / "terms.xlsx"
    workbook, book = book_at(path, "en")
    write_terms(book, said)
    workbook.close()
    back = read_terms(path, terms).table
    assert back["season_end"].dt.strftime("%F").fillna("").to_list() == ["", "2024-08-30", ""]
    assert back["on_order_due"].dt.strftime("%F").fillna("").to_list() == ["", "", "2024-09-01"]


def test_moves_are_a_picking_list(tmp_path: Path) -> None:
    """Each move once, by store; a plan without moves has no such sheet."""
    demand = made_up_demand(2)
    terms = made_up_terms(demand, {"title": "Mug"})
    plan = make_plan(made_up_forecast(demand), terms, demand.as_of)
    moves = (Move("0001", "west", "east", 4.0), Move("0000", "east", "west", 12.0))
    path = tmp_path / "moves.xlsx"
    workbook, book = book_at(path, "en")
    write_transfers(book, plan)
    assert not workbook.worksheets()
    write_transfers(book, replace(plan, moves=moves))
    workbook.close()
    assert cells(path)[1:] == [
        ["east", "west", "0000", "Mug", 12],
        ["west", "east", "0001", "Mug", 4],
    ]
