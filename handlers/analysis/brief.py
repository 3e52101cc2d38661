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

from handlers.analysis.repetition import Words, says_again
from handlers.words import same_words
from store.types import Sentence, Span

MANY_SENTENCES = 400  # candidates that are compared with each other
OTHER_OUTLET = 1.1  # factor for a sentence from an origin that has not spoken yet
FULL_LENGTH = 20  # words from which a sentence is not held back for being short
FACT = 1.7  # factor for a sentence with a fact that the story is about
# What such words mean stands in a sentence before, unless more follows them.
_POINTS_BACK = re.compile(
    r"(?:^The|\b[Pp]articipants (?:of|in|at) the|\bof the) "
    r"(meeting|session|ceremony|gathering|briefing|interview|conversation)\b"
    r"(?! (?:of|between|with|in|on|at|for|by|that|which|where|attended|held)\b)"
)
__all__ = ["BriefDoc", "Budget", "Chosen", "Weights", "brief", "says_again"]
_TERMINAL = re.compile(r"[.!?…][\"”’»')\]]*$")


@dataclass(frozen=True, slots=True)
class BriefDoc:
    """An article as the brief reads it.

    `origin` is equal for near-copies and for articles of one outlet; `age` is days before the newest
    article, None when undated. `aside` is never taken (boilerplate). `facts` are casualty figures.
    """

    article: int
    text: str
    sentences: tuple[Sentence, ...]
    origin: str = ""
    age: float | None = None
    aside: tuple[Span, ...] = ()
    facts: tuple[Span, ...] = ()
    figures: tuple[int | None, ...] = ()  # the number of each fact


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


@dataclass(frozen=True)
class _Candidate:
    doc: BriefDoc
    index: int
    rank: int  # place of the sentence among its article's usable ones
    words: Words
    length: int
    same: tuple[int, ...] = ()
    score: float = 0.0
    vector: Mapping[str, float] | None = None

    @property
    def sentence(self) -> Sentence:
        return self.doc.sentences[self.index]

    @property
    def has_fact(self) -> bool:
        return any(self.sentence.span.contains(fact) for fact in self.doc.facts)

    @property
    def figures(self) -> frozenset[int | None]:
        pairs = zip(self.doc.facts, self.doc.figures, strict=False)
        return frozenset(number for fact, number in pairs if self.sentence.span.contains(fact))

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
                yield _Candidate(doc, index, rank, Words.of(words), length)
            rank += 1


def _is_whole(words: str) -> bool:
    """No headline, no list item, no half of a quotation, nothing that only a sentence before explains."""
    if _POINTS_BACK.search(words) or not _TERMINAL.search(words.strip()) or "\n" in words.strip():
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
    if candidate.has_fact:
        score *= FACT
    return round(score, 9)


def _pick(candidates: Sequence[_Candidate], budget: Budget, relevance: float) -> list[_Candidate]:
    """Take the best again and again: near the centroid, unlike what is taken, no repetition.

    The last sentence of a budget is one with a figure when there are such and none was taken.
    """
    left, picked = list(candidates), list[_Candidate]()
    room, most = budget.words, budget.sentences or len(candidates)
    while left and len(picked) < most:
        heard = {candidate.doc.origin for candidate in picked}
        facts = [candidate for candidate in left if candidate.has_fact]
        last = len(picked) == most - 1 and not any(candidate.has_fact for candidate in picked)
        wanted = facts if last and facts else left
        best = max(wanted, key=lambda c: (_worth(c, picked, heard, relevance), -c.rank, -c.index))
        left.remove(best)
        if room is not None and best.length > room:
            continue
        picked.append(best)
        room = None if room is None else room - best.length
        left = list(_news(left, picked))
    return picked


def _news(left: Iterable[_Candidate], picked: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """What does not say the last sentence again, nor only figures that were told."""
    told = frozenset(number for candidate in picked for number in candidate.figures)
    for candidate in left:
        old = bool(candidate.figures) and candidate.figures <= told
        if not old and not candidate.words.repeats(picked[-1].words):
            yield candidate


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
