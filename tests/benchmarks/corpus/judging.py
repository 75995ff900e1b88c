"""Whether files were understood as they are, and how a failure shows: asked, refused or silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import OperatorError, QuestionError
from core.progress import Progress
from core.sales.cleaning.clean import Sales, clean
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.understanding.header_text import squeezed
from core.sales.understanding.mapping import Mapping, understand_with
from tests.benchmarks.corpus.truth import Case, Demand, File, Table, Truth, item_key

OUTCOMES = (
    "right", "asked", "other columns", "needless question", "refused", "silent wrong", "crash",
)  # fmt: skip
"""asked: a question that the sheet leaves open, and right once it is answered; other columns: what
was sold is right to the unit, by columns that say the same as those of the truth (the time of
payment for that of the order, an item's barcode for its code)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case came out; ``wrong`` names what was not as it is, with what was found."""

    case: Case
    outcome: str
    wrong: dict[str, str] = field(default_factory=dict)
    said: str = ""


def judge(case: Case, sheets: Sequence[RawSheet]) -> Verdict:
    """Import the sheets of a case as the program does, and compare with what is true of them."""
    asked = ""
    mapping: Mapping | None = None
    for _ in range(3):
        try:
            maps = understand_with(sheets, mapping)
            sales, report = clean(sheets, maps, Progress())
            break
        except QuestionError as question:
            answer = next(
                (t.doubts[question.topic] for t in _truths(case) if question.topic in t.doubts),
                None,
            )
            if answer is None:
                return Verdict(
                    case, "needless question", {"question": question.topic}, str(question)
                )
            asked = str(question)
            mapping = _answered(mapping, question.topic, answer)
        except OperatorError as error:
            return Verdict(case, "refused", {"refused": str(error)}, str(error))
        except Exception as error:
            return Verdict(case, "crash", {"crash": repr(error)}, repr(error))
    else:
        return Verdict(case, "needless question", {"question": "again"}, asked)
    wrong = _differences(case, sheets, maps)
    totals = sum(truth.totals for truth in _truths(case))
    if report.rows_skipped.get("total", 0) != totals:
        wrong["totals"] = f"{report.rows_skipped.get('total', 0)} rows, not {totals}"
    if report.rows_read != report.rows_used + sum(report.rows_skipped.values()):
        wrong["account"] = str(report.rows_skipped)
    if difference := compared(case.demand, _named_as_true(case, sheets, maps, demand_of(sales))):
        wrong["demand"] = difference
    if wrong and all(name.startswith("mapping") for name in wrong):
        return Verdict(case, "other columns", wrong, asked)
    if wrong:
        return Verdict(case, "silent wrong", wrong, asked)
    return Verdict(case, "asked" if asked else "right", {}, asked)


def demand_of(sales: Sales) -> Demand:
    """Return net units by item, store and day, as imported."""
    total: Demand = {}
    rows = sales.rows
    for item, store, day, units in zip(
        rows["item"], rows["store"], rows["day"].dt.strftime("%Y-%m-%d"), rows["units"], strict=True
    ):
        key = (item_key(*str(item).split(" / ")), str(store), str(day))
        total[key] = total.get(key, 0.0) + float(units)
    return total


def _named_as_true(
    case: Case, sheets: Sequence[RawSheet], maps: Sequence[ColumnMap], found: Demand
) -> Demand:
    """Return the demand by the items' names of the truth, where another column was taken that
    names each item once as well: its barcode, its title."""
    name_of: dict[str, str] = {}
    for file in case.files:
        for table in file.tables:
            truth = table.truth
            place = None if truth is None else _place(file, table, sheets, maps)
            if truth is None or place is None or maps[place].layout != "lines" or truth.parts:
                continue
            columns, head = maps[place], table.grid[truth.header_row]
            labels = [squeezed(str(cell)) for cell in head]
            true = squeezed(truth.roles.get("item", "").partition("|")[0])
            taken = squeezed(columns.labels[columns.roles["item"]])
            if columns.item_parts or true == taken or not {true, taken} <= {*labels}:
                continue
            pairs = {
                (str(row[labels.index(taken)]), str(row[labels.index(true)]))
                for row in table.grid[truth.header_row + 1 :]
                if len(row) == len(head)
            }
            if len(pairs) == len({one for one, _ in pairs}) == len({two for _, two in pairs}):
                name_of |= dict(pairs)
    return {(name_of.get(item, item), *rest): units for (item, *rest), units in found.items()}  # type: ignore[misc]


def compared(true: Demand, found: Demand) -> str:
    """Say where two demands differ, "" where they are equal to the unit."""
    a = {key: units for key, units in true.items() if abs(units) > 1e-9}
    b = {key: units for key, units in found.items() if abs(units) > 1e-9}
    off = [k for k in a.keys() | b.keys() if abs(a.get(k, 0.0) - b.get(k, 0.0)) > 1e-6]
    if not off:
        return ""
    first = min(off)
    return (
        f"{len(off)} of {len(a)} differ, units {sum(b.values()):g} for {sum(a.values()):g}; "
        f"{first}: {b.get(first, 0.0):g} for {a.get(first, 0.0):g}"
    )


def _truths(case: Case) -> list[Truth]:
    return [t.truth for file in case.files for t in file.tables if t.truth is not None]


def _answered(mapping: Mapping | None, topic: str, answer: str) -> Mapping:
    from dataclasses import replace

    mapping = mapping or Mapping()
    if topic in ("units", "item", "day"):
        return replace(mapping, roles={**mapping.roles, topic: answer})
    return replace(mapping, **{topic: int(answer) if topic == "year" else answer})


def _differences(
    case: Case, sheets: Sequence[RawSheet], maps: Sequence[ColumnMap]
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for file in case.files:
        for table in file.tables:
            if table.truth is None:
                continue
            place = _place(file, table, sheets, maps)
            if place is None:
                wrong["layout"] = "the sheet was set aside"
                continue
            sheet, columns = sheets[place], maps[place]
            if file.encoding and not _same_encoding(file, sheet.encoding):
                wrong["encoding"] = f"{sheet.encoding}, not {file.encoding}"
            _compare_map(wrong, table.truth, columns)
    return wrong


def _place(
    file: File, table: Table, sheets: Sequence[RawSheet], maps: Sequence[ColumnMap]
) -> int | None:
    for number, (sheet, columns) in enumerate(zip(sheets, maps, strict=True)):
        if Path(sheet.path).name != file.name or columns.layout in ("none", "items", "returns"):
            continue
        if table.name and sheet.sheet_name and sheet.sheet_name != table.name:
            continue
        return number
    return None


def _same_encoding(file: File, found: str) -> bool:
    if file.encoding.startswith("utf") and found.startswith("utf"):
        return ("16" in file.encoding) == ("16" in found)
    plain = all(str(c).isascii() for t in file.tables for row in t.grid for c in row)
    return plain or found == file.encoding


def _compare_map(wrong: dict[str, str], truth: Truth, columns: ColumnMap) -> None:
    if columns.layout != truth.layout:
        wrong["layout"] = f"{columns.layout}, not {truth.layout}"
    if columns.header_row != truth.header_row:
        wrong["header"] = f"row {columns.header_row + 1}, not {truth.header_row + 1}"
    if len(columns.spread) != truth.spread:
        wrong["spread"] = f"{len(columns.spread)} columns, not {truth.spread}"
    for role, label in truth.roles.items():
        if role not in columns.roles:
            wrong[f"mapping: {role}"] = f"none, not {label!r}"
            continue
        found = columns.labels[columns.roles[role]]
        if not any(squeezed(found).endswith(squeezed(one)) for one in label.split("|")):
            wrong[f"mapping: {role}"] = f"{found!r}, not {label!r}"
    if truth.parts:
        parts = [columns.roles.get("item", -1), *columns.item_parts]
        labels = {squeezed(columns.labels[c]) for c in parts if c >= 0}
        if labels != {squeezed(part) for part in truth.parts}:
            wrong["mapping: key"] = f"{sorted(labels)}, not {truth.parts}"
    elif columns.item_parts:
        extra = [columns.labels[c] for c in columns.item_parts]
        wrong["mapping: key"] = f"{extra} too many"
