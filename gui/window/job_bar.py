"""The job bar: what runs, how far it is, how long it still takes, Stop."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QWidget

from gui.charts.training_curve import TrainingCurve
from gui.jobs import Job, Jobs, Update
from gui.pages.card import button, label
from gui.painted import painted
from gui.theme import dress, theme
from gui.wording import literal, spoken, time_left

DONE_MS = 6000
"""How long the line of a finished job stays."""


class Ring(QWidget):
    """A small ring, filled as far as the job is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fraction = 0.0

    def sizeHint(self) -> QSize:
        """Return the size of a small icon."""
        return QSize(16, 16)

    @painted
    def paintEvent(self, painter: QPainter) -> None:
        """Draw the ring and the arc that is done."""
        place = QRectF(2, self.height() / 2 - 6, 12, 12)
        painter.setPen(QPen(theme().colour("line"), 2))
        painter.drawEllipse(place)
        pen = QPen(theme().colour("accent"), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(place, 90 * 16, -round(360 * 16 * max(self.fraction, 0.04)))


class JobBar(QFrame):
    """Shows the job that runs; when it ends, one line for a while, then nothing."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="job_bar")
        self._jobs = jobs
        self._last: Update | None = None
        self.ring = Ring(self)
        self.words = label()
        self.step = label(tone="text_2")
        self.curve = TrainingCurve(small=True, parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setFixedWidth(220)
        self.percent = label()
        self.left = label(tone="text_2")
        self.note = label(role="caption", tone="text_3")
        self.undo, self.redo = button("quiet", "undo-2"), button("quiet", "redo-2")
        self.queue = button("small", "list")
        self.queue_menu = QMenu(self.queue)
        self.queue.setMenu(self.queue_menu)
        self.queue_menu.aboutToShow.connect(self._list_queue)
        self.queue.hide()
        self.stop = button("small", "circle-stop")
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 8, 0)
        layout.setSpacing(12)
        shown = (self.ring, self.words, self.step, self.curve, self.bar, self.percent, self.left)
        for widget in shown:
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.note)
        for pressed in (self.undo, self.redo):
            pressed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(pressed)
        layout.addWidget(self.queue)
        layout.addWidget(self.stop)
        self.offer_undo("", "")
        self._gone = QTimer(self, singleShot=True, interval=DONE_MS)
        self._gone.timeout.connect(self._idle)
        jobs.began.connect(self._began)
        jobs.progressed.connect(self._progressed)
        jobs.done.connect(self._done)
        jobs.stopped.connect(self._stopped)
        jobs.refused.connect(self._failed)
        jobs.crashed.connect(self._failed)
        for changed in (jobs.began, jobs.done, jobs.stopped, jobs.refused, jobs.crashed):
            changed.connect(self._count)
        theme().changed.connect(self._follow)
        self._follow()
        self._idle()
        self.retranslate()

    def say(self, words: str) -> None:
        """Show one line for a while, unless a job is running."""
        if self._jobs.visible is None:
            self._idle()
            self.words.setText(words)
            self._gone.start()

    @property
    def running(self) -> Job | None:
        """The job that is shown."""
        return self._jobs.visible

    def offer_undo(self, undo: str, redo: str) -> None:
        """Offer to take back or make again an edit, in words; "" hides the button."""
        for pressed, words, key in ((self.undo, undo, "Ctrl+Z"), (self.redo, redo, "Ctrl+Shift+Z")):
            pressed.setVisible(bool(words))
            pressed.setToolTip(f"{words} ({QKeySequence(key).toString()})")
            pressed.setAccessibleName(words)

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self.stop.setText(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Stop this job (Ctrl+.). What was there before stays."))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.curve.setToolTip(
            self.tr("How the LSTM learns: down is better on your last periods; dashes: as it came")
        )
        self._write_note()
        self._count()
        if self._last is not None and self._jobs.visible is self._last.job:
            self._progressed(self._last)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _follow(self) -> None:
        self.setFixedHeight(max(theme().size("job_bar"), 36))
        self.percent.setMinimumWidth(theme().text_size("body") * 3)

    def _count(self, *_: object) -> None:
        """Say how many jobs wait behind the one that runs."""
        waiting = self._jobs.shown[1:]
        self.queue.setVisible(bool(waiting))
        self.queue.setText(self.tr("{n} waiting").format(n=len(waiting)))
        self.queue.setToolTip(self.tr("What is done after this; press one to leave it out"))

    def _list_queue(self) -> None:
        self.queue_menu.clear()
        for job in self._jobs.shown[1:]:
            if not job.progress.cancelled:
                words = self.tr("Leave out: {job}").format(job=job.words)
                self.queue_menu.addAction(literal(words), partial(Job.stop, job))

    def _stop(self) -> None:
        job = self._jobs.visible
        if job is not None:
            job.stop()
            self.left.setText(self.tr("stopping"))
            self.stop.setEnabled(False)

    def _began(self, job: Job) -> None:
        if job.quiet or self._jobs.visible is not job:
            return
        self._gone.stop()
        self._last = None
        self.words.setText(job.words)
        self.step.clear()
        self.left.clear()
        self.percent.clear()
        self.bar.setValue(0)
        self.ring.fraction = 0.0
        self._show_running(True)
        self.stop.setEnabled(True)
        self._write_note()

    def _progressed(self, update: Update) -> None:
        if self._jobs.visible is not update.job:
            return
        self._last = update
        report = update.report
        stage = spoken(report.stage) if report.stage.template else ""
        if report.total > 1 and stage:
            stage = self.tr("{stage} · {done} of {total}").format(
                stage=stage, done=f"{report.done:,}", total=f"{report.total:,}"
            )
        self.step.setText(stage)
        self.curve.show_losses(report.losses)
        self.curve.setVisible(bool(report.losses))
        self.bar.setValue(round(1000 * report.fraction))
        self.percent.setText(self.tr("{share} %").format(share=round(100 * report.fraction)))
        self.ring.fraction = report.fraction
        self.ring.update()
        if update.job.progress.cancelled:
            return
        known = update.seconds_left is not None
        self.left.setText(time_left(update.seconds_left) if known else "")  # type: ignore[arg-type]

    def _done(self, job: Job) -> None:
        self._end(job, self.tr("{job}: done").format(job=job.words))

    def _stopped(self, job: Job) -> None:
        self._end(job, self.tr("Stopped. What was there before is kept."))

    def _failed(self, job: Job, _: Exception) -> None:
        self._end(job, "")

    def _end(self, job: Job, words: str) -> None:
        if job.quiet:
            return
        following = self._jobs.visible
        if following is not None:
            self._began(following)
            return
        self._idle()
        self.words.setText(words)
        self._gone.start()

    def _idle(self) -> None:
        self._show_running(False)
        self.words.clear()
        self.step.clear()
        self._write_note()

    def _show_running(self, running: bool) -> None:
        self.curve.hide()
        for widget in (self.ring, self.step, self.bar, self.percent, self.left, self.stop):
            widget.setVisible(running)

    def _write_note(self) -> None:
        running = self._jobs.visible is not None
        self.note.setText(self.tr("You can keep working") if running else "")
