"""All forecasting methods by name, imported when asked for: torch takes seconds to load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from core.compute import Compute
from core.errors import OptionError
from core.forecasting.forecaster import Forecaster
from core.forecasting.lstm.record import LSTM, ZERO_SHOT, NetworkRecord
from core.wording import QT_TRANSLATE_NOOP, Sentence, say


@dataclass(frozen=True, slots=True)
class Description:
    """A method in the merchant's words: its short name, and one sentence on how it works."""

    title: Sentence
    summary: Sentence


_DESCRIPTIONS = {
    "seasonal_naive": Description(
        say(QT_TRANSLATE_NOOP("core", "Same as last season")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "Each period sells what it sold one season ago. All methods must beat it."
            )
        ),
    ),
    "naive": Description(
        say(QT_TRANSLATE_NOOP("core", "Same as last time")),
        say(QT_TRANSLATE_NOOP("core", "What sold in the last period sells in every period.")),
    ),
    "moving_mean": Description(
        say(QT_TRANSLATE_NOOP("core", "Recent average")),
        say(QT_TRANSLATE_NOOP("core", "The average of the most recent periods goes on.")),
    ),
    "empirical_quantiles": Description(
        say(QT_TRANSLATE_NOOP("core", "Recent range")),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "What sold in recent periods, from slow to busy ones, is what may sell next.",
            )
        ),
    ),
    "ses": Description(
        say(QT_TRANSLATE_NOOP("core", "Exponential smoothing")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "An average in which newer periods count more, with the shop's own season."
            )
        ),
    ),
    "ets": Description(
        say(QT_TRANSLATE_NOOP("core", "Smoothing with trend")),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "Exponential smoothing that also follows an item's trend and its own season.",
            )
        ),
    ),
    "theta": Description(
        say(QT_TRANSLATE_NOOP("core", "Theta")),
        say(
            QT_TRANSLATE_NOOP("core", "Recent sales, carried on with a part of the long-run trend.")
        ),
    ),
    "croston": Description(
        say(QT_TRANSLATE_NOOP("core", "Croston")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "For items that sell now and then, as first published; a little high."
            )
        ),
    ),
    "croston_sba": Description(
        say(QT_TRANSLATE_NOOP("core", "Croston (SBA)")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "For items that sell now and then: how much at a time, and how often."
            )
        ),
    ),
    "tsb": Description(
        say(QT_TRANSLATE_NOOP("core", "Fading sales (TSB)")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "For items that sell less and less: the forecast falls while nothing sells."
            )
        ),
    ),
    "adida": Description(
        say(QT_TRANSLATE_NOOP("core", "Longer periods (ADIDA)")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "Slow sellers are looked at in longer periods, where few are empty."
            )
        ),
    ),
    "imapa": Description(
        say(QT_TRANSLATE_NOOP("core", "Several periods (IMAPA)")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "Sales are looked at in periods of several lengths, and the mean is taken."
            )
        ),
    ),
    "arima": Description(
        say(QT_TRANSLATE_NOOP("core", "ARIMA")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "A statistical model of how an item's sales follow from its past sales."
            )
        ),
    ),
    "regression": Description(
        say(QT_TRANSLATE_NOOP("core", "Regression")),
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "The item's own level, times what season, events, promotion and price do; learnt "
                "on all items.",
            )
        ),
    ),
    "boosting": Description(
        say(QT_TRANSLATE_NOOP("core", "Decision trees")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "Hundreds of small decision trees that learn from all items together."
            )
        ),
    ),
    "lstm": Description(
        say(QT_TRANSLATE_NOOP("core", "LSTM network")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "A neural network that learns from all items together what sales look like."
            )
        ),
    ),
    "lstm_zero_shot": Description(
        say(QT_TRANSLATE_NOOP("core", "LSTM as it came")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "The same network, with what it knew of other shops' sales and no more."
            )
        ),
    ),
    "median": Description(
        say(QT_TRANSLATE_NOOP("core", "Middle of four")),
        say(
            QT_TRANSLATE_NOOP(
                "core", "What the middle one of four classical methods says: never far off."
            )
        ),
    ),
    "ensemble": Description(
        say(QT_TRANSLATE_NOOP("core", "Combined")),
        say(QT_TRANSLATE_NOOP("core", "Several methods taken together: steadier than any one.")),
    ),
}

MODELS = tuple(_DESCRIPTIONS)
"""Names of all methods, in the order in which they are shown."""


