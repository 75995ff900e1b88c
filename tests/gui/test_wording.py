"""Words on buttons, tabs and menus."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.wording import literal


def test_a_name_with_an_ampersand_is_shown_as_it_is(qtbot: QtBot) -> None:
    """Qt takes "&" for the key of a menu entry: Weaver & Son would read "Weaver _Son"."""
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction(literal("Weaver & Son"))
    assert action.text().replace("&&", "&") == "Weaver & Son"
    assert action.shortcut().isEmpty()
    assert literal("Oat soap") == "Oat soap"
