"""Restock: the plan per supplier, the terms behind it, and the derivation of every order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.restocking.policy import Plan
from core.wording import Sentence
from gui import figures
from gui.pages import Head
from gui.pages.card import Strip, button, label
from gui.pages.controls import Choice, FilterChips, Segments
from gui.pages.derivation import DerivationCard
from gui.pages.stock import stock_of
from gui.redraw import Redraw
from gui.session import Session
from gui.tables.plan_rows import KINDS, Totals, counts, totals
from gui.tables.plan_view import PlanTable
from gui.tables.terms import COLUMNS, TermsTable
from gui.theme import dress, theme
from gui.wording import spoken

SIDE_WIDTH = 318

NARROW_UNDER = 1080
"""Width of the page (px at 100 %) under which the derivation becomes a drawer."""


class RestockPage(QWidget):
    """The plan as a table; ``act`` exports it."""

    headed = Signal()
    go = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.redraw = Redraw(self, self._draw)
        self._looked_at = -1
        self._summed: tuple[Plan, Totals] | None = None
        space = theme().space
        self.chips = FilterChips(self)
        self.views = Segments(self)
        self.note = label(role="caption", tone="text_3")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table = PlanTable(self)
        self.terms = TermsTable(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.terms)
        self.strip = Strip(self)
        self.foot = TotalsLine(self)
        self.side = DerivationCard(self)
        self.why = button("small", "circle-question-mark")
        self.why.setCheckable(True)
        self._narrow = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space("page"), 0, space("page"), 14)
        layout.setSpacing(space("m"))
        layout.addWidget(self._card(), 1)
        layout.addWidget(self.side)
        self._connect()
        self._spoken()

    def _card(self) -> QFrame:
        card = QFrame(self)
        dress(card, kind="card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, theme().space("s"), 1, 1)
        layout.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 12, 0)
        top.addWidget(self.chips)
        top.addWidget(self.note, 1)
        top.addSpacing(8)
        top.addWidget(self.why)
        top.addWidget(self.views)
        layout.addLayout(top)
        layout.addWidget(self.strip)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.foot)
        return card

    def _connect(self) -> None:
        session, model = self._session, self.table.suggestions
        session.changed.connect(self._changed)
        theme().changed.connect(self._spoken)
        self.chips.chosen.connect(self._filter)
        self.views.chosen.connect(self._show_view)
        model.asked.connect(session.decide)
        model.stocked.connect(lambda row, units: session.edit_terms(row, "on_hand", units))
        self.table.decided.connect(self._decide)
        self.table.accepted_all.connect(self._accept_all)
        self.table.derivation.connect(self._show_derivation)
        self.why.toggled.connect(self._place_side)
        close = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.side)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self._leave_side)
        self.terms.terms.asked.connect(self._edit_terms)
        self.terms.terms.refused.connect(self._refuse)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.terms.selectionModel().currentRowChanged.connect(self._term_chosen)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(
            lambda: self.views.take("plan" if self.views.current == "terms" else "terms")
        )

    # ---- the derivation: beside the table, or a drawer over it where there is no room

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the order column in reach: on a narrow page the derivation becomes a drawer."""
        super().resizeEvent(event)
        self._place_side()

    def _place_side(self) -> None:
        look, row = theme(), self.layout()
        width = round(SIDE_WIDTH * min(look.scale, 1.5))
        self.side.setFixedWidth(width)
        narrow = self.width() < NARROW_UNDER * look.scale
        on_plan = self.views.current != "terms"
        self.why.setVisible(narrow and on_plan)
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                row.removeWidget(self.side)
                self.why.setChecked(False)
            else:
                row.addWidget(self.side)
        self._explain()
        self.side.setVisible(on_plan and (not narrow or self.why.isChecked()))
        if narrow:
            inner = row.contentsRect()
            top = inner.top() + self.views.height() + 2 * look.space("m")
            height = max(inner.bottom() - top + 1, 0)
            self.side.setGeometry(inner.right() - width + 1, top, width, height)
            self.side.raise_()

    def _show_derivation(self) -> None:
        self.why.setChecked(True)
        self.side.setFocus()

    def _leave_side(self) -> None:
        self.why.setChecked(False)
        self.table.setFocus()

    # ---- the window's questions

    def head(self) -> Head:
        """Say what to order, for how much, and what cannot wait."""
        session, title, found = self._session, self.tr("Restock"), self._totals()
        if session.plan is None or found is None:
            sentence = self.tr("The plan follows the forecast.")
            ready = session.imported is not None
            words = self.tr("Forecast") if ready else self.tr("Open a sheet")
            return Head(title, sentence, words, "chart-line" if ready else "folder-open")
        return Head(
            title,
            self._sentence(found),
            self.tr("Export to Excel"),
            "file-spreadsheet",
            enabled=found.items > 0,
            why="" if found.items else self.tr("Nothing is to be ordered."),
            result=self.tr("{n} to order").format(n=figures.units(found.items)),
        )

    def _sentence(self, found: Totals) -> str:
        if not found.items:
            return self.tr("Nothing needs to be ordered now.")
        values = {
            "n": figures.units(found.items),
            "suppliers": figures.units(found.suppliers),
            "cost": figures.money(found.cost, self._currency()),
            "urgent": figures.units(found.urgent),
        }
        if not found.stock_known:
            return self.tr(
                "Order {n} items, as if nothing were in stock. "
                "Type or paste your stock under Terms."
            ).format(**values)
        if found.cost > 0 and found.suppliers:
            return self.tr(
                "Order {n} items from {suppliers} suppliers for {cost}; {urgent} cannot wait."
            ).format(**values)
        if found.cost > 0:
            return self.tr("Order {n} items for {cost}; {urgent} cannot wait.").format(**values)
        return self.tr("Order {n} items; {urgent} cannot wait.").format(**values)

    def act(self) -> None:
        """Export; before there is a plan, take the step that leads to one."""
        if self._session.plan is not None:
            self.ask_export()
        elif self._session.imported is not None:
            self._session.start_forecast()
        else:
            self.go.emit("import")

    def ask_export(self) -> None:
        """Ask where the workbook shall lie, then write it."""
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the plan"),
            self.tr("restock-plan.xlsx"),
            self.tr("Excel workbooks (*.xlsx)"),
        )
        if path:
            wanted = Path(path)
            if not wanted.suffix:
                wanted = wanted.with_suffix(".xlsx")
            self._session.export(wanted, theme().language)

    # ---- answers

    def _decide(self, row: int, decision: str) -> None:
        plan = self._session.plan
        if plan is None:
            return
        suggestion = plan.suggestions[row]
        ordering = decision in ("open", "accepted")
        self._session.decide(row, decision, suggestion.order_quantity if ordering else 0.0)

    def _accept_all(self, rows: tuple[int, ...]) -> None:
        plan = self._session.plan
        if plan is None:
            return
        open_rows = (row for row in rows if plan.suggestions[row].decision == "open")
        self._session.decide_all(
            {row: ("accepted", plan.suggestions[row].order_quantity) for row in open_rows}
        )

    def _edit_terms(self, cells: dict[tuple[int, str], object]) -> None:
        if len(cells) == 1:
            ((row, column), value) = next(iter(cells.items()))
            self._session.edit_terms(row, column, value)
        else:
            self._session.edit_cells(cells)

    def _refuse(self, sentence: Sentence) -> None:
        self.strip.say(spoken(sentence), dismiss=self.tr("Close"))

    # ---- following the session

    def _changed(self, stage: str) -> None:
        if stage in ("imported", "run", "terms", "plan"):
            self.redraw.ask()
            if stage == "plan" and self.isVisible():
                # The next key is answered by what this one changed, however fast it comes.
                self.redraw.now()
            self.headed.emit()
        elif stage == "selected" and self.isVisible():
            self._show_selected()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look at the item that was chosen on another page."""
        super().showEvent(event)
        if self._looked_at != self._session.selected:
            self._show_selected()
        model = self.table.suggestions
        if model.row_of(self._session.selected) < 0 and model.rowCount() > 1:
            self.table.setCurrentIndex(model.index(1, 0))
        QTimer.singleShot(0, self, self._see_selected)

    def _see_selected(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def _draw(self) -> None:
        session = self._session
        self.terms.terms.show_terms(session.terms)
        self.table.suggestions.show_plan(session.plan, session.terms, self._currency())
        self.foot.show_totals(self._totals(), self._currency())
        self._count()
        self._show_selected()

    def _totals(self) -> Totals | None:
        plan = self._session.plan
        if plan is None:
            return None
        if self._summed is None or self._summed[0] is not plan:
            self._summed = (plan, totals(plan))
        return self._summed[1]

    def _currency(self) -> str:
        imported = self._session.imported
        return imported.sales.currency if imported is not None else ""

    def _show_selected(self) -> None:
        session, model = self._session, self.table.suggestions
        plan = session.plan
        if self.redraw.stale:
            return
        if plan is None or session.selected >= len(plan.suggestions):
            self.side.clear()
            return
        self._looked_at = session.selected
        place = model.row_of(session.selected)
        here = self.table.currentIndex()
        if place >= 0 and here.row() != place:
            column = here.column() if here.isValid() else 0
            self.table.setCurrentIndex(model.index(place, column))
        row = self.terms.terms.row_of(session.selected)
        if row >= 0 and self.terms.currentIndex().row() != row:
            column = max(self.terms.currentIndex().column(), 0)
            self.terms.setCurrentIndex(self.terms.terms.index(row, column))
        suggestion = plan.suggestions[session.selected]
        self.side.show_suggestion(suggestion, plan.as_of, stock_of(session, session.selected))

    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            place = self.table.suggestions.suggestion_row(current.row())
            if place >= 0:
                self._session.select(place)

    def _term_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and self.terms.hasFocus():
            self._session.select(self.terms.terms.source(current.row()))

    def _filter(self, kind: str) -> None:
        self.table.suggestions.show_kind(kind, self.table.suggestions.words)
        self._show_selected()

    def find(self, words: str) -> None:
        """Show the items whose name, code, supplier or pinyin holds the words."""
        self.table.suggestions.show_kind(self.table.suggestions.kind, words)
        self.terms.terms.search(words)

    def _show_view(self, name: str) -> None:
        on_plan = name == "plan"
        self.stack.setCurrentWidget(self.table if on_plan else self.terms)
        self.chips.setVisible(on_plan)
        # Terms have many columns: they take the derivation's room, too.
        self._place_side()
        found = self._totals()
        if not on_plan and found is not None and not found.stock_known:
            # What is asked for first is where typing goes.
            row = max(self.terms.currentIndex().row(), 0)
            self.terms.setCurrentIndex(self.terms.terms.index(row, COLUMNS.index("on_hand")))
        self.stack.currentWidget().setFocus()

    # ---- words

    def _count(self) -> None:
        plan = self._session.plan
        count = counts(plan) if plan is not None else dict.fromkeys(KINDS, 0)
        words = {
            "to_order": self.tr("To order"),
            "undecided": self.tr("Undecided"),
            "watched": self.tr("Watching"),
            "rejected": self.tr("Rejected"),
            "everything": self.tr("All"),
        }
        icons = {"undecided": "circle-question-mark", "watched": "eye", "rejected": "x"}
        self.chips.show_choices(
            [
                Choice(
                    kind,
                    f"{words[kind]} {figures.units(count[kind])}",
                    icons.get(kind, ""),
                )
                for kind in KINDS
            ],
            self.table.suggestions.kind,
        )
        self._explain()

    def _explain(self) -> None:
        on_plan = self.views.current == "plan"
        words = (
            self.tr("Bar: runs out. Tick: delivery if ordered today.")
            if on_plan
            else self.tr("Type or paste from Excel; the plan follows at once.")
        )
        taken = self.chips.sizeHint().width() if on_plan else 0
        taken += self.views.sizeHint().width() + 2 * theme().space("page") + 100
        taken += self.side.width() if on_plan and not self._narrow else 0
        taken += self.why.sizeHint().width() if self._narrow else 0
        fits = QFontMetricsF(theme().font("caption")).horizontalAdvance(words) + taken
        self.note.setText(words if fits < self.width() else "")
        self.note.setToolTip(words)

    def _spoken(self) -> None:
        self.views.show_choices(
            (Choice("plan", self.tr("Plan")), Choice("terms", self.tr("Terms"))),
            self.views.current or "plan",
        )
        self.why.setText(self.tr("Why"))
        self.why.setToolTip(self.tr("How the order of this item comes about (Enter)"))
        self.why.setAccessibleName(self.tr("Why this order"))
        self._place_side()
        self.views.setAccessibleName(self.tr("Plan or terms of supply"))
        self.chips.setAccessibleName(self.tr("Filter"))
        self.table.setAccessibleName(self.tr("Restock plan"))
        self.terms.setAccessibleName(self.tr("Terms of supply"))
        self.table.lay_out()
        self.redraw.ask()
        self.headed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._spoken()


class TotalsLine(QFrame):
    """The plan's sums: items, units, suppliers; the total at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(6)
        self.figures = tuple(label(role="strong") for _ in range(3))
        self.words = tuple(label(tone="text_2") for _ in range(3))
        for words, figure in zip(self.words, self.figures, strict=True):
            layout.addWidget(words)
            layout.addWidget(figure)
            layout.addSpacing(18)
        layout.addStretch(1)
        self.without_cost = label(role="caption", tone="caution")
        self.total = label(role="section")
        layout.addWidget(self.without_cost)
        layout.addSpacing(12)
        layout.addWidget(self.total)

    def show_totals(self, found: Totals | None, currency: str) -> None:
        """Show these sums; nothing where there is no plan."""
        self.setVisible(found is not None)
        if found is None:
            return
        for label_, words in zip(
            self.words, (self.tr("Items"), self.tr("Units"), self.tr("Suppliers")), strict=True
        ):
            label_.setText(words)
        values = (found.items, found.units, found.suppliers)
        for part in (self.words[2], self.figures[2]):
            part.setVisible(found.suppliers > 0)
        for figure, value in zip(self.figures, values, strict=True):
            figure.setText(figures.units(value))
        self.without_cost.setText(
            self.tr("{n} items without a cost").format(n=figures.units(found.without_cost))
            if found.without_cost
            else ""
        )
        self.total.setText(
            self.tr("Plan total   {cost}").format(cost=figures.money(found.cost, currency))
            if found.cost > 0
            else ""
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the hairline above."""
        painter = QPainter(self)
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)
