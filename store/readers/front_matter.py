"""The block between two `---` lines at a file's start: YAML, of which only plain values are taken.

YAML is read as events, never built into objects: no tag makes an object, no alias is expanded, a date
stays the words that were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from store.errors import SeedError

LIMIT = 65_536  # characters
MAX_DEPTH = 8
KEYS = ("title", "outlet", "source", "publisher", "url", "published", "date", "language")

_OPEN = re.compile(r"\s*---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"\s*[\"']?([A-Za-z][\w -]{0,40}?)[\"']?[ \t]*:(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields of `length` characters at the text's start; length 0: there is none."""

    length: int = 0
    fields: dict[str, str | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def split_front_matter(text: str, path: str) -> FrontMatter:
    """Find and read the front matter of a text with LF line ends.

    A block that plainly is none (a rule in Markdown, a list, prose) stays part of the text. Raises
    SeedError, with the line, for a block with known fields that never ends, is too large or is no YAML.
    """
    opening = _OPEN.match(text)
    if not opening:
        return FrontMatter()
    closing = _CLOSE.search(text, opening.end(), opening.end() + LIMIT + 4)
    first_line = text.count("\n", 0, opening.end()) + 1
    if closing is None:
        return _unclosed(text, opening.end(), path)
    block = text[opening.end() : closing.start()]
    try:
        fields = read_fields(block)
    except yaml.YAMLError as error:
        if not _has_known_field(block):
            return FrontMatter()
        raise SeedError(path, _complaint(error), first_line + _line_within(error, block)) from error
    if fields is None:
        return FrontMatter(notes=("the block between --- lines is no front matter and stays text",))
    return FrontMatter(closing.end(), fields, _unused(fields))


def read_fields(block: str) -> dict[str, str | None] | None:
    """Top-level fields, keys in lower case; None for a value that is no plain text.

    The result is None when the block is no mapping. Raises yaml.YAMLError.
    """
    events = _Events(block)
    first = next(events, None)
    if first is None:
        return {}
    if not isinstance(first, yaml.MappingStartEvent):
        return None
    fields: dict[str, str | None] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        name, value = events.value(key), events.value(next(events))
        if name is not None:
            fields.setdefault(name.strip().lower(), value)
    return fields


class _Events:
    """Content events of one YAML document."""

    def __init__(self, block: str) -> None:
        self._events = _content(block)

    def __iter__(self) -> Iterator[yaml.Event]:
        return self

    def __next__(self) -> yaml.Event:
        return next(self._events)

    def value(self, event: yaml.Event) -> str | None:
        """A plain value; None after passing over an alias, a tagged value, a list or a mapping."""
        if isinstance(event, yaml.ScalarEvent):
            return None if event.tag else event.value
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            inner = next(self)
            depth += isinstance(inner, yaml.CollectionStartEvent)
            depth -= isinstance(inner, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise yaml.YAMLError("nested too deep")
        return None


def _content(block: str) -> Iterator[yaml.Event]:
    for event in yaml.parse(block, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _unclosed(text: str, start: int, path: str) -> FrontMatter:
    if not _has_known_field(text[start : start + 2_000].partition("\n\n")[0]):
        return FrontMatter()
    if _CLOSE.search(text, start):
        raise SeedError(path, f"front matter is larger than {LIMIT // 1024} KB", 1)
    raise SeedError(path, "front matter is never closed by a line of ---", 1)


def _has_known_field(block: str) -> bool:
    names = (match[1].lower() for line in block.split("\n") if (match := _FIELD.match(line)))
    return any(name in KEYS for name in names)


def _unused(fields: dict[str, str | None]) -> tuple[str, ...]:
    unknown = [key for key in fields if key not in KEYS]
    if not unknown:
        return ()
    shown = ", ".join(key[:40] for key in unknown[:5]) + (", …" if len(unknown) > 5 else "")
    return (f"front matter: not used: {shown}",)


def _complaint(error: yaml.YAMLError) -> str:
    problem = error.problem if isinstance(error, yaml.MarkedYAMLError) else None
    advice = "; put the value in quotation marks" if problem and "not allowed here" in problem else ""
    return f"front matter is not valid YAML ({problem or _first_line(error)}){advice}"


def _first_line(error: yaml.YAMLError) -> str:
    reason = error.reason if isinstance(error, yaml.reader.ReaderError) else str(error)
    return str(reason).partition("\n")[0]


def _line_within(error: yaml.YAMLError, block: str) -> int:
    """Lines between the block's first one and the one to blame."""
    if isinstance(error, yaml.reader.ReaderError):
        return block.count("\n", 0, error.position)
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return min(error.problem_mark.line, max(block.count("\n") - 1, 0))
    return 0
