"""The last forecast's score, once sales are in: how far off, and what each step added.

Forecast value added (restock.md F22; Gilliland 2010, The Business Forecasting Deal): the error of
seasonal naive less that of the model, and that of the model less that of the operator's changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demand import Demand
from core.frequency import Frequency
from core.tracking.archive import Archived
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

_WORST = 5


@dataclass(frozen=True, slots=True)
class Missed:
    """An item that sold otherwise than forecast: units expected and sold while it was judged."""

    item: str
    store: str
    expected: float
    sold: float


@dataclass(frozen=True, slots=True)
class PlanScore:
    """How good a forecast was, over the periods since that are known by now.

    cutoff      first day that was forecast; frequency, periods judged
    items       items judged: those on sale, stockouts left out
    sold        units; expected, units forecast for the same items and periods
    naive, statistical, final  share of units missed (WAPE) by seasonal naive, by the model, and
                with the operator's changes
    held        share of periods within the 80 % range (0–1)
    changed     items and periods with changes by the operator; changed_better, where the change
                came closer than the model
    worst       items furthest off in units
    """

    cutoff: np.datetime64
    frequency: Frequency
    periods: int
    items: int
    sold: float
    expected: float
    naive: float
    statistical: float
    final: float
    held: float
    changed: int
    changed_better: int
    worst: tuple[Missed, ...]

    @property
    def model_added(self) -> float:
        """Share of units (0–1) by which the model missed fewer than seasonal naive."""
        return self.naive - self.statistical

    @property
    def changes_added(self) -> float:
        """Share of units by which the operator's changes made the forecast better."""
        return self.statistical - self.final

    def sentence(self) -> Sentence:
        """Return the score in words."""
        words = {
            Frequency.DAILY: QT_TRANSLATE_NOOP(
                "core",
                "Last forecast, {periods} days on: {expected:,.0f} expected, {sold:,.0f} sold; "
                "{missed:.0%} of units missed, {naive:.0%} by repeating last season.",
            ),
            Frequency.WEEKLY: QT_TRANSLATE_NOOP(
                "core",
                "Last forecast, {periods} weeks on: {expected:,.0f} expected, {sold:,.0f} sold; "
                "{missed:.0%} of units missed, {naive:.0%} by repeating last season.",
            ),
            Frequency.MONTHLY: QT_TRANSLATE_NOOP(
                "core",
                "Last forecast, {periods} months on: {expected:,.0f} expected, {sold:,.0f} sold; "
                "{missed:.0%} of units missed, {naive:.0%} by repeating last season.",
            ),
        }[self.frequency]
        return say(
            words,
            periods=self.periods,
            expected=self.expected,
            sold=self.sold,
            missed=self.final,
            naive=self.naive,
        )

    def changes_sentence(self) -> Sentence | None:
        """Return what the operator's changes were worth, in words; None where there were none."""
        if not self.changed:
            return None
        words = (
            QT_TRANSLATE_NOOP(
                "core",
                "Your changes helped: {points:.1f} points fewer missed; closer in {better} of "
                "{changed} places.",
            )
            if self.changes_added >= 0
            else QT_TRANSLATE_NOOP(
                "core",
                "Your changes cost {points:.1f} points; closer in {better} of {changed} places.",
            )
        )
        points = 100 * abs(self.changes_added)
        return say(words, points=points, better=self.changed_better, changed=self.changed)


def score_archived(forecast: Archived, demand: Demand) -> PlanScore | None:
    """Return the score of a forecast by the demand known now; None where none of it is known yet.

    Items no longer in the sheets, and periods without stock, are not judged.
    """
    if forecast.frequency is not demand.frequency:
        return None
    start = int(demand.frequency.steps(np.array([forecast.cutoff]), demand.start)[0])
    periods = min(demand.length - start, forecast.final.shape[1])
    if start < 0 or periods < 1:
        return None
    place = {pair: row for row, pair in enumerate(zip(demand.items, demand.stores, strict=True))}
    pairs = list(zip(forecast.items, forecast.stores, strict=True))
    known = [number for number, pair in enumerate(pairs) if pair in place]
    rows = np.array([place[pairs[number]] for number in known], dtype=np.intp)
    then = np.array(known, dtype=np.intp)
    window = slice(start, start + periods)
    # Judged on what was sold as the sheets say, not on what cleaning made of it.
    actual = demand.as_sold[rows, window].astype(np.float64)
    actual = np.where(demand.censored[rows, window], np.nan, actual)
    judged = np.isfinite(actual)
    if not judged.any():
        return None
    sold = float(np.nansum(actual))

    def missed(values: NDArray[np.float32]) -> float:
        return float(np.nansum(np.abs(actual - values[then, :periods])) / max(sold, 1e-9))

    final, model = forecast.final[then, :periods], forecast.statistical[then, :periods]
    low, high = forecast.low[then, :periods], forecast.high[then, :periods]
    changed = forecast.overridden[then, :periods] & judged
    closer = changed & (np.abs(actual - final) < np.abs(actual - model))
    return PlanScore(
        cutoff=forecast.cutoff,
        frequency=forecast.frequency,
        periods=periods,
        items=int(judged.any(axis=1).sum()),
        sold=sold,
        expected=float(final[judged].sum()),
        naive=missed(forecast.naive),
        statistical=missed(forecast.statistical),
        final=missed(forecast.final),
        held=float(((actual >= low) & (actual <= high))[judged].mean()),
        changed=int(changed.sum()),
        changed_better=int(closer.sum()),
        worst=_worst(demand, rows, np.where(judged, final, 0.0), np.nan_to_num(actual)),
    )


def _worst(
    demand: Demand, rows: NDArray[np.intp], expected: NDArray[np.float64], sold: NDArray[np.float64]
) -> tuple[Missed, ...]:
    off = np.abs(expected.sum(axis=1) - sold.sum(axis=1))
    order = np.argsort(-off, kind="stable")[:_WORST]
    return tuple(
        Missed(
            demand.items[rows[i]],
            demand.stores[rows[i]],
            float(expected[i].sum()),
            float(sold[i].sum()),
        )
        for i in order
        if off[i] > 0
    )
