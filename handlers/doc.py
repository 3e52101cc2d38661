"""What an answer is before it has a surface: frozen blocks of two kinds of text.

*Evidence* is exactly an article's words; *House* is a fixed message with typed slots. Nothing here knows
of Telegram or a terminal: renderers decide on marks, folding and line width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.chart import Chart
from handlers.slots import Slot
from store.types import Article, Published, Span

LONG = 120  # characters of a heading
GAP = " … "  # between the spans of one piece of evidence
# Bidirectional and zero-width marks, and control characters that are no white space: never sent.
_DROPPED = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


class MarkKind(StrEnum):
    """Why words of a piece of evidence stand out."""

    MATCH = "match"
    QUOTE = "quote"
    CLAIM = "claim"
    OTHER = "other"  # words in which a rendering differs from the one above it


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of `Evidence.text` that stand out; a position, never a change of the words."""

    span: Span
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """An article's own words: its spans, folded and joined by " … ". Make it with `evidence`."""

    article: int
    spans: tuple[Span, ...]
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """A fixed message of handlers/house with its slots filled."""

    template: str
    slots: tuple[tuple[str, Slot], ...] = ()

    @property
    def text(self) -> str:
        """The message with its slots, safe to print: file names and titles come from outside."""
        return self.template.format(**{name: fold(slot.text) for name, slot in self.slots})


@dataclass(frozen=True, slots=True)
class Cite:
    """Sources of what stands before it; renderers print their numbers."""

    articles: tuple[int, ...]


Run = Evidence | House | Cite
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 names the subject, 2 a section under it."""

    line: Line
    level: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its line, what stands below it, and what opens on demand."""

    line: Line
    under: tuple[Line, ...] = ()
    folded: tuple[Line, ...] = ()
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the house."""

    line: Line


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an article with its facts marked, and a line on each fact."""

    evidence: Evidence
    facts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be asked next: one House line each. `whole`: of the whole answer, not of what stands above."""

    offers: tuple[House, ...]
    whole: bool = False


Block = Heading | Item | Note | Passage | Chart | Actions


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a list of sources names it."""

    article: int
    path: str
    outlet: str | None
    published: Published
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Doc:
    """An answer without a surface. The number of a source is its place in `sources`, from 1."""

    blocks: tuple[Block, ...]
    sources: tuple[Source, ...] = ()

    def number(self, article: int) -> int:
        """The number under which an article is cited."""
        return next(n for n, source in enumerate(self.sources, 1) if source.article == article)


def fold(words: str) -> str:
    """White space runs folded to one space, invisible marks dropped; nothing else changes."""
    return " ".join(_DROPPED.sub("", words).split())


def shortened(words: str, limit: int = LONG) -> str:
    """Words cut after one of them, with "…", when they are longer than `limit`."""
    if len(words) <= limit:
        return words
    cut = words.rfind(" ", 0, limit)
    return words[: cut if cut > 0 else limit - 1] + "…"


def evidence(
    article: Article, spans: Iterable[Span], marks: Sequence[tuple[Span, MarkKind]] = ()
) -> Evidence:
    """The words of `spans` (in their order; parts that only white space divides become one).

    `marks` are given in the article's offsets; those outside the spans are left out.
    """
    joined = _join_adjacent(article.text, sorted(spans))
    shown = tuple(mark for span, kind in marks for mark in _place(article.text, joined, span, kind))
    return Evidence(article.id, joined, words_of(article.text, joined), tuple(sorted(shown, key=_by_place)))


def words_of(text: str, spans: Iterable[Span]) -> str:
    """What evidence of these spans must read like."""
    return GAP.join(fold(span.of(text)) for span in spans)


def source_of(article: Article) -> Source:
    """An article as a source."""
    return Source(article.id, article.path, article.outlet, article.published, article.title)


def compose(blocks: Iterable[Block], sources: Iterable[Source]) -> Doc:
    """A Doc whose sources are the cited ones of `sources`, in the order of their first citation."""
    kept, known = tuple(blocks), {source.article: source for source in sources}
    cited = (article for run in runs_of(kept) if isinstance(run, Cite) for article in run.articles)
    return Doc(kept, tuple(known[article] for article in dict.fromkeys(cited)))


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """All lines of text, in reading order."""
    for block in blocks:
        match block:
            case Heading(line) | Note(line):
                yield line
            case Item(line, under, folded):
                yield from (line, *under, *folded)
            case Passage(words, facts):
                yield from ((words,), *facts)
            case Chart():
                yield from block.lines()
            case Actions(offers):
                yield from ((offer,) for offer in offers)


def runs_of(blocks: Iterable[Block]) -> Iterator[Run]:
    """All runs of text, in reading order."""
    for line in lines_of(blocks):
        yield from line


def _join_adjacent(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _place(text: str, spans: Sequence[Span], mark: Span, kind: MarkKind) -> Iterator[Mark]:
    offset = 0
    for span in spans:
        start, end = max(mark.start, span.start), min(mark.end, span.end)
        words = fold(text[start:end]) if start < end else ""
        if words:
            before = fold(text[span.start : start] + "x")  # the "x" keeps a space before the mark
            begin = offset + len(before) - 1
            yield Mark(Span(begin, begin + len(words)), kind)
        offset += len(fold(span.of(text))) + len(GAP)


def _by_place(mark: Mark) -> tuple[Span, MarkKind]:
    return mark.span, mark.kind
