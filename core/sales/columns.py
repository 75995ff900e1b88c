"""Which column of a sheet plays which role."""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = (
    "day",
    "item",
    "units",
    "title",
    "category",
    "store",
    "order_id",
    "status",
    "unit_price",
    "amount",
    "unit_cost",
    "on_hand",
    "on_order",
    "supplier",
    "lead_time",
    "pack_size",
    "minimum_order",
    "promotion",
)
"""What a column can be. ``day``, ``item`` and ``units`` make a sale; the others are optional."""

REQUIRED = ("day", "item")
"""Roles without which a sheet cannot be forecast. Without ``units``, each row counts as one."""


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """Why a column was given its role: confidence (0–1) and the reason in words."""

    role: str
    column: int
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a sheet is to be read.

    header_row    0-based row of the header; -1 where there is none
    layout        "lines" (a row a sale or total), "wide" (periods across columns) or
                  "items" (item master or stock: attributes of items, no days)
    roles         column number of each role that was found
    labels        header of every column, as spelled in the sheet
    day_order     "ymd", "dmy" or "mdy"
    decimal_mark  "." or ","
    guesses       why, one a role
    """

    header_row: int
    layout: str
    roles: dict[str, int]
    labels: tuple[str, ...]
    day_order: str = "ymd"
    decimal_mark: str = "."
    guesses: tuple[RoleGuess, ...] = field(default=())
