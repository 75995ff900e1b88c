"""A plan that comes back from Excel: quantities, decisions and notes typed into the workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.errors import SheetError
from core.restocking.orders.policy import Plan, Suggestion
from core.wording import LANGUAGES, QT_TRANSLATE_NOOP, Sentence, say, translation
from core.workbook.book import cell_text
from core.workbook.plan_sheet import COLUMNS, DECISION_WORDS

_READ = ("item", "store", "advised", "order", "decision", "note")
_NEEDED = ("item", "order", "decision")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something in the workbook that does not fit the plan.

    row     as Excel numbers it; item and store as in the workbook
    applied whether the workbook's value was taken all the same
    """

    row: int
    item: str
    store: str
    text: Sentence
    applied: bool


@dataclass(frozen=True, slots=True)
class EditedPlan:
    """A plan with the workbook's edits: how many suggestions they changed, and what did not fit."""

    plan: Plan
    changed: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    item: str
    store: str
    advised: object
    order: object
    decision: str
    note: str


def read_edited_plan(path: Path, plan: Plan) -> EditedPlan:
    """Return ``plan`` with the quantities, decisions and notes of an exported workbook.

    Items are matched by code and store, columns by their headers in either language, wherever they
    were moved. A quantity that cannot be ordered is left out; one that breaks a pack or minimum, or
    answers advice that has changed since, is taken and reported. Raises ``SheetError`` where the
    file holds no plan.
    """
    rows_of: dict[tuple[str, str], int] = {
        (cell_text(it.item), cell_text(it.store)): row for row, it in enumerate(plan.suggestions)
    }
    suggestions = list(plan.suggestions)
    conflicts: list[Conflict] = []
    seen: set[int] = set()
    changed = 0
    for found in _rows(path):
        row = rows_of.get((found.item, found.store))
        if row is None:
            text = say(QT_TRANSLATE_NOOP("core", "This item is not in the plan."))
            conflicts.append(Conflict(found.number, found.item, found.store, text, applied=False))
            continue
        if row in seen:
            text = say(QT_TRANSLATE_NOOP("core", "This item stands in the sheet twice."))
            conflicts.append(Conflict(found.number, found.item, found.store, text, applied=False))
            continue
        seen.add(row)
        before = suggestions[row]
        after, troubles = _edited(before, found)
        conflicts.extend(
            Conflict(found.number, found.item, found.store, text, applied)
            for text, applied in troubles
        )
        if after is not before:
            changed += 1
            suggestions[row] = after
    return EditedPlan(replace(plan, suggestions=tuple(suggestions)), changed, tuple(conflicts))


def _edited(it: Suggestion, row: _Row) -> tuple[Suggestion, list[tuple[Sentence, bool]]]:
    troubles: list[tuple[Sentence, bool]] = []
    quantity = it.final_quantity
    if row.order is not None:
        if not isinstance(row.order, (int, float)) or isinstance(row.order, bool) or row.order < 0:
            troubles.append(
                (
                    say(
                        QT_TRANSLATE_NOOP(
                            "core",
                            "“{value}” cannot be ordered; it stays {quantity:,.10g}.",
                        ),
                        value=str(row.order)[:40],
                        quantity=quantity,
                    ),
                    False,
                )
            )
        else:
            quantity = float(row.order)
    decision = row.decision or it.decision
    if decision not in DECISION_WORDS:
        troubles.append(
            (
                say(
                    QT_TRANSLATE_NOOP("core", "“{value}” is no decision; it stays as it was."),
                    value=decision[:40],
                ),
                False,
            )
        )
        decision = it.decision
    if decision == it.decision and quantity != it.final_quantity:
        decision = "changed"
    if decision in ("rejected", "watched") and decision != it.decision:
        quantity = 0.0
    if (decision, quantity, row.note) == (it.decision, it.final_quantity, cell_text(it.note)):
        return it, troubles
    troubles.extend((text, True) for text in _warnings(it, quantity, row.advised))
    return replace(it, decision=decision, final_quantity=quantity, note=row.note), troubles


def _warnings(it: Suggestion, quantity: float, advised: object) -> Iterator[Sentence]:
    if quantity != it.final_quantity and quantity > 0:
        packs = quantity / it.pack_size
        if abs(packs - round(packs)) > 1e-6:
            yield say(
                QT_TRANSLATE_NOOP("core", "{quantity:,.10g} is not whole packs of {pack:,.10g}."),
                quantity=quantity,
                pack=it.pack_size,
            )
        if quantity < it.minimum_order:
            yield say(
                QT_TRANSLATE_NOOP(
                    "core", "{quantity:,.10g} is less than the minimum order of {minimum:,.10g}."
                ),
                quantity=quantity,
                minimum=it.minimum_order,
            )
    if isinstance(advised, (int, float)) and advised != it.order_quantity:
        yield say(
            QT_TRANSLATE_NOOP(
                "core",
                "The advice in the workbook was {then:,.10g}; for today's plan it is {now:,.10g}.",
            ),
            then=float(advised),
            now=it.order_quantity,
        )


def _rows(path: Path) -> Iterator[_Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    headers, decisions = _words()
    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, InvalidFileException, zipfile.BadZipFile) as error:
        raise SheetError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} cannot be read as a workbook. Save it as .xlsx in Excel, then try "
                    "again.",
                ),
                name=path.name,
            )
        ) from error
    try:
        for sheet in workbook.worksheets:
            lines = sheet.iter_rows(values_only=True)
            at = _columns(next(lines, ()), headers)
            if at is not None:
                yield from _plan_rows(lines, at, decisions)
                return
    finally:
        workbook.close()
    raise SheetError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "{name} holds no plan: no sheet has the columns Item, Order and Decision. Choose a "
                "workbook that Shelfcast exported.",
            ),
            name=path.name,
        )
    )


def _words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the plan's headers and decisions in every language, by their words."""
    headers: dict[str, str] = {}
    decisions: dict[str, str] = {}
    for language in LANGUAGES:
        translate = translation(language)
        headers |= {COLUMNS[name].header.render(translate): name for name in _READ}
        decisions |= {word.render(translate): key for key, word in DECISION_WORDS.items()}
    return headers, decisions


def _columns(header: Sequence[Any], names: Mapping[str, str]) -> Mapping[str, int] | None:
    at: dict[str, int] = {}
    for number, cell in enumerate(header):
        name = names.get(str(cell).strip()) if cell is not None else None
        if name is not None:
            at.setdefault(name, number)
    return at if all(name in at for name in _NEEDED) else None


def _plan_rows(
    lines: Iterator[Sequence[Any]], at: Mapping[str, int], decisions: Mapping[str, str]
) -> Iterator[_Row]:
    for number, line in enumerate(lines, 2):

        def cell(name: str, line: Sequence[Any] = line) -> Any:
            column = at.get(name)
            return line[column] if column is not None and column < len(line) else None

        item = cell("item")
        if item is None or not str(item).strip():
            continue
        typed = str(cell("decision") or "").strip()
        yield _Row(
            number=number,
            item=str(item),
            store=str(cell("store") or ""),
            advised=cell("advised"),
            order=cell("order"),
            decision=decisions.get(typed, typed),
            note=str(cell("note") or ""),
        )
