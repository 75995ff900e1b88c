"""gui/pages/accuracy/replay_card.py and gui/charts/replay_chart.py"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pytestqt.qtbot import QtBot

from core.restocking.terms.receipts import Receipts
from gui.pages.accuracy.replay_card import ReplayCard
from gui.session import Session


@pytest.fixture
def items() -> int:
    return 8


@pytest.fixture(autouse=True)
def _two_light_models(session: Session) -> None:
    session.change_settings(models=("seasonal_naive", "moving_mean"), paths=60)


def test_the_past_is_played_with_the_merchants_own_rule(qtbot: QtBot, session: Session) -> None:
    """One press replays; sentence, picture and table hold the figures of rule and plan."""
    card = ReplayCard(session)
    qtbot.addWidget(card)
    card.resize(720, 380)
    card.show()
    assert not card.table.isVisible()
    card.safety.setValue(0)
    card.play.click()
    qtbot.waitUntil(lambda: card.replay is not None)
    replay = card.replay
    assert replay.rule.setting == 0
    assert f"{100 * replay.plan.fill_rate:.1f}" in card.sentence.text()
    rows = {row.words: row for row in card.table.model_of_rows.rows}
    assert rows["Units missed"].rule == replay.rule.lost_units
    assert rows["Average stock"].plan == replay.plan.stock_value
    change = rows["Demand served"].change
    assert change.low <= change.value <= change.high
    assert card.chart.accessibleDescription() == card.sentence.text()
    assert "delivery time" in card.assumed.toolTip()
    assert not card.grab().isNull()


def test_a_replay_belongs_to_the_terms_it_was_played_with(qtbot: QtBot, session: Session) -> None:
    """After a change of terms the figures are gone rather than wrong."""
    card = ReplayCard(session)
    qtbot.addWidget(card)
    card.start()
    qtbot.waitUntil(lambda: card.replay is not None)
    session.edit_terms(0, "lead_time_days", 40.0)
    assert card.replay is None
    assert "as long as a forecast" in card.sentence.text()


def test_what_was_really_bought_stands_beside_the_plan(qtbot: QtBot, session: Session) -> None:
    """With receipts the comparison begins with what was done; the own rule is a press away."""
    demand = session.demand
    days = demand.frequency.periods(demand.start, demand.length).astype("datetime64[s]")
    lines = pd.DataFrame(
        {
            "item": np.repeat(demand.items, demand.length),
            "supplier": "",
            "ordered": np.tile(days, len(demand)),
            "received": np.tile(days, len(demand)),
            "days": 0.0,
            "units": np.nan_to_num(demand.as_sold).ravel(),
        }
    )
    session.keep_receipts(Receipts(lines[lines["units"] > 0], 0))
    card = ReplayCard(session)
    qtbot.addWidget(card)
    card.show()
    card.start()
    qtbot.waitUntil(lambda: card.replay is not None)
    bought = card.replay.purchases
    assert bought.items + bought.left_out == card.replay.items
    rows = {row.words: row for row in card.table.model_of_rows.rows}
    assert rows["Average stock"].rule == bought.bought.stock_value
    assert rows["Average stock"].plan == bought.plan.stock_value
    card.against.take("cover")
    rows = {row.words: row for row in card.table.model_of_rows.rows}
    assert rows["Average stock"].rule == card.replay.rule.stock_value
