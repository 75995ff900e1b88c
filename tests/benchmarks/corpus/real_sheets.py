"""The real sheets: what is true of each, and what the program makes of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import OperatorError
from core.progress import Progress
from core.sales.cleaning.clean import clean
from core.sales.reading.process import read_sheets
from core.sales.understanding.joins import joined
from core.sales.understanding.several_sheets import understand
from core.sales.understanding.tables import separated


def real_sheets() -> Sequence[Mapping[str, Any]]:
    """Return what is true of each sheet of real_sheets.toml."""
    with (Path(__file__).parent / "real_sheets.toml").open("rb") as file:
        return list(tomllib.load(file)["sheet"])


def difference(true: Mapping[str, Any], folder: Path) -> str:
    """Import the files of an entry out of ``folder``; say what is not as it should be, else ""."""
    try:
        sheets = joined(
            separated(read_sheets([folder / name for name in true["files"]], Progress()))
        )
        maps = understand(sheets)
        sales, report = clean(sheets, maps, Progress())
    except OperatorError as error:
        if "refused" in true and true["refused"] in str(error):
            return ""
        return f"refused: {error}"
    if "refused" in true:
        return f"{report.rows_used} rows of sales, where there are none"
    rows = sales.rows
    found = {
        "units": report.units,
        "lines": report.rows_read,
        "items": rows["item"].nunique(),
        "first": rows["day"].min().date(),
        "last": rows["day"].max().date(),
        "layout": maps[0].layout,
        "platform": maps[0].platform,
        "encoding": sheets[0].encoding,
    }
    wrong = [f"{k} {found[k]}, not {true[k]}" for k in found if k in true and found[k] != true[k]]
    if report.rows_read != report.rows_used + sum(report.rows_skipped.values()):
        wrong.append(f"rows do not add up: {report.rows_skipped}")
    return "; ".join(wrong)
