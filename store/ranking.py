"""Candidates of both searches in one order. Pure: texts and numbers in, scores out.

An article counts as a whole: BM25 of its text, cosine of its passages (best and mean), pairs of the query's
words that stand near each other (by their distance, Tao and Zhai 2007), the share of the query in one
sentence. BM25 and cosine count as shares of the best candidate's. Each clause of a long query is scored
the same way, and the best one counts for the article: facts that a question needs lie in several articles.
Weights were chosen on halves of four collections and are round.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from store.terms import likely_words, plain, stem, stop_words

MEANING = 0.65  # against words
MEAN = 0.5  # of the passages' mean, against the best one
SENTENCE = 0.2
NEAR = 0.8
CLAUSE = 1.0
NAMED = 0.4  # the outlet or the day that the query names
K1, B = 1.2, 0.75  # BM25, Robertson and Walker 1994
_WITHIN = 8  # content words from one to another that stands near it
_FAR = 200  # characters between two words that do not stand near each other
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Part:
    """A query, or a clause of one: its stems in order; `cosines` is by article, best and mean."""

    stems: tuple[str, ...]
    cosines: Mapping[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """Where the stems of a query stand in an article: (place, stem, sentence) in content words.

    `near` holds, for two stems in order of the alphabet, 1 / the smallest distance in content words.
    """

    length: int
    places: tuple[tuple[int, str, int], ...]
    near: Mapping[tuple[str, str], float]


def read_text(words: str, wanted: frozenset[str]) -> Text:
    """Look the wanted stems up in a text: only words that begin like one of them are looked at."""
    lower = plain(words).lower()
    places: list[tuple[int, str, int]] = []
    place = sentence = end = 0
    for match in likely_words(wanted).finditer(lower) if wanted else ():
        root = stem(match.group())
        if root not in wanted:
            continue
        between = lower[end : match.start()]
        place += _content_words(between) + 1
        sentence += bool(_SENTENCE_END.search(between))
        places.append((place, root, sentence))
        end = match.end()
    return Text(len(lower.split()), tuple(places), _close(places))


def _content_words(between: str) -> int:
    """Words between two places, stop words left out; more than can matter counts as `_WITHIN`."""
    if len(between) > _FAR:
        return _WITHIN
    return sum(word not in stop_words() for word in _WORD.findall(between))


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
    words = _of_best({article: _bm25(text, part, weights, average) for article, text in texts.items()})
    share = MEANING if part.cosines else 0.0
    cosines = {article: part.cosines.get(article, (0.0, 0.0)) for article in texts}
    meaning = _of_best(
        {article: (1 - MEAN) * best + MEAN * mean for article, (best, mean) in cosines.items()}
    )
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
    """The share of the query's pairs that stand near each other in the text, by weight and distance."""
    pairs = [(min(pair), max(pair)) for pair in combinations(dict.fromkeys(part.stems), 2)]
    values = {pair: min(weights[pair[0]], weights[pair[1]]) for pair in pairs}
    found = sum(value * text.near.get(pair, 0.0) for pair, value in values.items())
    return found / (sum(values.values()) or 1)


def _close(places: Sequence[tuple[int, str, int]]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for at, (place, root, _) in enumerate(places):
        for following, other, _ in places[at + 1 : at + 1 + _WITHIN]:
            if following - place > _WITHIN:
                break
            if root != other:
                pair = (min(root, other), max(root, other))
                found[pair] = max(found.get(pair, 0.0), 1 / (following - place))
    return found


def _of_best(scores: Mapping[int, float]) -> dict[int, float]:
    """Each as a share of the largest; all 0 where none is above."""
    best = max(scores.values())
    return {key: value / best if best > 0 else 0.0 for key, value in scores.items()}
