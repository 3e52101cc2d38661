"""Quotations as the scorer wants them: spans, resolved speaker, and where the article names the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from store.library import Library
from store.types import Article, Quote, SpeakerKind
from tests.eval.temporary import temporary_library


def predict_quotes(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One line a document, in the order of the file."""
    with temporary_library({row["id"]: row["text"] for row in rows}) as (library, articles):
        for row in rows:
            article = articles.get(row["id"])
            yield {"id": row["id"], "quotes": quotes_of(library, article) if article else []}


def quotes_of(library: Library, article: Article) -> list[dict[str, Any]]:
    """The statements of one article."""
    return [_quote(library, quote) for quote in library.quotes(article=article.id)]


def _quote(library: Library, quote: Quote) -> dict[str, Any]:
    speaker = quote.local.speaker
    name = speaker.name if speaker else None
    if speaker and speaker.kind is SpeakerKind.PERSON and quote.person is not None:
        name = library.person(quote.person).name
    mention = speaker.mention if speaker else None
    return {
        "spans": [[span.start, span.end] for span in quote.local.spans],
        "speaker": name,
        "speaker_span": [mention.start, mention.end] if mention else None,
        "type": quote.local.kind.value,
    }
