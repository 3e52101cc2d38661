"""The blocks of a text: its lines, or its paragraphs where an editor wrapped the lines at some width."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.types import Span

WRAP_WIDTH = 100  # a text with longer lines was not wrapped
LONG_BLOCK = 700  # characters; longer ones are cut into sentences where parts of them are judged
LONG_TEXT = 300  # the same for a text that is a single block

_LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
_MARKUP_START = re.compile(r"(?:#{1,6}|[-*+>•|]|\d{1,3}[.)])\s")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z©])|(?<=:)\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    words: str
    after_gap: bool  # a blank line, or the text's start, stands before it


def find_blocks(text: str) -> tuple[Span, ...]:
    """Spans of the text's lines or wrapped paragraphs, without the white space around them."""
    lines = _lines(text)
    if not _is_wrapped(lines):
        return tuple(line.span for line in lines)
    blocks: list[Span] = []
    width = max(len(line.words) for line in lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before and _continues(before, line, width):
            blocks[-1] = Span(blocks[-1].start, line.span.end)
        else:
            blocks.append(line.span)
    return tuple(blocks)


def find_pieces(text: str) -> tuple[Span, ...]:
    """Blocks, the long ones cut into rough sentences; so is a text that is one block of some length."""
    pieces: list[Span] = []
    blocks = find_blocks(text)
    longest = LONG_BLOCK if len(blocks) > 1 else LONG_TEXT
    for block in blocks:
        if block.end - block.start <= longest:
            pieces.append(block)
            continue
        start = block.start
        for end in _SENTENCE_END.finditer(text, block.start, block.end):
            pieces.append(trim(text, Span(start, end.end())))
            start = end.end()
        pieces.append(Span(start, block.end))
    return tuple(pieces)


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty at its start when it holds nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def ends_sentence(words: str) -> bool:
    """Whether the words end as a sentence does, closing quotation marks and brackets aside."""
    return bool(_TERMINAL.search(words[-12:]))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        span = trim(text, Span(match.start(), match.end()))
        if span.start == span.end:
            continue
        gap = not lines or text.count("\n", end, span.start) > 1
        lines.append(_Line(span, span.of(text), gap))
        end = span.end
    return lines


def _is_wrapped(lines: list[_Line]) -> bool:
    """Many lines, none long, and of those that follow one another a third go on in lower case."""
    if len(lines) < 3 or sum(len(line.words) > WRAP_WIDTH for line in lines) * 20 > len(lines):
        return False
    joints = [line for line in lines[1:] if not line.after_gap]
    return bool(joints) and 3 * sum(line.words[0].islower() for line in joints) >= len(joints)


def _continues(before: _Line, line: _Line, width: int) -> bool:
    """Whether a wrapped line goes on from the one before: its first word had no room there."""
    if line.after_gap or _MARKUP_START.match(line.words) or before.words.startswith("#"):
        return False
    if line.words[0].islower():
        return True
    first_word = line.words.split(maxsplit=1)[0]
    return len(before.words) + 1 + len(first_word) > min(width, WRAP_WIDTH) - 5
