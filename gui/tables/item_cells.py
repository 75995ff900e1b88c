"""What the item table paints: names, sparklines, trends, cover; groups over the whole width."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui import figures
from gui.tables import painting
from gui.tables.item_facts import ItemFacts
from gui.tables.items import COVER_SCALE, RIGHT_COLUMNS, ItemColumn, ItemModel
from gui.tables.painting import Bar
from gui.tables.view import CellDelegate, Index, QuietTable
from gui.theme import theme
from gui.wording import counted


class ItemDelegate(CellDelegate):
    """Paints the item table's cells."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a group's row over all columns, any other cell as usual."""
        model, view = index.model(), self.parent()
        group = model.group_of(index.row()) if isinstance(model, ItemModel) else None
        if not isinstance(model, ItemModel) or group is None or not isinstance(view, QuietTable):
            super().draw(painter, option, index)
            return
        look = theme()
        place = QRectF(0, option.rect.top(), view.viewport().width(), option.rect.height())
        painter.save()
        painter.fillRect(place, look.colour("sunken" if look.name == "light" else "raised"))
        painter.setPen(QPen(look.colour("line"), 1))
        low = place.bottom() - 0.5
        painter.drawLine(QPointF(place.left(), low), QPointF(place.right(), low))
        inside = place.adjusted(10, 0, -10, 0)
        sums = counted(
            self.tr("{n} items, {units} units"),
            n=figures.units(group.count),
            units=figures.units(group.total),
        )
        width = QFontMetricsF(look.font("caption")).horizontalAdvance(sums)
        painting.text(painter, inside, sums, "text_2", look.font("caption"), painting.RIGHT)
        room = inside.adjusted(0, 0, -width - 10, 0)
        painting.text(painter, room, model.group_words(group), font=look.font("strong"))
        if option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
            painting.focus_ring(painter, place)
        painter.restore()

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index, behind: str) -> None:
        """Paint one cell from the facts."""
        model = index.model()
        if not isinstance(model, ItemModel) or model.facts is None:
            return
        facts, row = model.facts, model.source(index.row())
        look, column = theme(), ItemColumn(index.column())
        words = str(index.data())
        if column is ItemColumn.NAME:
            self._paint_name(painter, place, facts, row, behind)
        elif column is ItemColumn.SPARK:
            place = place.adjusted(-4, 4, 2, -4)
            painting.sparkline(painter, place, facts.spark[row], facts.split, "forecast")
        elif column is ItemColumn.GROWTH:
            rising, fading = bool(facts.rising[row]), bool(facts.fading[row])
            colour = "rising" if rising else "fading" if fading else "text_3"
            name = "arrow-up-right" if rising else "arrow-down-right" if fading else "arrow-right"
            if np.isfinite(facts.growth[row]):
                arrow = QRectF(place.left() - 4, place.top() - 2, 14, place.height())
                painting.glyph(painter, arrow, name, colour)
                under = QRectF(arrow.left(), arrow.center().y() + 9, 14, 2)
                painting.share(painter, under, float(facts.real[row]), colour)
            painting.text(painter, place.adjusted(4, 0, 4, 0), words, colour, align=painting.RIGHT)
        elif column is ItemColumn.TOTAL:
            yours = row in model.changed_rows
            colour, font = "yours" if yours else "forecast", look.font("body", 500)
            painting.text(painter, place.adjusted(-6, 0, 4, 0), words, colour, font, painting.RIGHT)
        elif column is not ItemColumn.COVER:
            right = column in RIGHT_COLUMNS
            colour = "text" if right else "text_2"
            painting.text(
                painter, place, words, colour, align=painting.RIGHT if right else painting.LEFT
            )
        else:
            low = bool(facts.runs_out[row])
            font = look.font("body", 600 if low else 0)
            width = QFontMetricsF(look.font("body", 600)).horizontalAdvance("90+") + 2
            number = QRectF(place.left() - 6, place.top(), width, place.height())
            painting.text(painter, number, words, "risk" if low else "text", font, painting.RIGHT)
            cover = float(facts.cover[row])
            if not np.isnan(cover):
                trough = QRectF(
                    place.left() + width + 4,
                    place.top(),
                    place.width() - width,
                    place.height(),
                )
                tick = float(facts.lead_time[row])
                bar = Bar(0.0, cover, np.nan, tick, COVER_SCALE, low)
                painting.cover_bar(painter, trough, bar, behind)

    @staticmethod
    def _paint_name(
        painter: QPainter, place: QRectF, facts: ItemFacts, row: int, behind: str
    ) -> None:
        font = theme().font("body", 600 if behind == "selected" else 0)
        painting.name_in_store(painter, place, facts.titles[row], facts.stores[row], font)
