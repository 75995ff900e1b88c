"""Terms said once for a whole category or supplier, which their items inherit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

SHOP, CATEGORY, SUPPLIER, ITEM = 0, 1, 2, 3
"""Who says a term, the nearer over the farther: the shop, the item's category, its supplier, the
item itself."""

SCOPES = {"category": CATEGORY, "supplier": SUPPLIER}

NOT_SHARED = ("supplier", "on_hand", "on_order", "reserved", "on_order_due")
"""Terms that only an item has."""


@dataclass(frozen=True, slots=True)
class GroupTerm:
    """A term of all items of a category or supplier that do not say otherwise.

    scope "category" or "supplier"; name of the group; column and value as in ``Terms.table``
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
    for group in sorted(groups, key=lambda it: SCOPES[it.scope]):
        scope, column = SCOPES[group.scope], group.column
        rows = (table[group.scope] == group.name) & (origins[column] <= scope)
        if not rows.any():
            continue
        if column == "lead_time_days":
            spread = rows & (origins["lead_time_sd_days"] < scope)
            before = table.loc[spread, "lead_time_days"]
            share = table.loc[spread, "lead_time_sd_days"] / before.where(before > 0)
            table.loc[spread, "lead_time_sd_days"] = share.fillna(0.0) * float(str(group.value))
        if column == "service_level":
            # A level that was said is a level: it is not spread by gain.
            spread = rows & (origins["service_kind"] < scope)
            table.loc[spread, "service_kind"] = said_kind(table.loc[spread, "service_kind"])
        table.loc[rows, column] = group.value
        origins.loc[rows, column] = scope
    return table, origins


def said_kind(kinds: pd.Series) -> pd.Series:
    """Return what a service level that was typed counts: cycles where it was spread until then."""
    return kinds.where(kinds == "fill", "cycle")


def no_origins(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return origins by which the shop says everything."""
    zeros = np.full((len(table), len(columns)), SHOP, dtype=np.int8)
    return pd.DataFrame(zeros, columns=list(columns), index=table.index)
