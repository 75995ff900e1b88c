"""Processor time of a plan, of a step of the budget slider, of a replay and of an export; Markdown.

    python -m tests.benchmarks.restock [--items N]

Ratios are of the same run: the slider beside the exact optimum on small cases, the export beside
xlsxwriter without any styles or formulas, and beside openpyxl with cell styles.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.restocking.advice import make_advice
from core.restocking.levels.outlook import outlook
from core.restocking.limits.budget import Offer, buy
from core.restocking.limits.plan_budget import budget_frontier, plan_offer, plan_within
from core.restocking.orders.policy import Plan, make_plan
from core.restocking.replay.replay import Conditions, play
from core.restocking.terms.terms import Terms
from core.restocking.terms.worth import unit_worth
from core.wording import translation
from core.workbook.book import Book
from core.workbook.plan_sheet import COLUMNS, write_plan
from tests.core.restocking.limits.test_budget import exact_gain, made_up_offer
from tests.core.restocking.made_up_terms import made_up_terms
from tests.made_up import made_up_demand, made_up_forecast


def seconds(work: Callable[[], object], repeats: int = 1) -> float:
    """Return the least processor time that the work took."""
    taken = []
    for _ in range(repeats):
        gc.collect()
        gc.freeze()  # what is there already is not searched again and again
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def made_up_shop(items: int) -> tuple[Terms, Plan, dict[str, float]]:
    """A shop of so many items: terms, plan, and the seconds of each step."""
    rng = np.random.default_rng(3)
    demand = made_up_demand(items, 60)
    forecast = made_up_forecast(demand, 13, 500)
    terms = made_up_terms(
        demand,
        {
            "on_hand": rng.integers(0, 60, items).astype(float),
            "pack_size": rng.integers(1, 13, items).astype(float),
            "minimum_order": rng.integers(0, 30, items) * (rng.random(items) < 0.3) * 1.0,
            "unit_cost": np.round(rng.lognormal(1, 1, items), 2) + 0.05,
            "unit_price": np.round(rng.lognormal(2, 1, items), 2) + 9.0,
        },
    )
    taken = {}
    begin = time.process_time()
    plan = make_plan(forecast, terms, demand.as_of)
    taken["plan"] = time.process_time() - begin
    taken["advice"] = seconds(lambda: make_advice(plan, demand, forecast, terms, holding_rate=0.25))
    begin = time.process_time()
    offer = plan_offer(plan, outlook(forecast, terms, demand.as_of), unit_worth(terms))
    taken["offer, once"] = time.process_time() - begin
    steps = [
        seconds(lambda share=share: plan_within(plan, offer, share * offer.total_cost()))
        for share in np.linspace(0.02, 0.98, 49)
    ]
    taken["slider, median step"], taken["slider, longest step"] = np.median(steps), max(steps)
    taken["frontier of 41 budgets"] = seconds(lambda: budget_frontier(offer))
    return terms, plan, taken


def print_gaps(cases: int = 200) -> None:
    """How far the slider's gain is from the best of all combinations of five items."""
    gaps = []
    for seed in range(cases):
        rng = np.random.default_rng(1000 + seed)
        offer: Offer = made_up_offer(rng, 5, most=4)
        budget = float(rng.uniform(0.1, 0.9)) * offer.total_cost()
        best = exact_gain(offer, budget)
        if best > 0:
            gaps.append(1 - buy(offer, budget).gain / best)
    print(
        f"\nBudget beside the exact optimum, {len(gaps)} cases of 5 items: mean gap "
        f"{np.mean(gaps):.4%}, largest {max(gaps):.4%}"
    )


def replay_seconds(items: int = 1000, weeks: int = 52, rules: int = 10) -> float:
    """Return the seconds of playing so many rules through a year of weekly reviews."""
    rng = np.random.default_rng(5)
    demand = rng.poisson(rng.lognormal(1.5, 1, items)[:, None], (items, weeks)).astype(float)
    conditions = Conditions(
        demand=demand,
        reviews=np.arange(weeks),
        due=np.ones((items, weeks), dtype=bool),
        lead_times=np.full((items, weeks), 2),
        pack_size=np.ones(items),
        minimum_order=np.zeros(items),
        warm_up=3,
    )
    levels = rng.uniform(1, 6, rules)[:, None, None] * np.maximum(demand.mean(1), 1)[None, :, None]
    levels = np.broadcast_to(levels, (rules, items, weeks)).astype(np.float32)
    return seconds(lambda: play(conditions, levels))


def export_seconds(plan: Plan, folder: Path) -> tuple[dict[str, float], int, int]:
    """Return the seconds of writing the plan sheet: ours, bare xlsxwriter, styled openpyxl; and
    how many rows and columns it has."""
    import openpyxl
    import xlsxwriter
    from openpyxl.styles import Border, Font, PatternFill, Side

    rows = plan.rows_by_urgency()
    options = {"strings_to_formulas": False, "strings_to_urls": False}

    def ours() -> None:
        workbook = xlsxwriter.Workbook(str(folder / "ours.xlsx"), options)
        book = Book(workbook, translation("en"), "en", "£")
        write_plan(book, book.add_sheet("Plan"), plan, rows)
        workbook.close()

    ours()
    book = openpyxl.load_workbook(folder / "ours.xlsx", data_only=True)
    cells = [list(line) for line in book["Plan"].iter_rows(values_only=True)]
    book.close()

    def bare() -> None:
        workbook = xlsxwriter.Workbook(str(folder / "bare.xlsx"), options)
        sheet = workbook.add_worksheet("Plan")
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                if cell is None:
                    continue
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif isinstance(cell, (int, float)):
                    sheet.write_number(row, column, cell)
                else:
                    sheet.write_datetime(row, column, cell)
        workbook.close()

    def styled() -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        font, fill = Font(name="Calibri", size=10), PatternFill("solid", fgColor="FBF0DA")
        border = Border(bottom=Side("thin", "DFE5E9"))
        for row, line in enumerate(cells, 1):
            for column, cell in enumerate(line, 1):
                written = sheet.cell(row, column, cell)
                written.font, written.border, written.number_format = font, border, "#,##0"
                if column % 5 == 0:
                    written.fill = fill
        workbook.save(folder / "styled.xlsx")

    works = {"this program": ours, "xlsxwriter, bare": bare, "openpyxl, styled": styled}
    return {name: seconds(work, 2) for name, work in works.items()}, len(cells), len(cells[0])


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=5000, help="of the exported plan")
    options = parser.parse_args()
    _, plan, taken = made_up_shop(options.items)
    print(f"\n### {options.items:,} items, 500 paths\n\n| step | ms |\n|---|---:|")
    for name, value in taken.items():
        print(f"| {name} | {1000 * value:,.0f} |")
    print_gaps()
    print(f"\nReplay of 10 rules, 1,000 items, 52 weeks: {replay_seconds():.2f} s")
    many = itertools.islice(itertools.cycle(plan.suggestions), options.rows)
    large = replace(plan, suggestions=tuple(many))
    with tempfile.TemporaryDirectory() as folder:
        times, rows, columns = export_seconds(large, Path(folder))
    own = times["this program"]
    print(
        f"\n### A plan sheet of {rows:,} rows, {columns} of {len(COLUMNS)} columns, 5 of them live "
        "formulas\n\n| writer | s | beside this program |\n|---|---:|---:|"
    )
    for name, value in times.items():
        print(f"| {name} | {value:.2f} | {value / own:.2f} |")


if __name__ == "__main__":
    main()
