from __future__ import annotations

import linecache
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.app import furnish_soon, make_frame, open_window
from gui.crash import Crashes
from gui.window.preferences import Preferences


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a screen")
def test_without_a_screen_a_sentence_says_what_to_do(monkeypatch, capsys):
    """Qt would abort without a display; the program ends with 2 and the next step."""
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    assert open_window() == 2
    assert "main.py forecast" in capsys.readouterr().err


def test_what_is_asked_for_before_the_pages_are_there_is_done_after(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frame is painted and answers first; pages come in steps; a sheet opened meanwhile is
    read once they are there, and nothing is opened twice."""
    preferences = Preferences(tmp_path / "shelfcast.ini")
    preferences.workspace = tmp_path / "My shop.shelf"
    preferences.language = "en"
    window = make_frame(preferences, Crashes(tmp_path))
    qtbot.addWidget(window)
    furnished: list[int] = []
    furnish_soon(window, preferences.workspace, lambda: furnished.append(1))
    window.show()
    assert window.session is None
    assert window.welcome.open_button.isVisible()
    assert window.stages.buttons["restock"].accessibleName()
    sheet = tmp_path / "sales.csv"
    sheet.write_text("date,item,units\n2026-01-01,A,3\n2026-01-02,A,4\n", "utf-8")
    window.files.open([sheet])
    window.open_stage("import")
    qtbot.waitUntil(lambda: bool(furnished))
    assert window.pages.currentWidget() is window.pages["import"]
    qtbot.waitUntil(lambda: bool(window.session.sheets))
    assert [Path(s.path) for s in window.session.sheets] == [sheet]
    assert furnished == [1]
    window.close()


def test_the_source_of_modules_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is imported after PySide6 is imported as ever: its source is neither read nor kept."""
    (tmp_path / "imported_after_pyside6.py").write_text("VALUE = 1", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    from imported_after_pyside6 import VALUE  # type: ignore[import-not-found]

    assert VALUE == 1
    assert not [file for file in linecache.cache if "imported_after_pyside6" in file]
