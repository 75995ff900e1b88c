"""How far the items' histories can be relied on: how many of each grade, and why the worst are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.checking.check import Checked
from core.checking.health import GRADES, POOR
from gui import figures
from gui.pages.card import Card, emptied, label
from gui.wording import spoken

WORST = 3
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
        worst = poor[np.argsort(-sold[poor], kind="stable")][:WORST]
        self._worst_head.setText(self.tr("Best sellers with a poor history"))
        self._worst_head.setVisible(bool(len(worst)))
        for row in worst.tolist():
            item = checked.demand.items[row]
            reasons = figures.listed(map(spoken, checked.health.reasons(row, COMMON)))
            title = label(names.get(item, "") or item, "label", "text")
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            title.setToolTip(item)
            why = label(reasons, "caption", "text_2")
            why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            why.setToolTip(reasons)
            self._worst.addWidget(title)
            self._worst.addWidget(why)
