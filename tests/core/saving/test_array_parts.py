"""core/saving/array_parts.py"""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from core.saving import array_parts
from core.saving.array_parts import inflate, pack, parts_of, unpack
from core.saving.documents import DocumentError


@pytest.mark.parametrize("dtype", ["<f4", "<f2", "<i8", "|b1", "<M8[D]", "<U3"])
def test_parts_come_back_as_they_were(dtype: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut, packed and unpacked, an array of any kind that is stored has the same bytes."""
    monkeypatch.setattr(array_parts, "PART_BYTES", 64)
    values = np.arange(210).reshape(7, 30).astype(dtype)
    parts = parts_of(values)
    assert len(parts) > 3
    again = np.concatenate([unpack(pack(part), values.dtype) for part in parts])
    assert again.tobytes() == values.tobytes()


def test_a_part_that_grows_too_large_is_refused() -> None:
    """A stranger's file of a few bytes must not fill the memory."""
    with pytest.raises(DocumentError):
        inflate(zlib.compress(bytes(1_000_000)), 1000)
