"""What delegates paint into cells: words, chips, sparklines, bars, glyph buttons, spinners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gui.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter

DECISION_GLYPHS = (
    ("accepted", "check"),
    ("changed", "pencil"),
    ("rejected", "x"),
    ("watched", "eye"),
)
"""Decisions in the order of their buttons, and their icons."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of days on a scale of ``scale`` days: from ``low`` to ``high``, a dot at ``median``,
    a tick at ``tick`` (the day a delivery ordered today arrives). NaN leaves a part out."""

    low: float
    high: float
    median: float
    tick: float
    scale: float
    at_risk: bool


def text(
    painter: QPainter,
    place: QRectF,
    words: str,
    colour: str = "text",
    font: QFont | None = None,
    align: Qt.AlignmentFlag = LEFT,
    strike: bool = False,
) -> None:
    """Write words on one line, elided at the right where they find no room."""
    font = font if font is not None else theme().font("body")
    if strike:
        font = QFont(font)
        font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(theme().colour(colour))
    # Letters are no wider than the type is high, so short words need no measuring.
    if len(words) * font.pixelSize() > place.width():
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(words) > place.width() + 1:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(align | Qt.AlignmentFlag.AlignVCenter), words)


STORE_SHARE = 0.4
"""Of the room for a name and its store, what the store may take from a name that fills it."""


def name_in_store(
    painter: QPainter,
    place: QRectF,
    name: str,
    store: str,
    font: QFont,
    colour: str = "text",
    strike: bool = False,
) -> None:
    """Write a name and, quietly beside it, its store: the same goods in another are other ones, so
    that a long name leaves room for it."""
    if not store:
        text(painter, place, name, colour, font, strike=strike)
        return
    caption, gap = theme().font("caption"), 8
    wanted = QFontMetricsF(caption).horizontalAdvance(store) + gap
    kept = min(wanted, STORE_SHARE * place.width())
    used = min(QFontMetricsF(font).horizontalAdvance(name) + 1, place.width() - kept)
    text(
        painter,
        QRectF(place.left(), place.top(), used, place.height()),
        name,
        colour,
        font,
        strike=strike,
    )
    text(painter, place.adjusted(used + gap, 0, 0, 0), store, "text_3", caption)


def glyph(painter: QPainter, place: QRectF, name: str, colour: str, size: float = 14) -> None:
    """Draw an icon in the middle of ``place``."""
    size *= theme().scale
    square = QRectF(place.center().x() - size / 2, place.center().y() - size / 2, size, size)
    pixmap = theme().pixmap(name, colour, round(size / theme().scale))
    painter.drawPixmap(square, pixmap, QRectF(pixmap.rect()))


def chip_width(words: str, icon: str = "") -> float:
    """Return the width of a chip."""
    metrics = QFontMetricsF(theme().font("caption", 500))
    return metrics.horizontalAdvance(words) + 12 + (18 if icon else 0)


def chip(
    painter: QPainter,
    x: float,
    middle: float,
    words: str,
    colour: str,
    fill: str,
    icon: str = "",
    edge: str = "",
    height: float = 20,
) -> float:
    """Paint a chip with its left edge at ``x``; return its width."""
    look = theme()
    width, height = chip_width(words, icon), height * look.scale
    place = QRectF(x, middle - height / 2, width, height)
    painter.setPen(QPen(look.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(fill))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5) if edge else place, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    start = x + 6
    if icon:
        glyph(painter, QRectF(x + 4, place.top(), 16, height), icon, colour)
        start += 16
    room = QRectF(start, place.top(), width, height)
    text(painter, room, words, colour, look.font("caption", 500))
    return width


def sparkline(
    painter: QPainter, place: QRectF, values: NDArray[np.float32], split: int, heavy: str
) -> None:
    """Draw a small line: grey up to ``split``, then thicker in the chart colour ``heavy``."""
    known = np.isfinite(values)
    if known.sum() < 2:
        return
    low, high = float(values[known].min()), float(values[known].max())
    span = (high - low) or 1.0
    x = place.left() + place.width() * np.arange(len(values)) / (len(values) - 1)
    y = place.bottom() - 2 - (place.height() - 4) * (values - low) / span
    past, ahead = known.copy(), known.copy()
    past[split:], ahead[:split] = False, False
    if past.any():
        # The forecast begins where the past ends.
        ahead[np.flatnonzero(past)[-1]] = True
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("text_3"), 1.1))
    painter.drawPolyline(arrayToQPolygonF(x[past], y[past]))
    painter.setPen(QPen(theme().chart(heavy), 1.8))
    painter.drawPolyline(arrayToQPolygonF(x[ahead], y[ahead]))


def share(painter: QPainter, place: QRectF, part: float, colour: str) -> None:
    """Paint a thin trough that is filled by a share (0–1); nothing where it is not known."""
    if not np.isfinite(part):
        return
    painter.fillRect(place, theme().colour("line"))
    filled = QRectF(place.topLeft(), QSizeF(place.width() * part, place.height()))
    painter.fillRect(filled, theme().colour(colour))


def cover_bar(painter: QPainter, place: QRectF, bar: Bar, behind: str) -> None:
    """Paint days of cover: a trough, a bar of so many days, the delivery's tick with a halo."""
    look, middle = theme(), place.center().y()
    trough = QRectF(place.left(), middle - 3, place.width(), 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("neutral_soft"))
    painter.drawRoundedRect(trough, 3, 3)
    if np.isfinite(bar.high) or bar.high == np.inf:
        share = min(bar.high / bar.scale, 1.0)
        painter.setBrush(look.colour("risk" if bar.at_risk else "line_strong"))
        painter.drawRoundedRect(
            QRectF(trough.left(), trough.top(), max(4.0, trough.width() * share), 6), 3, 3
        )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _tick(painter, trough, bar, behind, 6)


