"""A story in a few of its articles' own sentences.

TF-IDF centroid with maximal marginal relevance (Carbonell and Goldstein, 1998), a mild lead factor, and a
bonus for outlets that have not spoken yet. Pure over texts and sentences; no vectors, so the same articles
give the same brief on every machine.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.words import content_words, same_words
from store.types import Sentence, Span

MANY_SENTENCES = 400  # candidates that are compared with each other
SAME_BIGRAMS = 0.35  # share of the shorter sentence's bigrams from which two say the same
SAME_WORDS = 0.5  # the same for content words, in any order
OTHER_OUTLET = 1.1  # factor for a sentence from an origin that has not spoken yet
FULL_LENGTH = 20  # words from which a sentence is not held back for being short
FACT = 1.7  # factor for a sentence with a fact that the story is about
_TERMINAL = re.compile(r"[.!?…][\"”’»')\]]*$")


@dataclass(frozen=True, slots=True)
class BriefDoc:
    """An article as the brief reads it.

    `origin` is equal for near-copies and for articles of one outlet; `age` is days before the newest
    article, None when undated. `aside` is never taken (boilerplate).
    """

    article: int
    text: str
    sentences: tuple[Sentence, ...]
    origin: str = ""
    age: float | None = None
    aside: tuple[Span, ...] = ()
    facts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be taken; None leaves a limit out."""

    sentences: int | None = 7
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """`relevance` is the weight of the centroid against novelty; `lead` the pull towards an article's start;
    `floor` the least words of a sentence; `fade` the days in which an older article loses two thirds."""

    relevance: float = 0.7
    lead: float = 0.3
    floor: int = 8
    fade: float | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence of the brief: `index` in its article's sentences; `same` articles print the same words."""

    article: int
    index: int
    span: Span
    relative_time: Span | None
    same: tuple[int, ...] = ()


def brief(
    docs: Sequence[BriefDoc], budget: Budget = Budget(), weights: Weights = Weights()
) -> tuple[Chosen, ...]:
    """The sentences that together tell the story, in the order to read them."""
    candidates = _once(_candidates(docs, weights.floor))
    if not candidates:
        return ()
    scored = _scored(candidates, weights)
    picked = _pick(scored, budget, weights.relevance)
    ordered = _reading_order(picked)
    return tuple(candidate.chosen for candidate in ordered)


def says_again(one: str, other: str) -> bool:
    """Whether two sentences say the same, in the same or in other words."""
    return _Words.of(one).repeats(_Words.of(other))


@dataclass(frozen=True)
class _Words:
    content: tuple[str, ...]

    @staticmethod
    def of(text: str) -> _Words:
        return _Words(tuple(content_words(text)))

    @cached_property
    def bag(self) -> frozenset[str]:
        return frozenset(self.content)

    @cached_property
    def bigrams(self) -> frozenset[tuple[str, str]]:
        return frozenset(zip(self.content, self.content[1:], strict=False))

    def repeats(self, other: _Words) -> bool:
        return (
            _shared(self.bigrams, other.bigrams) >= SAME_BIGRAMS or _shared(self.bag, other.bag) >= SAME_WORDS
        )


@dataclass(frozen=True)
class _Candidate:
    doc: BriefDoc
    index: int
    rank: int  # place of the sentence among its article's usable ones
    words: _Words
    length: int
    same: tuple[int, ...] = ()
    score: float = 0.0
    vector: Mapping[str, float] | None = None

    @property
    def sentence(self) -> Sentence:
        return self.doc.sentences[self.index]

    @property
    def opens_with_quotation(self) -> bool:
        return self.doc.text[self.sentence.span.start] in "\"“”„«'‘"

    @property
    def chosen(self) -> Chosen:
        sentence = self.sentence
        return Chosen(self.doc.article, self.index, sentence.span, sentence.relative_time, self.same)


def _candidates(docs: Iterable[BriefDoc], floor: int) -> Iterator[_Candidate]:
    for doc in docs:
        rank = 0
        for index, sentence in enumerate(doc.sentences):
            words = sentence.span.of(doc.text)
            if sentence.paragraph < 0 or any(sentence.span.overlaps(aside) for aside in doc.aside):
                continue
            length = len(same_words(words).split())
            if not sentence.dangling and length >= floor and _is_whole(words):
                yield _Candidate(doc, index, rank, _Words.of(words), length)
            rank += 1


