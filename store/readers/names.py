r"""File names that can be stored and printed, and the way back to the file.

A name on disk may hold bytes that are no text, line ends, or marks that reverse the reading direction.
In a stored name these stand as `\xNN` (a byte) or `\uNNNN` (a character), and a backslash is doubled.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePath

_ODD = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:(\\)|x([0-9a-f]{2})|u([0-9a-f]{4}))")


def to_name(path: PurePath | str) -> str:
    """The stored name of a relative path: "/" between parts, printable, reversible by `locate`."""
    plain = path if isinstance(path, str) else path.as_posix()
    return _ODD.sub(_escape, plain)


def locate(root: Path, name: str) -> Path:
    """The file that a stored name stands for."""
    return root / _ESCAPE.sub(_unescape, name)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\\":
        return "\\\\"
    code = ord(char)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def _unescape(match: re.Match[str]) -> str:
    backslash, byte, code = match.groups()
    if backslash:
        return "\\"
    return chr(0xDC00 + int(byte, 16)) if byte else chr(int(code, 16))
