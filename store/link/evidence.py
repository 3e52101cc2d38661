"""Whether two articles of one topic tell one episode: what speaks for it and against it, weighed together.

A logistic model over pairs, inside one topic, so that what all its articles share (the countries, their
leaders) counts for little. Its weights are fitted on labelled collections (tests/episodes, tests/articles,
look-alikes, ten more of the same kind) and, at half weight, on the topics of ECB+ (dev), each collection as
heavy as the next; pieces of evidence were chosen by leaving one collection out. Left out as of no use there:
common persons, shared figures, words near a toll, the headline alone, embeddings.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from store.extract.casualties.tables import words
from store.link.apart import are_neighbours, opens_with, recalled_figures, without_common
from store.link.branches import RARE
from store.link.story_doc import Statement, StoryDoc
from store.link.vectors import Matrix, company, similarity
from store.link.word_sets import base
from store.link.wording import same_utterance

TELLING = 5  # smaller figures are too common to tell one event from another
FARTHEST = 2.5  # of the logarithm of a ratio of two tolls
MEANT = (
    2.0  # words that stand in no other article: a clause on the past with as many means that opening's event
)
IDEAS = 2  # that two statements share at least when they are one utterance
FRESH, WEEKS = 3, 15  # days: none to speak of, and then what makes time count, more slowly as it grows
BIAS = 0.42  # the fit gave -.04: in doubt together, so that outlets that differ stand side by side
WEIGHTS: Mapping[str, float] = {
    "words": 4.54,
    "names": 5.67,
    "company": 2.66,
    "tolls apart": -0.86,
    "recalled": -1.32,
    "named as past": -1.45,
    "same utterance": 1.99,
    "years": -0.52,
    "other holder": -3.65,
    # Too few labelled pairs have these two to fit them.
    "no word in common": -2.0,
    "time between": -1.5,
}

Docs = Sequence[StoryDoc]


def same_episode(docs: Docs) -> Matrix:
    """Log odds that two articles tell one episode, of all with all."""
    odds = np.full((len(docs), len(docs)), BIAS)
    for name, value in evidence(docs).items():
        odds += WEIGHTS[name] * value
    return odds


def evidence(docs: Docs) -> dict[str, Matrix]:
    """What is weighed, each of all with all."""
    alike = similarity([doc.words for doc in docs], RARE)
    return {
        "words": alike,
        "names": similarity([doc.names for doc in docs], RARE),
        "no word in common": (alike <= 0).astype(float),
        "company": company(alike) if len(docs) > 2 else np.zeros_like(alike),
        "tolls apart": _pairs(docs, _tolls_apart, lambda doc: bool(doc.present)),
        "recalled": np.maximum(_background(docs), _pairs(docs, _recalled_figure, _has_figures)),
        "named as past": _pairs(without_common(docs), _named_as_past, lambda doc: bool(doc.past or doc.head)),
        "same utterance": _pairs(docs, _same_utterance, lambda doc: bool(doc.said)),
        "years": _pairs(docs, _years, lambda doc: doc.named_year is not None),
        "other holder": _pairs(docs, _other_holder, lambda doc: bool(doc.holders)),
        "time between": _pairs(docs, _time, lambda doc: doc.published is not None),
    }


def _pairs(
    docs: Docs, measure: Callable[[StoryDoc, StoryDoc], float], tells: Callable[[StoryDoc], bool]
) -> Matrix:
    """A symmetric measure of all pairs; 0 where one does not tell."""
    found = np.zeros((len(docs), len(docs)))
    telling = [i for i, doc in enumerate(docs) if tells(doc)]
    for place, i in enumerate(telling):
        for j in telling[:place]:
            found[i, j] = found[j, i] = measure(docs[i], docs[j])
    return found


def _tolls_apart(left: StoryDoc, right: StoryDoc) -> float:
    """How far apart the two nearest tolls of the dead are, as the logarithm of their ratio."""
    if are_neighbours(left, right):
        return 0.0
    ours = [number for kind, number in left.present if kind == "killed"]
    theirs = [number for kind, number in right.present if kind == "killed"]
    nearest = min((max(a, b) / min(a, b) for a in ours for b in theirs), default=1.0)
    return min(FARTHEST, math.log(nearest))


def _has_figures(doc: StoryDoc) -> bool:
    return bool(doc.present or doc.recalled)


def _recalled_figure(left: StoryDoc, right: StoryDoc) -> float:
    """1 where one tells as past the very figure that is news in the other."""
    return float(_has_recalled(left, right) or _has_recalled(right, left))


def _has_recalled(later: StoryDoc, earlier: StoryDoc) -> bool:
    return any(number >= TELLING for _, number in recalled_figures(later, earlier))


def _background(docs: Docs) -> Matrix:
    """How much of an opening another article tells in a clause on the past, and not as news; up to 1."""
    found = np.zeros((len(docs), len(docs)))
    terms = {word: i for i, word in enumerate(sorted({w for doc in docs for w in doc.opening} - _plain()))}
    frequency = Counter(word for doc in docs for word in doc.words)
    rare = math.log(len(docs) + 1)
    weights = np.array([1 - math.log(max(1, frequency[word])) / rare for word in terms])
    opens = np.array([[word in doc.opening for word in terms] for doc in docs], dtype=float)
    for i, doc in enumerate(docs):
        for clause in doc.background:
            columns = [terms[word] for word in clause if word in terms and word not in doc.words]
            found[i] = np.maximum(found[i], opens[:, columns] @ weights[columns] / MEANT)
    return np.minimum(1.0, np.maximum(found, found.T))


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """Stems of words that are in all news."""
    return frozenset(map(base, words("plain")))


def _named_as_past(left: StoryDoc, right: StoryDoc) -> float:
    """1 where one recalls the event that the other opens with."""
    return float(opens_with(right, left.past) or opens_with(left, right.past))


def _same_utterance(left: StoryDoc, right: StoryDoc) -> float:
    """1 where one speaker says the same in both."""
    known = frozenset().union(*(statement.speaker for statement in right.said))
    ours = (statement for statement in left.said if not known.isdisjoint(statement.speaker))
    return float(any(_renders(one, other) for one in ours for other in right.said))


def _renders(one: Statement, other: Statement) -> bool:
    if one.speaker.isdisjoint(other.speaker):
        return False
    shared = len(one.wording.ideas & other.wording.ideas)
    return shared >= IDEAS and same_utterance(one.wording, other.wording)


def _years(left: StoryDoc, right: StoryDoc) -> float:
    """1 where the latest years that they name differ, -1 where they are the same."""
    return 1.0 if left.named_year != right.named_year else -1.0


def _other_holder(left: StoryDoc, right: StoryDoc) -> float:
    """1 where they give one office to two people, each naming one; half that for a mere "president"."""
    found = 0.0
    for office, holder in left.holders.items():
        other = right.holders.get(office, frozenset())
        if len(holder) == len(other) == 1 and not holder & right.people and not other & left.people:
            found = max(found, 1.0 if len(office) > 1 else 0.5)
    return found


def _time(left: StoryDoc, right: StoryDoc) -> float:
    """The logarithm of the days between two dated articles: a month is 1, half a year 2.5, two years 3.9."""
    if not left.published or not right.published:
        return 0.0
    return math.log1p(max(0, abs((left.published - right.published).days) - FRESH) / WEEKS)