def _is_whole(words: str) -> bool:
    """No headline, no list item, no half of a quotation."""
    if not _TERMINAL.search(words.strip()) or "\n" in words.strip():
        return False
    return words.count("“") == words.count("”") and words.count('"') % 2 == 0


def _once(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Sentences of equal words become one, which names the other articles."""
    by_words: dict[tuple[str, ...], list[_Candidate]] = {}
    for candidate in candidates:
        by_words.setdefault(candidate.words.content, []).append(candidate)
    kept = []
    for group in by_words.values():
        first = group[0]
        same = tuple(dict.fromkeys(c.doc.article for c in group[1:] if c.doc.article != first.doc.article))
        kept.append(_Candidate(first.doc, first.index, first.rank, first.words, first.length, same))
    return sorted(kept, key=lambda candidate: candidate.rank)[:MANY_SENTENCES]


def _scored(candidates: Sequence[_Candidate], weights: Weights) -> list[_Candidate]:
    """Candidates with their TF-IDF vectors (length one) and their likeness to the centroid."""
    spread = Counter(word for candidate in candidates for word in candidate.words.bag)
    vectors = [_vector(candidate.words.content, spread, len(candidates)) for candidate in candidates]
    centroid: Counter[str] = Counter()
    for vector in vectors:
        centroid.update(vector)
    middle = _unit(centroid)
    return [
        _Candidate(c.doc, c.index, c.rank, c.words, c.length, c.same, _score(c, _dot(v, middle), weights), v)
        for c, v in zip(candidates, vectors, strict=True)
    ]


def _score(candidate: _Candidate, likeness: float, weights: Weights) -> float:
    score = likeness / (1 + weights.lead * candidate.rank) * min(1.0, candidate.length / FULL_LENGTH)
    if weights.fade and candidate.doc.age is not None:
        score *= math.exp(-candidate.doc.age / weights.fade)
    if any(candidate.sentence.span.contains(fact) for fact in candidate.doc.facts):
        score *= FACT
    return round(score, 9)


def _pick(candidates: Sequence[_Candidate], budget: Budget, relevance: float) -> list[_Candidate]:
    """Take the best again and again: near the centroid, unlike what is taken, no repetition."""
    left, picked = list(candidates), list[_Candidate]()
    room = budget.words
    while left and len(picked) < (budget.sentences or len(candidates)):
        heard = {candidate.doc.origin for candidate in picked}
        best = max(left, key=lambda c: (_worth(c, picked, heard, relevance), -c.rank, -c.index))
        left.remove(best)
        if room is not None and best.length > room:
            continue
        picked.append(best)
        room = None if room is None else room - best.length
        left = [candidate for candidate in left if not candidate.words.repeats(best.words)]
    return picked


def _worth(candidate: _Candidate, picked: Sequence[_Candidate], heard: set[str], relevance: float) -> float:
    likeness = max((_dot(candidate.vector or {}, p.vector or {}) for p in picked), default=0.0)
    fresh = OTHER_OUTLET if heard and candidate.doc.origin not in heard else 1.0
    return round(relevance * candidate.score * fresh - (1 - relevance) * likeness, 9)


def _reading_order(picked: Sequence[_Candidate]) -> list[_Candidate]:
    """From the news to its background: by depth in their articles, after the best first sentence."""
    first = min(picked, key=lambda c: (c.opens_with_quotation, c.rank > 0, -c.score, c.rank))
    rest = sorted((c for c in picked if c is not first), key=lambda c: c.rank / len(c.doc.sentences))
    return [first, *rest]


def _vector(words: Sequence[str], spread: Mapping[str, int], total: int) -> Mapping[str, float]:
    counts = Counter(words)
    return _unit({word: n * math.log(1 + total / spread[word]) for word, n in counts.items()})


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {word: value / length for word, value in vector.items()}


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value * longer[word] for word, value in shorter.items() if word in longer)


def _shared(one: frozenset[object], other: frozenset[object]) -> float:
    """Share of the smaller set that the other one holds; nothing is said by fewer than three parts."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller > 2 else 0.0
