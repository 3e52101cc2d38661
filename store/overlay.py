"""Corrections laid over the facts of one article. Pure; what they name must stand in the article's text."""

from __future__ import annotations

import re
from dataclasses import replace

from store.extract.numbers import parse_number
from store.types import (
    CasualtyKind,
    LocalClaim,
    LocalQuote,
    Reading,
    Resolution,
    Span,
    Speaker,
    SpeakerKind,
)


def with_speaker(quote: LocalQuote, name: str | None, text: str, reading: Reading) -> LocalQuote | None:
    """The statement as somebody else's, None for nobody's; None when the article names no such speaker."""
    if name is None:
        return replace(quote, speaker=None)
    found = _called(name, text, reading)
    return replace(quote, speaker=found) if found else None


def with_figure(claim: LocalClaim, value: str, text: str) -> LocalClaim | None:
    """The figure of another kind, or with other number words of its sentence; None when it lacks those."""
    if value in tuple(CasualtyKind):
        return replace(claim, kind=CasualtyKind(value), corrected=True)
    span, number = _find(value, text, claim.sentence), parse_number(value)
    if span is None or number is None:
        return None
    words = Span(min(claim.words.start, span.start), max(claim.words.end, span.end))
    return replace(
        claim,
        words=words,
        number=span,
        value=number.value,
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        implied=False,
        corrected=True,
    )


def _called(name: str, text: str, reading: Reading) -> Speaker | None:
    """Who the article calls so: one of its persons, one of its speakers, else somebody it describes."""
    span = _find(name, text, Span(0, len(text)))
    if span is None:
        return None
    for person in reading.people:
        if _words(name) <= _words(person.name):
            return Speaker(person.name, SpeakerKind.PERSON, Resolution.CORRECTED, None, person.name_span)
    for quote in reading.quotes:
        speaker = quote.speaker
        if speaker and speaker.name_span and speaker.name.casefold() == name.casefold():
            return replace(speaker, resolution=Resolution.CORRECTED, mention=None)
    return Speaker(span.of(text), SpeakerKind.DESCRIBED, Resolution.CORRECTED, span, None)


def _find(words: str, text: str, within: Span) -> Span | None:
    """Where these words first stand, in any case and spacing, as whole words."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE).search(text, within.start, within.end)
    return Span(*match.span()) if match and pattern else None


def _words(name: str) -> set[str]:
    return set(name.casefold().split())
