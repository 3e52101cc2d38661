"""Two sides compared, each some articles: as values and as blocks of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers import house
from handlers.analysis.compare import Pair, Utterances, compare
from handlers.analysis.tally import Event, Group
from handlers.analysis.tally_lines import earlier, in_one_line
from handlers.briefs import ReadArticles, read_articles
from handlers.cite import articles_count
from handlers.differences import COMPARED
from handlers.doc import Block, Cite, Heading, House, Item, Line, Note
from handlers.registry import Ask
from handlers.slots import Count
from handlers.told import Told, told_item, told_line, told_of
from store.types import Span

PAIRS = 5  # that both sides say


@dataclass(frozen=True, slots=True)
class Extent:
    """How many articles a side has, and how many of them were read."""

    articles: int
    read: int
    undated: int  # of those read

    def line(self) -> Line:
        """5 articles · 2 undated · the newest 40 of 50 read"""
        newest = house.NEWEST_READ(read=Count(self.read), articles=articles_count(self.articles))
        return house.dots(
            (house.ARTICLES(articles=articles_count(self.articles)),),
            (house.UNDATED_ARTICLES(count=Count(self.undated)),) if self.undated else (),
            (newest,) if self.read < self.articles else (),
        )


@dataclass(frozen=True, slots=True)
class ToldTwice:
    """A sentence of each side that say the same."""

    one: Told
    other: Told


@dataclass(frozen=True, slots=True)
class Compared:
    """What both sides say and what each says alone; `before` of these tell of earlier times."""

    extents: tuple[Extent, Extent]
    both: tuple[ToldTwice, ...]
    only: tuple[tuple[Told, ...], tuple[Told, ...]]
    both_before: tuple[ToldTwice, ...]
    only_before: tuple[tuple[Told, ...], tuple[Told, ...]]


@dataclass(frozen=True, slots=True)
class Sides:
    """The articles of two sides that were read; `all` counts those that were not, too."""

    read: ReadArticles
    numbers: tuple[frozenset[int], frozenset[int]]
    all: tuple[int, int]


def read_sides(ask: Ask, one: Sequence[int], other: Sequence[int], since: date | None) -> Sides:
    """The newest articles of both sides since a day; `one` and `other` are in the order of their stories."""
    if since is None:
        read = read_articles(ask.library, [*one[:COMPARED], *other[:COMPARED]])
        numbers = (frozenset(one[:COMPARED]), frozenset(other[:COMPARED]))
        return Sides(read, numbers, (len(one), len(other)))
    read = read_articles(ask.library, [*one, *other], since)
    kept = [[number for number in side if number in read.articles] for side in (one, other)]
    numbers = (frozenset(kept[0][:COMPARED]), frozenset(kept[1][:COMPARED]))
    articles = {n: a for n, a in read.articles.items() if n in numbers[0] | numbers[1]}
    outlines = ask.library.outlines(articles)
    return Sides(ReadArticles(articles, outlines, read.undated), numbers, (len(kept[0]), len(kept[1])))


def compared(ask: Ask, sides: Sides) -> Compared:
    """What the two sides say."""
    read = sides.read
    docs = [read.docs(side) for side in sides.numbers]
    found = compare(docs[0], docs[1], _utterances(ask, read), PAIRS)
    one, other = found.only
    return Compared(
        extents=(_extent(sides, 0), _extent(sides, 1)),
        both=_twice([pair for pair in found.both if not pair.recalls], read),
        only=(told_of(one.news, read), told_of(other.news, read)),
        both_before=_twice([pair for pair in found.both if pair.recalls], read),
        only_before=(told_of(one.before, read), told_of(other.before, read)),
    )


def _extent(sides: Sides, place: int) -> Extent:
    articles = [sides.read.articles[number] for number in sides.numbers[place]]
    undated = sum(article.published.day is None for article in articles)
    return Extent(sides.all[place], len(articles), undated)


def _utterances(ask: Ask, read: ReadArticles) -> Utterances:
    """The sentences of the statements that have renderings."""
    found: dict[int, list[tuple[Span, str]]] = {}
    for quote in ask.library.renderings(read.articles):
        found.setdefault(quote.article, []).append((quote.local.sentence, quote.utterance))
    return found


def _twice(pairs: Sequence[Pair], read: ReadArticles) -> tuple[ToldTwice, ...]:
    ones = told_of([pair.one for pair in pairs], read)
    others = told_of([pair.other for pair in pairs], read)
    return tuple(ToldTwice(one, other) for one, other in zip(ones, others, strict=True))


def both_blocks(found: Compared, figures: Sequence[Group] = ()) -> Iterator[Block]:
    """What both sides say, in the words of each, and the figures that both give."""
    yield Heading((house.BOTH_SAY(),), level=2)
    yield from map(_twice_item, found.both)
    yield from (Item(in_one_line(group), bullet=True) for group in figures)
    if not (found.both or figures):
        yield Note((house.NOT_ALIKE(),))


def only_blocks(found: Compared, titles: tuple[House, House]) -> Iterator[Block]:
    """What each side says alone."""
    for title, told in zip(titles, found.only, strict=True):
        yield Heading((title,), level=2)
        yield from map(told_item, told)
        if not told:
            yield Note((house.NOTHING_ALONE(),))
    if any(found.only):
        yield Note((house.BY_WORDS(),))


def before_blocks(found: Compared, recalled: Sequence[Event] = ()) -> Iterator[Block]:
    """What both sides tell of earlier times, then what one of them tells."""
    if recalled or found.both_before:
        yield Heading((house.BEFORE_BOTH(),), level=2)
        yield from map(earlier, recalled)
        yield from map(_twice_item, found.both_before)
    if any(found.only_before):
        yield Heading((house.BEFORE(),), level=2)
        yield from (told_item(told) for side in found.only_before for told in side)


def _twice_item(told: ToldTwice) -> Item:
    if told.one.words.text == told.other.words.text:
        return Item((*told_line(told.one), house.SPACE(), Cite((told.other.source.article,))), bullet=True)
    return Item(told_line(told.one), (told_line(told.other),), bullet=True)
