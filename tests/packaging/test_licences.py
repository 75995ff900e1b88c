"""Every part that ships states a licence under which the program may be passed on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_part_states_a_licence_that_fits() -> None:
    """No package is without a licence, none is under the GPL alone, and Qt is offered as LGPL."""
    script = ROOT / "packaging" / "licences.py"
    ended = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    parts = {line[:42].strip(): line[60:].strip() for line in ended.stdout.splitlines()}
    assert len(parts) > 20
    assert [name for name, licence in parts.items() if licence == "not stated"] == []
    assert [
        name
        for name, licence in parts.items()
        if "GPL" in licence and "LGPL" not in licence and " OR " not in licence
    ] == []
    assert "LGPL-3.0" in parts["PySide6_Essentials"]
    assert "Inter" in parts
