"""The report of a run: one JSON object that accounts for all that was read, done and decided."""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.checking.check import Checked
from core.checking.decisions import Decisions
from core.checking.health import GRADES
from core.demand import Demand
from core.errors import OperatorError, QuestionError
from core.evaluation.backtest import Backtest
from core.files import sha256_of, written_atomically
from core.pipeline import ForecastRun, Import
from core.restocking.advice import Advice
from core.restocking.orders.excess import DEAD, OVERSTOCK
from core.restocking.orders.policy import Plan
from core.sales.cleaning.never_sold import never_sold
from core.sales.cleaning.quality import Finding
from core.settings import Settings
from core.stages.follow_up import FollowUp
from core.version import VERSION
from core.workbook import SourceFile


def import_report(imported: Import) -> dict[str, Any]:
    """Account for the sheets: how each was understood and where every row went.

    ``header_row`` counts from 0, as ``RawSheet`` does; −1 where the sheet has no header.
    """
    report, rows = imported.report, imported.sales.rows
    days = rows["day"].to_numpy().astype("datetime64[D]")
    return {
        "sheets": [
            {
                "path": sheet.path,
                "sha256": sheet.sha256,
                "sheet": sheet.sheet_name,
                "encoding": sheet.encoding,
                "layout": sheet.columns.layout,
                "header_row": sheet.columns.header_row,
                "mapping": {
                    role: sheet.columns.labels[column]
                    for role, column in sheet.columns.roles.items()
                },
                "day_order": sheet.columns.day_order,
                "rows_read": sheet.rows_read,
            }
            for sheet in report.sheets
        ],
        "rows_read": report.rows_read,
        "rows_used": report.rows_used,
        "rows_skipped": dict(report.rows_skipped),
        "units": _number(report.units),
        "units_returned": _number(report.units_returned),
        "items": int(rows["item"].nunique()),
        "items_not_forecast": [
            {"item": it.item, "store": it.store, "reason": str(it.reason)}
            for it in never_sold(imported.sales)
        ],
        "first_day": str(days.min()) if len(days) else None,
        "last_day": str(days.max()) if len(days) else None,
        "findings": _rows_by_kind(report.findings),
    }


def _rows_by_kind(findings: Sequence[Finding]) -> dict[str, int]:
    """Return the rows that each kind of finding is about; some are about the sheet itself: 0."""
    kinds: dict[str, int] = {}
    for finding in findings:
        kinds[finding.kind] = kinds.get(finding.kind, 0) + finding.rows
    return kinds


def checking_report(checked: Checked, decisions: Decisions) -> dict[str, Any]:
    """Count the findings by kind: how many there are, how many repairs are made, net units that
    those change, and the items by grade of health."""
    kinds: dict[str, dict[str, Any]] = {}
    for repair in checked.repairs:
        held = decisions.holds(repair)
        kind = kinds.setdefault(repair.kind, {"found": 0, "in_force": 0, "units": 0.0})
        kind["found"] += 1
        kind["in_force"] += held
        kind["units"] += repair.units if held else 0.0
    grades = Counter(GRADES[grade] for grade in checked.health.grade.tolist())
    return {
        "findings": {
            name: {**kind, "units": _number(kind["units"])} for name, kind in kinds.items()
        },
        "health": {grade: grades.get(grade, 0) for grade in GRADES},
    }


def panel_report(demand: Demand) -> dict[str, Any]:
    """State how many series and periods there are, of what length, from when until when."""
    return {
        "series": len(demand),
        "periods": demand.length,
        "frequency": demand.frequency.value,
        "first_period": str(demand.start),
        "cutoff": str(demand.end),
    }


def forecast_report(run: ForecastRun) -> dict[str, Any]:
    """State the panel, the models chosen and the scores of all of them."""
    return {
        **panel_report(run.demand),
        "horizon": run.forecast.horizon,
        "models": dict(Counter(run.choice.models).most_common()),
        "backtest": backtest_report(run.backtest),
    }


def backtest_report(tested: Backtest) -> dict[str, Any]:
    """Give each model's scores over all items and cutoffs, and where the test was made."""
    units = np.nansum(tested.score("units"), axis=(1, 2))
    scores: dict[str, Any] = {}
    for number, model in enumerate(tested.models):
        scores[model] = {
            "wape": _share(np.nansum(tested.score("absolute_error")[number]), units[number]),
            "bias": _share(np.nansum(tested.score("bias")[number]), units[number]),
            **{
                metric: _mean(tested.score(metric)[number])
                for metric in ("mase", "rmsse", "pinball", "covered_80")
            },
            "seconds": round(tested.seconds[number], 2),
        }
    return {
        "cutoffs": [str(cutoff) for cutoff in tested.cutoffs],
        "horizon": tested.horizon,
        "failed": [failure.model for failure in tested.failures],
        "scores": scores,
    }


