"""Text with entities as Telegram keeps it: offsets and lengths in UTF-16 code units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\n\r"} | {ord("\r"): None}
_DETAILS = ("url", "language", "custom_emoji_id", "unix_time", "date_time_format")
_DETAILED = frozenset({"text_link", "pre", "custom_emoji", "date_time"})
_CODE = frozenset({"code", "pre"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")

# What Telegram marks by itself in plain text.
_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»”])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[A-Za-z]{2,}\b)"
    r"|(?<![\w@/])(?P<mention>@\w{3,32}\b)"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w/<>@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
)

_HINT = re.compile(r"[/@#]")


class ParseError(Exception):
    """Telegram's words for markup that it cannot read."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One styled range; offset and length count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def wire(self) -> dict[str, Any]:
        """The JSON object of the Bot API."""
        body: dict[str, Any] = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.type in _DETAILED:
            found = ((name, getattr(self, name)) for name in _DETAILS)
            body |= {name: value for name, value in found if value is not None}
        return body


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text after parsing: entities the bot asked for, and those that Telegram found by itself."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    automatic: tuple[Entity, ...] = ()

    @property
    def length(self) -> int:
        """In UTF-16 units, as Telegram's limits count."""
        return utf16(self.text)

    def part(self, entity: Entity) -> str:
        """The words that an entity covers."""
        encoded = self.text.encode("utf-16-le")
        return encoded[2 * entity.offset : 2 * entity.end].decode("utf-16-le")

    def wire(self) -> list[dict[str, Any]]:
        """All entities as JSON objects."""
        return [entity.wire() for entity in _ordered(self.entities + self.automatic)]


def utf16(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def finish(text: str, entities: Iterable[Entity] = ()) -> Formatted:
    """Clean and trim as Telegram does: control characters, outer white space, styles inside code."""
    shown = text.translate(_CONTROLS).rstrip()
    wanted = _within(entities, utf16(shown))
    head = len(shown) - len(shown.lstrip(" \n"))
    cut = min([head, *(entity.offset for entity in wanted)])
    kept = _settled(replace(entity, offset=entity.offset - cut) if cut else entity for entity in wanted)
    return Formatted(shown[cut:], kept, _found(shown[cut:], kept))


def _within(entities: Iterable[Entity], end: int) -> list[Entity]:
    inside = (entity for entity in entities if entity.offset < end)
    return [e if e.end <= end else replace(e, length=end - e.offset) for e in inside]


def _settled(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Which entities Telegram keeps: one quotation, link or code at a place; styles merged, not in code."""
    ordered = _ordered(entities)
    quotes = _apart(entity for entity in ordered if entity.type in _QUOTES)
    whole = _apart(entity for entity in ordered if entity.type not in {*_STYLES, *_QUOTES})
    codes = [entity for entity in whole if entity.type in _CODE]
    styles = [piece for kind in _STYLES for style in _merged(ordered, kind) for piece in _cut(style, codes)]
    return _ordered([*quotes, *whole, *styles])


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _merged(entities: Iterable[Entity], kind: str) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if entity.type != kind:
            continue
        if kept and entity.offset < kept[-1].end:
            longest = max(kept[-1].end, entity.end)
            kept[-1] = replace(kept[-1], length=longest - kept[-1].offset)
        else:
            kept.append(entity)
    return kept


def _cut(style: Entity, codes: list[Entity]) -> list[Entity]:
    if not codes:
        return [style]
    pieces, start = [], style.offset
    for code in codes:
        if code.offset < style.end and start < code.end:
            pieces.append(replace(style, offset=start, length=code.offset - start))
            start = code.end
    pieces.append(replace(style, offset=start, length=style.end - start))
    return [piece for piece in pieces if piece.length > 0]


def _ordered(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def _found(text: str, taken: Iterable[Entity]) -> tuple[Entity, ...]:
    if not _HINT.search(text):
        return ()
    closed = [entity for entity in taken if entity.type in _CODE or entity.type == "text_link"]
    matches = (
        Entity(str(match.lastgroup), utf16(text[: match.start()]), utf16(match[0]))
        for match in _AUTOMATIC.finditer(text)
    )
    return tuple(
        entity
        for entity in matches
        if not any(entity.offset < other.end and other.offset < entity.end for other in closed)
    )
