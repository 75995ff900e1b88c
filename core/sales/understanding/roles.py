"""Which column plays which role, from its header and from its cells, with a reason for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.sales.column_map import ROLES, RoleGuess
from core.sales.understanding import cell_roles, item_columns
from core.sales.understanding.header_roles import guesses_by_header
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.headers import Platform
from core.sales.understanding.sheet_columns import SheetColumns
from core.wording import QT_TRANSLATE_NOOP, say

# Where the export is known, its other columns can only add what the exports leave out.
_ADDED_TO_PLATFORM = frozenset(
    {
        "category",
        "store",
        "supplier",
        "unit_cost",
        "on_hand",
        "on_order",
        "lead_time",
        "pack_size",
        "minimum_order",
        "currency",
    }
)
_OF_PLATFORM = 0.99  # confidence in the column that a known export has for a role


def guess_roles(
    columns: SheetColumns,
    platform: Platform | None = None,
    fixed: Mapping[str, int] | None = None,
    settled: Sequence[RoleGuess] = (),
) -> tuple[RoleGuess, ...]:
    """Return the best guess for each role that some column plays; one role a column.

    ``fixed`` roles are the operator's and are kept; a column number of -1 forbids the role.
    ``settled`` guesses were made before and are kept. Raises QuestionError where cells leave
    open which of several columns is the item or the quantity.
    """
    fixed = fixed or {}
    taken: dict[str, RoleGuess] = {guess.role: guess for guess in settled}
    chosen = say(QT_TRANSLATE_NOOP("core", "chosen by you"))
    taken |= {r: RoleGuess(r, column, 1.0, chosen) for r, column in fixed.items() if column >= 0}
    forbidden = {role for role, column in fixed.items() if column < 0}
    if platform is not None:
        _take_platform(taken, forbidden, columns, platform)
    _take_named(taken, forbidden, columns, platform)
    if "item" not in fixed:
        item_columns.prefer_filled_item(taken, columns)
    if not {"order_id", "units"} & forbidden:
        cell_roles.order_from_cells(taken, columns)
    if not {"item"} & {*taken, *forbidden}:
        item_columns.item_from_cells(taken, columns)
    if platform is None and "day" not in fixed:
        cell_roles.prefer_finer_day(taken, columns)
    if not {"day", "year", "supplier"} & {*taken, *forbidden}:
        cell_roles.shipment_day(taken, columns)
    if "item" in taken and "item" not in fixed:
        if taken["item"].confidence < _OF_PLATFORM:
            item_columns.prefer_own_title(taken, columns)
            item_columns.drop_code_of_many(taken, columns)
        item_columns.prefer_code(taken, columns)
    if not {"status", "cancelled"} & {*fixed} and "cancelled" not in taken:
        cell_roles.cancelled_from_cells(taken, columns)
    if platform is None and "status" not in forbidden:
        cell_roles.status_from_cells(taken, columns)
    if not {"units"} & {*taken, *forbidden}:
        cell_roles.units_from_cells(taken, columns)
    elif platform is None and "units" not in fixed:
        cell_roles.doubt_units(taken, columns)
    return tuple(sorted(taken.values(), key=lambda g: ROLES.index(g.role)))


def _take_named(
    taken: dict[str, RoleGuess],
    forbidden: set[str],
    columns: SheetColumns,
    platform: Platform | None,
) -> None:
    """Give each role to the column that its header names most surely."""
    used = {g.column for g in taken.values()}
    for guess in guesses_by_header(columns):
        if platform is not None and "units" in taken and not _may_add(platform, guess.role):
            continue
        if guess.role not in taken and guess.role not in forbidden and guess.column not in used:
            taken[guess.role] = guess
            used.add(guess.column)


def _may_add(platform: Platform, role: str) -> bool:
    """Whether a role may be guessed in a known export: what it leaves out, or calls otherwise."""
    return role in _ADDED_TO_PLATFORM or role in platform.roles


def _take_platform(
    taken: dict[str, RoleGuess], forbidden: set[str], columns: SheetColumns, platform: Platform
) -> None:
    """Give each role to the column that a known export has for it."""
    keys = [squeezed(label) for label in columns.labels]
    for role, headers in platform.roles.items():
        if role in taken or role in forbidden:
            continue
        used = {g.column for g in taken.values()}
        there = [keys.index(key) for label in headers if (key := squeezed(label)) in keys]
        free = [column for column in there if column not in used]
        filled = [column for column in free if columns.profiles[column].filled]
        column = next(iter([*filled, *free]), -1)
        if column < 0 or (not filled and role not in ("day", "item", "cancelled")):
            continue
        reason = say(
            QT_TRANSLATE_NOOP("core", "the column “{label}” of {platform}"),
            label=columns.labels[column],
            platform=platform.name,
        )
        taken[role] = RoleGuess(role, column, _OF_PLATFORM, reason)
