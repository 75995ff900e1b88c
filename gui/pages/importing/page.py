"""Import: the raw sheet with what was recognised, each decision correctable, before Finish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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

from gui import figures
from gui.pages import Head
from gui.pages.account import Account
from gui.pages.importing.doubts import Doubts
from gui.pages.importing.raw_sheet import RawSheetView
from gui.pages.importing.reading_bar import ReadingBar
from gui.pages.importing.rule_switches import RuleSwitches, rule_name, rule_state
from gui.pages.importing.stored import PREVIEW_ROWS, StoredCard
from gui.pages.importing.understood import Understood
from gui.pages.welcome import Welcome
from gui.session import Session
from gui.theme import dress, theme
from gui.wording import counted, literal

STORED_FROM = 960
"""Width of the page (px at 100 %) from which there is room for the first sales to be stored."""


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
        self.reading = ReadingBar()
        self.reading.encoding_chosen.connect(session.reencode)
        self.reading.corrected.connect(lambda said: session.correct(self._shown, **said))
        self.raw = RawSheetView()
        self.raw.band.role_chosen.connect(self._choose_role)
        self.understood = Understood()
        self.understood.role_chosen.connect(self._choose_role)
        self.understood.pointed.connect(self.raw.point_at)
        self.understood.afresh_asked.connect(lambda: session.reread(self._shown, False))
        self.understood.change_asked.connect(
            lambda name, value: session.correct(self._shown, **{name: value})
        )
        self._stored = StoredCard()
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
        self.doubts = Doubts(session)
        self.doubts.chosen.connect(self.chosen)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lay_out_empty())
        self._stack.addWidget(self._lay_out_sheet())
        page = theme().space("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(page, 0, page, 14)
        layout.addWidget(self._stack)
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
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 0, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.reading)
        inside.addWidget(self.raw, 1)
        low = QHBoxLayout()
        low.setSpacing(12)
        low.addWidget(self._stored, 1)
        low.addWidget(self._account, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.doubts)
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
        self._fit()

    def _fit(self) -> None:
        self._stored.setVisible(self.width() >= STORED_FROM * theme().scale)

    def _size(self) -> None:
        scale = theme().scale
        for card in (self.understood, self.rules):
            card.setFixedWidth(round(352 * min(scale, 1.3)))
        height = theme().size("table_header") + round((PREVIEW_ROWS * 26 + 62) * scale)
        self._stored.setFixedHeight(height)
        self._account.setFixedHeight(height)
        self._stored.fit()
        self._fit()

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
        self.reading.retranslate()
        self._follow("sheets")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _follow(self, stage: str) -> None:
        session = self._session
        if stage == "sheets":
            self._stack.setCurrentIndex(1 if session.sheets else 0)
            self._fill_tabs()
        if stage in ("sheets", "maps"):
            self._show_sheet()
        if stage in ("sheets", "maps", "preview"):
            self.doubts.show_doubts()
            self._show_preview()
        if stage in ("sheets", "imported"):
            self._in_force.setVisible(session.imported is not None)
            self._in_force.show_import(session.imported)
        if stage in ("sheets", "maps", "rules", "preview", "imported", "demand"):
            self.headed.emit()

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
        self.reading.show_sheet(sheet, columns)

    def _show_fates(self) -> None:
        preview = self._session.preview
        self.raw.sheet.show_fates(None if preview is None else preview.rows[self._shown])

    def _show_preview(self) -> None:
        found = self._session.preview
        preview = None if found is None else found.imported
        self._stored.show_import(preview)
        self._account.show_import(preview)
        self._show_fates()
        self.rules.show_rules(() if found is None else found.effects, self._session.rules)

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
