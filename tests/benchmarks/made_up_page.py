"""A page of made-up demand to look at: is what the LSTM is pretrained on like what shops sell?

    python -m tests.benchmarks.made_up_page PAGE.png [--seed N] [--data FOLDER]

Each line is a frequency and kind; the last line, with --data, shows mixed recorded series. Grey
bands mark what was not observed, ticks at the foot what is known ahead.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

_COLUMNS = 6
_WIDTH, _HEIGHT = 330, 120
_SHOWN = {0: 200, 1: 156, 2: 84}
_NAMES = ("days", "weeks", "months")


def main() -> None:
    """Draw the page."""
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from core.forecasting.lstm.recorded import mixed_rows, read_recorded
    from core.forecasting.lstm.synthetic import Mix, synthetic_rows

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("page", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    application = QGuiApplication.instance() or QGuiApplication([])
    lines = []
    for title, mix in (
        ("retail days", Mix(0.0, 0.0, 0.0, 0.0)),
        ("retail days", Mix(0.0, 0.0, 0.0, 0.0)),
        ("retail weeks", Mix(0.0, 1.0, 0.0, 0.0)),
        ("sums of days", Mix(0.0, 1.0, 0.0, 1.0)),
        ("retail months", Mix(0.0, 0.0, 1.0, 0.3)),
        ("smooth days", Mix(1.0, 0.0, 0.0, 0.0)),
        ("smooth weeks", Mix(1.0, 1.0, 0.0, 0.0)),
    ):
        rows = synthetic_rows(16 * _COLUMNS, options.seed * 100 + len(lines), mix)
        lines.append((title, rows, np.arange(_COLUMNS) * 16 + len(lines)))
    if options.data:
        rows = mixed_rows(read_recorded(options.data), _COLUMNS, options.seed)
        lines.append(("mixed recorded", rows, np.arange(_COLUMNS)))
    _draw(options.page, lines)
    del application


def _draw(page: Path, lines: list[tuple[str, object, np.ndarray]]) -> None:
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

    image = QImage(_COLUMNS * _WIDTH, len(lines) * _HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line, (title, rows, chosen) in enumerate(lines):
        for column, row in enumerate(chosen.tolist()):
            frequency = int(rows.frequency[row])
            count = _SHOWN[frequency]
            units = rows.units[row, -count:].numpy()
            seen = rows.observed[row, -count:].numpy()
            told = rows.covariates[row, -count:].abs().amax(1).numpy() > 0.05
            left, top = column * _WIDTH + 8, line * _HEIGHT + 18
            width, height = _WIDTH - 16, _HEIGHT - 26
            most = max(float(units.max()), 1e-9)
            step = width / count
            for place in np.flatnonzero(~seen):
                painter.fillRect(
                    QRectF(left + place * step, top, step, height), QColor(236, 236, 236)
                )
            for place in np.flatnonzero(told):
                painter.fillRect(
                    QRectF(left + place * step, top + height, step, 4), QColor(220, 120, 40)
                )
            points = QPolygonF(
                [
                    QPointF(left + (place + 0.5) * step, top + height * (1 - value / most))
                    for place, value in enumerate(units.tolist())
                    if seen[place]
                ]
            )
            painter.setPen(QColor(30, 80, 160))
            painter.drawPolyline(points)
            painter.setPen(QColor(60, 60, 60))
            painter.drawText(left, top - 5, f"{title}, {_NAMES[frequency]}, most {most:,.0f}")
    painter.end()
    image.save(str(page))


if __name__ == "__main__":
    main()
