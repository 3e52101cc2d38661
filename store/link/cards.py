"""What is kept of an article so that its topic can be linked again without its reading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.link.collection import LinkArticle
from store.link.naming import HEAD
from store.types import Layout, Metadata, Reading, Sentence, Span

_NOTHING = Metadata()


def names_of(article: LinkArticle) -> str:
    """Counted names and numbers as JSON."""
    return json.dumps(article.features.names, ensure_ascii=False, sort_keys=True)


def opening_of(article: LinkArticle) -> dict[str, Any]:
    """Headline, first sentence and the paragraphs of the head, as offsets."""
    layout, sentences = article.reading.layout, article.reading.sentences
    paragraphs: list[list[int]] = []
    left = HEAD - (layout.headline.end - layout.headline.start if layout.headline else 0)
    for span in layout.paragraphs:
        if left <= 0:
            break
        paragraphs.append([span.start, span.end])
        left -= span.end - span.start
    return {
        "headline": [layout.headline.start, layout.headline.end] if layout.headline else None,
        "first": [sentences[0].span.start, sentences[0].span.end] if sentences else None,
        "paragraphs": paragraphs,
    }


def read_opening(stored: Mapping[str, Any]) -> Reading:
    """A reading that holds no more than the opening."""
    headline, first = stored["headline"], stored["first"]
    paragraphs = tuple(Span(*offsets) for offsets in stored["paragraphs"])
    return Reading(
        version="",
        layout=Layout(Span(*headline) if headline else None, paragraphs),
        metadata=_NOTHING,
        language="",
        sentences=(Sentence(Span(*first), 0),) if first else (),
    )
