"""gui/pages/forecast/chart_saving.py and core/workbook/figures_sheet.py"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.pages.forecast.chart_card import ChartCard
from gui.pages.stock import series_of
from tests.gui.made_up_session import made_up_session


@pytest.fixture
def card(qtbot: QtBot):
    QLocale.setDefault(QLocale("en"))
    session = made_up_session(6, 110)
    made = ChartCard()
    qtbot.addWidget(made)
    made.resize(760, 520)
    made.show_series(series_of(session, 1, {}), paths=session.run.forecast.paths[1].astype(float))
    made.show()
    yield made
    session.jobs.shut_down()


def test_a_workbook_holds_the_charts_figures_as_numbers(card: ChartCard, tmp_path: Path) -> None:
    """Days are days and units numbers; the medians are those that are drawn."""
    import openpyxl

    path = tmp_path / "mug.xlsx"
    card.saving.save_figures(path)
    sheet = openpyxl.load_workbook(path).active
    series = card.chart.series
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(series)
    assert str(rows[0][0].date()) == str(series.first_days[0])
    assert [row[2] for row in rows[-len(series.median) :]] == pytest.approx(list(series.median))


def test_a_drawing_is_sharp_at_any_size(card: ChartCard, tmp_path: Path) -> None:
    """The SVG holds paths and words, no picture of them."""
    path = tmp_path / "mug.svg"
    card.saving.save_drawing(path)
    text = path.read_text("utf-8")
    assert len(re.findall("<(?:path|polyline)", text)) > 10
    assert "Forecast of Celadon mug" in text


def test_figures_are_copied_as_excel_takes_them(card: ChartCard) -> None:
    """A line a period, cells apart by tabs, below the header."""
    card.saving.copy_figures()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == len(card.chart.series) + 1
    assert lines[0].split("\t")[:3] == ["Period begins", "Sold", "Forecast"]


def test_a_refusal_is_said_above_the_chart(card: ChartCard, tmp_path: Path) -> None:
    """A folder that does not exist is a sentence with a way to try again, nothing else."""
    card.saving.save_picture(tmp_path / "nowhere" / "mug.png")
    assert card.strip.isVisible()
    assert card.strip.step.isVisible()
    (tmp_path / "nowhere").mkdir()
    card.strip.step.click()
    assert (tmp_path / "nowhere" / "mug.png").stat().st_size > 1000


def test_months_are_chosen_beside_the_range(card: ChartCard) -> None:
    """The chart and its table show sums by month, and the item's own periods again."""
    weeks = len(card.chart.series)
    card.by.take("M")
    assert card.chart.series.frequency.value == "M"
    assert len(card.chart.series) < weeks / 3
    card.by.take("W")
    assert len(card.chart.series) == weeks


def test_a_chart_begins_with_the_items_own_periods(qtbot: QtBot) -> None:
    """An empty card shown before has chosen nothing: days are days until months are asked for."""
    session = made_up_session(6, 110)
    made = ChartCard()
    qtbot.addWidget(made)
    made.show_series(None)
    made.show_series(series_of(session, 1, {}), paths=session.run.forecast.paths[1].astype(float))
    assert made.by.current == "W"
    assert made.chart.series.frequency is session.run.demand.frequency
    session.jobs.shut_down()
