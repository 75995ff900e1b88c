"""Every page in every language, theme and size: room for its words (P63), contrast of what is
painted (P66), and all of it within reach of the keyboard (P65). One window serves all tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.wording import LANGUAGES
from gui.app import make_window
from gui.crash import Crashes
from gui.session.keeping import STORED
from gui.tables import cell_pictures
from gui.theme import THEMES, theme
from gui.window.frame import STAGES, Window
from gui.window.preferences import Preferences
from tests.gui.made_up_session import made_up_session

DENSITY = 2
"""Pixels that a pixel is painted as: the strokes of letters then have pixels of their own."""

LONG_S = 60.0
"""A go in which a table draws all of its cells, however busy the machine is."""

LEAST, LEAST_LARGE = 4.5, 3.0
"""Contrast of text (WCAG 2.x, 1.4.3), and of text from 18.66 px bold or 24 px on."""


@pytest.fixture(scope="module")
def full(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window with a value of every stage, whose pages are all there."""
    folder = tmp_path_factory.mktemp("window")
    preferences = Preferences(folder / "shelfcast.ini")
    preferences.language = "en"
    window = make_window(preferences, Crashes(folder))
    made = made_up_session(items=30)
    made.jobs.shut_down()
    for stage in STORED:
        setattr(window.session, stage, getattr(made, stage))
    for stage in STORED:
        window.session.changed.emit(stage)
    for name, _ in STAGES:
        window.pages.open(name)
    yield window
    window.look.use_theme("light")
    window.look.use_text_scale(1.0)
    window.look.use_language("en")
    window.close()
    window.deleteLater()


def _views(window: Window, name: str) -> Iterator[str]:
    """Open a page and each of its views; return where one is."""
    window.open_stage(name)
    views = window.pages["restock"].views if name == "restock" else None
    for choice in views.choices if views is not None else ():
        views.take(choice.name)
        yield f"{name}, {choice.name}"
    if views is None:
        yield name


def _cut(window: Window) -> list[str]:
    """Words that find no room: on one line in width, on several in height."""
    found = []
    for widget in [*window.findChildren(QLabel), *window.findChildren(QPushButton)]:
        if not widget.isVisible() or not widget.text() or widget.toolTip():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed, there = widget.heightForWidth(widget.width()), widget.height()
        else:
            needed, there = widget.sizeHint().width(), widget.width()
        if there + 1 < needed:
            found.append(f"{widget.text()[:60]!r}: {there} of {needed}")
    return found


