"""What every test can rely on: no screen is needed, and real data only where there is some."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real sheets, which lie outside the project; skips the test without it."""
    named = os.environ.get("SHELFCAST_DATA")
    if not named:
        pytest.skip("real sheets are not at hand: SHELFCAST_DATA is not set")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"real sheets are not at hand: {folder} is not a folder")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the bundled sample workbooks."""
    return ROOT / "resources" / "samples"
