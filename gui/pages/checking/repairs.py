"""Findings of the sales history by what is done about them; each can be accepted or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.checking.decisions import Decisions
from core.checking.health import GRADES, Health
from core.checking.repairs import Repair
from gui import figures
from gui.pages.card import Elided, button, emptied, label, rule
from gui.pages.checking.health import grade_name
from gui.theme import dress, theme, wear
from gui.wording import counted, spoken

LIKELY = 0.9
FIRST_SHOWN, MORE = 4, 20
"""How many findings of a group are shown at first, and how many more at a press."""

NARROW_UNDER = 560
"""Width of a finding (px at 100 %) under which the answers to it stand below it."""

ORDER = ("out_of_stock", "one_off", "new_level", "same_item", "net_returns", "calendar")


def direction_in(width: int) -> QBoxLayout.Direction:
    """Return how words and answers lie in a width (px)."""
    if width < NARROW_UNDER * theme().scale:
        return QBoxLayout.Direction.TopToBottom
    return QBoxLayout.Direction.LeftToRight


def action_name(action: str) -> str:
    """Write what a group of findings is about."""
    words = {
        "out_of_stock": QCoreApplication.translate("Repairs", "Probably out of stock"),
        "one_off": QCoreApplication.translate("Repairs", "One-off orders and peaks"),
        "new_level": QCoreApplication.translate("Repairs", "Moved to another level"),
        "same_item": QCoreApplication.translate("Repairs", "Renamed or replaced items"),
        "net_returns": QCoreApplication.translate("Repairs", "Goods that came back"),
        "calendar": QCoreApplication.translate("Repairs", "Days and periods left out"),
    }
    return words[action]


def action_effect(action: str) -> str:
    """Write what accepting does."""
    words = {
        "out_of_stock": QCoreApplication.translate(
            "Repairs", "Accepted, these days count as missing sales, not as low demand."
        ),
        "one_off": QCoreApplication.translate(
            "Repairs", "Accepted, forecasts learn from the usual part only. Sales stay as they are."
        ),
        "new_level": QCoreApplication.translate(
            "Repairs", "Accepted, forecasts see the past at the level of today."
        ),
        "same_item": QCoreApplication.translate(
            "Repairs", "Accepted, both are one item with one history."
        ),
        "net_returns": QCoreApplication.translate(
            "Repairs", "Accepted, they are taken off the sales they came from."
        ),
        "calendar": QCoreApplication.translate(
            "Repairs", "Refused, they count like any other day or period."
        ),
    }
    return words[action]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list shows: the findings, the answers in force, names by item, the currency, and
    the row of each item and store among the healths."""

    repairs: Sequence[Repair]
    decisions: Decisions
    names: Mapping[str, str]
    currency: str
    health: Health
    rows: Mapping[tuple[str, str], int]

    def graded(self, repair: Repair) -> tuple[str, str]:
        """Return the grade of the item's history and what speaks against it, "" where unknown."""
        row = self.rows.get((repair.item, repair.store))
        if row is None:
            return "", ""
        reasons = figures.listed(map(spoken, self.health.reasons(row)))
        return grade_name(GRADES[self.health.grade[row]]), reasons


