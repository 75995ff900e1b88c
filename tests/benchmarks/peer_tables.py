"""The tables of ``tests.benchmarks.peers``, as they stand in peers.md and README.md."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tests.benchmarks.peer_answers import GLOBAL, MEDIAN, PEERS
from tests.benchmarks.peer_scores import OURS, Compared, Row

MEASURES = ("pinball", "wape", "middle")
"""By which forecasters are ranked."""


def print_set(title: str, rows: dict[str, Row]) -> None:
    """Print one row a forecaster; ratios are to the best peer of each measure."""
    print(f"\n### {title}\n")
    print(
        "| forecaster | scaled pinball | ratio | WAPE | ratio | WAPE of medians | ratio | RMSSE "
        "| sMAPE | MASE | 80 % held | P95 of sums held | CPU seconds |"
    )
    print("|---|" + "---:|" * 12)
    pinball, wape, middle = (best(rows, measure) for measure in MEASURES)
    for name, row in rows.items():
        print(
            f"| {name} | {row.pinball:.4f} | {row.pinball / pinball:.3f} | {row.wape:.4f} "
            f"| {row.wape / wape:.3f} | {row.middle:.4f} | {row.middle / middle:.3f} "
            f"| {row.rmsse:.3f} | {row.smape:.2f} | {row.mase:.3f} "
            f"| {row.held:.0%} | {row.sums:.0%} | {row.seconds:.1f} |",
            flush=True,
        )


def best(rows: dict[str, Row], measure: str) -> float:
    """Return the lowest value among the peers; NaN where none answered."""
    values = [getattr(row, measure) for name, row in rows.items() if name in (*PEERS, MEDIAN)]
    return min(values, default=float("nan"))


def print_summary(results: dict[str, Compared]) -> None:
    """Print ours over the peer that knows as much and over the best one of each set, as in
    README.md; then geometric means over each peer."""
    judged_sets = {name: it.rows for name, it in results.items() if it.of(GLOBAL)}
    if judged_sets:
        _print_sets(judged_sets)
    print("\n| geometric mean of ours over | pinball | WAPE | WAPE of medians | sets |")
    print("|---|---:|---:|---:|---:|")
    for peer in (*PEERS, MEDIAN):
        both = [rows for result in results.values() if (rows := result.of(peer))]
        if both:
            ratios = [
                geometric(getattr(rows[OURS], m) / getattr(rows[peer], m) for rows in both)
                for m in MEASURES
            ]
            cells = " | ".join(f"{ratio:.3f}" for ratio in ratios)
            print(f"| {peer} | {cells} | {len(both)} |")


def _print_sets(results: dict[str, dict[str, Row]]) -> None:
    over = f"over {GLOBAL} | over the set's best peer"
    print("\n### All sets\n")
    print(
        f"| set | scaled pinball | {over} | WAPE of means | {over} | WAPE of medians | {over} "
        "| 80 % ranges held | P95 of sums held |"
    )
    print("|---|" + "---:|" * 11)
    ratios: dict[str, list[tuple[float, float]]] = {measure: [] for measure in MEASURES}
    for name, rows in results.items():
        own, cells = rows[OURS], []
        for measure in MEASURES:
            values = {p: getattr(row, measure) for p, row in rows.items() if p in (*PEERS, MEDIAN)}
            lead = min(values, key=lambda peer: values[peer])
            value = getattr(own, measure)
            ratios[measure].append((value / values[GLOBAL], value / values[lead]))
            known, least = ratios[measure][-1]
            cells.append(f"{value:.4f} | {known:.3f} | {least:.3f} ({lead})")
        print(f"| {name} | " + " | ".join(cells) + f" | {own.held:.0%} | {own.sums:.0%} |")
    means = [
        " | ".join(f"**{geometric(column):.3f}**" for column in zip(*ratios[m], strict=True))
        for m in MEASURES
    ]
    print(f"| **geometric mean of {len(results)}** | | " + " | | ".join(means) + " | | |")


def geometric(values: Iterable[float]) -> float:
    """Return the geometric mean."""
    return float(np.exp(np.mean(np.log(list(values)))))
