"""Past forecasts judged: what the model added to last season's figures, and what changes added."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.tracking.scores import PlanScore
from gui import figures
from gui.pages.card import label
from gui.tables.text_table import TextModel
from gui.tables.view import QuietTable


class PastForecasts(QWidget):
    """A line a forecast given out, the newest first; above it what the merchant's changes added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label(tone="text_2", wrap=True)
        self.table = QuietTable(self, row_height=28)
        self.rows = TextModel(self.table)
        self.table.setModel(self.rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)

    def show_scores(self, scores: tuple[PlanScore, ...]) -> None:
        """Show the scores of past forecasts."""
        self.words.setText(self._sentence(scores))
        self.table.setVisible(bool(scores))
        header = (
            self.tr("Forecast of"),
            self.tr("Last season"),
            self.tr("Model"),
            self.tr("With yours"),
            self.tr("Yours added"),
        )
        rows = tuple(
            (
                self.tr("{day}, {span}").format(
                    day=figures.short_day(score.cutoff),
                    span=figures.span(score.periods, score.frequency),
                ),
                figures.percent(score.naive, 1),
                figures.percent(score.statistical, 1),
                figures.percent(score.final, 1) if score.changed else figures.NOTHING,
                figures.percent(score.changes_added, 1, sign=True)
                if score.changed
                else figures.NOTHING,
            )
            for score in scores
        )
        self.rows.show_rows((header, *rows))
        self.table.set_widths((None, 96, 62, 80, 96))
        self.table.setAccessibleName(self.tr("Past forecasts"))

    def _sentence(self, scores: tuple[PlanScore, ...]) -> str:
        if not scores:
            return self.tr(
                "Nothing to judge yet. Open newer sales and forecast again: each forecast given "
                "out so far is then scored here, with and without your changes."
            )
        sold = math.fsum(score.sold for score in scores)
        model = math.fsum(score.model_added * score.sold for score in scores) / max(sold, 1e-9)
        told = (
            self.tr("Of 100 units sold, the model misses {n} fewer than last season's figures.")
            if model >= 0
            else self.tr("Of 100 units sold, the model misses {n} more than last season's figures.")
        ).format(n=figures.units(100 * abs(model), 1))
        changed = [score for score in scores if score.changed]
        if changed:
            sold = math.fsum(score.sold for score in changed)
            added = math.fsum(s.changes_added * s.sold for s in changed) / max(sold, 1e-9)
            words = (
                self.tr(" Your changes saved {n} more; they came closer in {better} of {all}.")
                if added >= 0
                else self.tr(" Your changes cost {n} of it; they came closer in {better} of {all}.")
            )
            told += words.format(
                n=figures.units(100 * abs(added), 1),
                better=f"{sum(s.changed_better for s in changed):,}",
                all=f"{sum(s.changed for s in changed):,}",
            )
        return told
