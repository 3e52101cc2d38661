"""Which parts of an article tell of an earlier time: sentences, and clauses at the end of one.

News says when something is not its own news: by a year, "last spring", "two years ago", "since the attack
on the mine". A sentence is background from the clause that says so to its end: the words before are news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from store.link.collection import LinkArticle
from store.types import Span

LEAD = 2  # sentences, the headline counted, that are news even where they hold a figure of the past
SHORT = 15  # letters: what stands before a clause that opens the sentence is no news
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|many)"
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)(s?)\b")
_CUE = re.compile(
    r"\b(?:"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ties"
    r"|last (?:year|spring|summer|autumn|fall|winter|month)"
    rf"|{_COUNT}[ -](?:years?|months?|decades?) (?:ago|earlier|before|after)"
    r"|years ago|decades?|not since|once before"
    rf"|(?:in|since) (?:early |late )?(?:{_MONTH})(?! \d)"
    r"|(?:in|since) the (?:spring|summer|autumn|winter)"
    r"|(?:earlier|previous|former) (?:war|round|truce|flare-up|conflict|clash\w*|attack|raid|ceasefire)"
    r"|since (?:the|an?|its|their)"
    r")\b"
)
_CLAUSE = re.compile(
    r",|\b(?:since|after|when|which|in an?|(?:in )?the (?:first|worst|most|\w+est))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Parts:
    """An article's sentences, the headline first: what is news of each, and what is background."""

    news: tuple[Span, ...]
    background: tuple[Span, ...]

    def is_background(self, span: Span) -> bool:
        return any(part.start <= span.start < part.end for part in self.background)


def parts_of(article: LinkArticle) -> Parts:
    """Its sentences outside boilerplate, each taken apart."""
    news: list[Span] = []
    background: list[Span] = []
    for number, sentence in enumerate(_sentences(article)):
        start = _turn(sentence.of(article.text), article.published)
        if start is None and number >= LEAD and _recalls_figure(article, sentence):
            start = 0
        turn = sentence.end if start is None else sentence.start + start
        if turn > sentence.start:
            news.append(Span(sentence.start, turn))
        if turn < sentence.end:
            background.append(Span(turn, sentence.end))
    return Parts(tuple(news), tuple(background))


def _sentences(article: LinkArticle) -> Iterator[Span]:
    for sentence in article.reading.sentences:
        if not any(sentence.span.overlaps(hidden) for hidden in article.boilerplate):
            yield sentence.span


def _turn(sentence: str, published: date | None) -> int | None:
    """Where a sentence turns to the past: 0 for all of it, None when it never does."""
    cue = _cue(sentence, published)
    if cue is None:
        return None
    start = max((clause.start() for clause in _CLAUSE.finditer(sentence, 0, cue + 1)), default=0)
    return start if start > SHORT else 0


def _cue(sentence: str, published: date | None) -> int | None:
    """Where an earlier time is named first: a year before the article's own, or a phrase."""
    for year in _YEAR.finditer(sentence):
        if year[2] or published is None or int(year[1]) < published.year:
            return year.start()
    found = _CUE.search(sentence)
    return found.start() if found else None


def _recalls_figure(article: LinkArticle, sentence: Span) -> bool:
    return any(claim.recalled and claim.sentence.overlaps(sentence) for _, claim in article.claims)
