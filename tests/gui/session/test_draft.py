"""gui/session/draft.py: what was opened, before Finish; rules switched, undone and done again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.sales.cleaning.rows import CAME_BACK, SOLD
from core.sales.switches import DEFAULT
from gui.pages.importing.earlier import earlier_files
from gui.pages.importing.page import ImportPage
from gui.pages.importing.raw_sheet import fate_name
from gui.pages.importing.understood import Line
from gui.session import Session
from gui.session.understanding import understood
from tests.core.sales.made_up_sheets import made_up_sheet, order_lines

MORE = [
    ["9001", "2024-03-09", "POST", "1", "9.90"],
    ["9002", "2024-03-09", "007", "-3", "2.50"],
]


def _preview(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: session.preview is not None and not session.jobs.busy)


@pytest.fixture
def draft(qtbot: QtBot, session: Session) -> Session:
    """A session with a sheet opened: 60 sales of 180 units, postage, and a return."""
    sheets = (made_up_sheet([*order_lines(), *MORE]),)
    session.set_sheets(sheets, understood(sheets))
    _preview(qtbot, session)
    return session


def test_a_rule_is_switched_undone_and_done_again(qtbot: QtBot, draft: Session) -> None:
    """Each switch cleans again; undo brings back exactly what was there; nothing is stored."""
    before = draft.preview.imported.report
    draft.switch_rule("non_product", False, "postage")
    assert draft.preview is None
    _preview(qtbot, draft)
    assert draft.preview.imported.report.units == before.units + 1
    assert draft.undo_stack.undoText() == "postage"
    draft.undo_stack.undo()
    _preview(qtbot, draft)
    assert draft.preview.imported.report == before
    draft.undo_stack.redo()
    _preview(qtbot, draft)
    assert draft.preview.imported.report.rows_skipped == {}
    assert draft.imported is None


def test_a_correction_is_undone(qtbot: QtBot, draft: Session) -> None:
    """A column given another role, undone, has its role again."""
    before = draft.maps
    draft.correct(0, roles={"unit_price": -1})
    qtbot.waitUntil(lambda: draft.maps is not before)
    assert "unit_price" not in draft.maps[0].roles
    draft.undo_stack.undo()
    _preview(qtbot, draft)
    assert draft.maps == before


def test_another_encoding_keeps_what_was_settled(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    """Roles given and taken, and rules switched, hold when the file is read in another encoding."""
    path = tmp_path / "sales.csv"
    rows = [*order_lines(), *MORE]
    rows = [[*row, "数量" if number == 0 else "2"] for number, row in enumerate(rows)]
    path.write_bytes("\n".join(",".join(row) for row in rows).encode("gb18030"))
    session.start_import([path])
    _preview(qtbot, session)
    session.correct(0, roles={"unit_price": -1})
    _preview(qtbot, session)
    session.correct(0, roles={"units": 5})
    _preview(qtbot, session)
    session.switch_rule("non_product", False, "postage")
    _preview(qtbot, session)
    roles, units = session.maps[0].roles, session.preview.imported.report.units
    assert roles["units"] == 5
    assert "unit_price" not in roles
    session.reencode("cp1252")
    qtbot.waitUntil(lambda: session.sheets[0].encoding == "cp1252")
    _preview(qtbot, session)
    assert session.maps[0].labels[5] != "数量"
    assert session.maps[0].roles == roles
    assert session.preview.imported.report.units == units
    assert not session.rules.non_product


def test_a_question_about_a_column_is_answered_by_its_header(
    qtbot: QtBot, session: Session
) -> None:
    """Which of two columns is the quantity, below title lines: a press answers, and it is read."""
    rows = [["Report"], [], ["Date", "SKU", "North", "South"]]
    rows += [[f"2024-03-{d:02d}", f"A{i}", str(d), str(i)] for d in range(1, 29) for i in range(4)]
    sheets = (made_up_sheet(rows),)
    session.set_sheets(sheets, understood(sheets))
    page = ImportPage(session)
    qtbot.addWidget(page)
    assert session.doubts[0].topic == "units"
    assert session.maps[0].header_row == 2
    page.doubts.answer(0, "units", "South")
    _preview(qtbot, session)
    assert session.maps[0].labels[session.maps[0].roles["units"]] == "South"
    assert session.preview.imported.report.units == 28 * (1 + 2 + 3)


def test_two_rows_can_be_chosen_as_the_header(qtbot: QtBot, draft: Session) -> None:
    """The header's control offers a row alone and with the one above it; undo takes it back."""
    page = ImportPage(draft)
    qtbot.addWidget(page)
    place = page.reading.header.findText("rows 1 and 2")
    assert place >= 0
    before = draft.maps
    page.reading.header.setCurrentIndex(place)
    page.reading.header.activated.emit(place)
    qtbot.waitUntil(lambda: draft.maps is not before)
    assert (draft.maps[0].header_row, draft.maps[0].header_depth) == (1, 2)
    draft.undo_stack.undo()
    _preview(qtbot, draft)
    assert draft.maps == before


