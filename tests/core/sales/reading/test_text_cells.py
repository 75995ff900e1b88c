"""Reading text tables by arrays gives what reading them row by row gives, cell for cell."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sales.reading import distinct, text_cells
from core.sales.reading.distinct import PADDING, Block, DistinctTexts
from core.sales.reading.packing import SpanColumns
from core.sales.reading.text_cells import IrregularTextError, read_cells

CELLS = st.one_of(
    st.sampled_from(["", "007", "90.750", "690123456789012345", "-", 'a"b', "a,b", "x\ny", "茶"]),
    st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=90),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=12)


def _rows(columns: SpanColumns) -> list[list[str]]:
    read = []
    for column in columns.columns():
        texts = column.texts.decode().split("\0")
        read.append([texts[code] for code in column.codes])
    return [list(row) for row in zip(*read, strict=True)]


def _filled_up(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _nothing(done: int, total: int) -> None:
    assert 0 < done <= total


@settings(max_examples=150)
@given(
    TABLES,
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
)
def test_tables_as_csv_writes_them(
    table: list[list[str]], delimiter: str, end: str, quoting: int, ended: bool
) -> None:
    """Whatever Python's csv module writes, quoted and ragged, is read as its reader reads it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    text = out.getvalue()
    text = text if ended else text.removesuffix(end)
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) or [[""]]
    try:
        columns = read_cells(text.encode(), "utf-8", delimiter, _nothing)
    except IrregularTextError:
        assert end == "\r"
        assert '"' in text or "\n" in text
        return
    assert _rows(columns) == _filled_up([row or [""] for row in expected])


@settings(max_examples=150)
@given(st.text('a",;\n\r é', max_size=60))
def test_whatever_is_quoted(text: str) -> None:
    """A table quoted in a way of its own is either refused or read as the csv module reads it."""
    expected = list(csv.reader(io.StringIO(text, newline="")))
    try:
        columns = read_cells(text.encode(), "utf-8", ",", _nothing)
    except IrregularTextError:
        return
    if not text:
        expected = [[""]]
    assert _rows(columns) == _filled_up([row or [""] for row in expected])


def test_many_blocks() -> None:
    """Texts keep their numbers from block to block, in order of appearance; lines may be longer
    than a block."""
    lines = [f"{n % 7},{n},{'x' * (n % 90)}" for n in range(120_000)]
    lines[5_000] = f'1,2,"{"long, " * 400_000}"'
    columns = read_cells("\n".join(lines).encode(), "utf-8", ",", _nothing)
    first, second, third = columns.columns()
    assert columns.height == len(lines)
    assert first.texts.decode().split("\0") == ["", *"0123456"]
    texts = second.texts.decode().split("\0")
    assert [texts[code] for code in second.codes[-3:]] == ["119997", "119998", "119999"]
    long = third.texts.decode().split("\0")
    assert long[third.codes[5_000]] == "long, " * 400_000
    assert long[third.codes[89]] == "x" * 89


@settings(max_examples=100)
@given(
    st.lists(st.lists(st.binary(max_size=100).map(lambda b: b.replace(b"\0", b"")), max_size=30))
)
def test_distinct_texts_are_exact(blocks: list[list[bytes]]) -> None:
    """Equal bytes get equal numbers, others others, the empty text 0, in every block."""
    texts = DistinctTexts()
    got: list[int] = []
    for cells in blocks:
        ends = np.cumsum([len(cell) for cell in cells], dtype=np.int64)
        starts = ends - np.array([len(cell) for cell in cells], dtype=np.int64)
        block = Block(b"".join(cells) + bytes(PADDING))
        got += texts.number(block, starts, ends).tolist()
    by_number = texts.joined().split(b"\0")
    assert [by_number[number] for number in got] == [cell for cells in blocks for cell in cells]
    assert len(set(by_number)) == len(by_number) == texts.count


def test_texts_that_share_a_key_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two texts mix to the same number, their words tell them apart."""
    # With this factor and no shift texts of two words whose words add up alike share a key.
    monkeypatch.setattr(distinct, "_FACTOR", np.uint64(1))
    monkeypatch.setattr(distinct, "_HALF", np.uint64(63))
    cells = [b"aaaaaaaabbbbbbbb", b"bbbbbbbbaaaaaaaa", b"aaaaaaaabbbbbbbb", b"bbbbbbbbaaaaaaaa"]
    texts = DistinctTexts()
    block = Block(b"".join(cells) + bytes(PADDING))
    starts = np.arange(4, dtype=np.int64) * 16
    for _ in range(2):
        assert texts.number(block, starts, starts + 16).tolist() == [1, 2, 1, 2]
    assert texts.joined() == b"\0" + b"\0".join(cells[:2])


def test_encodings_that_split_by_bytes() -> None:
    """A second byte of a Chinese character is no delimiter; where it could be, the text is read
    first."""
    assert text_cells.splits_bytes("gb18030", ",")
    assert text_cells.splits_bytes("utf-8", "|")
    assert not text_cells.splits_bytes("cp950", "|")
    assert not text_cells.splits_bytes("utf-16", ",")
