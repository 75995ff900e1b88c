"""What was read from a file, shown before anything changes: a sentence, a table, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.restocking.terms.receipts import LeadTime
from core.workbook import Conflict
from gui import figures
from gui.pages.card import button, label, open_at
from gui.session.restocking import LearnedTimes, PlanRead, TermsRead
from gui.tables.rows import Column, RowsTable
from gui.wording import counted, spoken


class Confirmation(QDialog):
    """Nothing is changed until the button is pressed; Esc leaves all as it is."""

    def __init__(
        self,
        title: str,
        sentence: str,
        take: str,
        taken: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.sentence = label(sentence, tone="text_2", wrap=True)
        self.table = RowsTable(self)
        self.table.hide()
        self.take = button("primary", "check")
        self.take.setText(take)
        self.take.setDefault(True)
        self.take.setVisible(bool(take))
        leave = button("plain")
        leave.setText(
            QCoreApplication.translate("Confirmation", "Leave as it is")
            if take
            else QCoreApplication.translate("Confirmation", "Close")
        )
        self.take.clicked.connect(taken)
        self.take.clicked.connect(self.close)
        leave.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(title, "section"))
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        open_at(self, 560)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[object], name: str) -> None:
        """Show what the sentence sums up."""
        self.table.setAccessibleName(name)
        self.table.show_rows(columns, rows)
        self.table.setVisible(bool(rows))
        if rows:
            open_at(self, 760, min(240 + 32 * len(rows), 620))


def confirm_lead_times(
    read: LearnedTimes, taken: Callable[[LearnedTimes], None], parent: QWidget
) -> Confirmation:
    """Show lead times as said and as measured."""
    translate = QCoreApplication.translate
    sentence = counted(
        translate(
            "Confirmation",
            "{n} deliveries were read. Suppliers with few of them only move what was said; items "
            "with five or more have times of their own.",
        ),
        n=figures.units(len(read.receipts.lines)),
    )
    if read.receipts.left_out:
        sentence += " " + counted(
            translate(
                "Confirmation", "Left out: {n} lines without a name, or with impossible days."
            ),
            n=figures.units(read.receipts.left_out),
        )
    if not read.found:
        sentence = counted(
            translate(
                "Confirmation",
                "{n} deliveries were read, but none is of an item or supplier of your sheets. "
                "Check that names and codes are spelled alike.",
            ),
            n=figures.units(len(read.receipts.lines)),
        )
    made = Confirmation(
        translate("Confirmation", "How long deliveries really take"),
        sentence,
        translate("Confirmation", "Plan with these") if read.found else "",
        lambda: taken(read),
        parent,
    )
    names = {
        str(item): str(title)
        for item, title in zip(read.terms.table["item"], read.terms.table["title"], strict=True)
    }

    def name(it: LeadTime) -> str:
        return (names.get(it.name) or it.name) if it.scope == "item" else it.name

    def days(value: float) -> str:
        return figures.units(value, 1)

    columns = (
        Column(translate("Confirmation", "Supplier or item"), name, name, None, right=False),
        Column(translate("Confirmation", "Said, days"), lambda it: days(it.stated), _stated, 92),
        Column(translate("Confirmation", "Measured"), lambda it: days(it.measured), _measured, 88),
        Column(
            translate("Confirmation", "Deliveries"), lambda it: figures.units(it.count), _count, 88
        ),
        Column(
            translate("Confirmation", "Planned with"),
            lambda it: f"{days(it.mean)} ± {days(it.spread)}",
            lambda it: it.mean,
            120,
            tone=lambda it: "risk" if it.mean > it.stated + 1 else "text",
            strong=True,
        ),
    )
    made.show_rows(columns, read.found, translate("Confirmation", "Delivery times"))
    return made


def _stated(it: LeadTime) -> float:
    return it.stated


def _measured(it: LeadTime) -> float:
    return it.measured


def _count(it: LeadTime) -> float:
    return float(it.count)


def confirm_terms(
    read: TermsRead, before: int, taken: Callable[[TermsRead], None], parent: QWidget
) -> Confirmation:
    """Show what a file of terms changes; ``before`` findings of the terms were known already."""
    translate = QCoreApplication.translate
    sentence = translate(
        "Confirmation", "{name} changes the terms of {n} items. Undo takes it back."
    )
    if not read.items:
        sentence = translate("Confirmation", "{name} says nothing new: all terms are as they were.")
    made = Confirmation(
        translate("Confirmation", "Terms of supply"),
        counted(sentence, name=read.name, n=figures.units(read.items)),
        translate("Confirmation", "Take these terms") if read.items else "",
        lambda: taken(read),
        parent,
    )
    told = [spoken(it.text) for it in read.terms.findings[before:]]
    column = Column(
        translate("Confirmation", "What could not be used"),
        str,
        str,
        None,
        right=False,
        tip=str,
    )
    made.show_rows((column,), told, translate("Confirmation", "What could not be used"))
    return made


def confirm_plan(
    read: PlanRead, taken: Callable[[PlanRead], None], parent: QWidget
) -> Confirmation:
    """Show how many answers an edited plan changes, and what in it does not fit."""
    translate = QCoreApplication.translate
    changed, conflicts = read.edited.changed, read.edited.conflicts
    sentence = counted(
        translate("Confirmation", "{name} changes quantity, decision or note of {n} items."),
        name=read.name,
        n=figures.units(changed),
    )
    if not changed:
        sentence = translate("Confirmation", "{name} holds the plan as it is.").format(
            name=read.name
        )
    if conflicts:
        sentence += " " + counted(
            translate(
                "Confirmation", "{n} cells do not fit; look at them before you take the rest."
            ),
            n=figures.units(len(conflicts)),
        )
    made = Confirmation(
        translate("Confirmation", "The plan as edited in Excel"),
        sentence,
        translate("Confirmation", "Take the changes") if changed else "",
        lambda: taken(read),
        parent,
    )

    def where(it: Conflict) -> str:
        return f"{it.item} · {it.store}" if it.store else it.item

    def fate(it: Conflict) -> str:
        if it.applied:
            return translate("Confirmation", "taken all the same")
        return translate("Confirmation", "left out")

    columns = (
        Column(
            translate("Confirmation", "Row"),
            lambda it: figures.units(it.row),
            lambda it: float(it.row),
            56,
        ),
        Column(translate("Confirmation", "Item"), where, where, 120, right=False),
        Column(
            translate("Confirmation", "What does not fit"),
            lambda it: spoken(it.text),
            lambda it: spoken(it.text),
            None,
            right=False,
            tip=lambda it: spoken(it.text),
        ),
        Column(
            translate("Confirmation", "So it is"),
            fate,
            fate,
            132,
            right=False,
            tone=lambda it: "text_2" if it.applied else "caution",
        ),
    )
    made.show_rows(columns, conflicts, translate("Confirmation", "What does not fit"))
    return made
