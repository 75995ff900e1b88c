"""What knowing events, promotions and prices ahead gains; prints Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.covariates [--set PART] [--effects]

The regression with all its covariates against the same without them (season alone), and against
exponential smoothing, in the program's own rolling backtest: fitted once before the first cutoff,
states updated at each. Ratios below 1 are gains. Promotions, features and orange-juice prices count
as planned, as the shop sets them; the prices of Online Retail's lines do not.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.demand import Demand
from core.evaluation.backtest import Backtest, backtest
from core.forecasting.regression import PooledRegression
from core.forecasting.smoothing import SimpleSmoothing
from core.frequency import Frequency
from core.progress import Progress
from tests.benchmarks.covariate_data import (
    gift_shop,
    orange_juice,
    pasta_promoted,
    walmart_departments,
)

WITH, WITHOUT, SMOOTHING = "with covariates", "season alone", "exponential smoothing"


@dataclass(frozen=True, slots=True)
class CovariateSet:
    """A panel with covariates, and how it is tested."""

    name: str
    load: Callable[[], Demand]
    horizon: int
    origins: int


SETS = (
    CovariateSet("pasta, daily: promotion", pasta_promoted, 28, 6),
    CovariateSet("orange juice, weekly: price, deal, feature", orange_juice, 8, 4),
    CovariateSet("M5 level 9, daily: events", walmart_departments, 28, 13),
    CovariateSet("Online Retail, weekly", lambda: gift_shop(Frequency.WEEKLY), 4, 4),
    CovariateSet("Online Retail, daily", lambda: gift_shop(Frequency.DAILY), 28, 3),
)


def main() -> None:
    """Read the options and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", default="", help="part of a set's name; all without it")
    parser.add_argument("--effects", action="store_true", help="print what was learnt")
    options = parser.parse_args()
    print("| set | items | method | WAPE | ratio | scaled pinball | ratio | 80 % held | seconds |")
    print("|---|---:|---|" + "---:|" * 6)
    for which in SETS:
        if options.set.lower() in which.name.lower():
            demand = which.load()
            methods = (
                PooledRegression(name=WITH),
                PooledRegression(covariates=False, name=WITHOUT),
                SimpleSmoothing(name=SMOOTHING),
            )
            tested = backtest(methods, demand, which.origins, which.horizon, 200, 1, Progress())
            print_rows(which, demand, tested)
            if options.effects:
                print_effects(demand)


def print_rows(which: CovariateSet, demand: Demand, tested: Backtest) -> None:
    """Print one row a method; ratios are to the regression on season alone."""
    wape = np.nansum(tested.score("absolute_error"), axis=(1, 2)) / np.nansum(
        tested.score("units"), axis=(1, 2)
    )
    pinball = np.nanmean(tested.score("pinball"), axis=(1, 2))
    held = np.nanmean(tested.score("covered_80"), axis=(1, 2))
    base = tested.models.index(WITHOUT)
    for m, model in enumerate(tested.models):
        print(
            f"| {which.name} | {len(demand)} | {model} | {wape[m]:.3f} | {wape[m] / wape[base]:.3f}"
            f" | {pinball[m]:.4f} | {pinball[m] / pinball[base]:.3f} | {held[m]:.1%} "
            f"| {tested.seconds[m]:.1f} |",
            flush=True,
        )


def print_effects(demand: Demand) -> None:
    """Print the pooled effect of each part, as a factor, and how far items differ."""
    fitted = PooledRegression().fit(demand, Progress())
    design_names = (*fitted.plan.events, *fitted.plan.own)
    first = len(fitted.effects.pooled) - len(design_names)
    for place, name in enumerate(design_names, first):
        factor, spread = np.exp(fitted.effects.pooled[place]), fitted.effects.spread[place]
        print(f"  {name}: x{factor:.2f}, items differ by {spread:.2f} (log)")
    print(f"  shock a period: {fitted.effects.shock:.2f}")


if __name__ == "__main__":
    main()
