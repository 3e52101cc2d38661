"""One story at one of four lengths, as values and as blocks of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers import house
from handlers.analysis.brief import Brief, Budget
from handlers.analysis.tally import Event, Group
from handlers.briefs import read_articles
from handlers.cite import articles_count
from handlers.differences import (
    Differing,
    StoryToll,
    differ_blocks,
    differing,
    earlier_line,
    group_lines,
    story_toll,
)
from handlers.doc import (
    Actions,
    Block,
    Evidence,
    Heading,
    House,
    Item,
    Line,
    Note,
    Source,
    evidence,
    source_of,
)
from handlers.limits import Asked
from handlers.registry import Ask
from handlers.slots import Count, Number, Typed
from handlers.told import Told, told_item, told_of, told_section
from store.types import Relation, Story


class Length(StrEnum):
    """How much of a story is told."""

    LINE = "line"
    SHORT = "short"  # one of several stories
    BRIEF = "brief"
    PAGE = "page"  # of one story, with its toll
    FULL = "full"


FEW = 100  # sentences of each story that are weighed where several are told
BUDGETS = {
    Length.LINE: Budget(sentences=3, before=0, weighed=FEW),  # the first of them is shown
    Length.SHORT: Budget(sentences=3, before=1, weighed=FEW),
    Length.BRIEF: Budget(sentences=5, before=2),
    Length.PAGE: Budget(sentences=4, before=2, voices=3),
    Length.FULL: Budget(sentences=12, before=4, voices=4),
}


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """One story: `title` is the words of an article; `toll` is told on a page and in full only."""

    story: int
    title: Evidence
    articles: int
    outlets: int
    undated: int
    left_out: int  # undated ones, by a limit in time
    length: Length
    sentences: tuple[Told, ...]
    voices: tuple[Told, ...] = ()
    before: tuple[Told, ...] = ()
    toll: tuple[Group, ...] = ()
    differ: tuple[Group, ...] = ()
    contrasts: tuple[Differing, ...] = ()
    earlier: tuple[Event, ...] = ()  # wars of the past whose figures no sentence above tells


def story_brief(
    ask: Ask, story: Story, length: Length, since: date | None
) -> tuple[StoryBrief, tuple[Source, ...]]:
    """A story told at this length by its articles since a day, and all of them as sources."""
    read = read_articles(ask.library, story.articles, since)
    chosen = read.brief(BUDGETS[length])
    label = read.articles.get(story.title.article) or ask.library.article(story.title.article)
    detailed = length in (Length.BRIEF, Length.PAGE, Length.FULL)
    toll = story_toll(ask, story, read) if detailed else StoryToll()
    told = StoryBrief(
        story=story.id,
        title=evidence(label, (story.title.span,)),
        articles=len(read.articles),
        outlets=len({article.outlet for article in read.articles.values() if article.outlet}),
        undated=sum(article.published.day is None for article in read.articles.values()),
        left_out=read.undated,
        length=length,
        sentences=told_of(chosen.news, read),
        voices=told_of(chosen.voices, read),
        before=told_of(chosen.before, read),
        toll=toll.own.groups if toll.own and length in (Length.PAGE, Length.FULL) else (),
        differ=toll.differ,
        contrasts=differing(read) if detailed else (),
        earlier=tuple(event for event in toll.earlier if not _is_told(event, chosen)),
    )
    return told, tuple(source_of(article) for article in read.articles.values())


def line_blocks(told: StoryBrief) -> Iterator[Block]:
    """The story's first sentence, and what asks for its brief."""
    first = told.sentences[:1]
    line = told_item(first[0]).line if first else (told.title,)
    yield Item(line, (_extent(told),), bullet=True)
    yield Actions((house.LINE(line=Typed(f"/summary story {told.story}")),))


def story_blocks(told: StoryBrief, asked: Asked) -> Iterator[Block]:
    """All that is told of a story, and what can be asked next."""
    yield from told_blocks(told, asked)
    if told.articles:
        yield Actions(tuple(_offers(told)))


def told_blocks(told: StoryBrief, asked: Asked) -> Iterator[Block]:
    """What happened, who says what, the toll, where the outlets differ, what came before."""
    yield Heading((told.title,))
    yield Note(house.dots(_extent(told), asked.line()))
    yield from map(told_item, told.sentences)
    if not told.articles:
        yield Note((house.NO_ARTICLES_IN_LIMITS(),))
        return
    if not told.sentences:
        yield Note((house.NO_SENTENCES(line=Typed(f"/article {told.title.article}")),))
    yield from told_section(house.WHO_SAYS(), told.voices)
    if told.toll:
        yield Heading((house.TOLL(),), level=2)
        yield from map(Item, group_lines(told.toll))
    yield from differ_blocks(told.differ, told.contrasts)
    yield from _before(told)


def _before(told: StoryBrief) -> Iterator[Block]:
    """What the articles recall, in sentences, and the wars that only a part of a sentence names."""
    whole = [event for event in told.earlier if event.relation is Relation.WHOLE]
    earlier = [event for event in told.earlier if event.relation is not Relation.WHOLE]
    if whole:
        yield Heading((house.WHOLE_WAR(),), level=2)
    yield from (Item(earlier_line(event), bullet=True) for event in whole)
    if told.before or earlier:
        yield Heading((house.BEFORE(),), level=2)
    yield from map(told_item, told.before)
    yield from (Item(earlier_line(event), bullet=True) for event in earlier)


def _is_told(event: Event, chosen: Brief) -> bool:
    """Whether a sentence that recalls holds a figure of the event."""
    figures = [figure.words for group in event.groups for figure in group.figures]
    told = [(pick.article, pick.span) for pick in chosen.before]
    return any(
        words.article == article and span.contains(words.spans[0])
        for words in figures
        for article, span in told
    )


def _offers(told: StoryBrief) -> Iterator[House]:
    if told.length is not Length.FULL:
        yield house.FULL(line=Typed(f"/summary story {told.story} full"))
    yield house.LINE(line=Typed(f"/casualties story {told.story}"))
    yield house.LINE(line=Typed(f"/quotes story {told.story}"))
    yield house.TIMELINE(line=Typed(f"/timeline story {told.story}"))


def _extent(told: StoryBrief) -> Line:
    """5 articles · 3 outlets · 2 undated · story 4"""
    return house.dots(
        (house.ARTICLES(articles=articles_count(told.articles)),),
        (house.COUNT(count=Count(told.outlets, "outlet")),) if told.outlets else (),
        (house.UNDATED_ARTICLES(count=Count(told.undated)),) if told.undated else (),
        (house.STORY_NUMBER(number=Number(told.story)),),
    )
