"""The program's choice beside the best forecasting libraries, on the same test days; Markdown.

    SHELFCAST_DATA=… python -m tests.benchmarks.peers [--peers-python PATH] [--set PART] [--items N]

PATH is the interpreter of an environment of its own: statsforecast needs a pandas older than ours
(python -m venv PEERS && PEERS/bin/pip install "pandas<3" statsforecast lightgbm). Answers of peers
are kept by set and seed in --kept, so that later runs need neither PATH nor their time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from core.compute import Compute
from core.forecasting.catalogue import MODELS, forecaster
from core.forecasting.forecast import LEVELS, Forecast
from core.progress import Progress
from core.settings import Settings
from core.stages.forecast_run import forecast
from tests.benchmarks.peer_answers import (
    MEDIAN,
    OF_FIVE,
    PEERS,
    SLOW,
    Answer,
    Peers,
    median_of,
    own_folder,
)
from tests.benchmarks.peer_scores import OURS, Compared, Row, averaged, judged
from tests.benchmarks.peer_sets import SETS, PeerSet, Trial, trials
from tests.benchmarks.peer_tables import print_set, print_summary


def ours(which: PeerSet, trial: Trial, models: tuple[str, ...], workers: int) -> Answer:
    """Test, choose, forecast and calibrate as the program does."""
    settings = Settings(
        horizon=which.horizon,
        models=models,
        seed=1,
        device="cpu",
        workers=workers,
        lead_time_days=which.horizon * trial.past.frequency.days,
        lead_time_spread=0.0,
        review_days=0.01,
    )
    begin = time.process_time()
    made = forecast(trial.past, settings, Progress()).forecast
    return answered(made, which, time.process_time() - begin)


def single(name: str, which: PeerSet, trial: Trial) -> Answer:
    """Forecast with one of our methods alone, its ranges as they are."""
    begin = time.process_time()
    method = forecaster(name, compute=Compute(workers=1), device="cpu", seed=1)
    fitted = method.fit(trial.past, Progress())
    return answered(
        fitted.forecast(trial.past, which.horizon, 500, 1), which, time.process_time() - begin
    )


def answered(made: Forecast, which: PeerSet, seconds: float) -> Answer:
    """Return a forecast of ours in the form of the peers' answers."""
    protection = np.full(len(made), float(which.protection))
    return Answer(
        made.mean().astype(np.float64),
        made.quantile(np.array(LEVELS)).astype(np.float64),
        made.total_quantile(0.95, protection).astype(np.float64),
        seconds,
    )


def compared(
    which: PeerSet,
    peers: Peers,
    models: tuple[str, ...],
    items: int | None,
    workers: int,
    singles: tuple[str, ...] = (),
) -> Compared:
    """Return the rows of one set: peers that answer, the median of five, our singles, and ours."""
    rows: dict[str, list[Row]] = {}
    few: dict[str, list[Row]] = {}
    for trial in trials(which, items):
        asked = PEERS if which.slow_every == 1 else tuple(p for p in PEERS if p != SLOW)
        found = with_median({name: peers.answer(name, which, trial) for name in asked})
        for name in singles:
            found[f"our {name}"] = single(name, which, trial)
        if models:
            found[OURS] = ours(which, trial, models, workers)
        for name, answer in found.items():
            rows.setdefault(name, []).append(judged(which, trial, answer))
        if which.slow_every > 1:
            part = np.arange(0, len(trial.past), which.slow_every)
            known = trial.select(part)
            own = {name: answer.select(part) for name, answer in found.items()}
            own = with_median({SLOW: peers.answer(SLOW, which, known)} | own)
            for name, answer in own.items() if SLOW in own else ():
                few.setdefault(name, []).append(judged(which, known, answer))
    return Compared(
        {name: averaged(parts) for name, parts in rows.items()},
        {name: averaged(parts) for name, parts in few.items()},
    )


def with_median(answers: Mapping[str, Answer | None]) -> dict[str, Answer]:
    """Return the answers there are, with the median of five where all five are there."""
    found = {name: answer for name, answer in answers.items() if answer is not None}
    if all(name in found for name in OF_FIVE):
        found[MEDIAN] = median_of([found[name] for name in OF_FIVE])
    return found


def main() -> None:
    """Read the options, run the sets, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers-python", default="", help="interpreter that has the peers")
    parser.add_argument("--kept", type=Path, default=own_folder(), help="folder of peers' answers")
    parser.add_argument("--set", default="", help="part of a set's name; all without it")
    parser.add_argument("--items", type=int, help="items a set at most; 0: all")
    parser.add_argument(
        "--models", default="", help="ours, separated by commas; all without it; none"
    )
    parser.add_argument("--singles", default="", help="methods of ours to judge alone as well")
    parser.add_argument("--workers", type=int, default=1, help="processes for ours")
    options = parser.parse_args()
    peers = Peers(options.peers_python, options.kept)
    models = tuple(name for name in options.models.split(",") if name) or MODELS
    models = () if options.models == "none" else models
    singles = tuple(name for name in options.singles.split(",") if name)
    results = {}
    for which in SETS:
        if options.set.lower() in which.name.lower():
            result = compared(which, peers, models, options.items, options.workers, singles)
            items = len(trials(which, options.items)[-1].past)
            print_set(f"{which.name}: {items} items, {which.horizon} periods ahead", result.rows)
            if result.few:
                share = f"{-(-items // which.slow_every)} of them, with {SLOW}"
                print_set(f"{which.name}: {share}", result.few)
            results[which.name] = result
    if not results:
        parser.error("no set is named so: " + "; ".join(which.name for which in SETS))
    print_summary(results)


if __name__ == "__main__":
    main()
