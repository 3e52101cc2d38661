"""/stories: the stories here, a line and a button each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.cite import articles_count, day, listed
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
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Number, Typed, UserWords
from handlers.subject import stories_on
from store.types import Article, Story

_LISTED = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in one line; `newest` is its newest article, undated when all are."""

    story: int
    title: Evidence
    articles: int
    outlets: int
    newest: Source
    related: tuple[int, ...]

    def item(self) -> Item:
        """Doran boats fire on ferry [1]; below it 5 articles · 3 outlets · newest 5 March 2024 · story 4"""
        return Item((self.title, house.SPACE(), Cite((self.title.article,))), (self._extent(),), bullet=True)

    def _extent(self) -> Line:
        newest = day(self.newest)
        numbers = listed((house.STORY_NUMBER(number=Number(number)),) for number in self.related)
        return house.dots(
            (house.STORY_NUMBER(number=Number(self.story)),),
            (house.ARTICLES(articles=articles_count(self.articles)),),
            (house.COUNT(count=Count(self.outlets, "outlet")),) if self.outlets else (),
            (house.NEWEST_ARTICLE(), *newest) if newest else (house.ALL_UNDATED(),),
            (house.RELATED_TO(), *numbers) if numbers else (),
        )


@dataclass(frozen=True, slots=True)
class StoriesAnswer:
    """The first stories of `total`, those of a topic, newest first without one."""

    listed: tuple[Listed, ...]
    total: int
    topic: str = ""
    passing: bool = False  # the stories only mention the topic
    sources: tuple[Source, ...] = ()

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.passing:
            yield Note((house.ONLY_MENTIONED(words=UserWords(self.topic)),))
        stories = Count(self.total, "story", "stories")
        words = UserWords(self.topic)
        about = house.STORIES_FOR(stories=stories, words=words) if self.topic else None
        yield Heading((about or house.STORIES_COUNT(stories=stories),))
        for told in self.listed:
            yield told.item()
            yield Actions((house.LINE(line=Typed(f"/story {told.story}")),))
        if self.total > len(self.listed):
            more = Count(self.total - len(self.listed), "more story", "more stories")
            yield Note((house.MORE_STORIES(count=more, line=Typed("/stories TOPIC")),))


@command(
    "stories",
    "The stories here, newest first",
    usage="[topic]",
    examples=("/stories", "/stories ferry"),
    options=("about",),
)
def stories(ask: Ask, arguments: Arguments) -> Value:
    """The stories on a topic, or the newest ones."""
    topic = " ".join((*arguments.words.split(), *arguments.about.split()))
    found = stories_on(ask, None, topic, limit=_LISTED)
    if not found.stories:
        return no_story(ask, topic, "/stories")
    wanted = {number for story in found.stories for number in (story.title.article, story.articles[0])}
    articles = ask.library.texts(wanted)
    return StoriesAnswer(
        listed=tuple(
            _listed(story, articles[story.title.article], articles[story.articles[0]])
            for story in found.stories
        ),
        total=found.total,
        topic=topic,
        passing=found.passing,
        sources=tuple(source_of(article) for article in articles.values()),
    )


def _listed(story: Story, titled: Article, newest: Article) -> Listed:
    title = evidence(titled, (story.title.span,))
    extent = (len(story.articles), len(story.outlets))
    return Listed(story.id, title, *extent, source_of(newest), story.related)
