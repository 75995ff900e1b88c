"""What was found in the sales history, and what the operator answered to it.

Answers are stored and undone; findings are worked out again from the sales, so that the same answer
holds for the same finding in next month's sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from core import pipeline
from core.checking.check import STRUCTURAL, Checked
from core.checking.decisions import Decisions, Mark
from core.checking.repairs import Repair
from core.demand import Demand
from core.pipeline import TypedTerms
from core.progress import Progress
from core.restocking.terms.terms import Terms
from core.sales.cleaning.clean import Sales
from gui.edits import Change
from gui.jobs import Job, Jobs
from gui.session.keeping import Keeping

Followed = tuple[Checked, Demand, Terms | None]


class Checks(Keeping):
    """The findings of the import in force. ``decisions`` are kept in the workspace.

    checked  what was found; None while it is worked out
    """

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self.checked: Checked | None = None
        self._checking: Job | None = None

    @property
    def sales(self) -> Sales | None:
        """The sales in force, linked items under one name."""
        if self.checked is not None:
            return self.checked.sales
        return None if self.imported is None else self.imported.sales

    def _typed_terms(self) -> TypedTerms | None:
        """Return the terms in force and what they were made from; None where there are none."""
        sales, demand, terms = self.sales, self.demand, self.terms
        if sales is None or demand is None or terms is None:
            return None
        return TypedTerms(terms, demand, sales, self._terms_settings)

    def answer(self, repairs: Sequence[Repair], accepted: bool | None, words: str) -> None:
        """Accept or refuse findings, or take the answers back (None). Undoable as one."""
        after = self.decisions.answered({repair.key: accepted for repair in repairs})
        anew = any(repair.kind in STRUCTURAL for repair in repairs)
        self._decide(after, words, anew)

    def link(self, old: str, new: str) -> None:
        """Count the sales of one item as those of another, by hand. Undoable."""
        words = QCoreApplication.translate("Session", "link of {old} to {new}")
        after = self.decisions.linked(old, new)
        self._decide(after, words.format(old=old, new=new), anew=True)

    def mark(self, mark: Mark) -> None:
        """Mark days of an item in place of the marks they meet. Undoable."""
        words = QCoreApplication.translate("Session", "mark in the history of {item}")
        name = self._name_of(mark.item, mark.store)
        self._decide(self.decisions.marked(mark), words.format(item=name), anew=True)

    def unmark(self, mark: Mark) -> None:
        """Take back the marks that share a day with ``mark``. Undoable."""
        words = QCoreApplication.translate("Session", "marks in the history of {item}")
        name = self._name_of(mark.item, mark.store)
        self._decide(self.decisions.unmarked(mark), words.format(item=name), anew=True)

    def _name_of(self, item: str, store: str) -> str:
        demand = self.demand
        if demand is not None:
            pairs = list(zip(demand.items, demand.stores, strict=True))
            if (item, store) in pairs:
                return self.item_name(pairs.index((item, store)))
        return item

    def unlink(self, old: str) -> None:
        """Take back a link made by hand. Undoable."""
        words = QCoreApplication.translate("Session", "link of {old}").format(old=old)
        self._decide(self.decisions.unlinked(old), words, anew=True)

    def _decide(self, after: Decisions, words: str, anew: bool) -> None:
        if after == self.decisions:
            return

        def put(decisions: Decisions) -> None:
            self._set("decisions", decisions)
            self._follow_stale()
            self.check_again(anew)

        self.undo_stack.push(Change(words, self.decisions, after, put))

    def check_again(self, anew: bool = True) -> None:
        """Let the history follow what was decided; ``anew``: and look for findings again.

        A forecast that was made stays until the next one; it is then stale.
        """
        if self._checking is not None:
            self._checking.stop()
            # What was to be looked for by the job that is stopped has still to be.
            anew = True
            self._checking = None
        work = self._following(None if anew else self.checked)
        if work is None:
            return
        words = QCoreApplication.translate("Session", "Checking the sales history")

        def returned(result: Followed) -> None:
            self._checking = None
            self._follow_check(*result)

        self._checking = self.jobs.start(work, self, returned, words, quiet=True)

    def _following(self, checked: Checked | None) -> Callable[[Progress], Followed] | None:
        """Return the work that makes panel and terms by the decisions in force."""
        imported, settings, decisions = self.imported, self.settings, self.decisions
        before, typed = self.demand, self._typed_terms()
        if imported is None or imported.sales.rows.empty:
            return None

        def work(progress: Progress) -> Followed:
            found = checked or pipeline.check(
                imported.sales, settings, decisions, progress=progress
            )
            demand = found.treated(decisions)
            progress.check()
            if typed is None or before is None or before.items == demand.items:
                return found, demand, None
            return found, demand, pipeline.terms_anew(demand, found.sales, settings, typed)

        return work

    def _adopt(self, path: Path, saved: pipeline.Saved) -> None:
        super()._adopt(path, saved)
        self._take_checked(None)
        self.check_again()

    def _follow_check(self, checked: Checked, demand: Demand, terms: Terms | None) -> None:
        self._take_checked(checked)
        if self.run is not None:
            self._doubt_forecast(demand)
            return
        if terms is not None:
            self.selected = 0
        self._set("demand", demand)
        if terms is not None:
            self._set("terms", terms)

    def _take_checked(self, checked: Checked | None) -> None:
        self.checked = checked
        self.changed.emit("checked")
