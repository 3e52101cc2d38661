"""Which content words of two statements are partners, and what that says about their being one utterance.

In a short pair nearly every word must find a partner. In a long one evidence is added up instead (naive Bayes
with rounded log odds, fitted to the labelled pairs of the tests). A partner in other words hardly happens by
chance and counts most; the same word, which two sentences on one topic share anyhow, counts less, and least
where words run alike in both, for speakers repeat phrases. A lone word counts against it, a name doubly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from store.link.word_sets import base, opposites, sets

# Log odds of equal words beside another such pair, of equal words, of other partners, of a lone word.
RUNNING, SAME, REWORDED, LONE = 0.3, 0.8, 1.8, -1.0
NAME = 2.0  # times a lone name counts
_SPELT_ALIKE = 85  # of 100, from _LONG letters: "Nagorny", "Nagorno"
_LONG = 5
_LIGHT_WEIGHT = 0.4
# Verbs and nouns that say little by themselves; translators add and drop them.
_LIGHT = frozenset(
    [
        *("go", "come", "take", "make", "put", "give", "keep", "let", "want", "like", "look", "get"),
        *("stand", "stay", "receive", "possess"),
        *("day", "way", "time", "thing", "side", "word"),
    ]
)
# In a long statement more of them do.
_FAINT = _LIGHT | frozenset(
    base(word)
    for word in (
        *("accordingly", "act", "actually", "afterwards", "already", "also", "anybody", "anyone"),
        *("case", "certain", "certainly", "clear", "clearly", "commit", "complete", "completely"),
        *("concern", "condition", "course", "drop", "engage", "even", "everybody", "everyone", "face"),
        *("far", "find", "hold", "indeed", "issue", "just", "know", "lead", "level", "likewise"),
        *("matter", "mean", "mere", "merely", "necessary", "need", "once", "part", "people", "person"),
        *("place", "possible", "present", "question", "really", "relevant", "say", "simply"),
        *("situation", "so-called", "so", "tell", "try", "two", "use", "wish", "work", "yet"),
    )
)
# Verbs that deny what follows: alone they turn a statement round, or stand for a "not" of the other one.
_TURNING = frozenset(
    base(word)
    for word in (
        *("abstain", "absence", "avert", "avoid", "cease", "decline", "deny", "desist", "doubt", "fail"),
        *("halt", "lack", "oppose", "prevent", "refrain", "refuse", "reject", "stop"),
    )
)


@dataclass(frozen=True, slots=True)
class Partners:
    """Content words of two statements, paired; those left alone as places in their statement."""

    one: Sequence[str]
    other: Sequence[str]
    pairs: Sequence[tuple[int, int]]
    left: Sequence[int]
    right: Sequence[int]

    @property
    def lone(self) -> tuple[float, float]:
        """Weight of the words left alone on each side."""
        return sum(_weight(self.one[n]) for n in self.left), sum(_weight(self.other[n]) for n in self.right)

    @property
    def share(self) -> float:
        """Share of the words of both that have a partner, by weight."""
        matched = sum(_weight(self.one[a]) + _weight(self.other[b]) for a, b in self.pairs)
        return matched / ((matched + sum(self.lone)) or 1)

    @property
    def turned(self) -> bool:
        """Whether verbs that deny, without a partner, turn one of the two round."""
        turning = [word for word in self._lone_words() if word in _TURNING]
        return len(turning) % 2 == 1

    def contrary(self, names: Collection[str]) -> bool:
        """Whether words left alone on both sides exclude each other: opposites, names, two at one place."""
        return any(self._exclude(a, b, names) for a in self.left for b in self.right)

    def _exclude(self, a: int, b: int, names: Collection[str]) -> bool:
        one, other = self.one[a], self.other[b]
        if other in opposites().get(one, ()) or (one in names and other in names):
            return True
        return not _FAINT & {one, other} and _around(self.one, a) == _around(self.other, b)

    def evidence(self, names: Collection[str]) -> float:
        """Log odds that two long statements are one utterance."""
        same = {(a, b) for a, b in self.pairs if self.one[a] == self.other[b]}
        running = {(a, b) for a, b in same if not same.isdisjoint(((a - 1, b - 1), (a + 1, b + 1)))}
        reworded = len(self.pairs) - len(same)
        found = RUNNING * len(running) + SAME * len(same - running) + REWORDED * reworded
        lost = sum(_loss(self.one[n], self.other, names) for n in self.left)
        lost += sum(_loss(self.other[n], self.one, names) for n in self.right)
        return found + LONE * lost

    def _lone_words(self) -> Iterator[str]:
        yield from (self.one[n] for n in self.left)
        yield from (self.other[n] for n in self.right)


def partners(one: tuple[str, ...], other: tuple[str, ...]) -> Partners:
    """Pairs of content words, best kind of match first; the order of the two does not matter."""
    one, other = sorted((one, other))
    left, right = list(range(len(one))), list(range(len(other)))
    pairs: list[tuple[int, int]] = []
    for fits in (_equal, _synonyms, _spelt_alike):
        for a in tuple(left):
            b = next((b for b in right if fits(one[a], other[b])), None)
            if b is not None:
                pairs.append((a, b))
                left.remove(a)
                right.remove(b)
    return Partners(one, other, pairs, left, right)


def _around(words: Sequence[str], place: int) -> tuple[str, str]:
    return words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""


def _loss(word: str, other: Sequence[str], names: Collection[str]) -> float:
    """What a lone word counts: little if it is light, turns (see `turned`) or repeats a partner."""
    if word in _FAINT or word in _TURNING or any(_equal(word, w) or _synonyms(word, w) for w in other):
        return _LIGHT_WEIGHT
    return NAME if word in names else 1


def _equal(one: str, other: str) -> bool:
    return one == other


def _synonyms(one: str, other: str) -> bool:
    return bool(sets().get(one, frozenset()) & sets().get(other, frozenset()))


@lru_cache(maxsize=50_000)
def _spelt_alike(one: str, other: str) -> bool:
    """Names in two spellings; two words that `synonyms.txt` knows are told by it ("protect", "protest")."""
    if (one in sets() and other in sets()) or other in opposites().get(one, ()):
        return False
    return min(len(one), len(other)) >= _LONG and fuzz.ratio(one, other) >= _SPELT_ALIKE


def _weight(word: str) -> float:
    return _LIGHT_WEIGHT if word in _LIGHT else 1.0
