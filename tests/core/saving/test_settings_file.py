"""core/saving/settings_file.py"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import OptionError
from core.frequency import Frequency
from core.restocking.orders.what_if import Scenario
from core.saving.settings_file import read_settings, write_settings
from core.settings import Settings


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    """Every choice, values within values too, survives the file."""
    settings = replace(
        Settings(),
        frequency=Frequency.WEEKLY,
        models=("tsb", "arima"),
        budget=22_500.0,
        scenarios=(Scenario("Fair", demand=1.4),),
    )
    path = tmp_path / "settings.json"
    write_settings(path, settings)
    assert read_settings(path) == settings


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"class":"Sales"}',
        '{"horizon": 13}',
        "\x00\x01",
        '{"class":"Settings","seed":-4}',
    ],
)
def test_what_are_no_settings_is_refused_in_words(tmp_path: Path, text: str) -> None:
    """No file can make a value that no stage could work with, nor anything but settings."""
    path = tmp_path / "settings.json"
    path.write_text(text, "utf-8")
    with pytest.raises(OptionError) as refused:
        read_settings(path)
    assert str(refused.value)
