"""Writing files so that a failure never leaves half a file or harms the one before."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import OutputError
from core.wording import QT_TRANSLATE_NOOP, say


@contextmanager
def written_atomically(path: Path) -> Iterator[Path]:
    """Give a temporary file beside ``path`` to write to; move it there once it is complete.

    Whatever is raised inside, Ctrl-C included, leaves ``path`` as it was. Raises ``OutputError``
    where the folder cannot be written to, the disk is full or the file is open elsewhere.
    """
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
