"""How an order came about: terms, signs, a rule and the sum, then the stock it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.restocking.orders.policy import DerivationTerm, Suggestion
from core.restocking.orders.simulation import StockProjection
from gui import figures
from gui.charts.series import stock_level
from gui.charts.stock_plot import StockPlot
from gui.pages.card import Card, label
from gui.painted import painted
from gui.tables import painting
from gui.tables.plan_rows import urgent
from gui.theme import theme
from gui.wording import counted, spoken


class Derivation(QWidget):
    """Terms with their signs; subtotals stand under a rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms: tuple[DerivationTerm, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A row a term."""
        return QSize(200, int(len(self.terms) * self._row()) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Every term: a sum without its terms explains nothing."""
        return QSize(120, self.sizeHint().height())

    def _row(self) -> float:
        return 25 * theme().scale

    def show_terms(self, terms: Sequence[DerivationTerm]) -> None:
        """Show these terms."""
        self.terms = tuple(terms)
        self.setAccessibleDescription(
            "; ".join(f"{t.sign} {spoken(t.name)} {figures.units(t.units)}" for t in terms)
        )
        self.updateGeometry()
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the terms."""
        look, row = theme(), self._row()
        for number, term in enumerate(self.terms):
            place = QRectF(0, number * row, self.width(), row)
            subtotal, last = term.sign == "=", number == len(self.terms) - 1
            if subtotal:
                painter.setPen(QPen(look.colour("line_strong" if last else "line"), 1))
                painter.drawLine(place.topLeft(), place.topRight())
            sign = figures.MINUS if term.sign == "-" else term.sign
            sign = "" if number == 0 and sign == "+" else sign
            painting.text(painter, place, sign, "text_3")
            font = look.font("body", 600 if subtotal else 500)
            figure = figures.units(abs(term.units))
            width = QFontMetricsF(font).horizontalAdvance(figure)
            expected = number == 0 or last
            painting.text(
                painter, place, figure, "forecast" if expected else "text", font, painting.RIGHT
            )
            if not subtotal:
                # Dotted underline: this figure has a derivation of its own.
                painter.setPen(QPen(look.colour("line_strong"), 1, Qt.PenStyle.DotLine))
                y = place.center().y() + 9 * look.scale
                painter.drawLine(QPointF(place.right() - width, y), QPointF(place.right(), y))
            painting.text(
                painter,
                place.adjusted(18, 0, -width - 12, 0),
                spoken(term.name),
                "text" if subtotal else "text_2",
                look.font("body", 600 if subtotal else 0),
            )


class DerivationCard(Card):
    """The suggestion looked at: reason, derivation, stock with and without the order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar.setStretch(self.bar.indexOf(self.title), 1)
        # The card's own stretch would take half of the title's room.
        self.bar.setStretch(self.bar.count() - 1, 0)
        self.urgency = UrgencyChip(self)
        self.bar.addWidget(self.urgency)
        self.reason = label(role="body", tone="text_2", wrap=True)
        self.derivation = Derivation(self)
        self.heading = label(role="caption", tone="text_2")
        self.stock = StockPlot(self, height=150, left_width=34)
        self.stock.plot.setMinimumHeight(70)
        self.stock.plot.setMaximumHeight(240)
        self.unknown = label(role="caption", tone="text_3", wrap=True)
        for part in (self.reason, self.derivation):
            self.content.addWidget(part)
        self.content.addSpacing(6)
        for part in (self.heading, self.stock.plot, self.unknown):
            self.content.addWidget(part, 1 if part is self.stock.plot else 0)
        self.content.addStretch(0)
        self._room = True
        self._stocked = False
        self.clear()

    def set_room(self, room: bool) -> None:
        """Draw the stock to come, or leave its room to the terms."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        for part in (self.heading, self.stock.plot):
            part.setVisible(self._room and self._stocked)

    def clear(self) -> None:
        """Show nothing but a hint."""
        self.say(self.tr("Why this order"))
        self.reason.setText(self.tr("Choose an item to see how its order comes about."))
        self.derivation.show_terms(())
        self.urgency.hide()
        self._stocked = False
        self._fit()
        self.unknown.hide()

    def show_suggestion(
        self, suggestion: Suggestion, as_of: object, stock: StockProjection | None
    ) -> None:
        """Show one suggestion and the stock it leads to, None where stock is unknown."""
        self.say(suggestion.title or suggestion.item)
        self.title.setToolTip(suggestion.title or suggestion.item)
        self.reason.setText(spoken(suggestion.reason))
        self.derivation.show_terms(suggestion.derivation)
        late = urgent(suggestion, as_of) and suggestion.stock_known  # type: ignore[arg-type]
        self.urgency.setVisible(late)
        if late:
            self.urgency.say(self.tr("Order now"))
        self._stocked = stock is not None
        self._fit()
        self.unknown.setVisible(stock is None)
        later = stock is not None and any(it.kind == "planned" for it in stock.arrivals)
        self.heading.setText(
            self.tr("Units in stock with this order and the next")
            if later
            else self.tr("Units in stock, with and without this order")
        )
        self.unknown.setText(
            self.tr("Type what is in stock (F2 on the stock column) to see when it runs out.")
        )
        if stock is not None:
            self.stock.show_order(stock)
            self.stock.plot.setAccessibleName(self.heading.text())
            self.stock.plot.setAccessibleDescription(stock_sentence(stock))


def stock_sentence(stock: StockProjection) -> str:
    """Say in one sentence how low the stock gets with the order, and without it."""
    return counted(
        QCoreApplication.translate(
            "DerivationCard",
            "With this order stock ends near {end} units; without it near {without}.",
        ),
        end=figures.units(float(stock_level(stock)[-1])),
        without=figures.units(float(stock_level(stock, ordered=False)[-1])),
    )


class UrgencyChip(QWidget):
    """A chip with an icon in the colour of risk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""

    def say(self, words: str) -> None:
        """Show these words."""
        self.words = words
        self.setFixedSize(
            int(painting.chip_width(words, "clock-alert")) + 1, int(20 * theme().scale)
        )
        self.setAccessibleName(words)
        self.update()

    @painted
    def paintEvent(self, painter: QPainter) -> None:  # noqa: N802
        """Paint the chip."""
        middle = self.height() / 2
        painting.chip(painter, 0, middle, self.words, "risk", "risk_soft", "clock-alert")
