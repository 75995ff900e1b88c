"""What is in doubt about a sheet, asked above it with the answers as buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.errors import QuestionError
from core.sales.column_map import ROLES
from core.sales.understanding.memory import Recall
from gui import figures
from gui.pages.card import Strip, button, emptied
from gui.pages.importing.earlier import earlier_files
from gui.session import Session
from gui.wording import literal, spoken


class Doubts(Strip):
    """Asks one question at a time; nothing is stored before all are answered but the last: whether
    earlier sheets are wanted too."""

    chosen = Signal(object)
    """(list of Path) earlier sheets, to be read with those opened."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._answers = QHBoxLayout()
        self.line.insertLayout(2, self._answers)

    def show_doubts(self) -> None:
        """Ask what the session cannot settle, a header that changed first."""
        doubts, altered = self._session.doubts, self._session.altered
        emptied(self._answers)
        self.setVisible(bool(doubts or altered))
        if altered:
            self._ask_about_header(*min(altered.items()))
            return
        if not doubts:
            self._offer_earlier()
            return
        number, doubt = next(iter(sorted(doubts.items())))
        self.say(spoken(doubt.sentence))
        if isinstance(doubt, QuestionError):
            for choice in doubt.choices:
                answer = button("small")
                answer.setText(literal(self._answer_words(choice)))
                answer.clicked.connect(
                    lambda _=False, choice=choice: self.answer(number, doubt.topic, choice)
                )
                self._answers.addWidget(answer)

    def _offer_earlier(self) -> None:
        earlier = earlier_files(self._session)
        if earlier is None:
            return
        self.say(
            self.tr(
                "These sales begin on {begins} and would take the place of those since {began}. "
                "Read the earlier sheets with them?"
            ).format(begins=figures.full_day(earlier.begins), began=figures.full_day(earlier.began))
        )
        together = button("small")
        together.setText(self.tr("Read together"))
        together.clicked.connect(lambda: self.chosen.emit(list(earlier.paths)))
        self._answers.addWidget(together)

    def _ask_about_header(self, number: int, recalled: Recall) -> None:
        changes = []
        names = self.tr(", ")
        if recalled.new:
            words = self.tr("new: {names}").format(names=names.join(recalled.new[:6]))
            changes.append(words)
        if recalled.gone:
            words = self.tr("gone: {names}").format(names=names.join(recalled.gone[:6]))
            changes.append(words)
        self.say(
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
            ",": self.tr("the comma"),
            ".": self.tr("the point"),
        }
        return words.get(choice, choice)

    def answer(self, number: int, topic: str, choice: str) -> None:
        """Settle what one question was about."""
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
