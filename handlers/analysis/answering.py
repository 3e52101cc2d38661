"""Which sentences answer a question, and how sure that is. Pure: sentences in, chosen ones out.

A sentence is held against the question by the weight of the words that it and its neighbours hold, by what
the question asks for (a number, a time, a name, a reason), and by signs that it speaks of something else: a
name or figure of the question that the article lacks, a negation, an opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.analysis.question import NEGATION, Question, Wants, turned
from store.terms import stem, stop_words
from store.types import Span

MOST = 4  # sentences of one answer
SURE = 0.52  # confidence from which on sentences are called the answer
SURE_SEVERAL = 0.27  # the same for a question of several clauses: no sentence holds much of it
_AMONG = 0.06  # how far behind the best one a sentence may lie
_HELD = 0.7  # of the best sentence's weight: what another one has to hold
_GAIN = 0.25  # of the question's weight: what a further sentence has to add
_SCALE = 2.0
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NUMBER = re.compile(
    r"\b\d[\d,.]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|several"
    r"|numerous|many|few|no)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|century|today|yesterday|years?|decades?|\d\ds)\b"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:of\s+|the\s+|de\s+|von\s+|van\s+)?[A-Z][\w’'-]*)*")
_REASON = re.compile(
    r"\b(?:because|due|since|as a result|so that|for|reasons?|caused?|led|thus|after|to)\b", re.IGNORECASE
)
_CUES = {
    Wants.NUMBER: _NUMBER,
    Wants.TIME: _TIME,
    Wants.PERSON: _NAME,
    Wants.PLACE: _NAME,
    Wants.REASON: _REASON,
}


@dataclass(frozen=True, slots=True)
class Read:
    """An article that may answer: its sentences without what is set aside; `cosine` with the question."""

    article: int
    text: str
    sentences: tuple[Span, ...]
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence; `answers` are the words in it that can be the answer, `held` the question's stems."""

    article: int
    span: Span
    confidence: float
    answers: tuple[Span, ...]
    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with the stems of its own, of its neighbours and of the article (or of all articles)."""

    span: Span
    own: frozenset[str]
    around: frozenset[str]
    every: frozenset[str]


def candidates(
    question: Question, weights: Mapping[str, float], articles: Iterable[Read]
) -> tuple[Candidate, ...]:
    """Every sentence that holds a word of the question, best first; ties in the order given."""
    read = list(articles)
    whole = frozenset().union(*(stems_of(article.text) for article in read))
    found = [each for article in read for each in _of_article(question, weights, article, whole)]
    return tuple(sorted(found, key=lambda each: -each.confidence))


def chosen(
    question: Question, weights: Mapping[str, float], found: Sequence[Candidate], texts: Mapping[int, str]
) -> tuple[Candidate, ...]:
    """The best sentence, those nearly as good, and those that add a part of the question; none twice."""
    kept: list[Candidate] = []
    total = sum(weights.get(root, 0.0) for root in question.stems) or 1.0
    for each in found:
        if len(kept) == MOST or each.confidence < (SURE_SEVERAL if question.several else SURE):
            break
        if any(_same(each, other, texts) for other in kept):
            continue
        held = frozenset().union(*(other.held for other in kept))
        gain = sum(weights.get(root, 0.0) for root in sorted(each.held - held)) / total
        if not kept or gain >= _GAIN or _as_good(each, kept[0], weights):
            kept.append(each)
    return tuple(kept)


def _as_good(each: Candidate, best: Candidate, weights: Mapping[str, float]) -> bool:
    """Nearly as sure as the best sentence, with nearly as much of the question in it."""
    ours, theirs = (sum(weights.get(r, 0.0) for r in sorted(c.held)) for c in (each, best))
    return each.confidence >= best.confidence - _AMONG and ours >= _HELD * theirs


def differ(left: Candidate, right: Candidate, texts: Mapping[int, str]) -> bool:
    """Whether two sentences give different answers of the kind that was asked for."""
    ours, theirs = _values(left, texts[left.article]), _values(right, texts[right.article])
    return bool(ours and theirs) and not ours & theirs


def _of_article(
    question: Question, weights: Mapping[str, float], article: Read, whole: frozenset[str]
) -> Iterator[Candidate]:
    stems = [stems_of(span.of(article.text)) for span in article.sentences]
    every = whole if question.several else stems_of(article.text)
    for place, span in enumerate(article.sentences):
        held = frozenset(question.stems) & stems[place]
        if held:
            near = frozenset().union(*stems[max(0, place - 1) : place + 2])
            around = whole if question.several else near
            yield _judged(question, weights, article, _Place(span, stems[place], around, every))


def _judged(question: Question, weights: Mapping[str, float], article: Read, at: _Place) -> Candidate:
    answers = tuple(_answers(question, article.text, at.span))
    held = _share(question, weights, at.own)
    sure = 0.4 * held + 0.2 * _share(question, weights, at.around)
    sure += article.cosine if article.cosine is not None else 0.6 * held
    sure -= 0.2 * _lacking(question.names, at.every)
    if not question.several:
        sure -= _otherwise(question, at, article.text)
    sure += 0.2 * bool(answers or question.wants is Wants.ANYTHING)
    sure += 0.3 * (question.wants is Wants.REASON and bool(answers))
    confidence = round(max(0.0, sure / _SCALE), 4)
    return Candidate(article.article, at.span, confidence, answers, frozenset(question.stems) & at.own)


def _otherwise(question: Question, at: _Place, text: str) -> float:
    """Signs that the sentence speaks of something else."""
    negative = bool(NEGATION.search(at.span.of(text)))
    return (
        0.7 * (question.negated and not negative)
        + 0.15 * (negative and not question.negated)
        + 0.5 * turned(question, at.own)
        + 0.2 * bool(question.figures - at.every)
    )


def _answers(question: Question, text: str, span: Span) -> Iterator[Span]:
    """Words of the asked kind that the question does not hold itself."""
    cue = _CUES.get(question.wants)
    for match in cue.finditer(text, span.start, span.end) if cue else ():
        if question.wants in (Wants.PERSON, Wants.PLACE) and _TIME.fullmatch(match.group()):
            continue
        if stems_of(match.group()) - set(question.stems) or question.wants is Wants.REASON:
            yield Span(match.start(), match.end())


def _share(question: Question, weights: Mapping[str, float], stems: frozenset[str]) -> float:
    """The part of the question's weight that the stems hold."""
    total = sum(weights.get(root, 0.0) for root in question.stems)
    return sum(weights.get(root, 0.0) for root in question.stems if root in stems) / (total or 1.0)


def _lacking(names: frozenset[str], stems: frozenset[str]) -> float:
    return len(names - stems) / len(names) if names else 0.0


def _same(left: Candidate, right: Candidate, texts: Mapping[int, str]) -> bool:
    """The same words, or nearly."""
    ours, theirs = stems_of(left.span.of(texts[left.article])), stems_of(right.span.of(texts[right.article]))
    return len(ours & theirs) > 0.8 * min(len(ours), len(theirs))


def _values(candidate: Candidate, text: str) -> frozenset[frozenset[str]]:
    return frozenset(stems_of(span.of(text)) for span in candidate.answers) - {frozenset()}


@lru_cache(maxsize=20_000)
def stems_of(words: str) -> frozenset[str]:
    """The stems of the content words."""
    return frozenset(stem(word) for word in _WORD.findall(words.lower()) if word not in stop_words())
