"""Import: the raw sheet with what was recognised, each decision correctable, before Finish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.errors import QuestionError
from core.sales.column_map import LAYOUTS, ROLES, ColumnMap
from core.sales.understanding.memory import Recall
from gui import figures
from gui.pages import Head
from gui.pages.account import Account
from gui.pages.card import Card, Choice, Strip, button, emptied, label
from gui.pages.importing.raw_sheet import RawSheetView, encoding_name
from gui.pages.importing.rule_switches import RuleSwitches, rule_name, rule_state
from gui.pages.importing.stored import CODE, PREVIEW_ROWS, StoredModel
from gui.pages.importing.understood import Understood
from gui.pages.welcome import Welcome
from gui.session import Session
from gui.tables.view import QuietTable
from gui.theme import dress, theme
from gui.wording import counted, literal, spoken

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "cp1252", "shift_jis", "euc_kr", "cp1251")
HEADER_ROWS = 30


class ImportPage(QWidget):
    """Sheets that were opened and are not yet stored; without any, a place to drop them."""

    headed = Signal()
    go = Signal(str)
    browse = Signal()
    sample = Signal()
    chosen = Signal(object)
    """(list of Path) files to open."""
    save_left_out_asked = Signal()
    """The rows left out are wanted as a file."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = 0
        self._welcome = Welcome()
        self._welcome.browse.connect(self.browse)
        self._welcome.sample.connect(self.sample)
        self._welcome.chosen.connect(self.chosen)
        self._in_force = Account(reopens=True)
        self._in_force.reopen_asked.connect(self._reopen)
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._tabs.currentChanged.connect(self._show_tab)
        self._encoding, self._layout_box, self._header = Choice(), Choice(), Choice()
        self._combo_names = [label(tone="text_3") for _ in range(3)]
        self._count = label(role="caption", tone="text_3")
        self.raw = RawSheetView()
        self.raw.band.role_chosen.connect(self._choose_role)
        self.understood = Understood()
        self.understood.role_chosen.connect(self._choose_role)
        self.understood.pointed.connect(self.raw.point_at)
        self.understood.afresh_asked.connect(lambda: session.reread(self._shown, False))
        self.understood.change_asked.connect(
            lambda name, value: session.correct(self._shown, **{name: value})
        )
        self._stored = Card()
        self._stored_table = QuietTable(row_height=26)
        self._stored_model = StoredModel(self)
        self._stored_table.setModel(self._stored_model)
        self._stored.content.addWidget(self._stored_table)
        self._account = Account(saves=True)
        self._account.save_asked.connect(self.save_left_out_asked)
        self.rules = RuleSwitches()
        self.rules.switched.connect(
            lambda rule, on: session.switch_rule(
                rule,
                on,
                self.tr("{rule}: {state}").format(rule=rule_name(rule), state=rule_state(rule, on)),
            )
        )
        self._doubt = Strip()
        self._answers = QHBoxLayout()
        self._doubt.line.insertLayout(2, self._answers)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lay_out_empty())
        self._stack.addWidget(self._lay_out_sheet())
        page = theme().space("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(page, 0, page, 14)
        layout.addWidget(self._stack)
        self._encoding.activated.connect(self._choose_encoding)
        self._layout_box.activated.connect(self._choose_layout)
        self._header.activated.connect(self._choose_header)
        session.changed.connect(self._follow)
        theme().changed.connect(self._size)
        self._size()
        self.retranslate()

    def _lay_out_empty(self) -> QWidget:
        empty = QWidget()
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._in_force)
        layout.addWidget(self._welcome, 1)
        return empty

    def _lay_out_sheet(self) -> QWidget:
        sheet = QFrame()
        dress(sheet, kind="card")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 10, 16, 8)
        bar.setSpacing(8)
        combos = self._combos()
        for name, combo in zip(self._combo_names, combos, strict=True):
            bar.addWidget(name)
            bar.addWidget(combo)
            bar.addSpacing(4)
        bar.addStretch(1)
        bar.addWidget(self._count)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 0, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(bar)
        inside.addWidget(self.raw, 1)
        low = QHBoxLayout()
        low.setSpacing(12)
        low.addWidget(self._stored, 1)
        low.addWidget(self._account, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._doubt)
        left.addSpacing(4)
        left.addWidget(self._tabs)
        left.addWidget(sheet, 1)
        left.addSpacing(12)
        left.addLayout(low)
        pending = QWidget()
        layout = QHBoxLayout(pending)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(left, 1)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.understood, 1)
        side.addWidget(self.rules)
        layout.addLayout(side)
        return pending

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the first sales to be stored give way."""
        super().resizeEvent(event)
        self._stored.setVisible(event.size().width() >= 960)

    def _size(self) -> None:
        scale = theme().scale
        for card in (self.understood, self.rules):
            card.setFixedWidth(round(352 * min(scale, 1.3)))
        height = theme().size("table_header") + round((PREVIEW_ROWS * 26 + 62) * scale)
        self._stored.setFixedHeight(height)
        self._account.setFixedHeight(height)
        self._fit_stored()

    def _fit_stored(self) -> None:
        longest = figures.full_day(np.datetime64("2026-12-28"))
        day = self._stored_table.fontMetrics().horizontalAdvance(longest) + 18
        code = max(self._stored_model.widest(CODE, self._stored_table.fontMetrics()) + 18, 74)
        code = min(code, self._stored_table.viewport().width() // 3)
        scale, titled = theme().scale, self._stored_model.titled
        # Goods without a code are told by their names, which then take the room.
        items = (round(code / scale), None) if titled else (None, 0)
        self._stored_table.set_widths((round(day / scale), *items, 48, 62))
        self._stored_table.setColumnHidden(CODE + 1, not titled)

    # What the window asks.

    def head(self) -> Head:
        """Return the top line and the result of the stage."""
        session = self._session
        result = ""
        if session.demand is not None:
            last = figures.short_day(session.demand.as_of - 1)
            result = self.tr("sales to {day}").format(day=last)
        if not session.sheets:
            if session.imported is None:
                sentence = self.tr("Open the sheet your till or shop program writes.")
            else:
                sentence = self.tr("Open a newer sheet; it takes the place of the sales here.")
            return Head(
                self.tr("Import"), sentence, self.tr("Open a sheet"), "folder-open", result=result
            )
        files = len({sheet.path for sheet in session.sheets})
        if files == 1:
            name = Path(session.sheets[0].path).name
            sentence = self.tr("{name}: nothing is stored until you press Finish.").format(
                name=name
            )
        else:
            sentence = counted(
                self.tr("{n} files: nothing is stored until you press Finish."), n=files
            )
        ready = session.preview is not None
        return Head(
            self.tr("Import"),
            sentence,
            self.tr("Finish import"),
            "check",
            ready,
            self.tr("Every row is being checked, or a column is still to be chosen."),
            result,
            second=self.tr("Cancel"),
        )

    def act(self) -> None:
        """Finish the import, or open a sheet."""
        if self._session.sheets:
            self._session.finish_import()
        else:
            self.browse.emit()

    def act_second(self) -> None:
        """Forget the sheets that were opened."""
        self._session.cancel_import()

    def offer_recent(self, paths: Sequence[Path]) -> None:
        """List the sheets opened lately."""
        self._welcome.offer_recent(paths)

    # Texts and values.

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        names = (
            self.tr("Encoding"),
            self.tr("Layout"),
            self.tr("Header"),
        )
        for line, words in zip(self._combo_names, names, strict=True):
            line.setText(words)
        for combo, words in zip(self._combos(), names, strict=True):
            combo.setAccessibleName(words)
        self._follow("sheets")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _combos(self) -> tuple[Choice, ...]:
        return (self._encoding, self._layout_box, self._header)

    def _follow(self, stage: str) -> None:
        session = self._session
        if stage == "sheets":
            self._stack.setCurrentIndex(1 if session.sheets else 0)
            self._fill_tabs()
        if stage in ("sheets", "maps"):
            self._show_sheet()
            self._show_doubt()
        if stage in ("sheets", "maps", "preview"):
            self._show_preview()
        if stage in ("sheets", "imported"):
            self._in_force.setVisible(session.imported is not None)
            self._in_force.show_import(session.imported)
        if stage in ("sheets", "maps", "rules", "preview", "imported", "demand"):
            self.headed.emit()

    def _show_doubt(self) -> None:
        doubts, altered = self._session.doubts, self._session.altered
        emptied(self._answers)
        self._doubt.setVisible(bool(doubts or altered))
        if altered:
            self._ask_about_header(*min(altered.items()))
            return
        if not doubts:
            return
        number, doubt = next(iter(sorted(doubts.items())))
        self._doubt.say(spoken(doubt.sentence))
        if isinstance(doubt, QuestionError):
            for choice in doubt.choices:
                answer = button("small")
                answer.setText(self._answer_words(choice))
                answer.clicked.connect(
                    lambda _=False, choice=choice: self._answer(number, doubt.topic, choice)
                )
                self._answers.addWidget(answer)

    def _ask_about_header(self, number: int, recalled: Recall) -> None:
        changes = []
        names = self.tr(", ")
        if recalled.new:
            words = self.tr("new: {names}").format(names=names.join(recalled.new[:6]))
            changes.append(words)
        if recalled.gone:
            words = self.tr("gone: {names}").format(names=names.join(recalled.gone[:6]))
            changes.append(words)
        self._doubt.say(
            self.tr(
                "This sheet's header changed since {name} ({changes}). Read it as before?"
            ).format(name=recalled.mapping.made_from, changes=self.tr("; ").join(changes))
        )
        for words, as_before in ((self.tr("As before"), True), (self.tr("Look afresh"), False)):
            answer = button("small")
            answer.setText(words)
            answer.clicked.connect(
                lambda _=False, as_before=as_before: self._session.reread(number, as_before)
            )
            self._answers.addWidget(answer)

    def _answer_words(self, choice: str) -> str:
        words = {
            "dmy": self.tr("day first"),
            "mdy": self.tr("month first"),
            "ymd": self.tr("year first"),
        }
        return words.get(choice, choice)

    def _answer(self, number: int, topic: str, choice: str) -> None:
        if topic in ROLES:
            # A header that stands twice: the first of them that plays no role yet.
            labels, taken = self._session.maps[number].labels, self._session.maps[number].roles
            named = [column for column, label in enumerate(labels) if label == choice]
            free = [column for column in named if column not in taken.values()]
            if named:
                self._session.correct(number, roles={topic: (free or named)[0]})
            return
        value: object = int(choice) if choice.lstrip("-").isdigit() else choice
        self._session.correct(number, **{topic: value})

    def _fill_tabs(self) -> None:
        with QSignalBlocker(self._tabs):
            while self._tabs.count():
                self._tabs.removeTab(0)
            for sheet in self._session.sheets:
                name = Path(sheet.path).name
                words = f"{name} · {sheet.sheet_name}" if sheet.sheet_name else name
                self._tabs.addTab(literal(words))
                self._tabs.setTabToolTip(self._tabs.count() - 1, sheet.path)
            self._shown = min(self._shown, max(self._tabs.count() - 1, 0))
            self._tabs.setCurrentIndex(self._shown)

    def _show_tab(self, number: int) -> None:
        self._shown = max(number, 0)
        self._show_sheet()

    def _show_sheet(self) -> None:
        session = self._session
        if self._shown >= len(session.maps):
            self.raw.show_sheet(None, None)
            self.understood.show_sheet(None, None)
            return
        sheet, columns = session.sheets[self._shown], session.maps[self._shown]
        self.raw.show_sheet(sheet, columns)
        self._show_fates()
        known = session.known.get(self._shown)
        self.understood.show_sheet(sheet, columns, "" if known is None else known.mapping.made_from)
        self._count.setText(counted(self.tr("{n} rows"), n=f"{len(sheet.cells):,}"))
        text = bool(sheet.encoding)
        self._encoding.setVisible(text)
        self._combo_names[0].setVisible(text)
        if text:
            encodings = dict.fromkeys([*ENCODINGS, sheet.encoding])
            shown = [(encoding_name(name), name) for name in encodings]
            self._fill(self._encoding, shown, sheet.encoding)
        layouts = {
            "lines": self.tr("a row a sale"),
            "wide": self.tr("periods across"),
            "wide_items": self.tr("items across"),
            "wide_stores": self.tr("stores across"),
            "items": self.tr("a list of items"),
            "returns": self.tr("orders that came back"),
            "none": self.tr("no sales in it"),
        }
        self._fill(
            self._layout_box, [(layouts.get(name, name), name) for name in LAYOUTS], columns.layout
        )
        self._fill_header(len(sheet.cells), columns)

    def _fill_header(self, height: int, columns: ColumnMap) -> None:
        """Offer every row as the header, and the one in force with the row above it as well."""
        count = max(min(HEADER_ROWS, height), columns.header_row + 1)
        rows: list[tuple[str, object]] = [(self.tr("none"), (-1, 1))]
        for row in range(count):
            rows.append((self.tr("row {n}").format(n=row + 1), (row, 1)))
            if row and abs(row - columns.header_row) <= 1:
                both = self.tr("rows {n} and {m}").format(n=row, m=row + 1)
                rows.append((both, (row, 2)))
        self._fill(self._header, rows, (columns.header_row, max(columns.header_depth, 1)))

    @staticmethod
    def _fill(combo: Choice, entries: Sequence[tuple[str, object]], now: object) -> None:
        with QSignalBlocker(combo):
            combo.clear()
            for words, value in entries:
                combo.addItem(words, value)
            values = [value for _, value in entries]
            combo.setCurrentIndex(values.index(now) if now in values else 0)
        combo.updateGeometry()

    def _show_fates(self) -> None:
        preview = self._session.preview
        self.raw.sheet.show_fates(None if preview is None else preview.rows[self._shown])

    def _show_preview(self) -> None:
        found = self._session.preview
        preview = None if found is None else found.imported
        names = (
            self.tr("Day"),
            self.tr("Item code"),
            self.tr("Item name"),
            self.tr("Units"),
            self.tr("Price"),
        )
        self._stored_model.show(preview, names)
        self._fit_stored()
        self._account.show_import(preview)
        self._show_fates()
        self.rules.show_rules(() if found is None else found.effects, self._session.rules)
        note = ""
        if preview is not None and len(preview.sales.rows):
            days = preview.sales.rows["day"]
            note = counted(
                self.tr("{items} items, {days} days"),
                items=f"{preview.sales.rows['item'].nunique():,}",
                days=f"{(days.max() - days.min()).days + 1:,}",
            )
        self._stored.say(self.tr("What Shelfcast will store"), note)

    # Corrections.

    def _reopen(self) -> None:
        if self._session.imported is not None:
            self._session.reopen_import(self._session.imported.report)

    def _choose_role(self, column: int, role: str) -> None:
        # −1 takes a role away; the column's former role goes when it gets another.
        before = self._session.maps[self._shown].roles
        roles = {name: -1 for name, number in before.items() if number == column and name != role}
        if role:
            roles[role] = column
        self._session.correct(self._shown, roles=roles)

    def _choose_encoding(self, number: int) -> None:
        self._session.reencode(str(self._encoding.itemData(number)))

    def _choose_layout(self, number: int) -> None:
        self._session.correct(self._shown, layout=self._layout_box.itemData(number))

    def _choose_header(self, number: int) -> None:
        row, depth = self._header.itemData(number)
        self._session.correct(self._shown, header_row=row, header_depth=depth)
