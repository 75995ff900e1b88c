"""A board of items that move the same way: name, change, sparkline, what is expected."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gui import figures
from gui.charts.growth_chart import GrowthPoint
from gui.pages.card import Card, label
from gui.pages.today.trend_line import TrendItem, TrendLine, sure_width
from gui.session import Session

LINES = 4
"""Items on each board."""
LATELY = 39
"""Periods whose sales say how much an item weighs on a board."""


class Board(Card):
    """Up to four items that move the same way, how much, and how sure that is."""

    chosen = Signal(int)
    """(row) an item was pressed."""

    def __init__(self, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, icon, tone)
        self.icon, self.tone = icon, tone
        self.most = LINES
        """Items shown, where so many move."""
        self.lines = [TrendLine(self) for _ in range(LINES)]
        self.empty = label(tone="text_2", wrap=True)
        self._sure = label(role="caption", tone="text_3")
        self._sure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar.removeWidget(self.note)
        self.bar.addWidget(self.note)
        self.bar.addWidget(self._sure)
        self.content.setSpacing(0)
        self.content.addWidget(self.empty)
        for line in self.lines:
            line.clicked.connect(lambda _=False, line=line: self.chosen.emit(line.row))
            self.content.addWidget(line, 4)
        self.content.addStretch(1)

    def show_items(self, session: Session, rows: list[int], title: str, none: str) -> None:
        """Show the items at ``rows`` under a title, or say ``none`` where there are none."""
        demand, run, known = session.demand, session.run, session.facts
        if demand is None or run is None or known is None:
            return
        rows = rows[: self.most]
        over = self.tr("a year") if known.yearly else self.tr("change")
        self.say(title, over if rows else "")
        self.note.setToolTip(
            self.tr("against a year before")
            if known.yearly
            else self.tr("later half against earlier")
        )
        self._sure.setText(self.tr("sure") if rows else "")
        self._sure.setToolTip(self.tr("How likely it is that this is more than chance"))
        self._sure.setMinimumWidth(round(sure_width()))
        self.empty.setVisible(not rows)
        self.empty.setText(none)
        horizon = figures.span(run.forecast.horizon, demand.frequency)
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(rows))
            if number >= len(rows):
                continue
            row = rows[number]
            line.show_item(
                TrendItem(
                    row=row,
                    name=session.item_name(row),
                    change=figures.percent(float(known.growth[row]), sign=True),
                    ahead=self.tr("{n} in {span}").format(
                        n=figures.units(float(known.total[row])), span=horizon
                    ),
                    tone=self.tone,
                    icon=self.icon,
                    sure=figures.surely(float(known.real[row])),
                    spark=known.spark[row],
                    split=known.split,
                )
            )


RISING, POTENTIAL, FADING = "rising", "potential", "fading"
"""The boards."""


def movers(session: Session, board: str) -> list[int]:
    """Return the rows of a board, most units first: what surely rises or fades, or may rise."""
    demand, known = session.demand, session.facts
    if demand is None or known is None:
        return []
    listed = {RISING: known.rising, POTENTIAL: known.potential, FADING: known.fading}[board]
    level = np.nansum(demand.units[:, -LATELY:], axis=1)
    weight = np.where(listed, np.abs(np.nan_to_num(known.growth)) * level, 0.0)
    return [int(row) for row in np.argsort(-weight, kind="stable")[:LINES] if weight[row]]


def growth_points(session: Session) -> GrowthPoint | None:
    """Return every item whose growth is known as a point; None before a forecast."""
    known = session.facts
    if known is None or session.demand is None:
        return None
    volume = known.total.astype(np.float64)
    rows = np.flatnonzero(np.isfinite(known.growth) & (volume > 0.05))
    moves = np.zeros(len(volume), dtype=np.int8)
    moves[known.potential] = 2
    moves[known.rising], moves[known.fading] = 1, -1
    return GrowthPoint(
        rows=rows,
        name=session.item_name,
        volume=volume[rows],
        growth=known.growth[rows].astype(np.float64),
        moves=moves[rows],
        real=known.real[rows].astype(np.float64),
    )
