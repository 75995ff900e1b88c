"""Backtest scores as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation.backtest import Backtest
from core.evaluation.choice import Choice
from gui.charts.model_dots import CHOSEN, ModelScore

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ModelAccount:
    """One model over a group of items.

    missed, low, high  share of units missed over all cutoffs, at the best and the worst cutoff
    better   share by which it misses less than last year's; NaN for last year's itself
    items    how many items it forecasts
    leans    (forecast − sold) ÷ sold
    held     share of periods inside the 80 % range; seconds it took (NaN for the choice)
    """

    name: str
    missed: float
    low: float
    high: float
    better: float
    items: int
    leans: float
    held: float
    seconds: float

    @property
    def score(self) -> ModelScore:
        """Its dot."""
        return ModelScore(self.name, self.missed, self.low, self.high, self.name == CHOSEN)


def item_scores(backtest: Backtest, choice: Choice, row: int) -> tuple[ModelScore, ...]:
    """Return every model's score on one item; empty where it could not be judged."""
    error, units = backtest.score("absolute_error")[:, row], backtest.score("units")[:, row]
    scores = []
    for number, name in enumerate(backtest.models):
        missed, low, high = _missed(error[number][None], units[number][None])
        scores.append(ModelScore(name, missed, low, high, name == choice.models[row]))
    return tuple(s for s in scores if np.isfinite(s.missed))


def accounts(
    backtest: Backtest, choice: Choice, rows: NDArray[np.intp] | None = None
) -> tuple[ModelAccount, ...]:
    """Return every model's account over ``rows`` (all items if None), what is chosen first, then
    best first."""
    every = np.arange(len(backtest.items)) if rows is None else rows
    number = {name: k for k, name in enumerate(backtest.models)}
    chosen = np.array([number.get(choice.models[row], -1) for row in every], dtype=int)
    made = [
        _account(backtest, name, np.full(len(every), k), every, int((chosen == k).sum()))
        for name, k in number.items()
    ]
    judged = chosen >= 0
    if judged.any():
        made.append(_account(backtest, CHOSEN, chosen[judged], every[judged], int(judged.sum())))
    naive = next((a.missed for a in made if a.name == "seasonal_naive"), np.nan)
    finished = [
        ModelAccount(
            name=a.name,
            missed=a.missed,
            low=a.low,
            high=a.high,
            better=1 - a.missed / naive if naive > 0 and a.name != "seasonal_naive" else np.nan,
            items=a.items,
            leans=a.leans,
            held=a.held,
            seconds=a.seconds,
        )
        for a in made
    ]
    return tuple(
        sorted(finished, key=lambda a: (a.name != CHOSEN, not np.isfinite(a.missed), a.missed))
    )


@dataclass(frozen=True, slots=True)
class Share:
    """What a model is used for: of ``items``, ``used`` by it alone; of the others ``beaten`` by a
    model that did better in the tests, and ``unjudged``, which could not be tested."""

    items: int
    used: int
    beaten: int
    unjudged: int


def share_of(backtest: Backtest, choice: Choice, model: str) -> Share | None:
    """Return what a model is used for; None where it did not take part."""
    if model not in backtest.models:
        return None
    error = backtest.score("absolute_error")[backtest.models.index(model)]
    judged = np.isfinite(error).any(axis=-1)
    used = np.array([name == model for name in choice.models])
    return Share(
        items=len(used),
        used=int(used.sum()),
        beaten=int((~used & judged).sum()),
        unjudged=int((~used & ~judged).sum()),
    )


@dataclass(frozen=True, slots=True)
class Miss:
    """An item's row, the units it missed over all cutoffs, the share missed, last year's share."""

    row: int
    units: float
    missed: float
    naive: float


def largest_misses(backtest: Backtest, choice: Choice, count: int) -> tuple[Miss, ...]:
    """Return the items on which the chosen models missed most units."""
    number = {name: k for k, name in enumerate(backtest.models)}
    chosen = np.array([number.get(name, 0) for name in choice.models], dtype=int)
    rows = np.arange(len(chosen))
    error = backtest.score("absolute_error")[chosen, rows].astype(np.float64)
    units = backtest.score("units")[chosen, rows].astype(np.float64)
    missed = np.nansum(error, axis=1)
    naive = number.get("seasonal_naive", -1)
    made = []
    for row in np.argsort(-missed, kind="stable")[:count]:
        if missed[row] <= 0:
            break
        share = _missed(error[row][None], units[row][None])[0]
        before = float("nan")
        if naive >= 0:
            before, _, _ = _missed(
                backtest.score("absolute_error")[naive, row][None].astype(np.float64),
                backtest.score("units")[naive, row][None].astype(np.float64),
            )
        made.append(Miss(int(row), float(missed[row]), share, before))
    return tuple(made)


def judged_ranges(backtest: Backtest, choice: Choice) -> tuple[int, int, float]:
    """Return the 80 % ranges judged, the item-cutoffs they belong to, and the share held."""
    number = {name: k for k, name in enumerate(backtest.models)}
    chosen = np.array([number.get(name, 0) for name in choice.models], dtype=int)
    held = backtest.score("covered_80")[chosen, np.arange(len(chosen))]
    known = np.isfinite(held)
    periods = int(known.sum()) * backtest.horizon
    return periods, int(known.sum()), float(held[known].mean()) if known.any() else float("nan")


def _account(
    backtest: Backtest, name: str, models: NDArray[np.int_], rows: NDArray[np.intp], items: int
) -> ModelAccount:
    error, units, bias, held = (
        backtest.score(metric)[models, rows].astype(np.float64)
        for metric in ("absolute_error", "units", "bias", "covered_80")
    )
    missed, low, high = _missed(error, units)
    sold = float(np.nansum(np.where(np.isfinite(bias), units, np.nan)))
    seconds = dict(zip(backtest.models, backtest.seconds, strict=True)).get(name, float("nan"))
    return ModelAccount(
        name=name,
        missed=missed,
        low=low,
        high=high,
        better=float("nan"),
        items=items,
        leans=float(np.nansum(bias)) / sold if sold > 0 else float("nan"),
        held=float(held[np.isfinite(held)].mean()) if np.isfinite(held).any() else float("nan"),
        seconds=seconds,
    )


def _missed(error: Floats, units: Floats) -> tuple[float, float, float]:
    """Return the share of units missed over all cutoffs, at the best and at the worst one."""
    known = np.isfinite(error) & np.isfinite(units)
    errors, sold = np.where(known, error, 0.0), np.where(known, units, 0.0)
    if sold.sum() <= 0:
        return float("nan"), float("nan"), float("nan")
    by_cutoff = sold.sum(axis=0)
    each = errors.sum(axis=0)[by_cutoff > 0] / by_cutoff[by_cutoff > 0]
    return float(errors.sum() / sold.sum()), float(each.min()), float(each.max())
