"""Had you followed this: the plan and the merchant's own rule played on the shop's own past."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from core import pipeline
from core.pipeline import ForecastRun
from core.restocking.replay.comparison import BOUGHT, COVER, FrontierPoint, Range, Replay
from core.restocking.terms.terms import Terms
from core.stages.replaying import MerchantRule
from gui import figures
from gui.charts.replay_chart import ReplayChart, bought_summary, stock_words, summary
from gui.pages.card import Card, button, inset, label
from gui.pages.controls import Choice, FilterChips
from gui.session import Session
from gui.tables.rows import Column, RowsTable
from gui.theme import theme
from gui.wording import spoken


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of the replay: of the rule, of the plan, and their difference with its range."""

    words: str
    rule: float
    plan: float
    change: Range
    write: Callable[[float], str]
    more_is_better: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """What the plan is compared with: its words, its point and the plan's on the same items, and
    plan − it by the name of the figure."""

    words: str
    point: FrontierPoint
    plan: FrontierPoint
    differences: tuple[tuple[str, Range], ...]


class ReplayCard(Card):
    """The rule's days to type, one button, then picture and figures."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._made: tuple[ForecastRun, Terms, Replay] | None = None
        self.sentence = label(tone="text_2", wrap=True)
        self.chart = ReplayChart(self)
        self.axes = label(role="caption", tone="text_3", wrap=True)
        self.table = RowsTable(self, row_height=28)
        self.table.setSortingEnabled(False)
        self.table.NAME_LEAST = 96
        self.assumed = label(role="caption", tone="text_3", wrap=True)
        self.safety, self.average = QSpinBox(self), QSpinBox(self)
        self.safety.setRange(-60, 365)
        self.safety.setValue(7)
        self.average.setRange(7, 730)
        self.average.setValue(91)
        self.play = button("small", "history")
        self.play.clicked.connect(self.start)
        self.words = (label(role="caption", tone="text_2"), label(role="caption", tone="text_2"))
        form = QHBoxLayout()
        form.setSpacing(theme().space("s"))
        for words, field in zip(self.words, (self.safety, self.average), strict=True):
            inset(field)
            words.setBuddy(field)
            form.addWidget(words)
            form.addWidget(field)
        form.addStretch(1)
        form.addWidget(self.play)
        self.against = FilterChips(self)
        self.against.chosen.connect(lambda _: self._draw())
        right = QVBoxLayout()
        right.addWidget(self.against)
        right.addWidget(self.table, 1)
        right.addWidget(self.assumed)
        picture = QVBoxLayout()
        picture.addWidget(self.chart, 1)
        picture.addWidget(self.axes)
        both = QHBoxLayout()
        both.setSpacing(theme().space("l"))
        both.addLayout(picture, 4)
        both.addLayout(right, 5)
        self.content.addWidget(self.sentence)
        self.content.addLayout(both, 1)
        self.content.addLayout(form)
        session.changed.connect(self._changed)
        self.retranslate()

    @property
    def replay(self) -> Replay | None:
        """The replay of the run and terms as they stand."""
        made, session = self._made, self._session
        if made is None or made[0] is not session.run or made[1] is not session.terms:
            return None
        return made[2]

    def start(self) -> None:
        """Play both on the past, as a job that can be stopped."""
        run, terms, settings = self._session.run, self._session.terms, self._session.settings
        if run is None or terms is None:
            return
        rule = MerchantRule(float(self.safety.value()), float(self.average.value()))
        receipts = self._session.receipts

        def returned(made: Replay) -> None:
            self._made = (run, terms, made)
            self._draw()

        self._session.jobs.start(
            lambda progress: pipeline.replay(run.demand, terms, settings, progress, rule, receipts),
            self,
            returned,
            self.tr("Replaying your past"),
        )

    def _changed(self, stage: str) -> None:
        if stage in ("run", "terms", "imported"):
            self._draw()

    def _draw(self) -> None:
        session, replay = self._session, self.replay
        currency = session.imported.sales.currency if session.imported is not None else ""
        self.play.setEnabled(session.run is not None)
        for part in (self.chart, self.axes, self.table, self.assumed):
            part.setVisible(replay is not None)
        self.against.hide()
        self.chart.show_replay(replay, currency)
        if replay is None:
            self.sentence.setText(
                self.tr(
                    "Play this plan and your own rule on the last months of your sales, with "
                    "forecasts made as on each day of them. It takes as long as a forecast."
                )
            )
            return
        bought = replay.purchases
        self.against.setVisible(bought is not None)
        self._choose(bought is not None)
        side = _Side(self.tr("Your rule"), replay.rule, replay.plan, replay.differences)
        self.sentence.setText(summary(replay, currency))
        if bought is not None and self.against.current == BOUGHT:
            side = _Side(self.tr("You bought"), bought.bought, bought.plan, bought.differences)
            self.sentence.setText(bought_summary(replay, currency))
        self.table.show_rows(self._columns(side), self._rows(replay, side, currency))
        assumptions = [spoken(sentence) for sentence in replay.assumptions]
        self.assumed.setText(self.tr("Assumed: {first}").format(first=assumptions[0]))
        self.assumed.setToolTip("\n".join(assumptions))
        self.assumed.setAccessibleDescription(" ".join(assumptions))

    def _choose(self, known: bool) -> None:
        """Offer what was really bought where it is known, and begin with it."""
        before = self.against.current if self.against.choices else BOUGHT
        self.against.show_choices(
            (
                Choice(BOUGHT, self.tr("Against what you bought")),
                Choice(COVER, self.tr("Against your rule")),
            )
            if known
            else (),
            before,
        )

    def _columns(self, side: _Side) -> tuple[Column, ...]:
        def tone(row: Compared) -> str:
            better = row.change.value > 0 if row.more_is_better else row.change.value < 0
            certain = row.change.low > 0 or row.change.high < 0
            return "good" if better and certain else "text"

        return (
            Column(
                self.tr("In that time"), lambda r: r.words, lambda r: r.words, None, right=False
            ),
            Column(side.words, lambda r: r.write(r.rule), lambda r: r.rule, 76),
            Column(
                self.tr("This plan"),
                lambda r: r.write(r.plan),
                lambda r: r.plan,
                76,
                tone=lambda r: "forecast",
            ),
            Column(
                self.tr("9 times in 10"),
                lambda r: self._between(r),
                lambda r: r.change.value,
                132,
                tone=tone,
            ),
        )

    def _between(self, row: Compared) -> str:
        return self.tr("{low} to {high}").format(
            low=_signed(row.change.low, row.write), high=_signed(row.change.high, row.write)
        )

    def _rows(self, replay: Replay, side: _Side, currency: str) -> list[Compared]:
        change = dict(side.differences)

        def stock(value: float) -> str:
            return stock_words(replay, value, currency)

        def money(value: float) -> str:
            return figures.money(value, currency)

        def share(value: float) -> str:
            return figures.percent(value, 1)

        asked: list[tuple[str, str, Callable[[FrontierPoint], float], Callable[[float], str]]] = [
            (self.tr("Demand served"), "fill_rate", lambda p: p.fill_rate, share),
            (self.tr("Units missed"), "lost_units", lambda p: p.lost_units, figures.units),
            (self.tr("Margin missed"), "lost_margin", lambda p: p.lost_margin, money),
            (self.tr("Average stock"), "stock_value", lambda p: p.stock_value, stock),
            (self.tr("Orders placed"), "orders", lambda p: p.orders, figures.units),
        ]
        return [
            Compared(words, of(side.point), of(side.plan), change[name], write, name == "fill_rate")
            for words, name, of, write in asked
            if of(side.plan) == of(side.plan)
        ]

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        self.say(self.tr("Had you followed this"))
        texts = (self.tr("Your rule: safety days"), self.tr("average of the last days"))
        for words, field, text in zip(self.words, (self.safety, self.average), texts, strict=True):
            words.setText(text)
            field.setAccessibleName(text)
        self.play.setText(self.tr("Replay"))
        tip = self.tr("You order up to delivery time + days between orders + safety days")
        self.play.setToolTip(tip)
        self.safety.setToolTip(tip)
        self.axes.setText(self.tr("across: average stock;  up: demand served at once"))
        self.table.setAccessibleName(self.tr("Rules on your past"))
        self._draw()


def _signed(value: float, write: Callable[[float], str]) -> str:
    return ("+" if value > 0 else "") + write(value)
