"""gui/window: the frame around the pages, in every language and theme."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.errors import OutputError
from core.wording import LANGUAGES, say
from gui.session.keeping import STORED
from gui.theme import RESOURCES, theme
from gui.window.frame import STAGES, Window
from gui.window.preferences import SYSTEM
from gui.wording import time_left
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def full(window: Window) -> Window:
    """The window with a value of every stage."""
    made = made_up_session(items=30)
    made.jobs.shut_down()
    for stage in STORED:
        setattr(window.session, stage, getattr(made, stage))
    for stage in STORED:
        window.session.changed.emit(stage)
    return window


def _cut(window: Window) -> list[str]:
    """Words of labels and buttons wider than their place, without a tooltip that has them whole."""
    return [
        f"{widget.text()!r}: {widget.width()} of {widget.sizeHint().width()}"
        for kind in (QLabel, QPushButton)
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and widget.text()
        and not widget.toolTip()
        and not (isinstance(widget, QLabel) and widget.wordWrap())
        and widget.width() + 1 < widget.sizeHint().width()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_window_says_what_to_do(qtbot: QtBot, window: Window, language: str) -> None:
    """Before any sheet, each page has a sentence and a way on."""
    window.look.use_language(language)
    for name, _ in STAGES:
        window.open_stage(name)
        qtbot.wait(1)
        assert window.top.sentence.accessibleName()
        assert window.top.primary.isVisible()
        assert _cut(window) == [], name


def test_every_control_has_a_name(full: Window) -> None:
    """What has no words on it has an accessible name."""
    nameless = [
        f"{type(button).__name__} in {type(button.parent()).__name__}"
        for button in full.findChildren(QAbstractButton)
        if button.isVisibleTo(full) and not (button.text() or button.accessibleName())
    ]
    assert nameless == []


def test_large_text_cuts_no_buttons(qtbot: QtBot, full: Window) -> None:
    """At 150 % the words of all buttons of the frame still have their place."""
    full.look.use_text_scale(1.5)
    qtbot.wait(1)
    frame = (full.top.primary, full.jobs.stop, full.stages.language, full.stages.theme)
    cut = [b.text() for b in frame if b.isVisible() and b.width() + 1 < b.sizeHint().width()]
    assert cut == []


def test_a_narrow_window_shows_icons_with_tooltips(qtbot: QtBot, full: Window) -> None:
    """Under 1,000 px the stage list gives its room to the page."""
    full.resize(960, 700)
    qtbot.waitUntil(lambda: full.stages.narrow)
    assert all(button.toolTip() for button in full.stages.buttons.values())
    full.resize(1300, 700)
    qtbot.waitUntil(lambda: not full.stages.narrow)


def test_stages_are_reached_by_keyboard(qtbot: QtBot, full: Window) -> None:
    """Ctrl+1 … 6 open the stages in order."""
    for number, (name, _) in enumerate(STAGES, 1):
        full.keyboard.actions[f"Ctrl+{number}"].trigger()
        assert full.current == name


def test_files_dropped_anywhere_are_opened(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file dropped on any page is read, and remembered."""
    sheet = tmp_path / "till.csv"
    sheet.write_text("day,item,units\n")
    asked: list[object] = []
    monkeypatch.setattr(window.session, "start_import", lambda paths: asked.append(list(paths)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sheet))])
    window.dropEvent(
        QDropEvent(
            QPointF(300, 300),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert asked == [[sheet]]
    assert window.current == "import"
    assert window.preferences.recent == (sheet.resolve(),)


def test_a_refusal_is_a_strip_with_a_next_step(qtbot: QtBot, window: Window) -> None:
    """What the operator can put right is said above the page, never in a box that blocks."""
    calls: list[int] = []
    window.files.again = lambda: calls.append(1)

    def refuse(_: object) -> None:
        raise OutputError(say("The file is open in Excel."))

    with qtbot.waitSignal(window.session.jobs.refused):
        window.session.jobs.start(refuse, window, lambda _: None)
    assert window.strip.isVisible()
    assert window.strip.words.text() == "The file is open in Excel."
    window.strip.step.click()
    assert calls == [1]
    assert not window.strip.isVisible()


def test_search_finds_by_name_and_pinyin(qtbot: QtBot, full: Window) -> None:
    """Ctrl+K, a few letters: the items that hold them."""
    qtbot.keyClicks(full.search, "mug")
    completer = full.search.completer()
    completer.setCompletionPrefix("mug")
    assert completer.completionCount() > 0
    full.search.completer().popup().hide()
    assert "mug" in completer.currentCompletion().lower()


def test_time_left_is_rounded() -> None:
    """Seconds by five, then ten, then whole minutes."""
    assert time_left(3) == "about 5 s left"
    assert time_left(41) == "about 45 s left"
    assert time_left(75) == "about 1 min 20 s left"
    assert time_left(400) == "about 7 min left"
    assert time_left(3700) == "about 1 h 2 min left"


def test_the_window_opens_without_anything_heavy() -> None:
    """The window paints before torch, statsmodels, scipy or openpyxl are loaded."""
    heavy = {"torch", "statsmodels", "scipy", "openpyxl", "xlsxwriter", "joblib", "dask"}
    command = f"import sys, gui.app; print(*sorted({heavy!r} & sys.modules.keys()))"
    ended = subprocess.run(
        [sys.executable, "-c", command],
        cwd=RESOURCES.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout.split()) == (0, []), ended.stderr


def test_language_and_theme_are_remembered(window: Window) -> None:
    """The next start speaks and looks the same."""
    window.look.use_language("zh_CN")
    window.look.use_theme("dark")
    assert (window.preferences.language, window.preferences.theme) == ("zh_CN", "dark")
    assert window.stages.buttons["today"].text() == "今日"
    assert theme().name == "dark"


@pytest.mark.parametrize(
    ("scheme", "contrast", "worn"),
    [
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "high_contrast"),
    ],
)
def test_the_theme_follows_the_system(window: Window, monkeypatch, scheme, contrast, worn) -> None:
    """While no theme is chosen, the window wears what the system asks for, contrast first."""
    hints = SimpleNamespace(
        colorScheme=lambda: scheme,
        accessibility=lambda: SimpleNamespace(contrastPreference=lambda: contrast),
    )
    monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(lambda: hints))
    window.preferences.theme = SYSTEM
    window.look._follow_system()
    assert theme().name == worn
    window.look.use_theme("dark")
    window.look._follow_system()
    assert theme().name == "dark"


def test_the_icon_is_drawn_for_every_size(window: Window) -> None:
    """Small sizes have a drawing of their own, on whole pixels: the shelf is one clean bar."""
    sizes = {size.width() for size in window.windowIcon().availableSizes()}
    assert sizes == {16, 20, 24, 32, 48, 64, 128, 256}
    small = window.windowIcon().pixmap(16, 16).toImage()
    column = [small.pixelColor(8, y).lightness() for y in range(16)]
    assert column[11] < 100 < 240 < column[12]
    assert column[13] > 240 > 100 > column[14]
