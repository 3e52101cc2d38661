"""Candidates of both searches in one order. Pure: texts and numbers in, scores out.

An article counts as a whole: BM25 of its text, cosine of its passages (best and mean), words of the query
that stand near each other, the share of the query in one sentence. Each clause of a long query is scored
the same way, and the best one counts for the article: facts that a question needs lie in several articles.
Weights were chosen on halves of four collections and are round.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from store.terms import beginnings, stem, stop_words

MEANING = 0.6  # against words
MEAN = 0.3  # of the passages' mean, against the best one
SENTENCE = 0.2
NEAR = 0.4
CLAUSE = 1.0
NAMED = 0.4  # the outlet or the day that the query names
K1, B = 1.2, 0.75  # BM25, Robertson and Walker 1994
_WITHIN = 3  # content words between two words that stand near each other
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Part:
    """A query, or a clause of one: its stems in order; `cosines` is by article, best and mean."""

    stems: tuple[str, ...]
    cosines: Mapping[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """Where the stems of a query stand in an article: (place, stem, sentence) in content words."""

    length: int
    places: tuple[tuple[int, str, int], ...]


def read_text(words: str, wanted: frozenset[str]) -> Text:
    """Look the wanted stems up in a text."""
    places: list[tuple[int, str, int]] = []
    likely, skipped = beginnings(wanted), stop_words()
    place = length = 0
    for sentence, part in enumerate(_SENTENCE_END.split(words)):
        for word in _WORD.findall(part.lower()):
            length += 1
            if word in skipped:
                continue
            place += 1
            if word[:2] in likely and (root := stem(word)) in wanted:
                places.append((place, root, sentence))
    return Text(length, tuple(places))


def rank(
    texts: Mapping[int, Text], parts: Sequence[Part], weights: Mapping[str, float], named: Mapping[int, float]
) -> dict[int, float]:
    """Article to score. The first part is the whole query; `weights` are inverse document frequencies."""
    if not texts or not parts:
        return {}
    whole = _score(texts, parts[0], weights)
    each = [_score(texts, part, weights) for part in parts[1:]]
    return {
        article: round(
            score
            + (CLAUSE * max(clause[article] for clause in each) if each else 0.0)
            + NAMED * named.get(article, 0.0),
            6,
        )
        for article, score in whole.items()
    }


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """To 0..1 over the candidates; all 1 when they are equal."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {key: (value - low) / (high - low) if high > low else 1.0 for key, value in scores.items()}


def weight(holding: int, total: int) -> float:
    """Inverse document frequency of a term that `holding` of `total` passages hold."""
    return math.log(1 + (max(0, total - holding) + 0.5) / (holding + 0.5))


def _score(texts: Mapping[int, Text], part: Part, weights: Mapping[str, float]) -> dict[int, float]:
    average = sum(text.length for text in texts.values()) / len(texts) or 1.0
    words = scaled({article: _bm25(text, part, weights, average) for article, text in texts.items()})
    share = MEANING if part.cosines else 0.0
    cosines = {article: part.cosines.get(article, (0.0, 0.0)) for article in texts}
    meaning = scaled({article: (1 - MEAN) * best + MEAN * mean for article, (best, mean) in cosines.items()})
    return {
        article: (1 - share) * words[article]
        + share * meaning[article]
        + SENTENCE * _in_one_sentence(text, part, weights)
        + NEAR * _near(text, part, weights)
        for article, text in texts.items()
    }


def _bm25(text: Text, part: Part, weights: Mapping[str, float], average: float) -> float:
    counts: dict[str, int] = {}
    for _, root, _ in text.places:
        counts[root] = counts.get(root, 0) + 1
    norm = K1 * (1 - B + B * text.length / average)
    return sum(
        weights[root] * counts[root] * (K1 + 1) / (counts[root] + norm)
        for root in dict.fromkeys(part.stems)
        if root in counts
    )


def _in_one_sentence(text: Text, part: Part, weights: Mapping[str, float]) -> float:
    """The largest share of the query's weight that one sentence holds."""
    wanted = dict.fromkeys(part.stems)
    total = sum(weights[root] for root in wanted)
    held: dict[int, set[str]] = {}
    for _, root, sentence in text.places:
        if root in wanted:
            held.setdefault(sentence, set()).add(root)
    return max((sum(weights[r] for r in sorted(roots)) for roots in held.values()), default=0.0) / (
        total or 1
    )


def _near(text: Text, part: Part, weights: Mapping[str, float]) -> float:
    """The share of neighbours in the query that stand near each other in the text."""
    pairs = list(zip(part.stems, part.stems[1:], strict=False))
    if not pairs:
        return 0.0
    close = set(_close(text))
    values = [min(weights[left], weights[right]) for left, right in pairs]
    return sum(v for v, pair in zip(values, pairs, strict=True) if pair in close) / (sum(values) or 1)


def _close(text: Text) -> Iterator[tuple[str, str]]:
    places = text.places
    for at, (place, root, _) in enumerate(places):
        for following, other, _ in places[at + 1 : at + 1 + _WITHIN]:
            if following - place > _WITHIN:
                break
            yield root, other
            yield other, root
