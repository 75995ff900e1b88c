"""Check: what was found in the sheets, the period and horizon to forecast, how one orders."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.frequency import Frequency
from core.sales.cleaning.clean import Sales
from gui import figures
from gui.pages import Head
from gui.pages.account import Account
from gui.pages.card import Card, Choice, Strip, inset, label, scrolled
from gui.pages.checking.findings import Findings, found_words
from gui.pages.checking.health import HealthCard
from gui.redraw import Redraw
from gui.session import Session
from gui.theme import theme
from gui.wording import counted

FREQUENCIES = (None, Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY)


class CheckPage(QWidget):
    """The last look before a forecast."""

    headed = Signal()
    go = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._named: tuple[Sales, dict[str, str]] | None = None
        self._found = Redraw(self, self._draw_found)
        self._stale = Strip()
        self._stale.pressed.connect(self.act)
        self._findings = Findings()
        self._findings.repairs.answered.connect(session.answer)
        self._findings.repairs.linked.connect(session.link)
        self._findings.repairs.unlinked.connect(session.unlink)
        self._health = HealthCard()
        self._account = Account(reopens=True)
        self._account.reopen_asked.connect(self._reopen)
        self._history = Card()
        self._history_words = [label(wrap=True) for _ in range(3)]
        for words in self._history_words:
            self._history.content.addWidget(words)
        self._how = Card()
        self._period = Choice()
        self._horizon = QSpinBox()
        self._horizon.setRange(0, 400)
        self._order = Card()
        self._lead, self._review = QSpinBox(), QSpinBox()
        self._spread, self._service = QSpinBox(), QDoubleSpinBox()
        self._lead.setRange(0, 365)
        self._review.setRange(1, 180)
        self._spread.setRange(0, 200)
        self._service.setRange(50.0, 99.9)
        self._service.setDecimals(1)
        self._names = [label(tone="text_2") for _ in range(6)]
        self._fill_grid(self._how, [self._period, self._horizon], self._names[:2])
        fields = [self._lead, self._spread, self._review, self._service]
        self._fill_grid(self._order, fields, self._names[2:])
        self._note = label(role="caption", tone="text_3", wrap=True)
        self._order.content.addWidget(self._note)
        self._lay_out()
        self._period.activated.connect(self._choose_period)
        self._horizon.editingFinished.connect(self._choose_horizon)
        for field in fields:
            field.editingFinished.connect(self._choose_terms)
        session.changed.connect(self._follow)
        theme().changed.connect(self._size)
        self._size()
        self.retranslate()

    @staticmethod
    def _fill_grid(card: Card, fields: Sequence[QWidget], names: list[QLabel]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, (name, field) in enumerate(zip(names, fields, strict=True)):
            name.setBuddy(field)
            if isinstance(field, QSpinBox | QDoubleSpinBox):
                inset(field)
                field.setKeyboardTracking(False)
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
        card.content.addLayout(grid)

    def _lay_out(self) -> None:
        cards = QWidget()
        side = QVBoxLayout(cards)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        for card in (self._history, self._health, self._how, self._order):
            side.addWidget(card)
        side.addStretch(1)
        self._side = scrolled(cards)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._findings, 1)
        left.addWidget(self._account)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addLayout(left, 1)
        columns.addWidget(self._side)
        page = theme().space("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(page, 0, page, 14)
        layout.setSpacing(12)
        layout.addWidget(self._stale)
        layout.addLayout(columns, 1)

    def _reopen(self) -> None:
        if self._session.imported is not None:
            self._session.reopen_import(self._session.imported.report)
            self.go.emit("import")

    def _size(self) -> None:
        self._side.setFixedWidth(round(340 * min(theme().scale, 1.4)))
        for field in (self._period, self._horizon, self._lead, self._spread, self._review):
            field.setMinimumWidth(round(150 * min(theme().scale, 1.4)))
        self._service.setMinimumWidth(round(150 * min(theme().scale, 1.4)))

    # What the window asks.

    def head(self) -> Head:
        """Return the top line and the result of the stage."""
        session = self._session
        title = self.tr("Check")
        if session.imported is None:
            words = self.tr("Open a sheet first; what is found in it is listed here.")
            return Head(title, words, self.tr("Open a sheet"), "folder-open")
        result = found_words(self._count())
        if session.demand is None or not len(session.demand):
            words = self.tr("There are no whole periods of sales to forecast from.")
            why = self.tr("Choose a shorter period, or open a sheet with more sales.")
            return Head(title, words, self.tr("Forecast"), "play", False, why, result)
        words = self.tr("See what was found, say how you order, then press Forecast.")
        action = self.tr("Forecast again") if session.run is not None else self.tr("Forecast")
        return Head(title, words, action, "play", result=result)

    def act(self) -> None:
        """Forecast, or go where a sheet is opened."""
        if self._session.imported is None:
            self.go.emit("import")
        elif self._session.start_forecast() is not None:
            self.go.emit("forecast")

    # Texts and values.

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self._history.say(self.tr("Sales history"))
        self._how.say(self.tr("What to forecast"))
        self._order.say(self.tr("How you order"))
        names = (
            self.tr("Period"),
            self.tr("How far ahead"),
            self.tr("A delivery takes"),
            self.tr("give or take"),
            self.tr("You order every"),
            self.tr("Stock lasts, times in 100"),
        )
        for name, words in zip(self._names, names, strict=True):
            name.setText(words)
        self._horizon.setSpecialValueText(self.tr("as needed"))
        self._lead.setSuffix(self.tr(" days"))
        self._review.setSuffix(self.tr(" days"))
        self._spread.setSuffix(self.tr(" %"))
        self._findings.repairs.retranslate()
        self._note.setText(
            self.tr("For items whose sheet says nothing; each item can be changed in Restock.")
        )
        self._follow("settings")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _follow(self, stage: str) -> None:
        watched = ("imported", "demand", "terms", "run", "stale", "checked", "decisions")
        if stage not in ("settings", *watched):
            return
        session = self._session
        if stage in ("settings", "imported", "terms", "checked", "decisions"):
            self._found.ask()
        if stage in ("settings", "demand"):
            self._write_history()
            self._fill_settings()
        if session.stale:
            words = self.tr("The forecast was made with other choices.")
            self._stale.say(words, self.tr("Forecast again"))
        else:
            self._stale.hide()
        self.headed.emit()

    def _draw_found(self) -> None:
        session = self._session
        currency = "" if session.imported is None else session.imported.sales.currency
        names = self._names_of_items()
        repairs = self._findings.repairs.show_checked(
            session.checked, session.decisions, names, currency
        )
        self._health.show_health(session.checked, names)
        self._account.setVisible(session.imported is not None)
        self._account.show_import(session.imported)
        groups = []
        if session.imported is not None:
            groups.append((self.tr("In the sheets"), session.imported.report.findings))
        if session.terms is not None:
            groups.append((self.tr("In stock and terms of supply"), session.terms.findings))
        self._findings.show_findings(groups, currency, self._count(), repairs)

    def _count(self) -> int:
        session = self._session
        reported = () if session.imported is None else session.imported.report.findings
        terms = () if session.terms is None else session.terms.findings
        repairs = () if session.checked is None else session.checked.repairs
        return len(reported) + len(terms) + len(repairs)

    def _names_of_items(self) -> dict[str, str]:
        """Return titles by item code, where the sheets give any."""
        sales = self._session.sales
        if sales is None or "title" not in sales.catalogue:
            return {}
        if self._named is None or self._named[0] is not sales:
            table = sales.catalogue
            pairs = zip(map(str, table["item"].tolist()), table["title"].tolist(), strict=True)
            self._named = sales, {item: str(title) for item, title in pairs if title}
        return self._named[1]

    def _write_history(self) -> None:
        demand = self._session.demand
        self._history.setVisible(demand is not None)
        if demand is None or not len(demand):
            return
        names = {
            Frequency.DAILY: self.tr("{n} items, {t} days"),
            Frequency.WEEKLY: self.tr("{n} items, {t} weeks"),
            Frequency.MONTHLY: self.tr("{n} items, {t} months"),
        }
        size = names[demand.frequency].format(n=f"{len(demand):,}", t=f"{demand.length:,}")
        first, last = figures.full_day(demand.start), figures.full_day(demand.end - 1)
        span = self.tr("{first} to {last}").format(first=first, last=last)
        left = ""
        if demand.as_of > demand.end:
            days = int((demand.as_of - demand.end).astype(int))
            left = counted(
                self.tr("The last {days} days are left out: they are not a whole period yet."),
                days=days,
            )
        for line, words in zip(self._history_words, (size, span, left), strict=True):
            line.setText(words)
            line.setVisible(bool(words))

    def _fill_settings(self) -> None:
        settings, demand = self._session.settings, self._session.demand
        words = {
            None: self.tr("as the sales suggest"),
            Frequency.DAILY: self.tr("daily"),
            Frequency.WEEKLY: self.tr("weekly"),
            Frequency.MONTHLY: self.tr("monthly"),
        }
        with QSignalBlocker(self._period):
            self._period.clear()
            for frequency in FREQUENCIES:
                text = words[frequency]
                if frequency is None and settings.frequency is None and demand is not None:
                    text = self.tr("{period}, from the sales").format(
                        period=words[demand.frequency]
                    )
                self._period.addItem(text, frequency)
            self._period.setCurrentIndex(FREQUENCIES.index(settings.frequency))
        suffixes = {
            Frequency.DAILY: self.tr(" days"),
            Frequency.WEEKLY: self.tr(" weeks"),
            Frequency.MONTHLY: self.tr(" months"),
        }
        if demand is not None:
            self._horizon.setSuffix(suffixes[demand.frequency])
        for field, value in (
            (self._horizon, settings.horizon or 0),
            (self._lead, round(settings.lead_time_days)),
            (self._spread, round(100 * settings.lead_time_spread)),
            (self._review, round(settings.review_days)),
        ):
            with QSignalBlocker(field):
                field.setValue(value)
        with QSignalBlocker(self._service):
            self._service.setValue(100 * settings.service_level)

    def _choose_period(self, number: int) -> None:
        self._session.change_settings(frequency=FREQUENCIES[number], horizon=None)

    def _choose_horizon(self) -> None:
        self._session.change_settings(horizon=self._horizon.value() or None)

    def _choose_terms(self) -> None:
        settings = self._session.settings
        asked = {
            "lead_time_days": (self._lead.value(), round(settings.lead_time_days)),
            "lead_time_spread": (self._spread.value(), round(100 * settings.lead_time_spread)),
            "review_days": (self._review.value(), round(settings.review_days)),
            "service_level": (
                round(self._service.value(), 1),
                round(100 * settings.service_level, 1),
            ),
        }
        shares = ("lead_time_spread", "service_level")
        self._session.change_settings(
            **{
                name: value / 100 if name in shares else float(value)
                for name, (value, now) in asked.items()
                if value != now
            }
        )
