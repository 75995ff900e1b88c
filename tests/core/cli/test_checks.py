"""What is refused before any work is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli.commands import Picture
from core.cli.run import AT_FAULT, run

SHEET = "no such sheet.csv"
"""Said to be missing, too, but only once the sheets are read."""


def draw_nothing(_: Path, __: Picture) -> None:
    """Draw no picture."""


def refusal(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Return the one sentence that a run with these options ends with."""
    assert run(["forecast", SHEET, "--quiet", *options], draw_nothing) == AT_FAULT
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert SHEET not in said
    return said


@pytest.mark.parametrize("option", ["--terms", "--receipts", "--mapping", "--calendar"])
def test_inputs_that_are_not_there_are_told_at_once(
    capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """A missing file beside the sheets is named before a sheet is read."""
    assert "nowhere.toml" in refusal(capsys, option, "nowhere.toml")


def test_places_that_cannot_be_reached_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """So are a country without known holidays and a cluster that cannot be asked."""
    assert "“XX”" in refusal(capsys, "--country", "XX")
    assert "cluster" in refusal(capsys, "--cluster", "not-an-address")


@pytest.mark.parametrize(
    ("option", "name", "ending"),
    [
        ("--out", "x.txt", ".xlsx"),
        ("--chart", "x.gif", ".png"),
        ("--forecasts", "x.xlsx", ".csv"),
        ("--out", "plan", ".xlsx"),
    ],
)
def test_a_result_has_the_ending_of_what_it_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str, name: str, ending: str
) -> None:
    """No workbook is written under the name of another kind of file."""
    assert ending in refusal(capsys, option, str(tmp_path / name))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("amount", ["-5", "nan", "inf", "much"])
def test_a_budget_is_an_amount(capsys: pytest.CaptureFixture[str], amount: str) -> None:
    """A budget that no plan can keep is refused, not planned for."""
    assert "budget" in refusal(capsys, f"--budget={amount}")
