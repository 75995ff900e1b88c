"""The shop's calendar: country, own events, days it is closed, promotions past and planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.calendar.choices import NO_COUNTRY, CalendarChoices, OwnEvent, Promotion, Span
from core.errors import OptionError
from gui import figures
from gui.edits import Change
from gui.pages.card import Choice, button, label, open_at
from gui.pages.settings.calendar_form import CalendarForm
from gui.pages.settings.countries import country_names
from gui.session import Session
from gui.tables.rows import Column, RowsTable
from gui.wording import spoken

Entry = OwnEvent | Promotion | Span
Kind = TypeVar("Kind", OwnEvent, Promotion, Span)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the calendar as the table shows it: its kind, and its place in its list."""

    kind: str
    place: int
    entry: Entry

    @property
    def span(self) -> Span:
        """Its days."""
        return self.entry if isinstance(self.entry, Span) else self.entry.span


def lines_of(choices: CalendarChoices) -> tuple[Line, ...]:
    """Return every entry, by its first day."""
    made = [Line("event", place, event) for place, event in enumerate(choices.own)]
    made += [Line("closed", place, span) for place, span in enumerate(choices.closures)]
    made += [Line(p.kind, place, p) for place, p in enumerate(choices.promotions)]
    return tuple(sorted(made, key=lambda line: (line.span.first, line.kind, line.place)))


def without(choices: CalendarChoices, line: Line) -> CalendarChoices:
    """Return the choices without one entry."""
    if line.kind == "event":
        return replace(choices, own=_without(choices.own, line.place))
    if line.kind == "closed":
        return replace(choices, closures=_without(choices.closures, line.place))
    return replace(choices, promotions=_without(choices.promotions, line.place))


def _without(entries: tuple[Kind, ...], gone: int) -> tuple[Kind, ...]:
    return entries[:gone] + entries[gone + 1 :]


def added(choices: CalendarChoices, entry: Entry) -> CalendarChoices:
    """Return the choices with one entry more."""
    if isinstance(entry, OwnEvent):
        return replace(choices, own=(*choices.own, entry))
    if isinstance(entry, Promotion):
        return replace(choices, promotions=(*choices.promotions, entry))
    return replace(choices, closures=(*choices.closures, entry))


class CalendarEditor(QDialog):
    """A table of what was said, a form below it; each change is in force at once and undoable."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.setWindowTitle(self.tr("Calendar of the shop"))
        open_at(self, 720, 600)
        self.country = Choice()
        self.country.setAccessibleName(self.tr("Public holidays of"))
        self.country.activated.connect(self._choose_country)
        self.table = RowsTable(self, row_height=28)
        self.table.setAccessibleName(self.tr("Entries of the calendar"))
        self.table.activated.connect(self._edit)
        self.nothing = label(
            self.tr(
                "Nothing is said here yet. Add what makes days different: a fair in town, days on "
                "which you close, a promotion."
            ),
            tone="text_3",
            wrap=True,
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.form = CalendarForm(self)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.refusal = label(tone="caution", wrap=True)
        self.refusal.hide()
        self.add, self.remove, self.close_button = (button("plain", i) for i in ("plus", "x", ""))
        self.add.setText(self.tr("Add"))
        self.remove.setText(self.tr("Remove"))
        self.close_button.setText(self.tr("Close"))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.close)
        self.close_button.setAutoDefault(False)
        self.remove.setAutoDefault(False)
        self._lay_out()
        self._fill_countries()
        session.changed.connect(self._follow)
        self._show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        name = label(self.tr("Public holidays of"), tone="text_2")
        name.setBuddy(self.country)
        top.addWidget(name)
        top.addWidget(self.country)
        top.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.add)
        buttons.addWidget(self.close_button)
        words = self.tr(
            "Forecasts learn what such days did in the past and count on it where they come again. "
            "Press Forecast to have a change in the figures."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(words, tone="text_2", wrap=True))
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.form)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)

    # ---- what is in force

    @property
    def choices(self) -> CalendarChoices:
        """The calendar in force."""
        return self._session.settings.calendar

    def put(self, choices: CalendarChoices) -> None:
        """Put another calendar in force. Undoable."""
        session, before = self._session, self.choices
        if choices == before:
            return

        def change(value: CalendarChoices) -> None:
            session.change_settings(calendar=value)

        session.undo_stack.push(Change(self.tr("the calendar"), before, choices, change))

    def _follow(self, stage: str) -> None:
        if stage == "settings":
            self._show()

    def _show(self) -> None:
        chosen = self._chosen()
        self.table.show_rows(self._columns(), lines_of(self.choices))
        said = bool(self.table.model_of_rows.rows)
        self.table.setVisible(said)
        self.nothing.setHidden(said)
        self.remove.setEnabled(said)
        if chosen is None and self.table.model_of_rows.rows:
            self.table.selectRow(0)
        with QSignalBlocker(self.country):
            place = self.country.findData(self.choices.country)
            if place < 0:
                self.country.addItem(self.choices.country, self.choices.country)
                place = self.country.count() - 1
            self.country.setCurrentIndex(place)

    def _columns(self) -> Sequence[Column]:
        kinds = self.form.kind_words()
        return (
            Column(
                self.tr("What"),
                lambda line: kinds[line.kind],
                lambda line: kinds[line.kind],
                130,
                right=False,
            ),
            Column(self.tr("Name, items"), _words, _words, None, right=False),
            Column(
                self.tr("From"),
                lambda line: figures.full_day(line.span.first),
                lambda line: str(line.span.first),
                134,
            ),
            Column(
                self.tr("To"),
                lambda line: figures.full_day(line.span.last),
                lambda line: str(line.span.last),
                134,
            ),
            Column(self.tr("Every year"), self._yearly, self._yearly, 92),
        )

    def _yearly(self, line: Line) -> str:
        return self.tr("yes") if isinstance(line.entry, OwnEvent) and line.entry.yearly else ""

    def _chosen(self) -> Line | None:
        row = self.table.currentIndex().row()
        rows = self.table.model_of_rows.rows
        return rows[row] if 0 <= row < len(rows) else None

    # ---- what is pressed

    def _fill_countries(self) -> None:
        self.country.addItem(self.tr("as the sheet's currency says"), "")
        self.country.addItem(self.tr("no country"), NO_COUNTRY)
        for name, code in country_names():
            self.country.addItem(name, code)

    def _choose_country(self, place: int) -> None:
        self.put(replace(self.choices, country=self.country.itemData(place)))

    def _add(self) -> None:
        try:
            entry = self.form.entry()
        except OptionError as error:
            self.refusal.setText(spoken(error.sentence))
            self.refusal.show()
            return
        self.refusal.hide()
        self.put(added(self.choices, entry))
        self.form.clear()

    def _remove(self) -> None:
        line = self._chosen()
        if line is not None:
            self.put(without(self.choices, line))

    def _edit(self) -> None:
        """Bring an entry back into the form, to be changed and added again."""
        line = self._chosen()
        if line is not None:
            self.form.show_entry(line.kind, line.entry)
            self.put(without(self.choices, line))


def _words(line: Line) -> str:
    entry = line.entry
    if isinstance(entry, OwnEvent):
        return entry.name
    if isinstance(entry, Promotion):
        return ", ".join(entry.items)
    return ""
