"""The rules of cleaning that concern the sheets being imported, each with its switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from core.sales.switches import Effect, Rules
from gui import figures
from gui.pages.card import Card, emptied
from gui.painted import painted
from gui.tables import painting
from gui.theme import theme
from gui.wording import counted


def rule_name(rule: str) -> str:
    """Write what a rule is about, for a merchant."""
    words = {
        "totals": QCoreApplication.translate("Rules", "Totals of other rows"),
        "cancelled": QCoreApplication.translate("Rules", "Cancelled or unpaid orders"),
        "refunded": QCoreApplication.translate("Rules", "Refunded orders"),
        "test": QCoreApplication.translate("Rules", "Tests"),
        "gift": QCoreApplication.translate("Rules", "Free gifts"),
        "transfer": QCoreApplication.translate("Rules", "Moved, bought or counted"),
        "non_product": QCoreApplication.translate("Rules", "Postage, fees, bookkeeping"),
        "duplicates": QCoreApplication.translate("Rules", "Lines that stand twice"),
        "overlaps": QCoreApplication.translate("Rules", "Also in another sheet"),
        "restated": QCoreApplication.translate("Rules", "Corrected by a later sheet"),
        "shared_days": QCoreApplication.translate("Rules", "Days told of twice, otherwise"),
        "no_price": QCoreApplication.translate("Rules", "No price above zero"),
        "unlikely_day": QCoreApplication.translate("Rules", "Dates years off"),
        "unlikely_units": QCoreApplication.translate("Rules", "Quantities beyond belief"),
        "returns": QCoreApplication.translate("Rules", "Goods that came back"),
    }
    return words.get(rule, rule.replace("_", " "))


def rule_state(rule: str, on: bool) -> str:
    """Write what happens to the rows of a rule that is on or off."""
    if rule == "returns":
        if on:
            return QCoreApplication.translate("Rules", "left out")
        return QCoreApplication.translate("Rules", "kept apart")
    if rule in ("duplicates", "overlaps"):
        if on:
            return QCoreApplication.translate("Rules", "counted once")
        return QCoreApplication.translate("Rules", "each counted")
    if on:
        return QCoreApplication.translate("Rules", "left out")
    return QCoreApplication.translate("Rules", "counted")


class RuleLine(QAbstractButton):
    """One rule: its name, rows and units, what happens to them, and a switch."""

    def __init__(self, effect: Effect, on: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.rule = effect.rule
        self.setCheckable(True)
        self.setChecked(on)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._facts = counted(
            QCoreApplication.translate("Rules", "{rows} rows, {units} units"),
            rows=f"{effect.rows:,}",
            units=figures.units(effect.units),
        )
        if effect.rows == 1:
            self._facts = counted(
                QCoreApplication.translate("Rules", "row {row}, {units} units"),
                row=f"{effect.example_row:,}",
                units=figures.units(effect.units),
            )
        self.setText(rule_name(effect.rule))
        state = rule_state(effect.rule, on)
        self.setAccessibleName(f"{self.text()}: {state}. {self._facts}")
        first = QCoreApplication.translate("Rules", "first in row {row}").format(
            row=f"{effect.example_row:,}"
        )
        self.setToolTip(f"{self.text()}: {state}\n{self._facts}, {first}")

    def sizeHint(self) -> QSize:
        """Return two lines of text and some air."""
        look = theme()
        return QSize(100, round((look.text_size("body") + look.text_size("caption")) * 1.4) + 10)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the line."""
        look = theme()
        box = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        height = round(look.text_size("body") * 1.45)
        middle = box.center().y()
        track = QRectF(0, 0, 28 * look.scale, 16 * look.scale)
        track.moveTopRight(box.adjusted(0, 0, -4, 0).topRight())
        track.moveTop(middle - height / 2 - track.height() / 2)
        self._paint_switch(painter, track)
        font = look.font("caption")
        upper = QRectF(4, middle - height, track.left() - 12, height)
        lower = QRectF(4, middle, box.width() - 8, height)
        painting.text(painter, upper, self.text(), "text", look.font("body", 500))
        painting.text(painter, lower, self._facts, "text_2", font)
        state = rule_state(self.rule, self.isChecked())
        painting.text(painter, lower, state, "text_2", font, painting.RIGHT)

    def _paint_switch(self, painter: QPainter, track: QRectF) -> None:
        look, on = theme(), self.isChecked()
        half = track.height() / 2
        painter.setPen(look.colour("accent" if on else "text_3"))
        painter.setBrush(look.colour("accent" if on else "surface"))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), half, half)
        knob = QRectF(0, 0, track.height() - 6, track.height() - 6)
        middle = track.right() - half if on else track.left() + half
        knob.moveCenter(track.center())
        knob.moveLeft(middle - knob.width() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("on_accent" if on else "text_3"))
        painter.drawEllipse(knob)
        painter.setBrush(Qt.BrushStyle.NoBrush)


class RuleSwitches(Card):
    """The card of all rules that concern a row."""

    switched = Signal(str, bool)
    """(rule, on) the operator switched a rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.content.addLayout(self._lines)

    def show_rules(self, effects: Sequence[Effect], rules: Rules) -> None:
        """Show the rules that concern rows, those with most rows first."""
        focused = self.focusWidget()
        ringed = focused.rule if isinstance(focused, RuleLine) and focused.hasFocus() else ""
        emptied(self._lines)
        for effect in sorted(effects, key=lambda effect: -effect.rows):
            line = RuleLine(effect, bool(getattr(rules, effect.rule)), self)
            line.toggled.connect(lambda on, rule=effect.rule: self.switched.emit(rule, on))
            self._lines.addWidget(line)
            if effect.rule == ringed:
                line.setFocus(Qt.FocusReason.TabFocusReason)
        self.setVisible(bool(effects))
        self.say(self.tr("Rows that are no sales"))

    def lines(self) -> dict[str, RuleLine]:
        """Return the line of each rule shown."""
        return {
            line.rule: line
            for line in self.findChildren(RuleLine)
            if self._lines.indexOf(line) >= 0
        }
