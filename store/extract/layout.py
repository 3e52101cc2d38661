"""How a text is built: headline, paragraphs, boilerplate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from store.extract.blocks import ends_sentence, find_blocks, trim
from store.extract.boilerplate import find_boilerplate, merge
from store.extract.outlets import is_media
from store.types import Layout, Span

MAX_HEADLINE = 220  # characters
MAX_WORDS = 30
SKIPPED = 3  # parts that are looked at
# A headline with a full stop shows itself by its capitals, or by a first paragraph that repeats it.
TITLE_CASE = 0.7  # share of longer words with a capital
SHORT_TITLE = 16  # words
TOLD_AGAIN = 0.6  # share of longer words that come again

_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*")
_BOLD = re.compile(r"(\*\*|__)(?P<words>[^*_\n]+)\1")
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_SENTENCE_BREAK = re.compile(r"[a-z]{2,}[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")
_DATELINE = re.compile(
    r"[^\n]{2,70}?(?:\)|\b[A-Z]{3,}|\d)\s*(?:--|[—–-])\s|[A-Z]{4,}\b[^\n(]{0,40}\([^)\n]*\d[^)\n]*\)$"
)
_REPORTS = re.compile(r"\b(?:said|told|added|according to|on (?:[A-Z]\w+)day|yesterday|today|last \w+)\b")


def find_layout(text: str) -> Layout:
    """Split a text into headline, paragraphs and boilerplate: disjoint spans, sorted, without blank ends.

    A paragraph is a line, or several where lines were wrapped at some width; what boilerplate leaves
    of it counts. A text of one paragraph has no headline.
    """
    boilerplate = find_boilerplate(text)
    parts = [part for block in find_blocks(text) for part in _without(text, block, boilerplate)]
    parts = [part for part in parts if any(map(str.isalnum, part.of(text)))]
    title = _headline(text, parts)
    if title is None:
        return Layout(None, tuple(parts), boilerplate)
    first = title + 1 + _is_source(text, parts[title + 1 :])
    aside = [part for part in parts[:first] if part is not parts[title]]
    furniture = merge(text, [*boilerplate, *aside])
    return Layout(_without_marks(text, parts[title]), tuple(parts[first:]), furniture)


def has_content(text: str, layout: Layout) -> bool:
    """Whether a word is left that is no boilerplate."""
    spans = (*layout.paragraphs, *([layout.headline] if layout.headline else []))
    return any(char.isalpha() for span in spans for char in span.of(text))


def _without(text: str, block: Span, boilerplate: Sequence[Span]) -> Iterator[Span]:
    """What is left of a block, boilerplate (sorted, disjoint) taken out."""
    start = block.start
    for index in range(bisect_right(boilerplate, block.start, key=_end), len(boilerplate)):
        span = boilerplate[index]
        if span.start >= block.end:
            break
        yield trim(text, Span(start, max(start, span.start)))
        start = span.end
    yield trim(text, Span(min(start, block.end), block.end))


def _end(span: Span) -> int:
    return span.end


def _headline(text: str, parts: Sequence[Span]) -> int | None:
    """Index of the part that reads as a title; before it only a masthead or a number may stand."""
    for index, part in enumerate(parts[:SKIPPED]):
        if index + 1 == len(parts):
            break
        words = _without_marks(text, part)
        marked = words != part and len(words.of(text)) <= MAX_HEADLINE
        if marked or _is_title(words.of(text), parts[index + 1].of(text)):
            return index
        if not _is_masthead(words.of(text)):
            break
    return None


def _is_source(text: str, parts: Sequence[Span]) -> bool:
    """Whether the line under a title only names a news service ("Central Press")."""
    return len(parts) > 1 and not ends_sentence(parts[0].of(text)) and is_media(parts[0].of(text))


def _without_marks(text: str, part: Span) -> Span:
    """The words of a Markdown heading or of a line all in bold; any other part as it is."""
    for pattern in (_HEADING, _BOLD):
        match = pattern.fullmatch(part.of(text))
        if match and match["words"].strip():
            return Span(part.start + match.start("words"), part.start + match.end("words"))
    return part


def _is_masthead(words: str) -> bool:
    return not ends_sentence(words) and (is_media(words) or len(_WORD.findall(words)) < 2)


def _is_title(words: str, following: str) -> bool:
    if len(words) > MAX_HEADLINE or words.count(" ") >= MAX_WORDS or "\n" in words or _is_masthead(words):
        return False
    if (
        following[0].islower()
        or words[-1] in ",;:"
        or _DATELINE.match(words)
        or _SENTENCE_BREAK.search(words)
    ):
        return False
    if not ends_sentence(words):
        return True
    return not _REPORTS.search(words) and (_has_title_case(words) or _is_told_again(words, following))


def _has_title_case(words: str) -> bool:
    """Most of the longer words have a capital; names alone do not reach that."""
    longer = [word for word in _WORD.findall(words) if len(word) > 3]
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) >= TITLE_CASE * len(longer)


def _is_told_again(words: str, following: str) -> bool:
    """A short line whose words the paragraph below repeats, as a first paragraph does with its title."""
    stems = {word[:5].lower() for word in _WORD.findall(words) if len(word) > 3}
    if len(stems) < 3 or words.count(" ") >= SHORT_TITLE or 2 * len(following) < 3 * len(words):
        return False
    again = {word[:5].lower() for word in _WORD.findall(following)}
    return len(stems & again) >= TOLD_AGAIN * len(stems)
