"""Cuts an answer into messages at the ends of blocks; a block too long for one at a line or sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from handlers.doc import Evidence
from handlers.render.markup import Element, Node, Nodes, Tag, index_of, split, starts, text_of, units

WIDTH = 40  # characters of a line on a phone
SHOWN_FOLDED = 3  # lines that a folded quotation shows
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Room:
    """What one message takes: UTF-16 units after parsing, entities, and lines on a phone (0: any number)."""

    units: int = 4096
    entities: int = 100
    lines: int = 0

    def __add__(self, other: Room) -> Room:
        return Room(self.units + other.units, self.entities + other.entities, self.lines + other.lines)


NOTHING = Room(0, 0, 0)


@dataclass(frozen=True)  # without slots: its size is worked out once
class Part:
    """A block as markup. `gap`: a blank line before it; `heads`: it stays with what follows."""

    nodes: Nodes
    articles: tuple[int, ...] = ()  # cited in it
    shown: tuple[Evidence, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()  # label and line of what it offers
    gap: bool = False
    heads: bool = False

    @cached_property
    def size(self) -> Room:
        """What it takes up, with the line breaks before it."""
        text = text_of(self.nodes)
        return Room(units(text) + 2, sum(1 for _ in starts(self.nodes)), _lines(self.nodes) + self.gap)


Footer = Callable[[Sequence[int]], Nodes]


def cut(parts: Iterable[Part], rooms: tuple[Room, Room], footer: Footer) -> list[tuple[Part, ...]]:
    """Pages of parts, none blank: the first within the first of `rooms`, the others within the second.

    The footer of the articles that a page cites takes room as well. A block may take more lines than a room
    has, but never more units or entities.
    """
    cutter = _Cutter(rooms, footer)
    for group in _glued(part for part in parts if text_of(part.nodes).strip()):
        cutter.add(group)
    cutter.close()
    return cutter.pages


def join(parts: Sequence[Part], footer: Nodes = ()) -> Nodes:
    """The parts one below the other."""
    joined: list[Node] = []
    for place, part in enumerate(parts):
        breaks = "\n\n" if part.gap else "\n"
        joined += (breaks, *part.nodes) if place else part.nodes
    return (*joined, "\n", *footer) if footer else tuple(joined)


@dataclass(slots=True)
class _Cutter:
    """State of one cut: finished pages, and the parts of the page being filled."""

    rooms: tuple[Room, Room]
    footer: Footer
    pages: list[tuple[Part, ...]] = field(default_factory=list)
    page: list[Part] = field(default_factory=list)
    used: Room = NOTHING  # what the page's parts take up
    footers: dict[tuple[int, ...], Room] = field(default_factory=dict)

    def add(self, group: Sequence[Part]) -> None:
        """Put parts that stay together on this page, or on the next when this one is full."""
        if self._fits(group, self._room.lines):
            for part in group:
                self._append(part)
            return
        if self.page:
            self.close()
        for part in group:
            rest = part
            while not self._fits((rest,)):
                rest = self._fill_with(rest)
            if text_of(rest.nodes).strip():
                self._append(rest)

    def close(self) -> None:
        if self.page:
            self.pages.append(tuple(self.page))
            self.page, self.used = [], NOTHING

    def _append(self, part: Part) -> None:
        self.page.append(part)
        self.used += part.size

    @property
    def _room(self) -> Room:
        return self.rooms[1] if self.pages else self.rooms[0]

    def _left(self, more: Sequence[Part]) -> Room:
        """What is left on the page beside the footer when `more` is cited on it too."""
        room, below = self._room, self._below(cited((*self.page, *more)))
        return Room(
            room.units - below.units - self.used.units,
            room.entities - below.entities - self.used.entities,
            room.lines - self.used.lines,
        )

    def _below(self, articles: tuple[int, ...]) -> Room:
        """What the footer takes."""
        if articles not in self.footers:
            self.footers[articles] = Part(self.footer(articles)).size
        return self.footers[articles]

    def _fits(self, more: Sequence[Part], lines: int = 0) -> bool:
        left, wanted = self._left(more), sum((part.size for part in more), NOTHING)
        return (
            wanted.units <= left.units
            and wanted.entities <= left.entities
            and (not lines or wanted.lines <= left.lines)
        )

    def _fill_with(self, part: Part) -> Part:
        """Fill the page with the beginning of a part that is too long for it; returns the rest."""
        left = self._left((part,))
        at = _break(part.nodes, left)
        if not at:
            self.close()
            return part
        head, tail = split(part.nodes, at)
        if text_of(head).strip():
            self._append(replace(part, nodes=head))
        self.close()
        return replace(part, nodes=tail, gap=False)


def cited(parts: Iterable[Part]) -> tuple[int, ...]:
    """The articles that parts cite, in order."""
    return tuple(dict.fromkeys(article for part in parts for article in part.articles))


def _glued(parts: Iterable[Part]) -> Iterable[list[Part]]:
    group: list[Part] = []
    for part in parts:
        group.append(part)
        if not part.heads:
            yield group
            group = []
    if group:
        yield group


def _break(nodes: Nodes, room: Room) -> int:
    """The character to cut at: after the last line, sentence or word that fits; 0 when nothing does."""
    if room.units <= 2 or room.entities <= 0:
        return 0
    text, openings = text_of(nodes), sorted(starts(nodes))
    most = index_of(text, room.units - 2)
    if len(openings) > room.entities:
        most = min(most, openings[room.entities])
    ends = (text.rfind("\n", 0, most) + 1, _last_sentence(text, most), text.rfind(" ", 0, most) + 1)
    return next((end for end in ends if end > most // 2), most)


def _last_sentence(text: str, most: int) -> int:
    return max((match.end() for match in _SENTENCE_END.finditer(text, 0, most)), default=0)


def _lines(nodes: Nodes) -> int:
    """Lines on a phone; of a folded quotation the shown ones."""
    open_text = text_of(node for node in nodes if not _is_folded(node)).strip("\n")
    folded = sum(min(SHOWN_FOLDED, _wrapped(text_of((node,)))) for node in nodes if _is_folded(node))
    return (_wrapped(open_text) if open_text else 0) + folded


def _wrapped(text: str) -> int:
    return sum(max(1, -(-len(line) // WIDTH)) for line in text.split("\n"))


def _is_folded(node: Node) -> bool:
    return isinstance(node, Element) and node.tag is Tag.FOLDED
