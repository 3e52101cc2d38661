"""Sentences as comparisons see them, and their clauses as marks and small words cut them; no parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from handlers.words import WORD, content_words
from store.extract.lexicon import countries_in
from store.types import Span

SAME_STEM, ENDING = 4, 4  # letters that two forms of a name share at least, and what may follow them

BREAKS = re.compile(
    r"[,;:()\[\]“”\"—–]|\s-\s|\b[a-z]+ed\b(?!\s+by\b)"
    r"|\b(?:and|but|that|which|who|while|when|as|said|says|because|before|after|however)\b"
)
NOT = re.compile(r"\b(?:not|never|no|nor|neither|without|denied|denies)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:“”\"—–]|,\s|\.\s*$|\s-\s")
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_ON_DAY = re.compile(r"\s*(?:on|last|this)\s+(?:[A-Z]\w+day|week|night)\b", re.IGNORECASE)
_PLACED = re.compile(r"\s*(?:on|in|at|for|during|from|since|near|with|under|by)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:it|its|they|their|them|he|his|she|her|we|our|this|that|these|those|i|my|each|both)\b",
    re.IGNORECASE,
)


Place = tuple[int, Span]


@dataclass(frozen=True)
class Passage:
    """A sentence of an article that stands alone."""

    article: int
    text: str
    span: Span

    @cached_property
    def words(self) -> str:
        return self.span.of(self.text)

    @cached_property
    def each(self) -> frozenset[str]:
        """Its words one by one, in lower case."""
        return frozenset(WORD.findall(self.words.lower()))


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and the words of it that differ."""

    passage: Passage
    part: Span

    @property
    def place(self) -> Place:
        return self.passage.article, self.passage.span


@dataclass(frozen=True)
class View:
    """A sentence as one aspect sees it: what the event is, and the part that may differ.

    `names` are whom the part names, `others` whom the rest names that matters: who accuses, who was hit.
    `definite`: the event is one thing that is known ("the market"), so that its one word is enough.
    """

    told: Told
    event: frozenset[str]
    part: frozenset[str]
    deed: str = ""
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    definite: bool = False


def view(passage: Passage, event: str, part: tuple[int, int], deed: str = "", others: str = "") -> View:
    """The view of a sentence whose words `part` may differ."""
    start, end = _trimmed(passage.words, *part)
    words = passage.words[start:end]
    told = Told(passage, shift(passage, start, end))
    named, around = names_in(passage, words), names_in(passage, others)
    return View(told, bag(event), bag(words), deed, named, around, is_definite(event))


def names_in(passage: Passage, words: str) -> frozenset[str]:
    """Whom words name: countries, and names that stand inside sentences of the article, too."""
    if _POINTS.search(words) or _PLACED.match(words):
        return frozenset()
    found = (name for name in _NAME.findall(words) if re.search(rf"[a-z,] {re.escape(name)}\b", passage.text))
    return countries_in(words) or frozenset(word for name in found for word in content_words(name))


def share_a_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a name stands in both, also in another form ("Velia", "Velian")."""
    return any(_is_one_name(left, right) for left in one for right in other)


def _is_one_name(one: str, other: str) -> bool:
    shared = 0
    for left, right in zip(one.casefold(), other.casefold(), strict=False):
        if left != right:
            break
        shared += 1
    return one == other or (shared >= SAME_STEM and max(len(one), len(other)) - shared <= ENDING)


def is_definite(words: str) -> bool:
    """Whether words name one known thing, and no number of things."""
    return bool(re.match(r"\s*(?:the|\w+day['’]s)\b", words, re.IGNORECASE)) and not re.search(r"\d", words)


def bag(words: str) -> frozenset[str]:
    return frozenset(content_words(words))


def shift(passage: Passage, start: int, end: int) -> Span:
    """A place in the sentence as a span of the article."""
    return Span(passage.span.start + start, passage.span.start + end)


def clause_start(words: str, end: int) -> int:
    """Where the clause that ends here begins."""
    return max((match.end() for match in _CLAUSE_END.finditer(words, 0, end)), default=0)


def clause_end(words: str, start: int) -> int:
    """Where the clause that begins here ends."""
    match = _CLAUSE_END.search(words, start)
    return match.start() if match else len(words)


def subject_start(words: str, end: int) -> int:
    """Where the subject of the verb that begins here begins, without a day before it."""
    start = max((match.end() for match in BREAKS.finditer(words, 0, end)), default=0)
    day = _ON_DAY.match(words, start)
    return day.end() if day else start


def object_end(words: str, start: int) -> int:
    """Where the object of the verb that ends here ends."""
    match = BREAKS.search(words, start)
    return match.start() if match else len(words)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    part = words[start:end]
    start += len(part) - len(part.lstrip(" ,"))
    return start, max(start, start + len(words[start:end].rstrip(" ,.")))
