"""Restock: the plan per supplier, the terms behind it, and the derivation of every order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.restocking.orders.policy import Plan
from core.wording import Sentence
from gui import figures
from gui.pages import Head
from gui.pages.card import Strip, button, label
from gui.pages.controls import Choice, FilterChips, Segments
from gui.pages.restock.files import RestockFiles
from gui.pages.restock.head import restock_head
from gui.pages.restock.order_column import OrderColumn
from gui.pages.restock.outlooks import Outlooks
from gui.pages.restock.spending_limit import SpendingLimit
from gui.pages.restock.terms_view import TermsView
from gui.pages.restock.totals_line import TotalsLine
from gui.pages.stock import OrdersAhead, stock_of
from gui.redraw import Redraw
from gui.session import Session
from gui.session.restocking import Restocking
from gui.tables.plan_rows import KINDS, Totals, counts, totals
from gui.tables.plan_view import PlanTable
from gui.theme import dress, theme
from gui.wording import spoken

SIDE_WIDTH = 318

NARROW_UNDER = 1080
"""Width of the page (px at 100 %) under which the derivation becomes a drawer."""


class RestockPage(QWidget):
    """The plan as a table; ``act`` asks for its export."""

    headed = Signal()
    go = Signal(str)
    export_asked = Signal()
    """The plan is to be written as a workbook."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.redraw = Redraw(self, self._draw)
        self._looked_at = -1
        self._summed: tuple[Plan, Totals] | None = None
        self._ahead = OrdersAhead()
        space = theme().space
        self.chips = FilterChips(self)
        self.views = Segments(self)
        self.note = label(role="caption", tone="text_3")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table = PlanTable(self)
        self.restocking = Restocking(session, self)
        self.terms_view = TermsView(session, self.restocking, self)
        self.terms = self.terms_view.items
        self.outlooks = Outlooks(session, self.restocking, self)
        self._shown: dict[str, QWidget] = {
            "plan": self.table,
            **self.outlooks.views,
            "terms": self.terms_view,
        }
        self.stack = QStackedWidget(self)
        for view in self._shown.values():
            self.stack.addWidget(view)
        self.strip = Strip(self)
        self.files = RestockFiles(session, self.restocking, self.strip, self)
        self.foot = TotalsLine(self)
        self.side = OrderColumn(self)
        self.limit = SpendingLimit(session, self.side.budget, self)
        self.why = button("small", "circle-question-mark")
        self.why.setCheckable(True)
        self._narrow = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(space("page"), 0, space("page"), 14)
        self._row.setSpacing(space("m"))
        self._row.addWidget(self._card(), 1)
        self._row.addWidget(self.side)
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
        self.limit.previewed.connect(self._show_preview)
        self.limit.returned.connect(self._show_again)
        self.outlooks.refused.connect(self._refuse)
        close = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.side)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self._leave_side)
        self.terms_view.refused.connect(self._refuse)
        self.outlooks.advised.connect(self._advised)
        self.outlooks.rules.connect(self.terms_view.ask_for_rules)
        self.foot.edited.clicked.connect(self.files.ask_for_plan)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(
            lambda: self.views.take("plan" if self.views.current != "plan" else "terms")
        )

    # ---- the derivation: beside the table, or a drawer over it where there is no room

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the order column in reach: on a narrow page the derivation becomes a drawer."""
        super().resizeEvent(event)
        self._place_side()

    def _place_side(self) -> None:
        look, row = theme(), self._row
        width = round(SIDE_WIDTH * min(look.scale, 1.5))
        self.side.setFixedWidth(width)
        narrow = self.width() < NARROW_UNDER * look.scale
        on_plan = self.views.current == "plan"
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
        self.side.derivation.setFocus()

    def _leave_side(self) -> None:
        self.why.setChecked(False)
        self.table.setFocus()

    # ---- the window's questions

    def head(self) -> Head:
        """Say what to order, for how much, and what cannot wait."""
        return restock_head(self._session, self._totals(), self._currency())

    def act(self) -> None:
        """Export; before there is a plan, take the step that leads to one."""
        if self._session.plan is not None:
            self.export_asked.emit()
        elif self._session.imported is not None:
            self._session.start_forecast()
        else:
            self.go.emit("import")

    def act_second(self) -> None:
        """Write the papers that suppliers get."""
        self.files.ask_for_folder()

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

    # ---- the budget, while it is dragged

    def _show_preview(self, cut: Plan) -> None:
        self._show_plan(cut)
        self.foot.show_totals(totals(cut), self._currency())

    def _show_plan(self, plan: Plan | None) -> None:
        run = self._session.run
        launches = run.launches if run is not None else None
        young = frozenset((e.item, e.store) for e in launches.entries) if launches else ()
        self.table.suggestions.show_plan(plan, self._session.terms, self._currency(), young)

    def _show_again(self) -> None:
        self.redraw.ask()
        self.redraw.now()

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
        self.terms_view.show_terms()
        self._show_plan(session.plan)
        self.foot.show_totals(self._totals(), self._currency())
        self.foot.setVisible(
            self._session.plan is not None and self.views.current in ("plan", "terms")
        )
        self._count()
        self._show_selected()
        self.limit.show()
        self._session.advice.ask()
        self._choose_views()
        self.outlooks.show(self.views.current)

    def _advised(self) -> None:
        """What is to be settled first is counted; the stock to come knows the next orders."""
        self._choose_views()
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
            self.side.derivation.clear()
            return
        self._looked_at = session.selected
        place = model.row_of(session.selected)
        here = self.table.currentIndex()
        if place >= 0 and here.row() != place:
            column = here.column() if here.isValid() else 0
            self.table.setCurrentIndex(model.index(place, column))
        self.terms_view.select(session.selected)
        suggestion = plan.suggestions[session.selected]
        advice = self._session.advice.value
        ahead = self._ahead.of(session.selected, advice.orders) if advice else ()
        stock = stock_of(session, session.selected, ahead)
        self.side.derivation.show_suggestion(suggestion, plan.as_of, stock)

    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            place = self.table.suggestions.suggestion_row(current.row())
            if place >= 0:
                self._session.select(place)

    def _filter(self, kind: str) -> None:
        self.table.suggestions.show_kind(kind, self.table.suggestions.words)
        self._show_selected()

    def _show_view(self, name: str) -> None:
        self.stack.setCurrentWidget(self._shown[name])
        self.chips.setVisible(name == "plan")
        self.foot.setVisible(name in ("plan", "terms") and self._session.plan is not None)
        # The other views have many columns: they take the derivation's room, too.
        self._place_side()
        self.outlooks.show(name)
        found = self._totals()
        if name == "terms" and found is not None and not found.stock_known:
            # What is asked for first is where typing goes.
            self.terms_view.ask_for_stock()
        self._shown[name].setFocus()

    # ---- words

    def _count(self) -> None:
        plan = self._session.plan
        count = counts(plan) if plan is not None else dict.fromkeys(KINDS, 0)
        words = {
            "to_order": self.tr("To order"),
            "undecided": self.tr("Undecided"),
            "cut": self.tr("Cut back"),
            "watched": self.tr("Watching"),
            "rejected": self.tr("Rejected"),
            "everything": self.tr("All"),
        }
        icons = {
            "undecided": "circle-question-mark",
            "cut": "wallet",
            "watched": "eye",
            "rejected": "x",
        }
        settings = self._session.settings
        limited = settings.budget is not None or bool(settings.rooms)
        chosen = self.table.suggestions.kind
        # What holds nothing takes no room, but for what is looked at.
        kept = {"to_order", "undecided", "everything", chosen}
        kept |= {"cut"} if limited else set()
        kinds = [kind for kind in KINDS if kind in kept or count[kind]]
        self.chips.show_choices(
            [
                Choice(
                    kind,
                    f"{words[kind]} {figures.units(count[kind])}",
                    icons.get(kind, ""),
                )
                for kind in kinds
            ],
            self.table.suggestions.kind,
        )
        self._explain()

    def _explain(self) -> None:
        on_plan = self.views.current == "plan"
        words = {
            "plan": self.tr("Bar: runs out. Tick: delivery if ordered today."),
            "terms": self.tr("Type or paste from Excel; the plan follows. Grey: inherited."),
        }.get(self.views.current, "")
        taken = self.chips.sizeHint().width() if on_plan else 0
        taken += self.views.sizeHint().width() + 2 * theme().space("page") + 100
        taken += self.side.width() if on_plan and not self._narrow else 0
        taken += self.why.sizeHint().width() if self._narrow else 0
        fits = QFontMetricsF(theme().font("caption")).horizontalAdvance(words) + taken
        self.note.setText(words if fits < self.width() else "")
        self.note.setToolTip(words)

    def _choose_views(self) -> None:
        advice = self._session.advice.value or self._session.advice.last
        count = len(advice.transfers) + len(advice.top_ups) + len(advice.deferrals) if advice else 0
        first = self.tr("Settle first")
        self.views.show_choices(
            (
                Choice("plan", self.tr("Plan")),
                Choice("advice", f"{first} {figures.units(count)}" if count else first),
                Choice("overstock", self.tr("Overstock")),
                Choice("dates", self.tr("Order dates")),
                Choice("what_if", self.tr("What if")),
                Choice("terms", self.tr("Terms")),
            ),
            self.views.current or "plan",
        )

    def _spoken(self) -> None:
        self._choose_views()
        self.why.setText(self.tr("Why"))
        self.why.setToolTip(self.tr("How the order of this item comes about (Enter)"))
        self.why.setAccessibleName(self.tr("Why this order"))
        self._place_side()
        self.views.setAccessibleName(self.tr("What is shown"))
        self.chips.setAccessibleName(self.tr("Filter"))
        self.table.setAccessibleName(self.tr("Restock plan"))
        self.terms_view.retranslate()
        self.foot.retranslate()
        self.table.lay_out()
        self.redraw.ask()
        self.headed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._spoken()
