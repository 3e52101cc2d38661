"""Variants: one utterance in other outlets, another translation, a shorter cut.

A pure function over what one speaker says, so that link can do it for the speakers that an article touches.
The fullest statement leads a group; everything else of the group fits its leader. Ties go by words and path,
so that the groups depend on the articles and not on their order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from store.link.wording import Wording, is_verbatim, same_utterance
from store.types import LocalQuote, QuoteKind, Span

Run = tuple[str, ...]  # of words
Group = tuple[str, ...]  # keys of one utterance, its leader first; at least two
APART = 3  # days between two articles that may still render the same words
PART = 0.6  # share of the longer one that a nearer manner must hold to stand for it
SHORT = 4  # content words below which the cue counts as well: "praised Marek", "accused Marek"
SHARED = 2
_WEEKDAYS = {name: n for n, name in enumerate(("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))}
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as variants are told by: its words, and the occasion as far as its article shows it."""

    key: str
    wording: Wording
    article: int
    path: str
    story: int
    quote: LocalQuote
    published: date | None = None
    weekday: int | None = None  # of the attribution, Monday 0

    @property
    def rank(self) -> tuple[int, str, str, tuple[Span, ...], str]:
        return -len(self.wording.content), self.wording.text, self.path, self.quote.spans, self.quote.manner


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when something is said. `story`: anything that is equal inside one story."""

    article: int
    path: str
    story: int
    published: date | None = None


def said_by(key: str, text: str, quote: LocalQuote, occasion: Occasion) -> Said:
    """A quotation of an article in the form that is compared."""
    return Said(
        key,
        _wording(text, quote),
        occasion.article,
        occasion.path,
        occasion.story,
        quote,
        occasion.published,
        _weekday(text, quote),
    )


def variant_groups(statements: Sequence[Said]) -> list[Group]:
    """The utterances of one speaker that are rendered more than once."""
    groups: list[list[Said]] = []
    leaders = _Leaders()
    for said in sorted(statements, key=lambda said: said.rank):
        near = (number for number in leaders.near(said) if _one_utterance(groups[number][0], said))
        found = next(near, None)
        if found is None:
            leaders.add(said, len(groups))
            groups.append([said])
        else:
            groups[found].append(said)
    return [tuple(said.key for said in group) for group in groups if len(group) > 1]


class _Leaders:
    """Groups by what their leader must share with another statement to be worth a comparison.

    Inside a story that is a run of words, or two ideas; elsewhere one of the two must hold the other word
    for word, so that they share each of its runs: the rarest is looked up.
    """

    def __init__(self) -> None:
        self._mates: dict[object, list[int]] = defaultdict(list)  # inside one story
        self._runs: dict[Run, list[int]] = defaultdict(list)
        self._rarest: dict[Run, list[int]] = defaultdict(list)  # each leader once

    def near(self, said: Said) -> list[int]:
        """Numbers, ascending."""
        shared = Counter(number for mark in _marks(said) for number in self._mates[mark])
        found = {number for number, count in shared.items() if count >= SHARED}
        if said.wording.shingles:
            found.update(self._runs.get(self._rare(said), ()))
            found.update(number for run in said.wording.shingles for number in self._rarest.get(run, ()))
        return sorted(found)

    def add(self, said: Said, number: int) -> None:
        for mark in _marks(said):
            self._mates[mark].append(number)
        if said.wording.shingles:
            self._rarest[self._rare(said)].append(number)
        for run in said.wording.shingles:
            self._runs[run].append(number)

    def _rare(self, said: Said) -> Run:
        return min(said.wording.shingles, key=lambda run: len(self._runs.get(run, ())))


def _marks(said: Said) -> Iterator[object]:
    """What two statements of a story must share, SHARED times, before a comparison is worth its time."""
    for strong in (said.wording.plain, *said.wording.shingles, ("article", said.article)):
        yield from ((said.story, strong, n) for n in range(SHARED))
    yield from ((said.story, idea) for idea in said.wording.ideas)


def _one_utterance(fuller: Said, said: Said) -> bool:
    if said.quote.manner.nearness < fuller.quote.manner.nearness and len(said.wording.content) < PART * len(
        fuller.wording.content
    ):
        return False  # a quotation inside a longer report: both are worth showing
    if fuller.article == said.article:
        return _in_one_article(fuller, said)
    if fuller.story == said.story and _one_occasion(fuller, said):
        return same_utterance(fuller.wording, said.wording)
    return is_verbatim(fuller.wording, said.wording)


def _in_one_article(fuller: Said, said: Said) -> bool:
    """An article repeats words in its headline, or holds a statement inside another."""
    if fuller.quote.holds(said.quote):
        return True
    if fuller.quote.in_headline != said.quote.in_headline:
        return same_utterance(fuller.wording, said.wording)
    return is_verbatim(fuller.wording, said.wording)


def _one_occasion(one: Said, other: Said) -> bool:
    if one.published and other.published and abs((one.published - other.published).days) > APART:
        return False
    if one.weekday is None or other.weekday is None:
        return True
    return (one.weekday - other.weekday) % 7 in (0, 1, 6)  # a day apart: time zones


def _wording(text: str, quote: LocalQuote) -> Wording:
    words = " ".join(span.of(text) for span in quote.spans)
    wording = Wording(words)
    short = quote.kind is not QuoteKind.DIRECT and len(wording.content) < SHORT
    return Wording(f"{quote.cue.of(text)} {words}") if quote.cue and short else wording


def _weekday(text: str, quote: LocalQuote) -> int | None:
    """The weekday that the attribution names, outside the statement's own words."""
    days = {
        _WEEKDAYS[match[1].lower()]
        for match in _WEEKDAY.finditer(text, quote.sentence.start, quote.sentence.end)
        if not any(span.start <= match.start() < span.end for span in quote.spans)
    }
    return days.pop() if len(days) == 1 else None
