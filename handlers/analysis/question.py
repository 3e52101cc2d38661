"""What a question asks for, by its words alone: no parser runs where questions are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from store.question import clauses
from store.terms import query_terms, stem

NEGATION = re.compile(
    r"\b(?:not|never|no|without|none|neither|nor|cannot|except|unlike|lack|fail\w*|refus\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Wants(StrEnum):
    """The kind of answer."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    ANYTHING = "anything"


_KINDS = (
    (
        Wants.NUMBER,
        r"\bhow (?:many|much|old|long|far|tall|high|large|big|often|wide|deep|fast)\b"
        r"|\bwhat (?:percentage|percent|number|proportion|amount|share|price)\b|\bpopulation\b",
    ),
    (
        Wants.TIME,
        r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade)\b|\bhow long ago\b|\bsince when\b",
    ),
    (Wants.PERSON, r"\bwho\b|\bwhose\b|\bwhom\b"),
    (
        Wants.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:\w+ )?"
        r"(?:country|city|town|village|state|region|place|river|continent)\b",
    ),
    (Wants.REASON, r"\bwhy\b|\bwhat (?:is the |was the )?(?:reason|cause)\b|\bwhat caused\b"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as answers are compared with it. `names` and `figures` are stems of such words in it.

    `several`: it is long enough to need facts of several articles.
    """

    words: str
    wants: Wants
    stems: tuple[str, ...]
    names: frozenset[str]
    figures: frozenset[str]
    negated: bool
    several: bool = False


def read_question(words: str) -> Question:
    """Kind of answer, content words, names, figures and negation of a question."""
    lower = words.casefold()
    wants = next((kind for kind, cue in _KINDS if re.search(cue, lower)), Wants.ANYTHING)
    later = _WORD.findall(words)[1:]
    return Question(
        words=words,
        wants=wants,
        stems=tuple(dict.fromkeys(stem(term) for term in query_terms(words))),
        names=frozenset(stem(word.lower()) for word in later if word[0].isupper()),
        figures=frozenset(stem(word.lower()) for word in _WORD.findall(words) if word[0].isdigit()),
        negated=bool(NEGATION.search(words)),
        several=len(clauses(words)) > 1,
    )


def turned(question: Question, stems: frozenset[str]) -> bool:
    """Whether a sentence says the opposite of a word of the question that it does not hold."""
    return any(opposites().get(root, frozenset()) & stems for root in question.stems if root not in stems)


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Stem to the stems of its opposites, from `opposites.txt`."""
    found: dict[str, set[str]] = {}
    for left, right in _pairs():
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {root: frozenset(others) for root, others in found.items()}


def _pairs() -> Iterator[tuple[str, str]]:
    text = Path(__file__).with_name("opposites.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            left, right = line.split()
            yield stem(left), stem(right)
