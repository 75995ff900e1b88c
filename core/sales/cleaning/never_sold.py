"""Items of the sheets of which nothing was sold: they have no demand to forecast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.sales.cleaning.clean import Sales
from core.sales.cleaning.day_series import day_series
from core.wording import QT_TRANSLATE_NOOP, Sentence, say


@dataclass(frozen=True, slots=True)
class NeverSold:
    """An item in a store and its title; units that came back, ≥ 0; units sold, all of which came
    back the same day, ≥ 0."""

    item: str
    store: str
    title: str
    returned: float
    sold: float

    @property
    def reason(self) -> Sentence:
        """Why there is no forecast."""
        if self.sold > 0:
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "All {units:,.10g} units sold came back on the same day: there is nothing to "
                    "forecast.",
                ),
                units=self.sold,
            )
        if self.returned > 0:
            return say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Only returns, of {units:,.10g} units, and no sale: there is nothing to "
                    "forecast.",
                ),
                units=self.returned,
            )
        return say(QT_TRANSLATE_NOOP("core", "Only rows of 0 units: there is nothing to forecast."))


def never_sold(sales: Sales) -> tuple[NeverSold, ...]:
    """Return the items (by store) that sold nothing on any day, less what came back that day, in
    order of item, then store."""
    panel = day_series(sales)
    sold = set(zip(panel.items, panel.stores, strict=True))
    rows = sales.rows
    units = rows["units"].to_numpy()
    parts = {"back": np.maximum(-units, 0.0), "out": np.maximum(units, 0.0)}
    lines = pd.DataFrame(parts, index=rows.index)
    sums = lines.groupby([rows["item"], rows["store"]], observed=True).sum()
    titles = _titles(sales) if len(sums) > len(sold) else {}
    found = [
        NeverSold(*pair, titles.get(pair, ""), float(back), float(out))
        for pair, back, out in zip(
            ((str(item), str(store)) for item, store in sums.index),
            sums["back"],
            sums["out"],
            strict=True,
        )
        if pair not in sold
    ]
    return tuple(sorted(found, key=lambda it: (it.item, it.store)))


def _titles(sales: Sales) -> dict[tuple[str, str], str]:
    table = sales.catalogue
    keys = zip(table["item"].astype(str), table["store"].astype(str), strict=True)
    return dict(zip(keys, table["title"].astype(str), strict=True))
