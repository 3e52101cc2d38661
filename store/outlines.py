"""Outlines to bytes and back: rows of numbers, since validating whole readings costs a millisecond each."""

from __future__ import annotations

import json
import zlib
from typing import Any

from store.types import NamedTime, Outline, Sentence, Span


def pack_outline(outline: Outline) -> bytes:
    """An outline as compressed JSON rows."""
    rows = [
        [_sentence_row(sentence) for sentence in outline.sentences],
        [[span.start, span.end, number] for span, number in outline.figures],
        [[span.start, span.end] for span in outline.recalled],
        [[time.span.start, time.span.end, time.last_year, int(time.bare)] for time in outline.times],
        [[span.start, span.end, name] for span, name in outline.said],
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def unpack_outline(data: bytes) -> Outline:
    """The inverse of `pack_outline`."""
    rows = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    sentences, figures, recalled, times, said = rows
    return Outline(
        sentences=tuple(map(_sentence, sentences)),
        figures=tuple((Span(start, end), number) for start, end, number in figures),
        recalled=tuple(Span(start, end) for start, end in recalled),
        times=tuple(NamedTime(Span(start, end), year, bool(bare)) for start, end, year, bare in times),
        said=tuple((Span(start, end), name) for start, end, name in said),
    )


def _sentence_row(sentence: Sentence) -> list[int]:
    time = sentence.relative_time
    relative = [time.start, time.end] if time else []
    return [sentence.span.start, sentence.span.end, sentence.paragraph, int(sentence.dangling), *relative]


def _sentence(row: list[Any]) -> Sentence:
    start, end, paragraph, dangling, *relative = row
    return Sentence(Span(start, end), paragraph, bool(dangling), Span(*relative) if relative else None)
