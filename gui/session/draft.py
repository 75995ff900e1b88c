"""The draft of an import: what was opened, how it is understood, and what Finish would store.

Nothing here is stored before Finish. Every correction and every switch of a rule is an undoable
step; sheets are read, understood and cleaned on the job thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QUndoStack

from core import pipeline
from core.errors import OperatorError
from core.pipeline import Preview
from core.progress import Progress
from core.sales.cleaning.quality import QualityReport
from core.sales.column_map import ColumnMap
from core.sales.sheet import RawSheet
from core.sales.switches import DEFAULT, Rules
from core.sales.understanding.memory import Recall, remember
from gui.edits import Change
from gui.jobs import Job, Jobs
from gui.session.understanding import (
    Changes,
    Understanding,
    as_imported,
    as_settled,
    corrected_map,
    reread_map,
    together,
    understood,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the sheets are read, and what is open about that; see ``Draft``."""

    maps: tuple[ColumnMap, ...]
    doubts: Mapping[int, OperatorError]
    known: Mapping[int, Recall]
    altered: Mapping[int, Recall]
    rules: Rules
    settled: Mapping[int, Changes]

    def with_map(
        self,
        number: int,
        columns: ColumnMap,
        doubt: OperatorError | None,
        recalled: Recall | None,
        settled: Changes,
    ) -> _Reading:
        """Return the reading with one sheet read otherwise, as ``settled``; still in ``doubt``, or
        not."""
        doubts = {key: value for key, value in self.doubts.items() if key != number}
        known = {key: value for key, value in self.known.items() if key != number}
        return _Reading(
            maps=(*self.maps[:number], columns, *self.maps[number + 1 :]),
            doubts=doubts if doubt is None else {**doubts, number: doubt},
            known=known if recalled is None else {**known, number: recalled},
            altered={key: value for key, value in self.altered.items() if key != number},
            # Rules are remembered with the sheet that asked whether to be read as before.
            rules=recalled.mapping.rules if recalled and number in self.altered else self.rules,
            settled={**self.settled, number: settled},
        )


