"""What the operator knows better: overrides of forecasts, by item and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.demand import NOT_A_DAY
from core.errors import OptionError
from core.forecasting.forecast import Forecast
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

KINDS = ("units", "percent", "add")


@dataclass(frozen=True, slots=True)
class Override:
    """One change of a forecast, kept until it is taken back.

    item, store  whose forecast
    first, last  days; periods that begin within them, or hold them, are changed
    kind         "units": as many in all those periods; "percent": so much more (−100 … ); "add": so
                 many units more or fewer in all
    value        units or percent
    reason       in the operator's words; made_on the day it was made
    """

    item: str
    store: str
    first: np.datetime64
    last: np.datetime64
    kind: str
    value: float
    reason: str = ""
    made_on: np.datetime64 = NOT_A_DAY

    def __post_init__(self) -> None:
        least = {"units": 0.0, "percent": -100.0}.get(self.kind, -np.inf)
        if self.kind not in KINDS or not least <= self.value < np.inf:
            raise OptionError(_VALUE)
        if not self.first <= self.last:
            raise OptionError(_DAYS)


def overridden(forecast: Forecast, overrides: Sequence[Override]) -> Forecast:
    """Return the forecast with the overrides in force, the later ones last.

    Paths are scaled, so that ranges move with what they are around. Where most paths hold nothing,
    a few would have to carry all of it: then the units that were said are added evenly. Paths of
    whole numbers stay whole, and all stay ≥ 0. Overrides of items or days that are not forecast
    wait for a forecast that is.
    """
    place = {
        pair: row for row, pair in enumerate(zip(forecast.items, forecast.stores, strict=True))
    }
    paths = None
    for number, override in enumerate(overrides):
        row = place.get((override.item, override.store))
        periods = override_periods(forecast, override)
        if row is None or periods.start >= periods.stop:
            continue
        if paths is None:
            paths = forecast.paths.copy()
        paths[row, :, periods] = _changed(paths[row, :, periods], override, number)
    return forecast if paths is None else replace(forecast, paths=paths)


def override_periods(forecast: Forecast, override: Override) -> slice:
    """Return the forecast's periods that an override is for; empty where there are none."""
    days = np.array([override.first, override.last], dtype="datetime64[D]")
    first, last = forecast.frequency.steps(days, forecast.cutoff)
    return slice(max(int(first), 0), max(min(int(last) + 1, forecast.horizon), 0))


def _changed(paths: NDArray[np.float32], override: Override, number: int) -> NDArray[np.float32]:
    """(p, k) paths of one item over the periods of an override."""
    whole = bool((paths == np.floor(paths)).all())
    expected = float(paths.sum(axis=1).mean())
    wanted = {
        "units": override.value,
        "percent": expected * (1 + override.value / 100),
        "add": max(expected + override.value, 0.0),
    }[override.kind]
    units = paths.astype(np.float64)
    idle = override.kind != "percent" and np.median(paths.sum(axis=1)) <= 0
    if wanted > expected and (idle or expected <= 1e-9):
        scaled = units + (wanted - expected) / paths.shape[1]
    else:
        scaled = units * (wanted / max(expected, 1e-9))
    if whole:
        # Rounded by chance, so that the mean stays what was wanted.
        chance = np.random.default_rng([20260101, number]).random(scaled.shape)
        scaled = np.floor(scaled + chance)
    return np.asarray(np.maximum(scaled, 0.0), dtype=np.float32)


_VALUE: Sentence = say(
    QT_TRANSLATE_NOOP(
        "core", "Give a change as units (0 or more), as percent (−100 or more), or as ± units."
    )
)
_DAYS: Sentence = say(
    QT_TRANSLATE_NOOP("core", "Give the days that a change is for, the last not before the first.")
)
