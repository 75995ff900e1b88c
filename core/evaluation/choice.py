"""Which model forecasts which item, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.wording import Sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """The model chosen for each of n items.

    models  (n) name of the model used
    gain    (n) float32, share by which its scaled pinball loss is below seasonal naive's
            (0.2 = 20 % better); NaN where there was too little history to judge
    reasons (n) why, in words
    """

    models: tuple[str, ...]
    gain: NDArray[np.float32]
    reasons: tuple[Sentence, ...]

    def __post_init__(self) -> None:
        self.gain.setflags(write=False)
