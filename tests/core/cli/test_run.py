"""The command line's contract, run as a user runs it: in a process of its own where it matters."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from core.cli.commands import Picture
from core.cli.run import AT_FAULT, DONE, run

ROOT = Path(__file__).resolve().parents[3]
QUICK = ["--models", "moving_mean,ses", "--quiet"]


def draw_nothing(path: Path, picture: Picture) -> None:
    path.write_bytes(b"drawn " + f"{picture.title} {picture.language}".encode())


def small_sheet(folder: Path) -> Path:
    """Sixty days of two items, one sold by a code with leading zeros, with a return."""
    path = folder / "sales.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "SKU", "Product", "Quantity", "Price"])
        for day in range(60):
            date = f"2024-{1 + day // 30:02d}-{1 + day % 28:02d}"
            writer.writerow([date, "007", "Tea", 3 + day % 4, "2.50"])
            writer.writerow([date, "42", "Cup", 1 + day % 2, "4.00"])
        writer.writerow(["2024-02-28", "007", "Tea", -1, "2.50"])
    return path


def test_forecast_does_the_whole_job(tmp_path: Path):
    """One command leaves plan, table, report, picture and workspace, and accounts for every row."""
    sheet = small_sheet(tmp_path)
    made = {
        name: tmp_path / name
        for name in ("plan.xlsx", "f.csv", "r.json", "chart.png", "shop.shelf")
    }
    status = run(
        [
            "forecast",
            str(sheet),
            "--out",
            str(made["plan.xlsx"]),
            "--forecasts",
            str(made["f.csv"]),
            "--report",
            str(made["r.json"]),
            "--chart",
            str(made["chart.png"]),
            "--workspace",
            str(made["shop.shelf"]),
            "--frequency",
            "D",
            "--horizon",
            "7",
            *QUICK,
        ],
        draw_nothing,
    )
    assert status == DONE
    assert all(path.stat().st_size for path in made.values())
    report = json.loads(made["r.json"].read_text("utf-8"))
    assert report["rows_read"] == report["rows_used"] + sum(report["rows_skipped"].values()) == 121
    assert report["units_returned"] == 1
    assert report["frequency"] == "D"
    assert report["horizon"] == 7
    assert sum(report["models"].values()) == report["series"] == 2
    with made["f.csv"].open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["item"] for row in rows] == ["007"] * 7 + ["42"] * 7


def test_the_last_forecast_is_scored_unasked(tmp_path: Path, capsys):
    """With next month's sheet the workspace's last forecast is scored, and changes are told."""
    days = pd.date_range("2026-01-05", periods=100)
    sheet, shelf, report = (tmp_path / name for name in ("s.csv", "w.shelf", "r.json"))
    for count in (70, 80):
        rows = [
            f"{day:%Y-%m-%d},{code},{4 + k % 3}"
            for k, day in enumerate(days[:count])
            for code in ("tea", "cup")
        ]
        sheet.write_text("Date,SKU,Quantity\n" + "\n".join(rows) + "\n")
        options = [
            "--workspace",
            str(shelf),
            "--report",
            str(report),
            "--frequency",
            "D",
            *QUICK[:2],
        ]
        assert run(["forecast", str(sheet), *options], draw_nothing) == DONE
    said = capsys.readouterr().out
    told = json.loads(report.read_text("utf-8"))["follow_up"]
    assert told["last_score"]["periods"] == 10
    assert told["last_score"]["items"] == 2
    assert told["last_score"]["units_sold"] == 100
    assert told["changes"]["since"] == "2026-03-16"
    assert said.count("Last forecast, 10 days on") == 1
    assert "Since the forecast from 2026-03-16" in said


def test_a_calendar_is_read(tmp_path: Path, capsys):
    """Own events come from a file; a country that is not known is refused in a sentence."""
    sheet, calendar = small_sheet(tmp_path), tmp_path / "c.toml"
    calendar.write_text('[[event]]\nname = "Fair"\nfirst = 2026-01-20\n')
    options = ["--calendar", str(calendar), *QUICK]
    assert run(["forecast", str(sheet), *options], draw_nothing) == DONE
    assert run(["forecast", str(sheet), "--country", "XX", *QUICK], draw_nothing) == AT_FAULT
    assert "“XX”" in capsys.readouterr().err


def test_the_same_seed_gives_the_same_forecast(tmp_path: Path):
    """Same sheet, same seed: the table is the same to the byte."""
    sheet = small_sheet(tmp_path)
    tables = [tmp_path / name for name in ("a.csv", "b.csv")]
    for table in tables:
        assert run(["forecast", str(sheet), "--forecasts", str(table), *QUICK], draw_nothing) == 0
    assert tables[0].read_bytes() == tables[1].read_bytes()


BAD = {
    "no day": lambda p: p.write_text("name,colour\ntea,green\ncup,blue\n"),
    "empty": lambda p: p.write_bytes(b""),
    "one row": lambda p: p.write_text("Date,SKU,Quantity\n"),
}


@pytest.mark.parametrize("defect", BAD)
def test_bad_sheets_end_with_2_and_a_sentence(tmp_path: Path, capsys, defect: str):
    """What the operator can mend is said in one line on stderr, and nothing is written."""
    sheet = tmp_path / "sales.csv"
    BAD[defect](sheet)
    out = tmp_path / "plan.xlsx"
    assert run(["forecast", str(sheet), "--out", str(out), "--quiet"], draw_nothing) == AT_FAULT
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert sorted(os.listdir(tmp_path)) == ["sales.csv"]


def test_noise_named_xlsx_and_a_folder_end_with_2(tmp_path: Path, capsys):
    """Five random bytes, or a folder, are refused in a sentence; the report says so too."""
    noise = tmp_path / "noise.xlsx"
    noise.write_bytes(bytes([7, 200, 13, 99, 1]))
    report = tmp_path / "r.json"
    folder = tmp_path / "folder"
    folder.mkdir()
    for sheet in (noise, folder):
        status = run(["forecast", str(sheet), "--report", str(report), "--quiet"], draw_nothing)
        assert status == AT_FAULT
        said = capsys.readouterr().err.strip()
        assert json.loads(report.read_text("utf-8"))["error"] == said


@pytest.mark.parametrize(
    "arguments",
    [
        ["forecast"],
        ["forcast", "x.csv"],
        ["forecast", "x.csv", "--frequency", "Y"],
        ["forecast", "x.csv", "--models", "oracle"],
        ["forecast", "x.csv", "--horizon", "0"],
        ["forecast", "x.csv", "--service", "1.5"],
        ["forecast", "x.csv", "--lead-time", "-1"],
        ["forecast", "x.csv", "--seed", "-5"],
    ],
)
def test_wrong_options_end_with_2_and_a_sentence(capsys, arguments: list[str]):
    """An option that cannot be used is the operator's to mend, before any work is done."""
    assert run(arguments, draw_nothing) == AT_FAULT
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("option", ["--out", "--forecasts", "--chart", "--report", "--workspace"])
def test_targets_are_checked_before_the_work(tmp_path: Path, capsys, option: str):
    """A missing folder is told at once, before the sheet is looked at."""
    missing = tmp_path / "no such folder" / "file"
    assert run(["forecast", "nowhere.csv", option, str(missing), "--quiet"], draw_nothing) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no such folder" in said


