"""From the change log to what a digest says: the facts of new articles, and what to compare them with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.analysis.digest import news, unshown
from handlers.analysis.digest_news import Arrived, News
from handlers.analysis.tally import Shelf
from handlers.cite import relative_times
from handlers.doc import Source, source_of
from handlers.registry import Ask
from handlers.topics import is_about
from store.desk_types import EVERYTHING, Target, Topic
from store.errors import NotFound
from store.types import Article, CasualtyClaim, Change, Episode, Quote, Story, Why

_NEWS = (Why.ADDED, Why.REVISED)
_PAGE = 1_000  # changes read at once
_CONSIDERED = 500  # older statements of one speaker


@dataclass(frozen=True, slots=True)
class Window:
    """What a digest looks at: changes after `after` up to `until`.

    `owed` are facts from before whose message may be lost, `seen` what the chat was shown, `without` keys
    that an editor left out.
    """

    after: int
    until: int
    topic: Topic = EVERYTHING
    since: datetime | None = None  # when the window begins, in the chat's time
    owed: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is new, ranked, and the sources of all that it shows."""

    items: tuple[News, ...]
    sources: tuple[Source, ...]


def gather(ask: Ask, window: Window) -> Gathered:
    """All that is new in a window, for a topic and a chat."""
    keys = frozenset(_keys(ask, window)) | frozenset(window.owed)
    fresh = _Fresh(ask, keys, window.topic)
    arrived, shelf = fresh.arrived(), fresh.shelf
    items = unshown(news(arrived, shelf), window.seen)
    kept = tuple(item for item in items if not any(fact.key in window.without for fact in item.facts))
    return Gathered(kept, tuple(source_of(article) for article in shelf.articles.values()))


def _keys(ask: Ask, window: Window) -> Iterator[str]:
    return (change.key for change in _changes(ask, window) if change.why in _NEWS)


def _changes(ask: Ask, window: Window) -> Iterator[Change]:
    after = window.after
    while after < window.until:
        page = ask.library.changes(after, _PAGE)
        if not page:
            return
        yield from (change for change in page if change.seq <= window.until)
        after = page[-1].seq


class _Fresh:
    """New facts of one topic; collects the articles that they are shown with."""

    def __init__(self, ask: Ask, keys: Collection[str], topic: Topic) -> None:
        self._ask, self._keys, self._topic = ask, frozenset(keys), topic
        self._articles: dict[int, Article] = {}
        self._about: dict[int, bool] = {}
        self._story = self._number(Target.STORY)
        self._person = self._number(Target.PERSON)
        self._episode = self._number(Target.EPISODE)

    @property
    def shelf(self) -> Shelf:
        times = {
            article.id: relative_times(article, self._ask.library.reading(article.id))
            for article in self._articles.values()
            if article.published.day is None
        }
        return Shelf(self._articles, times)

    def arrived(self) -> Arrived:
        """The new facts of the topic with what they are compared with."""
        quotes, claims = self._ask.library.facts(self._keys)
        added = [int(key.removeprefix("article:")) for key in self._keys if key.startswith("article:")]
        self._add({*added, *(q.article for q in quotes), *(c.article for c in claims)})
        new_quotes = tuple(quote for quote in quotes if self._wants_quote(quote))
        new_claims = tuple(claim for claim in claims if self._wants_claim(claim))
        articles = frozenset(number for number in added if self._wants_article(number))
        compared, episodes = self._compared(new_claims)
        stories = self._stories(articles)
        known = self._older(new_quotes)
        labels = {episode.labels[0].article for episode in episodes if episode.labels}
        titles = {story.title.article for story in stories}
        self._add({*labels, *titles, *(q.article for q in known), *(c.article for c in compared)})
        keys = frozenset((*(q.key for q in new_quotes), *(c.key for c in new_claims)))
        return Arrived(keys, (*new_quotes, *known), compared, episodes, stories, articles, frozenset(added))

    def _add(self, numbers: Collection[int]) -> None:
        self._articles.update(self._ask.library.texts(set(numbers) - self._articles.keys()))

    def _wants_article(self, number: int) -> bool:
        article = self._articles.get(number)
        if article is None or self._person is not None:
            return False
        if number not in self._about:
            self._about[number] = not self._topic.words or is_about(article, self._topic, self._story)
        return self._about[number]

    def _wants_quote(self, quote: Quote) -> bool:
        if self._person is not None:
            return self._person in (quote.person, quote.relay_person)
        return self._wants_article(quote.article)

    def _wants_claim(self, claim: CasualtyClaim) -> bool:
        if self._episode is not None:
            return claim.episode == self._episode
        return self._wants_article(claim.article)

    def _older(self, fresh: tuple[Quote, ...]) -> tuple[Quote, ...]:
        """What the same speakers said in articles that are not new."""
        new = {quote.key for quote in fresh}
        speakers = dict.fromkeys(quote.person for quote in fresh if quote.person is not None)
        return tuple(
            quote
            for person in speakers
            for quote in self._ask.library.quotes(person, limit=_CONSIDERED)
            if quote.key not in new and quote.person == person
        )

    def _compared(
        self, fresh: tuple[CasualtyClaim, ...]
    ) -> tuple[tuple[CasualtyClaim, ...], tuple[Episode, ...]]:
        """All claims of the episodes that new ones are about, and these episodes."""
        touched = {claim.episode for claim in fresh}
        told = {self._articles[claim.article].story for claim in fresh} - {None}
        found = self._ask.library.episodes(sorted(story for story in told if story is not None))
        meant = (e for e in found if e.story is not None or e.id == self._episode)
        episodes = tuple(episode for episode in meant if episode.id in touched and episode.labels)
        claims = self._ask.library.claims([episode.id for episode in episodes]) if episodes else ()
        return claims, episodes

    def _stories(self, articles: frozenset[int]) -> tuple[Story, ...]:
        numbers = dict.fromkeys(self._articles[number].story for number in sorted(articles))
        return tuple(self._ask.library.story(number) for number in numbers if number is not None)

    def _number(self, target: Target) -> int | None:
        """Today's number of what the topic means: people and stories forward when they are merged."""
        topic, library = self._topic, self._ask.library
        if topic.target is not target or topic.number is None:
            return None
        try:
            if target is Target.PERSON:
                return library.person(topic.number).id
            return (library.story if target is Target.STORY else library.episode)(topic.number).id
        except NotFound:
            return None
