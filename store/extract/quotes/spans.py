"""Small operations on spans of one text."""

from __future__ import annotations

from collections.abc import Iterable

from store.types import Span

_MARKS = "\"“„«‘'"
_EDGE = ",;:—–―-"
_LOOSE_ENDS = (" and", " but", " or", " as")


def trimmed(text: str, span: Span) -> Span:
    """The span without white space, commas and brackets at its edges; quotation marks stay."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in _EDGE + ".)]"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _EDGE + "(["):
        end -= 1
    for word in _LOOSE_ENDS:
        if text.endswith(word, start, end):
            return trimmed(text, Span(start, end - len(word)))
    full_stop = (
        text[start : start + 1] not in _MARKS
        and text.endswith(".", start, end)
        and text[max(start, end - 4) : end - 1]
    )
    shortened = full_stop and "." in full_stop  # "8 p.m."
    if full_stop and (
        full_stop[-1] in '"”»' or (full_stop.islower() and len(full_stop) == 3 and not shortened)
    ):
        end -= 1
    return Span(start, end)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans, touching ones made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def without(spans: Iterable[Span], hole: Span) -> list[Span]:
    """The spans with `hole` cut out."""
    result: list[Span] = []
    for span in spans:
        if not span.overlaps(hole):
            result.append(span)
            continue
        if span.start < hole.start:
            result.append(Span(span.start, hole.start))
        if hole.end < span.end:
            result.append(Span(hole.end, span.end))
    return result