def test_columns_of_sums_are_called_so(qtbot: QtBot, session: Session) -> None:
    """Quarters and 合计 among the months of a pivot are shown as totals, not as ignored."""
    months = ["2024年1月", "2024年2月", "2024年3月"]
    rows = [["货号", *months, "2024年第1季度", "合计"]]
    rows += [[f"A{i}", str(i), "2", "3", str(i + 5), str(i + 5)] for i in range(5)]
    sheets = (made_up_sheet(rows),)
    session.set_sheets(sheets, understood(sheets))
    page = ImportPage(session)
    qtbot.addWidget(page)
    model = page.raw.sheet
    assert [model.is_sum(section) for section in range(7)] == [False] * 5 + [True, True]


def test_finish_stores_the_rules_and_ends_the_draft(qtbot: QtBot, draft: Session) -> None:
    """The rules in force are kept with the account; the next sheet begins with the usual ones."""
    draft.switch_rule("returns", True, "returns")
    _preview(qtbot, draft)
    draft.finish_import()
    qtbot.waitUntil(lambda: draft.imported is not None)
    assert draft.imported.report.rules.returns
    assert draft.rules == DEFAULT
    assert not draft.undo_stack.canUndo()


def test_the_sheet_shows_what_became_of_each_row(qtbot: QtBot, draft: Session) -> None:
    """The raw sheet knows sales, returns and rows left out; the switch on the page changes them."""
    page = ImportPage(draft)
    qtbot.addWidget(page)
    page.show()
    sheet = page.raw.sheet
    assert [sheet.fate_of(row) for row in (1, 62)] == [SOLD, CAME_BACK]
    assert fate_name(sheet.fate_of(61)) == "no product"
    lines = page.rules.lines()
    assert set(lines) == {"non_product", "returns"}
    assert lines["non_product"].isChecked()
    assert not lines["returns"].isChecked()
    qtbot.mouseClick(lines["non_product"], Qt.MouseButton.LeftButton)
    _preview(qtbot, draft)
    assert sheet.fate_of(61) == SOLD
    assert not page.rules.lines()["non_product"].isChecked()
    draft.undo_stack.undo()
    _preview(qtbot, draft)
    assert page.rules.lines()["non_product"].isChecked()


def test_rows_left_out_can_be_saved(qtbot: QtBot, draft: Session, tmp_path: Path) -> None:
    """The account offers the rows left out, and the file that is written holds them."""
    page = ImportPage(draft)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.save_left_out_asked):
        page._account.save.click()
    path = tmp_path / "rows.csv"
    draft.save_left_out(path, "en")
    qtbot.waitUntil(lambda: draft.left_out_saved == path)
    assert "POST" in path.read_text("utf-8-sig")


def _open(qtbot: QtBot, session: Session, path: Path) -> None:
    session.start_import([path])
    qtbot.waitUntil(lambda: bool(session.sheets))


def _write(path: Path, rows: list[list[str]]) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    return path


def test_finish_remembers_and_the_next_sheet_is_read_so(
    qtbot: QtBot, draft: Session, tmp_path: Path
) -> None:
    """A sheet with the same header is read by what was settled, rules included, and says so; a
    changed header stops and asks."""
    draft.memory = tmp_path / "memory"
    draft.correct(0, roles={"unit_price": -1})
    qtbot.waitUntil(lambda: "unit_price" not in draft.maps[0].roles)
    draft.switch_rule("non_product", False, "postage")
    _preview(qtbot, draft)
    draft.finish_import()
    qtbot.waitUntil(lambda: not draft.sheets)
    page = ImportPage(draft)
    qtbot.addWidget(page)
    page.show()

    _open(qtbot, draft, _write(tmp_path / "april.csv", [*order_lines(), *MORE]))
    _preview(qtbot, draft)
    assert "unit_price" not in draft.maps[0].roles
    assert not draft.rules.non_product
    assert draft.preview.imported.report.rows_skipped == {}
    assert draft.known[0].mapping.made_from == "sales.csv"
    draft.reread(0, False)
    qtbot.waitUntil(lambda: not draft.known)
    assert "unit_price" in draft.maps[0].roles
    draft.cancel_import()

    more = [[*row, "x"] for row in order_lines()]
    more[0][-1] = "Cashier"
    _open(qtbot, draft, _write(tmp_path / "may.csv", more))
    qtbot.waitUntil(lambda: not draft.jobs.busy)
    assert draft.altered[0].new == ("Cashier",)
    assert draft.preview is None
    assert page.doubts.isVisible()
    assert "Cashier" in page.doubts.words.text()
    draft.reread(0, True)
    _preview(qtbot, draft)
    assert not draft.altered
    assert "unit_price" not in draft.maps[0].roles
    assert not draft.rules.non_product
    draft.undo_stack.undo()
    assert draft.altered


