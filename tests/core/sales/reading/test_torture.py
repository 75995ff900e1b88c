"""Broken sheets end in data or in a plain sentence; a small part of ``benchmarks/torture.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.sales.reading.process import ReadLimits
from tests.benchmarks.mutations import exhausting, mutated, wholes
from tests.benchmarks.torture import import_broken

LIMITS = ReadLimits(memory_mb=1_200, seconds=60)
QUICK = (
    "corners.xlsx",
    "row-beyond.xlsx",
    "claimed-size.xlsx",
    "entities-sharedStrings.xml.xlsx",
    "commas.csv",
    "indices.xls",
    "tables.xls",
    "spans.xls",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return wholes(tmp_path_factory.mktemp("whole"))


def test_mutated_files_end_in_data_or_a_sentence(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Whatever bits are flipped and parts cut, nothing but an operator's error is raised."""
    for broken in mutated(whole, 12, seed=7):
        (tmp_path / broken.name).write_bytes(broken.raw)
        outcome = import_broken(tmp_path / broken.name, LIMITS)
        assert outcome.end != "FAILED", (broken.how, broken.name, outcome.words)


def test_files_made_to_exhaust_end_with_a_sentence(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Absurd sizes, texts that grow without end and a million columns do no harm."""
    seen = set()
    for broken in exhausting(whole, QUICK):
        (tmp_path / broken.name).write_bytes(broken.raw)
        outcome = import_broken(tmp_path / broken.name, LIMITS)
        assert outcome.end in ("refused", "not understood"), (broken.name, outcome)
        seen.add(broken.name)
    assert seen == set(QUICK)


def test_the_same_seed_breaks_the_same_way(whole: dict[str, bytes]) -> None:
    """The torture can be repeated."""
    first, again = (list(mutated(whole, 24, seed=3)) for _ in range(2))
    assert first == again
    assert len({broken.how for broken in first}) == 12
