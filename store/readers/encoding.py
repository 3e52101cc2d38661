"""Bytes -> text: Unicode strictly first, then the code pages of older systems."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

from store.errors import SeedError

_MARKS = (  # UTF-32 before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CODE_PAGES = [
    *(f"cp125{page}" for page in range(8)),
    *("koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
SAMPLE = 100_000  # bytes that decide on a code page
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
_HIGH = re.compile(rb"[\x80-\xff]")
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][\xa1-\xbf][^\W\d_]")  # what letters of other code pages become
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text without its byte order mark, and the encoding's name.

    Raises SeedError for binary data and for bytes of no encoding that can be recognised.
    """
    text, encoding = _decode(data, path)
    if "\0" in text:
        raise SeedError(path, "binary data, not text", text.count("\n", 0, text.index("\0")) + 1)
    if 10 * len(_CONTROL.findall(text)) > 3 * len(text):
        raise SeedError(path, "binary data, not text")
    return text, encoding


def _decode(data: bytes, path: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path), encoding
    encoding = _unmarked_utf16(data) or "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise SeedError(path, "binary data, not text", _line(data, data.index(b"\0"))) from error
        if _is_damaged_utf8(data):
            raise SeedError(path, _damage(error), _line(data, error.start)) from error
    return _by_code_page(data, path)


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise SeedError(path, _damage(error), line) from error


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: one byte of each pair is NUL (as in Latin letters) or the script's number."""
    if len(data) % 2 or b"\0" not in data:
        return None
    for encoding, high_bytes in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        common = Counter(high_bytes[:SAMPLE]).most_common(2)
        share = sum(count for _, count in common) / len(high_bytes[:SAMPLE])
        if share > 0.8 and 0 in dict(common) and 20 * high_bytes.count(0) > len(high_bytes):
            return encoding
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    good = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(data))
    return 2 * good >= len(_HIGH.findall(data))


def _by_code_page(data: bytes, path: str) -> tuple[str, str]:
    encoding = "cp1252" if _looks_western(data) else _best_guess(data[:SAMPLE], path)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise SeedError(path, _damage(error), _line(data, error.start)) from error


def _looks_western(data: bytes) -> bool:
    """Text with few letters beyond ASCII, as English has: too few for a guess by their frequency."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = sum(char.isalpha() and not char.isascii() for char in text)
    return 25 * foreign <= len(text) and not _SYMBOL_IN_WORD.search(text)


def _best_guess(sample: bytes, path: str) -> str:
    best = from_bytes(sample, cp_isolation=CODE_PAGES).best()
    if best is None:
        raise SeedError(path, "not text in an encoding that can be recognised")
    return best.encoding


def _damage(error: UnicodeDecodeError) -> str:
    return f"damaged {error.encoding}: byte 0x{error.object[error.start]:02x} cannot be decoded"


def _line(data: bytes, index: int) -> int:
    return data.count(b"\n", 0, index) + 1
