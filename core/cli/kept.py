"""What the operator left in the workspace that a command works in: it goes on from there."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core import pipeline
from core.checking.decisions import NONE, Decisions
from core.demand import Demand
from core.forecasting.analogues import Analogues
from core.pipeline import Saved, TypedTerms
from core.restocking.orders.carried import Answer, Key, answers_of
from core.restocking.orders.policy import Move
from core.sales.cleaning.clean import Sales
from core.settings import Settings
from core.tracking.archive import Archive
from core.tracking.overrides import Override
from core.wording import QT_TRANSLATE_NOOP, Sentence, say, spoken_day


@dataclass(frozen=True, slots=True)
class Kept:
    """Settings, edits and answers of a workspace; none of them where it is not there yet."""

    saved: Saved

    @property
    def settings(self) -> Settings:
        """Every choice that shaped the last result."""
        return self.saved.settings or Settings()

    @property
    def decisions(self) -> Decisions:
        """What was answered to findings."""
        return self.saved.decisions or NONE

    @property
    def overrides(self) -> tuple[Override, ...]:
        """Changes of forecasts."""
        return self.saved.overrides or ()

    @property
    def analogues(self) -> tuple[Analogues, ...]:
        """The items that the operator chose for new ones to sell like."""
        return self.saved.analogues or ()

    @property
    def archive(self) -> Archive:
        """The forecasts given out so far."""
        return self.saved.archive or Archive()

    @property
    def typed_terms(self) -> TypedTerms | None:
        """The terms in force and what they were made from; None where there are none."""
        saved = self.saved
        if saved.imported is None or saved.demand is None or saved.terms is None:
            return None
        sales = saved.imported.sales
        if self.decisions != NONE:  # links of items, which only a check knows
            sales = pipeline.check(sales, self.settings, self.decisions).sales
        return TypedTerms(saved.terms, saved.demand, sales, self.settings)

    def is_of(self, demand: Demand) -> bool:
        """Whether the workspace holds the same sales as ``demand``."""
        before = self.saved.demand
        return (
            before is not None
            and (before.items, before.stores) == (demand.items, demand.stores)
            and bool(before.as_of == demand.as_of)
            and np.array_equal(before.as_sold, demand.as_sold, equal_nan=True)
        )

    def replaced_by(self, sales: Sales) -> Sentence | None:
        """Return that sales take the place of earlier ones, where they begin later than those of
        the workspace; None where nothing is lost."""
        if self.saved.imported is None:
            return None
        before, now = (s.rows["day"].min() for s in (self.saved.imported.sales, sales))
        if not now > before:
            return None
        return say(
            QT_TRANSLATE_NOOP(
                "core",
                "These sales begin on {begins} and took the place of those since {began} in the "
                "workspace. To keep the earlier ones, name their sheets as well.",
            ),
            begins=spoken_day(np.datetime64(now, "D")),
            began=spoken_day(np.datetime64(before, "D")),
        )

    def answers(self, demand: Demand) -> Mapping[Key, Answer]:
        """Return what was answered to the last plan; with newer sales an answer holds only where
        the same quantity is suggested again."""
        plan = self.saved.plan
        if plan is None:
            return {}
        newer = not self.is_of(demand)
        return {key: replace(answer, carried=newer) for key, answer in answers_of(plan).items()}

    def moves(self, demand: Demand) -> tuple[Move, ...]:
        """Return the moves between stores that were agreed to; with newer sales, they are made."""
        plan = self.saved.plan
        return plan.moves if plan is not None and self.is_of(demand) else ()


def kept_in(options: argparse.Namespace) -> Kept:
    """Return what the workspace that the options name holds."""
    path = getattr(options, "workspace", None)
    if path is None or not path.exists():
        return Kept(Saved())
    return Kept(pipeline.load_workspace(path))
