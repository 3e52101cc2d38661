"""/compare: two stories or two outlets side by side, each in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers import house
from handlers.analysis.tally import Event, Group
from handlers.briefs import ReadArticles
from handlers.comparing import (
    Compared,
    Sides,
    before_blocks,
    both_blocks,
    compared,
    only_blocks,
    read_sides,
)
from handlers.differences import (
    Differing,
    differ_blocks,
    differing,
    given_by_both,
    group_lines,
    recalled_by_both,
    story_toll,
)
from handlers.doc import (
    Actions,
    Block,
    Doc,
    Evidence,
    Heading,
    House,
    Item,
    Note,
    Source,
    compose,
    evidence,
    source_of,
)
from handlers.grammar import ArgumentError, Arguments
from handlers.limits import Asked, undated_left_out
from handlers.pairs import STORIES, Pair, pair_of
from handlers.registry import Ask, Value, command
from handlers.slots import Described, Number, OutletName, Typed
from store.types import Story

_SHARED = 4  # stories that two outlets tell, the one compared included
_GROUPS = 4  # of a story's toll
_TOPIC = 50  # stories of a topic among which they are looked for


@dataclass(frozen=True, slots=True)
class StoriesCompared:
    """Two stories. Their figures stand side by side: they are two events. `recalled` are earlier ones."""

    stories: tuple[int, int]
    titles: tuple[Evidence, Evidence]
    found: Compared
    tolls: tuple[tuple[Group, ...], tuple[Group, ...]]
    recalled: tuple[Event, ...]
    asked: Asked
    sources: tuple[Source, ...]

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        sides = tuple(zip(self.stories, self.titles, self.found.extents, self.tolls, strict=True))
        for number, title, extent, _ in sides:
            yield Heading((title,))
            yield Note(house.dots((_story(number),), extent.line(), self.asked.line()))
        yield from both_blocks(self.found)
        one, other = (house.ONLY_IN_STORY(number=Number(number)) for number in self.stories)
        yield from only_blocks(self.found, (one, other))
        if any(self.tolls):
            yield Heading((house.TOLL(),), level=2)
        for number, _, _, groups in sides:
            if groups:
                yield Item((_story(number),), tuple(group_lines(groups)))
        if all(self.tolls):
            yield Note((house.OTHER_EVENTS(),))
        yield from before_blocks(self.found, self.recalled)
        yield from undated_left_out(self.asked)
        for number in self.stories:
            toll = house.TOLL_OF(number=Number(number), line=Typed(f"/casualties story {number}"))
            yield Actions((house.LINE(line=Typed(f"/story {number}")), toll))


@dataclass(frozen=True, slots=True)
class OutletsCompared:
    """Two outlets on one story; `also` are the next stories that both tell."""

    outlets: tuple[OutletName, OutletName]
    story: int
    title: Evidence
    found: Compared
    figures: tuple[Group, ...]  # that both give
    differ: tuple[Group, ...]
    contrasts: tuple[Differing, ...]
    recalled: tuple[Event, ...]
    also: tuple[int, ...]
    asked: Asked
    sources: tuple[Source, ...]

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        one, other = self.outlets
        yield Heading((house.OUTLET(outlet=one), house.VERSUS(), house.OUTLET(outlet=other)))
        yield Note(house.dots((self.title,), (_story(self.story),), self.asked.line()))
        for outlet, extent in zip(self.outlets, self.found.extents, strict=True):
            yield Note(house.dots((house.OUTLET(outlet=outlet),), extent.line()))
        yield from differ_blocks(self.differ, self.contrasts)
        yield from both_blocks(self.found, self.figures)
        titles = (house.ONLY_IN_OUTLET(outlet=one), house.ONLY_IN_OUTLET(outlet=other))
        yield from only_blocks(self.found, titles)
        yield from before_blocks(self.found, self.recalled)
        yield from undated_left_out(self.asked)
        yield Actions(tuple(self._offers()))

    def _offers(self) -> Iterator[House]:
        one, other = self.outlets
        yield house.LINE(line=Typed(f"/story {self.story}"))
        yield from _also((one.text, other.text), self.also)


@dataclass(frozen=True, slots=True)
class NothingShared:
    """Two outlets that do not both tell what was asked for; `also` are stories that both tell."""

    outlets: tuple[str, str]
    also: tuple[int, ...]

    def doc(self) -> Doc:
        one, other = (Described(name) for name in self.outlets)
        message = house.NOT_BOTH if self.also else house.NONE_SHARED
        offers = tuple(_also(self.outlets, self.also)) or (house.LINE(line=Typed("/stories")),)
        return Doc((Note((message(one=one, other=other),)), Actions(offers)))


@dataclass(frozen=True, slots=True)
class SameThing:
    """Two numbers of one story."""

    story: int

    def doc(self) -> Doc:
        return Doc((Note((house.SAME_THING(line=Typed(f"/story {self.story}")),)),))


@command(
    "compare",
    "Two stories or two outlets side by side",
    usage="[STORY STORY | OUTLET / OUTLET] [topic]",
    examples=(
        "/compare Harbour Post / Doran Daily",
        "/compare 2 1",
        "/compare Harbour Post / Island Notes",
        "/compare 2 2",
    ),
    options=("about", "since"),
)
def compare(ask: Ask, arguments: Arguments) -> Value:
    """Two stories by their numbers, or two outlets on a story that both tell."""
    if numbers := STORIES.fullmatch(arguments.words):
        return _compare_stories(ask, int(numbers[1]), int(numbers[2] or 0), arguments.since)
    pair = pair_of(arguments, [name for name, _ in ask.library.outlets()])
    found = _shared(ask, pair)
    if not found:
        told, _ = ask.library.stories_told_by(pair.outlets, limit=_SHARED)
        return NothingShared(pair.outlets, tuple(story.id for story in told))
    return _compare_outlets(ask, pair.outlets, found, arguments.since)


def _shared(ask: Ask, pair: Pair) -> tuple[Story, ...]:
    """The stories that were asked for and that both outlets tell, best or newest first."""
    if not pair.topic and pair.story is None:
        return ask.library.stories_told_by(pair.outlets, limit=_SHARED)[0]
    if pair.story is not None:
        found: tuple[Story, ...] = (ask.library.story(pair.story),)
    else:
        found, _ = ask.library.stories(pair.topic, limit=_TOPIC)
    return tuple(story for story in found if set(pair.outlets) <= set(story.outlets))[:_SHARED]


def _compare_outlets(
    ask: Ask, outlets: tuple[str, str], stories: Sequence[Story], since: date | None
) -> Value:
    story, *also = stories
    articles = ask.library.texts(story.articles)
    one, other = ([n for n in story.articles if articles[n].outlet == outlet] for outlet in outlets)
    sides = read_sides(ask, one, other, since)
    toll = story_toll(ask, story, sides.read, sides.numbers)
    return OutletsCompared(
        outlets=(OutletName(outlets[0], one[0]), OutletName(outlets[1], other[0])),
        story=story.id,
        title=_title(ask, story),
        found=compared(ask, sides),
        figures=given_by_both(toll.own, sides.numbers),
        differ=toll.differ,
        contrasts=differing(sides.read, sides.numbers),
        recalled=recalled_by_both(ask, (story.id,), sides.read, sides.numbers),
        also=tuple(other.id for other in also),
        asked=Asked(since=since, undated=sides.read.undated),
        sources=_sources(ask, sides.read, story),
    )


def _compare_stories(ask: Ask, one: int, other: int, since: date | None) -> Value:
    first = ask.library.story(one)
    if not other and not first.related:
        raise ArgumentError("pair", str(one))
    second = ask.library.story(other or first.related[0])
    if first.id == second.id:
        return SameThing(first.id)
    sides = read_sides(ask, first.articles, second.articles, since)
    return StoriesCompared(
        stories=(first.id, second.id),
        titles=(_title(ask, first), _title(ask, second)),
        found=compared(ask, sides),
        tolls=(_toll(ask, first, sides), _toll(ask, second, sides)),
        recalled=recalled_by_both(ask, (first.id, second.id), sides.read, sides.numbers),
        asked=Asked(since=since, undated=sides.read.undated),
        sources=_sources(ask, sides.read, first, second),
    )


def _toll(ask: Ask, story: Story, sides: Sides) -> tuple[Group, ...]:
    """The figures of a story's own event that its articles give."""
    articles = {n: a for n, a in sides.read.articles.items() if a.story == story.id}
    outlines = {number: sides.read.outlines[number] for number in articles}
    own = story_toll(ask, story, ReadArticles(articles, outlines)).own
    return own.groups[:_GROUPS] if own else ()


def _title(ask: Ask, story: Story) -> Evidence:
    return evidence(ask.library.article(story.title.article), (story.title.span,))


def _also(outlets: tuple[str, str], stories: Sequence[int]) -> Iterator[House]:
    for number in stories:
        line = Typed(f"/compare {outlets[0]} / {outlets[1]} story {number}")
        yield house.ALSO_BOTH(number=Number(number), line=line)


def _story(number: int) -> House:
    return house.STORY_NUMBER(number=Number(number))


def _sources(ask: Ask, read: ReadArticles, *stories: Story) -> tuple[Source, ...]:
    """The compared articles, and those whose titles the stories bear: they need not be among them."""
    titles = ask.library.texts(story.title.article for story in stories)
    return tuple(source_of(article) for article in {**titles, **read.articles}.values())
