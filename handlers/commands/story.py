"""/story: one story on a page, with its outlets and the stories that are related to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.cite import articles_count
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
    Note,
    Source,
    compose,
    evidence,
    source_of,
)
from handlers.grammar import Arguments
from handlers.limits import Asked
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Number, OutletName, Typed
from handlers.story_brief import Length, StoryBrief, story_brief, told_blocks
from store.types import Story

_OUTLETS = 12
_RELATED = 4


@dataclass(frozen=True, slots=True)
class Teller:
    """An outlet with its articles of a story."""

    outlet: OutletName
    articles: int


@dataclass(frozen=True, slots=True)
class RelatedStory:
    """Another story of the same conflict."""

    story: int
    title: Evidence
    articles: int


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """A story on a page. `asked` is the number that was typed: that of a story that was merged into it."""

    asked: int
    told: StoryBrief
    outlets: tuple[Teller, ...]
    unnamed: int  # articles without a named outlet
    related: tuple[RelatedStory, ...]
    sources: tuple[Source, ...]

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.asked != self.told.story:
            yield Note((house.FORWARDED(number=Number(self.asked), other=Number(self.told.story)),))
        yield from told_blocks(self.told, Asked())
        if self.outlets:
            yield Heading((house.OUTLETS(),), level=2)
            yield Item(house.dots(*self._tellers()))
        if self.related:
            yield Heading((house.RELATED(),), level=2)
        for story in self.related:
            yield Item(
                (story.title, house.SPACE(), Cite((story.title.article,))), (_extent(story),), bullet=True
            )
        yield Actions(tuple(self._offers()))

    def _tellers(self) -> Iterator[Line]:
        for teller in self.outlets[:_OUTLETS]:
            yield (house.OUTLET_COUNT(outlet=teller.outlet, count=Count(teller.articles)),)
        if len(self.outlets) > _OUTLETS:
            yield (house.AND_MORE(count=Count(len(self.outlets) - _OUTLETS)),)
        if self.unnamed:
            yield (house.UNNAMED_OUTLETS(count=Count(self.unnamed)),)

    def _offers(self) -> Iterator[House]:
        story = self.told.story
        yield house.WHOLE_TOLL(line=Typed(f"/casualties story {story}"))
        yield house.TIMELINE(line=Typed(f"/timeline story {story}"))
        yield house.FULL(line=Typed(f"/summary story {story} full"))
        yield house.WHO_SAYS_ALL(line=Typed(f"/quotes story {story}"))
        for other in self.related:
            line = Typed(f"/compare story {story} story {other.story}")
            yield house.COMPARE_WITH(number=Number(other.story), line=line)
        if len(self.outlets) > 1:
            one, second = (teller.outlet for teller in self.outlets[:2])
            line = Typed(f"/compare {one.text} / {second.text} story {story}")
            yield house.COMPARE_OUTLETS(one=one, other=second, line=line)


@command("story", "One story on a page", usage="N", examples=("/story 2", "/story 1"))
def story(ask: Ask, arguments: Arguments) -> Value:
    """One story by its permanent number."""
    number = arguments.number or 0
    found = ask.library.story(number)
    told, sources = story_brief(ask, found, Length.PAGE, None)
    related = tuple(_related(ask, found))
    titles = ask.library.texts({other.title.article for other in related})
    tellers = tuple(_tellers(sources))
    return StoryAnswer(
        asked=number,
        told=told,
        outlets=tellers,
        unnamed=len(sources) - sum(teller.articles for teller in tellers),
        related=related,
        sources=(*sources, *(source_of(article) for article in titles.values())),
    )


def _tellers(sources: tuple[Source, ...]) -> Iterator[Teller]:
    """The outlets, most articles first."""
    count = Counter(source.outlet for source in sources if source.outlet)
    first = {source.outlet: source.article for source in reversed(sources)}
    for outlet, articles in sorted(count.items(), key=lambda item: (-item[1], item[0])):
        yield Teller(OutletName(outlet, first[outlet]), articles)


def _related(ask: Ask, story: Story) -> Iterator[RelatedStory]:
    for number in story.related[:_RELATED]:
        other = ask.library.story(number)
        article = ask.library.article(other.title.article)
        yield RelatedStory(other.id, evidence(article, (other.title.span,)), len(other.articles))


def _extent(story: RelatedStory) -> Line:
    """story 1 · 5 articles"""
    return house.dots(
        (house.STORY_NUMBER(number=Number(story.story)),),
        (house.ARTICLES(articles=articles_count(story.articles)),),
    )
