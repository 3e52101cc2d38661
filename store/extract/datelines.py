"""Places and days that an article prints about itself: datelines and "Published: ..." lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from store.extract.blocks import find_blocks
from store.extract.lexicon import countries
from store.types import DatePrecision, Layout, Origin, Published, Span

HEAD_LINES, TAIL_LINES = 6, 3  # where a line with the article's date may stand
LONGEST_LINE = 160  # characters of such a line
SHORTEST_PLACE = 4  # letters: shorter ones are acronyms unless known

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}}){_ORDINAL},? (?P<y1>{_YEAR})"
    rf"|(?P<d2>\d{{1,2}}){_ORDINAL}(?: of)?[ -](?P<m2>{_MONTH}),?[ -](?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d)"
    rf"|(?P<n1>\d{{1,2}})[./](?P<n2>\d{{1,2}})[./](?P<y4>{_YEAR}))(?!\d)"
)
_PUBLISHED = r"(?:first |originally )?(?:published|publication date|posted|released|issued|date)"
_UPDATED = r"(?:last )?(?:updated?|modified)"
_LABELLED = tuple(
    re.compile(rf"\W*(?:by [^\n|]{{3,60}}\|\s*)?{label}\b[^\d\n]{{0,40}}?(?=\d|{_MONTH})", re.IGNORECASE)
    for label in (_PUBLISHED, _UPDATED)
)
_BARE = re.compile(r"\W*(?:[A-Za-z]+day,?\s+)?")
_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]*){0,3}"
_NAMES = r"[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,2}"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day\b|\.))"
_REGION = rf"(?:, (?!{_MONTH}|{_WEEKDAY})[A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? (?:{_YEAR}|\d\d\b))?"
_OPENING = re.compile(
    rf"(?:(?P<capitals>{_CAPITALS}{_REGION})(?=[ ,:–—-])|(?P<names>{_NAMES}{_REGION})(?=[ ,:–—-]))?"
    rf"(?P<weekday>,? {_WEEKDAY},?)?(?:,? ?(?P<date>{_DAY}),?)?"
    rf"(?:,? ?[(/](?P<agency>[A-Z][\w .&/-]{{1,38}}?)[)/])?"
    r"(?:\s*(?:--|[—–-])\s+[^\s\d]|(?P<colon>:)\s+[A-Z\"“‘'])"
)


_NO_PLACE = re.compile(
    r"\b(?:\w+day|on|at|in|updated?|published|breaking|news|exclusive|watch|video|live|analysis|opinion|editorial"
    r"|correction|timeline|report|photos)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What is printed of "YEREVAN, July 16 (Agency) -"."""

    place: Span | None = None
    day: Span | None = None
    agency: Span | None = None
    end: int | None = None  # where the article's own words begin

    @property
    def is_there(self) -> bool:
        return self.end is not None


def find_dateline(text: str, layout: Layout) -> Dateline:
    """The dateline that opens one of the first two paragraphs; empty when there is none."""
    for paragraph in layout.paragraphs[:2]:
        dateline = dateline_at(text, paragraph)
        if dateline.is_there:
            return dateline
    return Dateline()


def dateline_at(text: str, paragraph: Span) -> Dateline:
    """The dateline that opens a paragraph; empty when there is none."""
    match = _OPENING.match(text, paragraph.start, paragraph.end)
    if not match or not _is_dateline(match):
        return Dateline()
    place = _span(match, "capitals") or _span(match, "names")
    return Dateline(place, _span(match, "date"), _span(match, "agency"), match.end() - 1)


def find_published(text: str, layout: Layout, dateline: Dateline) -> Published:
    """The day that the article prints as its own, with its year; unknown without one.

    A line "Published: ..." goes before a line that is only a date, then "Updated: ...", then the dateline.
    Days such as 03/04/2020, which have two readings, are not taken.
    """
    lines = _outer_lines(text, layout)
    for label in (_LABELLED[0], _BARE, _LABELLED[1]):
        for line in lines:
            match = label.match(text, line.start, line.end)
            day = _day_at(text, match.end(), line.end) if match else None
            if day and (label is not _BARE or line.end - day.end() < 30):
                return _published(day)
    day = _DATE.match(text, dateline.day.start, dateline.day.end) if dateline.day else None
    return _published(day) if day else Published()


def _is_dateline(match: re.Match[str]) -> bool:
    """A place in plain letters needs a day or an agency beside it; before a colon one that is known.

    Capitals before a colon are also how transcripts name who speaks ("MAREK: We will").
    """
    capitals = match["capitals"]
    if _NO_PLACE.search(capitals or match["names"] or ""):
        return False
    if match["date"] or match["agency"] or match["weekday"]:
        return True
    known = bool(capitals) and (
        capitals.lower() in countries() or capitals.split(",")[0].lower() in countries()
    )
    return known or (bool(capitals) and len(capitals) >= SHORTEST_PLACE and not match["colon"])


def _outer_lines(text: str, layout: Layout) -> list[Span]:
    blocks = [span for span in find_blocks(text) if span.end - span.start <= LONGEST_LINE]
    head_end = layout.paragraphs[1].start if len(layout.paragraphs) > 1 else len(text)
    tail_start = layout.paragraphs[-1].start if layout.paragraphs else 0
    head = [span for span in blocks[:HEAD_LINES] if span.start < head_end]
    return head + [span for span in blocks[-TAIL_LINES:] if span.start >= tail_start and span not in head]


def _day_at(text: str, start: int, end: int) -> re.Match[str] | None:
    match = _DATE.match(text, start, end)
    return match if match and _date(match) else None


def _published(match: re.Match[str]) -> Published:
    day = _date(match)
    return Published(day, DatePrecision.DAY, Origin.INFERRED, Span(*match.span())) if day else Published()


def _date(match: re.Match[str]) -> date | None:
    """The day of a match; None when there is no such day, or two readings."""
    for year, month, day in _readings(match):
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None


def _readings(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    for number in ("1", "2"):
        if match["m" + number]:
            month = _MONTHS.index(match["m" + number][:3].lower()) + 1
            yield int(match["y" + number]), month, int(match["d" + number])
    if match["y3"]:
        yield int(match["y3"]), int(match["m3"]), int(match["d3"])
    if match["y4"]:
        first, second = int(match["n1"]), int(match["n2"])
        if first > 12 or first == second:
            yield int(match["y4"]), second, first
        elif second > 12:
            yield int(match["y4"]), first, second


def _span(match: re.Match[str], group: str) -> Span | None:
    return Span(*match.span(group)) if match[group] else None
