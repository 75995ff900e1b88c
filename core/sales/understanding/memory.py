"""What is remembered of sheets imported before: how to read the next one with the same header.

A folder holds one mapping (``mapping``) a kind of sheet, no sales. The command line does
not look there: it takes the mapping that it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import OperatorError
from core.files import written_atomically
from core.sales.column_map import PARTS_OF_DAYS, ROLES, ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import Rules
from core.sales.understanding.header_rows import find_header, header_at
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.mapping import (
    Mapping,
    header_fingerprint,
    mapping_of,
    read_mapping,
    write_mapping,
)

KINDS = 200
"""How many kinds of sheets are remembered; the one not seen longest is forgotten."""

ALIKE = 0.6
"""Share of column names in common from which a header is another version of one that is known."""

_SET_ASIDE = ("none", "returns")


@dataclass(frozen=True, slots=True)
class Recall:
    """What is remembered of the kind that a sheet is of.

    mapping  how the last sheet of the kind was read
    new      names of columns that the last one did not have; gone, those that it had
    """

    mapping: Mapping
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the header is the same as that of the last sheet."""
        return not self.new and not self.gone


def remember(folder: Path, sheet: RawSheet, columns: ColumnMap, rules: Rules) -> None:
    """Keep how a sheet was read, for the next one with its header. Raises ``OutputError``.

    Sheets without sales are not kept.
    """
    if columns.layout in _SET_ASIDE or columns.header_row < 0:
        return
    labels = _lasting_labels(columns)
    if not any(labels):
        return
    absent = [r for r in ROLES if r not in columns.roles and _may_be_absent(r, columns)]
    known = mapping_of(sheet, columns)
    mapping = replace(
        known,
        sheet="",
        year=0,
        roles={**known.roles, **dict.fromkeys(absent, -1)},
        rules=rules,
        labels=labels,
        made_from=Path(sheet.path).name,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{header_fingerprint(labels)}.toml"
    with written_atomically(path) as temporary:
        write_mapping(temporary, mapping)
    for old in _files(folder)[KINDS:]:
        old.unlink(missing_ok=True)


def recall(folder: Path, sheet: RawSheet, guessed: ColumnMap | None) -> Recall | None:
    """Return what is remembered of a sheet's kind; None where nothing like it is known.

    ``guessed`` is how it would be read without memory, None where that is in doubt.
    """
    if guessed is not None and guessed.layout in _SET_ASIDE:
        guessed = None
    header = find_header(sheet)
    labels = header.labels if guessed is None else _lasting_labels(guessed)
    row = header.row if guessed is None else guessed.header_row
    names = _names(labels)
    best: tuple[float, Recall] | None = None
    for path in _files(folder):
        try:
            mapping = read_mapping(path)
        except OperatorError:
            continue  # a file that someone damaged is as good as none
        if header_fingerprint(labels) == header_fingerprint(mapping.labels):
            return Recall(_fitted(mapping, row, guessed))
        if _stands_at(sheet, mapping):
            return Recall(mapping)
        then = _names(mapping.labels)
        share = len(names.keys() & then.keys()) / max(len(names), len(then), 1)
        if share >= ALIKE and (best is None or share > best[0]):
            new = tuple(label for key, label in names.items() if key not in then)
            gone = tuple(label for key, label in then.items() if key not in names)
            if new or gone:
                best = share, Recall(_fitted(mapping, row, guessed), new, gone)
    return None if best is None else best[1]


def replayed(recalled: Recall, sheet: RawSheet) -> ColumnMap:
    """Return how a sheet is read as the last one of its kind was, columns found by their names.

    Raises as ``guess_columns`` does, and SheetError where a column is missing.
    """
    mapping = replace(recalled.mapping, fingerprint="")
    if recalled.exact:
        return mapping.applied(sheet)
    gone = {squeezed(label) for label in recalled.gone}
    roles = {
        role: column
        for role, column in mapping.roles.items()
        if column == -1 or (isinstance(column, str) and squeezed(column) not in gone)
    }
    return replace(mapping, roles=roles).applied(sheet)


def _fitted(mapping: Mapping, row: int, guessed: ColumnMap | None) -> Mapping:
    """Return the mapping for a sheet whose header stands in ``row``: lines of titles come and go.

    Where the sheet itself says how its days are written, that holds.
    """
    order = mapping.day_order if guessed is None else guessed.day_order
    return replace(mapping, header_row=row, day_order=order)


def _stands_at(sheet: RawSheet, mapping: Mapping) -> bool:
    row = mapping.header_row
    if row is None or not mapping.fingerprint or not 0 <= row < len(sheet.cells):
        return False
    labels = header_at(sheet, row, mapping.header_rows).labels
    return header_fingerprint(labels) == mapping.fingerprint


def _lasting_labels(columns: ColumnMap) -> tuple[str, ...]:
    """Return the names of the columns that the next sheet of the kind has as well: periods across
    columns change from month to month."""
    spread = set(columns.spread) if columns.layout == "wide" else set()
    return tuple(label for n, label in enumerate(columns.labels) if n not in spread)


def _may_be_absent(role: str, columns: ColumnMap) -> bool:
    """Whether it is worth remembering that no column plays a role."""
    if role in ("day", "item", *PARTS_OF_DAYS):
        return False
    return role != "units" or columns.layout == "lines"


def _names(labels: Sequence[str]) -> dict[str, str]:
    return {squeezed(label): " ".join(label.split()) for label in labels if squeezed(label)}


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder, the latest first."""
    if not folder.is_dir():
        return []
    return sorted(folder.glob("*.toml"), key=lambda path: -path.stat().st_mtime)
