"""/timeline: what happened when, by the day of the event; undated and earlier events apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from handlers import house
from handlers.analysis.event_dates import Basis
from handlers.analysis.timeline import Entry, chosen
from handlers.cite import articles_count, day, quoted, undated_label
from handlers.commands.summary import no_story
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
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
from handlers.slots import Count, EventDay, Number, Typed, UserWords
from handlers.subject import STORIES, stories_on, story_number
from handlers.timelines import ReadTimeline, stories_of_topic, timeline_of
from store.types import Article, Story

FEWEST = 30  # stories from which their words show what belongs to one topic


@dataclass(frozen=True, slots=True)
class Share:
    """How many entries of each kind are shown."""

    dated: int
    undated: int
    recalled: int


ONE, SEVERAL, FULL = Share(12, 6, 4), Share(6, 3, 3), Share(60, 30, 12)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `day` None: undated, then `time` is the article's own word for it, or the year recalled.

    `rest` goes on from the words, in full only; `same` are the other articles that tell it.
    """

    words: Evidence
    source: Source
    same: tuple[int, ...]
    day: EventDay | None = None
    time: Evidence | None = None
    rest: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryTimeline:
    """The events of a story, or of a topic told in many (then `title` is None)."""

    title: Evidence | None
    story: int | None
    articles: int
    dated: tuple[Event, ...]
    undated: tuple[Event, ...]
    recalled: tuple[Event, ...]
    total: int  # entries, those not shown included


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """Timelines of the stories that a topic names, or of the first ones; `stories` counts all."""

    timelines: tuple[StoryTimeline, ...]
    stories: int
    asked: Asked
    sources: tuple[Source, ...]
    topic: str = ""
    full: bool = False
    passing: bool = False  # the stories only mention the topic

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.passing:
            yield Note((house.ONLY_MENTIONED(words=UserWords(self.topic)),))
        for told in self.timelines:
            yield from self._timeline(told)
        if self.stories > len(self.timelines) and self.timelines[0].title is not None:
            more = Count(self.stories - len(self.timelines), "more story", "more stories")
            yield Note((house.MORE_STORIES(count=more, line=Typed("/timeline TOPIC")),))
        if self.asked.undated:
            yield Note((house.LEFT_OUT_UNDATED(articles=articles_count(self.asked.undated)),))

    def _timeline(self, told: StoryTimeline) -> Iterator[Block]:
        title: Line = (told.title,) if told.title else (house.TIMELINE_TOLD(words=UserWords(self.topic)),)
        yield Heading(title)
        number = (house.STORY_NUMBER(number=Number(told.story)),) if told.story else ()
        count = (house.ARTICLES(articles=articles_count(told.articles)),)
        yield Note(house.dots(count, number, self.asked.line()))
        yield from _events(told)
        shown = len(told.dated) + len(told.undated) + len(told.recalled)
        if not shown:
            limited = self.asked.since or self.asked.until
            yield Note((house.NO_EVENTS_IN_LIMITS() if limited else house.NO_EVENTS(),))
        if shown < told.total:
            yield Note((house.SOME_SHOWN(shown=Count(shown), total=Count(told.total)),))
        yield from self._offers(told, shown)

    def _offers(self, told: StoryTimeline, shown: int) -> Iterator[Block]:
        subject = f"story {told.story}" if told.story else self.topic
        if shown < told.total and not self.full:
            yield Actions((house.FULL(line=Typed(f"/timeline {subject} full")),))
        if told.story:
            offers = (f"/summary story {told.story}", f"/casualties story {told.story}")
            yield Actions(tuple(house.LINE(line=Typed(offer)) for offer in offers))


