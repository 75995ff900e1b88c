"""Mappings: what the operator settled about a kind of sheet, kept in a TOML file.

Every key may be left out; what is left out is guessed::

    sheet = "Orders"          # the workbook's sheet it is about; without it, every sheet that fits
    encoding = "gb18030"      # of a text file
    header_row = 4            # as Excel numbers rows; 0: there is no header
    header_rows = 2           # rows that make up the header, ending with header_row
    layout = "lines"          # lines | wide | wide_items | wide_stores | items | none
    day_order = "dmy"         # dmy | mdy | ymd, for days such as 03/04/2024
    decimal_mark = ","        # "." | ","
    year = 2024               # of months or days written without one
    counter = false           # true: the quantity counts up since the listing began
    fingerprint = "3f2a…"     # of the header it was made for; a sheet with another one is refused
    made_from = "march.csv"   # the sheet it was made from, and the names of that one's columns
    labels = ["Order", "Date"]

    [roles]                   # role = header label, or column number as Excel counts (A is 1);
    day = "Order Date"        # "" or 0: no column plays this role
    item = 3
    status = ""

    [rules]                   # of cleaning, true: its rows are left out; see core.sales.switches
    gift = false
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.errors import OptionError, SheetError
from core.sales.column_map import LAYOUTS, ROLES, ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import DEFAULT, RULES, Rules
from core.sales.understanding.choices import Choices
from core.sales.understanding.columns import derived, guess_columns
from core.sales.understanding.days import DAY_ORDERS
from core.sales.understanding.header_rows import find_header, header_at
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.several_sheets import understand
from core.wording import QT_TRANSLATE_NOOP, say

_KEYS = frozenset(
    {
        "sheet",
        "encoding",
        "header_row",
        "header_rows",
        "layout",
        "day_order",
        "decimal_mark",
        "year",
        "counter",
        "fingerprint",
        "made_from",
        "labels",
        "roles",
        "rules",
    }
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What is settled about a kind of sheet; see the module for the meaning of the fields.

    ``header_row`` is 0-based here, -1 where there is no header, None where it is to be found.
    ``roles`` are header labels (text) or 0-based columns; -1: no column.
    """

    sheet: str = ""
    encoding: str = ""
    header_row: int | None = None
    header_rows: int = 1
    layout: str = ""
    day_order: str = ""
    decimal_mark: str = ""
    year: int = 0
    counter: bool | None = None
    fingerprint: str = ""
    roles: AbstractMapping[str, str | int] = field(default_factory=dict)
    rules: Rules = DEFAULT
    made_from: str = ""
    labels: tuple[str, ...] = ()

    def fits(self, sheet: RawSheet) -> bool:
        """Whether the mapping is about a sheet: by name, and by the labels it names."""
        if self.sheet and sheet.sheet_name and sheet.sheet_name != self.sheet:
            return False
        labels = self._labels(sheet)
        keys = {squeezed(label) for label in labels}
        wanted = [column for column in self.roles.values() if isinstance(column, str)]
        return all(squeezed(label) in keys for label in wanted)

    def applied(self, sheet: RawSheet, guessed: ColumnMap | None = None) -> ColumnMap:
        """Return how a sheet is to be read: as settled here, else as guessed.

        Raises SheetError where the sheet's header is another than the mapping was made for, and
        as ``guess_columns`` does.
        """
        labels = self._labels(sheet)
        if self.fingerprint and header_fingerprint(labels) != self.fingerprint:
            raise SheetError(
                say(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "The header of {name} has changed since the mapping was made. Look at the "
                        "columns again and save the mapping anew.",
                    ),
                    name=Path(sheet.path).name,
                )
            )
        roles = {role: _column(sheet, labels, column) for role, column in self.roles.items()}
        return derived(
            sheet,
            Choices(
                header_row=self.header_row,
                header_depth=self.header_rows,
                layout=self.layout,
                roles=roles,
                day_order=self.day_order,
                decimal_mark=self.decimal_mark,
                year=self.year,
                counter=self.counter,
            ),
        )

    def _labels(self, sheet: RawSheet) -> tuple[str, ...]:
        if self.header_row is None:
            return find_header(sheet).labels
        return header_at(sheet, self.header_row, self.header_rows).labels


def understand_with(sheets: Sequence[RawSheet], mapping: Mapping | None) -> tuple[ColumnMap, ...]:
    """Return how each sheet is to be read: by the mapping where it fits, else as guessed.

    Raises SheetError where the mapping fits no sheet, and as ``understand`` does.
    """
    if mapping is None:
        return understand(sheets)
    if not any(mapping.fits(sheet) for sheet in sheets):
        return tuple(mapping.applied(sheet) for sheet in sheets)  # raises, saying what is missing
    return understand(sheets, lambda s: mapping.applied(s) if mapping.fits(s) else guess_columns(s))


def header_fingerprint(labels: Sequence[str]) -> str:
    """Return a number (hexadecimal) that tells headers apart: the same labels in the same order
    give the same, whatever their case, blanks and punctuation."""
    joined = "\n".join(squeezed(label) for label in labels)
    return hashlib.blake2b(joined.encode(), digest_size=8).hexdigest()


