"""What the whole shop plans by, beside its terms: costs of holding and moving, service by class,
storage rooms."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from core.restocking.limits.rooms import Room
from core.restocking.limits.transfers import MovingCost
from core.restocking.orders.attention import CLASSES, ClassService
from core.restocking.terms.space import MEASURE_WORDS, MEASURES, VOLUME
from gui import figures
from gui.pages.card import button, inset, label, rule
from gui.session import Session
from gui.theme import theme
from gui.wording import spoken

NO_LEVEL = 49.9
"""Per cent under the least service level that can be said: as the terms have it."""


class ShopRules(QDialog):
    """Fields with what is in force; "Plan by these" changes all of it as one undoable step."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        settings, terms = session.settings, session.terms
        stores = [] if terms is None else sorted({str(it) for it in terms.table["store"] if it})
        self._stores = stores if len(stores) > 1 else []
        self.setWindowTitle(self.tr("Rules of the shop"))
        self.holding = _amount(100 * settings.holding_rate, most=1000.0, decimals=1)
        self.holding.setSuffix(_percent_sign())
        self.customers = QComboBox(self)
        self.customers.addItem(self.tr("buy elsewhere"), userData=True)
        self.customers.addItem(self.tr("wait for the delivery"), userData=False)
        self.customers.setCurrentIndex(self.customers.findData(settings.lost_sales))
        said = {it.letter: it.level for it in settings.class_service}
        self.classes = {letter: _class_level(said.get(letter, 0.0)) for letter in CLASSES}
        self.per_unit = _amount(settings.moving.per_unit)
        self.per_transfer = _amount(settings.moving.per_transfer)
        self.rooms = RoomLines(self._stores, settings.rooms, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(self._grid())
        layout.addWidget(rule())
        layout.addWidget(label(self.tr("Storage rooms"), "section"))
        note = self.tr(
            "Orders are cut to what fits in when they come, what earns least for its room first. "
            "What units take up is said under Terms, Freight and room."
        )
        layout.addWidget(label(note, "caption", "text_3", wrap=True))
        layout.addWidget(self.rooms)
        layout.addLayout(self._buttons())
        self.holding.setFocus()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        lines: list[tuple[str, QWidget]] = [
            (self.tr("Holding stock costs, of its value a year"), self.holding),
            (self.tr("Customers who find nothing"), self.customers),
        ]
        words = self.tr("In stock, items of class {letter}")
        lines += [(words.format(letter=it), field) for it, field in self.classes.items()]
        if self._stores:
            lines += [
                (self.tr("Moving a unit to another store costs"), self.per_unit),
                (self.tr("Each move costs, besides"), self.per_transfer),
            ]
        for row, (text, field) in enumerate(lines):
            name = label(text, tone="text_2")
            name.setBuddy(field)
            field.setAccessibleName(text)
            field.setMinimumWidth(round(176 * theme().scale))
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        self.take = button("primary", "check")
        self.take.setText(self.tr("Plan by these"))
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        leave = button("plain")
        leave.setText(self.tr("Cancel"))
        leave.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.take)
        return buttons

    def _take(self) -> None:
        levels = {it: field.value() for it, field in self.classes.items()}
        self._session.change_undoably(
            self.tr("rules of the shop"),
            holding_rate=self.holding.value() / 100,
            lost_sales=bool(self.customers.currentData()),
            class_service=tuple(
                ClassService(it, level / 100) for it, level in levels.items() if level > NO_LEVEL
            ),
            moving=MovingCost(self.per_unit.value(), self.per_transfer.value()),
            rooms=self.rooms.value(),
        )
        self.close()


class RoomLines(QWidget):
    """A line a storage room: whose, how much, counted in what; and one to add another."""

    def __init__(self, stores: list[str], rooms: tuple[Room, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._stores = stores
        self.lines: list[tuple[QComboBox, QDoubleSpinBox, QComboBox]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.add = button("link", "plus")
        self.add.setText(self.tr("Another room"))
        self.add.clicked.connect(lambda: self._add(None))
        self._layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for room in rooms or (None,):
            self._add(room)

    def value(self) -> tuple[Room, ...]:
        """Return the rooms that hold something; 0 is no limit."""
        return tuple(
            Room(str(store.currentData()), str(measure.currentData()), amount.value())
            for store, amount, measure in self.lines
            if amount.value() > 0
        )

    def _add(self, room: Room | None) -> None:
        store, measure = QComboBox(self), QComboBox(self)
        store.addItem(self.tr("the whole shop"), userData="")
        names = {*self._stores, *([room.store] if room and room.store else [])}
        for name in sorted(names):
            store.addItem(name, userData=name)
        for it in MEASURES:
            measure.addItem(spoken(MEASURE_WORDS[it]), userData=it)
        amount = _amount(0.0 if room is None else room.amount, decimals=1)
        amount.setSpecialValueText(self.tr("no limit"))
        store.setCurrentIndex(max(store.findData("" if room is None else room.store), 0))
        measure.setCurrentIndex(measure.findData(VOLUME if room is None else room.measure))
        store.setAccessibleName(self.tr("Whose room"))
        amount.setAccessibleName(self.tr("What the room holds"))
        measure.setAccessibleName(self.tr("Counted in"))
        row = QHBoxLayout()
        row.addWidget(store, 1)
        row.addWidget(amount)
        row.addWidget(measure)
        self._layout.insertLayout(len(self.lines), row)
        self.lines.append((store, amount, measure))


def _amount(value: float, *, most: float = 1e9, decimals: int = 2) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setDecimals(decimals)
    field.setRange(0.0, most)
    field.setGroupSeparatorShown(True)
    field.setValue(value)
    inset(field)
    return field


def _class_level(level: float) -> QDoubleSpinBox:
    """A service level in per cent; the least that can be shown stands for none."""
    field = _amount(100 * level, most=99.9, decimals=1)
    field.setMinimum(NO_LEVEL)
    field.setSpecialValueText(QCoreApplication.translate("ShopRules", "as in the terms"))
    field.setSuffix(_percent_sign())
    return field


def _percent_sign() -> str:
    return "%" if figures.chinese() else figures.NARROW_SPACE + "%"
