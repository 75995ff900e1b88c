"""The account of an import: rows read = used + left out, drawn and written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.pipeline import Import
from gui import figures
from gui.pages.card import Card, button, label
from gui.painted import painted
from gui.theme import dress, theme, wear
from gui.wording import counted


def class_name(name: str) -> str:
    """Write why rows were left out, for a merchant."""
    words = {
        "blank": QCoreApplication.translate("Account", "empty"),
        "repeated_header": QCoreApplication.translate("Account", "repeated headers"),
        "total": QCoreApplication.translate("Account", "totals"),
        "cancelled": QCoreApplication.translate("Account", "cancelled"),
        "gift": QCoreApplication.translate("Account", "gifts"),
        "test": QCoreApplication.translate("Account", "tests"),
        "duplicate": QCoreApplication.translate("Account", "duplicates"),
        "refunded": QCoreApplication.translate("Account", "refunded"),
        "transfer": QCoreApplication.translate("Account", "moved, bought or counted"),
        "overlap": QCoreApplication.translate("Account", "also in another sheet"),
        "restated": QCoreApplication.translate("Account", "corrected later"),
        "shared_day": QCoreApplication.translate("Account", "days told of twice"),
        "returned": QCoreApplication.translate("Account", "returns"),
        "counter_start": QCoreApplication.translate("Account", "first counts"),
        "counter_reset": QCoreApplication.translate("Account", "counts that fell"),
        "no_item": QCoreApplication.translate("Account", "without an item"),
        "no_units": QCoreApplication.translate("Account", "without units"),
        "unreadable_day": QCoreApplication.translate("Account", "unreadable days"),
        "unreadable_units": QCoreApplication.translate("Account", "unreadable units"),
        "unlikely_day": QCoreApplication.translate("Account", "unlikely days"),
        "unlikely_units": QCoreApplication.translate("Account", "unlikely units"),
        "non_product": QCoreApplication.translate("Account", "not products"),
        "price_not_positive": QCoreApplication.translate("Account", "without a price"),
        "not_sales": QCoreApplication.translate("Account", "in sheets without sales"),
    }
    return words.get(name, name.replace("_", " "))


def left_out(imported: Import, most: int = 6) -> str:
    """Write the classes of rows left out, the largest first."""
    skipped = sorted(imported.report.rows_skipped.items(), key=lambda pair: -pair[1])
    parts = [f"{rows:,} {class_name(name)}" for name, rows in skipped if rows]
    if len(parts) > most:
        rest = sum(rows for _, rows in skipped[most:])
        others = counted(QCoreApplication.translate("Account", "{n} others"), n=f"{rest:,}")
        parts = [*parts[:most], others]
    comma = QCoreApplication.translate("Account", ", ")
    return comma.join(parts)


class AccountBar(QWidget):
    """One bar: rows that became sales, returns, then each class that was left out, hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._used = self._back = 0
        self._skipped: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, used: int, back: int, skipped: tuple[int, ...]) -> None:
        """Draw these numbers of rows: sales, returns, and each class left out."""
        self._used, self._back, self._skipped = used, back, skipped
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(200, 16)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the parts; a class too small to be seen still gets a sliver."""
        look = theme()
        returns = [self._back] if self._back else []
        counts = [self._used, *returns, *(rows for rows in self._skipped if rows)]
        total = sum(counts)
        if not total:
            return
        width = self.width() - 2.0 * len(counts)
        sizes = [max(3.0 if rows else 0.0, width * rows / total) for rows in counts]
        shrink = (width - sum(sizes[1:])) / sizes[0] if sizes[0] else 1.0
        left = 0.0
        for number, size in enumerate(sizes):
            part = QRectF(left, 1, size * (shrink if number == 0 else 1.0), 14)
            if number <= len(returns):
                painter.fillRect(part, look.colour("caution" if number else "forecast"))
            else:
                painter.save()
                painter.setClipRect(part)
                painter.fillRect(part, look.colour("neutral_soft"))
                painter.setPen(QPen(look.colour("line_strong"), 1))
                x = part.left() - 14
                while x < part.right():
                    painter.drawLine(QPointF(x, 15), QPointF(x + 14, 1))
                    x += 5
                painter.restore()
            left = part.right() + 2


TONES = ("text", "forecast", "caution", "text")
"""Of the figures of the account: read, used, returns, left out."""


class Account(Card):
    """The card that shows that no row was lost."""

    save_asked = Signal()
    """The operator wants the rows that were left out as a file."""

    reopen_asked = Signal()
    """The operator wants to see the sheets of the import again, to change what counts."""

    def __init__(
        self, parent: QWidget | None = None, saves: bool = False, reopens: bool = False
    ) -> None:
        super().__init__(parent)
        self._saves, self._reopens = saves, reopens
        self.reopen = button("link")
        self.reopen.clicked.connect(self.reopen_asked)
        self.reopen.hide()
        self.bar.addWidget(self.reopen)
        self.save = button("link")
        self.save.clicked.connect(self.save_asked)
        self.save.hide()
        self.bar.addWidget(self.save)
        self._imported: Import | None = None
        self._bar = AccountBar()
        self._figures = [label(role="section", tone=tone) for tone in TONES]
        self._names = [label(role="caption", tone="text_2") for _ in TONES]
        self._of_returns = [self._figures[2], self._names[2]]
        self._sums = sums = QHBoxLayout()
        self._signs: list[QLabel] = []
        for number, (figure, name) in enumerate(zip(self._figures, self._names, strict=True)):
            if number:
                sign = label("=" if number == 1 else "+", "section", "text_3")
                below = label(role="caption")
                self._signs.append(sign)
                column = QVBoxLayout()
                column.addWidget(sign)
                column.addWidget(below)
                sums.addLayout(column)
                if number == 2:
                    self._of_returns += [sign, below]
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(figure)
            column.addWidget(name)
            sums.addLayout(column)
        sums.addStretch(1)
        self._why = label(role="caption", tone="text_2", wrap=True)
        self._units_sign = QLabel()
        wear(self._units_sign, "circle-check", "good")
        self._units = label(wrap=True)
        units = QHBoxLayout()
        units.addWidget(self._units_sign)
        units.addWidget(self._units, 1)
        self.content.addWidget(self._bar)
        self.content.addLayout(sums)
        self.content.addWidget(self._why)
        self.content.addLayout(units)
        self.content.addStretch(1)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow card the sum stands closer and smaller, lest figures are cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look, room = theme(), self.width() - 2 * theme().space("card")
        large = QFontMetricsF(look.font("section"))
        shown = [it for it in (*self._figures, *self._signs) if not it.isHidden()]
        gap = look.space("m")
        needed = sum(large.horizontalAdvance(it.text()) for it in shown) + gap * len(shown)
        roomy = needed <= room
        self._sums.setSpacing(gap if roomy else look.space("xs"))
        for figure, tone in zip(self._figures, TONES, strict=True):
            dress(figure, role="section" if roomy else "strong", tone=tone)

    def show_import(self, imported: Import | None) -> None:
        """Show the account of an import, or that it is still being made."""
        self._imported = imported
        self.retranslate()

    def retranslate(self) -> None:
        """Write the account in the language in force."""
        self.say(self.tr("Nothing lost"))
        self.save.setText(self.tr("Save left-out rows…"))
        self.reopen.setText(self.tr("Change what counts…"))
        self.reopen.setToolTip(
            self.tr("Opens the sheets again as they were read, with the rules that leave rows out")
        )
        names = (
            self.tr("rows read"),
            self.tr("used"),
            self.tr("returns"),
            self.tr("left out"),
        )
        for name, words in zip(self._names, names, strict=True):
            name.setText(words)
        imported = self._imported
        skips = imported is not None and imported.report.rows_used < imported.report.rows_read
        self.save.setVisible(self._saves and skips)
        self.reopen.setVisible(self._reopens and imported is not None)
        self._units_sign.setVisible(imported is not None)
        if imported is None:
            for figure in self._figures:
                figure.setText(figures.NOTHING)
            self._why.clear()
            self._units.clear()
            self._bar.show_rows(0, 0, ())
            for part in self._of_returns:
                part.hide()
            return
        report = imported.report
        back = sum(finding.rows for finding in report.findings if finding.kind == "returns")
        if any(sheet.columns.layout.startswith("wide") for sheet in report.sheets):
            back = 0  # a row holds many sales there, and some of them may be returns
        skipped = report.rows_read - report.rows_used
        for figure, rows in zip(
            self._figures,
            (report.rows_read, report.rows_used - back, back, skipped),
            strict=True,
        ):
            figure.setText(f"{rows:,}")
        for part in self._of_returns:
            part.setVisible(bool(back))
        self._bar.show_rows(report.rows_used - back, back, tuple(report.rows_skipped.values()))
        why = left_out(imported)
        self._why.setText(self.tr("Left out: {classes}.").format(classes=why) if why else "")
        if report.units_returned:
            words = counted(
                self.tr("{units} units sold, {returned} of them came back."),
                units=figures.units(report.units + report.units_returned),
                returned=figures.units(report.units_returned),
            )
        else:
            words = counted(self.tr("{units} units sold."), units=figures.units(report.units))
        self._units.setText(words)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
