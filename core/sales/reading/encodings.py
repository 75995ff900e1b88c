"""Which encoding a text file is in, by evidence: byte order marks, decode errors, and how likely
the characters are that each encoding would make of the bytes. Runs in the reading process."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

CANDIDATES = ("gb18030", "big5", "shift_jis", "cp1252")
"""What is tried where the bytes are not UTF-8; all but the last write one character in two bytes
or more."""

_CODEC = {"big5": "cp950", "shift_jis": "cp932"}
# The code pages of Windows hold what merchants' programs write beyond the national standards.

_WORDS = [
    "日期",
    "时间",
    "商品",
    "编码",
    "编号",
    "名称",
    "数量",
    "单价",
    "金额",
    "订单",
    "销售",
    "销量",
    "合计",
    "门店",
    "店铺",
    "规格",
    "库存",
    "备注",
    "時間",
    "編號",
    "名稱",
    "數量",
    "單價",
    "金額",
    "訂單",
    "銷售",
    "銷量",
    "合計",
    "門市",
    "庫存",
    "備註",
    "商品名",
    "売上",
    "日付",
    "注文",
    "価格",
    "在庫",
    "カテゴリ",
    "店舗",
]
# Words of sheet headers: one of them in the text settles most doubts of short files.

_SAMPLE = 60_000
_PIECES, _PIECE = 32, 1 << 17


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """The encoding decided on, as Python names it, and how sure that is (0–1)."""

    name: str
    confidence: float


def guess_encoding(raw: bytes) -> EncodingGuess:
    """Return the encoding of a whole text file."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return EncodingGuess(name, 1.0)
    if (wide := _unmarked_utf16(raw)) is not None:
        return EncodingGuess(wide, 0.95)
    if raw.isascii():
        return EncodingGuess("utf-8", 1.0)
    if is_utf8(raw):
        return EncodingGuess("utf-8", 1.0)
    sample = _telling_lines(raw)
    if _nearly_utf8(sample):
        return EncodingGuess("utf-8", 0.8)
    scored = sorted(((_score(sample, name), name) for name in CANDIDATES), reverse=True)
    best, second = scored[0], scored[1]
    if best[0] < 0.35 and (other := _normalizer_guess(sample)) is not None:
        return EncodingGuess(other, 0.5)
    return EncodingGuess(best[1], max(0.3, min(1.0, 0.5 + best[0] - second[0])))


def codec(name: str) -> str:
    """Return the Python codec that reads the encoding ``name``."""
    return _CODEC.get(name, name)


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes at every other place of its ASCII letters."""
    head = raw[:4000]
    head = head[: len(head) - len(head) % 2]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    # Zero bytes that pad the fields of a text of single bytes do not stand beside its line ends.
    if b"\n" in head and b"\n\0" not in head and b"\0\n" not in head:
        return None
    if odd > 4 * even and odd > len(head) / 20:
        return "utf-16-le"
    if even > 4 * odd and even > len(head) / 20:
        return "utf-16-be"
    return None


def is_utf8(raw: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    if raw.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        # In pieces, for the text of it all is not wanted.
        for begin in range(0, len(raw), _PIECE):
            decoder.decode(raw[begin : begin + _PIECE], begin + _PIECE >= len(raw))
    except UnicodeDecodeError:
        return False
    return True


def _telling_lines(raw: bytes) -> bytes:
    """Return lines that hold bytes beyond ASCII, up to a sample's length, from all of the file."""
    lines: list[bytes] = []
    if len(raw) > _PIECES * _PIECE:
        for begin in range(0, len(raw), len(raw) // _PIECES):
            # What a piece begins and ends with are parts of lines, and of characters.
            whole = raw[begin : begin + _PIECE].split(b"\n")[bool(begin) : -1]
            lines += [line for line in whole if not line.isascii()]
    if not lines:
        lines = [line for line in raw.split(b"\n") if not line.isascii()]
    step = max(1, sum(map(len, lines)) // _SAMPLE)
    # The first lines always: the header is there.
    return b"\n".join([*lines[:5], *lines[5::step]])


def _nearly_utf8(sample: bytes) -> bool:
    """A few broken bytes in a text of many good sequences: cut or patched UTF-8."""
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for c in text if ord(c) > 127) - broken
    return good >= 20 * broken


def _score(sample: bytes, name: str) -> float:
    """Mean likelihood of the characters made of the bytes beyond ASCII, from -1 to about 1.5."""
    text = sample.decode(codec(name), errors="replace")
    total, weight = 0.0, 0
    for position, character in enumerate(text):
        if character.isascii():
            continue
        width = 1 if name == "cp1252" else 2
        if name == "cp1252":
            before = text[position - 1] if position else " "
            after = text[position + 1] if position + 1 < len(text) else " "
            value = _latin(character, before, after)
        else:
            value = _east_asian(character, name)
            after = text[position + 1 : position + 2]
            if after.isascii() and after.isalpha() and _swallows_letter(character, name):
                value = -0.7  # "‘Nduja" of cp1252: a mark, and the first letter of a Latin word
        total += value * width
        weight += width
    if not weight:
        return 0.0
    words = sum(1 for word in _WORDS if word in text)
    return total / weight + min(words, 4) * 0.1


def _swallows_letter(character: str, name: str) -> bool:
    """Whether the last byte of a character is a Latin letter."""
    last = character.encode(codec(name), errors="replace")[-1:]
    return last.isalpha()


def _latin(character: str, before: str, after: str) -> float:
    if character == "\ufffd" or "\x80" <= character < "\xa0":
        return -1.5
    if character.isalpha():
        # Accented letters stand among plain ones; runs of them are another encoding's bytes.
        if not before.isascii() or not after.isascii():
            return -0.4
        return 1.0 if before.isalpha() or after.isalpha() else -0.2
    if character in "£€°’‘“”–—…®™©½¼¾²³«»·¿¡º\xa0":
        return 0.7 if before.isascii() or after.isascii() else 0.0
    return -0.5


def _east_asian(character: str, name: str) -> float:
    if character == "\ufffd":
        return -3.0
    code = ord(character)
    if 0x3000 <= code <= 0x3020 or 0xFF01 <= code <= 0xFF5E or character in "￥¥·—…“”‘’×℃①②③":
        return 0.7
    if name == "shift_jis":
        if 0x3041 <= code <= 0x30FE:
            return 1.2
        if 0xFF61 <= code <= 0xFF9F:
            return -0.3  # half-width kana: what two-byte Chinese looks like when read as Japanese
    if not 0x4E00 <= code <= 0x9FFF:
        return -0.7
    try:
        made = character.encode(codec(name))
    except UnicodeEncodeError:
        return -1.0
    if len(made) != 2:
        return -0.7
    lead, trail = made
    # The first level of each national standard holds its everyday characters (GB 2312: 3,755;
    # Big5: 5,401; JIS X 0208: 2,965); text in the right encoding seldom leaves it.
    if name == "gb18030":
        common = 0xB0 <= lead <= 0xD7 and trail >= 0xA1
    elif name == "big5":
        common = 0xA4 <= lead <= 0xC6
    else:
        common = 0x88 <= lead <= 0x98
    return (1.0 if name != "big5" else 0.95) if common else -0.5


def _normalizer_guess(sample: bytes) -> str | None:
    """Ask charset-normalizer about encodings that are not among the candidates."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:20_000]).best()
    if best is None or not re.match(r"cp12|iso8859|koi8|euc|cp949|mac", best.encoding):
        return None
    return best.encoding
