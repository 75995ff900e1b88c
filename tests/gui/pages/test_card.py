"""gui/pages/card.py"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from gui.pages.card import open_at
from gui.theme import theme


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_dialog_grows_with_the_text_and_stays_on_its_screen(qtbot: QtBot, scale: float) -> None:
    """At larger text as many letters lie in a line as before, unless the screen ends first."""
    theme().set_type(scale, "en")
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(QLabel("What could not be used"))
    room = dialog.screen().availableSize()
    open_at(dialog, 500, 300)
    assert dialog.width() == min(round(500 * scale), room.width())
    assert dialog.height() == min(round(300 * scale), room.height())
    open_at(dialog, 500)
    assert dialog.height() == min(dialog.sizeHint().height(), room.height())
