"""Numbers in English text, with the bounds that their words allow.

A number is written in digits with any separator ("6,500", "30 000", "1.2 million") or in words
("twenty-one", "two dozen", "hundreds"). Ages, clock times, decades, percentages, money and numbers
that are part of a name ("16-year-old", "4:00", "1990s", "5%", "$2", "F-16") are not found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from store.extract.number_tokens import Token, joined, rows, tokens_of
from store.extract.number_words import Core, cores
from store.types import Qualifier, Span

_LONGEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase. `span` holds it with its qualifier, `core` the number words alone.

    `low` and `high` are the inclusive bounds the words allow, None where they leave it open;
    `more` says that the number comes on top of another one ("two more", "a further seven").
    """

    span: Span
    core: Span
    value: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Marker:
    words: tuple[str, ...]
    qualifier: Qualifier | None
    shift: int


def find_numbers(text: str, offset: int = 0) -> tuple[Number, ...]:
    """All numbers of `text` in order, never overlapping; `offset` is added to every position."""
    tokens = tokens_of(text)
    found: list[Number] = []
    taken = -1  # last token that belongs to a number
    for core in cores(text, tokens):
        number, last = _qualified(text, tokens, core, taken)
        found.append(_moved(number, offset) if offset else number)
        taken = last
    return tuple(found)


def parse_number(words: str) -> Number | None:
    """The number that `words` are, with nothing left over; None when they are anything else."""
    numbers = find_numbers(words)
    if len(numbers) != 1:
        return None
    span = numbers[0].span
    whole = not words[: span.start].strip() and not words[span.end :].strip()
    return numbers[0] if whole else None


def _qualified(text: str, tokens: list[Token], core: Core, taken: int) -> tuple[Number, int]:
    """The number with the words beside it, and its last token; tokens up to `taken` are another's."""
    first, last = core.first, core.last
    qualifier, shift = (Qualifier.VAGUE if core.vague else Qualifier.EXACT), 0
    if core.high > core.low:
        qualifier = Qualifier.ABOUT
        if first > taken + 1 and tokens[first - 1].word == "between":
            first -= 1
    more = False
    while (found := _marker_before(text, tokens, first, taken)) is not None:
        first -= len(found.words)
        more = more or found.qualifier is None
        if found.qualifier is not None and core.high <= core.low:
            qualifier, shift = (Qualifier.VAGUE if core.vague else found.qualifier), found.shift
    after = _marker_after(text, tokens, last)
    if after is not None:
        last += len(after.words)
        qualifier, shift = (
            (qualifier, shift) if core.vague or after.qualifier is None else (after.qualifier, 0)
        )
    if _says_more(text, tokens, last):
        last, more = last + 1, True
    low, high = _bounds(core, qualifier, shift)
    span = Span(tokens[first].start, tokens[last].end)
    inner = Span(tokens[core.first].start, tokens[core.last].end)
    return Number(span, inner, core.low, low, high, qualifier, more), last


def _bounds(core: Core, qualifier: Qualifier, shift: int) -> tuple[int | None, int | None]:
    if core.high > core.low:
        return core.low, core.high
    if qualifier in (Qualifier.AT_LEAST, Qualifier.VAGUE):
        return core.low + (0 if core.vague else shift), None
    if qualifier is Qualifier.AT_MOST:
        return None, max(0, core.low + shift)
    if qualifier is Qualifier.ABOUT:
        return None, None
    return core.low, core.low


def _marker_before(text: str, tokens: list[Token], first: int, taken: int) -> _Marker | None:
    """The longest qualifier that ends just before token `first`."""
    for size in range(min(_LONGEST_WORDS, first - taken - 1), 0, -1):
        words = tuple(token.word for token in tokens[first - size : first])
        marker = _markers("before").get(words) or _markers("more").get(words)
        if marker and all(joined(text, tokens, k) for k in range(first - size, first)):
            return marker
    return None


def _marker_after(text: str, tokens: list[Token], last: int) -> _Marker | None:
    for size in (2, 1):
        words = tuple(token.word for token in tokens[last + 1 : last + 1 + size])
        words = ("plus",) if words == ("+",) else words
        marker = _markers("after").get(words) if len(words) == size else None
        if marker and all(joined(text, tokens, k) for k in range(last, last + size)):
            return marker
    return None


def _says_more(text: str, tokens: list[Token], last: int) -> bool:
    after = [token.word for token in tokens[last + 1 : last + 3]]
    return bool(after) and after[0] == "more" and after[1:] != ["than"] and joined(text, tokens, last)


def _moved(number: Number, offset: int) -> Number:
    span, core = number.span, number.core
    return replace(
        number,
        span=Span(span.start + offset, span.end + offset),
        core=Span(core.start + offset, core.end + offset),
    )


@lru_cache(maxsize=3)
def _markers(place: str) -> dict[tuple[str, ...], _Marker]:
    lines = (row for row in rows("number_qualifiers.tsv") if row[0] == place)
    markers = (_Marker(tuple(w.split()), Qualifier(q) if q else None, int(shift)) for _, w, q, shift in lines)
    return {marker.words: marker for marker in markers}
