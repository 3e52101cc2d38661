"""The facts of new articles on one topic, with the older ones that they are compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from handlers.analysis.digest_news import Arrived
from handlers.analysis.tally import Shelf
from handlers.cite import relative_times
from handlers.topics import is_about
from store.desk_types import Target, Topic
from store.errors import NotFound
from store.library import Library
from store.types import Article, ArticleFilter, CasualtyClaim, Episode, Quote, Story

_QUOTES = 300  # statements of one story, the newest
_ARTICLES = 200  # articles whose figures of one set of events are compared, the newest


class Arrivals:
    """Collects facts, and the articles that they are shown with."""

    def __init__(self, library: Library, keys: Collection[str], topic: Topic) -> None:
        self._library, self._topic = library, topic
        self._keys = frozenset(keys)
        self._articles: dict[int, Article] = {}
        self._about: dict[int, bool] = {}
        self._story = self._number(Target.STORY)
        self._person = self._number(Target.PERSON)
        self._episode = self._number(Target.EPISODE)

    @property
    def shelf(self) -> Shelf:
        """The articles met so far, with the relative times of the undated ones."""
        times = {
            article.id: relative_times(article, self._library.reading(article.id))
            for article in self._articles.values()
            if article.published.day is None
        }
        return Shelf(self._articles, times)

    def compared(self) -> Arrived:
        """The new facts of the topic among what they are compared with."""
        quotes, claims = self._library.facts(self._keys)
        added = [int(key.removeprefix("article:")) for key in self._keys if key.startswith("article:")]
        self._add({*added, *(quote.article for quote in quotes), *(claim.article for claim in claims)})
        fresh_quotes = tuple(quote for quote in quotes if self._wants_quote(quote))
        fresh_claims = tuple(claim for claim in claims if self._wants_claim(claim))
        articles = frozenset(number for number in added if self._wants_article(number))
        episodes = self._episodes(fresh_claims)
        stories = self._stories(articles)
        older = self._older(fresh_quotes)
        self._add({story.title.article for story in stories} | {e.labels[0].article for e in episodes})
        return Arrived(
            keys=frozenset((*(q.key for q in fresh_quotes), *(c.key for c in fresh_claims))),
            quotes=(*fresh_quotes, *older),
            claims=self._claims(episodes),
            episodes=episodes,
            stories=stories,
            articles=articles,
            added=frozenset(added),
            heard=self._heard(quotes),
        )

    def _add(self, numbers: Iterable[int]) -> None:
        self._articles.update(self._library.texts(set(numbers) - self._articles.keys()))

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

    def _heard(self, new: Collection[Quote]) -> frozenset[int]:
        """Speakers of new statements of whom older ones are here."""
        new_keys = {quote.key for quote in new}
        persons = {quote.person for quote in new if quote.person is not None}
        return frozenset(person for person in persons if self._spoke_before(person, new_keys))

    def _spoke_before(self, person: int, new: Collection[str]) -> bool:
        if self._library.person(person).statements > len(new):
            return True
        return any(q.person == person and q.key not in new for q in self._library.quotes(person))

    def _older(self, fresh: Collection[Quote]) -> tuple[Quote, ...]:
        """What else the stories of new statements have: a copy's words are no news."""
        told = {self._articles[quote.article].story for quote in fresh} - {None}
        found = (
            quote
            for story in sorted(told, key=str)
            for quote in self._library.quotes(where=ArticleFilter(story=story), limit=_QUOTES)
        )
        older = tuple(quote for quote in found if quote.key not in self._keys)
        self._add(quote.article for quote in older)
        return older

    def _episodes(self, fresh: Collection[CasualtyClaim]) -> tuple[Episode, ...]:
        """The stories' own events that new figures are about, or the earlier war that is meant."""
        touched = {claim.episode for claim in fresh}
        told = {self._articles[claim.article].story for claim in fresh}
        found = self._library.episodes(sorted(story for story in told if story is not None))
        meant = (e for e in found if e.story is not None or e.id == self._episode)
        return tuple(episode for episode in meant if episode.id in touched and episode.labels)

    def _claims(self, episodes: Collection[Episode]) -> tuple[CasualtyClaim, ...]:
        """All new claims of these events, and older ones of the newest articles."""
        claims = self._library.claims([episode.id for episode in episodes]) if episodes else ()
        newest = set(list(dict.fromkeys(claim.article for claim in claims))[:_ARTICLES])
        kept = tuple(claim for claim in claims if claim.article in newest or claim.key in self._keys)
        self._add(claim.article for claim in kept)
        return kept

    def _stories(self, articles: Collection[int]) -> tuple[Story, ...]:
        numbers = dict.fromkeys(self._articles[number].story for number in sorted(articles))
        return tuple(self._library.story(number) for number in numbers if number is not None)

    def _number(self, target: Target) -> int | None:
        """Today's number of what the topic means: people and stories forward when they are merged."""
        topic, library = self._topic, self._library
        if topic.target is not target or topic.number is None:
            return None
        try:
            if target is Target.PERSON:
                return library.person(topic.number).id
            return (library.story if target is Target.STORY else library.episode)(topic.number).id
        except NotFound:
            return None
