"""Which story an article means by "the bombing of the market": its places and names, figures and times.

What a story is about stands in the heads of its articles. Words that name an event mean another story when
they stand in that story's heads and not in those of the article's own story; its time and its figures must
allow it. Nothing is guessed: without such words a figure stays with the story of its article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.link.collection import LinkArticle, year_of
from store.link.event_words import event_words
from store.link.recalls import Recall
from store.types import CasualtyKind, Span

HEAD = 450  # characters of an article's opening
SHARE = 0.3  # of a story's articles whose heads hold a word: it is one of the story's
MARGIN = 0.34  # by which another story must fit the words better than the own one
OWN = 0.5  # of the names of an event: with so many the article opens itself
PAST = 0.45  # what is enough for words that put the event into the past by themselves
SAME_FIGURE = 0.35  # what an equal figure adds
TELLING = 5  # smaller figures are too common to tell one event from another
GROWTH = 3  # a toll recalled later may have grown by so much
RARE = 0.02  # share of all stories: a name of more of them finds no story of another topic
_WORD = re.compile(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Story:
    """What is known of one story: words of its heads by share, its figures, and its times."""

    topic: int
    heads: dict[str, float]
    size: int
    figures: dict[CasualtyKind, frozenset[int]]
    years: frozenset[int]  # of publication
    named: int | None  # the latest year that its articles print
    first: str  # day of its first article, ISO


class Stories:
    """Finds the story that the words of a recalled figure mean."""

    def __init__(self, articles: Sequence[LinkArticle], stories: Sequence[tuple[int, Sequence[int]]]) -> None:
        """`stories` are topics and members, by their index."""
        self._heads = [_own_head(article) for article in articles]
        self._places = {article.id: place for place, article in enumerate(articles)}
        self._stories = [self._story(articles, topic, members) for topic, members in stories]
        self._of_topic: dict[int, list[int]] = defaultdict(list)
        self._of_word: dict[str, list[int]] = defaultdict(list)
        for number, story in enumerate(self._stories):
            self._of_topic[story.topic].append(number)
            for word in (word for word, share in story.heads.items() if share >= SHARE):
                self._of_word[word].append(number)

    def meant(self, recall: Recall) -> int | None:
        """The other story that a recalled figure belongs to, None when no words lead to one."""
        names = recall.names
        if not names:
            return None
        own = self._own_score(recall, names)
        scored = (
            (self._score(self._stories[number], recall, names, own), -number)
            for number in self._candidates(recall, names)
            if self._allows(self._stories[number], recall)
        )
        score, negative = max(scored, default=(0.0, 0))
        return -negative if score else None

    def is_own(self, recall: Recall) -> bool:
        """Whether the article itself opens with these names, or the words name no event at all."""
        if recall.strong or recall.about_war:
            return False
        if recall.claim.event is None:
            return True
        return bool(recall.names) and self._own_score(recall, recall.names) >= OWN

    def _candidates(self, recall: Recall, names: frozenset[str]) -> set[int]:
        rare = max(3, RARE * len(self._stories))
        found = set(self._of_topic[self._stories[recall.story].topic])
        for name in names:
            if len(self._of_word[name]) <= rare:
                found.update(self._of_word[name])
        return found - {recall.story}

    def _score(self, story: _Story, recall: Recall, names: frozenset[str], own: float) -> float:
        """How well a story fits the words, 0 when not better than the own one does.

        One name alone must tell the two apart, and be a name where the event has a year of its own ("a
        helicopter crash in 2015"); with two, an equal figure or a plain past may.
        """
        shared = [name for name in names if story.heads.get(name, 0.0) >= SHARE]
        shares = [story.heads[name] for name in shared]
        kind, value = recall.claim.kind, recall.claim.value or 0
        same = value in story.figures.get(kind, ()) and value >= TELLING
        fit = round(sum(shares) / len(names), 6)
        full = fit + SAME_FIGURE if same and shares else fit
        told = len(shared) > 1 or bool(recall.proper.intersection(shared)) or not recall.years
        alone = told and fit >= own + MARGIN
        together = len(shares) > 1 and (full >= own + MARGIN or (recall.strong and fit >= max(own, PAST)))
        return full if alone or together else 0.0

    def _own_score(self, recall: Recall, names: frozenset[str]) -> float:
        """How much the article itself, apart from this sentence, and its story open with these names."""
        story = self._stories[recall.story]
        itself = head_words(recall.article, recall.claim.sentence)
        mine = self._heads[self._places[recall.article.id]]
        others = {
            name: (story.heads.get(name, 0.0) * story.size - (name in mine)) / max(1, story.size - 1)
            for name in names
        }
        return sum(max(float(name in itself), others[name]) for name in names) / len(names)

    def _allows(self, story: _Story, recall: Recall) -> bool:
        """Whether times and figures let the story be the event that is recalled."""
        if recall.noun == "war" and "war" not in story.heads:
            return False
        if recall.years is not None:
            first, last = recall.years
            if story.years and not any(first <= year <= last for year in story.years):
                return False
            if not story.years and story.named is not None and story.named > last:
                return False
        day = recall.article.published
        if day is not None and story.first and story.first > day.isoformat():
            return False
        known = story.figures.get(recall.claim.kind)
        return not known or (recall.claim.value or 0) <= GROWTH * max(known) + TELLING

    def _story(self, articles: Sequence[LinkArticle], topic: int, members: Sequence[int]) -> _Story:
        told = [articles[place] for place in members]
        counts = Counter(word for place in members for word in self._heads[place])
        figures: dict[CasualtyKind, set[int]] = defaultdict(set)
        for _, claim in (pair for article in told for pair in article.claims):
            if claim.recalled is None and claim.value:
                figures[claim.kind].add(claim.value)
        days = [article.published for article in told if article.published]
        return _Story(
            topic=topic,
            heads={word: count / len(members) for word, count in counts.items()},
            size=len(members),
            figures={kind: frozenset(values) for kind, values in figures.items()},
            years=frozenset(day.year for day in days),
            named=max((year for article in told if (year := year_of(article.anchor))), default=None),
            first=min(days).isoformat() if days else "",
        )


def _own_head(article: LinkArticle) -> frozenset[str]:
    """What the opening says of the article's own story: not what it tells of an earlier war."""
    return words_outside_of(article, [claim.sentence for _, claim in article.claims if claim.recalled])


def head_words(article: LinkArticle, without: Span | None = None) -> frozenset[str]:
    """Words of the headline and the opening, apart from one sentence."""
    return words_outside_of(article, [without] if without else [])


def words_outside_of(article: LinkArticle, sentences: Sequence[Span]) -> frozenset[str]:
    """Words of the headline and the opening, apart from these sentences."""
    layout = article.reading.layout
    spans = ([layout.headline] if layout.headline else []) + list(layout.paragraphs)
    found: set[str] = set()
    left = HEAD
    for span in spans:
        if left <= 0:
            break
        part = Span(span.start, min(span.end, span.start + left))
        left -= part.end - part.start
        for piece in _outside(part, sentences):
            found.update(event_words(piece.of(article.text)))
    return frozenset(found)


def _outside(part: Span, sentences: Sequence[Span]) -> Iterator[Span]:
    """What the sentences leave of a part."""
    start = part.start
    for sentence in sorted(sentences):
        if sentence.overlaps(part):
            if start < sentence.start:
                yield Span(start, sentence.start)
            start = max(start, sentence.end)
    if start < part.end:
        yield Span(start, part.end)