class RepairLine(QWidget):
    """One finding: the item, what was found, units, money and odds, and the answer."""

    answered = Signal(object)
    """(True, False or None) accepted, refused, or the answer taken back."""

    def __init__(self, repair: Repair, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self.repair = repair
        name = shown.names.get(repair.item, "") or repair.item
        if repair.store:
            name = f"{name} · {repair.store}" if name else repair.store
        column = QVBoxLayout()
        column.setSpacing(1)
        if name:
            title = label(name, "label", "text")
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            title.setToolTip(f"{name}\n{repair.item}")
            column.addWidget(title)
        self.words = label(spoken(repair.text), wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.words)
        grade, reasons = shown.graded(repair)
        facts = _facts(repair, shown.currency)
        if grade:
            words = QCoreApplication.translate("Repairs", "history: {grade}")
            facts = "  ·  ".join([*filter(None, [facts]), words.format(grade=grade)])
        self.facts = label(facts, "caption", "text_3", wrap=True)
        self.facts.setToolTip(reasons)
        column.addWidget(self.facts)
        self.accept, self.refuse = button("answer"), button("answer")
        self.accept.setText(QCoreApplication.translate("Repairs", "Accept"))
        self.refuse.setText(QCoreApplication.translate("Repairs", "Refuse"))
        for made, words in ((self.accept, self.accept.text()), (self.refuse, self.refuse.text())):
            made.setCheckable(True)
            made.setAccessibleName(f"{words}: {name}. {self.words.text()}")
        self.accept.clicked.connect(lambda on: self.answered.emit(True if on else None))
        self.refuse.clicked.connect(lambda on: self.answered.emit(False if on else None))
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignTop)
        answers.addWidget(self.refuse, 0, Qt.AlignmentFlag.AlignTop)
        answers.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 4, 0, 4)
        self._row.setSpacing(8)
        self._row.addLayout(column, 1)
        self._row.addLayout(answers)
        self.show_answer(shown.decisions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers below the finding where there is little room beside it."""
        super().resizeEvent(event)
        self._row.setDirection(direction_in(event.size().width()))

    def show_answer(self, decisions: Decisions) -> None:
        """Show which answer is in force: given, or by default."""
        held, given = decisions.holds(self.repair), decisions.answer(self.repair)
        for pressed, on, icon in (
            (self.accept, held, "check"),
            (self.refuse, given is False, "x"),
        ):
            pressed.setChecked(on)
            # Colour is not alone: the answer in force wears its sign.
            wear(pressed, icon, "accent" if on else "text_3")
        dress(self.words, tone="text_3" if given is False else "text")


class RepairGroup(QFrame):
    """All findings with the same repair, those with most money at stake first."""

    answered = Signal(object, object, str)
    """(findings, True, False or None, words for undo)."""

    def __init__(self, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.action = action
        self._shown: Shown | None = None
        self._repairs: tuple[Repair, ...] = ()
        self._count = FIRST_SHOWN
        self.lines: list[RepairLine] = []
        self._title, self._note = label(role="section"), Elided("caption", "text_3")
        self._effect = label(role="caption", tone="text_2", wrap=True)
        self.likely, self.all, self.none = button("link"), button("link"), button("link")
        self.more = button("link")
        self.likely.clicked.connect(lambda: self._answer_all(True, LIKELY))
        self.all.clicked.connect(lambda: self._answer_all(True))
        self.none.clicked.connect(lambda: self._answer_all(False))
        self.more.clicked.connect(self._show_more)
        named, answers = QHBoxLayout(), QHBoxLayout()
        named.addWidget(self._title)
        named.addWidget(self._note, 1)
        for pressed in (self.likely, self.all, self.none):
            # Side by side they would keep the findings from getting narrow.
            pressed.setMinimumWidth(1)
            answers.addWidget(pressed, 0, Qt.AlignmentFlag.AlignLeft)
        answers.addStretch(1)
        self._answers = answers
        head = self._head = QHBoxLayout()
        head.addLayout(named, 1)
        head.addLayout(answers)
        for line in (named, answers, head):
            line.setSpacing(8)
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self.extra = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._effect)
        layout.addLayout(self._box)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self.extra)
        dress(self, kind="plain")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers to all below the title where there is little room beside it."""
        super().resizeEvent(event)
        self._head.setDirection(direction_in(event.size().width()))
        shown = [it for it in (self.likely, self.all, self.none) if not it.isHidden()]
        needed = sum(it.sizeHint().width() + self._answers.spacing() for it in shown)
        beside = needed <= event.size().width()
        self._answers.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def has(self, repairs: Sequence[Repair], shown: Shown) -> bool:
        """Return whether these findings are in sight already, whatever the answers to them."""
        known = self._shown
        return known is not None and tuple(repairs) == self._repairs and known.names == shown.names

    def show_repairs(self, repairs: Sequence[Repair], shown: Shown) -> None:
        """Show these findings; the ones in sight stay where only answers have changed."""
        same = self.has(repairs, shown)
        self._shown, self._repairs = shown, tuple(repairs)
        if same:
            for line in self.lines:
                line.show_answer(shown.decisions)
        else:
            self._rebuild()
        self._write()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        if self._shown is not None:
            self._rebuild()
            self._write()

    def _rebuild(self) -> None:
        emptied(self._box)
        self.lines = []
        self._extend(0)

    def _extend(self, begin: int) -> None:
        assert self._shown is not None
        for repair in self._repairs[begin : self._count]:
            line = RepairLine(repair, self._shown, self)
            line.answered.connect(lambda on, found=repair: self._answer_one(found, on))
            self._box.addWidget(line)
            self._box.addWidget(rule())
            self.lines.append(line)

    def _show_more(self) -> None:
        begin, self._count = self._count, self._count + MORE
        self._extend(begin)
        self._write()

    def _write(self) -> None:
        assert self._shown is not None
        held = sum(self._shown.decisions.holds(repair) for repair in self._repairs)
        values = [r.money for r in self._repairs if r.money == r.money]
        worth = figures.money(sum(values), self._shown.currency) if values else ""
        self._title.setText(action_name(self.action))
        self.setAccessibleName(self._title.text())
        parts = [
            self.tr("{held} of {n} accepted").format(held=f"{held:,}", n=f"{len(self._repairs):,}")
        ]
        if worth:
            parts.append(self.tr("{money} at stake").format(money=worth))
        self._note.setText("  ·  ".join(parts) if self._repairs else "")
        self._effect.setText(action_effect(self.action))
        several = len(self._repairs) > 1
        graded = any(r.probability < LIKELY for r in self._repairs)
        sure = any(r.probability >= LIKELY for r in self._repairs)
        words = self.tr("Accept those over {share} likely")
        self.likely.setText(words.format(share=figures.percent(LIKELY)))
        self.likely.setVisible(several and graded and sure)
        self.all.setText(self.tr("Accept all"))
        self.all.setVisible(several)
        self.none.setText(self.tr("Refuse all"))
        self.none.setVisible(several)
        left = len(self._repairs) - len(self.lines)
        self.more.setText(self.tr("Show {n} more").format(n=f"{min(left, MORE):,}"))
        self.more.setVisible(left > 0)

    def _answer_one(self, repair: Repair, accepted: bool | None) -> None:
        assert self._shown is not None
        name = self._shown.names.get(repair.item, "") or repair.item or action_name(self.action)
        words = {
            True: self.tr("accepting a finding on {item}"),
            False: self.tr("refusing a finding on {item}"),
            None: self.tr("taking back an answer on {item}"),
        }[accepted]
        self.answered.emit((repair,), accepted, words.format(item=name))

    def _answer_all(self, accepted: bool, least: float = 0.0) -> None:
        assert self._shown is not None
        decisions = self._shown.decisions
        # What was refused stays refused: it was answered one by one.
        chosen = tuple(
            repair
            for repair in self._repairs
            if repair.probability >= least
            and (not accepted or decisions.answer(repair) is not False)
        )
        words = self.tr("accepting {n} findings") if accepted else self.tr("refusing {n} findings")
        if chosen:
            self.answered.emit(chosen, accepted, counted(words, n=f"{len(chosen):,}"))


def _facts(repair: Repair, currency: str) -> str:
    parts = []
    if repair.kind in ("stockout", "sold_out", "closed"):
        missed = QCoreApplication.translate("Repairs", "about {n} units missed")
        parts.append(counted(missed, n=figures.units(repair.units)))
    elif repair.kind == "rename":
        joined = QCoreApplication.translate("Repairs", "{n} units of history")
        parts.append(counted(joined, n=figures.units(repair.units)))
    elif repair.units:
        changed = QCoreApplication.translate("Repairs", "{n} units")
        parts.append(counted(changed, n=figures.signed(repair.units)))
    if repair.money == repair.money:
        parts.append(figures.money(repair.money, currency))
    if repair.probability < 1.0:
        likely = QCoreApplication.translate("Repairs", "{share} likely")
        parts.append(counted(likely, share=figures.percent(min(repair.probability, 0.99))))
    return "  ·  ".join(parts)


def grouped(repairs: Sequence[Repair]) -> dict[str, list[Repair]]:
    """Return the findings by repair, in the order in which the groups are shown."""
    found: dict[str, list[Repair]] = {action: [] for action in ORDER}
    for repair in repairs:
        found[repair.action].append(repair)
    return found
