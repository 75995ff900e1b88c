"""torch's libraries, loaded while the other threads go on.

Python lets no other thread run while it loads what a module is linked to. For torch that is a third
of a second of processor time, and far more where the disk is slow: a window would stand still.
During a foreign call the others run, and what it has loaded is there when torch is imported.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LARGEST = {"linux": "libtorch_python.so", "darwin": "libtorch_python.dylib"}
"""What brings all others with it, by platform. Windows looks for them in places of its own, which
torch sets up itself."""


@cache
def load_ahead() -> None:
    """Load torch's libraries; where that fails, importing torch does it, and says what is wrong."""
    found, name = find_spec("torch"), _LARGEST.get(sys.platform)
    if "torch" in sys.modules or found is None or found.origin is None or name is None:
        return
    path = Path(found.origin).parent / "lib" / name
    load = ctypes.CDLL(None).dlopen
    load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    load(os.fsencode(path), os.RTLD_NOW)
