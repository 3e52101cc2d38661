"""What a sentence says of an event: who did it, what came first, why; by its clauses, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handlers.words import content_words
from store.extract.lexicon import countries_in
from store.types import Span

LONGEST_ACTOR = 5  # words
_BREAKS = re.compile(
    r"[,;:()\[\]“”\"—–]|\s-\s|\b[a-z]+ed\b(?!\s+by\b)"
    r"|\b(?:and|but|that|which|who|while|when|as|said|says|because|before|after|however)\b"
)
_AGENT = re.compile(r"\bby\s+", re.IGNORECASE)
_BE = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?$")
_CAUSE = re.compile(
    r"(?<!partly )(?<!also )(?<!mainly )(?<!not )(?<!only )(?<!just )"
    r"\b(?:because(?: of)?|due to|owing to|as a result of|on account of)\s+",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\b(before|after)\b\s+", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:“”\"—–]|,\s|\.\s*$|\s-\s")
_NOT = re.compile(r"\b(?:not|never|no|nor|neither|without|denied|denies)\b|n['’]t\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_NOT_YET = re.compile(
    r"\b(?:could|would|may|might|can|will|should|to|if|last|previous|earlier)\b", re.IGNORECASE
)
_BLAME = re.compile(r"\b(?:blam(?:es|ed|ing)|accus(?:es|ed|ing))\s+(.+?)\s+(?:for|of)\s+", re.IGNORECASE)
_ON_DAY = re.compile(r"\s*(?:on|last|this)\s+(?:[A-Z]\w+day|week|night)\b", re.IGNORECASE)
_PLACED = re.compile(r"\s*(?:on|in|at|for|during|from|since|near|with|under|by)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:it|its|they|their|them|he|his|she|her|we|our|this|that|these|those|i|my)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article that stands alone."""

    article: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and the words of it that differ."""

    passage: Passage
    part: Span


@dataclass(frozen=True)
class View:
    """A sentence as one aspect sees it: what the event is, and the part that may differ."""

    told: Told
    event: frozenset[str]
    part: frozenset[str]
    deed: str = ""
    names: frozenset[str] = frozenset()


def causes(passage: Passage) -> Iterator[View]:
    """The line was suspended | because | its insurer withdrew cover"""
    words = passage.span.of(passage.text)
    cue = _CAUSE.search(words)
    if cue is None or _NOT.search(words[: cue.end()]):
        return
    effect = _last_clause(words[: cue.start()])
    end = _end(words, cue.end())
    yield _view(passage, effect, (cue.end(), end))


def orders(passage: Passage) -> Iterator[View]:
    """Shells fell | before | the truce was signed: event is what came first, part what came then."""
    words = passage.span.of(passage.text)
    cues = list(_ORDER.finditer(words))
    for cue in cues if len(cues) == 1 else ():
        first, then = (_start(words, cue.start()), cue.start()), (cue.end(), _end(words, cue.end()))
        if cue[1].lower() == "after":
            first, then = then, first
        told = Told(passage, _shift(passage, _start(words, cue.start()), _end(words, cue.end())))
        yield View(told, _bag(words[slice(*first)]), _bag(words[slice(*then)]))


def actors(passage: Passage) -> Iterator[View]:
    """Doran boats | fired on | the ferry; the ferry was | fired on | by Doran boats"""
    words = passage.span.of(passage.text)
    for deed in deeds().finditer(words):
        before = _last_break(words, deed.start())
        day = _ON_DAY.match(words, before)
        before = day.end() if day else before
        end = _end_of_object(words, deed.end())
        passive = _BE.search(words[before : deed.start()])
        agent = _AGENT.search(words, deed.end(), end)
        if passive and agent:
            actor, event = (agent.end(), end), words[before : before + passive.start()]
        elif passive:
            continue
        else:
            actor, event = (before, deed.start()), words[deed.end() : end]
        plain = not (_NOT.search(words[before:end]) or _NOT_YET.search(words[before : deed.start()]))
        if plain and len(words[slice(*actor)].split()) <= LONGEST_ACTOR:
            yield _view(passage, event, actor, deed[0])


def blamed(passage: Passage) -> Iterator[View]:
    """Velia blamed | Doran | for the attack on the ferry"""
    words = passage.span.of(passage.text)
    cue = _BLAME.search(words)
    if cue and not _NOT.search(words) and not _BREAKS.search(cue[1]):
        yield _view(passage, words[cue.end() : _end_of_object(words, cue.end())], cue.span(1))


def _view(passage: Passage, event: str, part: tuple[int, int], deed: str = "") -> View:
    start, end = _trimmed(passage.span.of(passage.text), *part)
    words = passage.span.of(passage.text)[start:end]
    span = _shift(passage, start, end)
    return View(Told(passage, span), _bag(event), _bag(words), deed, _names(passage, words))


def _names(passage: Passage, words: str) -> frozenset[str]:
    """Whom words name: countries, and names that stand inside sentences of the article, too."""
    if _POINTS.search(words) or _PLACED.match(words):
        return frozenset()
    found = (name for name in _NAME.findall(words) if re.search(rf"[a-z,] {re.escape(name)}\b", passage.text))
    return countries_in(words) or frozenset(word for name in found for word in content_words(name))


def _bag(words: str) -> frozenset[str]:
    return frozenset(content_words(words))


def _shift(passage: Passage, start: int, end: int) -> Span:
    return Span(passage.span.start + start, passage.span.start + end)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    part = words[start:end]
    start += len(part) - len(part.lstrip(" ,"))
    return start, max(start, start + len(words[start:end].rstrip(" ,.")))


def _last_clause(words: str) -> str:
    return words[_start(words, len(words)) :]


def _start(words: str, end: int) -> int:
    """Where the clause that ends here begins."""
    return max((match.end() for match in _CLAUSE_END.finditer(words, 0, end)), default=0)


def _end(words: str, start: int) -> int:
    """Where the clause that begins here ends."""
    match = _CLAUSE_END.search(words, start)
    return match.start() if match else len(words)


def _last_break(words: str, end: int) -> int:
    return max((match.end() for match in _BREAKS.finditer(words, 0, end)), default=0)


def _end_of_object(words: str, start: int) -> int:
    match = _BREAKS.search(words, start)
    return match.start() if match else len(words)


@lru_cache(maxsize=1)
def deeds() -> re.Pattern[str]:
    """Forms of verbs whose deed one actor does."""
    lines = Path(__file__).with_name("deeds.txt").read_text(encoding="utf-8").splitlines()
    forms = (line for line in lines if line and not line.startswith("#"))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")
