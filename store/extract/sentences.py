"""Sentences of the headline and the paragraphs: the parser's, repaired.

The parser's ends are not believed inside an open quotation, after an abbreviation and where nothing ends
a sentence; ends that it missed after a full stop are added.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.extract.blocks import trim
from store.extract.datelines import Dateline, find_dateline
from store.extract.lexicon import table
from store.extract.parse import BUDGET
from store.extract.quotes.marks import find_quotations
from store.extract.times import relative_time
from store.types import Layout, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST = 1_200  # characters up to which a quotation keeps its sentences together
LONG_WORD = 6  # letters; hardly an abbreviation

_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_MISSED = re.compile(r"(?<=[a-z\d%)])(?:\.[\"”’»)\]]{0,2}|[!?])\s+(?=[\"“«‘(\[]{0,2}[A-Z])")
_LAST_WORD = re.compile(r"(?:^|[\s\"“‘(\[])([^\s\"“‘(\[]+)\.[\"”’»)\]]*\s*$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_NOISE = re.compile(r"[\W_]{10,}(?=[^\W_])")
_GOES_ON = re.compile(r"[\"“‘(\[]*[a-z]")
_SAID_BY_PRONOUN = re.compile(r"[\"“][^\"”]+[\"”],? (?:he|she|they|it) \w+")
_CONTRACTED = re.compile(r"^'s\b")
_LINKED = re.compile(r", (?:however|meanwhile|moreover|nevertheless|therefore)[,.]")
_NUMBERED = frozenset(
    {"no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)


def find_sentences(doc: Doc, layout: Layout) -> tuple[Sentence, ...]:
    """Sentences in the order of the text; `doc` is the parse of the masked text, offsets unchanged.

    Where the parse ends (its budget), so do the sentences: one that is cut off there is left out.
    """
    text = doc.text
    starts = [sentence.start_char for sentence in doc.sents]
    dateline = find_dateline(text, layout)
    regions = [(index, _after(dateline, region)) for index, region in enumerate(layout.paragraphs)]
    if layout.headline:
        regions.insert(0, (-1, layout.headline))
    return tuple(
        Sentence(span, paragraph, is_dangling(span.of(text)), relative_time(text, span))
        for paragraph, region in regions
        for span in _sentences(text, region, starts)
    )


def _after(dateline: Dateline, paragraph: Span) -> Span:
    """The paragraph without the dateline that opens it."""
    if dateline.end is None or not paragraph.start <= dateline.end < paragraph.end:
        return paragraph
    return Span(dateline.end, paragraph.end)


def is_dangling(words: str) -> bool:
    """Whether a sentence cannot stand alone: "He said", "Meanwhile", or a quotation of "he"."""
    lowered = words.replace("’", "'").replace("''", '"').lower()
    if _SAID_BY_PRONOUN.match(lowered) or _LINKED.search(lowered):
        return True
    opening = lowered.lstrip(" \t'‘(—–-•*")
    match = _openings().match(opening)
    if not match:
        return False
    alone = _unless().get(match[0])
    rest = _CONTRACTED.sub("is", opening[match.end() :]).lstrip(" ,")
    return not (alone and alone.match(rest))


def _sentences(text: str, region: Span, starts: Sequence[int]) -> Iterator[Span]:
    region = Span(region.start, min(region.end, len(text)))
    start = region.start
    for cut in [*_cuts(text, region, starts), region.end]:
        span = _without_noise(text, trim(text, Span(start, cut)))
        start = cut
        cut_off = cut == len(text) and not _ENDS.search(span.of(text))
        if any(map(str.isalnum, span.of(text))) and not (cut_off and len(text) >= BUDGET):
            yield span


def _without_noise(text: str, span: Span) -> Span:
    """The span without a row of marks at its start ("=====" or thousands of brackets)."""
    noise = _NOISE.match(text, span.start, span.end)
    return Span(noise.end(), span.end) if noise else span


def _cuts(text: str, region: Span, starts: Sequence[int]) -> list[int]:
    """Where sentences begin within a region, its own beginning left out."""
    parsed = starts[bisect_right(starts, region.start) : bisect_left(starts, region.end)]
    missed = [
        found.end()
        for found in _MISSED.finditer(text, region.start, region.end)
        if _is_plain_end(text, found)
    ]
    quotations = [(found.start, found.end) for found in find_quotations(text, (region,))]
    kept: list[int] = []
    for cut in sorted({_before_mark(text, cut, quotations) for cut in (*parsed, *missed)}):
        start = kept[-1] if kept else region.start
        if not _is_quoted(cut, start, quotations) and _separates(text, Span(start, region.end), cut):
            kept.append(cut)
    return kept


def _is_plain_end(text: str, stop: re.Match[str]) -> bool:
    """Whether the word before a full stop is no abbreviation such as "Calif." or "p.m."."""
    if text[stop.start()] != ".":
        return True
    word = text[max(0, stop.start() - 30) : stop.start()].rsplit(maxsplit=1)[-1]
    return "." not in word and (word.islower() or len(word) > LONG_WORD or word[-1].isdigit())


def _before_mark(text: str, cut: int, quotations: Sequence[tuple[int, int]]) -> int:
    """A cut right after an opening quotation mark belongs before the mark."""
    index = bisect_left(quotations, (cut, 0)) - 1
    if index < 0:
        return cut
    start, end = quotations[index]
    return start if cut < end and not any(map(str.isalnum, text[start:cut])) else cut


def _is_quoted(cut: int, start: int, quotations: Sequence[tuple[int, int]]) -> bool:
    """Whether a cut falls inside a quotation that is short enough to stay in one sentence."""
    index = bisect_left(quotations, (cut, 0)) - 1
    if index < 0:
        return False
    _, end = quotations[index]
    return cut < end and end - start <= LONGEST


def _separates(text: str, around: Span, cut: int) -> bool:
    """Whether the words before a cut end a sentence and those after it begin another."""
    before, after = text[max(around.start, cut - 40) : cut], text[cut : min(around.end, cut + 40)]
    if not _ENDS.search(before) or _GOES_ON.match(after) or not any(map(str.isalnum, after)):
        return False
    if not any(map(str.isalpha, before)):  # the number of a list
        return False
    last = _LAST_WORD.search(before)
    return last is None or not _is_abbreviation(last[1], after)


def _is_abbreviation(word: str, after: str) -> bool:
    lowered = word.lower()
    if lowered in _abbreviations() or (len(word) == 1 and word.isupper() and word != "I"):
        return True
    if lowered in _NUMBERED:
        return after[:1].isdigit()
    return bool(_INITIALS.fullmatch(word)) and after[:1].isdigit()


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(row[0] for row in table(_beside("abbreviations.txt")))


@lru_cache(maxsize=1)
def _openings() -> re.Pattern[str]:
    """Any opening of the table, the longest first."""
    openings = sorted((row[0] for row in table(_beside("dangling.tsv"))), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, openings))})(?!(?!'(?:s|re|ve|d|ll)\b)[\w'-])")


@lru_cache(maxsize=1)
def _unless() -> dict[str, re.Pattern[str]]:
    return {row[0]: re.compile(row[1]) for row in table(_beside("dangling.tsv")) if len(row) > 1}


def _beside(name: str) -> Path:
    return Path(__file__).with_name(name)
