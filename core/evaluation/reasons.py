"""Why a model forecasts an item, in the merchant's words."""

from __future__ import annotations

from dataclasses import dataclass

from core.evaluation.classes import DemandClass
from core.forecasting.catalogue import MODELS, describe
from core.frequency import Frequency
from core.wording import QT_TRANSLATE_NOOP, Sentence, say

YARDSTICK = "seasonal_naive"
"""What all methods must beat."""
_LEAST_SHOWN = 0.005
"""A gain of less than half a percent would be shown as none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tests say of one item.

    model       name of the model chosen
    own         whether it was chosen for the item itself, against what suits its class
    gain        share by which it is closer than seasonal naive on the item; NaN where not judged
    pool_gain   the same in the item's class
    tested      whether the item itself was judged
    kind        its class of demand
    """

    model: str
    own: bool
    gain: float
    pool_gain: float
    tested: bool
    kind: DemandClass


def reason_of(verdict: Verdict, frequency: Frequency, seasoned: bool) -> Sentence:
    """Return why the model is used; ``seasoned``: the tests knew "the same week last year"."""
    if verdict.model == YARDSTICK:
        return _nothing_better(frequency, seasoned)
    model = title_of(verdict.model)
    if verdict.kind is DemandClass.ENDED:
        return say(
            QT_TRANSLATE_NOOP("core", "Seems to sell no more; “{model}” does best on such items."),
            model=model,
        )
    if not verdict.tested:
        return say(
            QT_TRANSLATE_NOOP(
                "core", "Too new to be tested; “{model}” does best on items like it."
            ),
            model=model,
        )
    if verdict.own and verdict.gain >= _LEAST_SHOWN:
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "“{model}” suits this item best: {gain:.0f} % closer than {yardstick}.",
            ),
            model=model,
            gain=100 * verdict.gain,
            yardstick=_yardstick(frequency, seasoned),
        )
    if verdict.pool_gain >= _LEAST_SHOWN:
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "“{model}” does best on items like this: {gain:.0f} % closer than {yardstick}.",
            ),
            model=model,
            gain=100 * verdict.pool_gain,
            yardstick=_yardstick(frequency, seasoned),
        )
    return say(
        QT_TRANSLATE_NOOP("core", "“{model}” came closest on items that sell like this one."),
        model=model,
    )


def reason_untested(model: str, frequency: Frequency, periods: int) -> Sentence:
    """Return why a model is used where ``periods`` of history are too few for any test."""
    return say(
        {
            Frequency.DAILY: QT_TRANSLATE_NOOP(
                "core",
                "Only {count} days of sales: too little to compare methods, so we use “{model}”.",
            ),
            Frequency.WEEKLY: QT_TRANSLATE_NOOP(
                "core",
                "Only {count} weeks of sales: too little to compare methods, so we use “{model}”.",
            ),
            Frequency.MONTHLY: QT_TRANSLATE_NOOP(
                "core",
                "Only {count} months of sales: too little to compare methods, so we use “{model}”.",
            ),
        }[frequency],
        count=periods,
        model=title_of(model),
    )


def reason_failed(model: str) -> Sentence:
    """Return why another model stands in for one that failed."""
    return say(
        QT_TRANSLATE_NOOP("core", "“{failed}” could not forecast this time; used instead."),
        failed=describe(model).title,
    )


def title_of(model: str) -> Sentence | str:
    """Return the name of a model in the merchant's words; its own name where it has no other."""
    return describe(model).title if model in MODELS else model


def _yardstick(frequency: Frequency, seasoned: bool) -> Sentence:
    if not seasoned:
        return say(QT_TRANSLATE_NOOP("core", "repeating the last sales"))
    return say(
        {
            Frequency.DAILY: QT_TRANSLATE_NOOP("core", "the same day last week"),
            Frequency.WEEKLY: QT_TRANSLATE_NOOP("core", "the same week last year"),
            Frequency.MONTHLY: QT_TRANSLATE_NOOP("core", "the same month last year"),
        }[frequency]
    )


def _nothing_better(frequency: Frequency, seasoned: bool) -> Sentence:
    if not seasoned:
        return say(
            QT_TRANSLATE_NOOP(
                "core", "No model beat repeating the last sales, so that is what we use."
            )
        )
    return say(
        {
            Frequency.DAILY: QT_TRANSLATE_NOOP(
                "core", "No model beat last week's same day, so that is what we use."
            ),
            Frequency.WEEKLY: QT_TRANSLATE_NOOP(
                "core", "No model beat last year's same week, so that is what we use."
            ),
            Frequency.MONTHLY: QT_TRANSLATE_NOOP(
                "core", "No model beat last year's same month, so that is what we use."
            ),
        }[frequency]
    )
