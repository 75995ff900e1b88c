"""The bundled samples are what their generator makes, and hold what a first look should show."""

from __future__ import annotations

import itertools
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ROOT / "resources" / "samples"
NAMES = ("gift-shop-en.xlsx", "gift-shop-zh.xlsx")


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        import make_samples

        make_samples.main(folder)
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_the_bundled_file_is_what_the_generator_makes(regenerated: Path, name: str) -> None:
    """Every part of the archive is the same byte for byte, and so are its dates.

    Parts are compared unpacked: how tightly they are packed is up to the zlib at hand.
    """
    with zipfile.ZipFile(BUNDLED / name) as old, zipfile.ZipFile(regenerated / name) as new:
        assert [(part.filename, part.date_time) for part in old.infolist()] == [
            (part.filename, part.date_time) for part in new.infolist()
        ]
        for part in old.namelist():
            assert old.read(part) == new.read(part), part


@pytest.mark.parametrize("name", NAMES)
def test_the_bundled_file_is_small(name: str) -> None:
    """A sample may be at most 1.5 MB."""
    assert (BUNDLED / name).stat().st_size <= 1_500_000


def test_the_english_sample_has_the_habits_of_real_exports() -> None:
    """Returns, cancelled orders, repeated lines, postage, codes with leading zeros, a stockout."""
    import openpyxl

    book = openpyxl.load_workbook(BUNDLED / "gift-shop-en.xlsx", read_only=True)
    sold = list(book["Sales"].iter_rows(min_row=2, values_only=True))
    stock = list(book["Stock"].iter_rows(min_row=2, values_only=True))
    book.close()
    status = Counter(row[7] for row in sold)
    assert status["Returned"] > 10
    assert status["Cancelled"] > 10
    assert any(count > 1 for count in Counter(sold).values())
    assert any(row[2] == "POST" for row in sold)
    assert 60 <= len(stock) <= 120
    assert all(isinstance(row[0], str) for row in stock)
    days = sorted(row[1] for row in sold if row[2] == "0210")
    assert max(later - day for day, later in itertools.pairwise(days)).days >= 26


def test_the_chinese_sample_has_titles_and_totals() -> None:
    """Two lines stand above the header, and each month ends with a 合计 that adds up."""
    import openpyxl

    book = openpyxl.load_workbook(BUNDLED / "gift-shop-zh.xlsx", read_only=True)
    rows = list(book["销售明细"].iter_rows(values_only=True))
    book.close()
    assert rows[2][:2] == ("销售日期", "货号")
    totals = [row for row in rows if row[0] == "合计"]
    assert len(totals) == 24
    assert sum(row[4] for row in totals) == sum(row[4] for row in rows[3:] if row[1])
