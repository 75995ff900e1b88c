"""The stages in order: all that the window and the command line ever call.

Each function is one stage: frozen values in, a frozen value out, progress reported on the way.
Heavy libraries are imported by the rooms that need them when their stage first runs, so that the
window paints before any of them is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.calendar.events import Event
from core.checking import check as checking
from core.checking.check import Checked
from core.checking.decisions import NONE, Decisions
from core.demand import Demand
from core.demand.sheet_covariates import events_of, with_covariates
from core.evaluation import calibration
from core.explaining.explanation import Explanation
from core.explaining.explanation import explain as explain_forecast
from core.forecasting.launch import launch_of, launch_reason
from core.progress import Progress
from core.restocking.advice import Advice
from core.restocking.orders.attention import service_by_class
from core.restocking.orders.carried import with_edits
from core.restocking.orders.policy import Plan
from core.restocking.replay.comparison import Replay
from core.restocking.terms.receipts import Receipts, read_receipts
from core.restocking.terms.terms import TermDefaults, Terms, default_terms, read_terms
from core.sales.cleaning.clean import Sales
from core.sales.cleaning.never_sold import never_sold
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.saving.saved import (
    Saved,
    check_workspace,
    load_workspace,
    save_workspace,
)
from core.saving.settings_file import read_settings, write_settings
from core.settings import Settings
from core.stages.follow_up import FollowUp, follow_up, last_score, past_scores, with_overrides
from core.stages.forecast_run import (
    ForecastRun,
    backtest_models,
    forecast,
    forecasters_of,
    with_chosen_analogues,
)
from core.stages.importing import Import, Preview, import_sales, preview_import, read, understand
from core.stages.ordering import (
    advise,
    attention_of,
    learn_lead_times,
    offer_of,
    plan,
    plan_anew,
    scenarios_of,
    stock_so_far,
    stock_to_come,
    terms_from_file,
    with_own_terms,
    within_limits,
)
from core.stages.replaying import MerchantRule
from core.stages.replaying import replay as replay_past
from core.stages.updating import forecast_or_update
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook import (
    OrderPapers,
    SourceFile,
    purchase_orders,
    read_edited_plan,
    write_figures,
    write_left_out,
    write_purchase_table,
    write_workbook,
)

__all__ = [
    "FollowUp",
    "ForecastRun",
    "Import",
    "Preview",
    "Saved",
    "advise",
    "attention_of",
    "backtest_models",
    "check_workspace",
    "follow_up",
    "forecast",
    "forecast_or_update",
    "forecasters_of",
    "import_sales",
    "last_score",
    "launch_of",
    "learn_lead_times",
    "load_workspace",
    "offer_of",
    "past_scores",
    "plan",
    "plan_anew",
    "preview_import",
    "read",
    "read_edited_plan",
    "read_receipts",
    "save_workspace",
    "scenarios_of",
    "stock_so_far",
    "stock_to_come",
    "terms_from_file",
    "understand",
    "with_chosen_analogues",
    "with_overrides",
    "with_own_terms",
    "within_limits",
]
"""Stages that have a file of their own and are called through here like all others."""


def check(
    sales: Sales,
    settings: Settings,
    decisions: Decisions = NONE,
    language: str = "",
    progress: Progress | None = None,
) -> Checked:
    """Build the demand panel and find what looks wrong in it, and what can be done about that.

    ``Checked.treated(decisions)`` is the panel with what the operator agreed to. It has the period
    that the settings ask for, or the data suggest. It knows the events ahead of the country that
    the settings name, or that the sheet's currency and the window's ``language`` point to, and the
    promotions and prices of sheet and settings.
    """
    checked = checking.check(sales, settings.frequency, decisions, progress)
    known = with_covariates(checked.demand, checked.sales, settings.calendar, language)
    return replace(checked, demand=known)


def demand_of(
    sales: Sales, settings: Settings, language: str = "", decisions: Decisions = NONE
) -> Demand:
    """Return the demand panel with the repairs in force; see ``check``."""
    return check(sales, settings, decisions, language).treated(decisions)


def calendar_of(
    demand: Demand, sales: Sales, settings: Settings, horizon: int, language: str = ""
) -> tuple[Event, ...]:
    """Return the events from the start of the panel to the end of the forecast, to be drawn."""
    return events_of(demand, sales, settings.calendar, horizon, language)


def terms_of(
    demand: Demand,
    sales: Sales,
    settings: Settings,
    file: Path | None = None,
    receipts: Path | None = None,
) -> Terms:
    """Return each item's terms: from the sheets, then ``file``, else the settings' defaults.

    Lead times are learned from ``receipts``, a list of deliveries, where there is one.

    ``sales`` are those of ``Checked``, with linked items under one name.
    """
    defaults = TermDefaults(
        lead_time_days=settings.lead_time_days,
        lead_time_spread=settings.lead_time_spread,
        review_days=settings.review_days,
        service_level=settings.service_level,
        service_kind=settings.service_kind,
        groups=settings.group_terms,
    )
    return _said_in_files(default_terms(demand, sales, defaults), demand, settings, file, receipts)


@dataclass(frozen=True, slots=True)
class TypedTerms:
    """Terms in force, and what they were made from: what differs from that was typed."""

    terms: Terms
    demand: Demand
    sales: Sales
    settings: Settings


def terms_anew(
    demand: Demand,
    sales: Sales,
    settings: Settings,
    typed: TypedTerms | None,
    file: Path | None = None,
    receipts: Path | None = None,
) -> Terms:
    """Return each item's terms as ``terms_of``, with what was typed so far; what files say goes
    before that."""
    if typed is None:
        return terms_of(demand, sales, settings, file, receipts)
    untouched = terms_of(typed.demand, typed.sales, typed.settings)
    terms = with_edits(terms_of(demand, sales, settings), typed.terms, untouched)
    return _said_in_files(terms, demand, settings, file, receipts)


def _said_in_files(
    terms: Terms, demand: Demand, settings: Settings, file: Path | None, receipts: Path | None
) -> Terms:
    if file is not None:
        terms = read_terms(file, terms)
    if receipts is not None:
        terms, *_ = learn_lead_times(terms, receipts)
    if settings.class_service:
        terms = service_by_class(terms, demand, settings.class_service)
    return terms


def reason_of(run: ForecastRun, row: int) -> tuple[Sentence, ...]:
    """Return why the item at ``row`` is forecast as it is: what a young one leans on, its model."""
    entry = launch_of(run.launches, run.demand, row)
    reason = run.choice.reasons[row]
    return (reason,) if entry is None else (launch_reason(entry, run.demand), reason)


def explain(run: ForecastRun, row: int) -> Explanation | None:
    """Return what the forecast of the item at ``row`` is made of; None for runs of old."""
    return None if run.parts is None else explain_forecast(run.forecast, run.parts, row)


def audit(run: ForecastRun) -> calibration.Audit | None:
    """Return how far promised ranges held in the backtest; None where nothing was tested."""
    return calibration.audit(run.backtest, run.choice, run.demand)


def replay(
    demand: Demand,
    terms: Terms,
    settings: Settings,
    progress: Progress,
    rule: MerchantRule | None = None,
    receipts: Receipts | None = None,
) -> Replay:
    """Play plan and merchant's rule on the past, with forecasts made as on each day of it, beside
    what was really bought where ``receipts`` tell."""
    made_by = forecasters_of(settings)
    return replay_past(demand, terms, made_by, settings, progress, rule, receipts)


def export(
    path: Path,
    *,
    imported: Import,
    run: ForecastRun,
    terms: Terms,
    plan: Plan,
    settings: Settings,
    language: str,
    progress: Progress,
    advice: Advice | None = None,
    sources: Sequence[SourceFile] = (),
) -> None:
    """Write the plan as an Excel workbook in ``language`` ("en" or "zh_CN").

    ``advice`` on this plan where it was given before; otherwise it is made, which takes seconds.
    ``sources`` are the files beside the sheets that shaped the plan.
    """
    progress.step(0, 1, say(QT_TRANSLATE_NOOP("core", "Writing the workbook")))
    write_workbook(
        path,
        plan=plan,
        terms=terms,
        forecast=run.forecast,
        demand=run.demand,
        choice=run.choice,
        report=imported.report,
        settings=settings,
        advice=advice or advise(run, terms, plan, settings),
        attention=attention_of(run, terms),
        sources=sources,
        unsold=never_sold(imported.sales),
        language=language,
        currency=imported.sales.currency,
    )
    progress.step(1, 1)


MOST_CHARTS = 12
"""Charts in the orders' papers: of the most urgent items."""


