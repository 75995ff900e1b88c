"""Broken sheets by the thousand: each must end in data or in a plain sentence, within its limits.

::

    python tests/benchmarks/torture.py [--files N] [--seed S] [--odd FOLDER] [--seconds S]
        [--memory MB] [--keep FOLDER] [--fork] [--kinds odd,mutated,exhausting]

Imports, up to clean sales, every file of ``--odd`` (workbooks that made readers stumble), N
mutations of whole sheets (``mutations``), and files made to exhaust their reader. Prints a Markdown
table: by the way a file was broken how many gave sales, how many ended with a sentence while being
read and while being understood, the longest time, and how many failed: with an exception that is
not an ``OperatorError``, or beyond the limits. Failures are listed, and kept in ``--keep``.

With ``--fork`` the reading processes are copies of this one instead of fresh ones, which takes a
fifth of the time: the same code reads, but has more memory mapped, which the limit then allows for.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core import pipeline  # noqa: E402 - found only now
from core.errors import OperatorError  # noqa: E402
from core.progress import Progress  # noqa: E402
from core.sales.reading import process  # noqa: E402
from core.sales.reading.process import ReadLimits, read_sheets  # noqa: E402
from tests.benchmarks.mutations import Broken, exhausting, mutated, wholes  # noqa: E402

_GRACE = 30.0  # seconds in which, on a busy machine, a process starts and is gone after its limit


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an import ended: "sales", "refused", "not understood" or "FAILED"; in which words; and
    the seconds that reading took."""

    end: str
    words: str
    seconds: float


def main(arguments: list[str]) -> int:
    """Torture and print; 1 where a file failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--odd", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--memory", type=int, default=1_200)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--fork", action="store_true")
    parser.add_argument("--kinds", default="odd,mutated,exhausting")
    options = parser.parse_args(arguments)
    memory = options.memory
    if options.fork:
        fork = multiprocessing.get_context("fork")
        process.multiprocessing.get_context = lambda method: fork
        memory += psutil.Process().memory_info().vms >> 20
    limits = ReadLimits(memory_mb=memory, seconds=options.seconds)
    table: dict[str, Counter[str]] = {}
    longest: dict[str, float] = {}
    sentences: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for broken in _all(Path(folder) / "whole", options):
            path = Path(folder) / broken.name
            path.write_bytes(broken.raw)
            outcome = import_broken(path, limits)
            table.setdefault(broken.how, Counter())[outcome.end] += 1
            longest[broken.how] = max(longest.get(broken.how, 0.0), outcome.seconds)
            sentences[outcome.words.replace(broken.name, "{name}")] += 1
            if outcome.end == "FAILED":
                failures.append(f"{broken.how}: {broken.name}: {outcome.words}")
                if options.keep is not None:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / broken.name).write_bytes(broken.raw)
            path.unlink()
            done = sum(counts.total() for counts in table.values())
            if done % 50 == 0 or broken.how == "exhausting":
                took = f"{outcome.seconds:.1f} s, {outcome.end}: {outcome.words[:90]}"
                print(f"{done} {broken.name}: {took}", file=sys.stderr, flush=True)
    ends = ("sales", "refused", "not understood", "FAILED")
    print(f"| broken | files | {' | '.join(ends)} | longest, s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for how, counts in table.items():
        cells = " | ".join(str(counts[end]) for end in ends)
        print(f"| {how} | {counts.total()} | {cells} | {longest[how]:.1f} |")
    total = sum(table.values(), Counter())
    cells = " | ".join(str(total[end]) for end in ends)
    print(f"| all | {total.total()} | {cells} | {max(longest.values()):.1f} |")
    most = [resource.getrusage(who).ru_maxrss >> 10 for who in _PROCESSES]
    print(f"\nmost memory: {most[0]} MB the program, {most[1]} MB a reading process\n")
    for words, count in sentences.most_common():
        print(f"{count:6d}  {words[:160]}")
    print("\n".join(failures))
    return 1 if failures else 0


_PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _all(folder: Path, options: argparse.Namespace) -> Iterator[Broken]:
    kinds = options.kinds.split(",")
    for path in sorted(options.odd.rglob("*")) if options.odd else ():
        if path.is_file() and "odd" in kinds:
            yield Broken("odd", path.name, path.read_bytes())
    whole = wholes(folder, options.odd)
    if "mutated" in kinds:
        yield from mutated(whole, options.files, options.seed)
    if "exhausting" in kinds:
        yield from exhausting(whole)


def import_broken(path: Path, limits: ReadLimits) -> Outcome:
    """Import a file up to clean sales and say how that ended."""
    begin = time.monotonic()
    end = "refused"
    try:
        sheets = read_sheets([path], Progress(), limits=limits)
        seconds, end = time.monotonic() - begin, "not understood"
        pipeline.import_sales(sheets, pipeline.understand(sheets), Progress())
        return Outcome("sales", "sales", seconds)
    except OperatorError as error:
        seconds = time.monotonic() - begin if end == "refused" else seconds
        if seconds > limits.seconds + _GRACE:
            return Outcome("FAILED", f"{seconds:.0f} seconds", seconds)
        return Outcome(end, str(error), seconds)
    except Exception as error:
        return Outcome("FAILED", f"{type(error).__name__}: {error}", time.monotonic() - begin)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
