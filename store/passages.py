"""Cut an article into the passages that search finds: about 120 words, whole sentences, no boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.types import Layout, Sentence, Span

SIZE = 120  # words; MiniLM reads 256 word pieces
_WORDS = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+")


def cut_passages(text: str, layout: Layout, sentences: Iterable[Sentence]) -> tuple[Span, ...]:
    """Spans of passages in text order; each holds at least one word."""
    passages: list[Span] = []
    open_words = 0
    for piece in _pieces(text, layout, tuple(sentences)):
        words = len(_WORDS.findall(piece.of(text)))
        if passages and open_words + words <= SIZE and _adjacent(text, passages[-1], piece):
            passages[-1] = Span(passages[-1].start, piece.end)
            open_words += words
        else:
            passages.append(piece)
            open_words = words
    return tuple(passages)


def _pieces(text: str, layout: Layout, sentences: tuple[Sentence, ...]) -> Iterator[Span]:
    """Sentences where they are known, else sentence-like stretches, else runs of SIZE words."""
    parsed_end = max((sentence.span.end for sentence in sentences), default=0)
    yield from (sentence.span for sentence in sentences)
    blocks = ([layout.headline] if layout.headline else []) + list(layout.paragraphs)
    for block in blocks:
        if block.end > parsed_end:
            yield from _stretches(text, Span(max(block.start, parsed_end), block.end))


def _stretches(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        yield from _runs(text, Span(start, match.start()))
        start = match.end()
    yield from _runs(text, Span(start, block.end))


def _runs(text: str, stretch: Span) -> Iterator[Span]:
    words = list(_WORDS.finditer(text, stretch.start, stretch.end))
    for first in range(0, len(words), SIZE):
        run = words[first : first + SIZE]
        yield Span(run[0].start(), run[-1].end())


def _adjacent(text: str, left: Span, right: Span) -> bool:
    """Nothing but space between: boilerplate was cut out nowhere in the passage."""
    return not text[left.end : right.start].strip()
