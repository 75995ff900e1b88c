"""Cases whose headers are replaced by words nobody knows, so that the cells must decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from tests.benchmarks.corpus.truth import Case, Table

BLINDED = ("day", "item", "units")


def blinded(case: Case, share: float) -> Case | None:
    """Return the case with each header of day, item and units replaced with a chance of ``share``;
    None where it has none that could be.

    Then a question which column is which is a right one.
    """
    rng = np.random.default_rng([case.seed, 7])
    # The sheets of a book call the same thing by the same word.
    words = {
        role: "".join(rng.choice(list("bcdfghjklmnprstvwz"), size=5))
        for role in BLINDED
        if rng.random() < share
    }
    files = tuple(
        replace(file, tables=tuple(_blinded(table, words) for table in file.tables))
        for file in case.files
    )
    if files == case.files:
        return None
    return replace(case, files=files, kind=f"{case.kind}, blinded")


def _blinded(table: Table, words: Mapping[str, str]) -> Table:
    truth = table.truth
    if truth is None or truth.layout != "lines" or truth.parts:
        return table
    roles, doubts = dict(truth.roles), dict(truth.doubts)
    grid = [list(row) for row in table.grid]
    for role, word in words.items():
        label = roles.get(role, "").partition("|")[0]
        heads = [row for row in grid if label and label in row]
        for row in heads:
            row[row.index(label)] = word
        if heads:
            roles[role] = word
            doubts[role] = word
    for role in ("item", "units"):
        doubts.setdefault(role, roles.get(role, "").partition("|")[0])
    return replace(table, grid=grid, truth=replace(truth, roles=roles, doubts=doubts))
