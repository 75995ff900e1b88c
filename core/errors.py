"""What can go wrong, in two kinds.

::

    OperatorError        the sheet, the disk or a setting is at fault: a sentence and a next step
    ├── SheetError       a file cannot be read as a sales sheet
    ├── QuestionError    the sheet can be understood in several ways and the operator must say which
    ├── OptionError      an option or setting cannot be used
    └── OutputError      a result cannot be written where it was asked for

Anything else that is raised is a bug: the window shows a crash report, the command line exits
with 1. Stopping on request is neither; see ``core.progress.Cancelled``.
"""

from __future__ import annotations

from core.wording import Sentence


class OperatorError(Exception):
    """Something the operator can put right.

    ``sentence`` says what happened and what to do next. ``str()`` gives it in English; the window
    renders it in its own language.
    """

    def __init__(self, sentence: Sentence, *details: object) -> None:
        # All arguments go to Exception, which is what pickle gives back on the other side.
        super().__init__(sentence, *details)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class SheetError(OperatorError):
    """A file cannot be read as a sales sheet."""


class QuestionError(OperatorError):
    """The sheet leaves something in doubt that only the operator can settle.

    ``topic`` is a stable name for reports (for example "day_order"), ``choices`` the possible
    answers as they can be given in a mapping.
    """

    def __init__(self, sentence: Sentence, topic: str, choices: tuple[str, ...]) -> None:
        super().__init__(sentence, topic, choices)
        self.topic = topic
        self.choices = choices


class OptionError(OperatorError):
    """An option or setting cannot be used as given."""


class OutputError(OperatorError):
    """A result cannot be written where it was asked for."""
