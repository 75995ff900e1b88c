"""Order papers printed beside a living window: one page between two events."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from core.errors import OperatorError
from core.wording import translation
from core.workbook import OrderPapers
from gui.charts.order_papers import CHARTS, save_charts, save_order
from gui.charts.picture import chart_picture
from gui.charts.series import forecast_series
from gui.theme import theme


class Press(QObject):
    """Prints the papers of a plan in the window's own language; ``stop`` keeps what is whole."""

    printed = Signal(int, int)
    """(done, of how many) orders and charts."""
    done = Signal(object, int)
    """(Path, number of orders) all of them lie there."""
    refused = Signal(object)
    """(OperatorError) a file cannot be written."""

    def __init__(self, folder: Path, papers: OrderPapers, parent: QObject) -> None:
        super().__init__(parent)
        self.folder, self._papers = folder, papers
        self.orders_done = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)
        self._steps = self._pages()

    def start(self) -> None:
        """Print, from the next event on."""
        self._timer.start()

    def stop(self) -> None:
        """Print no more."""
        self._timer.stop()
        self._steps.close()

    def _pages(self) -> Generator[int]:
        folder, papers, pictures = self.folder, self._papers, list[QImage]()
        for number, order in enumerate(papers.orders, 1):
            path = folder / f"{order.file_name()}.pdf"
            save_order(path, order, papers.language, papers.currency)
            self.orders_done = number
            yield number
        for number, row in enumerate(papers.rows, len(papers.orders) + 1):
            with theme().drawn_as("light", papers.language):
                series = forecast_series(papers.demand, papers.forecast, row, papers.titles[row])
                pictures.append(chart_picture(series))
            yield number
        if pictures:
            title = CHARTS.render(translation(papers.language))
            save_charts(folder / "charts.pdf", pictures, title, papers.language)

    def _next(self) -> None:
        papers = self._papers
        try:
            number = next(self._steps, None)
        except OperatorError as error:
            self.stop()
            self.refused.emit(error)
            return
        if number is None:
            self._timer.stop()
            self.done.emit(self.folder, len(papers.orders))
        else:
            self.printed.emit(number, len(papers.orders) + len(papers.rows))
