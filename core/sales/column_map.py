"""What is understood of a sheet: which column plays which role, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.wording import Sentence

ROLES = (
    "day",
    "item",
    "units",
    "title",
    "category",
    "store",
    "order_id",
    "status",
    "after_sale",
    "cancelled",
    "unit_price",
    "amount",
    "currency",
    "unit_cost",
    "on_hand",
    "on_order",
    "supplier",
    "lead_time",
    "pack_size",
    "minimum_order",
    "promotion",
    "year",
    "month",
    "week",
    "day_of_month",
)
"""What a column can be. ``day``, ``item`` and ``units`` make a sale; the others are optional.

after_sale is the state of a refund, cancelled a column that is filled only on cancelled orders.
year with month (and day_of_month), or with week, stand for ``day`` where it is split over columns.
"""

PARTS_OF_DAYS = ("year", "month", "week", "day_of_month")
"""Roles that together stand for ``day``."""

REQUIRED = ("day", "item")
"""Roles without which a sheet cannot be forecast. Without ``units``, each row counts as one."""

LAYOUTS = ("lines", "wide", "wide_items", "wide_stores", "items", "returns", "none")
"""The layouts that are told apart; see ``ColumnMap``."""


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """Why a column was given its role: confidence (0–1) and the reason in words."""

    role: str
    column: int
    confidence: float
    reason: Sentence


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a sheet is to be read.

    header_row    0-based row of the header (its last row, where two rows make it up); -1: none
    layout        "lines" (a row a sale or total), "wide" (a row an item, periods across columns),
                  "wide_items" (a row a period, items across columns), "wide_stores" (a row an item
                  and day, stores across columns), "items" (item master or stock: attributes of
                  items, no days), "returns" (ids of orders that came back) or "none" (no sales)
    roles         column number of each role that was found
    labels        header of every column, as spelled in the sheet (two rows joined by a space)
    day_order     "ymd", "dmy" or "mdy"
    decimal_mark  "." or ","
    guesses       why, one a role
    header_depth  rows that make up the header, 1 or 2
    item_parts    further columns that belong to the item's key (brand beside product, size)
    spread        columns across which units lie (the layouts "wide…")
    spread_days   "wide": the first day (ISO) of the period of each column of ``spread``
    counter       True: ``units`` counts up since a listing began, so sales are its differences
    platform      name of the platform whose export this is, "" where it is none that is known
    year          year of days written without one, 0 where none is needed
    swapped       True: Excel stored days up to the 12th with month and day exchanged
    note          why the sheet was set aside (layout "none", "returns"), or None
    """

    header_row: int
    layout: str
    roles: dict[str, int]
    labels: tuple[str, ...]
    day_order: str = "ymd"
    decimal_mark: str = "."
    guesses: tuple[RoleGuess, ...] = field(default=())
    header_depth: int = 1
    item_parts: tuple[int, ...] = ()
    spread: tuple[int, ...] = ()
    spread_days: tuple[str, ...] = ()
    counter: bool = False
    platform: str = ""
    year: int = 0
    swapped: bool = False
    note: Sentence | None = None

    @property
    def day_columns(self) -> tuple[int, ...]:
        """Columns that say which day a row is of: one of days, or its parts; () where none do."""
        if "day" in self.roles:
            return (self.roles["day"],)
        return tuple(self.roles[part] for part in PARTS_OF_DAYS if part in self.roles)

    @property
    def ignored(self) -> tuple[int, ...]:
        """Columns that play no role, in order."""
        used = {*self.roles.values(), *self.item_parts, *self.spread}
        return tuple(c for c in range(len(self.labels)) if c not in used)
