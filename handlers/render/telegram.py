"""Telegram's form of an answer: pages of its HTML, phone first, and buttons as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers import house
from handlers.cite import place
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
    House,
    Item,
    Line,
    MarkKind,
    Note,
    Passage,
    Run,
    Source,
    fold,
)
from handlers.render.gate import Checked
from handlers.render.markup import Element, Node, Nodes, Tag, to_html, units
from handlers.render.pages import Part, Room, cited, cut, join
from handlers.slots import Number, Typed, print_day
from store.types import Span

FIRST_SCREEN = 20  # lines of the first page of an answer that goes on with a button
NEXT_SCREENS = 60
COPIED = 256  # characters that a button may copy
_FOOTER = 1_200  # UTF-16 units of a page's list of sources
_LABEL, _HALF = 36, 17  # characters of a label on a line of its own, and of two side by side
_SOURCES, _NUMBERS_A_ROW, _NAMED = 40, 6, 6
_ASKED = 8
_PLACEHOLDERS = frozenset({"TOPIC", "WORDS", "NAME", "PERSON", "OUTLET", "NUMBER", "N"})
_STYLES = {MarkKind.MATCH: Tag.BOLD, MarkKind.QUOTE: Tag.ITALIC, MarkKind.CLAIM: Tag.UNDERLINE}
_AIRY = 80  # characters from which an entry is set apart by an empty line


@dataclass(frozen=True, slots=True)
class OpenSource:
    """Open the words at `spans` of this revision of an article in their context."""

    article: int
    revision: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a line as if it had been typed."""

    line: str


@dataclass(frozen=True, slots=True)
class NextPage:
    """Show page `number` (from 0) of the same answer."""

    number: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy a text, at most 256 characters."""

    text: str


Action = OpenSource | Ask | NextPage | Copy


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what happens on a tap."""

    text: str
    action: Action


@dataclass(frozen=True, slots=True)
class Page:
    """One message: HTML within Telegram's limits, and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()


def telegram(checked: Checked, *, more: bool = True) -> tuple[Page, ...]:
    """The answer as messages, at least one. With `more` each holds what a phone shows, and a button for the next."""
    rooms = (Room(lines=FIRST_SCREEN), Room(lines=NEXT_SCREENS)) if more else (Room(), Room())
    surface = _Surface(checked, asks=more)
    parts = tuple(surface.parts())
    footer: Callable[[Sequence[int]], Nodes] = surface.footer
    pages = cut(parts, rooms, footer) or [(Part(("…",)),)]
    return tuple(
        Page(
            to_html(join(page, footer(cited(page)))),
            surface.buttons(page, number if more and number < len(pages) else 0),
        )
        for number, page in enumerate(pages, 1)
    )


def copied(words: str, source: Source) -> str:
    """A quotation with where it stands, for copying; shortened to what a button takes."""
    when = f", {_when(source)}" if source.published.day else ""
    after = f" ({fold(place(source).text)}{when})"
    return f"“{shorten(words, COPIED - 2 - len(after[:100]))}”{after[:100]}"


def shorten(words: str, limit: int) -> str:
    """At most `limit` characters, cut with "…"."""
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


class _Surface:
    """One answer on its way into parts and buttons."""

    def __init__(self, checked: Checked, *, asks: bool) -> None:
        self._doc, self._articles, self._asks = checked.doc, checked.articles, asks

    def parts(self) -> Iterator[Part]:
        airy = True
        for before, block in pairwise((None, *self._doc.blocks)):
            if block is None or (isinstance(block, Actions) and not self._asks):
                continue
            now = _is_airy(block)
            gap = isinstance(block, Heading) or (not isinstance(before, Heading) and (now or airy))
            airy = now
            yield from self._part(block, gap)

    def footer(self, articles: Sequence[int]) -> Nodes:
        """The cited sources, folded: [1] Harbour Post, 3 March 2024, harbour-post.txt"""
        lines: list[str] = []
        left = _FOOTER
        for article in articles:
            line = self._source(article)
            left -= units(line) + 1
            if left < 0:
                break
            lines.append(line)
        return (Element(Tag.FOLDED, ("\n".join(lines),)),) if lines else ()

    def buttons(self, page: Sequence[Part], following: int) -> tuple[tuple[Button, ...], ...]:
        """Rows of a page: its sources, what can be asked next, and the page after it (0: none)."""
        sources = [self._open(article, page) for article in cited(page)[:_SOURCES]]
        asked = dict((line, label) for part in page for label, line in part.asks) if self._asks else {}
        offers = [Button(shorten(label, _LABEL), Ask(line)) for line, label in [*asked.items()][:_ASKED]]
        more = ((Button(house.MORE().text, NextPage(following)),),) if following else ()
        return (*_source_rows(sources), *_rows(offers), *more)

    def _part(self, block: Block, gap: bool) -> Iterator[Part]:
        nodes = self._nodes(block)
        if not nodes:
            asks = tuple(_offers(block))
            # The offers became buttons: an empty part would be dropped, so they hang on a blank one.
            if asks:
                yield Part((_ANCHOR,), asks=asks)
            return
        runs = tuple(_runs(block))
        yield Part(
            nodes,
            articles=tuple(dict.fromkeys(a for run in runs if isinstance(run, Cite) for a in run.articles)),
            shown=tuple(run for run in runs if isinstance(run, Evidence)),
            asks=tuple(_offers(block)),
            gap=gap,
            heads=isinstance(block, Heading),
        )

    def _nodes(self, block: Block) -> Nodes:
        return ()

    def _source(self, article: int) -> str:
        return ""
