"""Plain text and Markdown, each with optional front matter. Markup stays in the text as it is."""

from __future__ import annotations

from store.readers.content import Content
from store.readers.encoding import decode
from store.readers.front_matter import split_front_matter
from store.readers.kinds import refuse_other_kinds, refuse_wordless

SUFFIXES = (".txt", ".md")


def read(data: bytes, path: str) -> Content:
    """Raises SeedError for bytes that are no text, and for text without a word."""
    refuse_other_kinds(data, path)
    decoded, encoding = decode(data, path)
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    front = split_front_matter(text, path)
    body = text[front.length :]
    refuse_wordless(body, path, after_front_matter=front.length > 0)
    notes = front.notes if encoding in ("utf-8", "ascii") else (f"decoded as {encoding}", *front.notes)
    return Content(body, encoding, front.length, front.fields, notes)
