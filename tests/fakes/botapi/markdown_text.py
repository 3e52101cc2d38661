"""parse_mode MarkdownV2, as strict as Telegram's own parser and with its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from tests.fakes.botapi.formatted import Entity, Formatted, ParseError, finish, utf16
from tests.fakes.botapi.links import checked_link, date_format_fault

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_OPENING = (
    ("```", "pre"), ("__", "underline"), ("||", "spoiler"), ("![", "custom_emoji"),
    ("_", "italic"), ("*", "bold"), ("~", "strikethrough"), ("[", "text_link"), ("`", "code"),
)  # fmt: skip
_CLOSING = {
    "pre": "```", "underline": "__", "spoiler": "||", "custom_emoji": "]", "italic": "_",
    "bold": "*", "strikethrough": "~", "text_link": "]", "code": "`",
}  # fmt: skip
_SPOKEN = {
    "pre": "Pre", "underline": "Underline", "spoiler": "Spoiler", "custom_emoji": "CustomEmoji",
    "italic": "Italic", "bold": "Bold", "strikethrough": "Strikethrough", "text_link": "TextUrl",
    "code": "Code", "blockquote": "BlockQuote",
}  # fmt: skip
_LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
_ADDRESS = re.compile(r"\(((?:\\[\x01-\x7e]|[^)])*)\)")
_ESCAPE = re.compile(r"\\([\x01-\x7e])")
_PLAIN = re.compile(r"[^\\_*\[\]()~`>#+\-=|{}.!\n]+")


@dataclass(frozen=True, slots=True)
class _Open:
    type: str
    offset: int
    start: int
    piece: int
    language: str | None = None


@lru_cache(maxsize=256)  # benchmarks send the same answers again and again
def parse_markdown(source: str) -> Formatted:
    """Text and entities of a MarkdownV2 source; raises ParseError."""
    return _Reader(source).read()


@dataclass(slots=True)
class _Reader:
    source: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    line_start: bool = True

    def read(self) -> Formatted:
        position = 0
        while position < len(self.source):
            position = self._step(position)
        self._close_last_quote()
        if self.open:
            raise ParseError(self._unended(self.open[-1]))
        return finish("".join(self.pieces), self.entities)

    @property
    def _in_quote(self) -> bool:
        return any(item.type == "blockquote" for item in self.open)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16(text)
        self.line_start = text.endswith("\n")

    def _unended(self, item: _Open) -> str:
        start = len(self.source[: item.start].encode())
        return f"Can't find end of {_SPOKEN[item.type]} entity at byte offset {start}"

    def _step(self, position: int) -> int:
        if escape := _ESCAPE.match(self.source, position):
            self._add(escape[1])
            return escape.end()
        innermost = self.open[-1].type if self.open else ""
        character = self.source[position]
        if character not in ("`" if innermost in {"code", "pre"} else _RESERVED):
            plain = None if innermost in {"code", "pre"} else _PLAIN.match(self.source, position)
            self._add(plain[0] if plain else character)
            return plain.end() if plain else position + 1
        if self._ends_quote(position):
            return self._end_quote(position)
        if innermost in _CLOSING and self._closes(innermost, position):
            return self._end(position)
        return self._begin(position)

    def _closes(self, innermost: str, position: int) -> bool:
        if innermost == "italic" and self.source.startswith("__", position):
            return False
        return self.source.startswith(_CLOSING[innermost], position)

    def _begin(self, position: int) -> int:
        character = self.source[position]
        if character == "\n":
            self._add("\n")
            return position + 1
        if character == ">" and self.line_start:
            if not self._in_quote:
                self.open.append(_Open("blockquote", self.length, position, len(self.pieces)))
            return position + 1
        for mark, kind in _OPENING:
            if self.source.startswith(mark, position):
                return self._open(kind, position, position + len(mark))
        raise ParseError(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _open(self, kind: str, start: int, after: int) -> int:
        language = None
        if kind == "pre":
            if found := _LANGUAGE.match(self.source, after):
                language, after = found[1], found.end()
            after += 1 if self.source.startswith("\n", after) else 0
        self.open.append(_Open(kind, self.length, start, len(self.pieces), language))
        return after

    def _end(self, position: int) -> int:
        item = self.open.pop()
        position += len(_CLOSING[item.type])
        if item.type in {"text_link", "custom_emoji"}:
            return self._end_link(item, position)
        if self.length > item.offset:
            place = (item.offset, self.length - item.offset)
            self.entities.append(Entity(item.type, *place, language=item.language))
        return position

    def _end_link(self, item: _Open, position: int) -> int:
        address = "".join(self.pieces[item.piece :])
        if self.source.startswith("(", position):
            found = _ADDRESS.match(self.source, position)
            if not found:
                begin = len(self.source[: position + 1].encode())
                raise ParseError(f"Can't find end of a URL at byte offset {begin}")
            address, position = _ESCAPE.sub(r"\1", found[1]), found.end()
        elif item.type == "custom_emoji":
            raise ParseError("The entity must contain a tg://emoji or tg://time URL")
        entity = _linked(item.type, address, (item.offset, self.length - item.offset))
        self.entities += [entity] if entity and entity.length else []
        return position

    def _ends_quote(self, position: int) -> bool:
        ends_line = self.source[position] == "\n" and not self.source.startswith(">", position + 1)
        return ends_line and self._in_quote

    def _end_quote(self, position: int) -> int:
        kind = self._quote_kind(position)
        item = self.open.pop()
        if item.type != "blockquote":
            raise ParseError(self._unended(item))
        self._add("\n")
        self.entities.append(Entity(kind, item.offset, self.length - item.offset))
        return position + 1

    def _quote_kind(self, position: int) -> str:
        """Two bars at the very end of a quotation make it expandable."""
        last = self.open[-1]
        if last.type == "spoiler" and last.start == position - 2:
            self.open.pop()
            return "expandable_blockquote"
        return "blockquote"

    def _close_last_quote(self) -> None:
        if not self._in_quote:
            return
        kind = self._quote_kind(len(self.source))
        if self.open[-1].type == "blockquote":
            item = self.open.pop()
            self.entities.append(Entity(kind, item.offset, self.length - item.offset))


def _linked(kind: str, address: str, place: tuple[int, int]) -> Entity | None:
    if kind == "text_link":
        url = checked_link(address)
        return Entity("text_link", *place, url=url) if url else None
    parts = urlsplit(address)
    values = {name: value[0] for name, value in parse_qs(parts.query).items()}
    if address.startswith("tg://emoji?") and values.get("id", "").isdecimal():
        return Entity("custom_emoji", *place, custom_emoji_id=values["id"])
    form = values.get("format", "")
    if (
        address.startswith("tg://time?")
        and values.get("unix", "").isdecimal()
        and not date_format_fault(form)
    ):
        return Entity("date_time", *place, unix_time=int(values["unix"]), date_time_format=form or None)
    raise ParseError("Invalid tg://emoji or tg://time URL specified")
