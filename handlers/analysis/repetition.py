"""Whether two sentences say the same, in the same or in other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from handlers.words import content_words

SAME_BIGRAMS = 0.35  # share of the shorter sentence's bigrams from which two say the same
SAME_WORDS = 0.5  # the same for content words, in any order
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
        names = {part for name in _NAME.findall(text) for part in content_words(name)}
        return Words(content, frozenset(names))

    @cached_property
    def bag(self) -> frozenset[str]:
        return frozenset(self.content)

    @cached_property
    def bigrams(self) -> frozenset[tuple[str, str]]:
        return frozenset(zip(self.content, self.content[1:], strict=False))

    def repeats(self, other: Words) -> bool:
        """Most word pairs or words in common; or most names, and some of the other words."""
        words = _shared(self.bag, other.bag)
        if words >= SAME_WORDS or _shared(self.bigrams, other.bigrams) >= SAME_BIGRAMS:
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
