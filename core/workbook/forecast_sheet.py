"""The forecast as a sheet: periods across, three figures an item."""

from __future__ import annotations

import numpy as np

from core.demand import Demand
from core.evaluation.choice import Choice
from core.forecasting.forecast import Forecast
from core.restocking.terms.terms import Terms
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import Book, Column, chunks

FIGURES = (
    (say(QT_TRANSLATE_NOOP("core", "Expected")), None),
    (say(QT_TRANSLATE_NOOP("core", "Low (1 in 10 below)")), 0.1),
    (say(QT_TRANSLATE_NOOP("core", "High (1 in 10 above)")), 0.9),
)
"""What is written of each item and period: its name, and the quantile level (None: the mean)."""

FORECAST_NAME = say(QT_TRANSLATE_NOOP("core", "Forecast"))


def write_forecast(
    book: Book, forecast: Forecast, demand: Demand, choice: Choice, terms: Terms
) -> None:
    """Write units per item, figure and period, and their total where they may be added.

    Only expected units add up over periods; the total of a low or high figure is that of the sum
    (restock.md, F23). Periods across keep 4,000 items at 12,000 rows; the CSV holds all quantiles.
    """
    sheet = book.add_sheet(book.words(FORECAST_NAME))
    with_store = any(forecast.stores)
    columns = [
        Column(say(QT_TRANSLATE_NOOP("core", "Item")), 14, "text"),
        *([Column(say(QT_TRANSLATE_NOOP("core", "Store")), 12, "text")] if with_store else []),
        Column(say(QT_TRANSLATE_NOOP("core", "Name")), 28, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "Model")), 16, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "Figure")), 18, "text"),
        Column(say(QT_TRANSLATE_NOOP("core", "Total")), 9, "units"),
        *(Column(Sentence(str(day)), 11, "units") for day in forecast.periods),
    ]
    labels = [book.words(name) for name, _ in FIGURES]
    titles = terms.table["title"].to_list()
    book.begin_table(sheet, columns, 0, len(FIGURES) * len(forecast))
    sheet.freeze_panes(1, len(columns) - forecast.horizon)
    for column, day in enumerate(forecast.periods, len(columns) - forecast.horizon):
        book.day(sheet, 0, column, day, "header day")
    figure = book.formats["figure"]
    row = 0
    for part in chunks(len(forecast), 250):
        paths = forecast.paths[part.start : part.stop]
        totals = paths.sum(axis=2)
        figures = np.stack(
            [
                np.concatenate([_figure(totals[:, :, None], level), _figure(paths, level)], axis=1)
                for _, level in FIGURES
            ],
            axis=1,
        )
        # Each cell is written as text of four digits; more would only make the file larger.
        for item, lines in zip(part, np.round(figures.astype(np.float64), 2).tolist(), strict=True):
            texts = [forecast.items[item]]
            if with_store:
                texts.append(forecast.stores[item])
            texts += [titles[item], choice.models[item]]
            for label, line in zip(labels, lines, strict=True):
                row += 1
                for column, text in enumerate((*texts, label)):
                    book.text(sheet, row, column, text)
                first = len(texts) + 1
                sheet.write_number(row, first, line[0], figure)
                for column, value in enumerate(line[1:], first + 1):
                    sheet.write_number(row, column, value, figure)


def _figure(paths: np.ndarray, level: float | None) -> np.ndarray:
    if level is None:
        return np.asarray(paths.mean(axis=1))
    ordered = np.sort(paths, axis=1)
    return np.asarray(ordered[:, int(np.ceil(level * ordered.shape[1] - 1e-9)) - 1])
