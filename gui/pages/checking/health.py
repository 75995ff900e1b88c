"""How far the items' histories can be relied on: how many of each grade, and why the worst are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.checking.check import Checked
from core.checking.health import GRADES, POOR
from gui import figures
from gui.pages.card import Card, button, emptied, label
from gui.wording import spoken

WORST, MORE = 3, 20
"""How many items with a poor history are shown at first, and how many more at a press."""
COMMON = 0.6
"""Share of items from which a reason is no news about one of them."""


def grade_name(grade: str) -> str:
    """Write a grade of health."""
    words = {
        "good": QCoreApplication.translate("Health", "good"),
        "fair": QCoreApplication.translate("Health", "fair"),
        "poor": QCoreApplication.translate("Health", "poor"),
        "too_little": QCoreApplication.translate("Health", "too little"),
    }
    return words[grade]


class HealthCard(Card):
    """Items by grade, and those of poor grade that sell most, with the reasons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        self._counts = [label(role="section") for _ in GRADES]
        self._names = [label(role="caption", tone="text_2") for _ in GRADES]
        for column, (count, name) in enumerate(zip(self._counts, self._names, strict=True)):
            grid.addWidget(count, 0, column)
            grid.addWidget(name, 1, column)
            grid.setColumnStretch(column, 1)
        self._worst_head = label(role="label", tone="text_3")
        self._worst = QVBoxLayout()
        self._worst.setSpacing(4)
        self.content.addLayout(grid)
        self.content.addWidget(self._worst_head)
        self.content.addLayout(self._worst)
        self.more = button("link")
        self.more.clicked.connect(self._show_more)
        self.content.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._poor: list[tuple[str, str, str]] = []
        self._shown = WORST

    def show_health(self, checked: Checked | None, names: Mapping[str, str]) -> None:
        """Show the health of the items of a panel; nothing without one."""
        self.say(self.tr("Health of the histories"))
        self.setVisible(checked is not None and len(checked.demand) > 0)
        emptied(self._worst)
        if checked is None or not len(checked.demand):
            return
        grades = checked.health.grade
        for number, (count, name) in enumerate(zip(self._counts, self._names, strict=True)):
            count.setText(f"{int((grades == number).sum()):,}")
            name.setText(grade_name(GRADES[number]))
        sold = np.nansum(checked.demand.units, axis=1)
        poor = np.flatnonzero(grades >= POOR)
        self._poor = [
            (
                names.get(item := checked.demand.items[row], "") or item,
                item,
                figures.listed(map(spoken, checked.health.reasons(row, COMMON))),
            )
            for row in poor[np.argsort(-sold[poor], kind="stable")].tolist()
        ]
        self._worst_head.setText(self.tr("Best sellers with a poor history"))
        self._worst_head.setVisible(bool(self._poor))
        self._extend(0)

    def _show_more(self) -> None:
        begin, self._shown = self._shown, self._shown + MORE
        self._extend(begin)

    def _extend(self, begin: int) -> None:
        for name, item, reasons in self._poor[begin : self._shown]:
            title, why = label(name, "label", "text"), label(reasons, "caption", "text_2")
            title.setToolTip(item)
            why.setToolTip(reasons)
            for line in (title, why):
                line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                self._worst.addWidget(line)
        left = len(self._poor) - self._shown
        self.more.setText(self.tr("Show {n} more").format(n=f"{min(left, MORE):,}"))
        self.more.setVisible(left > 0)
