"""/summary: stories in their articles' own sentences, as a line, a brief or in full; or a person in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers import house
from handlers.analysis.brief import Budget
from handlers.briefs import read_articles
from handlers.cite import (
    articles_count,
    name_of,
    these_articles,
)
from handlers.doc import (
    Actions,
    Block,
    Doc,
    Evidence,
    Heading,
    Item,
    Note,
    Source,
    compose,
    evidence,
    source_of,
)
from handlers.grammar import Arguments
from handlers.limits import Asked, asked_limits, undated_left_out
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Name, Typed, UserWords
from handlers.story_brief import Length, StoryBrief, line_blocks, story_blocks, story_brief
from handlers.subject import STORIES, Found, nearest, stories_on
from handlers.told import Told, told_item, told_of, told_section
from handlers.words import same_words
from store.types import Person

_LENGTH = re.compile(r"(?<!\S)(?:full|brief|(?:in )?one line)$|^line$", re.IGNORECASE)
_TOLD_OF_PERSON = Budget(sentences=6, before=1)
_ARTICLES_OF_PERSON = 200  # the newest in which someone speaks


@dataclass(frozen=True, slots=True)
class SummaryAnswer:
    """Briefs of the stories that a topic names, or of the first ones; `total` counts all."""

    briefs: tuple[StoryBrief, ...]
    total: int
    asked: Asked
    sources: tuple[Source, ...]
    topic: str = ""
    passing: bool = False  # the stories only mention the topic

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _shown(self) -> Iterator[StoryBrief]:
        """One story whatever its articles; of several those that have articles within the limits."""
        if len(self.briefs) == 1 or not self.asked.since:
            return iter(self.briefs)
        return (told for told in self.briefs if told.articles)

    def _blocks(self) -> Iterator[Block]:
        if self.passing:
            yield Note((house.ONLY_MENTIONED(words=UserWords(self.topic)),))
        for told in self._shown():
            yield from line_blocks(told) if told.length is Length.LINE else story_blocks(told, self.asked)
        if not any(self._shown()):
            yield Note((house.NO_STORIES_IN_LIMITS(),))
        elif self.total > len(self.briefs):
            more = Count(self.total - len(self.briefs), "more story", "more stories")
            yield Note((house.MORE_STORIES(count=more, line=Typed("/summary TOPIC")),))
        yield from undated_left_out(self.asked)


@dataclass(frozen=True, slots=True)
class PersonBrief:
    """What the articles in which someone speaks tell of them."""

    person: Name
    articles: int
    asked: Asked
    sentences: tuple[Told, ...]
    before: tuple[Told, ...]
    stories: tuple[int, ...]
    sources: tuple[Source, ...] = ()

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        count = house.ARTICLES(articles=articles_count(self.articles))
        yield Heading((house.NAME(name=self.person),))
        yield Note(house.dots((count,), self.asked.line()))
        yield from map(told_item, self.sentences)
        if not self.sentences:
            yield Note((house.NO_SENTENCES_OF(name=self.person),))
        yield from told_section(house.BEFORE(), self.before)
        yield from undated_left_out(self.asked)
        stories = (house.LINE(line=Typed(f"/summary story {story}")) for story in self.stories)
        yield Actions((house.QUOTES_OF(line=Typed(f"/quotes {self.person.text}")), *stories))


@dataclass(frozen=True, slots=True)
class NoStory:
    """No story fits the topic; the titles of those there are."""

    words: str
    articles: int
    titles: tuple[Evidence, ...] = ()
    near: tuple[Actions, ...] = ()

    def doc(self) -> Doc:
        if not self.articles:
            return Doc((Note((house.EMPTY(),)),))
        count = these_articles(self.articles)
        missed = house.NO_STORY(words=UserWords(self.words), articles=count)
        if not self.titles:
            return Doc((Note((missed,)), *self.near))
        items = (Item((title,), bullet=True) for title in self.titles)
        return Doc((Note((missed,)), *self.near, Note((house.STORIES_ARE(),)), *items))


@command(
    "summary",
    "What happened, in sentences of the articles",
    usage="[topic] [one line | brief | full]",
    examples=("/summary", "/summary ferry", "/summary ferry full", "/summary Ana Marek", "/summary volcano"),
    options=("about", "story", "since"),
)
def summary(ask: Ask, arguments: Arguments) -> Value:
    """The stories of a topic, one person in them, or the first stories in a line each."""
    topic, length = _topic_of(arguments)
    person = _person(ask, topic) if arguments.story is None else None
    if person is not None:
        return _of_person(ask, person, arguments)
    found = stories_on(ask, arguments.story, topic)
    if not found.stories:
        return no_story(ask, topic, "/summary")
    length = length or _length(found, bool(topic))
    briefs, sources = zip(
        *(story_brief(ask, story, length, arguments.since) for story in found.stories), strict=True
    )
    cited = {source.article: source for told in sources for source in told}
    asked = asked_limits(ask, arguments)
    if any(told.articles for told in briefs):
        asked = replace(asked, undated=sum(told.left_out for told in briefs))
    return SummaryAnswer(briefs, found.total, asked, tuple(cited.values()), topic, found.passing)


def no_story(ask: Ask, topic: str, command: str) -> NoStory:
    """The miss, with the titles of the first stories."""
    stories, _ = ask.library.stories(None, limit=STORIES)
    articles = ask.library.texts({story.title.article for story in stories})
    titles = tuple(evidence(articles[s.title.article], (s.title.span,)) for s in stories)
    return NoStory(topic, ask.library.size(), titles, tuple(nearest(ask, command, topic)))


def _topic_of(arguments: Arguments) -> tuple[str, Length | None]:
    """The topic, and the length that follows it."""
    asked = _LENGTH.search(arguments.words)
    words = arguments.words[: asked.start()] if asked else arguments.words
    topic = " ".join((*words.split(), *arguments.about.split()))
    return topic, Length(asked[0].casefold().split()[-1]) if asked else None


def _length(found: Found, has_topic: bool) -> Length:
    if len(found.stories) == 1:
        return Length.BRIEF
    return Length.SHORT if has_topic else Length.LINE


def _person(ask: Ask, topic: str) -> Person | None:
    """The one person whose whole name the topic is."""
    people = ask.library.called(topic) if topic else ()
    if len(people) != 1:
        return None
    names = {same_words(alias.text) for alias in people[0].aliases} | {same_words(people[0].name)}
    return people[0] if same_words(topic) in names else None


def _of_person(ask: Ask, person: Person, arguments: Arguments) -> PersonBrief:
    quotes = ask.library.quotes(person.id)
    numbers = list(dict.fromkeys(quote.article for quote in quotes))[:_ARTICLES_OF_PERSON]
    read = read_articles(ask.library, numbers, arguments.since)
    names = {same_words(alias.text).split()[-1] for alias in person.aliases}
    told = read.brief(_TOLD_OF_PERSON, lambda words: not names.isdisjoint(same_words(words).split()))
    stories = dict.fromkeys(a.story for a in read.articles.values() if a.story is not None)
    return PersonBrief(
        person=name_of(person),
        articles=len(read.articles),
        asked=replace(asked_limits(ask, arguments), undated=read.undated),
        sentences=told_of(told.news, read),
        before=told_of(told.before, read),
        stories=tuple(stories)[:STORIES],
        sources=tuple(source_of(article) for article in read.articles.values()),
    )
