"""Purchase orders as pages to print or mail, and a page of charts for the merchant; PDF, A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from core.errors import OutputError
from core.files import written_atomically
from core.wording import QT_TRANSLATE_NOOP, Translate, say, translation
from core.workbook.purchase_orders import (
    COLUMNS,
    UNNAMED,
    OrderPapers,
    PurchaseOrder,
    columns_of,
    line_texts,
    number_text,
)
from gui.charts.picture import chart_picture, drawn_in, start_qt
from gui.charts.series import forecast_series
from gui.theme import theme

_DOTS = 300  # an inch
_MARGIN = 15.0  # mm
_FOOT = 0.35  # inch
_NUMBERS = ("pack", "quantity", "cost", "amount")
_WIDTHS = {
    "item": 14, "title": 30, "store": 12, "pack": 7, "quantity": 10, "cost": 10, "amount": 12,
    "wanted": 17, "note": 16,
}  # fmt: skip

_TITLE = say(QT_TRANSLATE_NOOP("core", "Purchase order"))
_NUMBER = say(QT_TRANSLATE_NOOP("core", "Order no."))
_DAY = say(QT_TRANSLATE_NOOP("core", "Date"))
CHARTS = say(QT_TRANSLATE_NOOP("core", "What sells, of the most urgent items"))
_TOTAL = say(QT_TRANSLATE_NOOP("core", "Total"))
_CANNOT_WRITE = QT_TRANSLATE_NOOP(
    "core", "The order cannot be written to {path}. Choose another folder or name."
)


def print_orders(folder: Path, papers: OrderPapers) -> None:
    """Write each order as a PDF of its own into ``folder``, and the charts as "charts.pdf".

    Starts Qt without a screen where no application runs. Raises ``OutputError`` where a file cannot
    be written.
    """
    start_qt()
    for order in papers.orders:
        save_order(folder / f"{order.file_name()}.pdf", order, papers.language, papers.currency)
    with drawn_in(papers.language):
        pictures = [
            chart_picture(forecast_series(papers.demand, papers.forecast, row, papers.titles[row]))
            for row in papers.rows
        ]
    if pictures:
        title = CHARTS.render(translation(papers.language))
        save_charts(folder / "charts.pdf", pictures, title, papers.language)


def save_order(path: Path, order: PurchaseOrder, language: str, currency: str) -> None:
    """Write one supplier's order as a PDF, whole or not at all.

    Starts Qt without a screen where no application runs. Raises ``OutputError`` where the file
    cannot be written.
    """
    start_qt()
    words = translation(language)
    document = _empty_document(language)
    cursor = QTextCursor(document)
    _heading(cursor, order, words)
    _lines(cursor, order, words, currency)
    _print(document, path, f"{_TITLE.render(words)} {order.number}")


def save_charts(path: Path, pictures: Sequence[QImage], title: str, language: str) -> None:
    """Write pictures of charts as a PDF, two a page, under a title."""
    start_qt()
    document = _empty_document(language)
    cursor = QTextCursor(document)
    cursor.insertText(title, _look(15, bold=True))
    width = 180.0 / 25.4 * 96  # of the page within its margins, in the document's pixels
    for picture in pictures:
        cursor.insertBlock()
        cursor.insertBlock()
        scaled = picture.copy()
        scaled.setDevicePixelRatio(picture.width() / width)
        cursor.insertImage(scaled)
    _print(document, path, title)


def _empty_document(language: str) -> QTextDocument:
    document = QTextDocument()
    with theme().drawn_as("light", language):
        font = QFont(theme().font("body"))
    font.setPointSizeF(9.0)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    return document


def _look(points: float, *, bold: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontPointSize(points)
    look.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return look


def _heading(cursor: QTextCursor, order: PurchaseOrder, words: Translate) -> None:
    cursor.insertText(_TITLE.render(words), _look(18, bold=True))
    cursor.insertBlock()
    cursor.insertText(order.supplier or UNNAMED.render(words), _look(12, bold=True))
    cursor.insertBlock()
    told = f"{_NUMBER.render(words)} {order.number}    {_DAY.render(words)} {order.day}"
    cursor.insertText(told, _look(9))
    cursor.insertBlock()


def _lines(cursor: QTextCursor, order: PurchaseOrder, words: Translate, currency: str) -> None:
    names = columns_of(order)
    table = cursor.insertTable(len(order.lines) + 2, len(names), _table_format(names))
    headers = {name: COLUMNS[name].render(words) for name in names}
    if currency:
        headers |= {it: f"{headers[it]} ({currency})" for it in ("cost", "amount") if it in headers}
    _row(table, 0, names, headers, bold=True)
    for number, line in enumerate(order.lines, 1):
        _row(table, number, names, line_texts(line))
    total = {
        names[0]: _TOTAL.render(words),
        "quantity": number_text(order.units),
        "amount": number_text(order.amount, 2),
    }
    _row(table, len(order.lines) + 1, names, total, bold=True)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _table_format(names: Sequence[str]) -> QTextTableFormat:
    look = QTextTableFormat()
    look.setHeaderRowCount(1)  # repeated on every page
    look.setBorder(0)
    look.setBorderCollapse(True)
    look.setCellSpacing(0)
    look.setTopMargin(10)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    whole = sum(_WIDTHS[name] for name in names)
    look.setColumnWidthConstraints(
        [
            QTextLength(QTextLength.Type.PercentageLength, 100 * _WIDTHS[name] / whole)
            for name in names
        ]
    )
    return look


def _row(
    table: QTextTable,
    row: int,
    names: Sequence[str],
    texts: dict[str, str],
    *,
    bold: bool = False,
) -> None:
    for column, name in enumerate(names):
        cell = table.cellAt(row, column)
        look = QTextTableCellFormat()
        look.setPadding(3)
        if name in ("wanted", "note"):
            look.setLeftPadding(12)  # away from the figures at the right of their column
        look.setBottomBorder(1.0 if bold else 0.4)
        look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBottomBorderBrush(theme().colour("line"))
        cell.setFormat(look)
        cursor = cell.firstCursorPosition()
        block = QTextBlockFormat()
        if name in _NUMBERS:
            block.setAlignment(Qt.AlignmentFlag.AlignRight)
        cursor.setBlockFormat(block)
        cursor.insertText(texts.get(name, ""), _look(9, bold=bold))


def _print(document: QTextDocument, path: Path, title: str) -> None:
    with written_atomically(path) as part, _painter(part, title, path.name) as (writer, painter):
        document.documentLayout().setPaintDevice(writer)
        area = QRectF(writer.pageLayout().paintRectPixels(_DOTS))
        foot = _FOOT * _DOTS
        page = QSizeF(area.width(), area.height() - foot)
        document.setPageSize(page)
        count = document.pageCount()
        for number in range(count):
            if number:
                writer.newPage()
            painter.save()
            top = number * page.height()
            painter.translate(0, -top)
            document.drawContents(painter, QRectF(0, top, page.width(), page.height()))
            painter.restore()
            small = QFont(document.defaultFont())
            small.setPointSizeF(7.5)
            painter.setFont(small)
            strip = QRectF(0, page.height(), page.width(), foot)
            painter.drawText(strip, Qt.AlignmentFlag.AlignBottom, title)
            right = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
            painter.drawText(strip, right, f"{number + 1} / {count}")


@contextmanager
def _painter(part: Path, title: str, name: str) -> Iterator[tuple[QPdfWriter, QPainter]]:
    writer = QPdfWriter(str(part))
    writer.setResolution(_DOTS)
    writer.setTitle(title)
    writer.setCreator(QCoreApplication.applicationName() or "Shelfcast")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(writer):
        raise OutputError(say(_CANNOT_WRITE, path=name))
    try:
        yield writer, painter
    finally:
        painter.end()