def plan_report(plan: Plan) -> dict[str, Any]:
    """Total the plan: items to order, units, cost, and how many run out before a delivery."""
    ordered = [s for s in plan.suggestions if s.final_quantity > 0]
    priced = [s.amount for s in ordered if np.isfinite(s.amount)]
    return {
        "as_of": str(plan.as_of),
        "items": len(plan.suggestions),
        "items_to_order": len(ordered),
        "units_to_order": _number(sum(s.final_quantity for s in ordered)),
        "cost": _number(sum(priced)) if priced else None,
        "items_without_cost": len(ordered) - len(priced),
        "items_without_stock": sum(not s.stock_known for s in plan.suggestions),
        "suppliers": len({s.supplier for s in ordered if s.supplier}),
    }


def advice_report(advice: Advice) -> dict[str, Any]:
    """Count overstock and dead items with their value, and orders that had better wait."""
    values = [found.value for found in advice.excess if math.isfinite(found.value)]
    return {
        "overstock": sum(found.kind == OVERSTOCK for found in advice.excess),
        "dead": sum(found.kind == DEAD for found in advice.excess),
        "excess_value": _number(sum(values)) if values else None,
        "better_to_wait": sum(found.wait for found in advice.deferrals),
        "orders_to_come": len(advice.orders),
        "orders_below_minimum": len(advice.top_ups),
        "containers_not_full": len(advice.packings),
        "rooms_too_small": sum(use.is_short or use.over > 0 for use in advice.rooms),
        "transfers": len(advice.transfers),
    }


def run_report(settings: Settings, seconds: dict[str, float], device: str) -> dict[str, Any]:
    """State version, seed, device, the seconds of each stage and the peak of memory."""
    return {
        "version": VERSION,
        "seed": settings.seed,
        "device": device,
        "seconds": {stage: round(value, 3) for stage, value in seconds.items()},
        "peak_memory_mb": round(_peak_memory_mb(), 1),
    }


def follow_up_report(followed: FollowUp) -> dict[str, Any]:
    """State how good the last forecast was, and what changed since; None where there is none."""
    score, changes = followed.score, followed.changes
    return {
        "last_score": None
        if score is None
        else {
            "since": str(score.cutoff),
            "periods": score.periods,
            "items": score.items,
            "units_sold": round(score.sold, 3),
            "units_expected": round(score.expected, 3),
            "wape": {
                "seasonal_naive": round(score.naive, 4),
                "model": round(score.statistical, 4),
                "final": round(score.final, 4),
            },
            "covered_80": round(score.held, 4),
        },
        "changes": None
        if changes is None
        else {
            "since": str(changes.since),
            "up": len(changes.up),
            "down": len(changes.down),
            "new": len(changes.new),
            "gone": len(changes.gone),
        },
    }


def sources_report(sources: Sequence[SourceFile]) -> dict[str, Any]:
    """Name the files beside the sheets, with the SHA-256 by which they can be told again."""
    return {
        "files": [{"path": str(it.path), "sha256": sha256_of(it.path)} for it in sources],
    }


def error_report(error: OperatorError) -> dict[str, Any]:
    """State what stopped the run, and where the operator must choose, the choices."""
    if isinstance(error, QuestionError):
        return {
            "question": {
                "topic": error.topic,
                "text": str(error),
                "choices": list(error.choices),
            }
        }
    return {"error": str(error)}


def write_report(path: Path, report: dict[str, Any]) -> None:
    """Write the report as JSON in UTF-8."""
    with written_atomically(path) as temporary:
        temporary.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _peak_memory_mb() -> float:
    """Return the largest resident memory of this process plus that of its largest child, in MB."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + child) / unit


def _number(value: float) -> int | float:
    """Return whole figures as integers: JSON readers then print 12, not 12.0."""
    value = round(float(value), 6)
    return int(value) if value.is_integer() else value


def _share(part: float, whole: float) -> float | None:
    return round(float(part) / float(whole), 6) if whole else None


def _mean(values: NDArray[np.float32]) -> float | None:
    known = values[np.isfinite(values)]
    mean = float(known.mean()) if known.size else math.nan
    return round(mean, 6) if math.isfinite(mean) else None
