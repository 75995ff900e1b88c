"""gui/pages/settings/calendar_editor.py, calendar_form.py, countries.py"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from core.calendar.choices import CalendarChoices, OwnEvent, Promotion, Span
from core.calendar.public_holidays import check_country
from gui.pages.settings.calendar_editor import CalendarEditor, added, lines_of, without
from gui.pages.settings.calendar_form import KINDS
from gui.pages.settings.countries import COUNTRIES
from gui.session import Session

FAIR = OwnEvent("Fair", Span(np.datetime64("2026-05-01"), np.datetime64("2026-05-03")), True, 2, 1)
SHUT = Span(np.datetime64("2026-02-14"), np.datetime64("2026-02-20"))
SALE = Promotion(
    Span(np.datetime64("2026-11-09"), np.datetime64("2026-11-11")),
    ("001", "007"),
    price=9.5,
    lift=2.5,
)


@pytest.fixture
def editor(qtbot: QtBot, session: Session) -> CalendarEditor:
    made = CalendarEditor(session)
    qtbot.addWidget(made)
    made.show()
    return made


def _fill(editor: CalendarEditor, kind: str, first: str, last: str) -> None:
    form = editor.form
    form.kind.setCurrentIndex(KINDS.index(kind))
    form.first.setDate(QDate.fromString(first, Qt.DateFormat.ISODate))
    form.last.setDate(QDate.fromString(last, Qt.DateFormat.ISODate))


def test_events_closures_and_promotions_are_typed_and_undone(
    qtbot: QtBot, editor: CalendarEditor, session: Session
) -> None:
    """What is filled in is in force at once and makes the forecast stale; undo takes it back."""
    _fill(editor, "event", "2026-05-01", "2026-05-03")
    editor.form.name.setText("Fair")
    editor.form.yearly.setChecked(True)
    editor.form.before.setValue(2)
    editor.form.after.setValue(1)
    editor.add.click()
    _fill(editor, "closed", "2026-02-14", "2026-02-20")
    editor.add.click()
    _fill(editor, "promotion", "2026-11-09", "2026-11-11")
    editor.form.items.setText("001，007")
    editor.form.price.setValue(9.5)
    editor.form.lift.setValue(2.5)
    editor.add.click()
    expected = CalendarChoices(own=(FAIR,), closures=(SHUT,), promotions=(SALE,))
    assert session.settings.calendar == expected
    assert session.stale
    assert [line.kind for line in editor.table.model_of_rows.rows] == [
        "closed",
        "event",
        "promotion",
    ]
    for _ in range(3):
        session.undo_stack.undo()
    assert session.settings.calendar == CalendarChoices()


def test_an_entry_is_removed_or_changed(editor: CalendarEditor, session: Session) -> None:
    """Enter on an entry brings it back into the form as it was; Remove takes it away."""
    session.change_settings(calendar=CalendarChoices(own=(FAIR,), promotions=(SALE,)))
    editor.table.selectRow(1)
    editor.table.activated.emit(editor.table.currentIndex())
    assert editor.form.entry() == SALE
    assert session.settings.calendar.promotions == ()
    editor.table.selectRow(0)
    editor.remove.click()
    assert session.settings.calendar == CalendarChoices()
    assert not editor.remove.isEnabled()


def test_what_makes_no_sense_is_said_and_not_put(editor: CalendarEditor, session: Session) -> None:
    """An event without a name and days in the wrong order are refused, each with its sentence."""
    _fill(editor, "event", "2026-05-01", "2026-05-03")
    editor.add.click()
    assert "name" in editor.refusal.text()
    _fill(editor, "closed", "2026-05-03", "2026-05-01")
    editor.add.click()
    assert "last one not before the first" in editor.refusal.text()
    assert session.settings.calendar == CalendarChoices()
    editor.form.first.setDate(QDate(2026, 6, 1))
    assert editor.form.last.date() == QDate(2026, 6, 1)
    editor.add.click()
    assert not editor.refusal.isVisible()
    assert len(session.settings.calendar.closures) == 1


def test_the_country_is_chosen_by_name(editor: CalendarEditor, session: Session) -> None:
    """A name sets its code; a code that is not offered, as from a file, is shown as it is."""
    editor.country.setCurrentIndex(editor.country.findText("Japan"))
    editor.country.activated.emit(editor.country.currentIndex())
    assert session.settings.calendar.country == "JP"
    session.change_settings(calendar=CalendarChoices(country="IS"))
    assert editor.country.currentText() == "IS"


def test_every_country_offered_has_holidays() -> None:
    """No country is offered that the calendar does not know."""
    for code in COUNTRIES:
        check_country(code)


def test_entries_are_found_again_in_their_lists() -> None:
    """Taking one entry out keeps all others, whatever the order they are shown in."""
    choices = CalendarChoices(own=(FAIR,), closures=(SHUT,), promotions=(SALE, SALE))
    for line in lines_of(choices):
        left = lines_of(without(choices, line))
        assert len(left) == 3
    assert added(CalendarChoices(), FAIR).own == (FAIR,)
