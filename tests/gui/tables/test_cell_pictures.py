"""Cells are drawn once, some in each go, and anew when what they show has changed."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.tables import cell_pictures
from gui.tables.view import QuietTable


@pytest.fixture
def table(qtbot: QtBot) -> QuietTable:
    made = QuietTable()
    qtbot.addWidget(made)
    model = QStandardItemModel(40, 3, made)
    for row in range(40):
        for column in range(3):
            model.setItem(row, column, QStandardItem(f"{row} {column}"))
    made.setModel(model)
    made.resize(400, 300)
    made.show()
    # Shown in goes: until one draws nothing new.
    drawn: list[QPixmap] | None = None
    while drawn != list(made.pictures._kept.values()):
        drawn = list(made.pictures._kept.values())
        # A pointer that rests where the table appears is told of by an event.
        QApplication.processEvents()
        made.grab()
    return made


def test_what_one_go_does_not_draw_the_next_ones_do(
    qtbot: QtBot, table: QuietTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for one cell a go, the picture ends the same as with room for all."""
    whole = table.grab().toImage()
    monkeypatch.setattr(cell_pictures, "FEWEST", 1)
    monkeypatch.setattr(cell_pictures, "GO_S", 0.0)
    table.pictures.forget()
    assert table.grab().toImage() != whole
    table.viewport().update()
    qtbot.waitUntil(lambda: table.grab().toImage() == whole)


def test_a_cell_is_drawn_once_until_something_changes(qtbot: QtBot, table: QuietTable) -> None:
    """Painting again draws nothing; another value, another size or another order is seen."""
    drawn: list[tuple[int, int]] = []
    delegate = table.itemDelegate()
    draw = delegate.draw
    delegate.draw = lambda painter, option, index: (  # type: ignore[method-assign]
        drawn.append((index.row(), index.column())),
        draw(painter, option, index),
    )

    def is_still() -> bool:
        drawn.clear()
        table.grab()
        return not drawn

    # Once more where a pointer rests: an event tells the table of it when it comes.
    qtbot.waitUntil(is_still)
    before = table.grab().toImage()
    model = table.model()
    for change in (
        lambda: model.item(1, 1).setText("other"),
        lambda: table.setColumnWidth(0, 50),
        lambda: model.sort(0),
    ):
        drawn.clear()
        change()
        qtbot.waitUntil(lambda: (1, 1) in drawn)
        qtbot.waitUntil(is_still)
        after = table.grab().toImage()
        assert after != before
        before = after
