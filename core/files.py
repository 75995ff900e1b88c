"""Writing files so that a failure never leaves half a file or harms the one before."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import OptionError, OutputError
from core.wording import QT_TRANSLATE_NOOP, say


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits; "" where there is no file to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def check_writable(path: Path) -> None:
    """Raise ``OutputError`` where ``path`` could not be written, without touching it.

    For before long work: nobody waits an hour to be told that a folder does not exist.
    """
    folder = path.parent
    if not folder.is_dir():
        raise OutputError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} cannot be written: there is no folder {folder}. Make it, or choose "
                    "another.",
                ),
                name=path.name,
                folder=str(folder),
            )
        )
    if path.is_dir():
        raise OutputError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "{name} is a folder. Give the name of a file to write to."
                ),
                name=path.name or str(path),
            )
        )
    if path.exists() and not _may_be_replaced(path):
        raise _refused(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    if not os.access(folder, os.W_OK):
        raise _refused(path, OSError(errno.EACCES, os.strerror(errno.EACCES)))


def check_readable(path: Path) -> None:
    """Raise ``OptionError`` where there is nothing at ``path``."""
    if not path.exists():
        raise OptionError(
            say(
                QT_TRANSLATE_NOOP(
                    "core", "There is no file {path}. Check the name and the folder."
                ),
                path=str(path),
            )
        )


def check_folder(folder: Path) -> None:
    """Raise ``OutputError`` where ``folder`` is no folder to write into, nor can become one."""
    if folder.is_dir():
        if not os.access(folder, os.W_OK):
            raise _refused(folder, OSError(errno.EACCES, os.strerror(errno.EACCES)))
    else:
        check_writable(folder)
        if folder.exists():
            raise _refused(folder, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))


def _may_be_replaced(path: Path) -> bool:
    # The mode too: a file that was protected is not to be replaced, even by one who could.
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


@contextmanager
def written_atomically(path: Path) -> Iterator[Path]:
    """Give a temporary file beside ``path`` to write to; move it there once it is complete.

    Whatever is raised inside, Ctrl-C included, leaves ``path`` as it was. Raises ``OutputError``
    where the folder cannot be written to, the disk is full or the file is protected or open
    elsewhere.
    """
    check_writable(path)
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent or None
        )
    except OSError as error:
        raise _refused(path, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes files private; give the mode that an ordinary new file would have.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        os.replace(temporary, path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> OutputError:
    if isinstance(error, PermissionError) and path.exists():
        return OutputError(
            say(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{name} cannot be replaced: it is open in another program or protected. "
                    "Close it there, then try again.",
                ),
                name=path.name,
            )
        )
    return OutputError(
        say(
            QT_TRANSLATE_NOOP(
                "core",
                "{name} cannot be written ({reason}). Choose another folder, then try again.",
            ),
            name=path.name,
            reason=error.strerror or str(error),
        )
    )