@command(
    "timeline",
    "What happened when, by the day of the event",
    usage="[topic] [full]",
    examples=("/timeline", "/timeline ferry", "/timeline ferry since 2024-03-04", "/timeline volcano"),
    options=("about", "story", "since", "until"),
)
def timeline(ask: Ask, arguments: Arguments) -> Value:
    """The events of a topic: story by story, or as one line when many stories tell it."""
    topic, full = _topic_of(arguments)
    found = stories_on(ask, arguments.story, topic)
    many = _many(ask, topic) if topic and story_number(arguments.story, topic) is None else ()
    whole = len(many) > STORIES
    if not found.stories and not whole:
        return no_story(ask, topic, "/timeline")
    groups = [many] if whole else [(story,) for story in found.stories]
    share = FULL if full else ONE if len(groups) == 1 else SEVERAL
    read = [_read(ask, group, arguments) for group in groups]
    made = (
        _told(ask, None if whole else group[0], events, share)
        for group, events in zip(groups, read, strict=True)
    )
    sources = {a.id: source_of(a) for events in read for a in events.articles.values()}
    undated = sum(events.undated for events in read)
    return TimelineAnswer(
        timelines=tuple(made),
        stories=len(many) if whole else found.total,
        asked=Asked(since=arguments.since, until=arguments.until, undated=undated),
        sources=tuple(sources.values()),
        topic=topic,
        full=full,
        passing=found.passing and not whole,
    )


def _many(ask: Ask, topic: str) -> tuple[Story, ...]:
    """The stories of a topic; none where few stories are too little to tell topics apart."""
    _, total = ask.library.stories(None, limit=1)
    return stories_of_topic(ask.library, topic) if total >= FEWEST else ()


def _topic_of(arguments: Arguments) -> tuple[str, bool]:
    """The topic, and whether "full" stands beside it."""
    words = arguments.words.split()
    kept = [word for word in words if word.casefold() != "full"]
    return " ".join((*kept, *arguments.about.split())), len(kept) < len(words)


def _read(ask: Ask, stories: Sequence[Story], arguments: Arguments) -> ReadTimeline:
    numbers = [number for story in stories for number in story.articles]
    return timeline_of(ask.library, numbers, arguments.since, arguments.until)


def _told(ask: Ask, story: Story | None, read: ReadTimeline, share: Share) -> StoryTimeline:
    events, articles = read.events, read.articles
    label = ask.library.article(story.title.article) if story else None
    return StoryTimeline(
        title=evidence(label, (story.title.span,)) if label and story else None,
        story=story.id if story else None,
        articles=len(articles),
        dated=tuple(_event(e, articles, share is FULL) for e in chosen(events.dated, share.dated)),
        undated=tuple(_event(e, articles, False) for e in chosen(events.undated, share.undated)),
        recalled=tuple(_event(e, articles, False) for e in chosen(events.recalled, share.recalled)),
        total=len(events.dated) + len(events.undated) + len(events.recalled),
    )


def _event(entry: Entry, articles: Mapping[int, Article], whole: bool) -> Event:
    article, (first, *others) = articles[entry.main.doc.article], entry.main.spans
    when = entry.when
    on = None
    if when.day and not when.years:
        on = EventDay(when.day, when.precision, article.id, first, when.basis is not Basis.ARTICLE)
    return Event(
        words=evidence(article, (first,)),
        source=source_of(article),
        same=entry.articles[1:],
        day=on,
        time=evidence(article, (when.span,)) if when.span and on is None else None,
        rest=tuple(evidence(article, (span,)) for span in others) if whole else (),
    )


def _events(told: StoryTimeline) -> Iterator[Block]:
    for _, same in groupby(told.dated, key=lambda event: event.day and event.day.text):
        events = list(same)
        yield from (Heading((house.EVENT_DAY(day=event.day),), level=2) for event in events[:1] if event.day)
        yield from map(_dated, events)
    if told.undated:
        yield Heading((house.UNDATED_EVENTS(),), level=2)
    yield from map(_undated, told.undated)
    if told.recalled:
        yield Heading((house.RECALLED_EVENTS(),), level=2)
    yield from map(_recalled, told.recalled)


def _dated(event: Event) -> Item:
    """“The ferry was hit on Sunday.” [1][2]"""
    by_article = (house.BY_ARTICLE(),) if event.day and not event.day.counted else ()
    return Item(house.dots(_cited(event), by_article), folded=tuple(quoted(words) for words in event.rest))


def _undated(event: Event) -> Item:
    """“Talks began last week.” [5] · undated; “last week” is the article's"""
    return Item(house.dots(_cited(event), day(event.source) or undated_label(event.time)))


def _recalled(event: Event) -> Item:
    """1996: “a war in 1996 that killed 5,200 people.” [1]"""
    time: Line = (event.time, house.COLON()) if event.time else ()
    return Item((*time, *_cited(event)))


def _cited(event: Event) -> Line:
    return (*quoted(event.words), house.SPACE(), Cite((event.source.article, *event.same)))
