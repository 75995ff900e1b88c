"""Settings as a file that can be taken to another shop or machine."""

from __future__ import annotations

from pathlib import Path

from core.errors import OptionError, OutputError
from core.files import written_atomically
from core.saving.documents import Document, DocumentError, kinds_within, put_together, take_apart
from core.settings import Settings
from core.wording import QT_TRANSLATE_NOOP, say

LARGEST = 2**20
"""Bytes of a file that can be settings: larger ones are not even read."""

_NO_SETTINGS = QT_TRANSLATE_NOOP(
    "core", "{name} holds no settings of Shelfcast. Choose a file that it saved."
)


def write_settings(path: Path, settings: Settings) -> None:
    """Write settings as JSON, whole or not at all. Raises ``OutputError``."""
    with written_atomically(path) as part:
        try:
            part.write_text(take_apart(settings).text, "utf-8")
        except OSError as error:
            raise OutputError(
                say(QT_TRANSLATE_NOOP("core", "{name} cannot be written."), name=path.name)
            ) from error


def read_settings(path: Path) -> Settings:
    """Return settings that were written; what they do not say is as usual.

    Raises ``OptionError`` where the file holds none, or such as no stage could work with.
    """
    refusal = OptionError(say(_NO_SETTINGS, name=path.name))
    try:
        if path.stat().st_size > LARGEST:
            raise refusal
        text = path.read_text("utf-8")
        made = put_together(Document(text, ()), kinds_within(Settings))
    except (OSError, UnicodeDecodeError, DocumentError) as error:
        raise refusal from error
    if not isinstance(made, Settings):
        raise refusal
    return made
