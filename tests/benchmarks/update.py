"""Whether a new month of sales needs all tests again; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.update [--set PART] [--models NAME,…]

Some months before the end of the data all models are tested, chosen and fitted. Month by month the
forecast is then made twice: with the tests of the first month (an update), and with tests of its
own. Both are scored on the month after. Ratios of the update to the full run; processor seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.demand import Demand
from core.evaluation.scoring import METRICS, scales_of, score_forecast
from core.frequency import Frequency
from core.progress import Progress
from core.settings import Settings
from core.stages.forecast_run import ForecastRun, forecast, forecast_anew
from tests.benchmarks.accuracy_data import online_retail
from tests.benchmarks.covariate_data import pasta_promoted, walmart_departments
from tests.benchmarks.peer_sets import car_parts

LIGHT = "moving_mean,empirical_quantiles,ses,theta,croston_sba,tsb,arima,regression,ensemble"


@dataclass(frozen=True, slots=True)
class UpdateSet:
    """A panel, the periods of a month, and months that are updated."""

    name: str
    load: Callable[[], Demand]
    month: int
    months: int


SETS = (
    UpdateSet("Online Retail, weekly", lambda: online_retail(Frequency.WEEKLY), 4, 3),
    UpdateSet("car parts, monthly", car_parts, 3, 2),
    UpdateSet("pasta, daily", pasta_promoted, 28, 3),
    UpdateSet("M5 level 9, daily", walmart_departments, 28, 3),
)


def score(run: ForecastRun, demand: Demand, cutoff: int, month: int) -> tuple[float, float]:
    """Return WAPE and mean scaled pinball of a run on the month after ``cutoff``."""
    paths = run.forecast.paths[:, :, :month]
    actual = demand.units[:, cutoff : cutoff + month]
    known = np.isfinite(demand.units[:, :cutoff]).any(axis=1)
    actual = np.where(known[:, None], actual, np.float32(np.nan))
    made = replace(run.forecast, paths=paths)
    scored = score_forecast(made, actual, scales_of(demand.until(cutoff)), 1, Progress()).scores
    column = {name: scored[:, METRICS.index(name)] for name in METRICS}
    wape = float(np.nansum(column["absolute_error"]) / np.nansum(column["units"]))
    return wape, float(np.nanmean(column["pinball"]))


def main() -> None:
    """Read the options and print one row a set and month."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", default="")
    parser.add_argument("--models", default=LIGHT)
    parser.add_argument("--items", type=int, default=300, help="at most so many, evenly drawn")
    options = parser.parse_args()
    print("| set | month | full: WAPE | update | ratio | full: pinball | update | ratio | CPU s |")
    print("|---|" + "---:|" * 8)
    for which in SETS:
        if options.set.lower() not in which.name.lower():
            continue
        demand = which.load()
        step = -(-len(demand) // options.items)
        demand = demand.select(np.arange(0, len(demand), step))
        models = tuple(options.models.split(","))
        settings = Settings(models=models, horizon=which.month, workers=1)
        first = demand.length - (which.months + 1) * which.month
        last = forecast(demand.until(first), settings, Progress())
        for month in range(1, which.months + 1):
            cutoff = first + month * which.month
            past = demand.until(cutoff)
            begin = time.process_time()
            full = forecast(past, settings, Progress())
            middle = time.process_time()
            update = forecast_anew(last, past, settings, Progress())
            end = time.process_time()
            (wape, pinball), (wape_2, pinball_2) = (
                score(run, demand, cutoff, which.month) for run in (full, update)
            )
            print(
                f"| {which.name} | {month} | {wape:.3f} | {wape_2:.3f} | {wape_2 / wape:.3f} "
                f"| {pinball:.4f} | {pinball_2:.4f} | {pinball_2 / pinball:.3f} "
                f"| {middle - begin:.1f} → {end - middle:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
