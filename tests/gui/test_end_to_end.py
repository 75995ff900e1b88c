"""The whole job in the real window: open the sample, forecast, restock, export, reopen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.app import make_window
from gui.crash import Crashes
from gui.window.frame import Window
from gui.window.preferences import Preferences

QUICK = ("seasonal_naive", "moving_mean", "tsb")
"""Models whose forecasts take no time: which is best is judged elsewhere."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    """The window on a workspace of its own, with preferences of its own."""
    preferences = Preferences(tmp_path / "shelfcast.ini")
    preferences.workspace = tmp_path / "My shop.shelf"
    preferences.language = "en"
    made = make_window(preferences, Crashes(tmp_path / "crashes"), preferences.workspace)
    qtbot.addWidget(made, before_close_func=lambda closing: closing.session.jobs.shut_down())
    made.show()
    return made


def _idle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.busy)


def _press_primary(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.top.primary.isEnabled)
    qtbot.mouseClick(window.top.primary, Qt.MouseButton.LeftButton)


def test_from_the_sample_to_an_exported_plan(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening the sample, Finish, Forecast and Export give a workbook that holds the plan.

    One line of the plan an item, codes as text with their leading zeros, quantities that are whole
    packs and at least the minimum, and the operator's own quantity where one was typed.
    """
    import openpyxl

    session = window.session
    window.files.open_sample()
    qtbot.waitUntil(lambda: session.preview is not None)
    report = session.preview.imported.report
    assert report.rows_read == report.rows_used + sum(report.rows_skipped.values())
    assert window.current == "import"
    _press_primary(qtbot, window)
    qtbot.waitUntil(lambda: session.terms is not None)
    session.change_settings(models=QUICK)
    _idle(qtbot, window)

    window.forecast()
    qtbot.waitUntil(lambda: bool(session.plan and not session.stale))
    assert window.current == "forecast"
    window.open_stage("restock")
    ordered = next(
        row for row, line in enumerate(session.plan.suggestions) if line.order_quantity > 0
    )
    own = session.plan.suggestions[ordered].order_quantity + 2 * float(
        session.plan.suggestions[ordered].pack_size
    )
    session.decide(ordered, "changed", own)

    target = tmp_path / "plan.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    _press_primary(qtbot, window)
    qtbot.waitUntil(lambda: session.exported == target)

    book = openpyxl.load_workbook(target, data_only=True)
    header, lines = _table(book["Plan"])
    plan = session.plan
    assert len(lines) == len(plan.suggestions) == len(session.demand)
    code, quantity = header.index("Item"), header.index("Order")
    by_code = {line[code]: line for line in lines}
    assert all(isinstance(line[code], str) for line in lines)
    assert "0007" in by_code
    for row, suggestion in enumerate(plan.suggestions):
        written = by_code[suggestion.item][quantity] or 0
        assert written == (own if row == ordered else suggestion.order_quantity)
        assert written % suggestion.pack_size == 0
        assert written == 0 or written >= suggestion.minimum_order
    suppliers = {line.supplier for line in plan.suggestions if line.final_quantity > 0}
    assert len(suppliers) > 1
    assert len(book.sheetnames) >= len(suppliers) + 3
    book.close()


def test_reopening_shows_the_same(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    """What was imported, forecast and decided is there again when the workspace is opened."""
    session = window.session
    window.files.open_sample()
    qtbot.waitUntil(lambda: session.preview is not None)
    session.finish_import()
    qtbot.waitUntil(lambda: session.terms is not None)
    session.change_settings(models=QUICK)
    session.start_forecast()
    qtbot.waitUntil(lambda: bool(session.plan and not session.stale))
    session.decide(1, "rejected", 0.0)
    before = session.plan.suggestions
    paths = session.run.forecast.paths
    session.save()
    _idle(qtbot, window)

    path = tmp_path / "My shop.shelf"
    preferences = Preferences(tmp_path / "other.ini")
    preferences.language = "zh_CN"
    again = make_window(preferences, Crashes(tmp_path / "crashes"), path)
    qtbot.addWidget(again, before_close_func=lambda closing: closing.session.jobs.shut_down())
    again.show()
    qtbot.waitUntil(lambda: again.session.plan is not None)
    assert again.session.plan.suggestions[1].decision == "rejected"
    assert [(line.item, line.final_quantity) for line in again.session.plan.suggestions] == [
        (line.item, line.final_quantity) for line in before
    ]
    assert (again.session.run.forecast.paths == paths).all()


def _table(sheet) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the header and the lines of the plan, wherever its header stands."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if "Item" in row)
    lines = []
    for row in rows[top + 1 :]:
        if not row[rows[top].index("Item")]:
            break
        lines.append(row)
    return list(rows[top]), lines
