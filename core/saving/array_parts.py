"""Arrays as compressed parts, small enough to be stored and read while the program answers."""

from __future__ import annotations

import math
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.saving.documents import DocumentError

PART_BYTES = 32 * 2**20


def parts_of(array: NDArray[Any]) -> list[NDArray[Any]]:
    """Return the array's values in C order, in pieces of at most ``PART_BYTES``."""
    values = np.ascontiguousarray(array).reshape(-1)
    count = max(1, math.ceil(values.nbytes / PART_BYTES))
    return list(np.array_split(values, count))


def pack(values: NDArray[Any]) -> bytes:
    """Compress values, bytes of equal weight together: exponents alike lie side by side."""
    raw = values.view(np.uint8).reshape(-1, values.dtype.itemsize)
    return zlib.compress(raw.T.tobytes(), 1)


def unpack(content: bytes, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return the values of a packed part.

    Raises ``DocumentError``, ``ValueError`` or ``zlib.error`` where the part is damaged.
    """
    raw = np.frombuffer(inflate(content, 2 * PART_BYTES), dtype=np.uint8)
    return np.ascontiguousarray(raw.reshape(dtype.itemsize, -1).T).reshape(-1).view(dtype)


def inflate(packed: bytes, limit: int) -> bytes:
    """Decompress, but never to more than ``limit`` bytes: the file may be a stranger's.

    Raises ``DocumentError`` or ``zlib.error`` where it is damaged or longer.
    """
    inflater = zlib.decompressobj()
    content = inflater.decompress(packed, limit)
    if not inflater.eof:
        raise DocumentError("content that ends too early or is too long")
    return content
