"""The operator's calendar file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.calendar.choices import CalendarChoices, OwnEvent, Promotion, Span
from core.calendar.file import read_calendar
from core.errors import OptionError

WRITTEN = """
country = "CN"
left_out = ["valentine"]
paydays = [10, 25]
[[event]]
name = "庙会"
first = 2026-02-20
last = 2026-02-25
yearly = true
before = 3
[[closed]]
first = 2026-02-16
[[promotion]]
first = 2026-03-01
last = 2026-03-07
items = ["007"]
price = 9.9
lift = 1.5
"""


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Country, own events, closures, paydays and promotions come back as values."""
    file = tmp_path / "calendar.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    day = np.datetime64
    assert read_calendar(file) == CalendarChoices(
        country="CN",
        left_out=("valentine",),
        own=(OwnEvent("庙会", Span(day("2026-02-20"), day("2026-02-25")), True, 3),),
        closures=(Span(day("2026-02-16"), day("2026-02-16")),),
        paydays=(10, 25),
        promotions=(
            Promotion(Span(day("2026-03-01"), day("2026-03-07")), ("007",), price=9.9, lift=1.5),
        ),
    )


@pytest.mark.parametrize("text", ["[[closed]]\n", "paydays = ['x']", "]", "[[event]]\nfirst = 1\n"])
def test_what_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    """A file that is no TOML, or lacks what an entry needs, is refused with its name."""
    file = tmp_path / "calendar.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OptionError, match=r"calendar\.toml"):
        read_calendar(file)
