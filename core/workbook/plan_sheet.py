"""The plan as a sheet: every item, with formulas that follow when stock or an order is typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.restocking.orders.attention import Attention
from core.restocking.orders.policy import DECISIONS, Plan, Suggestion
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import Book, Column, column_letters, sheet_reference

COLUMNS: Mapping[str, Column] = {
    "item": Column(say(QT_TRANSLATE_NOOP("core", "Item")), 14, "text"),
    "store": Column(say(QT_TRANSLATE_NOOP("core", "Store")), 12, "text"),
    "title": Column(say(QT_TRANSLATE_NOOP("core", "Name")), 28, "text"),
    "supplier": Column(say(QT_TRANSLATE_NOOP("core", "Supplier")), 18, "text"),
    "on_hand": Column(say(QT_TRANSLATE_NOOP("core", "In stock")), 9, "input"),
    "reserved": Column(say(QT_TRANSLATE_NOOP("core", "Reserved")), 9, "input"),
    "on_order": Column(say(QT_TRANSLATE_NOOP("core", "On the way")), 9, "input"),
    "position": Column(say(QT_TRANSLATE_NOOP("core", "Stock and on the way")), 10, "units"),
    "expected": Column(say(QT_TRANSLATE_NOOP("core", "Expected sales")), 10, "units"),
    "safety": Column(say(QT_TRANSLATE_NOOP("core", "Safety stock")), 9, "units"),
    "level": Column(say(QT_TRANSLATE_NOOP("core", "Target level")), 9, "units"),
    "trigger": Column(say(QT_TRANSLATE_NOOP("core", "Order at or below")), 9, "units"),
    "most": Column(say(QT_TRANSLATE_NOOP("core", "One order at most")), 9, "units"),
    "need": Column(say(QT_TRANSLATE_NOOP("core", "Needed")), 9, "units"),
    "minimum": Column(say(QT_TRANSLATE_NOOP("core", "Minimum order")), 9, "units"),
    "pack": Column(say(QT_TRANSLATE_NOOP("core", "Pack")), 7, "units"),
    "advised": Column(say(QT_TRANSLATE_NOOP("core", "Advised")), 9, "units"),
    "order": Column(say(QT_TRANSLATE_NOOP("core", "Order")), 9, "input"),
    "cost": Column(say(QT_TRANSLATE_NOOP("core", "Unit cost")), 10, "money"),
    "amount": Column(say(QT_TRANSLATE_NOOP("core", "Amount")), 12, "money"),
    "order_by": Column(say(QT_TRANSLATE_NOOP("core", "Order by")), 11, "day"),
    "runs_out": Column(say(QT_TRANSLATE_NOOP("core", "Runs out")), 11, "day"),
    "early": Column(say(QT_TRANSLATE_NOOP("core", "Runs out at the earliest")), 11, "day"),
    "cover": Column(say(QT_TRANSLATE_NOOP("core", "Days of stock")), 9, "days"),
    "risk": Column(say(QT_TRANSLATE_NOOP("core", "Risk of running out")), 9, "share"),
    "at_risk": Column(say(QT_TRANSLATE_NOOP("core", "Margin at risk")), 11, "money"),
    "class": Column(say(QT_TRANSLATE_NOOP("core", "Class")), 7, "text"),
    "decision": Column(say(QT_TRANSLATE_NOOP("core", "Decision")), 11, "text"),
    "note": Column(say(QT_TRANSLATE_NOOP("core", "Note")), 16, "text"),
    "reason": Column(say(QT_TRANSLATE_NOOP("core", "Why")), 70, "text"),
}
"""The columns of the plan in order; "store" is left out where there is only one, "reserved" where
nothing is."""

DECISION_WORDS: Mapping[str, Sentence] = {
    "open": say(QT_TRANSLATE_NOOP("core", "open")),
    "accepted": say(QT_TRANSLATE_NOOP("core", "accepted")),
    "changed": say(QT_TRANSLATE_NOOP("core", "changed")),
    "rejected": say(QT_TRANSLATE_NOOP("core", "rejected")),
    "watched": say(QT_TRANSLATE_NOOP("core", "watched")),
}

TURNED_DOWN = ("rejected", "watched")
"""Decisions under which nothing is ordered."""

_ROW = "\x00"  # stands for the row in a formula that is the same in all of them

PLAN_NAME = say(QT_TRANSLATE_NOOP("core", "Plan"))


@dataclass(frozen=True, slots=True)
class PlanRange:
    """Where the plan lies in the workbook, for formulas of other sheets.

    letters      of each column
    places       of the plan's rows in the sheet, from 0
    turned_down  decisions, in the workbook's language, under which nothing is ordered

    Formulas compare text by EXACT: criteria such as SUMIF's take "007" for 7 and "*" for anything.
    """

    sheet_name: str
    letters: Mapping[str, str]
    places: Mapping[int, int]
    turned_down: tuple[str, ...]

    def cells(self, column: str) -> str:
        """Return the reference of a column's cells: ``'Plan'!$O$2:$O$51``."""
        letter = self.letters[column]
        last = max(len(self.places), 1) + 1
        return f"{sheet_reference(self.sheet_name)}!${letter}$2:${letter}${last}"

    def count(self, *conditions: str) -> str:
        """Return the formula of how many items are ordered that meet the conditions."""
        ordered = f"({self.cells('order')}>0)"
        return f"SUMPRODUCT({'*'.join((*conditions, ordered, self._taken()))})"

    def total(self, column: str, *conditions: str) -> str:
        """Return the formula of the sum of a column over what is ordered."""
        return f"SUMPRODUCT({'*'.join((*conditions, self._taken()))},{self.cells(column)})"

    def amount(self, unknown: str, *conditions: str) -> str:
        """Return the formula of what is ordered in money; the word ``unknown`` where no cost is."""
        priced = self.count(*conditions, f"ISNUMBER({self.cells('amount')})")
        is_unknown = f"AND({self.count(*conditions)}>0,{priced}=0)"
        return f"IF({is_unknown},{_quoted(unknown)},{self.total('amount', *conditions)})"

    def of_supplier(self, name: str) -> str:
        """Return the condition that items are of a supplier; ``name`` is a cell or a text."""
        return f"EXACT({self.cells('supplier')},{name})"

    def ordered(self, row: int, item: str, store: str) -> str:
        """Return the formula of the units ordered in a row of the plan, whose code and store stand
        in the cells ``item`` and ``store``: found there even after the plan was sorted."""
        keys = {"item": item, "store": store}
        named = {name: cell for name, cell in keys.items() if name in self.letters}
        here = ",".join(f"EXACT({self._cell(name, row)},{cell})" for name, cell in named.items())
        there = [f"EXACT({self.cells(name)},{cell})" for name, cell in named.items()]
        ordered = f"{self._cell('order', row)}*{self._taken(self._cell('decision', row))}"
        return f"IF(AND({here}),{ordered},{self.total('order', *there)})"

    def _cell(self, column: str, row: int) -> str:
        number = self.places[row] + 2
        return f"{sheet_reference(self.sheet_name)}!${self.letters[column]}${number}"

    def _taken(self, decision: str = "") -> str:
        cells = decision or self.cells("decision")
        return "*".join(f"({cells}<>{_quoted(word)})" for word in self.turned_down)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def plan_columns(plan: Plan) -> Sequence[str]:
    """Return the names of the columns that the plan needs, in order."""
    unused = set()
    if not any(it.store for it in plan.suggestions):
        unused.add("store")
    if not any(it.reserved for it in plan.suggestions):
        unused.add("reserved")
    return [name for name in COLUMNS if name not in unused]