_ENSEMBLES = {
    "median": {"ets": 1.0, "theta": 1.0, "arima": 1.0, "imapa": 1.0},
    "ensemble": {
        "boosting": 5.0,
        "lstm_zero_shot": 3.0,
        "regression": 2.0,
        "ets": 0.25,
        "theta": 0.25,
        "arima": 0.25,
        "imapa": 0.25,
    },
}
"""Members and their shares. Equal ones mean the median. Who learns from all items, or from other
shops, counts most; methods that know one item at a time are there to steady them. Set on the
hospital's counts and on the M5 departments; see the tables of figures."""


_GUESTS = (("lstm", 1.0),)
"""Who joins the ensemble where it is tested anyway."""


_YOUNG = (("naive", 1.0),)
"""Who joins the ensemble while history is short."""


_KNOWING = frozenset({"boosting", "regression", "lstm"})
"""Who knows promotions and prices to come, and of days the time of year."""


_LEARNING = frozenset({"boosting"})
"""Who learns all that it knows from this shop's items."""


_TAILED = frozenset({LSTM, ZERO_SHOT})
"""Whose means hang on their tails alone."""


_TYPICAL_TIME = {"arima": 4.0, "regression": 2.0, "boosting": 5.0, "ensemble": 4.0, "lstm": 20.0}
"""Time that a method typically takes, where that is not about one: for the progress bar only."""


def shares_of_time(names: Sequence[str]) -> tuple[tuple[float, float], ...]:
    """Return the share (begin, end; 0–1) of a job that each of several methods typically takes."""
    ends = list(accumulate(_TYPICAL_TIME.get(name, 1.0) for name in names))
    return tuple(pairwise([end / ends[-1] for end in [0.0, *ends]])) if ends else ()


def longest_first(names: Sequence[str]) -> list[str]:
    """Return names of methods in an order in which processes that share them end together."""
    return sorted(names, key=lambda name: -_TYPICAL_TIME.get(name, 1.0))


def picklable(name: str) -> bool:
    """Return whether a fitted method may be sent to another process: not the network's tensors."""
    return name not in (LSTM, ZERO_SHOT, *_ENSEMBLES)


def describe(name: str) -> Description:
    """Return title and summary of a method; ``OptionError`` if there is none of that name."""
    if name not in _DESCRIPTIONS:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "There is no forecasting method “{name}”. Choose among: {known}."
                ),
                name=name,
                known=", ".join(MODELS),
            )
        )
    return _DESCRIPTIONS[name]


def forecaster(
    name: str,
    *,
    compute: Compute,
    device: str,
    seed: int,
    networks: tuple[NetworkRecord, ...] = (),
) -> Forecaster:
    """Return the forecaster of that name; ``OptionError`` if there is none.

    compute  where chunks of items are fitted in parallel
    device   "auto", "cpu" or "cuda", for the network
    seed     of everything random in fitting
    networks what earlier fits of the network to this shop came to; see ``GlobalLSTM.known``
    """
    describe(name)
    if name == "arima":
        from core.forecasting.arima.arima import Arima

        return Arima(compute)
    if name == "boosting":
        from core.forecasting.boosting.boosting import Boosting

        return Boosting(seed=seed)
    if name in (LSTM, ZERO_SHOT):
        from core.forecasting.lstm.global_lstm import GlobalLSTM

        return GlobalLSTM(device=device, seed=seed, tuned=name == LSTM, known=networks)
    if name in _ENSEMBLES:
        from core.forecasting.ensemble import Ensemble

        shares = _ENSEMBLES[name]
        members = tuple(
            forecaster(member, compute=compute, device=device, seed=seed) for member in shares
        )
        equal = len(set(shares.values())) == 1
        if equal:
            return Ensemble(members, (), name)
        return Ensemble(
            members,
            tuple(shares.values()),
            name,
            _GUESTS,
            _YOUNG,
            knowing=_KNOWING,
            learning=_LEARNING,
            tailed=_TAILED,
        )
    return _light(name)


def _light(name: str) -> Forecaster:
    from core.forecasting.aggregation import ADIDA, IMAPA
    from core.forecasting.baselines import EmpiricalQuantiles, MovingMean, Naive, SeasonalNaive
    from core.forecasting.ets.ets import AutoETS
    from core.forecasting.intermittent import TSB, Croston, CrostonSBA
    from core.forecasting.regression import PooledRegression
    from core.forecasting.smoothing import SimpleSmoothing
    from core.forecasting.theta import Theta

    methods: tuple[Forecaster, ...] = (
        SeasonalNaive(),
        Naive(),
        MovingMean(),
        EmpiricalQuantiles(),
        SimpleSmoothing(),
        AutoETS(),
        Theta(),
        Croston(),
        CrostonSBA(),
        TSB(),
        ADIDA(),
        IMAPA(),
        PooledRegression(),
    )
    return next(method for method in methods if method.name == name)
