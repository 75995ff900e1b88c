"""Items that a new one is like: shown, taken out, added, and how much more or less it will sell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.forecasting.analogues import YOUNG, Analogue, Analogues, observed_periods
from gui import figures
from gui.pages.card import button, emptied, inset, label, open_at
from gui.session import Session
from gui.wording import literal

MOST_PERCENT = 1000


class AnaloguePanel(QDialog):
    """Not modal: the chart beside it shows at once what another choice does."""

    def __init__(self, session: Session, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        demand = session.run.demand if session.run is not None else None
        self._key = (demand.items[row], demand.stores[row]) if demand is not None else ("", "")
        self.setWindowTitle(self.tr("Items like {name}").format(name=session.item_name(row)))
        about = label(
            self.tr(
                "A new item is forecast by what items like it sold when they were new, and more "
                "and more by its own sales. Take out what does not fit, add what does."
            ),
            tone="text_2",
            wrap=True,
        )
        self.listed = QVBoxLayout()
        self.listed.setSpacing(2)
        self.other = QComboBox(self)
        self.other.setEditable(True)
        self.other.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.other.model(), self.other)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.other.setCompleter(completer)
        self.add = button("small", "plus")
        self.add.setText(self.tr("Add"))
        self.add.clicked.connect(self._add)
        self.factor = QSpinBox(self)
        self.factor.setRange(10, MOST_PERCENT)
        self.factor.setSingleStep(10)
        self.factor.setSuffix(self.tr(" % of what they sold"))
        inset(self.factor)
        self.factor.setKeyboardTracking(False)
        self.factor.valueChanged.connect(self._follow_factor)
        self.reset = button("plain", "rotate-ccw")
        self.reset.setText(self.tr("As found"))
        self.reset.setToolTip(
            self.tr("Take your choice back: the items found by name and category")
        )
        self.reset.clicked.connect(self._take_back)
        close = button("plain")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        adding = QHBoxLayout()
        adding.addWidget(self.other, 1)
        adding.addWidget(self.add)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for place, (words, field) in enumerate(
            ((self.tr("One more"), self.other), (self.tr("It will sell"), self.factor))
        ):
            line = label(words, tone="text_2")
            line.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(line, place, 0)
        grid.addLayout(adding, 0, 1)
        grid.addWidget(self.factor, 1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addLayout(self.listed)
        layout.addLayout(grid)
        layout.addLayout(buttons)
        session.changed.connect(self._follow)
        self._offer()
        self._list()
        open_at(self, 500)

    @property
    def entry(self) -> Analogues:
        """The analogues in force."""
        run = self._session.run
        found = run.launches.of(*self._key) if run is not None and run.launches else None
        return found if found is not None else Analogues(*self._key)

    def _follow(self, stage: str) -> None:
        if stage == "run":
            if self._session.run is None:
                self.close()
                return
            self._list()

    def _list(self) -> None:
        entry = self.entry
        emptied(self.listed)
        names = self._names()
        for other in entry.others:
            line = button("row", "x")
            name = names.get((other.item, other.store), other.item)
            line.setText(
                self.tr("{name}   {share} alike").format(
                    name=literal(name), share=figures.percent(min(other.similarity, 1.0))
                )
            )
            line.setToolTip(self.tr("Take it out"))
            line.clicked.connect(lambda _=False, o=other: self._leave_out(o))
            if len(entry.others) == 1:
                line.setEnabled(False)
                line.setToolTip(self.tr("One must stay; add another first"))
            self.listed.addWidget(line)
        if not entry.others:
            self.listed.addWidget(label(self.tr("Nothing like it was found."), tone="text_2"))
        self.factor.blockSignals(True)
        self.factor.setValue(round(100 * entry.factor))
        self.factor.blockSignals(False)
        self.factor.setEnabled(bool(entry.others))
        self.reset.setEnabled(entry.chosen)

    def _names(self) -> dict[tuple[str, str], str]:
        demand = self._session.demand
        if demand is None:
            return {}
        pairs = zip(demand.items, demand.stores, strict=True)
        return {pair: self._session.item_name(row) for row, pair in enumerate(pairs)}

    def _offer(self) -> None:
        """List the items with enough history to be an example."""
        run = self._session.run
        if run is None:
            return
        for row in np.flatnonzero(observed_periods(run.demand) >= YOUNG):
            key = (run.demand.items[row], run.demand.stores[row])
            name = self._session.item_name(int(row))
            self.other.addItem(f"{name}  ·  {key[1]}" if key[1] else name, key)
        self.other.setCurrentIndex(-1)

    def _add(self) -> None:
        place = self.other.findText(self.other.currentText())
        if place < 0:
            return
        item, store = self.other.itemData(place)
        others = self.entry.others
        if any((other.item, other.store) == (item, store) for other in others):
            return
        # Chosen by hand it counts as much as the one most alike.
        weight = max((other.similarity for other in others), default=1.0)
        self._choose((*others, Analogue(item, store, weight)), self.entry.factor)
        self.other.setCurrentIndex(-1)
        self.other.clearEditText()

    def _leave_out(self, other: Analogue) -> None:
        entry = self.entry
        self._choose([o for o in entry.others if o is not other], entry.factor)

    def _follow_factor(self, percent: int) -> None:
        self._choose(self.entry.others, percent / 100)

    def _choose(self, others: Sequence[Analogue], factor: float) -> None:
        chosen = self.entry.changed(others, factor)
        self._session.choose_analogues([*self._of_others(), chosen])

    def _take_back(self) -> None:
        self._session.choose_analogues(self._of_others())

    def _of_others(self) -> list[Analogues]:
        return [e for e in self._session.analogues if (e.item, e.store) != self._key]
