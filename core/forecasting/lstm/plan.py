"""Everything that decides pretrained weights, as one value."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from pathlib import Path

from core.errors import OptionError
from core.forecasting.lstm.corpus import Portions
from core.forecasting.lstm.global_lstm import SHIPPED
from core.forecasting.lstm.network import NetworkShape
from core.forecasting.lstm.training import TrainingPlan
from core.wording import QT_TRANSLATE_NOOP, say

RECORDED = 0.15
"""Share of recorded series where there are some: with more, their few shapes are known by heart."""

_WARM_UP = 200


@dataclass(frozen=True, slots=True)
class PretrainingPlan:
    """Everything that decides the weights.

    hidden, layers, width, heads  of the network
    steps, batch, learning_rate, cooling  as in TrainingPlan
    rows, windows, recorded  as in Portions; recorded series are the training parts of M3 and M4
    look            steps between two looks at held-out series, each with a checkpoint
    seed            of the weights' beginning and of the corpus
    begun_from      SHA-256 of the weights it went on from; "" where they were drawn by the seed
    """

    hidden: int = 64
    layers: int = 2
    width: int = 128
    heads: int = 4
    steps: int = 20_000
    batch: int = 128
    learning_rate: float = 2e-3
    cooling: int = 2_000
    rows: int = 512
    windows: int = 8
    recorded: float = 0.0
    look: int = 250
    seed: int = 20260101
    begun_from: str = ""

    def same_until(self, other: PretrainingPlan, step: int) -> bool:
        """Return whether the first ``step`` steps of both plans are the same.

        Before it cools down a plan does not depend on when it will, so it can be prolonged.
        """
        prolonged = replace(self, steps=other.steps, cooling=other.cooling)
        plateau = min(self.steps - self.cooling, other.steps - other.cooling)
        return self == other or (prolonged == other and step <= plateau)

    @property
    def shape(self) -> NetworkShape:
        """The sizes of the network."""
        return NetworkShape(self.hidden, self.layers, self.width, self.heads)

    @property
    def portions(self) -> Portions:
        """How the corpus is cut up."""
        return Portions(self.rows, self.recorded, self.windows, self.batch)

    def training(self) -> TrainingPlan:
        """Return the plan of the loop."""
        return TrainingPlan(
            steps=self.steps,
            batch=self.batch,
            learning_rate=self.learning_rate,
            warm_up=_WARM_UP,
            cooling=self.cooling,
            check_every=self.look,
            patience=self.steps,
            averaging=0.998,
        )


def plan_of_card(weights: Path) -> PretrainingPlan:
    """Return the plan that made the weights of a file, from the card (.json) beside it."""
    card = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    return PretrainingPlan(**{field.name: card[field.name] for field in fields(PretrainingPlan)})


def chosen_plan(own: PretrainingPlan, again: bool, recorded: bool) -> PretrainingPlan:
    """Return ``own`` plan, or that of the shipped weights where they are to be made ``again``.

    ``recorded`` says whether recorded series are at hand; OptionError where the plan needs them.
    """
    plan = plan_of_card(Path(SHIPPED)) if again else own
    if recorded:
        return plan if plan.recorded else replace(plan, recorded=RECORDED)
    if plan.recorded:
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The shipped network also learned from recorded series. Name the folder that "
                    "holds them (m3 and m4) with --data.",
                )
            )
        )
    return plan
