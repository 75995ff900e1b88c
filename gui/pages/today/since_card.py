"""Since last time: how good the last forecast was, and what the new one says otherwise."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.stages.follow_up import FollowUp
from core.tracking.changes import Moved
from gui import figures
from gui.pages.card import Card, label, rule
from gui.pages.today.trend_line import TrendItem, TrendLine
from gui.session import Session
from gui.wording import counted, spoken

LINES = 4
"""Items shown whose forecast changed most."""


class SinceCard(Card):
    """The last forecast's score in one figure, what changed, the items that changed most."""

    chosen = Signal(int)
    """(row) an item was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.foreseen = label(role="figure")
        self.beside = label(tone="text_2", wrap=True)
        self.yours = label(tone="yours", wrap=True)
        self.changes = label(tone="text_2", wrap=True)
        self.line = rule()
        self.moved = [TrendLine(self) for _ in range(LINES)]
        figure = QHBoxLayout()
        figure.addWidget(self.foreseen)
        figure.addWidget(self.beside, 1)
        self.content.addLayout(figure)
        for part in (self.yours, self.line, self.changes):
            self.content.addWidget(part)
        for entry in self.moved:
            entry.clicked.connect(lambda _=False, entry=entry: self.chosen.emit(entry.row))
            self.content.addWidget(entry)
        self.content.addStretch(1)
        self.most = LINES
        """Items shown, where so many have changed."""

    def show_session(self, session: Session) -> None:
        """Show what followed the last forecast; nothing where there was none before."""
        followed = session.followed
        known = followed is not None and (followed.score or followed.changes)
        self.setVisible(bool(known))
        if followed is None or not known:
            return
        day = followed.changes.since if followed.changes else None
        if followed.score is not None:
            day = followed.score.cutoff
        since = self.tr("Since the forecast of {day}")
        self.say(since.format(day=figures.full_day(day)) if day is not None else "")
        self._show_score(followed)
        self._show_changes(followed, session)

    def _show_score(self, followed: FollowUp) -> None:
        score = followed.score
        for part in (self.foreseen, self.beside, self.line):
            part.setVisible(score is not None)
        self.yours.hide()
        if score is None:
            return
        self.foreseen.setText(figures.percent(max(0.0, 1 - score.final)))
        words = self.tr("of units foreseen; last season's figures {naive}. {held} of ranges held.")
        self.beside.setText(
            words.format(
                naive=figures.percent(max(0.0, 1 - score.naive)), held=figures.percent(score.held)
            )
        )
        self.beside.setToolTip(spoken(score.sentence()))
        worth = score.changes_sentence()
        if worth is not None:
            self.yours.setText(spoken(worth))
            self.yours.show()

    def _show_changes(self, followed: FollowUp, session: Session) -> None:
        changes = followed.changes
        self.changes.setVisible(changes is not None)
        places = {}
        if session.demand is not None:
            pairs = zip(session.demand.items, session.demand.stores, strict=True)
            places = {pair: row for row, pair in enumerate(pairs)}
        found: list[Moved] = []
        if changes is not None:
            words = counted(
                self.tr("{up} items up, {down} down, {new} new, {gone} gone."),
                up=f"{len(changes.up):,}",
                down=f"{len(changes.down):,}",
                new=f"{len(changes.new):,}",
                gone=f"{len(changes.gone):,}",
            )
            if changes.other_model:
                words += " " + counted(
                    self.tr("{n} items are forecast by another model."),
                    n=f"{changes.other_model:,}",
                )
            self.changes.setText(words)
            every = [m for m in (*changes.up, *changes.down) if (m.item, m.store) in places]
            found = sorted(every, key=lambda moved: -abs(moved.now - moved.before))[: self.most]
        for number, entry in enumerate(self.moved):
            entry.setVisible(number < len(found))
            if number < len(found):
                moved = found[number]
                row = places[moved.item, moved.store]
                more = moved.now >= moved.before
                share = moved.now / moved.before - 1 if moved.before > 0 else float("inf")
                change = (
                    figures.percent(share, sign=True)
                    if np.isfinite(share)
                    else figures.signed(moved.now - moved.before)
                )
                told = self.tr("expected {before} then, {now} now").format(
                    before=figures.units(moved.before), now=figures.units(moved.now)
                )
                icon = "arrow-up-right" if more else "arrow-down-right"
                tone = "rising" if more else "fading"
                name = session.item_name(row)
                entry.show_item(TrendItem(row, name, change, told, tone, icon))
