"""Files of the Restock page: papers for suppliers; what comes back is shown before it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core.restocking.terms.groups import GroupTerm
from gui import figures
from gui.pages.card import Strip
from gui.pages.confirmation import confirm_lead_times, confirm_plan, confirm_terms
from gui.session import Session
from gui.session.restocking import LearnedTimes, PlanRead, Restocking, TermsRead
from gui.tables.term_cells import label, typed_words
from gui.wording import counted


class RestockFiles(QObject):
    """Asks for files, shows what was read, and says in the page's strip what was written."""

    def __init__(
        self, session: Session, restocking: Restocking, strip: Strip, page: QWidget
    ) -> None:
        super().__init__(page)
        self._session, self._restocking = session, restocking
        self._strip, self._page = strip, page
        self._step: Callable[[], object] = strip.hide
        strip.pressed.connect(self._take_step)
        restocking.learned.connect(self._show_lead_times)
        restocking.terms_read.connect(self._show_terms)
        restocking.plan_read.connect(self._show_plan)
        restocking.papers_printed.connect(self._show_printing)
        restocking.papers_written.connect(self._show_papers)
        restocking.overruled.connect(self._show_overruled)

    def _take_step(self) -> None:
        self._step()

    def ask_for_folder(self) -> None:
        """Let the operator choose a folder, then write the papers into it."""
        if self._session.plan is None:
            return
        name = QFileDialog.getExistingDirectory(self._page, self.tr("Folder for the order papers"))
        if name:
            self._restocking.write_papers(Path(name))

    def ask_for_plan(self) -> None:
        """Let the operator choose an edited workbook, then show what it changes."""
        name, _ = QFileDialog.getOpenFileName(
            self._page, self.tr("The plan as edited in Excel"), "", "Excel (*.xlsx)"
        )
        if name:
            self._restocking.read_plan(Path(name))

    def _show_lead_times(self, read: LearnedTimes) -> None:
        confirm_lead_times(read, self._restocking.take_lead_times, self._page).open()

    def _show_terms(self, read: TermsRead) -> None:
        terms = self._session.terms
        before = 0 if terms is None else len(terms.findings)
        confirm_terms(read, before, self._restocking.take_terms, self._page).open()

    def _show_plan(self, read: PlanRead) -> None:
        confirm_plan(read, self._restocking.take_plan, self._page).open()

    def _show_printing(self, done: int, count: int) -> None:
        self._step = self._restocking.stop_papers
        self._strip.say(
            self.tr("Printing page {n} of {count}").format(
                n=figures.units(done), count=figures.units(count)
            ),
            step=self.tr("Stop"),
        )

    def _show_papers(self, folder: Path, count: int) -> None:
        self._step = lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        words = self.tr(
            "{n} orders to print or mail, all of them as a table, and charts for yourself are in "
            "{folder}."
        )
        self._strip.say(
            counted(words, n=figures.units(count), folder=folder.name or str(folder)),
            step=self.tr("Open folder"),
            dismiss=self.tr("Close"),
        )

    def _show_overruled(self, term: GroupTerm, rows: tuple[int, ...]) -> None:
        value = typed_words(term.column, term.value)
        what = label(term.column)

        def all_of_them() -> None:
            self._strip.hide()
            self._session.edit_rows(rows, term.column, value, what)

        self._step = all_of_them
        self._strip.say(
            counted(
                self.tr("{n} items keep a value of their own for “{what}”; the others follow now."),
                n=figures.units(len(rows)),
                what=what,
            ),
            step=self.tr("Set it for these, too"),
            dismiss=self.tr("Close"),
        )
