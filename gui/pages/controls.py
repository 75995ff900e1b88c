"""Small controls of the data pages: filter chips and a row of choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from gui.painted import painted
from gui.tables import painting
from gui.theme import dress, theme, wear

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: its stable name, its words, its icon ("" none)."""

    name: str
    words: str
    icon: str = ""


class _OneOf(QWidget):
    """One of several choices; ← → go through them, a click takes one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()
        self.current = ""
        self._ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def show_choices(self, choices: Sequence[Choice], current: str) -> None:
        """Show these choices with one of them taken."""
        self.choices, self.current = tuple(choices), current
        taken = next((c.words for c in self.choices if c.name == current), "")
        self.setAccessibleDescription(taken)
        self.updateGeometry()
        self.update()

    def take(self, name: str) -> None:
        """Take a choice and tell."""
        if name != self.current:
            self.show_choices(self.choices, name)
            self.chosen.emit(name)

    def places(self) -> tuple[QRectF, ...]:
        """Return where the choices lie."""
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take what is pressed."""
        for choice, place in zip(self.choices, self.places(), strict=True):
            if place.contains(event.position()):
                self.take(choice.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """← → take the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self.choices:
            super().keyPressEvent(event)
            return
        names = [choice.name for choice in self.choices]
        here = names.index(self.current) if self.current in names else 0
        self.take(names[max(0, min(here + step, len(names) - 1))])

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring where the keyboard brought the focus."""
        self._ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the ring."""
        self._ringed = False
        super().focusOutEvent(event)
        self.update()

    def _ring(self, painter: QPainter) -> None:
        if self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class Drop(QPushButton):
    """One of several choices behind a button that says which; for where there is little room."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="small")
        wear(self, "chevron-down", "text_2")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.choices: tuple[Choice, ...] = ()
        self.current = ""
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def show_choices(self, choices: Sequence[Choice], current: str) -> None:
        """Show these choices with one of them taken."""
        self.choices, self.current = tuple(choices), current
        self._menu.clear()
        for choice in self.choices:
            action = self._menu.addAction(choice.words, partial(self.take, choice.name))
            action.setCheckable(True)
            action.setChecked(choice.name == current)
        self.setText(next((c.words for c in self.choices if c.name == current), ""))

    def take(self, name: str) -> None:
        """Take a choice and tell."""
        if name != self.current:
            self.show_choices(self.choices, name)
            self.chosen.emit(name)


class FilterChips(_OneOf):
    """Chips that say how many rows each filter leaves; where there is no room, the last ones are
    left out, but never the one in force."""

    GAP = 6.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all chips."""
        return QSize(self._width(True), int(24 * theme().scale) + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The first chip, without its icon."""
        first = max((painting.chip_width(c.words) for c in self.choices[:1]), default=0.0)
        return QSize(int(first) + 6, int(24 * theme().scale) + 6)

    def _width(self, icons: bool) -> int:
        widths = [painting.chip_width(c.words, c.icon if icons else "") for c in self.choices]
        return int(sum(widths) + self.GAP * max(len(widths) - 1, 0)) + 6

    def _icon(self, choice: Choice) -> str:
        return choice.icon if self.width() >= self._width(True) else ""

    def places(self) -> tuple[QRectF, ...]:
        """Return where the chips lie; a null rectangle for one that finds no room."""
        widths = [painting.chip_width(c.words, self._icon(c)) for c in self.choices]
        shown = list(range(len(widths)))
        while len(shown) > 1 and sum(widths[k] + self.GAP for k in shown) > self.width():
            shown.remove(next(k for k in reversed(shown) if self.choices[k].name != self.current))
        x, made, height = 3.0, [QRectF()] * len(widths), 24 * theme().scale
        for k in shown:
            made[k] = QRectF(x, (self.height() - height) / 2, widths[k], height)
            x += widths[k] + self.GAP
        return tuple(made)

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the chips, the one taken filled."""
        for choice, place in zip(self.choices, self.places(), strict=True):
            if place.isNull():
                continue
            on = choice.name == self.current
            painting.chip(
                painter,
                place.left(),
                place.center().y(),
                choice.words,
                "accent" if on else "text_2",
                "accent_soft" if on else "surface",
                self._icon(choice),
                "accent" if on else "line",
                24,
            )
        self._ring(painter)


class Segments(_OneOf):
    """A row of choices in one trough, as for the time range of a chart."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all words."""
        return QSize(int(sum(self._widths())) + 4, int(28 * theme().scale))

    def _widths(self) -> list[float]:
        return [painting.chip_width(c.words) + 10 for c in self.choices]

    def places(self) -> tuple[QRectF, ...]:
        """Return where the choices lie."""
        x, made = 2.0, []
        for width in self._widths():
            made.append(QRectF(x, 2, width, self.height() - 4))
            x += width
        return tuple(made)

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the trough and the raised choice."""
        look = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        font = look.font("body", 500)
        for choice, place in zip(self.choices, self.places(), strict=True):
            on = choice.name == self.current
            if on:
                painter.setPen(QPen(look.colour("edge"), 1))
                painter.setBrush(look.colour("surface" if look.name == "light" else "raised"))
                painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            colour = "text" if on else "text_2"
            painting.text(painter, place, choice.words, colour, font, painting.CENTRE)
        self._ring(painter)
