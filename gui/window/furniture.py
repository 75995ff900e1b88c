"""The pages of the window: all that is imported only once the frame is painted."""

from __future__ import annotations

from collections.abc import Callable

from gui.pages import Page
from gui.pages.accuracy.page import AccuracyPage
from gui.pages.checking.page import CheckPage
from gui.pages.forecast.page import ForecastPage
from gui.pages.importing.page import ImportPage
from gui.pages.restock.page import RestockPage
from gui.pages.today.page import TodayPage
from gui.session import Session

PAGES: dict[str, Callable[[Session], Page]] = {
    "today": TodayPage,
    "import": ImportPage,
    "check": CheckPage,
    "forecast": ForecastPage,
    "restock": RestockPage,
    "accuracy": AccuracyPage,
}
