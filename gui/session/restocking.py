"""What the operator does to terms and plan as a whole: files in and out, groups' terms, transfers,
top-ups. Files are read on the job thread and shown before anything changes; changes are undoable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core import pipeline
from core.errors import OperatorError
from core.progress import Progress
from core.restocking.limits.containers import Load, Packing
from core.restocking.limits.joint_orders import TopUp
from core.restocking.limits.transfers import Transfer, bought_beside, moves_of
from core.restocking.terms.groups import (
    ITEM,
    GroupTerm,
    members,
    with_group_term,
    without_group_term,
)
from core.restocking.terms.receipts import LeadTime, Receipts
from core.restocking.terms.terms import Terms
from core.restocking.terms.values import checked
from core.settings import Settings
from core.workbook import EditedPlan, OrderPapers
from gui import figures
from gui.charts.order_press import Press
from gui.edits import Change
from gui.jobs import Job
from gui.session.session import Session
from gui.tables.term_cells import label
from gui.theme import theme
from gui.wording import counted


@dataclass(frozen=True, slots=True)
class LearnedTimes:
    """Lead times learned from a file, before they are taken: the terms with them, what was said and
    measured, the deliveries."""

    name: str
    terms: Terms
    found: tuple[LeadTime, ...]
    receipts: Receipts


@dataclass(frozen=True, slots=True)
class TermsRead:
    """Terms of a file, before they are taken; ``items`` would change."""

    name: str
    terms: Terms
    items: int


@dataclass(frozen=True, slots=True)
class PlanRead:
    """An edited plan of a file, before it is taken."""

    name: str
    edited: EditedPlan


class Restocking(QObject):
    """Reads and writes the files of restocking, and puts what they say in force."""

    learned = Signal(object)
    """(LearnedTimes) to be looked at."""
    terms_read = Signal(object)
    """(TermsRead) to be looked at."""
    plan_read = Signal(object)
    """(PlanRead) to be looked at."""
    papers_printed = Signal(int, int)
    """(pages done, of how many) while orders are printed."""
    papers_written = Signal(object, int)
    """(Path, number of orders) where they lie."""
    overruled = Signal(object, object)
    """(GroupTerm, rows of the panel) a group's term that these items do not follow, for they have
    one of their own."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._press: Press | None = None

    # ---- files in

    def read_terms(self, path: Path) -> Job | None:
        """Read terms of supply from a file; ``terms_read`` shows them."""
        terms = self._session.terms
        if terms is None:
            return None

        def work(_: Progress) -> TermsRead:
            read = pipeline.terms_from_file(terms, path)
            same = (read.table == terms.table) | (read.table.isna() & terms.table.isna())
            return TermsRead(path.name, read, int((~same.all(axis=1)).sum()))

        words = self.tr("Reading {name}").format(name=path.name)
        return self._session.jobs.start(work, self, self.terms_read.emit, words)

    def take_terms(self, read: TermsRead) -> None:
        """Put the terms of a file in force. Undoable."""
        self._session.replace_terms(read.terms, self.tr("terms of {name}").format(name=read.name))

    def read_receipts(self, path: Path) -> Job | None:
        """Learn lead times from past deliveries; ``learned`` shows them."""
        terms = self._session.terms
        if terms is None:
            return None
        words = self.tr("Reading {name}").format(name=path.name)
        return self._session.jobs.start(
            lambda _: LearnedTimes(path.name, *pipeline.learn_lead_times(terms, path)),
            self,
            self.learned.emit,
            words,
        )

    def take_lead_times(self, times: LearnedTimes) -> None:
        """Plan with lead times as measured, and keep the deliveries. Undoable."""
        self._session.keep_receipts(times.receipts)
        if times.found:
            self._session.replace_terms(times.terms, self.tr("delivery times as measured"))

    def read_plan(self, path: Path) -> Job | None:
        """Read a plan that was edited in Excel; ``plan_read`` shows what it changes."""
        plan = self._session.plan
        if plan is None:
            return None
        words = self.tr("Reading {name}").format(name=path.name)
        return self._session.jobs.start(
            lambda _: PlanRead(path.name, pipeline.read_edited_plan(path, plan)),
            self,
            self.plan_read.emit,
            words,
        )

    def take_plan(self, read: PlanRead) -> None:
        """Put the answers of an edited plan in force. Undoable."""
        plan = self._session.plan
        if plan is None:
            return
        answers, notes = {}, {}
        for row, (now, then) in enumerate(
            zip(plan.suggestions, read.edited.plan.suggestions, strict=True)
        ):
            edited = (then.decision, then.final_quantity)
            if edited != (now.decision, now.final_quantity) or then.note != now.note:
                answers[row], notes[row] = edited, then.note
        words = self.tr("changes of {name}").format(name=read.name)
        self._session.decide_all(answers, words, notes=notes)

    # ---- files out

    def write_papers(self, folder: Path) -> Job | None:
        """Write an order a supplier as PDF, charts of what matters most, and all orders as one
        table, into ``folder``, in the window's language."""
        session, language = self._session, theme().language
        imported, run, terms, plan = session.imported, session.run, session.terms, session.plan
        if imported is None or run is None or terms is None or plan is None:
            return None

        def work(_: Progress) -> OrderPapers:
            return pipeline.export_orders(
                folder, imported=imported, run=run, terms=terms, plan=plan, language=language
            )

        def returned(papers: OrderPapers) -> None:
            # Qt draws on the window's thread: a page at a time, so that the window stays alive.
            self._press = Press(folder, papers, self)
            self._press.printed.connect(self.papers_printed)
            self._press.done.connect(self.papers_written)
            self._press.refused.connect(session.refused)
            self._press.start()

        return session.jobs.start(work, self, returned, self.tr("Writing the orders"))

    def stop_papers(self) -> None:
        """Print no more; what is written is whole."""
        if self._press is not None:
            self._press.stop()
            self.papers_written.emit(self._press.folder, self._press.orders_done)

    # ---- terms of groups

    def say_for_group(self, scope: str, name: str, column: str, typed: str) -> None:
        """Say a term for a whole group, as typed; "" takes back what it said. Undoable.

        What cannot be used is refused in words, and nothing changes.
        """
        session = self._session
        groups = session.settings.group_terms
        if not typed.strip():
            self._put_groups(without_group_term(groups, scope, name, column), name, column)
            return
        try:
            value = checked(column, typed)
        except OperatorError as error:
            session.refused.emit(error)
            return
        term = GroupTerm(scope, name, column, value)
        self._put_groups(with_group_term(groups, term), name, column)
        terms = session.terms
        if terms is None:
            return
        own = members(terms.table, scope, name) & (terms.said_by[column] == ITEM)
        own &= terms.table[column] != value
        if own.any():
            self.overruled.emit(term, tuple(own.to_numpy().nonzero()[0].tolist()))

    def _put_groups(self, groups: tuple[GroupTerm, ...], name: str, column: str) -> None:
        session = self._session
        words = self.tr("{what} of {name}").format(
            what=label(column), name=name or self.tr("the whole shop")
        )

        def put(value: tuple[GroupTerm, ...]) -> None:
            session.change_settings(group_terms=value)

        if groups != session.settings.group_terms:
            session.undo_stack.push(Change(words, session.settings.group_terms, groups, put))

    def inherit(self, cells: Sequence[tuple[int, str]]) -> Job | None:
        """Let cells (row, column) take again what the sheets, or their group, say. Undoable."""
        session = self._session
        terms, demand, sales = session.terms, session.demand, session.sales
        if terms is None or demand is None or sales is None:
            return None
        settings: Settings = session.settings

        def work(_: Progress) -> Terms:
            fresh = pipeline.terms_of(demand, sales, settings)
            return pipeline.with_own_terms(terms, fresh, cells)

        def returned(made: Terms) -> None:
            if session.terms is terms:
                words = self.tr("{what} as inherited").format(what=label(cells[0][1]))
                session.replace_terms(made, words)

        return session.jobs.start(work, self, returned, self.tr("Planning orders"), quiet=True)

    # ---- advice

    def transfer(self, transfers: Sequence[Transfer]) -> None:
        """Agree to move goods between stores and buy so much less. Undoable."""
        plan = self._session.plan
        if plan is None or not transfers:
            return
        bought = bought_beside(plan, transfers)
        words = counted(self.tr("{n} transfers"), n=figures.units(len(transfers)))
        if len(transfers) == 1:
            words = self.tr("transfer of {item}").format(
                item=self._session.item_name(transfers[0].taker)
            )
        self._session.decide_all(
            {row: ("changed", units) for row, units in bought.items()},
            words,
            (*self._session.moves, *moves_of(plan, transfers)),
        )

    def top_up(self, found: TopUp) -> None:
        """Order what brings a supplier's order to its aim. Undoable."""
        words = self.tr("top-up of {supplier}").format(supplier=found.supplier)
        self._order(found.rows, found.quantity, words)

    def pack(self, found: Packing, load: Load) -> None:
        """Order what makes up whole containers. Undoable."""
        words = self.tr("containers of {supplier}").format(supplier=found.supplier)
        self._order(found.rows, load.quantity, words)

    def _order(self, rows: Sequence[int], quantity: Sequence[float], words: str) -> None:
        plan = self._session.plan
        if plan is None:
            return
        pairs = zip(rows, quantity, strict=True)
        answers = {
            row: ("changed", units)
            for row, units in pairs
            if units != plan.suggestions[row].final_quantity
        }
        self._session.decide_all(answers, words)

    def put_off(self, rows: Sequence[int]) -> None:
        """Leave orders for the next order day. Undoable."""
        words = counted(self.tr("{n} orders put off"), n=figures.units(len(rows)))
        self._session.decide_all(dict.fromkeys(rows, ("watched", 0.0)), words)
