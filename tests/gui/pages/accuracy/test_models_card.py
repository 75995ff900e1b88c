"""gui/pages/accuracy/models_card.py: every model against seasonal naive."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.pages.accuracy.page import AccuracyPage
from gui.session import Session


@pytest.mark.parametrize("size", [(1256, 800), (1080, 600)])
def test_many_models_scroll_and_leave_the_words_their_room(
    opened, qtbot: QtBot, session: Session, size: tuple[int, int]
) -> None:
    """Twenty models need more room than the page has: the words below stay clear of the table."""
    page = opened(AccuracyPage, size)
    card = page.models
    few = card.delegate.accounts
    many = tuple(replace(few[n % len(few)], name=few[-1].name) for n in range(20))
    card.show_accounts(many, session.demand.frequency)
    qtbot.waitUntil(lambda: card.table.verticalScrollBar().maximum() > 0)
    assert card.table.geometry().bottom() <= card.explained.geometry().top()
    assert card.rows.rowCount() == 20
