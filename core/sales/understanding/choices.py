"""What the operator has settled about a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choices:
    """What the operator has settled; everything left out is guessed. A role's column of -1 means
    that no column plays it."""

    header_row: int | None = None
    header_depth: int = 1
    layout: str = ""
    roles: Mapping[str, int] = field(default_factory=dict)
    day_order: str = ""
    decimal_mark: str = ""
    year: int = 0
    counter: bool | None = None
