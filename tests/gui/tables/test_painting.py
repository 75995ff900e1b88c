"""What is painted by hand: nothing that tells two rows apart is left out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.tables import painting
from gui.theme import theme


@pytest.mark.parametrize("name", ["Oat soap", "Extra long organic cold-pressed olive oil 750 ml"])
def test_a_name_leaves_room_for_its_store(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """However long a name is, its store stands beside it, within the cell."""
    written: list[tuple[str, QRectF]] = []
    monkeypatch.setattr(
        painting, "text", lambda _, place, words, *__, **___: written.append((words, place))
    )
    cell = QRectF(10, 0, 160, 26)
    image = QImage(200, 26, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painting.name_in_store(painter, cell, name, "North", theme().font("body"))
    (first, named), (second, placed) = written
    assert (first, second) == (name, "North")
    assert named.right() < placed.left() < cell.right()
    assert placed.right() <= cell.right()
    assert placed.width() >= 30
