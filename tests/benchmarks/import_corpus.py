"""How well sheets are understood: made-up ones whose truth is known, and the real ones.

::

    python -m tests.benchmarks.import_corpus [--count N] [--first SEED] [--kind WORDS]
        [--exports LIST.toml] [--real]

Seeds from 1,000,000 on are held out: no rule was written while looking at them. Prints the share
of cases that are right in each respect, and the failures by kind; a silent wrong answer is counted
apart from a question and from a refusal.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from core.errors import OperatorError
from core.progress import Progress
from core.sales.reading.process import read_sheets
from core.sales.sheet import RawSheet
from core.sales.understanding.joins import joined
from core.sales.understanding.tables import separated
from tests.benchmarks.accuracy_data import shared_data
from tests.benchmarks.corpus.blinding import blinded
from tests.benchmarks.corpus.cases import KINDS, kind_of, make_case
from tests.benchmarks.corpus.files import write_case
from tests.benchmarks.corpus.judging import OUTCOMES, Verdict, judge
from tests.benchmarks.corpus.platforms import listed_exports
from tests.benchmarks.corpus.real_sheets import difference, real_sheets
from tests.benchmarks.corpus.truth import Case

RESPECTS = ("mapping", "layout", "spread", "encoding", "header", "totals", "demand")


def main() -> None:
    """Run the corpus and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--count", type=int, default=10 * len(KINDS))
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--kind", default="")
    options.add_argument("--exports", default="", help="only exports of this list in corpus/")
    options.add_argument("--show", type=int, default=3, help="failures shown of each kind")
    options.add_argument("--keep", type=Path, help="folder that keeps the files of failures")
    options.add_argument("--blind", type=float, default=0.0, help="share of headers made unknown")
    options.add_argument("--real", action="store_true", help="the real sheets instead")
    chosen = options.parse_args()
    if chosen.real:
        print_real(shared_data())
        return
    seeds = range(chosen.first, chosen.first + chosen.count)
    began = time.perf_counter()
    listed = {f"platform {name}" for name in listed_exports(chosen.exports)}
    kinds = [k for k in KINDS if chosen.kind in k and (not listed or k in listed)]
    cases = [make_case(seed) for seed in seeds if kind_of(seed) in kinds]
    if chosen.blind:
        cases = [case for whole in cases if (case := blinded(whole, chosen.blind)) is not None]
    verdicts = judged(cases)
    print_shares(verdicts)
    print_kinds(verdicts)
    print_failures(verdicts, chosen.show)
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
        for verdict in verdicts:
            if verdict.outcome not in OUTCOMES[:2]:
                write_case(verdict.case, chosen.keep)
    print(f"{time.perf_counter() - began:.0f} s")


def print_real(folder: Path) -> None:
    """Print what is wrong about each of the real sheets, and how many are right."""
    every = real_sheets()
    wrong = 0
    for true in every:
        found = difference(true, folder)
        wrong += bool(found)
        print(f"{'wrong' if found else 'right':<6} {', '.join(true['files'])}  {found}", flush=True)
    print(f"{len(every) - wrong} of {len(every)} real sheets are as they should be")


def judged(cases: Sequence[Case], at_once: int = 40) -> list[Verdict]:
    """Return the verdict of each case; ``at_once`` cases are read by one process."""
    verdicts = []
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(cases), at_once):
            some = cases[start : start + at_once]
            paths = [write_case(case, Path(folder)) for case in some]
            sheets = _read([path for of_case in paths for path in of_case])
            for case, of_case in zip(some, paths, strict=True):
                own = [s for s in sheets if Path(s.path) in of_case]
                verdicts.append(
                    judge(case, joined(separated(own))) if own else Verdict(case, "refused")
                )
    return verdicts


def _read(paths: Sequence[Path]) -> list[RawSheet]:
    try:
        return list(read_sheets(paths, Progress()))
    except OperatorError:
        if len(paths) == 1:
            return []
        return [sheet for path in paths for sheet in _read([path])]


def print_shares(verdicts: Sequence[Verdict]) -> None:
    """Print the share of cases right in each respect, and how they came out."""
    count = len(verdicts)
    print(f"{count} cases of {len({v.case.kind for v in verdicts})} kinds")
    for respect in RESPECTS:
        right = sum(
            v.outcome not in ("refused", "crash", "needless question")
            and not any(name.startswith(respect) for name in v.wrong)
            for v in verdicts
        )
        print(f"  {respect:<28} {right / count:7.1%}")
    outcomes = Counter(v.outcome for v in verdicts)
    for outcome in OUTCOMES:
        print(f"  {outcome:<28} {outcomes[outcome] / count:7.1%}  {outcomes[outcome]}")


def print_kinds(verdicts: Sequence[Verdict]) -> None:
    """Print how many cases of each kind are right."""
    heads = f"{'right':>6} {'asked':>6} {'others':>7} {'needless':>9} {'refused':>8} {'silent':>7}"
    print(f"\n{'kind':<40} {heads}")
    for kind in dict.fromkeys(v.case.kind for v in verdicts):
        of_kind = Counter(v.outcome for v in verdicts if v.case.kind == kind)
        refused = of_kind["refused"] + of_kind["crash"]
        print(
            f"{kind:<40} {of_kind['right']:>6} {of_kind['asked']:>6} "
            f"{of_kind['other columns']:>7} {of_kind['needless question']:>9} "
            f"{refused:>8} {of_kind['silent wrong']:>7}"
        )


def print_failures(verdicts: Sequence[Verdict], most: int) -> None:
    """Print what went wrong, by kind."""
    shown: Counter[str] = Counter()
    for verdict in verdicts:
        if verdict.outcome in OUTCOMES[:2]:
            continue
        shown[verdict.case.kind] += 1
        if shown[verdict.case.kind] > most:
            continue
        print(f"\n{verdict.case.kind}, seed {verdict.case.seed}: {verdict.outcome}")
        for name, found in verdict.wrong.items():
            print(f"    {name}: {found[:300]}")


if __name__ == "__main__":
    main()