def mapping_of(sheet: RawSheet, columns: ColumnMap) -> Mapping:
    """Return the mapping that reads other sheets of this kind in the same way."""
    return Mapping(
        sheet=sheet.sheet_name,
        encoding=sheet.encoding,
        header_row=columns.header_row,
        header_rows=max(1, columns.header_depth),
        layout=columns.layout,
        day_order=columns.day_order,
        decimal_mark=columns.decimal_mark,
        year=columns.year,
        counter=columns.counter,
        # Periods across columns change from month to month, and their header with them.
        fingerprint="" if columns.layout == "wide" else header_fingerprint(columns.labels),
        roles={role: columns.labels[column] or column for role, column in columns.roles.items()},
    )


def read_mapping(path: Path) -> Mapping:
    """Return the mapping of a TOML file. Raises OptionError where it cannot be used."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(path, str(error)) from error
    unknown = sorted(read.keys() - _KEYS)
    if unknown:
        raise _unusable(path, f"{unknown[0]}?")
    roles = read.get("roles", {})
    if not isinstance(roles, dict):
        raise _unusable(path, f"roles = {roles!r}?")
    for role in roles.keys() - set(ROLES):
        raise _unusable(path, f"{role}? ({', '.join(ROLES)})")
    rules = read.get("rules", {})
    if not isinstance(rules, dict) or not all(isinstance(on, bool) for on in rules.values()):
        raise _unusable(path, f"rules = {rules!r}?")
    for rule in rules.keys() - set(RULES):
        raise _unusable(path, f"{rule}? ({', '.join(RULES)})")
    labels = read.get("labels", [])
    if not isinstance(labels, list):
        raise _unusable(path, f"labels = {labels!r}?")
    for key, allowed in (
        ("layout", LAYOUTS),
        ("day_order", DAY_ORDERS),
        ("decimal_mark", (".", ",")),
    ):
        if key in read and read[key] not in allowed:
            raise _unusable(path, f"{key} = {read[key]!r}? ({' | '.join(allowed)})")
    for key in ("header_row", "header_rows", "year"):
        if key in read and not isinstance(read[key], int):
            raise _unusable(path, f"{key} = {read[key]!r}?")
    return Mapping(
        sheet=str(read.get("sheet", "")),
        encoding=str(read.get("encoding", "")),
        header_row=read["header_row"] - 1 if "header_row" in read else None,
        header_rows=read.get("header_rows", 1),
        layout=read.get("layout", ""),
        day_order=read.get("day_order", ""),
        decimal_mark=read.get("decimal_mark", ""),
        year=read.get("year", 0),
        counter=read.get("counter"),
        fingerprint=str(read.get("fingerprint", "")),
        roles={role: _given(path, role, column) for role, column in roles.items()},
        rules=replace(DEFAULT, **rules),
        made_from=str(read.get("made_from", "")),
        labels=tuple(str(label) for label in labels),
    )


def write_mapping(path: Path, mapping: Mapping) -> None:
    """Write a mapping so that ``read_mapping`` gives it back."""
    import tomlkit

    document = tomlkit.document()
    for key in ("sheet", "encoding"):
        if getattr(mapping, key):
            document[key] = getattr(mapping, key)
    if mapping.header_row is not None:
        document["header_row"] = mapping.header_row + 1
        document["header_rows"] = mapping.header_rows
    for key in ("layout", "day_order", "decimal_mark", "year", "fingerprint", "made_from"):
        if getattr(mapping, key):
            document[key] = getattr(mapping, key)
    if mapping.counter is not None:
        document["counter"] = mapping.counter
    if mapping.labels:
        document["labels"] = list(mapping.labels)
    roles = tomlkit.table()
    for role, column in mapping.roles.items():
        roles[role] = column + 1 if isinstance(column, int) else column
    document["roles"] = roles
    switched = {r: getattr(mapping.rules, r) for r in RULES if _is_switched(mapping.rules, r)}
    if switched:
        document["rules"] = switched
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


def _is_switched(rules: Rules, rule: str) -> bool:
    return bool(getattr(rules, rule) != getattr(DEFAULT, rule))


def _given(path: Path, role: str, column: object) -> str | int:
    if isinstance(column, str):
        return column or -1
    if isinstance(column, int) and not isinstance(column, bool) and column >= 0:
        return column - 1
    raise _unusable(path, f"{role} = {column!r}?")


def _column(sheet: RawSheet, labels: Sequence[str], column: str | int) -> int:
    keys = [squeezed(label) for label in labels]
    if isinstance(column, int):
        if column >= len(labels):
            raise _missing(sheet, str(column + 1), labels)
        return column
    if column in labels:
        return list(labels).index(column)
    if squeezed(column) not in keys:
        raise _missing(sheet, column, labels)
    return keys.index(squeezed(column))


def _missing(sheet: RawSheet, column: str, labels: Sequence[str]) -> SheetError:
    shown = ", ".join(label for label in labels[:12] if label)
    return SheetError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "{name} has no column “{column}”, which the mapping names. Its columns are "
                "{labels}. Correct the mapping.",
            ),
            name=Path(sheet.path).name,
            column=column,
            labels=shown,
        )
    )


def _unusable(path: Path, why: str) -> OptionError:
    return OptionError(
        say(
            QT_TRANSLATE_NOOP(
                "core", "The mapping {name} cannot be used ({why}). Correct it or leave it out."
            ),
            name=path.name,
            why=why,
        )
    )
