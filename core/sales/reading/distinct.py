"""The distinct texts of many cells, found without making a text of each. Runs in the reading
process.

A cell is a span of bytes. Its bytes are loaded as words of eight, mixed to one number, its key, and
looked up in a table of the keys seen before, all cells of a block at once; each distinct span
becomes one text, however many cells hold it. The table is a plain hash table of open addressing
that is probed by arrays instead of one by one. Keys that two texts share are found out by comparing
the words, so that no cell ever gets another's text.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Numbers = NDArray[np.int32]
Words = NDArray[np.uint64]

PADDING = 80
"""Bytes that must follow the last span of a block: words are loaded beyond its end."""

_LONGEST = 64  # bytes; longer cells are looked up one by one
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio, odd
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
_ONE, _BITS, _HALF = np.uint64(1), np.uint64(63), np.uint64(32)


class Block:
    """Bytes in which cells lie as spans; the last PADDING of them belong to none."""

    def __init__(self, raw: bytes | bytearray) -> None:
        self.raw = raw
        self.bytes = np.frombuffer(raw, dtype=np.uint8)
        self._words = np.frombuffer(raw, dtype="<u8", count=len(raw) // 8)

    def text(self, start: int, end: int) -> bytes:
        """Return the bytes of a span."""
        return bytes(self.raw[start:end])

    def words(self, start: Places, count: int) -> list[Words]:
        """Return ``count`` words of eight bytes from each start on."""
        place = start >> 3
        shift = ((start & 7) << 3).astype(np.uint64)
        back = _BITS - shift
        low = self._words.take(place)
        found = []
        for _ in range(count):
            place += 1
            high = self._words.take(place)
            # In two steps, for a shift by 64 is none.
            found.append((low >> shift) | ((high << _ONE) << back))
            low = high
        return found


class DistinctTexts:
    """Numbers the distinct texts of a column's cells, block after block.

    count  how many there are; number 0 is the empty text
    """

    def __init__(self) -> None:
        self.count = 1
        self._texts: list[bytes] = [b""]
        self._keys = np.zeros(1 << 6, dtype=np.uint64)
        self._numbers = np.zeros(1 << 6, dtype=np.int32)
        self._filled = 0
        self._stored: list[Words] = []
        self._one_by_one: dict[bytes, int] = {}

    def number(self, block: Block, start: Places, end: Places) -> Numbers:
        """Return the number of the text of each span (cells); new texts get new numbers."""
        length = end - start
        longest = int(length.max(initial=0))
        if longest > _LONGEST:
            return self._number_long(block, start, end, length)
        words = block.words(start, max(1, (longest + 7) >> 3))
        key = np.zeros(len(start), dtype=np.uint64)
        for place, word in enumerate(words):
            left = length - 8 * place
            word &= _MASKS.take(left, mode="clip")
            mixed = (key ^ word) * _FACTOR
            mixed ^= mixed >> _HALF
            key = mixed if place == 0 else np.where(left > 0, mixed, key)
        key[(key == 0) & (length > 0)] = _ONE
        numbers = self._found(key)
        unknown = np.flatnonzero(numbers < 0)
        if len(unknown):
            fresh = key[unknown]
            keys, first, position = np.unique(fresh, return_index=True, return_inverse=True)
            # Numbers go by first appearance: what comes later reads the texts in that order.
            order = np.argsort(first)
            rank = np.empty_like(order)
            rank[order] = np.arange(len(order))
            speakers = unknown[first[order]]
            numbers[unknown] = (self.count + rank)[position]
            self._store(keys[order], [word[speakers] for word in words])
            self._keep(block, start[speakers], end[speakers])
        if len(self._stored) > 1:
            self._tell_apart(block, start, end, words, numbers)
        return numbers

    def joined(self) -> bytes:
        """Return the distinct texts by number, a zero byte between two."""
        return b"\0".join(self._texts)

    def _keep(self, block: Block, start: Places, end: Places) -> None:
        """Take in new texts, none of them empty."""
        length = end - start + 1
        stop = np.cumsum(length)
        source = np.repeat(start - stop + length, length) + np.arange(stop[-1])
        texts = block.bytes.take(source)
        texts[stop - 1] = 0
        self._texts.append(texts[:-1].tobytes())
        self.count += len(start)

    def _number_long(self, block: Block, start: Places, end: Places, length: Places) -> Numbers:
        is_long = length > _LONGEST
        numbers = np.empty(len(start), dtype=np.int32)
        short = np.flatnonzero(~is_long)
        numbers[short] = self.number(block, start[short], end[short])
        for at in np.flatnonzero(is_long).tolist():
            numbers[at] = self._number_one(block.text(int(start[at]), int(end[at])))
        return numbers

    def _number_one(self, text: bytes) -> int:
        number = self._one_by_one.get(text)
        if number is None:
            number = self._one_by_one[text] = self.count
            self._store_words(np.array([number]), [np.zeros(1, dtype=np.uint64)])
            self._texts.append(text)
            self.count += 1
        return number

    def _tell_apart(
        self, block: Block, start: Places, end: Places, words: list[Words], numbers: Numbers
    ) -> None:
        """Give cells whose key is another text's a number of their own."""
        wrong = np.zeros(len(start), dtype=bool)
        for place, stored in enumerate(self._stored):
            own = words[place] if place < len(words) else np.uint64(0)
            wrong |= stored.take(numbers) != own
        for at in np.flatnonzero(wrong).tolist():
            numbers[at] = self._number_one(block.text(int(start[at]), int(end[at])))

    def _found(self, key: Words) -> Numbers:
        """Return the number of each key, -1 where it is not in the table."""
        slot = self._slot(key)
        here = self._keys.take(slot)
        numbers = np.where(here == key, self._numbers.take(slot), np.int32(-1))
        pending = np.flatnonzero((here != key) & (here != 0))
        numbers[key == 0] = 0
        slot = slot[pending]
        while len(pending):
            slot = (slot + 1) & (len(self._keys) - 1)
            here, wanted = self._keys.take(slot), key.take(pending)
            hit = here == wanted
            numbers[pending[hit]] = self._numbers.take(slot[hit])
            going_on = ~hit & (here != 0)
            pending, slot = pending[going_on], slot[going_on]
        return numbers

    def _slot(self, key: Words) -> Places:
        bits = len(self._keys).bit_length() - 1
        return ((key * _FACTOR) >> np.uint64(64 - bits)).astype(np.int64)

    def _store(self, keys: Words, words: list[Words]) -> None:
        """Put new keys, all different, and the words of their texts into the tables."""
        numbers = np.arange(self.count, self.count + len(keys), dtype=np.int32)
        if 3 * (self._filled + len(keys)) > len(self._keys):
            filled = self._keys != 0
            old, their = self._keys[filled], self._numbers[filled]
            size = 1 << (3 * (self._filled + len(keys))).bit_length()
            self._keys = np.zeros(size, dtype=np.uint64)
            self._numbers = np.zeros(size, dtype=np.int32)
            self._insert(old, their)
        self._insert(keys, numbers)
        self._filled += len(keys)
        self._store_words(numbers, words)

    def _insert(self, keys: Words, numbers: Numbers) -> None:
        slot = self._slot(keys)
        while len(keys):
            free = self._keys.take(slot) == 0
            self._keys[slot[free]] = keys[free]
            put = self._keys.take(slot) == keys
            self._numbers[slot[put]] = numbers[put]
            keys, numbers = keys[~put], numbers[~put]
            slot = (slot[~put] + 1) & (len(self._keys) - 1)

    def _store_words(self, numbers: NDArray[np.integer], words: list[Words]) -> None:
        size = int(numbers[-1]) + 1
        while len(self._stored) < len(words):
            self._stored.append(np.zeros(0, dtype=np.uint64))
        for place, stored in enumerate(self._stored):
            if len(stored) < size:
                grown = np.zeros(2 * size, dtype=np.uint64)
                grown[: len(stored)] = stored
                self._stored[place] = stored = grown
            if place < len(words):
                stored[numbers] = words[place]
