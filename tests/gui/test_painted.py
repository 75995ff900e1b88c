"""A drawing that fails ends its painter, so that Qt goes on painting."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.painted import painted

GUI = Path(__file__).resolve().parents[2] / "gui"


class Torn(QWidget):
    """Fails while it is drawn, once."""

    held: list[QPainter]
    drawn = 0

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Keep the painter, as a traceback would, and fail the first time."""
        self.held.append(painter)
        self.drawn += 1
        if self.drawn == 1:
            raise KeyError(self.drawn)


def test_a_painter_ends_with_its_drawing_even_where_that_fails(qtbot: QtBot) -> None:
    """Held by a traceback, the painter is at work no longer, and the widget is drawn again."""
    widget = Torn()
    widget.held = []
    qtbot.addWidget(widget)
    with qtbot.captureExceptions() as caught:
        widget.show()
        qtbot.waitUntil(lambda: widget.drawn > 0)
        widget.repaint()
    assert [kind for kind, *_ in caught] == [KeyError]
    assert widget.drawn == 2
    assert not any(painter.isActive() for painter in widget.held)


@pytest.mark.parametrize("path", sorted(GUI.rglob("*.py")), ids=lambda path: path.stem)
def test_no_drawing_leaves_its_painter_to_python(path: Path) -> None:
    """Painters on widgets are opened by ``painted`` alone: nobody paints on ``QPainter(self)``."""
    made = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "QPainter"
        and any(isinstance(argument, ast.Name) and argument.id == "self" for argument in node.args)
    ]
    assert made == []