def test_a_result_never_overwrites_a_sheet(tmp_path: Path, capsys):
    """A sheet named as result is refused and stays as it was; the report tells why."""
    sheet, report = small_sheet(tmp_path), tmp_path / "r.json"
    before = sheet.read_bytes()
    arguments = ["forecast", str(sheet), "--forecasts", str(sheet), "--report", str(report)]
    assert run(arguments, draw_nothing) == AT_FAULT
    assert sheet.read_bytes() == before
    assert "named twice" in json.loads(report.read_text("utf-8"))["error"]


def test_a_file_that_is_no_workspace_is_refused_at_once(tmp_path: Path, capsys):
    """What lies where the workspace should go is looked at before the sheet is."""
    junk = tmp_path / "shop.shelf"
    junk.write_text("junk")
    assert run(["import", "nowhere.csv", "--workspace", str(junk), "--quiet"], draw_nothing) == 2
    assert "not a Shelfcast workspace" in capsys.readouterr().err
    assert junk.read_text() == "junk"


def test_wrong_options_are_reported_too(tmp_path: Path):
    """The report is written where even the options could not be read."""
    report = tmp_path / "r.json"
    arguments = ["forecast", "x.csv", "--frequency", "Y", "--report", str(report)]
    assert run(arguments, draw_nothing) == AT_FAULT
    assert "frequency" in json.loads(report.read_text("utf-8"))["error"]


