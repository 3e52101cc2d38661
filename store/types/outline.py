"""What answers that read across many articles need of each: a small part of its reading."""

from __future__ import annotations

from dataclasses import dataclass

from store.types.local import Reading, Sentence, Span


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A year or years that the text names. `bare`: without a day, so hardly the time of writing."""

    span: Span
    last_year: int
    bare: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Sentences, figures, named years and who is quoted where, of one article.

    `figures` are casualty figures of its own story with their numbers; `recalled` those of earlier events.
    """

    sentences: tuple[Sentence, ...] = ()
    figures: tuple[tuple[Span, int | None], ...] = ()
    recalled: tuple[Span, ...] = ()
    times: tuple[NamedTime, ...] = ()
    said: tuple[tuple[Span, str], ...] = ()


def outline_of(reading: Reading) -> Outline:
    """The outline of a reading."""
    return Outline(
        sentences=reading.sentences,
        figures=tuple((claim.words, claim.value) for claim in reading.claims if claim.recalled is None),
        recalled=tuple(claim.words for claim in reading.claims if claim.recalled is not None),
        times=tuple(
            NamedTime(anchor.span, anchor.last_year, anchor.day is None)
            for anchor in reading.anchors
            if anchor.last_year is not None
        ),
        said=tuple(
            (quote.sentence, quote.speaker.name)
            for quote in reading.quotes
            if quote.speaker is not None and not quote.in_headline
        ),
    )
