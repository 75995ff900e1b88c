"""Pictures of every page: python packaging/screenshots.py FOLDER [light dark] [en zh_CN] [options].

Opens the window without a screen, imports a shop, forecasts it, and saves each page at 1440 × 900
as PAGE-LANGUAGE-THEME.png, all of them side by side as contact-LANGUAGE-THEME.png, and the way from
a sheet to a plan in four stills as way-LANGUAGE-THEME.png. Look at them after every change of the
look.

    --items N     a made-up shop of N items in place of the bundled sample
    --scale 1.5   the text size (1, 1.25, 1.5 or 2)
    --size WxH    of the window, in place of 1440x900
    --quick       the models that take no time, to look at the window rather than at forecasts
    --pages A,B   only these pages
    --sheet FILE  only the import page, with this sheet opened; may be given several times
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, Qt  # noqa: E402
from PySide6.QtGui import QImage, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from core.wording import LANGUAGES  # noqa: E402
from gui.app import make_window  # noqa: E402
from gui.crash import Crashes  # noqa: E402
from gui.tables import cell_pictures  # noqa: E402
from gui.theme import TEXT_SCALES, THEMES, theme  # noqa: E402
from gui.window.frame import STAGES, Window  # noqa: E402
from gui.window.preferences import Preferences  # noqa: E402
from tests.benchmarks.large_shop import write_sheet  # noqa: E402

LONGEST = 900.0
"""Seconds that a forecast may take."""

QUICK = ("seasonal_naive", "moving_mean", "regression")
SIZE = (1440, 900)
COLUMNS = 3
"""Of the contact sheet."""

WAY = ("import", "check", "forecast", "restock")
"""The stills of the main path, from a sheet to a plan."""


def main(arguments: list[str]) -> int:
    """Take the pictures; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("choices", nargs="*", choices=[*THEMES, *LANGUAGES, []])
    parser.add_argument("--items", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1.0, choices=TEXT_SCALES)
    parser.add_argument("--size", type=size_of, default=SIZE)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--pages", default="")
    parser.add_argument("--sheet", type=Path, action="append", default=[])
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    looks = [name for name in options.choices if name in THEMES] or ["light", "dark"]
    languages = [name for name in options.choices if name in LANGUAGES] or list(LANGUAGES)
    application = QApplication([])
    application.setStyle("Fusion")
    # A picture holds all cells of a table, however long they take.
    cell_pictures.GO_S = LONGEST
    with tempfile.TemporaryDirectory() as own:
        for language in languages:
            preferences = Preferences(Path(own) / f"{language}.ini")
            preferences.language = language
            preferences.text_scale = options.scale
            window = make_window(preferences, Crashes(Path(own)))
            window.resize(*options.size)
            window.show()
            sheet = None
            if options.items:
                sheet = Path(own) / f"{language}.csv"
                write_sheet(sheet, options.items, language=language)
            if options.sheet:
                take_imports(window, options, looks, language)
            else:
                take_all(window, options, looks, language, sheet)
            window.close()
            window.deleteLater()
    return 0


def size_of(text: str) -> tuple[int, int]:
    """Return width and height of "1280x720"."""
    width, height = text.split("x")
    return int(width), int(height)


def take_imports(
    window: Window, options: argparse.Namespace, looks: list[str], language: str
) -> None:
    """Take the import page with each of the sheets, as import-SHEET-LANGUAGE-THEME.png."""
    session = window.session
    for path in options.sheet:
        window.files.open([path])
        wait_until(lambda: bool(session.sheets) and not session.jobs.busy, LONGEST)
        wait_until(lambda: session.preview is not None or bool(session.doubts), 60)
        for look in looks:
            window.look.use_theme(look)
            wait_until(lambda: False, 0.5)
            name = f"import-{path.stem}-{language}-{look}.png"
            window.grab().save(str(options.folder / name))
        session.cancel_import()


def take_all(
    window: Window,
    options: argparse.Namespace,
    looks: list[str],
    language: str,
    sheet: Path | None,
) -> None:
    """Walk through the whole job, taking each page where it is at its fullest."""
    session = window.session
    wanted = [name for name in options.pages.split(",") if name]
    taken: dict[str, list[QPixmap]] = {look: [] for look in looks}

    def take(name: str) -> None:
        if wanted and name not in wanted:
            return
        for look in looks:
            if theme().name != look:
                window.look.use_theme(look)
            wait_until(lambda: False, 0.3)
            # What a page reckons quietly belongs into its picture.
            wait_until(lambda: not session.jobs.busy, 60)
            wait_until(lambda: False, 0.2)
            picture = window.grab()
            picture.save(str(options.folder / f"{name}-{language}-{look}.png"))
            taken[look].append(picture)

    take("empty")
    if sheet is None:
        window.files.open_sample()
    else:
        window.files.open([sheet])
    wait_until(lambda: session.preview is not None, LONGEST)
    take("import")
    # What the page says of a preview is written a moment after it is there.
    wait_until(lambda: window.top.primary.isEnabled() and not session.jobs.busy, LONGEST)
    wait_until(lambda: False, 0.3)
    window.top.primary.click()
    wait_until(lambda: session.demand is not None, LONGEST)
    if options.quick:
        session.change_settings(models=QUICK)
    window.open_stage("check")
    take("check")
    window.forecast()
    wait_until(lambda: session.plan is not None, LONGEST)
    wait_until(lambda: not session.jobs.busy, LONGEST)
    for name, _ in STAGES:
        if name not in ("import", "check"):
            window.open_stage(name)
            take(name)
            for view, show in views(window, name):
                show()
                take(f"{name}-{view}")
    for look, pictures in taken.items():
        contact_sheet(pictures).save(str(options.folder / f"contact-{language}-{look}.png"))
        stills = [options.folder / f"{name}-{language}-{look}.png" for name in WAY]
        if all(still.exists() for still in stills):
            way = contact_sheet([QPixmap(str(still)) for still in stills], columns=2)
            way.save(str(options.folder / f"way-{language}-{look}.png"))


def views(window: Window, name: str) -> list[tuple[str, Callable[[], object]]]:
    """Return the further views of a page, each with what shows it."""
    if name != "restock":
        return []
    chooser = window.pages[name].views  # type: ignore[attr-defined]
    return [
        (choice.name, lambda choice=choice: chooser.take(choice.name))
        for choice in chooser.choices
        if choice.name != chooser.current
    ]


def contact_sheet(pictures: list[QPixmap], columns: int = COLUMNS) -> QImage:
    """Return all pictures at half their size, side by side."""
    width, height = SIZE[0] // 2, SIZE[1] // 2
    rows = -(-len(pictures) // columns)
    sheet = QImage(columns * width, max(rows, 1) * height, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.gray)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        painter.drawPixmap(
            QRect(column * width, row * height, width, height),
            picture.scaled(
                width,
                height,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            ),
        )
    painter.end()
    return sheet


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    """Let the window live until something is true or the time is over."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
