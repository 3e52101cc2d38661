"""Which stories a topic is about, and which only mention it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers import house
from handlers.doc import Actions
from handlers.registry import Ask
from handlers.slots import Typed
from handlers.words import content_words
from store.types import Article, Story

STORIES = 3
ARTICLES = 40  # looked at for one story
_LEAD = 400  # characters of an article's opening
_SHARE = 1 / 3  # of a story's articles: more of them must open with a topic, or name it more than once
_CAPITAL = re.compile(r"\b[A-Z]\w{3,}")
_NEAR = 75  # of 100: what still counts as a misspelling
_BARE = re.compile(r"#?(\d{1,3})|#(\d{1,9})")  # four figures may be a year
_KNOWN = 100  # stories, people and articles whose words are offered instead


@dataclass(frozen=True, slots=True)
class Found:
    """Stories that a topic finds; `passing`: none of them is about it, they only mention it."""

    stories: tuple[Story, ...]
    total: int
    passing: bool = False


def stories_on(ask: Ask, number: int | None, topic: str, limit: int = STORIES) -> Found:
    """One story by its number, those about a topic (else those that mention it), or the first ones."""
    number = story_number(number, topic)
    if number is not None:
        return Found((ask.library.story(number),), 1)
    stories, total = ask.library.stories(topic or None, limit=limit)
    if not topic or not stories:
        return Found(stories, total)
    articles = ask.library.texts({n for story in stories for n in story.articles[:ARTICLES]})
    about = tuple(story for story in stories if is_about(story, articles, topic))
    if about:
        return Found(about, total if len(about) == len(stories) else len(about))
    return Found(stories, total, passing=True)


def story_number(number: int | None, topic: str) -> int | None:
    """The story that was asked for: by its option, or by a topic that is nothing but its number."""
    bare = _BARE.fullmatch(topic) if number is None else None
    return int(bare[1] or bare[2]) if bare else number


def is_about(story: Story, articles: Mapping[int, Article], topic: str) -> bool:
    """Whether each word stands in the story's title, or weighs in over a third of its articles."""
    read = [articles[number] for number in story.articles if number in articles]
    missing = [word for word in content_words(topic) if word not in content_words(story.title.text)]
    return all(_weighs(word, read) for word in missing)


def nearest(ask: Ask, command: str, topic: str) -> Iterator[Actions]:
    """The command with the word that a misspelt topic is nearest to."""
    known = {word.casefold(): word for word in _words(ask) if content_words(word)}
    if best := process.extractOne(topic.casefold(), sorted(known), scorer=fuzz.ratio, score_cutoff=_NEAR):
        line = Typed(f"{command} {known[best[0]]}")
        yield Actions((house.DID_YOU_MEAN_LINE(line=line),))


def _weighs(word: str, articles: Sequence[Article]) -> bool:
    """Whether it stands in an article's headline or opening, or more than once, in enough of them."""
    texts = [_own_text(article) for article in articles]
    places = (word in content_words(text[:_LEAD]) or content_words(text).count(word) > 1 for text in texts)
    return sum(places) > len(texts) * _SHARE


def _own_text(article: Article) -> str:
    """The title, and the text without what is set aside."""
    title = article.title or ""
    kept, end = ("", 0) if article.text.startswith(title) else (f"{title}\n", 0)
    for aside in sorted(article.boilerplate):
        kept += article.text[end : aside.start]
        end = max(end, aside.end)
    return (kept + article.text[end:]).lstrip()


def _words(ask: Ask) -> Iterator[str]:
    stories, _ = ask.library.stories(None, limit=_KNOWN)
    for name in (*(s.title.text for s in stories), *(p.name for p in ask.library.people(limit=_KNOWN))):
        yield from (word.strip(".,:;!?'\"“”‘’()") for word in name.split())
    articles, _ = ask.library.articles(limit=_KNOWN)
    for article in articles:
        yield from _CAPITAL.findall(article.text)
