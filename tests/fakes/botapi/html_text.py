"""parse_mode HTML, as strict as Telegram's own parser and with its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from tests.fakes.botapi.formatted import Entity, Formatted, ParseError, finish, utf16
from tests.fakes.botapi.links import checked_link, date_format_fault

_STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_TAGS = _STYLES.keys() | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_MARK = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<number>[0-9]+)|(?P<name>[A-Za-z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    offset: int
    piece: int
    attributes: dict[str, str]


@lru_cache(maxsize=256)  # benchmarks send the same answers again and again
def parse_html(source: str) -> Formatted:
    """Text and entities of an HTML source; raises ParseError."""
    return _Reader(source).read()


@dataclass(slots=True)
class _Reader:
    source: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Tag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> Formatted:
        position = 0
        while found := _MARK.search(self.source, position):
            start = found.start()
            self._add(self.source[position:start])
            position = self._marked(start)
        self._add(self.source[position:])
        if self.open:
            tag = self.open[-1].name
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        text = "".join(self.pieces)
        if "&#" in self.source and _SURROGATE.search(text):
            raise ParseError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return finish(text, self.entities)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16(text)

    def _marked(self, start: int) -> int:
        if self.source[start] == "&":
            text, position = _reference(self.source, start)
            self._add(text)
            return position
        if self.source.startswith("</", start):
            return self._end_tag(start)
        return self._start_tag(start)

    def _at(self, start: int) -> str:
        return f"at byte offset {len(self.source[:start].encode())}"

    def _start_tag(self, start: int) -> int:
        position = _end(_TAG_NAME, self.source, start + 1)
        if position >= len(self.source):
            raise ParseError(f"Unclosed start tag {self._at(start)}")
        name = self.source[start + 1 : position].lower()
        if name not in _TAGS:
            raise ParseError(f'Unsupported start tag "{name}" {self._at(start)}')
        attributes: dict[str, str] = {}
        position = _end(_SPACE, self.source, position)
        while not self.source.startswith(">", position):
            position = self._attribute(name, (start, position), attributes)
            position = _end(_SPACE, self.source, position)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" {self._at(start)}')
        self.open.append(_Tag(name, self.length, len(self.pieces), attributes))
        return position + 1

    def _attribute(self, tag: str, places: tuple[int, int], attributes: dict[str, str]) -> int:
        start, begin = places
        end = _end(_ATTRIBUTE, self.source, begin)
        if end == begin:
            raise ParseError(f'Empty attribute name in the tag "{tag}" {self._at(start)}')
        name = self.source[begin:end]
        position = _end(_SPACE, self.source, end)
        if position >= len(self.source):
            raise ParseError(f'Unclosed start tag "{tag}" {self._at(start)}')
        if self.source[position] != "=":
            attributes[name] = "1"
            return position
        position = _end(_SPACE, self.source, position + 1)
        if position >= len(self.source):
            raise ParseError(f'Unclosed start tag "{tag}" {self._at(start)}')
        attributes[name], position = self._value(position)
        if position >= len(self.source):
            raise ParseError(f"Unclosed start tag {self._at(start)}")
        return position

    def _value(self, begin: int) -> tuple[str, int]:
        quote = self.source[begin]
        if quote in "\"'":
            end = self.source.find(quote, begin + 1)
            if end < 0:
                return "", len(self.source)
            literal = self.source[begin + 1 : end]
            return _REFERENCE.sub(lambda match: _decoded(match) or match[0], literal), end + 1
        end = _end(_TOKEN, self.source, begin)
        if end < len(self.source) and not (self.source[end].isspace() or self.source[end] == ">"):
            raise ParseError(f"Unexpected end of name token {self._at(begin)}")
        return self.source[begin:end].lower(), end

    def _end_tag(self, start: int) -> int:
        if not self.open:
            raise ParseError(f"Unexpected end tag {self._at(start)}")
        name_end = _end(_TAG_NAME, self.source, start + 2)
        name = self.source[start + 2 : name_end].lower()
        position = _end(_SPACE, self.source, name_end)
        if not self.source.startswith(">", position):
            raise ParseError(f"Unclosed end tag {self._at(start)}")
        tag = self.open.pop()
        if name and name != tag.name:
            raise ParseError(
                f'Unmatched end tag {self._at(start)}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._close(tag)
        return position + 1

    def _close(self, tag: _Tag) -> None:
        place = (tag.offset, self.length - tag.offset)
        if tag.name in _STYLES:
            self.entities.append(Entity(_STYLES[tag.name], *place))
        elif tag.name == "blockquote":
            folded = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
            self.entities.append(Entity(folded, *place))
        elif tag.name in {"pre", "code"}:
            self._close_code(tag, place)
        elif tag.name == "a":
            address = checked_link(tag.attributes.get("href") or "".join(self.pieces[tag.piece :]))
            self.entities += [Entity("text_link", *place, url=address)] if address else []
        elif tag.name == "tg-emoji":
            self.entities.append(_emoji(tag, place))
        else:
            self.entities += _date(tag, place)

    def _close_code(self, tag: _Tag, place: tuple[int, int]) -> None:
        """Code with a language inside pre is one block of code, in either order."""
        language = tag.attributes.get("class", "").partition("language-")[2] or None
        last = self.entities[-1] if self.entities else None
        inner = {"pre": "code", "code": "pre"}[tag.name]
        if last and (last.type, last.offset, last.length) == (inner, *place) and (language or last.language):
            self.entities[-1] = Entity("pre", *place, language=language or last.language)
        elif tag.name == "pre":
            self.entities.append(Entity("pre", *place))
        else:
            self.entities.append(Entity("code", *place, language=language))


def _emoji(tag: _Tag, place: tuple[int, int]) -> Entity:
    number = tag.attributes.get("emoji-id", "")
    if not number.isdecimal() or int(number) == 0:
        raise ParseError("Invalid custom emoji identifier specified")
    return Entity("custom_emoji", *place, custom_emoji_id=number)


def _date(tag: _Tag, place: tuple[int, int]) -> list[Entity]:
    form = tag.attributes.get("format", "")
    if fault := date_format_fault(form):
        raise ParseError(fault)
    unix = tag.attributes.get("unix", "")
    if not unix.isdecimal() or int(unix) <= 0:
        return []
    return [Entity("date_time", *place, unix_time=int(unix), date_time_format=form or None)]


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _reference(source: str, start: int) -> tuple[str, int]:
    match = _REFERENCE.match(source, start)
    decoded = _decoded(match) if match else ""
    return (decoded, match.end()) if match and decoded else ("&", start + 1)


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED.get(match["name"], "")
    code = int(match["hex"], 16) if match["hex"] else int(match["number"])
    digits = len(match[0].rstrip(";"))
    return chr(code) if 0 < code < 0x10FFFF and digits < 10 else ""
