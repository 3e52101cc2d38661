"""/articles: what is in the folder, with the numbers that /article takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers import house
from handlers.cite import listed as commas
from handlers.cite import place, these_articles, title
from handlers.doc import Block, Doc, Evidence, Heading, Item, Line, Note, Source, evidence, source_of
from handlers.grammar import ArgumentError, Arguments, Grammar, Takes
from handlers.limits import Asked, asked_limits, undated_left_out
from handlers.registry import Ask, Value, command, filter_of
from handlers.slots import Count, Day, Described, Number, Path, UserWords
from store.types import Article, Span

_OUTLETS = 12  # named in a miss
_OPENING = 90  # characters of the first line that stand for a missing title


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list; `opening` stands for a title that it does not have."""

    source: Source
    opening: Evidence | None


@dataclass(frozen=True, slots=True)
class ArticlesAnswer:
    """Articles that fit, dated newest first; `total` counts all that fit."""

    words: str
    asked: Asked
    listed: tuple[Listed, ...]
    total: int
    articles: int
    outlets: tuple[tuple[str, int], ...] = ()

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks() if self.listed else self._miss()))

    def _blocks(self) -> Iterator[Block]:
        count = Count(self.total, "article")
        heading = house.ARTICLE_LIST(articles=count)
        if self.words:
            heading = house.ARTICLES_OF(articles=count, words=UserWords(self.words))
        yield Heading(house.dots((heading,), self.asked.line()))
        yield from map(_item, self.listed)
        if self.total > len(self.listed):
            shown = Count(len(self.listed))
            yield Note((house.MORE_ARTICLES(shown=shown, total=Count(self.total)),))
        yield from undated_left_out(self.asked)

    def _miss(self) -> Iterator[Block]:
        count = these_articles(self.articles)
        if not self.articles:
            yield Note((house.EMPTY(),))
        elif self.words:
            yield Note((house.NO_ARTICLES(words=UserWords(self.words), articles=count),))
            yield from self._outlets()
        else:
            yield Note((house.NO_ARTICLES_LIMITS(articles=count),))
        yield from undated_left_out(self.asked)

    def _outlets(self) -> Iterator[Block]:
        counted = (
            (house.OUTLET_COUNT(outlet=Described(name), count=Count(number)),)
            for name, number in self.outlets
        )
        if self.outlets:
            yield Note((house.OUTLETS_ARE(), house.SPACE(), *commas(counted)))


@command(
    "articles",
    "The articles, by outlet or words",
    usage="[outlet or words]",
    examples=("/articles", "/articles Harbour Post", "/articles volcano"),
    options=("since", "until", "in", "story"),
)
def articles(ask: Ask, arguments: Arguments) -> Value:
    """The articles of an outlet, with these words, or all."""
    where = filter_of(arguments, words=arguments.words)
    outlet = _outlet(ask, arguments.words)
    if outlet is not None:
        where = replace(where, outlet=outlet, words=None)
    found, total = ask.library.articles(where, limit=ask.limits.entries)
    listed = tuple(Listed(source_of(article), _opening(article)) for article in found)
    return ArticlesAnswer(
        words=arguments.words,
        asked=asked_limits(ask, arguments),
        listed=listed,
        total=total,
        articles=ask.library.size(),
        outlets=ask.library.outlets()[:_OUTLETS] if not found else (),
    )


def opening(article: Article) -> Span | None:
    """The first line that is not set aside, cut after a word."""
    for match in re.finditer(r"\S[^\n]*", article.text):
        span = Span(match.start(), match.end())
        if any(span.overlaps(aside) for aside in article.boilerplate):
            continue
        cut = article.text.rfind(" ", span.start, span.start + _OPENING)
        short = span.end - span.start <= _OPENING or cut <= span.start
        return Span(span.start, min(span.end, span.start + _OPENING) if short else cut)
    return None


def _opening(article: Article) -> Evidence | None:
    span = opening(article) if not title(source_of(article)) else None
    return evidence(article, (span,)) if span else None


def _outlet(ask: Ask, words: str) -> str | None:
    """The outlet that the words name, if they name one."""
    names = tuple(name for name, _ in ask.library.outlets())
    try:
        return Grammar(Takes.WORDS, ("in",), names, ask.today).parse(f"in: {words}").outlet
    except ArgumentError:
        return None


def _item(listed: Listed) -> Item:
    source = listed.source
    name: Line = (house.PATH(path=Path(source.path, source.article)),)
    if listed.opening:
        name = (listed.opening, house.CUT())
    outlet = (place(source),) if source.outlet else ()
    path = (house.PATH(path=Path(source.path, source.article)),)
    when = (house.DAY(day=Day(source.published, source.article)),)
    number = (house.LIST_NUMBER(number=Number(source.article)),)
    return Item((*number, *(title(source) or name)), (house.dots(outlet, when, path),))
