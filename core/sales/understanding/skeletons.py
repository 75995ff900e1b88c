"""Texts without their digits: order numbers and timestamps, hundreds of thousands of which differ,
are of a few shapes, and what a shape rules out need not be asked of each text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_DIGITS = b"0123456789"
_NO_DIGITS = dict.fromkeys(_DIGITS)
_FEW = 200  # texts, below which looking at their shapes takes longer than it saves


def skeletons(texts: Sequence[str]) -> list[str]:
    """Return for each text (n) what is left of it without its ASCII digits."""
    joined = "\0".join(texts)
    left = joined.encode("utf-8", "surrogatepass").translate(None, _DIGITS)
    shapes = left.decode("utf-8", "surrogatepass").split("\0")
    if len(shapes) == len(texts):
        return shapes
    return [text.translate(_NO_DIGITS) for text in texts]  # with zero bytes of their own


def matching(
    texts: Sequence[str], may_match: Callable[[str], bool], matches: Callable[[str], bool]
) -> NDArray[np.bool_]:
    """Return which texts (n) match.

    ``may_match`` is asked about the skeleton of texts that differ in their digits alone, and says
    no only where none of them can match.
    """
    if len(texts) <= _FEW:
        return np.array([matches(text) for text in texts], dtype=bool)
    shapes = skeletons(texts)
    possible = {shape for shape in dict.fromkeys(shapes) if may_match(shape)}
    if not possible:
        return np.zeros(len(texts), dtype=bool)
    pairs = zip(texts, shapes, strict=True)
    return np.array([shape in possible and matches(text) for text, shape in pairs], dtype=bool)
