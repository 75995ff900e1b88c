"""Forecasts as they would have been made on days of the past.

Models are tested, chosen and corrected on demand before the first of these days, fitted once there,
and forecast with their states brought up to date; ``demand.until`` cuts what they see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from core.demand import Demand
from core.evaluation.backtest import backtest
from core.evaluation.calibration import learn_correction
from core.evaluation.choice import Choice, choose_models
from core.evaluation.reshaping import Correction, corrected
from core.evaluation.unseen import with_unseen_season
from core.forecasting.forecast import Forecast
from core.forecasting.forecaster import FittedForecaster, Forecaster
from core.progress import Progress
from core.restocking.replay.replay import Integers
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, say

_BACKTEST_PATHS = 200
_STAGE = QT_TRANSLATE_NOOP("core", "Replaying your past")


def forecasts_at(
    panel: Demand,
    begin: int,
    reviews: Integers,
    horizon: int,
    forecasters: Sequence[Forecaster],
    settings: Settings,
    progress: Progress,
) -> Iterator[Forecast]:
    """Yield the forecast made at each review, ``reviews`` periods after ``begin``.

    Nothing of it is known from later: models are tested, chosen, corrected and fitted on the demand
    before ``begin``; at each review they see the demand before it.
    """
    past = panel.until(begin)
    tested = backtest(
        forecasters,
        past,
        origins=settings.origins,
        horizon=horizon,
        paths=_BACKTEST_PATHS,
        seed=settings.seed,
        progress=progress.part(0.0, 0.4),
    )
    choice = choose_models(tested, past)
    correction = None
    if tested.cutoffs and tested.deviates.size:
        correction = learn_correction(tested, choice, past)
    wanted = [method for method in forecasters if method.name in set(choice.models)]
    fitting = progress.part(0.4, 0.6)
    fitted = {
        method.name: method.fit(past, fitting.part(m / len(wanted), (m + 1) / len(wanted)))
        for m, method in enumerate(wanted)
    }
    playing = progress.part(0.6, 1.0)
    for number, review in enumerate(reviews):
        playing.step(number, len(reviews), say(_STAGE))
        known = panel.until(begin + int(review))
        yield _chosen(fitted, known, choice, correction, horizon, settings, playing)


def _chosen(
    fitted: dict[str, FittedForecaster],
    known: Demand,
    choice: Choice,
    correction: Correction | None,
    horizon: int,
    settings: Settings,
    progress: Progress,
) -> Forecast:
    models = np.array(choice.models)
    paths = np.zeros((len(known), settings.paths, horizon), dtype=np.float32)
    for name, method in fitted.items():
        progress.check()
        # The same seed at every review, as in the program: levels then move because of what was
        # learnt, not by the luck of the paths, which would ratchet stock up week by week.
        made = method.forecast(known, horizon, settings.paths, settings.seed)
        mine = models == name
        paths[mine] = made.paths[mine]
    progress.check()
    forecast = Forecast("chosen", known.items, known.stores, known.end, known.frequency, paths)
    if correction is not None:
        forecast = corrected(forecast, correction)
    return with_unseen_season(forecast, known)
