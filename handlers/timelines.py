"""Timelines of stored articles: what `/timeline` says, and what evaluations measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.analysis.mentions import TimelineDoc
from handlers.analysis.timeline import Timeline, timeline
from handlers.analysis.topic import TopicStory, topic_stories
from store.library import Library
from store.types import Article, Span, Story

POOL = 600  # stories among which those of a topic are told apart


@dataclass(frozen=True, slots=True)
class ReadTimeline:
    """A timeline with the articles it was made from; `undated` were left out by a limit in time."""

    events: Timeline
    articles: Mapping[int, Article]
    undated: int = 0


def timeline_of(
    library: Library, numbers: Sequence[int], since: date | None = None, until: date | None = None
) -> ReadTimeline:
    """The events that these articles tell, those of some days by the day of the event."""
    articles, outlines = library.texts(numbers), library.outlines(numbers)
    wars = _wars(library, articles)
    docs = tuple(
        TimelineDoc(
            article=article.id,
            text=article.text,
            sentences=outlines[article.id].sentences,
            published=article.published,
            origin=str(article.origin),
            aside=article.boilerplate,
            wars=tuple(wars[article.id]),
            said=tuple(span for span, _ in outlines[article.id].said),
        )
        for article in (articles[number] for number in numbers if number in articles)
        if article.id in outlines
    )
    limited = since is not None or until is not None
    undated = sum(doc.published.day is None for doc in docs) if limited else 0
    return ReadTimeline(timeline(docs, since, until), articles, undated)


def stories_of_topic(library: Library, topic: str) -> tuple[Story, ...]:
    """The stories that a topic's words lead to, also those that never use these words."""
    pool = _pool(library, topic)
    own = library.texts({number for story in pool for number in story.articles})
    wanted = set(topic_stories(topic, tuple(_topic_story(story, own) for story in pool)))
    return tuple(story for story in pool if story.id in wanted)


def _pool(library: Library, topic: str) -> tuple[Story, ...]:
    """All stories of a small library; of a large one those with words of the topic, and the newest."""
    newest, total = library.stories(None, limit=POOL)
    if total <= POOL:
        return newest
    found, _ = library.stories(topic, limit=POOL // 2)
    kept = {story.id: story for story in (*found, *newest)}
    return tuple(kept.values())[:POOL]


def _topic_story(story: Story, articles: Mapping[int, Article]) -> TopicStory:
    read = [articles[number] for number in story.articles if number in articles]
    days = tuple(article.published.day for article in read if article.published.day)
    return TopicStory(story.id, tuple(map(_own_text, read)), days)


def _own_text(article: Article) -> str:
    """The text without what is set aside."""
    return "".join(_kept(article))


def _kept(article: Article) -> Iterator[str]:
    end = 0
    for aside in sorted(article.boilerplate):
        yield article.text[end : aside.start]
        end = max(end, aside.end)
    yield article.text[end:]


def _wars(library: Library, articles: Mapping[int, Article]) -> Mapping[int, list[Span]]:
    """The words with which articles name the earlier wars that they give figures of."""
    stories = sorted({article.story for article in articles.values() if article.story is not None})
    earlier = [episode.id for episode in library.episodes(stories) if episode.story is None]
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for claim in library.claims(earlier) if earlier else ():
        if claim.local.recalled is not None:
            found[claim.article].append(claim.local.recalled.span)
    return found
