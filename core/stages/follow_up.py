"""What follows a forecast: the last one is scored, changes are told, the new one is archived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.demand import Demand
from core.stages.forecast_run import ForecastRun
from core.tracking.archive import Archive, archived
from core.tracking.changes import Changes, changes_between
from core.tracking.overrides import Override, overridden
from core.tracking.scores import PlanScore, score_archived


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a new forecast is read with.

    archive  all forecasts given out so far, this one included
    score    of the last one before, by what was sold since; None where nothing is known yet
    changes  against the last one before; None where there is none
    """

    archive: Archive
    score: PlanScore | None
    changes: Changes | None


def with_overrides(run: ForecastRun, overrides: Sequence[Override]) -> ForecastRun:
    """Return the run with these of the operator's changes in force, and none that were before."""
    models = run.statistical or run.forecast
    given = overridden(models, overrides)
    return replace(run, forecast=given, statistical=None if given is models else models)


def follow_up(run: ForecastRun, archive: Archive) -> FollowUp:
    """Return score, changes and the archive with this forecast added."""
    models = run.statistical or run.forecast
    now = archived(run.forecast, models, run.choice.models, run.medians)
    last = archive.before(now.cutoff, now.frequency)
    return FollowUp(
        archive=archive.added(now),
        score=None if last is None else score_archived(last, run.demand),
        changes=None if last is None else changes_between(last, now),
    )


def last_score(archive: Archive, demand: Demand) -> PlanScore | None:
    """Return the score of the newest forecast of which something is known by now."""
    last = archive.before(demand.end, demand.frequency)
    return None if last is None else score_archived(last, demand)


def past_scores(archive: Archive, demand: Demand) -> tuple[PlanScore, ...]:
    """Return the scores of all archived forecasts of which something is known, newest first."""
    scores = (score_archived(forecast, demand) for forecast in reversed(archive.forecasts))
    return tuple(score for score in scores if score is not None)
