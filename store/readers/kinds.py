"""Files that are named as text and are something else."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from store.errors import SeedError

_OFFICE = ((b"word/", "a Word document"), (b"xl/", "a spreadsheet"), (b"ppt/", "a presentation"))
_OPEN = ((b"epub+zip", "an EPUB book"), (b"opendocument", "an OpenDocument file"))
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(!doctype html|html)\b", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s", re.IGNORECASE)


def refuse_other_kinds(data: bytes, path: str) -> None:
    """Raises SeedError, saying what the file is, when it is empty or known to be no text."""
    if not data.strip(b"\xef\xbb\xbf\xfe\xff \t\r\n\v\f"):
        raise SeedError(path, "empty")
    kind = kind_of(data)
    if kind:
        raise SeedError(path, f"not text but {kind}")


def refuse_wordless(text: str, path: str, *, after_front_matter: bool) -> None:
    """Raises SeedError for a text without a single letter."""
    if any(map(str.isalpha, text)):
        return
    if text.strip():
        raise SeedError(path, "no words")
    raise SeedError(path, "no text after its front matter" if after_front_matter else "empty")


def kind_of(data: bytes) -> str | None:
    """What the bytes are, when it is not text: "a PDF"."""
    for offset, signature, kind in _signatures():
        if data.startswith(signature, offset):
            return _inside_zip(data) or kind if signature == b"PK\x03\x04" else kind
    if _PAGE.match(data[:1000]):
        return "an HTML page"
    return "an XML file" if _XML.match(data[:100]) else None


def _inside_zip(data: bytes) -> str | None:
    return next((kind for member, kind in (*_OFFICE, *_OPEN) if member in data), None)


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    lines = Path(__file__).with_name("signatures.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((int(offset), bytes.fromhex(signature), kind) for offset, signature, kind in rows)
