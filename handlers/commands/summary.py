"""/summary: a story in at most seven sentences of its articles; several stories stay apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.analysis.brief import BriefDoc, Budget, Chosen, brief
from handlers.cite import (
    articles_count,
    day,
    quoted,
    relative_in,
    relative_times,
    these_articles,
    undated_label,
)
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
from handlers.subject import ARTICLES, STORIES, nearest, stories_on
from store.types import Article, Reading, Span, Story

SENTENCES = 7  # of one answer, over all its stories


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a brief; `relative` is the time that needs the date its article does not have."""

    words: Evidence
    source: Source
    same: tuple[int, ...] = ()
    relative: Evidence | None = None


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """One story: `title` is the words of an article."""

    story: int
    title: Evidence
    articles: int
    outlets: int
    undated: int
    sentences: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class SummaryAnswer:
    """Briefs of the stories that a topic names, or of the first ones; `total` counts all."""

    briefs: tuple[StoryBrief, ...]
    total: int
    sources: tuple[Source, ...] = ()
    topic: str = ""
    passing: bool = False  # the stories only mention the topic

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.passing:
            yield Note((house.ONLY_MENTIONED(words=UserWords(self.topic)),))
        for told in self.briefs:
            yield from _story_blocks(told)
        if self.total > len(self.briefs):
            more = Count(self.total - len(self.briefs), "more story", "more stories")
            yield Note((house.MORE_STORIES(count=more, line=Typed("/summary TOPIC")),))


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
    usage="[topic]",
    examples=("/summary", "/summary ferry", "/summary volcano"),
    options=("about", "story"),
)
def summary(ask: Ask, arguments: Arguments) -> Value:
    """The stories of a topic, or the first ones."""
    topic = " ".join(filter(None, (arguments.words, arguments.about)))
    found = stories_on(ask, arguments.story, topic)
    stories = found.stories
    if not stories:
        return no_story(ask, topic, "/summary")
    articles = ask.library.texts({n for story in stories for n in story.articles[:ARTICLES]})
    shares = _shares(len(stories))
    briefs = tuple(_brief(ask, story, share, articles) for story, share in zip(stories, shares, strict=True))
    sources = tuple(source_of(article) for article in articles.values())
    return SummaryAnswer(briefs, found.total, sources, topic, found.passing)


def _brief(ask: Ask, story: Story, sentences: int, articles: Mapping[int, Article]) -> StoryBrief:
    read = [articles[number] for number in story.articles[:ARTICLES] if number in articles]
    readings = {article.id: ask.library.reading(article.id) for article in read}
    chosen = brief([_doc(article, readings[article.id]) for article in read], Budget(sentences))
    times = {article.id: relative_times(article, readings[article.id]) for article in read}
    label = ask.library.texts([story.title.article])[story.title.article]
    return StoryBrief(
        story=story.id,
        title=evidence(label, (story.title.span,)),
        articles=len(story.articles),
        outlets=len(story.outlets),
        undated=sum(a.published.day is None for a in read) if len(read) == len(story.articles) else 0,
        sentences=tuple(_told(pick, articles[pick.article], times) for pick in chosen),
    )


def _doc(article: Article, reading: Reading) -> BriefDoc:
    return BriefDoc(
        article.id,
        article.text,
        reading.sentences,
        article.outlet or f"origin {article.origin}",
        aside=article.boilerplate,
        facts=tuple(claim.words for claim in reading.claims if claim.recalled is None),
        figures=tuple(claim.value for claim in reading.claims if claim.recalled is None),
    )


def _told(pick: Chosen, article: Article, times: Mapping[int, Sequence[Span]]) -> Told:
    spans = (pick.span,)
    return Told(evidence(article, spans), source_of(article), pick.same, relative_in(article, spans, times))


def _shares(stories: int) -> tuple[int, ...]:
    """The sentences of an answer dealt out among its stories, the first ones first."""
    each, left = divmod(SENTENCES, stories)
    return tuple(each + (place < left) for place in range(stories))


def no_story(ask: Ask, topic: str, command: str) -> NoStory:
    """The miss, with the titles of the first stories."""
    stories, _ = ask.library.stories(None, limit=STORIES)
    articles = ask.library.texts({story.title.article for story in stories})
    titles = tuple(evidence(articles[s.title.article], (s.title.span,)) for s in stories)
    return NoStory(topic, ask.library.size(), titles, tuple(nearest(ask, command, topic)))


def _story_blocks(told: StoryBrief) -> Iterator[Block]:
    yield Heading((told.title,))
    yield Note(_extent(told))
    for sentence in told.sentences:
        yield _item(sentence)
    if not told.sentences:
        yield Note((house.NO_SENTENCES(line=Typed(f"/article {told.title.article}")),))
    offers = (f"/casualties story {told.story}", f"/quotes story {told.story}")
    yield Actions(tuple(house.LINE(line=Typed(offer)) for offer in offers[:1]))


def _extent(told: StoryBrief) -> Line:
    """5 articles · 3 outlets · 2 undated · story 4"""
    return house.dots(
        (house.ARTICLES(articles=articles_count(told.articles)),),
        (house.COUNT(count=Count(told.outlets, "outlet")),) if told.outlets else (),
        (house.UNDATED_ARTICLES(count=Count(told.undated)),) if told.undated else (),
        (house.STORY_NUMBER(number=Number(told.story)),),
    )


def _item(told: Told) -> Item:
    cites: Line = (*quoted(told.words), house.SPACE(), Cite((told.source.article, *told.same)))
    return Item(house.dots(cites, day(told.source), undated_label(told.relative)), bullet=True)
