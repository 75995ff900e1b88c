"""gui/pages/accuracy/network_panel.py: how the LSTM learned, live and afterwards, and its use."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.forecasting.lstm.record import NetworkRecord, untrained_record
from core.progress import Progress
from core.wording import say
from gui.charts.training_curve import TrainingCurve, summary
from gui.pages.accuracy.network_panel import NetworkPanel
from gui.pages.accuracy.page import AccuracyPage
from gui.session import Session
from gui.window.job_bar import JobBar

LOSSES = (0.31, 0.302, 0.296, 0.298)
RECORD = NetworkRecord(
    key="",
    weights=np.zeros(1, dtype=np.uint8),
    tuned=True,
    horizon=26,
    device="cpu",
    device_reason=say("No CUDA card was found, so the processor is used."),
    reason=say(
        "Training on your sales made the network {gain:.1f} % better on your last periods.",
        gain=4.2,
    ),
    gain=0.042,
    train=(0.4, 0.39, 0.38),
    held_out=LOSSES,
    seconds=14.2,
)


@pytest.fixture
def session(session: Session) -> Session:
    session.run = replace(session.run, network=RECORD)
    return session


@pytest.fixture
def panel(opened, session: Session) -> NetworkPanel:
    page = opened(AccuracyPage)
    assert page.models.learned.isVisible()
    page.models.learned.click()
    return page.findChildren(NetworkPanel)[0]


def test_curve_device_time_use_and_reasons_are_told(panel: NetworkPanel) -> None:
    """What is known of a training is all there, in words a merchant reads."""
    assert panel.curve.losses == LOSSES
    assert "CPU in 14 s" in panel.where.text()
    assert "No CUDA card" in panel.where.text()
    assert "4.2 % better" in panel.outcome.text()
    assert panel.used.text().startswith("The LSTM forecasts 6 of 18 items.")
    assert "For 12, another method did better in the tests." in panel.used.text()


def test_why_nothing_was_trained_is_told(opened, session: Session) -> None:
    """Without training the page says why, and offers no curve to look at."""
    reason = say("Your items have too few periods with known sales to train on.")
    session.run = replace(session.run, network=untrained_record("", 26, reason))
    models = opened(AccuracyPage).models
    assert models.network.text().endswith(" " + str(reason))
    assert not models.learned.isVisible()


def test_own_weights_are_set_against_those_it_came_with(
    panel: NetworkPanel, session: Session
) -> None:
    """Where both were tested, what each missed is told; where not, nothing."""
    assert panel.against.text() == ""
    names = (*session.run.backtest.models[:-1], "lstm_zero_shot")
    session.run = replace(session.run, backtest=replace(session.run.backtest, models=names))
    session.changed.emit("run")
    assert "as it came" in panel.against.text()


def test_training_is_followed_live(qtbot: QtBot, panel: NetworkPanel, session: Session) -> None:
    """While it trains, job bar and panel draw the losses so far, with device and step."""
    bar = JobBar(session.jobs)
    qtbot.addWidget(bar)
    going = True

    def work(progress: Progress) -> None:
        while going:
            progress.step(120, 300, say("Training the LSTM on {device}", device="CPU"), LOSSES[:3])

    session.jobs.start(work, session, lambda _: None, "Forecasting")
    qtbot.waitUntil(lambda: bar.curve.losses == LOSSES[:3])
    assert not bar.curve.isHidden()
    assert panel.curve.losses == LOSSES[:3]
    assert "on CPU" in panel.where.text()
    assert "step 120 of 300" in panel.where.text()
    going = False
    qtbot.waitUntil(lambda: not session.jobs.busy)
    assert bar.curve.isHidden()


def test_the_curve_is_told_in_a_sentence(qtbot: QtBot) -> None:
    """Who cannot see the line hears how far the loss has come."""
    curve = TrainingCurve()
    qtbot.addWidget(curve)
    curve.show_losses(LOSSES)
    assert curve.accessibleDescription() == "Loss 0.298, at best 0.296; 0.310 before training."
    assert summary(LOSSES[:1]) == "Training has just begun."
    curve.resize(200, 150)
    curve.grab()
