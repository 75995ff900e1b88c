"""The card of the run."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from core.calendar.choices import CalendarChoices, OwnEvent, Span
from core.restocking.limits.rooms import Room
from core.restocking.terms.space import VOLUME
from core.restocking.terms.terms import read_terms
from core.settings import Settings
from core.workbook import TERMS, SourceFile
from tests.core.workbook.made_up_plan import Made, load_workbook

pytestmark = pytest.mark.usefixtures("marked_translations")


def test_the_run_card_speaks_to_a_merchant(tmp_path):
    """Every choice stands in words, with the hashes of the files; no name of the program's own."""
    terms = tmp_path / "terms.csv"
    terms.write_text("item,stock\n0000,3\n")
    made = Made(2)
    event = OwnEvent("Fair", Span(np.datetime64("2026-01-20"), np.datetime64("2026-01-21")))
    settings = Settings(
        budget=100.0,
        models=("arima",),
        calendar=CalendarChoices(country="CN", own=(event,)),
        rooms=(Room("", VOLUME, 40.0),),
    )
    shown = {}
    for language in ("en", "zh_CN"):
        path = tmp_path / f"{language}.xlsx"
        sources = (SourceFile(TERMS, terms),)
        book = load_workbook(made.write(path, language, settings=settings, sources=sources))
        mark = "译" if language == "zh_CN" else ""
        lines = book[f"{mark}Run card"].iter_rows(values_only=True)
        shown[language] = {line[0]: line[1] for line in lines if line[0]}
        sentences = [row[0].value for row in book[f"{mark}Assumptions"].iter_rows() if row[0].value]
        assert any("¥100" in sentence for sentence in sentences)
    card = shown["en"]
    assert card["Budget"] == "¥100"
    assert card["Holidays"] == "CN"
    assert card["Own events"] == "Fair 2026-01-20 – 2026-01-21"
    assert card["Storage rooms"] == "40 m³"
    assert hashlib.sha256(terms.read_bytes()).hexdigest() in card["Terms of supply"]
    names = {*Settings.__slots__} - {"horizon"}
    for card in shown.values():
        assert not names & set(card)
        assert not {"True", "None", "auto", "gain"} & {*card.values()}
        assert not any("(" in str(value) for value in card.values())


def test_a_file_read_in_the_window_is_named_as_it_was_read(tmp_path):
    """Terms remember the file that said them: the card names it once, with the hash of the bytes
    that were read, whatever became of the file since."""
    path = tmp_path / "terms.csv"
    path.write_text("item,stock\n0000,3\n")
    read = hashlib.sha256(path.read_bytes()).hexdigest()
    made = Made(2)
    made.terms = read_terms(path, read_terms(path, made.terms))
    path.write_text("item,stock\n0000,4\n")
    book = load_workbook(made.write(tmp_path / "plan.xlsx", "en"))
    named = [
        line[1]
        for line in book["Run card"].iter_rows(values_only=True)
        if line[0] == "Terms of supply"
    ]
    assert named == [f"{path} · SHA-256 {read}"]
