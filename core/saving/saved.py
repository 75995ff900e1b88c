"""What a workspace holds, stage by stage: stored, and loaded as it was."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from core.checking.decisions import Decisions
from core.demand import Demand
from core.forecasting.analogues import Analogues
from core.progress import Progress
from core.restocking.orders.policy import Plan
from core.restocking.terms.receipts import Receipts
from core.restocking.terms.terms import Terms
from core.saving.workspace import Stored, Workspace
from core.settings import Settings
from core.stages.forecast_run import ForecastRun
from core.stages.importing import Import
from core.tracking.archive import Archive
from core.tracking.overrides import Override


@dataclass(frozen=True, slots=True)
class Saved:
    """What a workspace holds: the latest value of each stage; None where it was not reached."""

    settings: Settings | None = None
    imported: Import | None = None
    decisions: Decisions | None = None
    demand: Demand | None = None
    run: ForecastRun | None = None
    terms: Terms | None = None
    receipts: Receipts | None = None
    plan: Plan | None = None
    overrides: tuple[Override, ...] | None = None
    analogues: tuple[Analogues, ...] | None = None
    archive: Archive | None = None


def save_workspace(path: Path, progress: Progress | None = None, **stages: object) -> None:
    """Store the stages given by name ("settings", "imported", "decisions", "demand", "run",
    "terms", "receipts", "plan", "overrides", "analogues", "archive").

    Stages that are not named stay as they are in the file; None clears one.
    """
    flat: dict[str, Any] = {}
    for name, value in stages.items():
        if name == "imported":
            flat.update(_fields(Import, value))
        elif name == "run":
            flat.update(_fields(ForecastRun, value))
            if value is None:
                del flat["demand"]  # which outlives its forecast
        else:
            flat[name] = value
    if "demand" in stages:
        flat["demand"] = stages["demand"]
    with Workspace.open(path) as workspace:
        workspace.save(Stored(**flat), progress, tuple(flat))


def check_workspace(path: Path) -> None:
    """Raise ``OptionError`` where the file at ``path`` is no workspace, or a later version's."""
    with Workspace.open(path):
        pass


def load_workspace(path: Path, progress: Progress | None = None) -> Saved:
    """Return what a workspace holds, as it was."""
    with Workspace.open(path) as workspace:
        flat = workspace.load(progress)
    return Saved(
        settings=flat.settings,
        imported=_together(Import, flat),
        decisions=flat.decisions,
        demand=flat.demand,
        run=_together(ForecastRun, flat),
        terms=flat.terms,
        receipts=flat.receipts,
        plan=flat.plan,
        overrides=flat.overrides,
        analogues=flat.analogues,
        archive=flat.archive,
    )


T = TypeVar("T")


def _names(kind: type[Any]) -> list[str]:
    return [field.name for field in fields(kind)]


def _fields(kind: type[object], value: object) -> dict[str, object]:
    return {name: None if value is None else getattr(value, name) for name in _names(kind)}


def _together(kind: type[T], flat: Stored) -> T | None:
    values = {name: getattr(flat, name) for name in _names(kind)}
    needed = [field.name for field in fields(kind) if field.default is MISSING]  # type: ignore[arg-type]
    return None if any(values[name] is None for name in needed) else kind(**values)
