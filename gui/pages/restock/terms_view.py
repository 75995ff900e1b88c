"""Terms of supply: of each item, or said once for a supplier, a category or the whole shop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.wording import Sentence
from gui import figures
from gui.pages.card import button
from gui.pages.controls import Choice, Drop, FilterChips
from gui.pages.restock.shop_rules import ShopRules
from gui.session import Session
from gui.session.restocking import Restocking
from gui.tables.group_terms import GroupTermsTable, groups_of
from gui.tables.term_cells import COLUMNS
from gui.tables.terms import TermsTable
from gui.theme import theme

SHEETS = "*.xlsx *.xls *.xlsb *.xlsm *.ods *.csv *.tsv *.txt"
"""Files that can hold a list."""

SCOPES = ("item", "supplier", "category", "shop")


class TermsView(QWidget):
    """Who says it (chips), which terms (a menu), the table, and two files that say them, too."""

    refused = Signal(object)
    """(Sentence) what was typed cannot be used."""

    def __init__(self, session: Session, restocking: Restocking, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._restocking = session, restocking
        self.scopes, self.sets = FilterChips(self), Drop(self)
        self.open_file = button("link")
        self.receipts = button("link")
        self.rules = button("link")
        self.items, self.groups = TermsTable(self), GroupTermsTable(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.items)
        self.stack.addWidget(self.groups)
        self.scope = "item"
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 0, 12, 0)
        bar.setSpacing(theme().space("s"))
        bar.addWidget(self.scopes)
        bar.addStretch(1)
        bar.addWidget(self.sets)
        bar.addSpacing(theme().space("s"))
        bar.addWidget(self.open_file)
        bar.addWidget(self.receipts)
        bar.addWidget(self.rules)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space("s"))
        layout.addLayout(bar)
        layout.addWidget(self.stack, 1)
        self.scopes.chosen.connect(self.show_scope)
        self.sets.chosen.connect(self._show_set)
        self.open_file.clicked.connect(self._ask_for_terms)
        self.receipts.clicked.connect(self._ask_for_receipts)
        self.rules.clicked.connect(self.ask_for_rules)
        self.items.terms.asked.connect(self._edit)
        self.items.terms.refused.connect(self.refused)
        self.items.terms.inherited.connect(restocking.inherit)
        self.groups.groups.asked.connect(restocking.say_for_group)
        self.items.selectionModel().currentRowChanged.connect(self._chosen)
        session.refused.connect(self._refuse)
        self.setFocusProxy(self.stack)
        self.retranslate()

    def show_terms(self) -> None:
        """Show the session's terms as they stand."""
        terms = self._session.terms
        self.items.terms.show_terms(terms)
        if self.scope != "item":
            here = self.groups.currentIndex()
            said = self._session.settings.group_terms
            self.groups.groups.show_groups(self.scope, terms, said)
            self.groups.lay_out()
            if here.isValid() and here.row() < self.groups.groups.rowCount():
                self.groups.setCurrentIndex(self.groups.groups.index(here.row(), here.column()))
        self._count()

    def show_scope(self, scope: str) -> None:
        """Show the terms of items, or what is said for groups of them."""
        self.scope = scope
        self.stack.setCurrentWidget(self.items if scope == "item" else self.groups)
        self.show_terms()
        (self.items if scope == "item" else self.groups).setFocus()
        self._place_links()

    def _place_links(self) -> None:
        """Files say terms of items and groups; the shop's rules are typed."""
        for link in (self.open_file, self.receipts):
            link.setVisible(self.scope != "shop")
        self.rules.setVisible(self.scope == "shop")

    def select(self, row: int) -> None:
        """Look at the item in ``row`` of the panel."""
        place = self.items.terms.row_of(row)
        if place >= 0 and self.items.currentIndex().row() != place:
            column = max(self.items.currentIndex().column(), 0)
            self.items.setCurrentIndex(self.items.terms.index(place, column))

    def ask_for_stock(self) -> None:
        """Put typing where stock is missing."""
        row = max(self.items.currentIndex().row(), 0)
        self.items.setCurrentIndex(self.items.terms.index(row, COLUMNS.index("on_hand")))

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self.scopes.setAccessibleName(self.tr("Whose terms"))
        self.sets.setAccessibleName(self.tr("Which terms"))
        self.items.setAccessibleName(self.tr("Terms of supply"))
        self.groups.setAccessibleName(self.tr("Terms of groups"))
        self.open_file.setText(self.tr("From a file…"))
        self.open_file.setToolTip(
            self.tr("A list of items, suppliers or categories with their terms (Excel or CSV)")
        )
        self.receipts.setText(self.tr("From receipts…"))
        self.receipts.setToolTip(
            self.tr("Past deliveries with order and receipt dates: learn how long they really take")
        )
        self.rules.setText(self.tr("Rules of the shop…"))
        self.rules.setToolTip(
            self.tr("Costs of holding and moving goods, service by class, storage rooms")
        )
        self._place_links()
        self.sets.show_choices(
            (
                Choice("everyday", self.tr("Everyday")),
                Choice("limits", self.tr("Limits and seasons")),
                Choice("ordering", self.tr("Ordering")),
                Choice("freight", self.tr("Freight and room")),
            ),
            self.items.shown,
        )
        self._count()

    def _count(self) -> None:
        terms = self._session.terms
        counts = dict.fromkeys(SCOPES, 0)
        if terms is not None:
            counts["item"] = len(terms.table)
            counts |= {scope: len(groups_of(scope, terms)) for scope in ("supplier", "category")}
        self.scopes.show_choices(
            [
                Choice("item", self.tr("Items {n}").format(n=figures.units(counts["item"]))),
                Choice(
                    "supplier", self.tr("Suppliers {n}").format(n=figures.units(counts["supplier"]))
                ),
                Choice(
                    "category",
                    self.tr("Categories {n}").format(n=figures.units(counts["category"])),
                ),
                Choice("shop", self.tr("Whole shop")),
            ],
            self.scope,
        )

    def _show_set(self, name: str) -> None:
        self.items.show_set(name)
        self.groups.show_set(name)

    def _edit(self, cells: dict[tuple[int, str], object]) -> None:
        if len(cells) == 1:
            ((row, column), value) = next(iter(cells.items()))
            self._session.edit_terms(row, column, value)
        else:
            self._session.edit_cells(cells)

    def _refuse(self, error: object) -> None:
        sentence = getattr(error, "sentence", None)
        if self.isVisible() and isinstance(sentence, Sentence):
            self.refused.emit(sentence)

    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and self.items.hasFocus():
            self._session.select(self.items.terms.source(current.row()))

    def ask_for_rules(self) -> None:
        """Show what the whole shop plans by, to be changed."""
        ShopRules(self._session, self).open()

    def _ask_for_terms(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Terms of supply"), "", f"{self.tr('Sheets')} ({SHEETS});;* (*)"
        )
        if name:
            self._restocking.read_terms(Path(name))

    def _ask_for_receipts(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Past deliveries"), "", f"{self.tr('Sheets')} ({SHEETS});;* (*)"
        )
        if name:
            self._restocking.read_receipts(Path(name))
