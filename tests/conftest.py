"""What every test can rely on: no screen is needed, and real data only where there is some."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As main.py has it, before anything imports numpy: threads inside one step wait for each other
# where the machine is busy.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

# The same examples on every machine, however long a busy one takes over each.
settings.register_profile(
    "same everywhere",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("same everywhere")

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


@pytest.fixture(autouse=True)
def _nothing_left_behind(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a window open or logs a warning it does not expect."""
    yield
    logged = [
        record.getMessage()
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    assert logged == []
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtWidgets import QApplication

        # Set up before qtbot, so torn down after it has closed what it was given.
        open_still = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        for widget in open_still:
            widget.close()
        assert [type(widget).__name__ for widget in open_still] == []
