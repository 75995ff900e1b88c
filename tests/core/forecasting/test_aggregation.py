"""ADIDA and IMAPA against statsforecast 2.1.1 and sums by hand."""

from __future__ import annotations

import numpy as np
import pytest

from core.forecasting.aggregation import adida_rate, bucket_level, imapa_rate, mean_interval

# restock.md F19's series, and a made-up one (rng 5). statsforecast chooses a weight for every
# length of bucket; its weights and results stand here.
SHORT = np.array([[0, 0, 3, 0, 0, 0, 2, 0, 4, 0, 0, 1.0]])
LONG = np.array(
    [[0, 0, 0, 7, 0, 6, 0, 4, 4, 0, 0, 7, 0, 0, 0, 0, 7, 0, 0, 3, 0, 4, 0, 0, 0, 0, 5, 0, 0, 1,
      0, 7, 0, 0, 2, 2, 0, 3, 4, 0, 0, 0, 5, 2, 0, 0, 0, 4, 5, 0, 1, 0, 1, 0, 4, 0, 0, 3, 0, 0.0]]
)  # fmt: skip
OF_BUCKETS = [
    (SHORT, 1, 0.11593454312010026, 0.676311282819865),
    (SHORT, 2, 0.29999999999967963, 0.8250449999996435),
    (SHORT, 3, 0.10000000000032039, 0.9423333333331742),
    (LONG, 1, 0.10000000000032039, 1.1472394595436521),
    (LONG, 2, 0.16919964467386772, 1.18818894739571),
    (LONG, 3, 0.24025070319931902, 1.2294566831261817),
]


@pytest.mark.parametrize(("series", "bucket", "alpha", "expected"), OF_BUCKETS)
def test_levels_equal_statsforecast(
    series: np.ndarray, bucket: int, alpha: float, expected: float
) -> None:
    """The smoothed mean of buckets of each length is statsforecast's to 1e-9."""
    assert bucket_level(series, bucket, alpha)[0, -1] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("series", "rate"), [(SHORT, 0.94233333), (LONG, 1.22945668)])
def test_adida_equals_statsforecast(series: np.ndarray, rate: float) -> None:
    """ADIDA takes buckets of the mean interval, 3 periods in both: statsforecast's rate to 1e-6."""
    assert mean_interval(series)[0, -1] == 3
    alpha = next(a for s, bucket, a, _ in OF_BUCKETS if s is series and bucket == 3)
    assert adida_rate(series, alpha)[0, -1] == pytest.approx(rate, abs=1e-6)


def test_imapa_is_the_mean_over_all_buckets() -> None:
    """IMAPA is the mean of the levels of buckets of 1, 2 and 3 periods."""
    levels = [bucket_level(LONG, bucket, 0.2)[0, -1] for bucket in (1, 2, 3)]
    assert imapa_rate(LONG, 0.2)[0, -1] == pytest.approx(np.mean(levels), abs=1e-12)
    published = np.mean([expected for s, _, _, expected in OF_BUCKETS if s is LONG])
    assert published == pytest.approx(1.18829503, abs=1e-6)


def test_regular_sellers_are_smoothed_as_they_are() -> None:
    """Where every period sells, both are simple exponential smoothing."""
    units = np.array([[4.0, 6, 5, 7, 6]])
    expected = 4.0
    for value in units[0, 1:]:
        expected += 0.2 * (value - expected)
    assert adida_rate(units, 0.2)[0, -1] == pytest.approx(expected)
    assert imapa_rate(units, 0.2)[0, -1] == pytest.approx(expected)


def test_every_period_is_forecast_from_what_was_known_then() -> None:
    """The rate after a period is that of the series cut there."""
    for cutoff in (3, 10, 31):
        for rate in (adida_rate, imapa_rate):
            cut = rate(LONG[:, :cutoff], 0.2)[0, -1]
            assert rate(LONG, 0.2)[0, cutoff - 1] == pytest.approx(cut)
