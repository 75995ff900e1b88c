"""Runs into a workspace: the operator's work in it goes on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from core.calendar.choices import CalendarChoices, OwnEvent, Span
from core.cli.commands import Picture
from core.cli.run import DONE, run
from core.forecasting.analogues import Analogue
from core.restocking.orders.carried import answers_of
from core.restocking.terms.groups import GroupTerm
from core.saving.saved import Saved, load_workspace, save_workspace
from core.settings import Settings
from core.tracking.overrides import Override

QUICK = ["--models", "ses", "--frequency", "D", "--quiet"]
DAY = np.timedelta64(1, "D")


def draw_nothing(_: Path, __: Picture) -> None:
    """Draw no picture."""


def sheet(folder: Path, items: tuple[str, ...] = ("tea", "cup"), days: int = 60) -> Path:
    """A shop's daily sales; later sheets are longer."""
    path = folder / "sales.csv"
    lines = ["Date,SKU,Quantity,Price"]
    for day in range(days):
        on = date(2026, 1, 5) + timedelta(days=day)
        lines += [f"{on},{item},{3 + (day + k) % 4},9" for k, item in enumerate(items)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def forecast(shelf: Path, sales: Path, *more: str) -> Saved:
    """Run the whole job into a workspace and return what it then holds."""
    arguments = ["forecast", str(sales), "--workspace", str(shelf), *QUICK, *more]
    assert run(arguments, draw_nothing) == DONE
    return load_workspace(shelf)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A workspace with a run in which the operator has worked on every stage."""
    path = tmp_path / "shop.shelf"
    saved = forecast(path, sheet(tmp_path))
    table = saved.terms.table.assign(on_hand=[77.0, np.nan])
    event = OwnEvent("Fair", Span(np.datetime64("2026-03-10"), np.datetime64("2026-03-11")))
    settings = replace(
        saved.settings,
        calendar=CalendarChoices(country="CN", own=(event,), paydays=(15,)),
        lead_time_days=21.0,
        group_terms=(GroupTerm("shop", "", "review_days", 10.0),),
        budget=5000.0,
        lost_sales=False,
    )
    cutoff = saved.run.forecast.cutoff
    # The terms are those of the settings they were made from, and one cell that was typed.
    table["lead_time_days"], table["review_days"] = 21.0, 10.0
    table["lead_time_sd_days"] = 21.0 * settings.lead_time_spread
    save_workspace(
        path,
        settings=settings,
        terms=replace(saved.terms, table=table),
        plan=saved.plan.decided(1, "changed", 999.0),
        overrides=(Override("cup", "", cutoff, cutoff + 6 * DAY, "units", 700.0, "", cutoff),),
    )
    return path


def test_a_run_without_options_changes_no_choice(shelf: Path, tmp_path: Path) -> None:
    """Settings, typed terms, answers and changed forecasts hold in the next run and stay."""
    before = load_workspace(shelf)
    after = forecast(shelf, sheet(tmp_path))
    assert after.settings == before.settings
    assert 77.0 in set(after.terms.table["on_hand"])
    assert after.terms.table["lead_time_days"].tolist() == [21.0, 21.0]
    assert after.plan.lost_sales is False
    assert {key: it.quantity for key, it in answers_of(after.plan).items()} == {
        (after.plan.suggestions[1].item, ""): 999.0
    }
    row = after.run.demand.items.index("cup")
    assert after.run.forecast.paths[row, :, :7].sum(axis=1).mean() == pytest.approx(700, rel=0.02)
    assert after.overrides == before.overrides


def test_items_chosen_for_a_new_one_to_sell_like_stay_in_force(tmp_path: Path) -> None:
    """A new item leans on what was chosen in the window, not on what was found, and still after."""
    shelf, sales = tmp_path / "new.shelf", sheet(tmp_path, ("green tea", "black tea", "cup"))
    lines = sales.read_text("utf-8").splitlines()
    lines.append("2026-03-01,white tea,3,9")
    sales.write_text("\n".join(lines), "utf-8")
    found = forecast(shelf, sales).run
    entry = next(e for e in found.launches.entries if e.item == "white tea")
    own = entry.changed([Analogue("cup", "", 1.0)], factor=50.0)
    save_workspace(shelf, analogues=(own,))
    after = forecast(shelf, sales)
    row = after.run.demand.items.index("white tea")
    assert after.analogues == (own,)
    assert after.run.launches.of("white tea", "") == own
    assert after.run.forecast.mean()[row].sum() > 5 * found.forecast.mean()[row].sum()


def test_options_go_before_what_the_workspace_says(shelf: Path, tmp_path: Path) -> None:
    """What the command line says replaces that setting alone; ``none`` lifts a budget."""
    before = load_workspace(shelf)
    options = ["--lead-time", "5", "--country", "GB", "--budget", "none", "--customers-leave"]
    after = forecast(shelf, sheet(tmp_path), *options)
    assert after.settings == replace(
        before.settings,
        lead_time_days=5.0,
        budget=None,
        lost_sales=True,
        calendar=replace(before.settings.calendar, country="GB"),
    )
    assert after.terms.table["lead_time_days"].tolist() == [5.0, 5.0]
    assert 77.0 in set(after.terms.table["on_hand"])


def test_periods_that_a_workspace_kept_can_be_left_to_the_sales_again(
    shelf: Path, tmp_path: Path
) -> None:
    """ "auto" takes back what an earlier run or the window chose."""
    assert load_workspace(shelf).settings.frequency is not None
    after = forecast(shelf, sheet(tmp_path), "--frequency", "auto", "--horizon", "auto")
    assert (after.settings.frequency, after.settings.horizon) == (None, None)


def test_an_import_clears_only_what_no_longer_fits(shelf: Path, tmp_path: Path) -> None:
    """The same sheet leaves forecast and plan; one of other items takes both away, nothing else."""
    before = load_workspace(shelf)
    command = ["import", "--workspace", str(shelf), "--quiet"]
    assert run([*command, str(sheet(tmp_path))], draw_nothing) == DONE
    same = load_workspace(shelf)
    assert answers_of(same.plan) == answers_of(before.plan)
    assert same.run is not None
    assert 77.0 in set(same.terms.table["on_hand"])
    assert run([*command, str(sheet(tmp_path, ("pen", "ink")))], draw_nothing) == DONE
    other = load_workspace(shelf)
    assert (other.run, other.plan) == (None, None)
    assert other.demand.items == tuple(other.terms.table["item"]) == ("ink", "pen")
    assert (other.settings, other.overrides) == (before.settings, before.overrides)


def test_an_answer_outlives_newer_sales_only_where_the_same_is_suggested(
    shelf: Path, tmp_path: Path
) -> None:
    """With a longer sheet a changed quantity is open again, for another one is suggested."""
    before = load_workspace(shelf).plan.suggestions[1].order_quantity
    line = forecast(shelf, sheet(tmp_path, days=75)).plan.suggestions[1]
    assert (line.decision == "changed") == (line.order_quantity == before)


def test_sales_that_replace_earlier_ones_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A month alone into a workspace of more takes the earlier sales away, and says how to keep
    them; the same sheet again says nothing of that."""
    shelf, whole = tmp_path / "w.shelf", sheet(tmp_path)
    command = ["import", "--workspace", str(shelf)]
    for _ in range(2):
        assert run([*command, str(whole)], draw_nothing) == DONE
    assert "took the place" not in capsys.readouterr().out
    lines = whole.read_text("utf-8").split("\n")
    whole.write_text("\n".join([lines[0], *lines[61:]]), "utf-8")
    assert run([*command, str(whole)], draw_nothing) == DONE
    said = capsys.readouterr().out
    assert "begin on 4 Feb 2026 and took the place of those since 5 Jan 2026" in said


def test_an_import_says_what_it_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The result stands on stdout in words, and the report has the panel that was built."""
    report, sales = tmp_path / "r.json", sheet(tmp_path)
    with sales.open("a", encoding="utf-8") as file:
        file.write("\n2026-02-01,vase,-2,9\n2026-02-01,bowl,0,9\n2026-02-02,bowl,0,9\n")
        file.write("2026-02-03,dish,2,9\n2026-02-03,dish,-2,9\n")
    command = ["import", str(sales), "--workspace", str(tmp_path / "w.shelf")]
    assert run([*command, "--report", str(report)], draw_nothing) == DONE
    assert "125 rows read = 125 used" in capsys.readouterr().out
    told = json.loads(report.read_text("utf-8"))
    assert (told["series"], told["frequency"], told["seed"]) == (2, "D", Settings().seed)
    reasons = {it["item"]: it["reason"] for it in told["items_not_forecast"]}
    assert told["items"] == told["series"] + len(reasons)
    assert "returns" in reasons["vase"]
    assert "0 units" in reasons["bowl"]
    assert "same day" in reasons["dish"]
