"""When a sentence says that something happened: by its own words and its article's known date, never guessed.

A day stands only where the words name it ("12 July 2020") or count from the article's day ("on Sunday").
A year that only measures or dates another event ("the worst since a war in 1996") recalls that event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from store.extract.times import anchors_in, relative_times
from store.types import DatePrecision, Published, Span, TimeAnchor

NEAR = 183  # days from the article within which a day without a year is meant
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})day\b", re.IGNORECASE)
_AGO = re.compile(r"\b(a|one|two|three|four|five|six|seven|\d{1,3}) days? (?:ago|earlier)\b", re.IGNORECASE)
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven")
_NAMED = {"today": 0, "tonight": 0, "yesterday": 1, "overnight": 0}
_SAME_DAY = re.compile(r"\b(today|tonight|yesterday)\b|\bthis (?:morning|afternoon|evening)\b", re.IGNORECASE)
_NOT_ONE_DAY = re.compile(r"\b(?:since|by|until|next|before yesterday|tomorrow)\b", re.IGNORECASE)
_STILL_TO_COME = re.compile(
    r"\b(?:will|would|shall|may|plans?|planned|planning|scheduled|expected|due|intends?"
    r"|set to|is to|are to|to be held)\b",
    re.IGNORECASE,
)
# "Tuesday's quake", "since July 12": the day of another event, which the sentence only names.
_REFERS_BEFORE = re.compile(r"\b(?:since|until|till|before|after|of|from|by) (?:the )?$", re.IGNORECASE)
_REFERS_AFTER = re.compile(r"['’]s\b")
_BEFORE = 12  # characters looked at in front of a time


class Basis(StrEnum):
    """What an event's date rests on."""

    WORDS = "words"  # a full date in the sentence
    COUNTED = "counted"  # from the article's day: "on Sunday", "12 July"
    ARTICLE = "article"  # news without a time of its own: the article's day
    RECALLED = "recalled"  # years that the sentence looks back to
    NONE = "none"


@dataclass(frozen=True, slots=True)
class When:
    """A date no more precise than the words. `day` is its first day; `span` the words that give it.

    For recalled events `years` are the first and the last one that the words name.
    """

    basis: Basis
    day: date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    span: Span | None = None
    years: tuple[int, int] | None = None


UNDATED = When(Basis.NONE)


def when(text: str, sentence: Span, published: Published, year: int | None = None) -> When:
    """The time of what a sentence tells; `year` is the story's, when its articles are dated.

    Words such as "last week" keep a sentence in the article's own time, whatever year it looks back to.
    """
    anchors = anchors_in(text, sentence)
    own = own_day(text, sentence, published)
    if own is not None and not _is_past(own, year):
        return own
    words = _time_words(text, sentence, anchors)
    if own is None and words is not None:
        return When(Basis.NONE, span=words)
    return next(looks_back(text, sentence, year), UNDATED)


def own_day(text: str, sentence: Span, published: Published) -> When | None:
    """The day or month that the sentence's own words give, with the article's day to count from."""
    day = published.day if published.precision is DatePrecision.DAY else None
    anchors = (anchor for anchor in anchors_in(text, sentence) if not _refers(text, anchor.span))
    named = (found for anchor in anchors if (found := dated(anchor, day)))
    return next(named, None) or _counted(text, sentence, day)


def looks_back(text: str, sentence: Span, year: int | None) -> Iterator[When]:
    """The earlier years that a sentence names, be it only to measure the news by them."""
    for anchor in anchors_in(text, sentence):
        found = _recalled(anchor, year)
        if found is not None:
            yield found


def dated(anchor: TimeAnchor, day: date | None) -> When | None:
    """The date that an anchor names, completed with the year of the article's day."""
    known = anchor.first_year is not None and anchor.first_year == anchor.last_year
    if known and anchor.month is None:
        return None
    if known:
        return _exact(anchor, anchor.first_year or 0, Basis.WORDS)
    if anchor.month is None or anchor.day is None or day is None:
        return None
    near = [_exact(anchor, day.year + shift, Basis.COUNTED) for shift in (-1, 0, 1)]
    fits = [found for found in near if found and found.day and abs((found.day - day).days) <= NEAR]
    return fits[0] if fits else None


def counted_day(words: str, day: date) -> date | None:
    """The day that a relative time means, None when it fits more than one or lies ahead."""
    if _NOT_ONE_DAY.search(words):
        return None
    if same := _SAME_DAY.search(words):
        return day - timedelta(days=_NAMED.get((same[1] or "today").lower(), 0))
    if ago := _AGO.search(words):
        typed = ago[1].lower()
        count = int(typed) if typed.isdigit() else 1 if typed == "a" else _NUMBERS.index(typed)
        return day - timedelta(days=count)
    named = _WEEKDAY.search(words)
    if named is None or re.search(r"\bthis\b", words, re.IGNORECASE):
        return None
    back = (day.weekday() - _WEEKDAYS.index(named[1].lower())) % 7
    if re.search(r"\blast\b", words, re.IGNORECASE):
        return day - timedelta(days=back or 7)
    return day - timedelta(days=back)


def _is_past(found: When, year: int | None) -> bool:
    """Whether a date lies well before the story's year."""
    return year is not None and found.day is not None and found.day.year < year - 1


def _refers(text: str, time: Span) -> bool:
    """Whether a time belongs to another event that the sentence names."""
    before = text[max(0, time.start - _BEFORE) : time.start]
    return bool(_REFERS_BEFORE.search(before) or _REFERS_AFTER.match(text, time.end))


def _exact(anchor: TimeAnchor, year: int, basis: Basis) -> When | None:
    try:
        day = date(year, anchor.month or 1, anchor.day or 1)
    except ValueError:
        return None
    return When(basis, day, DatePrecision.DAY if anchor.day else DatePrecision.MONTH, anchor.span)


def _counted(text: str, sentence: Span, day: date | None) -> When | None:
    """The first relative time that means one day; what is still to come has none."""
    if day is None or is_to_come(text, sentence):
        return None
    for span in relative_times(text, sentence):
        if _refers(text, span):
            continue
        found = counted_day(span.of(text), day)
        if found is not None:
            return When(Basis.COUNTED, found, DatePrecision.DAY, span)
    return None


def _recalled(anchor: TimeAnchor, year: int | None) -> When | None:
    """Years before the story's; without its year, bare ones: news names its own year with the day."""
    if anchor.first_year is None or anchor.last_year is None:
        return None
    earlier = anchor.last_year < year if year is not None else anchor.day is None
    if not earlier:
        return None
    years = (anchor.first_year, anchor.last_year)
    return When(Basis.RECALLED, date(years[0], 1, 1), DatePrecision.YEAR, anchor.span, years)


def is_to_come(text: str, sentence: Span) -> bool:
    """Whether a sentence speaks of what is planned."""
    return bool(_STILL_TO_COME.search(text, sentence.start, sentence.end))


def _time_words(text: str, sentence: Span, anchors: tuple[TimeAnchor, ...]) -> Span | None:
    """The first words for a time that only the article's date would fix: "last week", "July 12"."""
    days = (anchor.span for anchor in anchors if anchor.day is not None and anchor.first_year is None)
    found = sorted([*relative_times(text, sentence), *days])
    clear = (span for span in found if not span.of(text).lower().startswith("recent"))
    return next(clear, None)
