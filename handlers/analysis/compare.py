"""What two sets of articles both say, and what only one of them says, sentence by sentence.

"Only one" is strict: a sentence counts as told by the other side, too, when any sentence there is near it in
words (TF-IDF cosine), gives the same casualty figures or renders the same statement. Pure; no model.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from handlers.analysis.brief import DEFAULT, Brief, Budget, Chosen, brief
from handlers.analysis.brief_docs import BriefDoc, is_whole
from handlers.analysis.contrast_clauses import Passage
from handlers.analysis.repetition import Words
from store.types import Sentence, Span

SAME = 0.45  # cosine from which sentences that repeat each other are shown side by side
RENDERED = 0.2  # the same for renderings of one statement
NEAR = 0.15  # cosine from which a sentence is not one side's alone
ALONE = Budget(sentences=4, before=1)
_NUMBER = re.compile(r"\d[\d.,]*")

Matrix = NDArray[np.float32]
Utterances = Mapping[int, Sequence[tuple[Span, str]]]  # sentences of statements with what renderings share


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of each side that say the same; `recalls`: of an earlier time."""

    one: Chosen
    other: Chosen
    recalls: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What both sides say, in the order in which they tell it, and the brief of what each says alone."""

    both: tuple[Pair, ...] = ()
    only: tuple[Brief, Brief] = (Brief(), Brief())


@dataclass(frozen=True)
class Told:
    """A sentence of a side; `rank` is its place in its article."""

    doc: BriefDoc
    index: int
    rank: int
    words: Words
    utterances: frozenset[str]

    @property
    def span(self) -> Span:
        return self.doc.sentences[self.index].span

    @property
    def text(self) -> str:
        return self.span.of(self.doc.text)

    @property
    def chosen(self) -> Chosen:
        return Chosen(self.doc.article, self.index, self.span, self.doc.sentences[self.index].relative_time)

    @cached_property
    def stands(self) -> bool:
        return _stands(self.doc, self.doc.sentences[self.index])

    @cached_property
    def figures(self) -> frozenset[int]:
        """The numbers of its casualty figures."""
        pairs = zip(self.doc.facts, self.doc.figures, strict=True)
        return frozenset(number for fact, number in pairs if number and self.span.contains(fact))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(number.strip(".,") for number in _NUMBER.findall(self.text))

    @property
    def recalls(self) -> bool:
        """Whether a figure or a year of an earlier time stands in it, and no figure of its own."""
        earlier = (*self.doc.recalled, *self.doc.earlier)
        return not self.figures and any(self.span.contains(span) for span in earlier)


def passages(docs: Sequence[BriefDoc]) -> Iterator[Passage]:
    """The sentences that stand alone, for a look at where they differ."""
    for doc in docs:
        for sentence in doc.sentences:
            if not any(sentence.span.overlaps(aside) for aside in doc.aside) and _stands(doc, sentence):
                yield Passage(doc.article, doc.text, sentence.span)


def compare(
    one: Sequence[BriefDoc], other: Sequence[BriefDoc], utterances: Utterances, most: int
) -> Comparison:
    """Compare two sides; `most` is how many pairs both say may be shown."""
    left, right = _told(one, utterances), _told(other, utterances)
    if not left or not right:
        return Comparison(only=(brief(one, ALONE), brief(other, ALONE)))
    alike = _alike(left, right)
    near: NDArray[np.bool_] = np.asarray(alike >= NEAR)
    near |= _shared([t.figures for t in left], [t.figures for t in right])
    near |= _shared([t.utterances for t in left], [t.utterances for t in right])
    return Comparison(
        tuple(_pairs(left, right, alike, most)),
        (
            _alone(one, left, list(map(any, near.tolist()))),
            _alone(other, right, list(map(any, near.T.tolist()))),
        ),
    )


def _stands(doc: BriefDoc, sentence: Sentence) -> bool:
    """Whether it can be shown alone."""
    if sentence.paragraph < 0 or sentence.dangling:
        return False
    words = sentence.span.of(doc.text)
    return len(words.split()) >= DEFAULT.floor and is_whole(words)


def _told(docs: Sequence[BriefDoc], utterances: Utterances) -> list[Told]:
    """All sentences that are not set aside, headlines included."""
    return [told for doc in docs for told in _told_in(doc, utterances.get(doc.article, ()))]


def _told_in(doc: BriefDoc, said: Sequence[tuple[Span, str]]) -> Iterator[Told]:
    rank = 0
    for index, sentence in enumerate(doc.sentences):
        if any(sentence.span.overlaps(aside) for aside in doc.aside):
            continue
        groups = frozenset(group for span, group in said if span.overlaps(sentence.span))
        yield Told(doc, index, rank, Words.of(sentence.span.of(doc.text)), groups)
        rank += sentence.paragraph >= 0


def _alike(left: Sequence[Told], right: Sequence[Told]) -> Matrix:
    """TF-IDF cosine of each two; words of one side alone count in the length only."""
    spread = Counter(word for told in (*left, *right) for word in told.words.bag)
    common = {word for t in left for word in t.words.bag} & {word for t in right for word in t.words.bag}
    weight = {word: math.log(1 + (len(left) + len(right)) / held) for word, held in spread.items()}
    column = {word: place for place, word in enumerate(sorted(common))}
    rows = (_rows(side, weight, column) for side in (left, right))
    one, other = rows
    alike: Matrix = np.round(one @ other.T, 4)
    return alike


def _rows(side: Sequence[Told], weight: Mapping[str, float], column: Mapping[str, int]) -> Matrix:
    made = np.zeros((len(side), len(column)), dtype=np.float32)
    for row, told in enumerate(side):
        length = math.sqrt(sum(weight[word] ** 2 for word in told.words.bag)) or 1.0
        for word in told.words.bag & column.keys():
            made[row, column[word]] = weight[word] / length
    return made


def _shared(left: Sequence[frozenset[object]], right: Sequence[frozenset[object]]) -> NDArray[np.bool_]:
    """Which two sets have a part in common."""
    made = np.zeros((len(left), len(right)), dtype=bool)
    holders: dict[object, list[int]] = {}
    for place, held in enumerate(right):
        for part in held:
            holders.setdefault(part, []).append(place)
    for row, held in enumerate(left):
        for part in held:
            made[row, holders.get(part, [])] = True
    return made


def _pairs(left: Sequence[Told], right: Sequence[Told], alike: Matrix, most: int) -> Iterator[Pair]:
    """Whole sentences that say the same, those that both tell early first, none twice."""
    found = [(left[i], right[j], float(alike[i, j])) for i, j in np.argwhere(alike >= RENDERED)]
    found = [pair for pair in found if _same(*pair)]
    found.sort(key=lambda p: (p[0].rank + p[1].rank, -p[2], p[0].doc.article, p[1].doc.article, p[0].rank))
    taken: list[Words] = []
    for one, other, _ in found:
        if len(taken) == 2 * most:
            return
        if not any(told.words.repeats(words) for told in (one, other) for words in taken):
            taken += (one.words, other.words)
            yield Pair(one.chosen, other.chosen, one.recalls or other.recalls)


def _same(one: Told, other: Told, likeness: float) -> bool:
    """Both stand alone, one repeats or renders the other, and their numbers do not differ."""
    if not (one.stands and other.stands):
        return False
    for numbers in ((one.numbers, other.numbers), (one.figures, other.figures)):
        if numbers[0] and numbers[1] and not set(numbers[0]) & set(numbers[1]):
            return False
    if one.utterances & other.utterances:
        return True
    return likeness >= SAME and (one.words.repeats(other.words) or other.words.repeats(one.words))


def _alone(docs: Sequence[BriefDoc], told: Sequence[Told], near: Sequence[bool]) -> Brief:
    """The brief of the sentences that the other side has nothing like, one of each statement."""
    kept: dict[int, list[int]] = {}
    heard: set[str] = set()
    for sentence, is_near in zip(told, near, strict=True):
        if not is_near and sentence.utterances.isdisjoint(heard):
            kept.setdefault(sentence.doc.article, []).append(sentence.index)
            heard |= sentence.utterances
    left = (
        replace(doc, sentences=tuple(doc.sentences[index] for index in kept.get(doc.article, ())))
        for doc in docs
    )
    return brief([doc for doc in left if doc.sentences], ALONE)
