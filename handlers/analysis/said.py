"""Whether somebody said these words: word for word, in part, or not at all. Pure.

Case, kinds of quotation marks and white space never count. Dots in what was typed ("we will ... not today")
stand for words left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from handlers.words import WORD, content_words, stem
from store.types import Article, Quote, Span

PARTLY = 0.6  # share of the typed words, by weight, that a statement must have in order
NEAREST = 0.34  # the same for one that is worth showing
_LEFT_OUT = re.compile(r"\.{2,}|…|\[\s*\.*\s*\]")
_SMALL = 0.25  # weight of a word that carries no topic


class Verdict(StrEnum):
    """What is to be told of the typed words."""

    VERBATIM = "verbatim"
    PARTIAL = "partial"
    TEXT = "text"  # an article's own words, nobody's statement
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Match:
    """A statement beside the typed words; `marks` are the words of it that match."""

    quote: Quote
    verbatim: bool
    share: float
    marks: tuple[Span, ...]
    alone: bool = False  # one word is all that the statement has of several with a topic

    @property
    def verdict(self) -> Verdict:
        """What this statement alone would tell."""
        if self.verbatim:
            return Verdict.VERBATIM
        return Verdict.PARTIAL if self.share >= PARTLY else Verdict.NOT_FOUND


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    span: Span


def match(typed: str, quote: Quote, article: Article) -> Match:
    """Compare the typed words with one statement."""
    words = [word for span in quote.local.spans for word in _words(article.text, span)]
    run = _find(_pieces(typed), words)
    if run:
        return Match(quote, True, 1.0, tuple(word.span for word in run))
    pairs = _in_order(_stems(typed), [stem(word.word) for word in words])
    weights = [_weight(word) for word in _plain(typed)]
    share = sum(weights[at] for at, _ in pairs) / (sum(weights) or 1.0)
    marks = tuple(words[place].span for _, place in pairs)
    topical = [at for at, weight in enumerate(weights) if weight > _SMALL]
    alone = len(topical) > 1 and len({at for at, _ in pairs}.intersection(topical)) < 2
    return Match(quote, False, round(share, 3), marks, alone)


def find_in_text(typed: str, article: Article) -> Span | None:
    """Where an article holds the typed words, one after the other, outside what is set aside."""
    words = [
        word
        for word in _words(article.text, Span(0, len(article.text)))
        if not any(aside.overlaps(word.span) for aside in article.boilerplate)
    ]
    run = _find(_pieces(typed), words, gap=_FAR)
    return Span(run[0].span.start, run[-1].span.end) if run else None


_FAR = 40  # words that dots may stand for in an article's text


def _pieces(typed: str) -> list[list[str]]:
    """What was typed between dots."""
    return [words for piece in _LEFT_OUT.split(typed) if (words := _plain(piece))]


def _plain(text: str) -> list[str]:
    return [word.group().casefold() for word in WORD.finditer(text)]


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _plain(text)]


def _weight(word: str) -> float:
    return 1.0 if content_words(word) else _SMALL


def _words(text: str, span: Span) -> Iterator[_Word]:
    for word in WORD.finditer(text, span.start, span.end):
        yield _Word(word.group().casefold(), Span(*word.span()))


def _find(pieces: Sequence[Sequence[str]], words: Sequence[_Word], gap: int | None = None) -> list[_Word]:
    """The words of all pieces, in order, each piece in a row; empty when one is missing."""
    written = [word.word for word in words]
    for first in _places(pieces[0], written, 0) if pieces else ():
        found, end = list(words[first : first + len(pieces[0])]), first + len(pieces[0])
        for piece in pieces[1:]:
            place = next(_places(piece, written, end), None)
            if place is None or (gap is not None and place - end > gap):
                break
            found += words[place : place + len(piece)]
            end = place + len(piece)
        else:
            return found
    return []


def _places(piece: Sequence[str], written: Sequence[str], after: int) -> Iterator[int]:
    size = len(piece)
    yield from (n for n in range(after, len(written) - size + 1) if written[n : n + size] == list(piece))


def _in_order(typed: Sequence[str], written: Sequence[str]) -> list[tuple[int, int]]:
    """Places of a longest common subsequence: in the typed words, in the written ones."""
    return [
        pair
        for step in LCSseq.opcodes(typed, written)
        if step.tag == "equal"
        for pair in zip(
            range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
        )
    ]


def best(matches: Iterable[Match], limit: int) -> list[Match]:
    """Word for word first, then by share and manner; each utterance once; equals in the given order."""
    ranked = sorted(matches, key=lambda m: (not m.verbatim, -m.share, m.quote.local.manner.nearness))
    once: dict[str, Match] = {}
    for found in ranked:
        once.setdefault(found.quote.utterance, found)
    kept = list(once.values())
    verdict = kept[0].verdict if kept else Verdict.NOT_FOUND
    near = [found for found in kept if found.verdict is verdict and found.share >= NEAREST]
    return [found for found in near if found.verdict is not Verdict.NOT_FOUND or not found.alone][:limit]
