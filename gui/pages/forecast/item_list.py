"""The list of items: chips and a menu that narrow, group and arrange it, and edit many at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QInputDialog, QMenu, QVBoxLayout, QWidget

from gui import figures
from gui.pages.card import button, label
from gui.pages.controls import Choice, FilterChips
from gui.pages.forecast.bulk_edit import BulkEdit
from gui.session import Session
from gui.tables.item_table import USUAL, ItemTable
from gui.tables.item_views import ItemView, read_views, write_views
from gui.tables.items import FACETS, FILTERS, ItemColumn
from gui.theme import dress, theme
from gui.wording import counted, literal

LONGEST_MENU = 40
"""Values of a facet that a menu lists; a search finds the others."""


class ItemList(QFrame):
    """The item table with what arranges it."""

    arranged = Signal()
    """Other items are shown, or others of their columns."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="card")
        self._session = session
        self.table = ItemTable(self)
        self.chips = FilterChips(self)
        self.tools = button("small", "filter")
        self.tools.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.narrowing = button("link", "x", "accent")
        self.note = label(role="caption", tone="text_3", wrap=True)
        self.note.setContentsMargins(12, 4, 12, 6)
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 8, 0)
        top.addWidget(self.chips)
        top.addStretch(1)
        top.addWidget(self.tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, theme().space("s"), 1, 1)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.narrowing, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        self.narrowing.hide()
        self.chips.chosen.connect(self._filter)
        self.tools.clicked.connect(self._open_menu)
        self.narrowing.clicked.connect(self.clear)
        self.table.items.counted.connect(self._count)
        self.table.asked_for_menu.connect(self._open_edit_menu)
        self.table.columns_chosen.connect(self.arranged)
        self.retranslate()

    # ---- arranging

    def clear(self) -> None:
        """Show all items again."""
        self.table.items.narrow({})
        self._say_narrowed()
        self.arranged.emit()

    def show_all(self) -> None:
        """Show all items, whatever was filtered, narrowed or searched for."""
        self.chips.take("all")
        self.table.items.search("")
        if self.table.items.narrowed:
            self.clear()

    def narrow(self, facet: str, value: str) -> None:
        """Show only the items with this value of a facet, besides what they are narrowed to."""
        self.table.items.narrow({**self.table.items.narrowed, facet: value})
        self._say_narrowed()
        self.arranged.emit()

    def group(self, facet: str) -> None:
        """Put the items together by a facet; "" by none."""
        self.table.items.group(facet)
        self.arranged.emit()

    def _filter(self, kind: str) -> None:
        self.table.items.show_kind(kind)
        self.arranged.emit()

    def _say_narrowed(self) -> None:
        values = list(self.table.items.narrowed.values())
        self.narrowing.setVisible(bool(values))
        words = self.tr("Only {what}").format(what=", ".join(values))
        self.narrowing.setText(literal(words))
        self.narrowing.setToolTip(self.tr("Show all again"))
        self.narrowing.setAccessibleName(f"{words}. {self.tr('Show all again')}")

    # ---- views

    def view(self, name: str) -> ItemView:
        """Return what is shown now, under a name."""
        items, header = self.table.items, self.table.horizontalHeader()
        return ItemView(
            name=name,
            kind=items.kind,
            narrowed=tuple(items.narrowed.items()),
            grouped=items.grouped,
            columns=tuple(sorted(column.name for column in self.table.chosen_columns)),
            sorted_by=ItemColumn(max(header.sortIndicatorSection(), 0)).name,
            descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )

    def show_view(self, view: ItemView) -> None:
        """Show what a view says; what does not exist any more is left out."""
        items = self.table.items
        names = {column.name: column for column in ItemColumn}
        self.table.show_columns({names[name] for name in view.columns if name in names} or USUAL)
        order = Qt.SortOrder.DescendingOrder if view.descending else Qt.SortOrder.AscendingOrder
        self.table.sortByColumn(names.get(view.sorted_by, ItemColumn.TOTAL), order)
        items.group(view.grouped if view.grouped in FACETS else "")
        items.narrow({facet: value for facet, value in view.narrowed if facet in FACETS})
        self.chips.take(view.kind if view.kind in FILTERS else "all")
        self._say_narrowed()
        self.arranged.emit()

    def keep_view(self, name: str) -> None:
        """Keep what is shown under a name, in place of one that has it."""
        folder = self._session.memory
        others = [view for view in read_views(folder) if view.name != name]
        write_views(folder, [*others, self.view(name)])

    def forget_view(self, name: str) -> None:
        """Keep a view no longer."""
        folder = self._session.memory
        write_views(folder, [view for view in read_views(folder) if view.name != name])

    def _ask_for_view(self) -> None:
        name, taken = QInputDialog.getText(self, self.tr("Save this view"), self.tr("Name"))
        if taken and name.strip():
            self.keep_view(name.strip())

    # ---- menus

    def menu(self) -> QMenu:
        """Return the menu of filters, groups, columns and views."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        items = self.table.items
        shown = menu.addMenu(self.tr("Show"))
        for choice in self.chips.choices:
            on = choice.name == items.kind
            self._add(shown, choice.words, partial(self.chips.take, choice.name), on)
        for facet in FACETS:
            values = items.values(facet)[:LONGEST_MENU]
            part = menu.addMenu(self._facet_words(facet))
            part.setEnabled(bool(values))
            for value in values:
                on = items.narrowed.get(facet) == value
                self._add(part, value, partial(self.narrow, facet, value), on)
        if items.narrowed:
            menu.addAction(self.tr("Show all again"), self.clear)
        menu.addSeparator()
        together = menu.addMenu(self.tr("Put together by"))
        for facet in ("", *FACETS):
            words = self._facet_words(facet) if facet else self.tr("Nothing")
            self._add(together, words, partial(self.group, facet), items.grouped == facet)
        columns = self.table.column_menu()
        columns.setTitle(self.tr("Columns"))
        menu.addMenu(columns)
        self._add_views(menu)
        menu.addSeparator()
        menu.addAction(self._edit_words(), self.edit_chosen)
        return menu

    def _add_views(self, menu: QMenu) -> None:
        part = menu.addMenu(self.tr("Views"))
        kept = read_views(self._session.memory)
        for view in kept:
            part.addAction(literal(view.name), partial(self.show_view, view))
        if kept:
            part.addSeparator()
            gone = part.addMenu(self.tr("Remove"))
            for view in kept:
                gone.addAction(literal(view.name), partial(self.forget_view, view.name))
        part.addAction(self.tr("Save this view…"), self._ask_for_view)

    @staticmethod
    def _add(menu: QMenu, words: str, act: Callable[[], object], on: bool) -> None:
        action = menu.addAction(literal(words))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _=False: act())

    def _open_menu(self) -> None:
        self.menu().popup(self.tools.mapToGlobal(self.tools.rect().bottomLeft()))

    def _open_edit_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._edit_words(), self.edit_chosen)
        menu.popup(place)

    def _edit_words(self) -> str:
        count = len(self.table.chosen_items())
        if count == 1:
            return self.tr("Terms of this item…")
        return counted(self.tr("Terms of {n} items…"), n=figures.units(count))

    def edit_chosen(self) -> None:
        """Set one term of all chosen items at once."""
        rows = self.table.chosen_items()
        if rows and self._session.terms is not None:
            BulkEdit(self._session, rows, self).show()

    # ---- words

    def _facet_words(self, facet: str) -> str:
        return {
            "supplier": self.tr("Supplier"),
            "category": self.tr("Category"),
            "class": self.tr("Class (A earns most)"),
        }[facet]

    def _count(self) -> None:
        items = self.table.items
        words = {
            "all": self.tr("All"),
            "runs_out": self.tr("Runs out"),
            "rising": self.tr("Rising"),
            "potential": self.tr("Potential"),
            "fading": self.tr("Fading"),
            "new": self.tr("New"),
        }
        icons = {
            "runs_out": "package-x",
            "rising": "arrow-up-right",
            "potential": "sprout",
            "fading": "arrow-down-right",
        }
        counts = {kind: items.count(kind) for kind in FILTERS}
        # A filter that would leave nothing takes no room, unless it is the one in force.
        choices = [
            Choice(kind, f"{words[kind]} {figures.units(count)}", icons.get(kind, ""))
            for kind, count in counts.items()
            if count or kind in ("all", items.kind)
        ]
        self.chips.show_choices(choices, items.kind)

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self.table.setAccessibleName(self.tr("Items"))
        self.chips.setAccessibleName(self.tr("Filter"))
        words = self.tr("Filter, put together, columns, views, edit many")
        self.tools.setToolTip(words)
        self.tools.setAccessibleName(words)
        self.note.setText(
            self.tr(
                "Line under an arrow: how sure the trend is. Bar: days until stock is gone. Tick: "
                "days a delivery takes."
            )
        )
        self.table.lay_out()
        self._say_narrowed()
        self._count()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
