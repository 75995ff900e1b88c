"""A made-up plan, written and read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.evaluation.choice import Choice
from core.restocking.advice import Advice, make_advice
from core.restocking.orders.policy import Plan, make_plan
from core.restocking.terms.terms import Terms
from core.sales.cleaning.quality import Finding, QualityReport
from core.settings import Settings
from core.wording import say
from core.workbook import write_workbook
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast

COUNT = 30


HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "http://example.com",
    "مرحبا",
    "🍜 杯面",
    "a\x00b\x07c\ud800d",
    "_x0041_",
    "  spaced  ",
    "{=1}",
)


def load_workbook(path: Path, **options: object):
    """Open a workbook with openpyxl."""
    import openpyxl

    return openpyxl.load_workbook(path, **options)


class Made:
    """A plan with everything that a workbook of it needs."""

    def __init__(self, count: int = COUNT, titles: tuple[str, ...] = (), stock: bool = True):
        self.demand = made_up_demand(count, 60)
        self.forecast = made_up_forecast(self.demand, 9, 60)
        rng = np.random.default_rng(6)
        on_hand = rng.integers(0, 30, count).astype(float)
        on_hand[1] = np.nan
        columns = {
            "on_hand": on_hand if stock else np.nan,
            "on_order": np.where(rng.random(count) < 0.3, 12.0, np.nan),
            "pack_size": rng.integers(1, 13, count).astype(float),
            "minimum_order": rng.integers(0, 30, count).astype(float),
            "unit_cost": np.where(rng.random(count) < 0.2, np.nan, 2.5),
            "unit_price": 7.25,
            "supplier": [("North", "South / East", "", "a" * 50)[i % 4] for i in range(count)],
        }
        if titles:
            columns["title"] = [titles[i % len(titles)] for i in range(count)]
        self.terms: Terms = made_up_terms(self.demand, columns)
        self.plan: Plan = make_plan(self.forecast, self.terms, self.demand.end)

    def advice(self) -> Advice:
        return make_advice(self.plan, self.demand, self.forecast, self.terms, holding_rate=0.25)

    def write(
        self, path: Path, language: str = "en", plan: Plan | None = None, **more: object
    ) -> Path:
        finding = Finding("duplicate", say("2 rows were there twice."), 2, 3.0, 7, "x")
        write_workbook(
            path,
            plan=plan or self.plan,
            terms=self.terms,
            forecast=self.forecast,
            demand=self.demand,
            choice=Choice(
                ("arima",) * len(self.demand),
                np.full(len(self.demand), 0.1, dtype=np.float32),
                (say("because"),) * len(self.demand),
            ),
            report=QualityReport((), 100, 90, {"total": 10}, 500.0, 4.0, (finding,)),
            advice=self.advice(),
            language=language,
            currency="¥",
            **{"settings": Settings(), **more},
        )
        return path


def table(path: Path, sheet: str, values: bool = True) -> list[dict[str, object]]:
    """Return a sheet's rows by the header in its first row."""
    book = load_workbook(path, data_only=values)
    lines = list(book[sheet].iter_rows(values_only=True))
    book.close()
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
