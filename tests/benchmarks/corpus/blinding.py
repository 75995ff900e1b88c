"""Cases whose headers are replaced by words nobody knows, so that the cells must decide."""

from __future__ import annotations

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
    files = tuple(
        replace(file, tables=tuple(_blinded(rng, table, share) for table in file.tables))
        for file in case.files
    )
    if files == case.files:
        return None
    return replace(case, files=files, kind=f"{case.kind}, blinded")


def _blinded(rng: np.random.Generator, table: Table, share: float) -> Table:
    truth = table.truth
    if truth is None or truth.layout != "lines" or truth.parts:
        return table
    roles, doubts = dict(truth.roles), dict(truth.doubts)
    grid = [list(row) for row in table.grid]
    for role in BLINDED:
        label = roles.get(role)
        heads = [row for row in grid if label is not None and label in row]
        if not heads or rng.random() >= share:
            continue
        word = "".join(rng.choice(list("bcdfghjklmnprstvwz"), size=5))
        for row in heads:
            row[row.index(label)] = word
        roles[role] = word
        doubts[role] = word
    for role in ("item", "units"):
        doubts.setdefault(role, roles.get(role, ""))
    return replace(table, grid=grid, truth=replace(truth, roles=roles, doubts=doubts))
