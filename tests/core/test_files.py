from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.errors import OutputError
from core.files import check_writable, written_atomically


def test_the_file_appears_only_when_complete(tmp_path: Path):
    """While it is being written the target does not exist; afterwards nothing else is left."""
    target = tmp_path / "plan.csv"
    with written_atomically(target) as temporary:
        temporary.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert os.listdir(tmp_path) == ["plan.csv"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_a_stop_half_way_leaves_the_old_file(tmp_path: Path, stop: type[BaseException]):
    """Ctrl-C and bugs alike leave the file of before and no half-written one."""
    target = tmp_path / "plan.csv"
    target.write_text("old")
    with pytest.raises(stop), written_atomically(target) as temporary:
        temporary.write_text("half")
        raise stop
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["plan.csv"]


def test_a_missing_folder_is_said_in_a_sentence(tmp_path: Path):
    """A folder that does not exist is the operator's to choose again."""
    with (
        pytest.raises(OutputError, match="there is no folder"),
        written_atomically(tmp_path / "nowhere" / "plan.csv"),
    ):
        pass


def test_a_protected_file_is_not_replaced(tmp_path: Path):
    """A read-only file stays as it is, and a folder is no file."""
    target = tmp_path / "plan.csv"
    target.write_text("kept")
    target.chmod(0o444)
    with pytest.raises(OutputError, match="protected"), written_atomically(target) as temporary:
        temporary.write_text("new")
    assert target.read_text() == "kept"
    with pytest.raises(OutputError, match="is a folder"):
        check_writable(tmp_path)
    assert os.listdir(tmp_path) == ["plan.csv"]