def span_bar(painter: QPainter, place: QRectF, bar: Bar, behind: str) -> None:
    """Paint when stock runs out: a bar from early to late, a hollow dot at the median."""
    look, middle = theme(), place.center().y()
    painter.fillRect(QRectF(place.left(), middle - 0.5, place.width(), 1), look.colour("line"))
    colour = look.colour("risk" if bar.at_risk else "line_strong")

    def x(days: float) -> float:
        return place.left() + place.width() * min(max(days, 0.0), bar.scale) / bar.scale

    if np.isfinite(bar.low):
        late = bar.high if np.isfinite(bar.high) else bar.scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(
            QRectF(x(bar.low), middle - 3, max(4.0, x(late) - x(bar.low)), 6), 3, 3
        )
    _tick(painter, QRectF(place.left(), middle - 3, place.width(), 6), bar, behind, 7)
    if np.isfinite(bar.median):
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(colour, 1.4))
        painter.drawEllipse(QPointF(x(bar.median), middle), 3.4, 3.4)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _tick(painter: QPainter, trough: QRectF, bar: Bar, behind: str, reach: float) -> None:
    if not np.isfinite(bar.tick):
        return
    x = trough.left() + trough.width() * min(bar.tick / bar.scale, 1.0)
    middle = trough.center().y()
    painter.fillRect(QRectF(x - 2.25, middle - reach, 4.5, 2 * reach), theme().colour(behind))
    painter.fillRect(QRectF(x - 0.75, middle - reach, 1.5, 2 * reach), theme().colour("text"))


def spinner(painter: QPainter, place: QRectF, words: str, changed: bool, dim: bool) -> None:
    """Paint a number in a box with up and down glyphs; violet where the merchant changed it."""
    look = theme()
    painter.setPen(QPen(look.colour("yours" if changed else "edge"), 1))
    painter.setBrush(look.colour("yours_soft" if changed else "surface"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    colour = "yours" if changed else "text_3" if dim else "text"
    text(painter, place.adjusted(4, 0, -24, 0), words, colour, look.font("body", 600), RIGHT)
    half = place.height() / 2
    glyph(
        painter, QRectF(place.right() - 22, place.top() + 1, 20, half), "chevron-up", "text_2", 12
    )
    glyph(
        painter,
        QRectF(place.right() - 22, place.top() + half - 1, 20, half),
        "chevron-down",
        "text_2",
        12,
    )


def decision_places(place: QRectF) -> tuple[QRectF, ...]:
    """Return where the four decision buttons of a cell lie."""
    width, height = 26 * theme().scale, 24 * theme().scale
    left = place.right() - 4 * width + 2
    return tuple(
        QRectF(left + k * width, place.center().y() - height / 2, width, height) for k in range(4)
    )


def decision_buttons(painter: QPainter, place: QRectF, decision: str) -> None:
    """Paint ✓ ✎ ✕ and eye in one frame, the chosen one filled with its state's colour."""
    look = theme()
    buttons = decision_places(place)
    frame = buttons[0].united(buttons[-1])
    painter.setPen(QPen(look.colour("line"), 1))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    for button, (name, icon) in zip(buttons, DECISION_GLYPHS, strict=True):
        chosen = name == decision
        colour = "text_3"
        if chosen:
            state = look.chip(name)
            colour = "text_2" if name == "rejected" else state.text
            painter.setPen(QPen(look.colour(colour), 1))
            painter.setBrush(look.colour("neutral_soft" if name == "rejected" else state.fill))
            painter.drawRoundedRect(button.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        glyph(painter, button, icon, colour)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def focus_ring(painter: QPainter, place: QRectF) -> None:
    """Paint the 2 px ring inside the focused cell."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("focus"), 2))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -2), 3, 3)
