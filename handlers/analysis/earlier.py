"""Which of the years that an article names tell of a time before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.types import Outline, Sentence, Span

# "the worst fighting since 1996" measures the news; it does not tell of 1996.
_MEASURES = re.compile(
    r"\b(?:[a-z]{3,}est|most|first|worst|least|unprecedented|record)\b.*\b(?:since|after)\b|\b(?:than|unlike)\b",
    re.IGNORECASE | re.DOTALL,
)


def earlier_times(text: str, outline: Outline, year: int | None) -> tuple[Span, ...]:
    """Named times before the article's year, those that only measure the news left out.

    Without a year a bare one ("in 1996") counts as earlier: news names its own year with the day, if at all.
    """
    named = (
        time.span for time in outline.times if (time.last_year < year if year is not None else time.bare)
    )
    return tuple(span for span in named if not _measures(text, outline, span))


def _measures(text: str, outline: Outline, time: Span) -> bool:
    around = next(_around(outline.sentences, time), None)
    return around is not None and bool(_MEASURES.search(text[around.span.start : time.start]))


def _around(sentences: tuple[Sentence, ...], time: Span) -> Iterator[Sentence]:
    return (sentence for sentence in sentences if sentence.span.contains(time))