class Draft(QObject):
    """Sheets being imported. Attributes are read by pages; methods change them.

    sheets   sheets that were opened; maps, how each is understood
    doubts   by sheet, what must be settled first
    known    by sheet, what is remembered of sheets with its header, by which it is read
    altered  by sheet, what is remembered of sheets whose header was a little other: to be answered
    memory   folder of what is remembered of kinds of sheets; None: nothing is
    rules    the rules of cleaning in force
    settled  by sheet, what the operator settled about how it is read
    preview  what the sheets would yield; None while that is worked out
    """

    changed = Signal(str)
    """A stage has a new value: "sheets", "maps", "rules", "preview", "settings", "imported",
    "demand", "run", "terms", "plan", "selected", "stale", "workspace", "saved", "exported" or
    "left_out_saved"."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.undo_stack = QUndoStack(self)
        self.sheets: tuple[RawSheet, ...] = ()
        self.maps: tuple[ColumnMap, ...] = ()
        self.doubts: Mapping[int, OperatorError] = {}
        self.known: Mapping[int, Recall] = {}
        self.altered: Mapping[int, Recall] = {}
        self.memory: Path | None = None
        self.rules: Rules = DEFAULT
        self.settled: Mapping[int, Changes] = {}
        self.preview: Preview | None = None
        self._understanding: Job | None = None
        self.left_out_saved: Path | None = None

    def start_import(self, paths: Sequence[Path], encoding: str = "") -> Job:
        """Read sheets and understand them; ``encoding`` overrides what text files look like."""
        memory = self.memory

        def work(progress: Progress) -> tuple[tuple[RawSheet, ...], Understanding]:
            sheets = pipeline.read(tuple(paths), progress, encoding)
            return sheets, understood(sheets, memory)

        def returned(result: tuple[tuple[RawSheet, ...], Understanding]) -> None:
            self.set_sheets(*result)

        return self._understand(work, returned)

    def reencode(self, encoding: str) -> Job:
        """Read the files again in another encoding; what was settled about each sheet holds, and
        so do the rules."""
        paths = tuple(dict.fromkeys(Path(sheet.path) for sheet in self.sheets))
        before = {
            (sheet.path, sheet.sheet_name): self.settled[number]
            for number, sheet in enumerate(self.sheets)
            if number in self.settled
        }
        memory, rules = self.memory, self.rules

        def work(
            progress: Progress,
        ) -> tuple[tuple[RawSheet, ...], Understanding, dict[int, Changes]]:
            sheets = pipeline.read(paths, progress, encoding)
            settled = {
                number: before[sheet.path, sheet.sheet_name]
                for number, sheet in enumerate(sheets)
                if (sheet.path, sheet.sheet_name) in before
            }
            read = replace(understood(sheets, memory), rules=rules)
            return sheets, as_settled(sheets, read, settled), settled

        return self._understand(work, lambda result: self.set_sheets(*result))

    def reopen_import(self, report: QualityReport) -> Job:
        """Read the sheets of an import again, as they were read then and by the same rules, so that
        these can be changed. Where a file is gone, a sentence says which."""
        paths = tuple(dict.fromkeys(Path(sheet.path) for sheet in report.sheets))
        encodings = {sheet.encoding for sheet in report.sheets if sheet.encoding}
        encoding = encodings.pop() if len(encodings) == 1 else ""

        def work(progress: Progress) -> tuple[tuple[RawSheet, ...], Understanding]:
            sheets = pipeline.read(paths, progress, encoding)
            return sheets, as_imported(sheets, report)

        return self._understand(work, lambda result: self.set_sheets(*result))

    def set_sheets(
        self,
        sheets: tuple[RawSheet, ...],
        read: Understanding,
        settled: Mapping[int, Changes] | None = None,
    ) -> None:
        """Take sheets that were read, and how they are understood; then preview the import."""
        self.undo_stack.clear()
        self.settled = settled or {}
        self.sheets, self.maps, self.doubts, self.preview = sheets, read.maps, read.doubts, None
        self.known, self.altered, self.rules = read.known, read.changed, read.rules
        self.changed.emit("sheets")
        self.start_preview()

    def correct(self, number: int, **changes: object) -> None:
        """Read sheet ``number`` as the operator says, with the ``changes`` that
        ``columns.corrected`` takes; what depends on them is derived again. Undoable."""
        sheet, columns, known = self.sheets[number], self.maps[number], self.known.get(number)
        settled = together(self.settled.get(number, {}), changes)
        self._understand(
            lambda _: corrected_map(sheet, columns, settled),
            lambda result: self._take_map(number, result[0], result[1], known, settled),
        )

    def reread(self, number: int, as_remembered: bool) -> None:
        """Read sheet ``number`` as the last one of its kind was, or afresh. Undoable."""
        sheet, columns = self.sheets[number], self.maps[number]
        recalled = self.altered.get(number, self.known.get(number)) if as_remembered else None
        if not as_remembered and number in self.altered:
            self._take_map(number, columns, self.doubts.get(number), None, {})
            return
        self._understand(
            lambda _: reread_map(sheet, columns, recalled),
            lambda result: self._take_map(number, result[0], result[1], recalled, {}),
        )

    def _take_map(
        self,
        number: int,
        columns: ColumnMap,
        doubt: OperatorError | None,
        recalled: Recall | None,
        settled: Changes,
    ) -> None:
        before = _Reading(
            self.maps, self.doubts, self.known, self.altered, self.rules, self.settled
        )
        after = before.with_map(number, columns, doubt, recalled, settled)
        words = QCoreApplication.translate("Session", "how the sheet is read")
        self.undo_stack.push(Change(words, before, after, self._put_reading))

    def _put_reading(self, reading: _Reading) -> None:
        self.maps, self.doubts = reading.maps, reading.doubts
        self.known, self.altered, self.rules = reading.known, reading.altered, reading.rules
        self.settled, self.preview = reading.settled, None
        self.changed.emit("maps")
        self.start_preview()

    def switch_rule(self, rule: str, on: bool, words: str) -> None:
        """Switch a rule of cleaning; the sheets are cleaned again. Undoable; ``words`` name it."""
        after = self.rules.switched(rule, on)
        if after == self.rules or not self.sheets:
            return

        def put(rules: Rules) -> None:
            self.rules, self.preview = rules, None
            self.changed.emit("rules")
            self.start_preview()

        self.undo_stack.push(Change(words, self.rules, after, put))

    def start_preview(self) -> None:
        """Clean the sheets as they are understood now, to show what Finish would store."""
        self._stop_understanding()
        if not self.sheets or self.doubts or self.altered:
            return
        sheets, maps, rules = self.sheets, self.maps, self.rules
        words = QCoreApplication.translate("Session", "Checking every row")
        self._understanding = self.jobs.start(
            lambda progress: pipeline.preview_import(sheets, maps, progress, rules),
            self,
            self._take_preview,
            words,
        )

    def save_left_out(self, path: Path, language: str) -> Job | None:
        """Write the rows that are left out, each with its reason; None without a preview."""
        preview, sheets, maps = self.preview, self.sheets, self.maps
        if preview is None:
            return None

        def returned(_: None) -> None:
            self.left_out_saved = path
            self.changed.emit("left_out_saved")

        words = QCoreApplication.translate("Session", "Saving the rows left out")
        return self.jobs.start(
            lambda progress: pipeline.export_left_out(
                path, sheets, maps, preview.rows, language, progress
            ),
            self,
            returned,
            words,
        )

    def cancel_import(self) -> None:
        """Forget the sheets being imported; what was stored stays."""
        self._stop_understanding()
        self.undo_stack.clear()
        self._forget_sheets()

    def _forget_sheets(self) -> None:
        self._drop_sheets()
        self.changed.emit("sheets")

    def _drop_sheets(self) -> None:
        self.sheets, self.maps, self.doubts, self.preview = (), (), {}, None
        self.known, self.altered, self.rules, self.settled = {}, {}, DEFAULT, {}

    def _remembering(self) -> Callable[[], None]:
        """Return what is to be done on Finish, on the job thread, to know such sheets again."""
        memory, sheets, maps, rules = self.memory, self.sheets, self.maps, self.rules

        def work() -> None:
            if memory is None:
                return
            try:
                for sheet, columns in zip(sheets, maps, strict=True):
                    remember(memory, sheet, columns, rules)
            except (OperatorError, OSError):
                return  # a memory that cannot be written must not keep sales from being stored

        return work

    def _take_preview(self, preview: Preview) -> None:
        self.preview = preview
        self.changed.emit("preview")

    def _understand(self, work: Callable[[Progress], object], returned: Callable[..., None]) -> Job:
        self._stop_understanding()
        words = QCoreApplication.translate("Session", "Reading the sheet")
        self._understanding = self.jobs.start(work, self, returned, words)
        return self._understanding

    def _stop_understanding(self) -> None:
        if self._understanding is not None:
            self._understanding.stop()
            self._understanding = None
