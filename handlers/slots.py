"""Typed slots of house messages: the only variable parts of text that no article wrote.

Each slot knows its `text`. The gate (handlers/render/gate.py) checks what a slot claims about an article
against the stored one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store.types import DatePrecision, Published, Span

USER_WORDS = 80  # characters of a user's words that are echoed
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# Not strftime's names: those follow the machine's locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NEAR_DAYS = {timedelta(0): "today", timedelta(1): "yesterday"}


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something the desk counted itself: "5 articles"; without a noun only the figure."""

    value: int
    one: str = ""
    many: str = ""

    @property
    def text(self) -> str:
        noun = self.one if self.value == 1 else (self.many or (self.one and f"{self.one}s"))
        return f"{self.value:,} {noun}" if noun else f"{self.value:,}"


@dataclass(frozen=True, slots=True)
class These:
    """What was searched, counted: "these 5 articles", "this article"."""

    value: int
    one: str = "article"

    @property
    def text(self) -> str:
        return f"this {self.one}" if self.value == 1 else f"these {self.value:,} {self.one}s"


@dataclass(frozen=True, slots=True)
class Number:
    """A permanent id that a user can type."""

    value: int

    @property
    def text(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker's name as `article` prints it at `span`."""

    text: str
    article: int | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class OutletName:
    """The outlet of an article, given or inferred."""

    text: str
    article: int


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an article, given or inferred."""

    text: str
    article: int


@dataclass(frozen=True, slots=True)
class Path:
    """The file of an article."""

    text: str
    article: int


@dataclass(frozen=True, slots=True)
class Day:
    """The publication date of an article, no more precise than it is known."""

    published: Published
    article: int

    @property
    def text(self) -> str:
        if self.published.day is None:
            return "undated"
        return print_day(self.published.day, self.published.precision)


@dataclass(frozen=True, slots=True)
class EventDay:
    """The day of what a sentence tells, by its words and its article's date; `counted` by its own words."""

    day: date
    precision: DatePrecision
    article: int
    sentence: Span
    counted: bool

    @property
    def text(self) -> str:
        return print_day(self.day, self.precision)


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A date that the user typed, as it was understood."""

    day: date
    precision: DatePrecision = DatePrecision.DAY

    @property
    def text(self) -> str:
        return print_day(self.day, self.precision)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the desk's own, in the chat's time: "yesterday 08:00 CET", "5 March", "Fri 5 March 08:00".

    With its weekday it is a run, whose zone stands beside it; otherwise it names its zone itself.
    """

    when: datetime
    today: date | None = None  # then near days are called by name
    weekday: bool = False

    @property
    def text(self) -> str:
        clock = f" {self.when:%H:%M}" if (self.when.hour, self.when.minute) != (0, 0) or self.weekday else ""
        zone = f" {self._zone()}" if clock and not self.weekday else ""
        return f"{self._day()}{clock}{zone}".rstrip()

    def _zone(self) -> str:
        """CET; UTC+04 where a zone has no letters of its own."""
        name = self.when.tzname() or ""
        return name if name[:1].isalpha() else f"UTC{name}"

    def _day(self) -> str:
        day = self.when.date()
        if self.today is not None and self.today - day in _NEAR_DAYS:
            return _NEAR_DAYS[self.today - day]
        year = f" {day.year}" if self.today is not None and self.today.year != day.year else ""
        weekday = f"{_WEEKDAYS[day.weekday()]} " if self.weekday else ""
        return f"{weekday}{day.day} {_MONTHS[day.month - 1]}{year}"


@dataclass(frozen=True, slots=True)
class ClaimNumber:
    """Number words of a casualty claim, with what the claim takes them to mean."""

    text: str
    article: int
    span: Span
    value: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class UserWords:
    """Words that the user typed: shortened, without control characters."""

    typed: str

    @property
    def text(self) -> str:
        words = " ".join(_CONTROL.sub(" ", self.typed).split())
        return words if len(words) <= USER_WORDS else words[: USER_WORDS - 1] + "…"


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that can be typed as it stands: "/quotes Ana Marek"; "open 2" in the terminal."""

    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """A command's declared description or usage."""

    text: str


Slot = (
    Count
    | These
    | Number
    | Name
    | OutletName
    | Title
    | Path
    | Day
    | EventDay
    | AskedDay
    | Moment
    | ClaimNumber
    | UserWords
    | Typed
    | Described
)


def print_day(day: date, precision: DatePrecision = DatePrecision.DAY) -> str:
    """ "3 March 2024", "March 2024" or "2024"."""
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    if precision is DatePrecision.YEAR:
        return str(day.year)
    return month if precision is DatePrecision.MONTH else f"{day.day} {month}"
