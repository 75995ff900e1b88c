"""Views of the item table, kept by name: what is shown, how it is put together and sorted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from core.errors import OutputError
from core.files import written_atomically

FILE = "item-views.json"


@dataclass(frozen=True, slots=True)
class ItemView:
    """One view: its name, one of ``FILTERS``, (facet, value) pairs it is narrowed to, the facet it
    is grouped by, the columns shown, the column sorted by and in which direction."""

    name: str
    kind: str = "all"
    narrowed: tuple[tuple[str, str], ...] = ()
    grouped: str = ""
    columns: tuple[str, ...] = ()
    sorted_by: str = "TOTAL"
    descending: bool = True


def read_views(folder: Path | None) -> tuple[ItemView, ...]:
    """Return the views kept in a folder; none where there is no such file or it is damaged."""
    if folder is None:
        return ()
    try:
        entries = json.loads((folder / FILE).read_text("utf-8"))
        return tuple(
            ItemView(
                name=str(entry["name"]),
                kind=str(entry["kind"]),
                narrowed=tuple((str(a), str(b)) for a, b in entry["narrowed"]),
                grouped=str(entry["grouped"]),
                columns=tuple(map(str, entry["columns"])),
                sorted_by=str(entry["sorted_by"]),
                descending=bool(entry["descending"]),
            )
            for entry in entries
        )
    except (OSError, ValueError, KeyError, TypeError):
        # A view is a convenience: a file that cannot be read is no reason not to start.
        return ()


def write_views(folder: Path | None, views: Sequence[ItemView]) -> bool:
    """Keep these views; return whether they could be written."""
    if folder is None:
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with written_atomically(folder / FILE) as part:
            text = json.dumps([asdict(view) for view in views], ensure_ascii=False, indent=1)
            part.write_text(text, "utf-8")
    except (OSError, OutputError):
        return False
    return True
