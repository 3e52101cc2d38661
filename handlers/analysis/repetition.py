"""Whether two sentences say the same, in the same or in other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from handlers.words import content_words

SAME_BIGRAMS = 0.4  # share of a sentence's bigrams from which it says again what the other says
SAME_WORDS = 0.6  # the same for content words, in any order
HELD_WORDS = 0.7  # share of the shorter sentence's words from which the longer one adds too little
# Sentences about the same names need less else in common.
SAME_NAMES, NAMED_WORDS, NAMED_OTHERS = 0.7, 0.4, 2
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]*")


@dataclass(frozen=True)
class Words:
    """The content words of a sentence, in order, and the names among them."""

    content: tuple[str, ...]
    names: frozenset[str] = frozenset()

    @staticmethod
    def of(text: str) -> Words:
        content = tuple(content_words(text))
        return Words(content, frozenset(content_words(" ".join(_NAME.findall(text)))))

    @cached_property
    def bag(self) -> frozenset[str]:
        return frozenset(self.content)

    @cached_property
    def bigrams(self) -> frozenset[tuple[str, str]]:
        return frozenset(zip(self.content, self.content[1:], strict=False))

    def repeats(self, other: Words) -> bool:
        """Most of its word pairs or words stand in the other; or most names, and some of the other words."""
        words = _shared(self.bag, other.bag)
        if words >= HELD_WORDS or _held(self.bag, other.bag) >= SAME_WORDS:
            return True
        if _held(self.bigrams, other.bigrams) >= SAME_BIGRAMS:
            return True
        others = (self.bag & other.bag) - self.names - other.names
        return (
            words >= NAMED_WORDS
            and len(others) >= NAMED_OTHERS
            and _shared(self.names, other.names) >= SAME_NAMES
        )


def says_again(one: str, other: str) -> bool:
    """Whether two sentences say the same, in the same or in other words."""
    return Words.of(one).repeats(Words.of(other))


def _shared(one: frozenset[object], other: frozenset[object]) -> float:
    """Share of the smaller set that the other one holds; nothing is said by fewer than three parts."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller > 2 else 0.0


def _held(one: frozenset[object], other: frozenset[object]) -> float:
    """Share of `one` that the other holds; nothing is said by fewer than three parts."""
    return len(one & other) / len(one) if len(one) > 2 else 0.0
