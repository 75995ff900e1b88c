"""Small lines show where sales go, not the ups and downs of a week."""

from dataclasses import replace

import numpy as np

from core.frequency import Frequency
from gui.tables.sparklines import smoothed, spark_lines
from tests.made_up import made_up_demand


def test_days_are_summed_by_seven_around_the_end_of_sales():
    """A shop that sells on Saturdays alone has a flat line; each point is the seven days before or
    after the last sale, and a part of a week is left out."""
    demand = replace(made_up_demand(2, 100), frequency=Frequency.DAILY)
    units = np.zeros((2, 100), dtype=np.float32)
    units[:, np.arange(100) % 7 == 99 % 7] = 14.0
    ahead = np.full((2, 30), 2.0, dtype=np.float32)
    spark = spark_lines(replace(demand, units=units), ahead)
    assert spark.split == 14
    assert spark.lines.shape == (2, 14 + 4)
    np.testing.assert_allclose(spark.lines, 14.0)


def test_weeks_stay_as_they_are():
    """Three points of past a point of forecast, and before launch nothing."""
    demand = made_up_demand(2, 120)
    units = demand.units.copy()
    units[1, :-5] = np.nan
    spark = spark_lines(replace(demand, units=units), np.ones((2, 13), dtype=np.float32))
    assert (spark.split, spark.lines.shape[1]) == (39, 52)
    assert np.isnan(spark.lines[1, :34]).all()
    assert np.isfinite(spark.lines[1, 34:]).all()
    np.testing.assert_allclose(spark.lines[0, :38], smoothed(units[:1, -39:])[0, :38])


def test_a_few_days_are_shown_as_days():
    """With less than a week of forecast there is nothing to sum."""
    demand = replace(made_up_demand(1, 20), frequency=Frequency.DAILY)
    spark = spark_lines(demand, np.ones((1, 3), dtype=np.float32))
    assert spark.lines.shape[1] == spark.split + 3