def _luminance(colours: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the relative luminance of (n, 3) colours, red green blue (WCAG 2.x)."""
    share = colours / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def _contrast(pixels: NDArray[np.uint8]) -> float:
    """Return the contrast between what most of (h, w, 3) pixels show and what stands out most.

    What fewer than six pixels show is the edge of a stroke, not its colour.
    """
    numbers = pixels.reshape(-1, 3).astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, counts = np.unique(numbers, return_counts=True)
    light = _luminance(np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1))
    ground = light[counts.argmax()]
    ratios = (np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)
    return float(ratios[counts >= 6].max())


def _painted(window: Window) -> NDArray[np.uint8]:
    """Return the pixels of the window as painted, (h, w, 3)."""
    image = QImage(window.size() * DENSITY, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(DENSITY)
    image.fill(QColor("magenta"))
    window.render(image)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    # A copy: the bits go with the image.
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _worded(window: Window) -> Iterator[tuple[str, QRect, float]]:
    """Return what has words on it and is seen whole: the words, where, the least contrast."""
    whole = window.rect()
    for widget in [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]:
        place = QRect(widget.mapTo(window, QPoint()), widget.size()).adjusted(3, 3, -3, -3)
        seen = widget.isVisible() and widget.isEnabled() and bool(widget.text())
        if not seen or place.isEmpty() or not whole.contains(place):
            continue
        if widget.visibleRegion().boundingRect() != widget.rect():
            continue
        font = widget.fontInfo()
        large = font.pixelSize() >= 24 or (font.pixelSize() >= 18.66 and font.bold())
        yield widget.text(), place, LEAST_LARGE if large else LEAST
    for table in window.findChildren(QTableView):
        model = table.model()
        if not table.isVisible() or model is None:
            continue
        for row in range(min(3, model.rowCount())):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                cell = table.visualRect(index)
                words = index.data()
                # Fewer letters have too few pixels of their own to be measured.
                if not isinstance(words, str) or len(words) < 4 or cell.width() < 20:
                    continue
                if table.viewport().rect().contains(cell):
                    place = QRect(table.viewport().mapTo(window, cell.topLeft()), cell.size())
                    yield words, place.adjusted(4, 3, -4, -3), LEAST


@dataclass
class Walk:
    """What was seen on a way through every page.

    cut     words without room; weak, words that do not stand out; measured, how many were
    opened  pages and views; sizes, those that the window had
    """

    cut: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    measured: int = 0
    opened: int = 0
    sizes: set[tuple[int, int]] = field(default_factory=set)


@pytest.fixture(scope="module")
def walk(full: Window) -> Walk:
    """A way through every page and view in every language, theme and size; once, for each change
    of look styles the whole window anew."""
    seen = Walk()
    full.resize(1440, 900)
    full.show()
    for language, scale, look in product(LANGUAGES, (1.0, 1.5), THEMES):
        full.look.use_language(language)
        full.look.use_text_scale(scale)
        full.look.use_theme(look)
        for name, _ in STAGES:
            for view in _views(full, name):
                where = f"{view}, {language}, {look}, {scale}"
                seen.opened += 1
                # Pages are laid out in the turns after they are drawn.
                for _ in range(50):
                    found = _cut(full)
                    if not found:
                        break
                    QTest.qWait(20)
                seen.cut += [f"{where}: {words}" for words in found]
                # Chinese has the same colours, in strokes too thin to be measured.
                if (language, scale) == ("en", 1.0):
                    _measure(full, where, seen)
        seen.sizes.add((full.width(), full.height()))
    full.look.use_language("en")
    full.hide()
    return seen


def _measure(window: Window, where: str, seen: Walk) -> None:
    """Compare the words of a page with what they are painted on."""
    go, cell_pictures.GO_S = cell_pictures.GO_S, LONG_S
    pixels = _painted(window)
    cell_pictures.GO_S = go
    for words, place, least in _worded(window):
        top, left = place.top() * DENSITY, place.left() * DENSITY
        bottom, right = place.bottom() * DENSITY, place.right() * DENSITY
        ratio = _contrast(pixels[top:bottom, left:right])
        seen.measured += 1
        if ratio < least:
            seen.weak.append(f"{where} {words[:40]!r}: {ratio:.2f} of {least}")


def test_no_words_are_cut_on_any_page(walk: Walk) -> None:
    """Each label and button of each page and view has the room its words need, and the window asks
    for no more than the screen has."""
    assert walk.opened >= 2 * 2 * 3 * len(STAGES)
    assert walk.cut == []
    assert walk.sizes == {(1440, 900)}


def test_words_stand_out_from_what_they_are_painted_on(walk: Walk) -> None:
    """Measured in the pixels of each page in each theme: labels, buttons and cells reach 4.5 : 1,
    large ones 3 : 1."""
    assert walk.weak == []
    assert walk.measured > 500


@pytest.fixture
def shown(full: Window) -> Iterator[Window]:
    """That window on the screen, and off it afterwards: no test leaves a window open."""
    full.resize(1440, 900)
    full.show()
    yield full
    full.hide()


def _settled(qtbot: QtBot, window: Window) -> None:
    """Wait until what is drawn and laid out in turns is there."""
    page = window.pages.currentWidget()
    asked = [getattr(page, name) for name in ("redraw", "_found") if hasattr(page, name)]
    qtbot.waitUntil(lambda: not any(redraw.stale for redraw in asked))
    qtbot.wait(1)


def _stops(window: Window) -> list[QWidget]:
    """What the keyboard must come to, without the line inside a spin box, which is the spin box."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractSpinBox)
        and not widget.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("name", [name for name, _ in STAGES])
def test_tab_comes_to_everything_and_back(qtbot: QtBot, shown: Window, name: str) -> None:
    """From anywhere on a page Tab leads round through every control, once each."""
    theme().set_type(1.0, "en")
    shown.open_stage(name)
    _settled(qtbot, shown)
    wanted = _stops(shown)
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: shown.focusWidget() is wanted[0])
    reached: list[QWidget] = []
    for _ in range(3 * len(wanted)):
        focused = shown.focusWidget()
        if focused in reached:
            break
        reached.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    missed = [w for w in wanted if w not in reached]
    assert [f"{type(w).__name__} {w.accessibleName()!r}" for w in missed] == []
    assert shown.focusWidget() is reached[0]
