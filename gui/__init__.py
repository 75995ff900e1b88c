"""The window: pages over the session, which holds the latest value of each stage of core."""

import builtins

import PySide6.QtCore  # noqa: F401 - puts an import of its own in the place of Python's

# PySide6 reads the source of each module that is imported after it, to see who may want its
# optional features, and keeps it: 50 MB of text by the end of a forecast. Nobody here does.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
