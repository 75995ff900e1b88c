"""core/forecasting/decomposition.py: parts add up, and are what was put in"""

from __future__ import annotations

import numpy as np

from core.forecasting.decomposition import decompose


def _series(length: int) -> np.ndarray:
    weeks = np.arange(length)
    return 50 + 0.1 * weeks + 10 * np.sin(2 * np.pi * weeks / 52)


def test_parts_add_up_to_history_and_forecast() -> None:
    """Where the item was on sale, level + season + rest is what was sold or is expected."""
    history, ahead = _series(130)[:120].copy(), _series(130)[120:]
    history[:9], history[40:43] = np.nan, np.nan
    parts = decompose(history, ahead, 52)
    whole = np.concatenate([history, ahead])
    known = np.isfinite(whole)
    total = parts.level + parts.season + parts.rest
    np.testing.assert_allclose(total[known], whole[known])
    assert np.isnan(total[~known]).all()


def test_level_and_season_are_found() -> None:
    """A rising line with a yearly wave comes apart into just these, one odd week into the rest."""
    history = _series(156)
    history[100] += 200
    parts = decompose(history, _series(169)[156:], 52)
    line = 50 + 0.1 * np.arange(169)
    assert np.abs(parts.level - line)[26:-26].max() < 1.5
    assert np.abs(parts.season - (_series(169) - line)).max() < 2.5
    assert parts.rest[100] > 190


def test_less_than_two_seasons_are_not_taken_apart() -> None:
    """With 100 weeks, or none, nothing is claimed."""
    assert decompose(_series(100), np.ones(4), 52) is None
    assert decompose(np.full(200, np.nan), np.ones(4), 52) is None
