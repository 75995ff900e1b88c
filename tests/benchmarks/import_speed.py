"""How long a million order lines take from the file to the demand panel, against bare readers.

::

    python tests/benchmarks/import_speed.py [--lines N] [--peers PYTHON] [--rounds N] [--folder F]
        [--kinds KIND,…]

Writes order lines (``order_lines``) once into a folder outside the project: two workbooks, with
texts shared and inside their cells, and a CSV in UTF-8 and in GB18030. For each it then runs, in
turn and each in a process of its own,

- the program: reading process, understanding, cleaning, demand panel;
- for workbooks ``pandas.read_excel(engine="openpyxl")``, reading alone, on a tenth of the lines,
  its figures multiplied by ten, and ``fastexcel`` reading all cells as text;
- for CSV ``pyarrow.csv.read_csv`` (types guessed) and a group-by over item, store and day.

``--peers`` is a Python that has pandas, openpyxl, fastexcel and pyarrow; without it the program is
measured alone. Prints a Markdown table of each one's best round: seconds, processor seconds of all
its processes, and the most memory they held together; ratios are ours to theirs, best to best.

Then it compares every cell that was read with what was written: none may be missing or other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.progress import Progress  # noqa: E402 - found only now
from core.sales.reading.process import read_sheets  # noqa: E402
from tests.benchmarks.order_lines import KINDS, order_lines, written  # noqa: E402

ONCE = Path(__file__).with_name("import_once.py")
_CLOCK = """
import json, sys, time
{imports}
begin, busy = time.perf_counter(), time.process_time()
{work}
print(json.dumps({{"seconds": time.perf_counter() - begin,
    "processor": time.process_time() - busy, "rows": rows}}))
"""
PEERS = {
    "pandas + openpyxl × 10": _CLOCK.format(
        imports="import pandas, openpyxl",
        work='rows = len(pandas.read_excel(sys.argv[1], engine="openpyxl"))',
    ),
    "fastexcel": _CLOCK.format(
        imports="import fastexcel, pyarrow",
        work="book = fastexcel.read_excel(sys.argv[1])\n"
        'rows = book.load_sheet(0, dtypes="string").to_arrow().num_rows',
    ),
    "pyarrow": _CLOCK.format(
        imports="import pyarrow, pyarrow.compute, pyarrow.csv",
        work="options = pyarrow.csv.ReadOptions(encoding=sys.argv[2])\n"
        "table = pyarrow.csv.read_csv(sys.argv[1], read_options=options)\n"
        'day = pyarrow.compute.cast(table["下单时间"], pyarrow.date32())\n'
        'keyed = table.append_column("day", day).group_by(["商品编码", "门店", "day"])\n'
        'keyed.aggregate([("数量", "sum")])\n'
        "rows = table.num_rows",
    ),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds, processor seconds and megabytes of all its processes."""

    seconds: float
    processor: float
    memory: float


def main(arguments: list[str]) -> int:
    """Measure, print and compare; 1 where a cell is missing or other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--peers", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args(arguments)
    folder = options.folder or Path(tempfile.gettempdir()) / "shelfcast-order-lines"
    lines = order_lines(options.lines)
    few = lines.iloc[: max(1, options.lines // 10)]
    print("| file | who | seconds | processor seconds | MB | seconds ÷ | processor ÷ |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    wrong = 0
    for kind in options.kinds.split(","):
        path = written(folder, kind, lines)
        runs: dict[str, list[Run]] = {"Shelfcast": []}
        for _ in range(options.rounds):
            runs["Shelfcast"].append(_run([sys.executable, str(ONCE), str(path)]))
            for name in _peers_of(kind) if options.peers else ():
                tenth = name.endswith("× 10")
                file = written(folder, kind, few) if tenth else path
                run = _run([options.peers, "-c", PEERS[name], str(file), kind.split()[-1]])
                scale = 10 if tenth else 1
                run = Run(run.seconds * scale, run.processor * scale, run.memory)
                runs.setdefault(name, []).append(run)
        _print(kind, runs)
        wrong += _wrong_cells(path, lines)
    print(f"\ncells that are missing or other than written: {wrong}")
    return 1 if wrong else 0


def _peers_of(kind: str) -> tuple[str, ...]:
    return ("pandas + openpyxl × 10", "fastexcel") if "xlsx" in kind else ("pyarrow",)


def _run(command: list[str]) -> Run:
    """Run and watch a process; what it prints are its own figures."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    watched, most = psutil.Process(process.pid), 0
    while process.poll() is None:
        try:
            together = [watched, *watched.children(recursive=True)]
            most = max(most, sum(one.memory_info().rss for one in together))
        except psutil.Error:
            pass  # one of them has just ended
        time.sleep(0.02)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    assert process.stdout is not None
    printed = json.loads(process.stdout.read())
    if "stages" in printed:
        print(f"stages in seconds: {printed['stages']}", file=sys.stderr)
    return Run(printed["seconds"], printed["processor"], most / 2**20)


def _print(kind: str, runs: dict[str, list[Run]]) -> None:
    def best(name: str) -> Run:
        return Run(
            min(run.seconds for run in runs[name]),
            min(run.processor for run in runs[name]),
            max(run.memory for run in runs[name]),
        )

    ours = best("Shelfcast")
    for name in runs:
        run = best(name)
        ratios = (
            ""
            if name == "Shelfcast"
            else f"{ours.seconds / run.seconds:.2f} | {ours.processor / run.processor:.2f}"
        )
        print(
            f"| {kind} | {name} | {run.seconds:.2f} | {run.processor:.2f} | {run.memory:.0f} |"
            f" {ratios or ' | '} |",
            flush=True,
        )


def _wrong_cells(path: Path, lines: pd.DataFrame) -> int:
    """Return how many cells below the header are not as written."""
    (sheet,) = read_sheets([path], Progress())
    wrong = abs(len(sheet.cells) - 1 - len(lines)) * lines.shape[1]
    for place, name in enumerate(lines.columns):
        column = sheet.cells[place].array
        texts = np.append(column.categories.to_numpy(dtype=object), "")
        read = texts[column.codes[1 : 1 + len(lines)]]
        wrong += int((read != _as_text(lines[name], path.suffix == ".xlsx")[: len(read)]).sum())
    return wrong


def _as_text(column: pd.Series, in_workbook: bool) -> np.ndarray:
    codes, values = pd.factorize(column)
    if column.dtype.kind == "M":
        # At midnight a workbook's day and its time cannot be told from a day alone.
        texts = [
            str(v).removesuffix(" 00:00:00") if in_workbook else f"{v:%Y-%m-%d %H:%M}"
            for v in values
        ]
    elif column.dtype.kind == "f":
        texts = [f"{v:.15g}" if in_workbook else repr(float(v)) for v in values]
    else:
        texts = [str(v) for v in values]
    return np.array(texts, dtype=object)[codes]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
