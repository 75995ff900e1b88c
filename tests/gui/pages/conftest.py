"""What tests of pages share: a session that has been forecast and planned, and pages on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.pages.forecast.page import ForecastPage
from gui.session import Session
from tests.gui.made_up_session import made_up_session

PAGE_SIZE = (1256, 800)
"""Of a page in a window of 1440 × 900."""


@pytest.fixture
def items() -> int:
    """How many items the shop has; a test file may say otherwise."""
    return 18


@pytest.fixture
def session(qapp: object, tmp_path: Path, items: int) -> Iterator[Session]:
    """A session that has been forecast and planned."""
    QLocale.setDefault(QLocale("en"))
    made = made_up_session(items, 110)
    made.memory = tmp_path / "sheets"
    yield made
    made.jobs.shut_down()


@pytest.fixture
def opened(qtbot: QtBot, session: Session) -> Callable[..., QWidget]:
    """Opens a page on the session: ``opened(RestockPage)``."""

    def open_page(kind: Callable[[Session], QWidget], size: tuple[int, int] = PAGE_SIZE) -> QWidget:
        page = kind(session)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        qtbot.wait(5)
        if isinstance(page, ForecastPage):
            page.turns.finish()
        return page

    return open_page


@pytest.fixture
def forecast_page(opened: Callable[..., QWidget]) -> ForecastPage:
    """The Forecast page, its chart drawn."""
    page = opened(ForecastPage)
    assert isinstance(page, ForecastPage)
    return page