def test_main_passes_the_exit_status_on(tmp_path: Path):
    """The process itself ends with the status, stdout empty and no traceback."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "forecast", str(tmp_path / "none.xlsx")],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == AT_FAULT
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_the_plan_is_written_in_the_language_asked_for(tmp_path: Path):
    """--language chooses the language of the workbook's sheets and of the picture."""
    import openpyxl

    out, chart = tmp_path / "plan.xlsx", tmp_path / "chart.png"
    command = ["forecast", str(small_sheet(tmp_path)), "--out", str(out), "--language", "zh_CN"]
    assert run([*command, "--chart", str(chart), *QUICK], draw_nothing) == DONE
    assert chart.read_bytes() == b"drawn Tea zh_CN"
    assert "计划" in openpyxl.load_workbook(out, read_only=True).sheetnames


def test_pretraining_leaves_weights_and_their_card(tmp_path: Path):
    """A few steps of pretraining end with weights as safetensors and a card beside them."""
    out = tmp_path / "network"
    sizes = ["--steps", "2", "--hidden", "16", "--layers", "1", "--width", "16"]
    assert run(["pretrain", "--out", str(out), *sizes, "--quiet"], draw_nothing) == DONE
    assert list(out.glob("*.safetensors"))
    assert any("steps_done" in card.read_text("utf-8") for card in out.glob("*.json"))
    head, *looks = (out / "curve.csv").read_text("utf-8").splitlines()
    assert head == "step,loss,held_out"
    assert len(looks) == 1


def test_every_command_says_what_made_its_report(tmp_path: Path):
    """The report of a backtest names version, seed, device, seconds, memory and panel, too."""
    report = tmp_path / "r.json"
    command = ["backtest", str(small_sheet(tmp_path)), "--frequency", "D", *QUICK]
    assert run([*command, "--report", str(report)], draw_nothing) == DONE
    told = json.loads(report.read_text("utf-8"))
    wanted = {"version", "seed", "device", "seconds", "peak_memory_mb", "frequency", "periods"}
    assert wanted <= told.keys()
    assert told["seconds"]["backtest"] > 0


def test_a_report_names_findings_about_no_row(tmp_path: Path):
    """What is said of the sheet itself, as prices in several currencies, stands in the report."""
    sheet, report = tmp_path / "sales.csv", tmp_path / "r.json"
    lines = ["Date,Item,Quantity,Price,Currency"]
    for day in range(1, 29):
        lines += [f"2024-02-{day:02d},Tea,2,5.00,EUR", f"2024-02-{day:02d},Jam,3,4.00,USD"]
    sheet.write_text("\n".join(lines))
    command = ["import", str(sheet), "--workspace", str(tmp_path / "w.shelf"), "--quiet"]
    assert run([*command, "--report", str(report)], draw_nothing) == DONE
    assert json.loads(report.read_text("utf-8"))["findings"] == {"currencies": 0}


def test_a_budget_is_kept(tmp_path: Path):
    """`--budget` cuts the plan: what it costs in the report is no more than that."""
    sheet = tmp_path / "sales.csv"
    lines = ["Date,SKU,Quantity,Price,Cost"]
    for day in range(1, 61):
        date = f"2024-{1 + day // 31:02d}-{1 + day % 28:02d}"
        lines += [f"{date},A,{3 + day % 4},5.00,3.00", f"{date},B,{1 + day % 2},9.00,4.00"]
    sheet.write_text("\n".join(lines))
    costs = []
    for extra in ([], ["--budget", "100"]):
        report = tmp_path / "r.json"
        arguments = ["forecast", str(sheet), "--report", str(report), "--frequency", "D", *extra]
        assert run([*arguments, *QUICK], draw_nothing) == DONE
        costs.append(json.loads(report.read_text("utf-8"))["plan"]["cost"])
    assert costs[0] > 100 >= costs[1] > 0
