"""Which files are meant where an operator names files and folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.errors import SheetError
from core.sales.reading.archives import PACKED_NAMES, TEXT_NAMES, WORKBOOK_NAMES
from core.wording import QT_TRANSLATE_NOOP, say

_NAMES = WORKBOOK_NAMES | TEXT_NAMES | PACKED_NAMES
_DEEPEST = 3  # folders within folders


def chosen_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are meant, each once: of a folder all sheets in it, by name.

    Raises SheetError where one does not exist, is no file, or is a folder without sheets.
    """
    if not paths:
        raise SheetError(
            say(QT_TRANSLATE_NOOP("core", "No sheet was given. Name at least one file of sales."))
        )
    return list(dict.fromkeys(file for path in paths for file in _files_of(path)))


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(_sheets_in(path, 1), key=lambda file: (file.parent, file.name))
        if not found:
            text = QT_TRANSLATE_NOOP("core", "There is no sheet in {name}. Choose another folder.")
            raise SheetError(say(text, name=path.name or str(path)))
        return found
    if not path.exists():
        text = QT_TRANSLATE_NOOP(
            "core", "{name} does not exist. Check the spelling and the folder."
        )
        raise SheetError(say(text, name=str(path)))
    return [path]


def _sheets_in(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        text = QT_TRANSLATE_NOOP(
            "core", "The folder {name} cannot be opened ({reason}). Check that you may read it."
        )
        raise SheetError(
            say(text, name=folder.name, reason=error.strerror or str(error))
        ) from error
    for entry in entries:
        # Excel keeps a file beginning with ~$ beside each that is open.
        if entry.name.startswith((".", "~$", "__MACOSX")):
            continue
        if entry.is_dir() and not entry.is_symlink() and depth < _DEEPEST:
            yield from _sheets_in(entry, depth + 1)
        elif entry.is_file() and entry.suffix.lower() in _NAMES:
            yield entry
