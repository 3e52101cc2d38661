"""Which stories belong to a topic, by what sets their words apart from those of the other topics.

Stories are clustered by names and words (average link over TF-IDF), small clusters are dissolved, and each
story goes to the topic that explains it best (naive Bayes with hard assignments, after Nigam et al., 2000,
with a share for nearness in time). The words of a query then choose among whole topics, so that a story
that never names its subject still comes with it. Countries count under one name: "Egyptian" is Egypt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from handlers.words import WORD, content_words, stem
from store.extract.lexicon import countries

COUNTRY = 3.0  # weight of a country against another word
LINK = 0.08  # cosine down to which clusters are joined
SMALLEST = 60  # clusters below one story in so many are dissolved
SMOOTHING = 1.5  # of the collection's words, for each word known
DAYS = 20.0  # over which nearness in time falls to a third
LONE = 0.3  # what nearness is worth to a story that stands alone in time
THIN = 100  # a topic is taken down by one article in so many of all
ALSO = 0.7  # share of the best topic's score from which another one is meant, too
ROUNDS = 12

Matrix = NDArray[np.float64]
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_TWO_NAMES = re.compile(r"\b([A-Z])[a-z]+ ([A-Z])[a-z]+")


@dataclass(frozen=True, slots=True)
class TopicStory:
    """A story by its number, the own texts of its articles, and the days they are dated."""

    number: int
    texts: tuple[str, ...]
    days: tuple[date, ...] = ()


def topic_stories(query: str, stories: Sequence[TopicStory]) -> tuple[int, ...]:
    """The numbers of the stories on a query's topic, none when no word of it is known here."""
    counts = [_counts(story) for story in stories]
    sizes = np.array([max(1, len(story.texts)) for story in stories], dtype=float)
    spread = Counter(word for count in counts for word in count)
    vocabulary = {word: place for place, word in enumerate(sorted(w for w in spread if spread[w] > 1))}
    wanted = [word for word in sorted(query_terms(query)) if word in vocabulary]
    if not wanted or len(stories) < 2:
        return ()
    shares = _shares(counts, vocabulary) / sizes[:, None]
    labels = _settle(_clusters(shares * _rarity(shares, np.ones(len(shares)))), shares, sizes, _days(stories))
    held = _rarity(shares, sizes)[[vocabulary[word] for word in wanted]]
    kept = _choose(shares[:, [vocabulary[word] for word in wanted]] * held, labels, sizes)
    return tuple(story.number for story, label in zip(stories, labels, strict=True) if label in kept)


@lru_cache(maxsize=8192)
def terms(text: str) -> frozenset[str]:
    """The words of a text, its countries each under one name, and initials of names of two words."""
    found = set(content_words(text))
    for name in _NAME.findall(text):
        plain = re.sub(r"['’]s?$", "", name).lower()
        if plain in countries():
            found.discard(stem(plain))
            found.add(_country(plain))
    found.update((first + second).lower() for first, second in _TWO_NAMES.findall(text))
    return frozenset(found)


def query_terms(query: str) -> frozenset[str]:
    """The same of a query, whose names may be written small."""
    words = WORD.findall(query.lower())
    named = {_country(word) for word in words if word in countries()}
    return frozenset(named.union(*(content_words(word) for word in words if word not in countries())))


def _country(name: str) -> str:
    return f"@{countries()[name].lower()}"


def _counts(story: TopicStory) -> Counter[str]:
    return Counter(word for text in story.texts for word in terms(text))


def _shares(counts: Sequence[Counter[str]], vocabulary: dict[str, int]) -> Matrix:
    """Articles of each story that hold each word; countries weighted."""
    made = np.zeros((len(counts), len(vocabulary)))
    for row, count in enumerate(counts):
        for word, number in count.items():
            if word in vocabulary:
                made[row, vocabulary[word]] = number * (COUNTRY if word.startswith("@") else 1.0)
    return made


def _rarity(shares: Matrix, sizes: Matrix) -> Matrix:
    """Inverse document frequency of each word; a story counts by its size."""
    held: Matrix = ((shares > 0) * sizes[:, None]).sum(axis=0)
    rare: Matrix = np.log(sizes.sum() / held)
    return rare


def _clusters(vectors: Matrix) -> list[int]:
    """Average-link clusters: the label of each story."""
    unit = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    alike = unit @ unit.T
    np.fill_diagonal(alike, -1.0)
    labels, weight = list(range(len(alike))), np.ones(len(alike))
    best, value = alike.argmax(axis=1), alike.max(axis=1)
    while value.max() >= LINK:
        one = int(value.argmax())
        other = int(best[one])
        row = (alike[one] * weight[one] + alike[other] * weight[other]) / (weight[one] + weight[other])
        weight[one] += weight[other]
        alike[one], alike[:, one] = row, row
        alike[other], alike[:, other] = -1.0, -1.0
        alike[one, one] = -1.0
        labels = [one if label == other else label for label in labels]
        best, value = alike.argmax(axis=1), alike.max(axis=1)
    return labels


def _settle(clusters: Sequence[int], shares: Matrix, sizes: Matrix, days: Matrix) -> Matrix:
    """The label of each story once the small clusters are dissolved and all have found their topic."""
    least = max(2, round(len(clusters) / SMALLEST))
    many = Counter(clusters)
    labels = np.array([label if many[label] >= least else -1 for label in clusters])
    if (labels < 0).all():
        return np.array(clusters)
    base = (shares * sizes[:, None]).sum(axis=0)
    base /= base.sum()
    near = np.exp(-np.abs(days[:, None] - days[None, :]) / DAYS)
    for _ in range(ROUNDS):
        topics = np.unique(labels[labels >= 0])
        fits = [_fit(labels == topic, shares, sizes, base, near) for topic in topics]
        moved = topics[np.array(fits).argmax(axis=0)]
        if (moved == labels).all():
            break
        labels = moved
    return labels


def _fit(members: NDArray[np.bool_], shares: Matrix, sizes: Matrix, base: Matrix, near: Matrix) -> Matrix:
    """How well a topic explains each story: words, size, and how near in time its others are."""
    weight = members * sizes
    counts = (shares * weight[:, None]).sum(axis=0)
    prior = SMOOTHING * len(base)
    odds = np.log((counts + prior * base) / (counts.sum() + prior) / base)
    others = near[:, members].sum(axis=1) - members
    fit: Matrix = shares @ odds + np.log(weight.sum() / sizes.sum()) + np.log(others + LONE)
    return fit


def _days(stories: Sequence[TopicStory]) -> Matrix:
    """The middle of each story's days; the undated ones stand near none."""
    middles = [
        sum(day.toordinal() for day in story.days) / len(story.days) if story.days else -1e6 * (place + 1)
        for place, story in enumerate(stories)
    ]
    return np.array(middles)


def _choose(held: Matrix, labels: Matrix, sizes: Matrix) -> set[int]:
    """The topics whose articles hold most of the query's words."""
    scores: dict[int, float] = {}
    for topic in np.unique(labels):
        members = labels == topic
        total = (held[members] * sizes[members][:, None]).sum()
        scores[int(topic)] = round(float(total / (sizes[members].sum() + sizes.sum() / THIN)), 9)
    best = max(scores.values())
    return {topic for topic, score in scores.items() if best > 0 and score >= ALSO * best}
