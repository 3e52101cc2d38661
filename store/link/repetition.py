"""Boilerplate by repetition: head and tail lines that articles of different origin share.

Copies of one wire share all their lines, so only origins are counted; and a line that holds a figure or an
attributed statement is set aside only inside a block of others that are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from store.extract.features import Line
from store.link.collection import LinkArticle
from store.types import Span

ORIGINS = 2  # that must share a line


def final_boilerplate(
    articles: Sequence[LinkArticle], origins: Mapping[int, int]
) -> dict[int, tuple[Span, ...]]:
    """Article id to its boilerplate: what the rules saw, and what repeats."""
    shared: dict[str, set[int]] = defaultdict(set)
    for article in articles:
        for line in article.features.lines:
            shared[line.key].add(origins[article.id])
    repeated = {key for key, found in shared.items() if len(found) >= ORIGINS}
    return {article.id: _spans(article, repeated) for article in articles}


def _spans(article: LinkArticle, repeated: set[str]) -> tuple[Span, ...]:
    by_rule = article.reading.layout.boilerplate
    lines = article.features.lines
    kept = [line for line in lines if line.key in repeated]
    chosen = [line.span for line in kept if not _states(article, line) or _enclosed(article, line, kept)]
    extra = (span for span in chosen if not any(rule.contains(span) for rule in by_rule))
    return tuple(sorted({*by_rule, *extra}))


def _states(article: LinkArticle, line: Line) -> bool:
    """Does the line hold a figure or an attributed statement?"""
    reading = article.reading
    figures = (claim.words for claim in reading.claims)
    statements = (span for quote in reading.quotes if quote.speaker for span in quote.spans)
    return any(line.span.overlaps(span) for span in (*figures, *statements))


def _enclosed(article: LinkArticle, line: Line, kept: Sequence[Line]) -> bool:
    """Between two lines that repeat and state nothing, with only space between."""
    before = any(_touch(article.text, other, line) for other in kept if not _states(article, other))
    after = any(_touch(article.text, line, other) for other in kept if not _states(article, other))
    return before and after


def _touch(text: str, left: Line, right: Line) -> bool:
    return left.span.end <= right.span.start and not text[left.span.end : right.span.start].strip()