def export_orders(
    folder: Path,
    *,
    imported: Import,
    run: ForecastRun,
    terms: Terms,
    plan: Plan,
    language: str,
) -> OrderPapers:
    """Write all purchase orders as a table, "orders.csv" in ``folder``, which is made where it is
    not there; return what is to be printed beside it, which takes Qt."""
    folder.mkdir(exist_ok=True)
    orders = purchase_orders(plan, terms)
    write_purchase_table(folder / "orders.csv", orders, language)
    urgent = [row for row in plan.rows_by_urgency() if plan.suggestions[row].final_quantity > 0]
    return OrderPapers(
        orders=orders,
        demand=run.demand,
        forecast=run.forecast,
        rows=tuple(urgent[:MOST_CHARTS]),
        titles=tuple(terms.table["title"]),
        language=language,
        currency=imported.sales.currency,
    )


def pretrain(
    folder: Path,
    device: str,
    progress: Progress,
    *,
    data: Path | None,
    again: bool,
    steps: int,
    batch: int,
    hidden: int,
    layers: int,
    width: int,
    seed: int,
) -> None:
    """Train a network on made-up demand; goes on from a checkpoint in ``folder``.

    ``again`` takes the plan of the shipped weights instead of the numbers given; ``data`` is the
    folder of M3 and M4, whose training parts are mixed in. ``folder`` then holds the weights
    (safetensors), their card (JSON) and the losses step by step (CSV).
    """
    from core.forecasting.lstm.plan import PretrainingPlan, chosen_plan
    from core.forecasting.lstm.pretrain import pretrain as train

    own = PretrainingPlan(hidden, layers, width, steps=steps, batch=batch, seed=seed)
    plan = chosen_plan(own, again, data is not None)
    train(plan, folder, device, progress, data)


def export_left_out(
    path: Path,
    sheets: Sequence[RawSheet],
    maps: Sequence[ColumnMap],
    rows: Sequence[NDArray[np.int8]],
    language: str,
    progress: Progress,
) -> None:
    """Write the rows that an import leaves out, each with its reason, as CSV or .xlsx."""
    write_left_out(path, sheets, maps, rows, language, progress)


def export_figures(
    path: Path,
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str | float | np.datetime64]],
) -> None:
    """Write the figures of a chart as a workbook of one sheet."""
    write_figures(path, title, header, rows)


def export_settings(path: Path, settings: Settings) -> None:
    """Write settings to a file that another shop or machine can read."""
    write_settings(path, settings)


def import_settings(path: Path) -> Settings:
    """Return the settings of such a file."""
    return read_settings(path)


def device_of(settings: Settings) -> str:
    """Return what the network runs on ("cpu" or "cuda"); "cpu" where no network is asked for."""
    if settings.models and "lstm" not in settings.models:
        return "cpu"
    from core.forecasting.lstm.device import choose_device

    return choose_device(settings.device).kind


def busiest(demand: Demand) -> int:
    """Return the row that sold most units: the one to show where none was asked for."""
    return int(np.nansum(demand.units, axis=1).argmax())
