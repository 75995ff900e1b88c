"""Text that stays text, in any language."""

from __future__ import annotations

import pytest

from core.workbook.book import MOST_LETTERS, cell_text
from tests.core.workbook.made_up_plan import HOSTILE, Made, load_workbook, table

pytestmark = pytest.mark.usefixtures("marked_translations")


def test_hostile_names_arrive_as_text(tmp_path):
    """Nothing that begins like a formula becomes one, and nothing breaks the file."""
    long = "长" * 40_000
    made = Made(len(HOSTILE) + 1, (*HOSTILE, long))
    path = made.write(tmp_path / "plan.xlsx")
    by_item = {row["Item"]: row["Name"] for row in table(path, "Plan", values=False)}
    book = load_workbook(path)
    cells = {row[0].value: row[1] for row in book["Plan"].iter_rows(min_row=2)}
    for number, name in enumerate((*HOSTILE, long)):
        item = f"{number:04d}"
        assert cells[item].data_type == "s"
        expected = cell_text(name)
        assert by_item[item] == expected
    assert len(by_item[f"{len(HOSTILE):04d}"]) <= MOST_LETTERS + 1
    assert all(not sheet._hyperlinks for sheet in book.worksheets)


def test_a_name_like_a_formula_stays_text_when_the_cell_is_opened(tmp_path):
    """It carries Excel's mark for text, so that F2 and Enter leave it as it is."""
    made = Made(2, ("=1+1", "plain"))
    book = load_workbook(made.write(tmp_path / "plan.xlsx"))
    marks = {row[1].value: bool(row[1].quotePrefix) for row in book["Plan"].iter_rows(min_row=2)}
    assert marks == {"=1+1": True, "plain": False}


def test_cells_hold_what_xml_can_hold():
    """Control characters and lone surrogates go, line ends become one, length is bounded."""
    assert cell_text("a\x00b\ud800c\r\nd\re\tf") == "abc\nd\ne\tf"
    assert cell_text("=1+1") == "=1+1"
    assert cell_text("😀" * 20_000) == "😀" * (MOST_LETTERS // 2) + "…"


def test_every_word_is_in_the_language_asked_for(made, tmp_path):
    """In the other language no header, label or sentence of the program stays English."""
    book = load_workbook(made.write(tmp_path / "plan.xlsx", "zh_CN"))
    english = load_workbook(made.write(tmp_path / "english.xlsx"))
    assert book.sheetnames[:8] == ["译" + name for name in english.sheetnames[:8]]
    same = set()
    for ours, theirs in zip(book.worksheets, english.worksheets, strict=True):
        for a, b in zip(ours.iter_rows(), theirs.iter_rows(), strict=True):
            same |= {
                x.value
                for x, y in zip(a, b, strict=True)
                if x.value == y.value and isinstance(x.value, str) and x.data_type == "s"
            }
    titles = {*made.terms.table["title"], *made.terms.table["item"], *made.terms.table["supplier"]}
    left = {text for text in same - titles if any(c.isalpha() for c in text)}
    # The names of models and of the program are the same in every language.
    kept = {"arima", "Shelfcast 0.1.0"}
    assert left <= {*kept, "2 rows were there twice."}
