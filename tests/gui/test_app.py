from __future__ import annotations

import sys

import pytest

from gui.app import open_window


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a screen")
def test_without_a_screen_a_sentence_says_what_to_do(monkeypatch, capsys):
    """Qt would abort without a display; the program ends with 2 and the next step."""
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    assert open_window() == 2
    assert "main.py forecast" in capsys.readouterr().err