def test_a_finished_import_is_opened_again(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    """After Finish the sheets can be seen again as they were read, roles and rules as they stood; a
    file that is gone ends in a sentence, and the import stays."""
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(",".join(row) for row in [*order_lines(), *MORE]), encoding="utf-8")
    session.start_import([path])
    _preview(qtbot, session)
    session.correct(0, roles={"unit_price": -1})
    _preview(qtbot, session)
    session.switch_rule("non_product", False, "postage")
    _preview(qtbot, session)
    maps, report = session.maps, session.preview.imported.report
    session.finish_import()
    qtbot.waitUntil(lambda: session.imported is not None and not session.jobs.busy)
    page = ImportPage(session)
    qtbot.addWidget(page)
    page._in_force.reopen.click()
    _preview(qtbot, session)
    assert session.maps == maps
    assert session.rules == report.rules
    assert session.preview.imported.report == report
    session.cancel_import()
    path.unlink()
    with qtbot.waitSignal(session.jobs.refused):
        page._in_force.reopen.click()
    assert session.imported is not None
    assert session.sheets == ()


def test_what_was_understood_leads_to_its_column(qtbot: QtBot, session: Session) -> None:
    """Lines run from day to item to units; pressing one brings its column into view, and further
    columns of an item's key are named."""
    rows = [["Brand", *[f"note {n}" for n in range(30)], "Qty", "SKU", "Date"]]
    for day in range(1, 29):
        for item in ("T-11", "S-22"):
            note = ["x" * 30] * 30
            rows += [[b, *note, "2", item, f"2024-03-{day:02d}"] for b in ("B1", "B2")]
    sheets = (made_up_sheet(rows),)
    session.set_sheets(sheets, understood(sheets))
    _preview(qtbot, session)
    page = ImportPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    words = [line.text() for line in page.understood.findChildren(Line)]
    headers = [text.partition(" is ")[2] for text in words]
    assert [header for header in headers if header in rows[0]] == ["Date", "SKU", "Qty"]
    assert any("told apart by Brand" in text for text in words)
    bar = page.raw.horizontalScrollBar()
    before = bar.value()
    line = next(line for line in page.understood.findChildren(Line) if "is Date" in line.text())
    line.point()
    assert bar.value() > before


def test_a_newer_month_offers_to_read_the_earlier_sheets_with_it(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    """A sheet of the last days alone would take the place of months of sales: the page says so and
    the step beside it asks for both; a sheet that reaches as far back is not asked about."""
    header, *lines = [",".join(row) for row in order_lines()]
    paths = [tmp_path / name for name in ("year.csv", "month.csv", "again.csv")]
    newest = max(line.split(",")[1] for line in lines)
    for path, kept in zip(
        paths, (lines, [line for line in lines if newest in line], lines), strict=True
    ):
        path.write_text("\n".join([header, *kept]), encoding="utf-8")
    page = ImportPage(session)
    qtbot.addWidget(page)
    session.start_import(paths[:1])
    _preview(qtbot, session)
    session.finish_import()
    qtbot.waitUntil(lambda: session.demand is not None and not session.jobs.busy)
    session.start_import(paths[1:2])
    _preview(qtbot, session)
    [answer] = [it for it in page.findChildren(QPushButton) if it.text() == "Read together"]
    with qtbot.waitSignal(page.chosen) as chosen:
        answer.click()
    assert chosen.args == [paths[:1]]
    session.start_import(paths[:2])
    _preview(qtbot, session)
    assert session.preview.imported.report.units == 180
    assert earlier_files(session) is None
    session.start_import(paths[2:])
    _preview(qtbot, session)
    assert earlier_files(session) is None
    session.cancel_import()
