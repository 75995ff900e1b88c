"""One made-up sheet of every kind of the corpus is understood as it is."""

from __future__ import annotations

from pathlib import Path

from core.progress import Progress
from core.sales.reading.process import read_sheets
from core.sales.understanding.joins import joined
from core.sales.understanding.tables import separated
from tests.benchmarks.corpus.cases import KINDS, make_case
from tests.benchmarks.corpus.files import write_case
from tests.benchmarks.corpus.judging import compared, judge

FIRST = len(KINDS) * 7
REPORTS = KINDS.index("platform tmall_paid_items")  # from here on exports in the same mould


def test_each_kind_is_understood(tmp_path: Path) -> None:
    """Layout, header, mapping, totals and demand are right, or rightly asked about, in one sheet of
    each kind, of further exports every eighth; none is silently wrong."""
    places = [*range(REPORTS), *range(REPORTS, len(KINDS), 8)]
    cases = [make_case(FIRST + place) for place in places]
    paths = [write_case(case, tmp_path) for case in cases]
    sheets = read_sheets([path for of_case in paths for path in of_case], Progress())
    wrong = {}
    for case, of_case in zip(cases, paths, strict=True):
        own = [sheet for sheet in sheets if Path(sheet.path) in of_case]
        verdict = judge(case, joined(separated(own)))
        if verdict.outcome not in ("right", "asked"):
            wrong[case.kind, case.seed] = verdict.wrong
    assert wrong == {}


def test_the_judge_sees_what_is_wrong(tmp_path: Path) -> None:
    """A sheet that is not what the truth says is a silent wrong answer, with what differs."""
    case = make_case(0)
    other = make_case(len(KINDS))
    paths = write_case(other, tmp_path)
    assert judge(case, read_sheets(paths, Progress())).outcome != "right"
    assert compared({("A", "", "2024-01-01"): 1.0}, {}) != ""
    assert compared({("A", "", "2024-01-01"): 1.0}, {("A", "", "2024-01-01"): 1.0}) == ""
