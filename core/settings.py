"""Every choice of the operator that shapes a result, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from core.frequency import Frequency


@dataclass(frozen=True, slots=True)
class Settings:
    """The plan of all stages. Stored beside every result, so that each can be made again.

    frequency        length of a period; None: chosen from the data
    horizon          periods to forecast; None: the frequency's default, at least the longest
                     protection period
    models           names of the forecasters to try; empty: all
    origins          cutoffs of the rolling backtest, ≥ 3
    paths            sample paths an item
    seed             of everything random
    device           "auto", "cpu" or "cuda"
    workers          processes; -1: one a core
    cluster          address of a Dask scheduler, "" for this machine
    lead_time_days   days from order to delivery where the sheet does not say
    lead_time_spread standard deviation of the lead time as a share of it
    review_days      days between two orders
    service_level    probability of no stockout in a protection period (0–1)
    holding_rate     yearly cost of holding stock as a share of its value
    """

    frequency: Frequency | None = None
    horizon: int | None = None
    models: tuple[str, ...] = ()
    origins: int = 4
    paths: int = 500
    seed: int = 20260101
    device: str = "auto"
    workers: int = -1
    cluster: str = ""
    lead_time_days: float = 14.0
    lead_time_spread: float = 0.25
    review_days: float = 7.0
    service_level: float = 0.95
    holding_rate: float = 0.25
