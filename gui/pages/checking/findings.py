"""All that was found: in the sales history, with its repairs, and in the sheets as read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.checking.check import Checked
from core.checking.decisions import NONE, Decisions
from core.sales.cleaning.quality import Finding
from gui import figures
from gui.pages.card import Card, emptied, label, rule, scrolled, settle
from gui.pages.checking.links import Links
from gui.pages.checking.repairs import ORDER, RepairGroup, Shown, grouped
from gui.redraw import Turns
from gui.theme import wear
from gui.wording import counted, spoken


def found_words(count: int) -> str:
    """Write how many findings there are."""
    if not count:
        return QCoreApplication.translate("Check", "nothing found")
    if count == 1:
        return QCoreApplication.translate("Check", "1 finding")
    return counted(QCoreApplication.translate("Check", "{n} findings"), n=f"{count:,}")


class Repairs(QWidget):
    """The groups of findings that can be answered, and the items linked by hand."""

    answered = Signal(object, object, str)
    """(findings, True, False or None, words for undo)."""
    linked = Signal(str, str)
    unlinked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = {action: RepairGroup(action, self) for action in ORDER}
        self.links = Links(self)
        self.links.linked.connect(self.linked)
        self.links.unlinked.connect(self.unlinked)
        self.groups["same_item"].extra.addWidget(self.links)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for group in self.groups.values():
            group.answered.connect(self.answered)
            layout.addWidget(group)
        self.show_checked(None, NONE, {}, "")

    def show_checked(
        self,
        checked: Checked | None,
        decisions: Decisions,
        names: Mapping[str, str],
        currency: str,
    ) -> tuple[Callable[[], None], ...]:
        """Show the answers in force; return what is left to do where findings are new, group by
        group. Nothing is shown while findings are worked out."""
        self.setVisible(checked is not None)
        if checked is None:
            return ()
        pairs = zip(checked.demand.items, checked.demand.stores, strict=True)
        rows = {pair: row for row, pair in enumerate(pairs)}
        shown = Shown(checked.repairs, decisions, dict(names), currency, checked.health, rows)
        left: list[Callable[[], None]] = []
        for action, repairs in grouped(checked.repairs).items():
            group = self.groups[action]
            group.setVisible(bool(repairs) or action == "same_item")
            show = partial(group.show_repairs, repairs, shown)
            if group.has(repairs, shown):
                show()
            else:
                left.append(show)
        items = sorted({*checked.demand.items, *(old for old, _ in decisions.links)})
        left.append(partial(self.links.show_links, items, names, decisions.links))
        return tuple(left)

    def retranslate(self) -> None:
        """Write every text in the language in force."""
        for group in self.groups.values():
            group.retranslate()


class Findings(Card):
    """Everything found, in one list: first what can be answered, then what was read how."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nothing = label(tone="text_2", wrap=True)
        self.repairs = Repairs()
        self._notes = QWidget()
        self._lines = QVBoxLayout(self._notes)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._box = box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        inside.addWidget(self.nothing)
        inside.addWidget(self.repairs)
        inside.addWidget(self._notes)
        inside.addStretch(1)
        self.content.addWidget(scrolled(box), 1)
        self.turns = Turns(self)
        self._groups: list[tuple[str, tuple[Finding, ...]]] = []
        self._currency = ""

    def show_findings(
        self,
        groups: list[tuple[str, tuple[Finding, ...]]],
        currency: str,
        count: int,
        repairs: Sequence[Callable[[], None]],
    ) -> None:
        """List findings under the words of their group, after the ``repairs`` left to show; all
        told there are ``count``.

        A long list takes as long as many frames: it comes in turns, and the window answers between.
        """
        self._groups, self._currency = groups, currency
        self.say(self.tr("What was found"), found_words(count) if groups else "")
        self.nothing.setText(self.tr("Nothing that needs your eye: every row read as it should."))
        self.nothing.setVisible(bool(groups) and not count)
        pieces = [*repairs, self._show_notes]
        self.turns.take(*(partial(self._settled, piece) for piece in pieces))

    def _settled(self, piece: Callable[[], None]) -> None:
        piece()
        settle(self._box)

    def _show_notes(self) -> None:
        emptied(self._lines)
        for words, found in self._groups:
            if found:
                self._lines.addWidget(label(words, "section"))
                for finding in sorted(found, key=_stake):
                    self._lines.addWidget(self._line(finding))
                    self._lines.addWidget(rule())

    def _line(self, finding: Finding) -> QWidget:
        line = QWidget()
        sign = QLabel()
        wear(sign, "circle-dot", "text_2")
        words = label(spoken(finding.text), wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words)
        facts = self._facts(finding)
        if facts:
            column.addWidget(label("  ·  ".join(facts), "caption", "text_3", wrap=True))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
        return line

    def _facts(self, finding: Finding) -> Sequence[str]:
        facts = []
        if finding.rows:
            facts.append(counted(self.tr("{n} rows"), n=f"{finding.rows:,}"))
        if finding.units:
            facts.append(counted(self.tr("{n} units"), n=figures.units(finding.units)))
        if finding.money:
            facts.append(figures.money(finding.money, self._currency))
        if finding.example_row:
            example = self.tr("for example row {row}").format(row=f"{finding.example_row:,}")
            if finding.example_value:
                example += f": {finding.example_value}"
            facts.append(example)
        return facts


def _stake(finding: Finding) -> tuple[float, int]:
    return -abs(finding.money), -finding.rows
