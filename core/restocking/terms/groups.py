"""Terms said once for the whole shop, a category or a supplier, which their items inherit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

SHOP, CATEGORY, SUPPLIER, ITEM = 0, 1, 2, 3
"""Who says a term, the nearer over the farther: the shop, the item's category, its supplier, the
item itself."""

SCOPES = {"shop": SHOP, "category": CATEGORY, "supplier": SUPPLIER}

COLUMN_OF_SCOPE = {"category": "category", "supplier": "supplier"}
"""Where an item says which group it belongs to; the shop is that of all items."""

NOT_SHARED = ("supplier", "on_hand", "on_order", "reserved", "on_order_due")
"""Terms that only an item has."""


@dataclass(frozen=True, slots=True)
class GroupTerm:
    """A term of all items of a shop, category or supplier that do not say otherwise.

    scope "shop", "category" or "supplier"; name of the group, "" of the shop; column and value as
    in ``Terms.table``
    """

    scope: str
    name: str
    column: str
    value: str | float | np.datetime64


def with_group_terms(
    table: pd.DataFrame, origins: pd.DataFrame, groups: Sequence[GroupTerm]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the table with the groups' terms where no nearer scope says otherwise, and who said
    each cell.

    origins  int8, the columns and rows of ``table``: SHOP, CATEGORY, SUPPLIER or ITEM
    A lead time said without a spread keeps the spread's share of it.
    """
    table, origins = table.copy(), origins.copy()
    for group in sorted(groups, key=_after_what_it_follows):
        scope, column = SCOPES[group.scope], group.column
        rows = members(table, group.scope, group.name) & (origins[column] <= scope)
        if not rows.any():
            continue
        # What the shop says is not told from what is usual: both are SHOP.
        nearer = max(scope, CATEGORY)
        if column == "lead_time_days":
            spread = rows & (origins["lead_time_sd_days"] < nearer)
            before = table.loc[spread, "lead_time_days"]
            share = table.loc[spread, "lead_time_sd_days"] / before.where(before > 0)
            table.loc[spread, "lead_time_sd_days"] = share.fillna(0.0) * float(str(group.value))
        if column == "service_level":
            # A level that was said is a level: it is not spread by gain.
            spread = rows & (origins["service_kind"] < nearer)
            table.loc[spread, "service_kind"] = said_kind(table.loc[spread, "service_kind"])
        table.loc[rows, column] = group.value
        origins.loc[rows, column] = scope
    return table, origins


def _after_what_it_follows(group: GroupTerm) -> tuple[int, bool]:
    """Farther scopes first; a spread after its lead time, a kind after its level."""
    return SCOPES[group.scope], group.column in ("lead_time_sd_days", "service_kind")


def members(table: pd.DataFrame, scope: str, name: str) -> pd.Series:
    """Return which rows of the table belong to a group, as booleans."""
    if scope not in COLUMN_OF_SCOPE:
        return pd.Series(True, index=table.index)
    return table[COLUMN_OF_SCOPE[scope]] == name


def without_group_term(
    groups: Sequence[GroupTerm], scope: str, name: str, column: str
) -> tuple[GroupTerm, ...]:
    """Return the terms but for that of one column of one group."""
    return tuple(it for it in groups if (it.scope, it.name, it.column) != (scope, name, column))


def with_group_term(groups: Sequence[GroupTerm], term: GroupTerm) -> tuple[GroupTerm, ...]:
    """Return the terms with ``term`` in place of what the group said of its column before."""
    return (*without_group_term(groups, term.scope, term.name, term.column), term)


def said_kind(kinds: pd.Series) -> pd.Series:
    """Return what a service level that was typed counts: cycles where it was spread until then."""
    return kinds.where(kinds == "fill", "cycle")


def no_origins(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return origins by which the shop says everything."""
    zeros = np.full((len(table), len(columns)), SHOP, dtype=np.int8)
    return pd.DataFrame(zeros, columns=list(columns), index=table.index)
