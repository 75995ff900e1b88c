"""How the LSTM learned the shop: the curve, live while it trains, device and time, and its use."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.forecasting.lstm.record import LSTM, ZERO_SHOT
from core.pipeline import ForecastRun
from gui import figures
from gui.charts.training_curve import TrainingCurve
from gui.jobs import Update
from gui.pages.card import button, label, open_at
from gui.pages.scores import accounts, share_of
from gui.session import Session
from gui.wording import counted, spoken, time_left


class NetworkPanel(QDialog):
    """Not modal: what is trained can be watched while the pages are used."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.setWindowTitle(self.tr("How the LSTM learned your shop"))
        self.where = label(tone="text_2", wrap=True)
        self.curve = TrainingCurve(parent=self)
        self.meaning = label(
            self.tr(
                "down: better on your last periods, which it does not learn from; "
                "across: steps of training"
            ),
            role="caption",
            tone="text_3",
            wrap=True,
        )
        self.outcome = label(wrap=True)
        self.against = label(wrap=True)
        self.used = label(wrap=True)
        close = button("plain")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.where)
        layout.addWidget(self.curve, 1)
        for words in (self.meaning, self.outcome, self.against, self.used):
            layout.addWidget(words)
        layout.addLayout(buttons)
        open_at(self, 520, 460)
        session.changed.connect(self._follow)
        session.jobs.progressed.connect(self._progressed)
        self._show()

    def _follow(self, stage: str) -> None:
        if stage == "run":
            self._show()

    def _progressed(self, update: Update) -> None:
        """Follow training that runs now."""
        report = update.report
        if not report.losses:
            return
        self.curve.show_losses(report.losses)
        left = "" if update.seconds_left is None else time_left(update.seconds_left)
        steps = self.tr("step {done} of {total}").format(done=report.done, total=report.total)
        self.where.setText("  ·  ".join(p for p in (spoken(report.stage), steps, left) if p))
        for part in (self.where, self.curve, self.meaning):
            part.show()
        for words in (self.outcome, self.against, self.used):
            words.clear()

    def _show(self) -> None:
        run = self._session.run
        network = run.network if run is not None else None
        if run is None or network is None:
            return
        for part in (self.where, self.curve, self.meaning):
            part.setVisible(network.was_trained)
        self.curve.show_losses(network.held_out)
        where = self.tr("Trained on {device} in {seconds} s.").format(
            device=network.device.upper(), seconds=figures.units(max(1, round(network.seconds)))
        )
        self.where.setText(f"{where} {spoken(network.device_reason)}")
        self.outcome.setText(spoken(network.reason))
        self.against.setText(_against(run))
        self.against.setVisible(bool(self.against.text()))
        self.used.setText(used_words(run))


def _against(run: ForecastRun) -> str:
    """Say how the shop's own weights did in the tests against the pretrained ones."""
    missed = {account.name: account.missed for account in accounts(run.backtest, run.choice)}
    if not {LSTM, ZERO_SHOT} <= missed.keys():
        return ""
    return QCoreApplication.translate(
        "NetworkPanel",
        "On your past it missed {own} of units; as it came, {shipped}. "
        "“Compare” above the chart shows both forecasts of an item.",
    ).format(own=figures.percent(missed[LSTM]), shipped=figures.percent(missed[ZERO_SHOT]))


def used_words(run: ForecastRun) -> str:
    """Say for how many items the LSTM is used, and why not for the others; "" where it took no
    part."""
    share = share_of(run.backtest, run.choice, LSTM)
    if share is None:
        return ""
    words = counted(
        QCoreApplication.translate("NetworkPanel", "The LSTM forecasts {used} of {items} items."),
        used=f"{share.used:,}",
        items=f"{share.items:,}",
    )
    if share.beaten:
        words += QCoreApplication.translate(
            "NetworkPanel", " For {n}, another method did better in the tests."
        ).format(n=f"{share.beaten:,}")
    if share.unjudged:
        words += QCoreApplication.translate(
            "NetworkPanel", " {n} have too short a history to test it."
        ).format(n=f"{share.unjudged:,}")
    if share.used < share.items and "ensemble" in run.choice.models:
        words += QCoreApplication.translate(
            "NetworkPanel", " In the combination it has a part as well."
        )
    return words
