"""Times that a text names: explicit anchors (years, decades, dates) and relative words ("last week").

Nothing is guessed: an anchor holds only the parts that are printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from store.types import Layout, Span, TimeAnchor

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DIGIT = re.compile(r"\d")  # every pattern but that of the tens has one
_TENS = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
_CENTURY = "last|20th|twentieth|19th|nineteenth"
_CENTURIES = {"last": 1900, "20th": 1900, "twentieth": 1900, "19th": 1800, "nineteenth": 1800}
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_YEAR}-(?P<month_number>0[1-9]|1[0-2])-(?P<day>[0-2]\d|3[01])\b",
        rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?(?![\d:])",
        rf"\b{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR}| (?P<short>\d\d)\b)?(?!\d)",
        rf"\b{_MONTH},? (?:of )?{_YEAR}\b",
        r"\b(?i:(?P<part>early|mid|late)[- ])?(?:the )?(?P<decade>1[5-9]\d|20\d)0['’]?s\b",
        rf"\b(?:the )?(?i:(?P<tens>{_TENS}))(?: of the (?P<century>{_CENTURY}) century)?\b",
        rf"\b(?:between|from) {_YEAR} (?:and|to|until) (?P<to>1[5-9]\d\d|20\d\d)\b",
        rf"\b{_YEAR}\s?[-–]\s?(?P<to>1[5-9]\d\d|20\d\d|\d\d)\b",
        rf"(?<![\d,.$€£#/]){_YEAR}(?![\d%]|,\d|\.\d|-\d)",
    )
)
KEPT = 256  # stretches: callers ask for one of them several times in a row
_NOT_A_YEAR = re.compile(
    r"\s+(?:people|soldiers|troops|deaths|dead|civilians|men|women|dollars|meters|metres)\b"
)
# "Section 1520", "flight 1907": the number of a thing.
_NUMBERED = re.compile(
    r"\b(?:section|page|room|flight|route|resolution|article|paragraph|chapter|unit|number|no\.|road"
    r"|highway|building|bus|train|checkpoint|case|decree|order|directive) $",
    re.IGNORECASE,
)
_LABEL = 12  # characters in front of a number that may say of what it is
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PERIOD = (
    r"(?:day|week|weekend|month|year|decade|night|morning|afternoon|evening"
    r"|summer|winter|autumn|spring|fall)s?"
)
_COUNT = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few|a couple of)"
_RELATIVE = re.compile(
    rf"\b(?:(?:on|last|this|next|since|by|until|early|late|late on|early on) )?{_WEEKDAY}"
    rf"(?: (?:morning|afternoon|evening|night))?\b"
    rf"|\b(?:on |at |over )?(?:the )?(?:last|this|next|past|previous|earlier this|later this) {_PERIOD}\b"
    rf"|\b(?:the day before )?(?:yesterday|today|tonight|tomorrow|overnight)\b"
    rf"|\b(?:about |some |almost |nearly |over |more than )?{_COUNT} {_PERIOD} (?:ago|earlier|later)\b"
    rf"|\b(?:in |over |for |during )?the (?:past|last) (?:{_COUNT} )?{_PERIOD}\b"
    rf"|\b(?:earlier|later) (?:on )?{_WEEKDAY}\b"
    rf"|\bat the weekend\b|\b(?:so far )?this (?:morning|afternoon|evening)\b|\brecent(?:ly)?\b",
    re.IGNORECASE,
)


def find_anchors(doc: Doc, layout: Layout) -> tuple[TimeAnchor, ...]:
    """The explicit times of the article's headline and paragraphs, in text order, never overlapping."""
    spans = ((layout.headline,) if layout.headline else ()) + layout.paragraphs
    text = doc.text  # spaCy joins it anew at each use
    return tuple(anchor for span in spans for anchor in anchors_in(text, span))


@lru_cache(maxsize=KEPT)
def anchors_in(text: str, within: Span) -> tuple[TimeAnchor, ...]:
    """The explicit times in one stretch of a text."""
    words = within.of(text)
    if not _DIGIT.search(words) and "ties" not in words.lower():
        return ()
    found: list[TimeAnchor] = []
    taken = bytearray(within.end - within.start)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, within.start, within.end):
            start, end = match.start() - within.start, match.end() - within.start
            anchor = None if any(taken[start:end]) else _anchor(match)
            if anchor is None or (match.re is _PATTERNS[-1] and _only_counts(text, match)):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(anchor)
    return tuple(sorted(found, key=lambda anchor: anchor.span))


def _only_counts(text: str, number: re.Match[str]) -> bool:
    """Whether four digits by themselves count people or things, or number one of them."""
    before = text[max(0, number.start() - _LABEL) : number.start()]
    return bool(_NOT_A_YEAR.match(text, number.end()) or _NUMBERED.search(before))


def relative_time(text: str, within: Span) -> Span | None:
    """The first words of a stretch that need its article's date ("last week"); "recent" if alone."""
    found = relative_times(text, within)
    plain = (span for span in found if not span.of(text).lower().startswith("recent"))
    return next(plain, found[0] if found else None)


@lru_cache(maxsize=KEPT)
def relative_times(text: str, within: Span) -> tuple[Span, ...]:
    """All such words of a stretch, in order."""
    return tuple(Span(m.start(), m.end()) for m in _RELATIVE.finditer(text, within.start, within.end))


def _anchor(match: re.Match[str]) -> TimeAnchor | None:
    parts = match.groupdict()
    span = Span(match.start(), match.end())
    if parts.get("decade"):
        first = int(parts["decade"]) * 10
        return TimeAnchor(span, first, first + 9)
    if parts.get("tens"):
        return _named_decade(span, parts["tens"].lower(), parts.get("century"))
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("short"):
        year = 1900 + int(parts["short"]) if int(parts["short"]) > 40 else 2000 + int(parts["short"])
    last = _range_end(year, parts.get("to")) if year else None
    day = int(parts["day"]) if parts.get("day") else None
    return TimeAnchor(span, year, last, _month(parts), day)


def _named_decade(span: Span, name: str, century: str | None) -> TimeAnchor | None:
    """ "the nineties of the last century": 1990 to 1999; without a century the words name no year."""
    if century is None:
        return None
    first = _CENTURIES[century] + 10 * (_TENS.split("|").index(name) + 2)
    return TimeAnchor(span, first, first + 9)


def _range_end(year: int, to: str | None) -> int:
    if to is None:
        return year
    last = int(to) if len(to) == 4 else year // 100 * 100 + int(to)
    return max(year, last)


def _month(parts: dict[str, str | None]) -> int | None:
    if parts.get("month_number"):
        return int(parts["month_number"] or 0)
    name = parts.get("month")
    return _MONTHS.index(name[:3].lower()) + 1 if name else None