def write_plan(
    book: Book,
    sheet: Any,
    plan: Plan,
    rows: Sequence[int],
    attention: Attention | None = None,
) -> PlanRange:
    """Write the suggestions of ``rows`` in that order; return where they lie.

    Stock and what is on the way may be typed over: position, need, rounding, order and amount are
    formulas that give the program's own numbers and carry them as values for programs that do not
    recalculate.
    """
    names = plan_columns(plan)
    at = {name: number for number, name in enumerate(names)}
    letters = {name: column_letters(number) for name, number in at.items()}
    writer = _PlanWriter(book, sheet, at, letters)
    book.begin_table(sheet, [COLUMNS[name] for name in names], 0, len(rows))
    for number, row in enumerate(rows, 1):
        kind = attention.abc[row] + attention.xyz[row] if attention is not None else ""
        writer.write(number, plan.suggestions[row], plan.as_of, kind)
    writer.finish(len(rows))
    places = {row: number for number, row in enumerate(rows)}
    turned_down = tuple(book.words(DECISION_WORDS[name]) for name in TURNED_DOWN)
    return PlanRange(writer.sheet.get_name(), letters, places, turned_down)


class _PlanWriter:
    def __init__(
        self, book: Book, sheet: Any, at: Mapping[str, int], letters: Mapping[str, str]
    ) -> None:
        self.book = book
        self.sheet = sheet
        self.at = at
        self.letters = letters
        self.formulas: dict[str, str] = {}
        self.decisions = {key: book.words(word) for key, word in DECISION_WORDS.items()}

    def write(self, row: int, it: Suggestion, as_of: np.datetime64, kind: str) -> None:
        book, sheet, at = self.book, self.sheet, self.at
        whole = all(
            value % 1 == 0
            for value in (it.on_hand, it.on_order, it.order_up_to_level, it.pack_size)
        )
        units = "units" if whole else "measure"
        late = it.order_quantity > 0 and not np.isnat(it.order_by) and it.order_by <= as_of
        tint = " risk" if late and it.stock_known else ""
        book.text(sheet, row, at["item"], it.item)
        if "store" in at:
            book.text(sheet, row, at["store"], it.store)
        book.text(sheet, row, at["title"], it.title)
        book.text(sheet, row, at["supplier"], it.supplier)
        book.number(
            sheet,
            row,
            at["on_hand"],
            it.on_hand if it.stock_known else np.nan,
            "input" if it.stock_known else "input caution",
        )
        book.number(sheet, row, at["on_order"], it.on_order, "input")
        for name, value in (
            ("expected", it.expected_demand),
            ("safety", it.safety_stock),
            ("minimum", it.minimum_order),
            ("pack", it.pack_size),
        ):
            book.number(sheet, row, at[name], value, units)
        summed = "={on_hand}+{on_order}"
        if "reserved" in at:
            book.number(sheet, row, at["reserved"], it.reserved, "input")
            summed = "={on_hand}-{reserved}+{on_order}"
        self._formula(row, "position", summed, it.position, units)
        self._formula(row, "level", "={expected}+{safety}", it.order_up_to_level, units)
        if it.trigger < it.order_up_to_level:
            book.number(sheet, row, at["trigger"], it.trigger, units)
        else:
            self._formula(row, "trigger", "={level}", it.order_up_to_level, units)
        book.number(sheet, row, at["most"], it.most, units)
        # A limit that is not there is an empty cell, which MIN passes over.
        self._formula(
            row,
            "need",
            "=IF({position}<={trigger},MAX(0,ROUND(MIN({level}-{position},{most}),2)),0)",
            it.need,
            units,
        )
        packs = "ROUNDUP(ROUND(MAX({need},{minimum})/{pack},9),0)*{pack}"
        if it.order_quantity < it.need:  # less than the least order may be ordered: nothing
            book.number(sheet, row, at["advised"], it.order_quantity, units)
        else:
            formula = f"=IF({{need}}>0,{packs},0)"
            self._formula(row, "advised", formula, it.order_quantity, units)
        if it.decision in ("open", "accepted") and it.final_quantity == it.order_quantity:
            self._formula(row, "order", "={advised}", it.final_quantity, "input yours")
        else:
            book.number(sheet, row, at["order"], it.final_quantity, "input yours")
        book.number(sheet, row, at["cost"], it.unit_cost, "money")
        if np.isfinite(it.unit_cost):
            self._formula(row, "amount", "={order}*{cost}", it.amount, "money")
        else:
            book.number(sheet, row, at["amount"], np.nan, "money")
        book.day(sheet, row, at["order_by"], it.order_by, f"day{tint}")
        book.day(sheet, row, at["runs_out"], it.stockout_day, f"day{tint}")
        book.day(sheet, row, at["early"], it.early_stockout_day)
        book.number(sheet, row, at["cover"], it.days_of_cover, "days")
        book.number(sheet, row, at["risk"], it.stockout_risk, "share")
        book.number(sheet, row, at["at_risk"], it.margin_at_risk, "money")
        book.text(sheet, row, at["class"], kind)
        book.text(sheet, row, at["decision"], self.decisions[it.decision], "text yours")
        book.text(sheet, row, at["note"], it.note, "text yours")
        book.text(sheet, row, at["reason"], book.words(it.reason))

    def _formula(self, row: int, name: str, template: str, value: float, look: str) -> None:
        formula = self.formulas.get(template)
        if formula is None:
            cells = {key: f"{letter}{_ROW}" for key, letter in self.letters.items()}
            formula = self.formulas[template] = template[1:].format(**cells)
        self.sheet.put_formula(
            row,
            self.at[name],
            formula.replace(_ROW, str(row + 1)),
            self.book.formats[look],
            value,
        )

    def finish(self, count: int) -> None:
        decision = self.at["decision"]
        self.sheet.data_validation(
            1,
            decision,
            max(count, 1),
            decision,
            {"validate": "list", "source": [self.decisions[key] for key in DECISIONS]},
        )
        self.sheet.freeze_panes(1, self.at["supplier"])
        # A sheet of paper holds no more; what follows is for the screen.
        self.sheet.print_area(0, 0, max(count, 1), self.at["runs_out"])
