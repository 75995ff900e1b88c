"""Level, season and rest of the item looked at: worked out quietly while they are wanted."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from core.forecasting.decomposition import Decomposition, decompose
from gui.jobs import Job
from gui.pages.forecast.chart_card import ChartCard
from gui.session import Session


class ChartParts(QObject):
    """Shows the parts below the chart while its menu says so."""

    def __init__(self, session: Session, card: ChartCard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._card = session, card
        self._job: Job | None = None
        card.parts_action.toggled.connect(self.follow)

    def follow(self, *_: object) -> None:
        """Have the parts of the item that is shown worked out, or take them away."""
        session, chart = self._session, self._card.chart
        run, row = session.run, session.selected
        if self._job is not None:
            self._job.stop()
            self._job = None
        if run is None or not self._card.parts_action.isChecked():
            chart.show_parts(None)
            return

        def returned(parts: Decomposition | None) -> None:
            self._job = None
            if chart.hand.changeable:
                chart.show_parts(parts)
            if parts is None:
                words = self.tr(
                    "Two whole seasons of sales are needed to tell a season from a level."
                )
                self._card.strip.say(words, dismiss=self.tr("Close"))

        history = run.demand.units[row].astype(np.float64)
        ahead = run.forecast.paths[row].astype(np.float64).mean(axis=0)
        length = run.demand.frequency.season_length
        words = self.tr("Taking the history apart")
        self._job = session.jobs.start(
            lambda _: decompose(history, ahead, length), self, returned, words, quiet=True
        )
