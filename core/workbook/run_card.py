"""The card of a run: what made the plan, so that it can be made again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.demand import Demand
from core.evaluation.choice import Choice
from core.files import sha256_of
from core.forecasting.catalogue import describe
from core.forecasting.forecast import Forecast
from core.restocking.terms.terms import TermsFile
from core.sales.cleaning.quality import QualityReport
from core.settings import Settings
from core.version import VERSION
from core.wording import QT_TRANSLATE_NOOP, Sentence, say
from core.workbook.book import Book
from core.workbook.setting_words import FREQUENCIES, setting_lines

RUN_NAME = say(QT_TRANSLATE_NOOP("core", "Run card"))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file beside the sheets that shaped a run: what it says, and where it lies."""

    says: Sentence
    path: Path


MAPPING = say(QT_TRANSLATE_NOOP("core", "Columns of the sheets"))
TERMS = say(QT_TRANSLATE_NOOP("core", "Terms of supply"))
RECEIPTS = say(QT_TRANSLATE_NOOP("core", "Past deliveries"))
CALENDAR = say(QT_TRANSLATE_NOOP("core", "Calendar"))
"""What files beside the sheets may say."""

_SAYS = {"terms": TERMS, "receipts": RECEIPTS}
"""What ``TermsFile.says`` is for people."""


def write_run_card(
    book: Book,
    forecast: Forecast,
    demand: Demand,
    choice: Choice,
    settings: Settings,
    report: QualityReport,
    sources: Sequence[SourceFile] = (),
    read: Sequence[TermsFile] = (),
) -> None:
    """Write program, files with their SHA-256, rows, models used and all settings, in words."""
    sheet = book.add_sheet(book.words(RUN_NAME))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)  # a path and its hash
    book.text(sheet, 0, 0, book.words(RUN_NAME), "title")
    between = "、" if book.language == "zh_CN" else ", "

    def spoken(parts: Sequence[Sentence | str]) -> str:
        return between.join(" ".join(book.words(it).split()) for it in parts)

    models = [
        f"{book.words(describe(name).title)} {count:,}"
        for name, count in Counter(choice.models).most_common()
    ]
    lines: list[tuple[Sentence, str]] = [
        (say(QT_TRANSLATE_NOOP("core", "Program")), f"Shelfcast {VERSION}"),
        *_files(report, sources, read),
        (
            say(QT_TRANSLATE_NOOP("core", "Rows")),
            book.words(
                say(
                    QT_TRANSLATE_NOOP(
                        "core", "{read:,} rows read = {used:,} used + {skipped:,} left out"
                    ),
                    read=report.rows_read,
                    used=report.rows_used,
                    skipped=report.rows_read - report.rows_used,
                )
            ),
        ),
        (say(QT_TRANSLATE_NOOP("core", "Items")), f"{len(demand):,}"),
        (
            say(QT_TRANSLATE_NOOP("core", "History")),
            f"{demand.length:,} {book.words(FREQUENCIES[demand.frequency])}",
        ),
        (
            say(QT_TRANSLATE_NOOP("core", "Horizon")),
            f"{forecast.horizon:,} {book.words(FREQUENCIES[forecast.frequency])}",
        ),
        (say(QT_TRANSLATE_NOOP("core", "Models used")), between.join(models)),
        *((it.label, spoken(it.parts)) for it in setting_lines(settings, book.money)),
    ]
    for row, (label, value) in enumerate(lines, 2):
        book.text(sheet, row, 0, book.words(label), "label")
        book.text(sheet, row, 1, value)
    sheet.print_area(0, 0, len(lines) + 1, 1)


def _files(
    report: QualityReport, sources: Sequence[SourceFile], read: Sequence[TermsFile]
) -> list[tuple[Sentence, str]]:
    """Return each file with its hash, sheets of one workbook one after another; of ``read``, those
    that are not among ``sources``."""
    named = {str(it.path) for it in sources}
    sheet = say(QT_TRANSLATE_NOOP("core", "Sheet"))
    return [
        *(
            (sheet, _with_hash(f"{it.path} {it.sheet_name}".strip(), it.sha256))
            for it in report.sheets
        ),
        *((it.says, _with_hash(str(it.path), sha256_of(it.path))) for it in sources),
        *((_SAYS[it.says], _with_hash(it.path, it.sha256)) for it in read if it.path not in named),
    ]


def _with_hash(name: str, sha256: str) -> str:
    return f"{name} · SHA-256 {sha256}" if sha256 else name
