"""What goods take up, in containers and in the storage room: units, volume, weight, pallets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.restocking.terms.terms import Terms
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

Floats = NDArray[np.float64]

UNITS, VOLUME, WEIGHT, PALLETS = "units", "volume", "weight", "pallets"
MEASURES = (UNITS, VOLUME, WEIGHT, PALLETS)
"""What capacity is counted in: pieces, m³, kg, pallets."""

MEASURE_WORDS: Mapping[str, Sentence] = {
    UNITS: say(QT_TRANSLATE_NOOP("core", "units")),
    VOLUME: say(QT_TRANSLATE_NOOP("core", "m³")),
    WEIGHT: say(QT_TRANSLATE_NOOP("core", "kg")),
    PALLETS: say(QT_TRANSLATE_NOOP("core", "pallets")),
}


def unit_space(terms: Terms, measure: str) -> Floats:
    """(n) what a unit of each item takes up in ``measure``; NaN where the terms do not say."""
    table = terms.table
    if measure == UNITS:
        return np.ones(len(table))
    if measure == PALLETS:
        return np.asarray(1.0 / np.asarray(table["pallet_units"], dtype=np.float64))
    column = {VOLUME: "unit_volume", WEIGHT: "unit_weight"}[measure]
    return np.asarray(table[column], dtype=np.float64)


def usual_where_unknown(space: Floats) -> Floats:
    """Return what units take up with the median of the known where it is not known: goods of which
    nothing is said do not take up nothing. All NaN where nothing is known."""
    known = np.isfinite(space)
    return np.where(known, space, np.median(space[known]) if known.any() else np.nan)
