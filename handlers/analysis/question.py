"""What a question asks for, by its words alone: no parser runs where questions are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from store.question import MONTHS, clauses
from store.terms import query_terms, stem

NEGATION = re.compile(
    r"\b(?:not|never|no|without|none|neither|nor|cannot|except|unlike|lack|fail\w*|refus\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_MONTHS = frozenset(map(str.capitalize, MONTHS))
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
        r"how (?:many|much|old|long|far|tall|high|large|big|often|wide|deep|fast)\b(?! ago)"
        r"|(?:what|which) (?:percentage|percent|number|proportion|amount|share|price|population)\b",
    ),
    (Wants.TIME, r"when\b|(?:what|which) (?:year|date|day|month|century|decade)\b|how long ago\b"),
    (Wants.PERSON, r"who\b|whose\b|whom\b"),
    (
        Wants.PLACE,
        r"where\b|(?:what|which) (?:\w+ )?(?:country|city|town|village|state|region|place|river|continent)\b",
    ),
    (Wants.REASON, r"why\b|what (?:is the |was the )?(?:reason|cause)\b|what caused\b"),
)
_ASKING = re.compile(r"\b(?:what|which|who|whose|whom|where|when|why|how)\b")
# "When the line closed, who paid?" does not ask for a time: no auxiliary follows the word.
_JOINING = re.compile(
    r"(?:when|where)\s+(?!(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|might|must)\b)"
)


# "How many died, and who fled?": two questions in one line.
_NEXT_QUESTION = re.compile(
    r",?\s+and\s+(?=(?:who|whose|whom|what|which|when|where|why|how)\b)", re.IGNORECASE
)
_LEANS = re.compile(r"\b(?:he|she|it|they|him|her|his|its|them|their|this|that|these|those)\b", re.IGNORECASE)
_MOST_PARTS = 3


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
    later = _WORD.findall(words)[1:]
    return Question(
        words=words,
        wants=_wanted(words.casefold()),
        stems=tuple(dict.fromkeys(stem(term) for term in query_terms(words))),
        names=frozenset(stem(word.lower()) for word in later if word[0].isupper()),
        figures=frozenset(
            stem(word.lower()) for word in _WORD.findall(words) if word[0].isdigit() or word in _MONTHS
        ),
        negated=bool(NEGATION.search(words)),
        several=len(clauses(words)) > 1,
    )


def asked_parts(words: str) -> tuple[str, ...]:
    """The questions that "and" joins, each of which can be asked alone; one that cannot stays as it is.

    A part that leans on another one ("and when did he say so") or holds a clause of its own is not cut off.
    """
    parts = [part for part in _NEXT_QUESTION.split(words.strip().rstrip("?").strip()) if part]
    asks = (_ASKING.match(part.casefold()) and len(part.split()) > 1 for part in parts)
    alone = (len(_ASKING.findall(part.casefold())) == 1 and not _LEANS.search(part) for part in parts)
    return tuple(parts) if 1 < len(parts) <= _MOST_PARTS and all(asks) and all(alone) else (words,)


def _wanted(lower: str) -> Wants:
    """The kind that the first asking word asks for; one that only joins clauses counts when it is alone."""
    asking = [match.start() for match in _ASKING.finditer(lower)]
    first = [at for at in asking if not _JOINING.match(lower, at)] or asking
    for kind, cue in _KINDS if first else ():
        if re.match(cue, lower[first[0] :]):
            return kind
    return Wants.NUMBER if re.search(r"\bpopulation\b", lower) else Wants.ANYTHING


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
