"""When an order of now arrives, and when one of the next order day would: of each item, with the
spread of its deliveries, its supplier's order days and closures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.restocking.levels.levels import lead_time_draws
from core.restocking.terms.supplier_calendar import arrival_days, distinct, order_offsets
from core.restocking.terms.terms import Terms

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Timing:
    """Days from the day of the plan, of n items.

    wait      (n) until an order can go out; review (n) from then to the next order day
    lead_time (n) mean days from order to delivery, closures included; stated (n) as the terms say
    deviation (n) of the lead time
    closures  (n) canonical closures of the item's supplier
    """

    day: np.datetime64
    wait: Floats
    review: Floats
    stated: Floats
    deviation: Floats
    closures: tuple[str, ...]

    @classmethod
    def of(cls, terms: Terms, day: np.datetime64) -> Timing:
        """Return the timing of orders of ``day``."""
        table = terms.table
        review_days = np.asarray(table["review_days"], dtype=np.float64)
        order_days = table["order_days"].to_list()
        closures = table["closures"].to_list()
        wait, review = np.zeros(len(table)), review_days.copy()
        for key, rows in distinct((order_days, closures, review_days.tolist())).items():
            if key[0] or key[1]:
                found = order_offsets(day, str(key[0]), str(key[1]), float(str(key[2])))
                wait[rows], review[rows] = found
        return cls(
            day=day,
            wait=wait,
            review=review,
            stated=np.asarray(table["lead_time_days"], dtype=np.float64),
            deviation=np.asarray(table["lead_time_sd_days"], dtype=np.float64),
            closures=tuple(closures),
        )

    def part(self, rows: slice) -> Timing:
        """Return the timing of some of the items."""
        return Timing(
            self.day,
            self.wait[rows],
            self.review[rows],
            self.stated[rows],
            self.deviation[rows],
            self.closures[rows],
        )

    def arrivals(self, paths: int, seed: int, orders_later: int = 0) -> Floats:
        """(n, paths) days until an order arrives that goes out ``orders_later`` reviews from now.

        The same drawn lead times for each of them: what differs is the day they go out.
        """
        draws = lead_time_draws(self.stated, self.deviation, paths, seed)
        sent = (self.wait + orders_later * self.review)[:, None]
        arrival = np.asarray(sent + draws)
        for (closures,), rows in distinct((self.closures,)).items():
            if closures:
                arrival[rows] = arrival_days(sent[rows], draws[rows], self.day, str(closures))
        return arrival

    def mean_arrivals(self) -> Floats:
        """(n) days until an order of now arrives with the mean lead time."""
        certain = replace(self, deviation=np.zeros_like(self.deviation))
        return certain.arrivals(1, 0)[:, 0]

    def order_arrives(self, paths: int, seed: int) -> tuple[Floats, Floats]:
        """(n, paths) days until an order of now arrives, and until that of the next order day."""
        return self.arrivals(paths, seed), self.arrivals(paths, seed, 1)
