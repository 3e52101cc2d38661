"""A story in a few of its articles' own sentences.

Sentences are taken one by one, each for what it adds: the weight of its concepts that no sentence has told,
times its own weight (see brief_weights). Pure over texts and sentences; no model, so the same articles give
the same brief on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from handlers.analysis.brief_docs import MANY, BriefDoc, Candidate, candidates
from handlers.analysis.brief_weights import Concept, Weighed, Weights, weigh
from store.types import Span

DEFAULT = Weights()
OTHER_NEWS = 0.04  # likeness up to which a sentence repeats nothing
SAME_NEWS, SAME_TOLL = (
    0.25,
    0.2,
)  # likeness from which a sentence is no news; the same when its figures were told
__all__ = ["Brief", "BriefDoc", "Budget", "Chosen", "Weights", "brief"]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be taken; None leaves a limit out.

    `before`: sentences that recall earlier events; `voices`: statements of speakers not heard so far. Both
    come on top of `sentences`, never of `words`. `weighed`: how many are compared.
    """

    sentences: int | None = 5
    words: int | None = None
    before: int = 1
    voices: int = 0
    weighed: int = MANY


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence of the brief: `index` in its article's sentences; `same` articles print the same words."""

    article: int
    index: int
    span: Span
    relative_time: Span | None
    same: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What happened, who says what beside it, and what came before, each in reading order."""

    news: tuple[Chosen, ...] = ()
    voices: tuple[Chosen, ...] = ()
    before: tuple[Chosen, ...] = ()

    @property
    def sentences(self) -> tuple[Chosen, ...]:
        return (*self.news, *self.voices, *self.before)


def brief(docs: Sequence[BriefDoc], budget: Budget = Budget(), weights: Weights = DEFAULT) -> Brief:
    """The sentences that together tell the story."""
    found = candidates(docs, weights.floor, budget.weighed)
    if not found:
        return Brief()
    taking = _Taking(weigh(docs, found, weights), budget)
    standing = [i for i, candidate in enumerate(found) if candidate.stands]
    news = [i for i in standing if not found[i].recalls]
    taking.take(standing if budget.words is not None else news, budget.sentences)
    told = list(taking.taken)
    heard = {found[i].speaker for i in told}
    taking.take([i for i in news if found[i].speaker and found[i].speaker not in heard], budget.voices)
    voices = taking.taken[len(told) :]
    earlier = [i for i in standing if found[i].recalls]
    taking.take(earlier, budget.before - len([i for i in told if found[i].recalls]))
    before = [i for i in taking.taken if found[i].recalls]
    return Brief(
        news=_reading_order(taking.weighed, [i for i in told if not found[i].recalls]),
        voices=_chosen(found, voices),
        before=_chosen(found, before),
    )


@dataclass
class _Taking:
    """What was taken so far, and what that leaves."""

    weighed: Weighed
    budget: Budget
    taken: list[int] = field(default_factory=list)
    told: set[Concept] = field(default_factory=set)
    figures: set[int | None] = field(default_factory=set)
    room: int | None = None
    near: NDArray[np.float32] = field(init=False)  # how like each is to the nearest of what was taken
    again: set[int] = field(default_factory=set)  # what repeats it

    def __post_init__(self) -> None:
        self.room = self.budget.words
        self.near = np.zeros(len(self.weighed.candidates), dtype=np.float32)

    def take(self, allowed: Sequence[int], most: int | None) -> None:
        """Take the best of `allowed` again and again, at most so many."""
        left = list(allowed)
        wanted = len(left) if most is None else most
        while wanted > 0:
            left = [i for i in left if self._may(i)]
            if not left:
                return
            best = max(left, key=lambda i: (self._gain(i), -self._of(i).rank, -i))
            self._tell(best)
            wanted -= 1

    def _of(self, i: int) -> Candidate:
        return self.weighed.candidates[i]

    def _may(self, i: int) -> bool:
        """It fits, is not told already, and does not only repeat figures."""
        candidate = self._of(i)
        if i in self.again or (self.room is not None and candidate.length > self.room):
            return False
        same_toll = bool(candidate.figures) and candidate.figures <= self.figures
        return float(self.near[i]) < (SAME_TOLL if same_toll else SAME_NEWS)

    def _gain(self, i: int) -> float:
        weighed = self.weighed
        fresh = sum(sorted(weighed.worth[concept] for concept in weighed.concepts[i] - self.told))
        return round(weighed.base[i] * fresh * max(0.0, 1 - float(self.near[i])), 9)

    def _tell(self, best: int) -> None:
        candidate = self._of(best)
        self.taken.append(best)
        self.told |= self.weighed.concepts[best]
        self.figures |= candidate.figures
        if self.room is not None:
            self.room -= candidate.length
        self.near = np.maximum(self.near, self.weighed.alike[best])
        self.again |= {i for i in self._alike_enough() if self._of(i).words.repeats(candidate.words)} | {best}

    def _alike_enough(self) -> Iterator[int]:
        """Those that likeness alone neither rules out nor makes news."""
        return (
            i
            for i, likeness in enumerate(self.near.tolist())
            if OTHER_NEWS < likeness < SAME_NEWS and i not in self.again
        )


def _reading_order(weighed: Weighed, taken: Sequence[int]) -> tuple[Chosen, ...]:
    """The best first sentence, then newest first where dates are known, each article from its top."""
    if not taken:
        return ()
    found = weighed.candidates

    def is_lead(i: int) -> tuple[bool, bool, int]:
        return (found[i].opens_with_quotation, found[i].rank > 0, list(taken).index(i))

    def place(i: int) -> tuple[float, float]:
        candidate = found[i]
        return (candidate.doc.age or 0.0, candidate.rank / len(candidate.doc.sentences))

    lead = min(taken, key=is_lead)
    return _chosen(found, [lead, *sorted((i for i in taken if i != lead), key=place)])


def _chosen(found: Sequence[Candidate], taken: Sequence[int]) -> tuple[Chosen, ...]:
    kept = [found[i] for i in taken]
    return tuple(
        Chosen(c.doc.article, c.index, c.sentence.span, c.sentence.relative_time, c.same) for c in kept
    )
