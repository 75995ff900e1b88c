"""Rows of cells out of HTML and XML tables, which many web shops and tills save under the name
``.xls``. Runs in the reading process."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

from core.sales.reading.packing import MOST_COLUMNS

_MOST_SPAN = 500
_MOST_ROWS = 1 << 20  # as many as Excel has
_DEEPEST = 200  # tables within tables: pages laid out by tables have a dozen


def html_tables(text: str) -> list[list[list[str]]]:
    """Return the tables of an HTML page in order: rows of cells, spanned cells left empty.

    Raises ValueError for tables within tables without end, and for rows that no sheet could hold.
    """
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    return [table for table in parser.tables if table]


def spreadsheet_xml_tables(raw: bytes) -> list[tuple[str, list[list[str]]]]:
    """Return name and rows of each sheet of an "XML Spreadsheet 2003" file.

    Raises ValueError where the XML is broken or is not such a file.
    """
    tables: list[tuple[str, list[list[str]]]] = []
    rows: list[list[str]] = []
    name, inside = "", False
    try:
        for event, node in ElementTree.iterparse(io.BytesIO(raw), ("start", "end")):  # noqa: S314
            # expat stops entity bombs itself; the reading process has a memory limit besides.
            tag = _local(node.tag)
            if event == "start":
                if tag == "Worksheet":
                    if inside:
                        raise ValueError("a worksheet within another")
                    name, rows, inside = _attribute(node, "Name"), [], True
                continue
            if tag == "Row":
                index = int(_attribute(node, "Index") or len(rows) + 1)
                if index > _MOST_ROWS:
                    raise ValueError(f"row {index}")
                rows.extend([] for _ in range(index - 1 - len(rows)))
                rows.append(_xml_row(node))
                node.clear()
            elif tag == "Worksheet":
                tables.append((name, rows))
                inside = False
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error
    return tables


def _xml_row(node: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in node:
        if _local(cell.tag) != "Cell":
            continue
        index = int(_attribute(cell, "Index") or len(cells) + 1)
        if index > MOST_COLUMNS:
            raise ValueError(f"column {index}")
        cells.extend([""] * (index - 1 - len(cells)))
        value = ""
        for part in cell:
            if _local(part.tag) == "Data":
                value = "".join(part.itertext())
                if _attribute(part, "Type") == "DateTime":
                    value = value.replace("T00:00:00.000", "").replace("T", " ")
        cells.append(value)
    return cells


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _attribute(node: ElementTree.Element, name: str) -> str:
    return next((v for k, v in node.attrib.items() if _local(k) == name), "")


class _TableParser(HTMLParser):
    """Collects the cells of every table; nested tables end the cell they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._depth = 0
        self._spans: dict[int, int] = {}
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._cell_span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_row()
            self._depth += 1
            if self._depth > _DEEPEST:
                raise ValueError("tables within tables")
            self.tables.append([])
            self._spans = {}
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._row = []
            self._cell = []
            named = dict(attrs)
            self._cell_span = (_span(named.get("rowspan")), _span(named.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
            self._depth -= tag == "table" and self._depth > 0

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        self._skip_spanned()
        text = " ".join("".join(self._cell).split())
        down, across = self._cell_span
        for offset in range(across):
            if down > 1:
                self._spans[len(self._row)] = down - 1
            self._row.append(text if offset == 0 else "")
        self._cell = None

    def _skip_spanned(self) -> None:
        """Leave a cell empty where one of a row above reaches down."""
        while self._row is not None and self._spans.get(len(self._row), 0) > 0:
            self._spans[len(self._row)] -= 1
            self._row.append("")

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        self._skip_spanned()
        if len(self._row) > MOST_COLUMNS:
            raise ValueError(f"column {len(self._row)}")  # cells that span rows push others aside
        if not self.tables:
            self.tables.append([])
        self.tables[-1].append(self._row)
        self._row = None


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isdigit() and int(text) > 0 else 1
