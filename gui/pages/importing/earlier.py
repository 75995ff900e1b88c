"""The sheets of the import in force, where those opened now hold only the newest of its sales."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.sales.cleaning.clean import Sales
from gui.session import Session


@dataclass(frozen=True, slots=True)
class Earlier:
    """Files that can be read with those opened: begins, the first day of the sales opened; began,
    that of the sales in force."""

    paths: tuple[Path, ...]
    begins: np.datetime64
    began: np.datetime64


def earlier_files(session: Session) -> Earlier | None:
    """Return the files of the sales in force that are not among those opened, where these begin
    later and tell of less than half as many days: of a month, say; None otherwise."""
    if session.preview is None or session.imported is None:
        return None
    opened, stored = session.preview.imported.sales, session.imported.sales
    if not len(opened.rows) or not len(stored.rows):
        return None
    (begins, ends), (began, ended) = _reach(opened), _reach(stored)
    if begins <= began or 2 * (ends - begins) >= ended - began:
        return None
    here = {Path(sheet.path) for sheet in session.sheets}
    paths = dict.fromkeys(Path(sheet.path) for sheet in session.imported.report.sheets)
    found = tuple(path for path in paths if path not in here and path.exists())
    return Earlier(found, begins, began) if found else None


def _reach(sales: Sales) -> tuple[np.datetime64, np.datetime64]:
    days = sales.rows["day"].to_numpy().astype("datetime64[D]")
    return days.min(), days.max()
