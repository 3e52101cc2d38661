"""How much a sentence of a story weighs: what many outlets tell, early in their articles, of late.

Concepts (words, and pairs of neighbours) weigh as many outlets as use them, after Gillick and Favre (2009);
support is the likeness (TF-IDF cosine) to the nearest sentence of each other article, as LexRank counts it
(Erkan and Radev, 2004). Near-copies share one voice, and an outlet's n articles count as the root of n.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from handlers.analysis.brief_docs import BriefDoc, Candidate

LONG_STORY = 5  # days of publication from which what is new counts more
OLD, BEGAN = 0.02, 0.3  # least share that age leaves; the same for the day on which a story began
HEARD = 0.3  # how fast a sentence's weight as a supporter falls with its depth
LONE = 0.001  # what is left to a sentence that nobody supports
FACT = 1.15  # factor for a sentence with a figure of the story's toll

Concept = str | tuple[str, str]
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """`lead` and `fade`: the sentences, and the days, over which weight falls to a third; `floor`: the least
    words of a sentence; `length`: the power of its length that it is paid by, from `full` words on."""

    lead: float = 5.0
    fade: float = 3.0
    floor: int = 8
    length: float = 0.75
    full: int = 20


@dataclass(frozen=True)
class Weighed:
    """Candidates with what they weigh: their own `base`, their concepts, and how alike each two are."""

    candidates: Sequence[Candidate]
    base: Sequence[float]
    concepts: Sequence[frozenset[Concept]]
    worth: Mapping[Concept, float]
    alike: Matrix


def weigh(docs: Sequence[BriefDoc], found: Sequence[Candidate], weights: Weights) -> Weighed:
    """All that does not depend on what is taken first."""
    voices, recency = _voices(docs), _recency(docs, weights.fade)
    alike = _alike(found)
    support = _support(found, alike, voices)
    base = [
        support[i]
        * math.exp(-candidate.rank / weights.lead)
        * recency[candidate.doc.article]
        * (FACT if candidate.figures else 1)
        / max(candidate.length, weights.full) ** weights.length
        for i, candidate in enumerate(found)
    ]
    concepts: list[frozenset[Concept]] = [frozenset((*c.words.bag, *c.words.bigrams)) for c in found]
    worth = _worth(found, concepts, voices)
    kept = [frozenset(concept for concept in held if concept in worth) for held in concepts]
    return Weighed(found, base, kept, worth, alike)


def _voices(docs: Sequence[BriefDoc]) -> dict[int, float]:
    """Article to its share of a voice: copies share one, and loud outlets do not count by the article."""
    copies = Counter(doc.origin for doc in docs if doc.origin)
    whole = {doc.article: 1 / copies.get(doc.origin, 1) for doc in docs}
    loud: dict[str, float] = defaultdict(float)
    for doc in docs:
        loud[doc.outlet] += whole[doc.article] if doc.outlet else 0
    return {doc.article: whole[doc.article] / math.sqrt(max(1, loud[doc.outlet])) for doc in docs}


def _recency(docs: Sequence[BriefDoc], fade: float) -> dict[int, float]:
    """Article to what its age leaves of it: less only in a long story whose dates are known."""
    ages = [doc.age for doc in docs if doc.age is not None]
    if len(set(ages)) < LONG_STORY or len(ages) * 2 < len(docs):
        return {doc.article: 1.0 for doc in docs}
    began = max(ages)

    def left(age: float) -> float:
        return max(math.exp(-age / fade), BEGAN if age == began else OLD)

    middle = left(median(ages))
    return {doc.article: middle if doc.age is None else left(doc.age) for doc in docs}


def _alike(found: Sequence[Candidate]) -> Matrix:
    """TF-IDF cosine of each two. A word of one sentence alone counts in its length only."""
    spread = Counter(word for candidate in found for word in candidate.words.bag)
    column = {word: n for n, word in enumerate(word for word, held in spread.items() if held > 1)}
    table = np.zeros((len(found), len(column)), dtype=np.float32)
    for row, candidate in enumerate(found):
        total = 0.0
        for word, times in Counter(candidate.words.content).items():
            value = times * math.log(1 + len(found) / spread[word])
            total += value * value
            if word in column:
                table[row, column[word]] = value
        table[row] /= math.sqrt(total) or 1.0
    alike: Matrix = np.round(table @ table.T, 4)
    return alike


def _support(found: Sequence[Candidate], alike: Matrix, voices: Mapping[int, float]) -> list[float]:
    """How near each is to what the other articles tell, from 0 to 1; copies do not support each other."""
    heard = alike / (1 + HEARD * np.array([candidate.rank for candidate in found]))
    rows: dict[int, list[int]] = defaultdict(list)
    for i, candidate in enumerate(found):
        for article in (candidate.doc.article, *candidate.same):
            rows[article].append(i)
    origin = {candidate.doc.article: candidate.origin for candidate in found}
    origins = np.array([candidate.origin for candidate in found])
    support, most = np.zeros(len(found)), np.zeros(len(found))
    for article, own in rows.items():
        others = origins != origin.get(article, "")
        support += np.where(others, voices[article] * heard[:, own].max(axis=1), 0)
        most += np.where(others, voices[article], 0)
    return [float(s / m) + LONE if m else 1.0 for s, m in zip(support, most, strict=True)]


def _worth(
    found: Sequence[Candidate], concepts: Sequence[frozenset[Concept]], voices: Mapping[int, float]
) -> dict[Concept, float]:
    """The voices that use a concept; of several articles' concepts only those that two use."""
    users: dict[Concept, set[int]] = defaultdict(set)
    for candidate, held in zip(found, concepts, strict=True):
        for concept in held:
            users[concept].update((candidate.doc.article, *candidate.same))
    least = min(2, len({candidate.doc.article for candidate in found}))
    return {
        concept: sum(voices[article] for article in sorted(articles))
        for concept, articles in users.items()
        if len(articles) >= least
    }
