"""What is kept of an article so that its topic can be linked again without its reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.link.collection import LinkArticle
from store.link.naming import HEAD
from store.types import (
    Layout,
    LocalPerson,
    LocalQuote,
    Metadata,
    QuoteKind,
    Reading,
    Resolution,
    Sentence,
    Span,
    Speaker,
    SpeakerKind,
)

_NOTHING = Metadata()


def names_of(article: LinkArticle) -> str:
    """Counted names and numbers as JSON."""
    return json.dumps(article.features.names, ensure_ascii=False, sort_keys=True)


def opening_of(article: LinkArticle) -> dict[str, Any]:
    """What grouping and episodes need of a settled article's reading, as offsets and names.

    Headline, paragraphs of the head, sentences outside boilerplate, who is named where with which offices,
    and who says what.
    """
    layout, hidden = article.reading.layout, article.boilerplate
    paragraphs: list[list[int]] = []
    left = HEAD - (layout.headline.end - layout.headline.start if layout.headline else 0)
    for span in layout.paragraphs:
        if left <= 0:
            break
        paragraphs.append([span.start, span.end])
        left -= span.end - span.start
    spans = [sentence.span for sentence in article.reading.sentences]
    return {
        "headline": [layout.headline.start, layout.headline.end] if layout.headline else None,
        "paragraphs": paragraphs,
        "sentences": _offsets(span for span in spans if not any(span.overlaps(other) for other in hidden)),
        "people": [
            [person.name, _offsets(person.mentions), _offsets(person.offices)]
            for person in article.reading.people
        ],
        "said": [[q.speaker.name, _offsets(q.spans)] for _, q in article.quotes if q.speaker],
    }


def read_opening(stored: Mapping[str, Any]) -> Reading:
    """A reading that holds no more than what `opening_of` keeps."""
    headline = stored["headline"]
    return Reading(
        version="",
        layout=Layout(Span(*headline) if headline else None, _spans(stored["paragraphs"])),
        metadata=_NOTHING,
        language="",
        sentences=tuple(Sentence(span, 0) for span in _spans(stored["sentences"])),
        people=tuple(
            LocalPerson(name, _spans(mentions)[0], _spans(mentions), None, _spans(offices))
            for name, mentions, offices in stored["people"]
        ),
        quotes=tuple(_statement(name, _spans(spans)) for name, spans in stored["said"]),
    )


def _statement(name: str, spans: tuple[Span, ...]) -> LocalQuote:
    speaker = Speaker(name, SpeakerKind.DESCRIBED, Resolution.UNRESOLVED, None, None)
    return LocalQuote(QuoteKind.INDIRECT, spans, spans[0], speaker=speaker)


def _offsets(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(offsets: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in offsets)
