"""Boilerplate by repetition: head and tail lines that articles of different origin share.

Copies of one wire share all their lines, so only origins are counted; and a line that holds a figure or an
attributed statement is set aside only inside a block of others that are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from store.extract.features import Line
from store.link.collection import LinkArticle
from store.types import Span


def boilerplate_of(article: LinkArticle, repeats: Callable[[Line], bool]) -> tuple[Span, ...]:
    """What the rules saw, and the lines that repeat."""
    by_rule = article.reading.layout.boilerplate
    kept = [line for line in article.features.lines if repeats(line)]
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
