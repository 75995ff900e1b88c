"""torch's libraries come before torch."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from pathlib import Path
from core.forecasting.lstm.libraries import load_ahead
load_ahead()
print("torch" in sys.modules, "libtorch_python" in Path("/proc/self/maps").read_text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="says what is loaded in a file of Linux")
def test_the_libraries_are_loaded_before_torch_is_imported():
    """After the call the libraries are in memory and torch itself is not yet imported."""
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "True"]
