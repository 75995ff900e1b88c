"""The pages of the window: all that is imported only once the frame is painted."""

from __future__ import annotations

from collections.abc import Callable

from gui.pages import Page
from gui.pages.accuracy import AccuracyPage
from gui.pages.check import CheckPage
from gui.pages.forecast import ForecastPage
from gui.pages.import_sheets import ImportPage
from gui.pages.restock import RestockPage
from gui.pages.today import TodayPage
from gui.session import Session

PAGES: dict[str, Callable[[Session], Page]] = {
    "today": TodayPage,
    "import": ImportPage,
    "check": CheckPage,
    "forecast": ForecastPage,
    "restock": RestockPage,
    "accuracy": AccuracyPage,
}
