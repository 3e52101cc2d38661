"""When a statement was made, as its attribution says: "on Tuesday said that", "told reporters on Monday".

A time inside what is said is the statement's own and tells nothing of when it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handlers import house
from handlers.analysis.event_dates import own_day
from handlers.doc import Line, evidence
from handlers.slots import EventDay
from store.extract.times import anchors_in, relative_times
from store.types import Article, Quote, Span

_FARTHEST = 60  # characters between an attribution and its time
# "Putin said after the summit on Friday", "said that of Monday's raid": the time of something else.
_OTHER_EVENT = re.compile(
    r"[.;:\"“”«»()]|,\s*\w|\b(?:after|before|since|until|following|during|amid|when|while|that|of|where)\b"
)
_NO_MOMENT = re.compile(r"\b(?:since|until|by|next|tomorrow|recent|recently|over|past|for)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:(?:earlier|later|late|early|and|but|also)\s+)?", re.IGNORECASE)
_POSSESSIVE = ("'s", "’s")


def said_when(quote: Quote, text: str) -> Span | None:
    """The words for the time of a statement, outside what is said; None when its sentence names none."""
    local = quote.local
    if local.cue is None or local.in_headline:
        return None
    mention = local.speaker.mention if local.speaker else None
    beside = mention is not None and local.sentence.contains(mention)
    edges = sorted((local.cue, mention)) if beside and mention is not None else [local.cue]
    around = Span(edges[0].start, max(edge.end for edge in edges))
    times = (time for time in _times(text, local.sentence) if not any(s.overlaps(time) for s in local.spans))
    return next((time for time in times if _belongs(text, time, around, local.sentence)), None)


def said_label(time: Span, article: Article, shown: Iterable[Span]) -> Line:
    """said “on Friday” (4 March 2022): the day as counted from the article's.

    Empty for an undated article, and where the shown words tell as much.
    """
    if article.published.day is None:
        return ()
    found = own_day(article.text, time, article.published)
    if found is None or found.day is None:
        inside = any(span.contains(time) for span in shown)
        return () if inside else (house.SAID_ON(), evidence(article, (time,)), house.CLOSE_NAMED())
    day = EventDay(found.day, found.precision, article.id, time, counted=True)
    return (house.SAID_ON(), evidence(article, (time,)), house.SAID_THEN(day=day))


def _times(text: str, sentence: Span) -> Iterator[Span]:
    days = (anchor.span for anchor in anchors_in(text, sentence) if anchor.day is not None)
    for time in sorted((*relative_times(text, sentence), *days)):
        if not _NO_MOMENT.search(time.of(text)) and not text.startswith(_POSSESSIVE, time.end):
            yield time


def _belongs(text: str, time: Span, around: Span, sentence: Span) -> bool:
    """Inside the attribution, right behind it, or opening the sentence right before it."""
    if time.start >= around.end:
        gap = text[around.end : time.start]
        return len(gap) <= _FARTHEST and _OTHER_EVENT.search(gap) is None
    if time.end <= around.start:
        opens = _OPENS.fullmatch(text[sentence.start : time.start].removesuffix("on ").removesuffix("On "))
        return opens is not None and not text[time.end : around.start].strip(" ,")
    return True
