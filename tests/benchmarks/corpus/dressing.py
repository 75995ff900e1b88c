"""What stands around a table: titles above, totals and notes below, blank rows and columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.benchmarks.corpus import words
from tests.benchmarks.corpus.truth import Cell, Grid, Table, Truth
from tests.benchmarks.corpus.writing import Style


def headers(
    rng: np.random.Generator, language: str, fields: tuple[str, ...], nonsense: bool = False
) -> dict[str, str]:
    """Return a header for each field, all different."""
    chosen: dict[str, str] = {}
    pool = [str(word) for word in rng.permutation(list(words.NONSENSE))]
    for field in fields:
        choices = list(words.HEADERS[language][field]) if not nonsense else [pool.pop()]
        free = [word for word in choices if word not in chosen.values()] or [f"{choices[0]} 2"]
        word = str(rng.choice(free))
        if not nonsense and rng.random() < 0.08:
            word = f" {word} "
        chosen[field] = word
    return chosen


def dressed(
    rng: np.random.Generator, language: str, table: Table, titles: float = 0.3, notes: float = 0.2
) -> Table:
    """Return the table below title lines, with notes under it, as likely as is said."""
    assert table.truth is not None
    grid: Grid = [list(row) for row in table.grid]
    truth = table.truth
    above: Grid = []
    if rng.random() < titles:
        for _ in range(int(rng.integers(1, 5))):
            above.append([str(rng.choice(words.TITLES[language]))])
        if rng.random() < 0.5:
            above.append([])
    if rng.random() < notes:
        if rng.random() < 0.5:
            grid.append([])
        grid.append([str(rng.choice(words.TRAILERS[language]))])
    return replace(
        table,
        grid=[*above, *grid],
        truth=replace(truth, header_row=truth.header_row + len(above)),
    )


def with_total(
    rng: np.random.Generator,
    language: str,
    grid: Grid,
    truth: Truth,
    sums: dict[int, Cell],
    worded: bool = True,
    place: int = 0,
) -> tuple[Grid, Truth]:
    """Return the grid with a row of totals at its end: ``sums`` by column, a word in ``place``."""
    width = max(len(row) for row in grid)
    row: list[Cell] = [""] * width
    if worded:
        row[place] = str(rng.choice(words.TOTAL[language]))
    for column, cell in sums.items():
        row[column] = cell
    return [*grid, row], replace(truth, totals=truth.totals + 1)


def summed(style: Style, values: list[float]) -> Cell:
    """Return the total of quantities as the sheet writes them."""
    return style.units_cell(sum(values))
