"""What GUI tests share: the look, the job thread, a session, a window, all offscreen."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import make_window
from gui.crash import Crashes
from gui.jobs import Jobs
from gui.session import Session
from gui.theme import theme
from gui.window.frame import Window
from gui.window.preferences import Preferences

PATIENCE_MS = 120_000
"""How long a test waits for what must come: where the machine is busy, minutes; it costs time only
where nothing comes."""


class PatientBot(QtBot):
    """Waits as long as a busy machine takes."""

    def waitUntil(  # noqa: N802 - named by pytest-qt
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802 - named by pytest-qt
        self, signal: Any, *, timeout: int = PATIENCE_MS, **options: Any
    ) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as ``open_window`` makes it."""
    qapp.setStyle("Fusion")
    theme()
    return qapp


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """A job thread that ends with the test."""
    made = Jobs()
    yield made
    made.shut_down()
    made.deleteLater()


@pytest.fixture
def session(jobs: Jobs) -> Session:
    """A session that keeps nothing."""
    return Session(jobs)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window in English, light, keeping nothing."""
    preferences = Preferences(tmp_path / "shelfcast.ini")
    preferences.language = "en"
    made = make_window(preferences, Crashes(tmp_path))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    if made.speech.language != "en":
        made.speech.use("en")
    made.close()


@pytest.fixture(autouse=True)
def _the_look_is_as_before(request: pytest.FixtureRequest) -> Iterator[None]:
    """Put theme, type and text size back for the next test."""
    yield
    if "qapp" in request.fixturenames:
        look = theme()
        if (look.name, look.scale, look.language) != ("light", 1.0, "en"):
            look.set_type(1.0, "en")
            look.use("light")


@pytest.fixture(autouse=True)
def _widgets_are_deleted() -> Iterator[None]:
    """Delete what qtbot closed: without a running event loop Qt would keep it to the end, and each
    change of theme would style the widgets of all tests before."""
    yield
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _garbage_is_collected_on_the_main_thread() -> Iterator[None]:
    """As in the program, where ``gui.collector`` sees to it: a job must not delete Qt objects."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()
