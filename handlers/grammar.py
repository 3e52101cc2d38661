"""One grammar of arguments for all commands.

Free words, then any of about, since, until, in (an outlet), story, side and asof, with or without a colon.
Without a colon an option that cannot be one stays a word where words are free: "war in Ukraine" is a topic
when no outlet is called Ukraine.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

OPTIONS = ("about", "since", "until", "in", "story", "side", "asof")
_OPTION = re.compile(rf"(?:(?<=\s)|^)({'|'.join(OPTIONS)}|as of)(:\s*|\s+|$)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_WRITTEN = re.compile(r"(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})|([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_DATELIKE = re.compile(r"\d[\d./-]*(?:[dw]|\b)")
_NUMBER = re.compile(r"#?\d{1,9}")
_AGO = re.compile(r"(\d{1,4})([dw])", re.IGNORECASE)


class Takes(StrEnum):
    """What the free words of a command are."""

    NOTHING = "nothing"
    WORDS = "words"  # any words, so an option without a colon must prove to be one
    NAME = "name"  # a name: about, since, until, in and story always end it
    NUMBER = "number"  # a permanent number


class ArgumentError(ValueError):
    """An argument that cannot be understood: `kind` is date, outlet, story, number, about, period or pair."""

    def __init__(self, kind: str, words: str) -> None:
        self.kind, self.words = kind, words
        super().__init__(f"{kind}: {words}")


@dataclass(frozen=True, slots=True)
class Arguments:
    """A parsed line. `words` and `about` are as typed; `outlet` is as the library writes it."""

    words: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    story: int | None = None
    side: str = ""
    asof: date | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the arguments of one line are read with; `today` is the chat's day."""

    takes: Takes
    options: Sequence[str]
    outlets: Sequence[str]
    today: date

    def parse(self, text: str) -> Arguments:
        """Read a line without its command. Raises ArgumentError."""
        words, given = self._split(text)
        if "about" in given and not given["about"]:
            raise ArgumentError("about", "")
        number = int(words) if self.takes is Takes.NUMBER and re.fullmatch(r"\d{1,9}", words) else None
        if self.takes is Takes.NUMBER and words and number is None:
            raise ArgumentError("number", words)
        return Arguments(
            words=words,
            about=given.get("about", ""),
            since=read_date(given["since"], self.today) if "since" in given else None,
            until=read_date(given["until"], self.today, last=True) if "until" in given else None,
            outlet=outlet_named(given["in"], self.outlets) if "in" in given else None,
            story=self._story(given["story"]) if "story" in given else None,
            side=given.get("side", ""),
            asof=read_date(given["asof"], self.today, last=True) if "asof" in given else None,
            number=number,
        )

    def _split(self, text: str) -> tuple[str, dict[str, str]]:
        """The free words, and the text of each option (the last of each kind counts)."""
        starts = [match for match in _OPTION.finditer(text) if self._begins_option(match, text)]
        ends = [match.start() for match in starts[1:]] + [len(text)]
        given = {
            _name(match): text[match.end() : end].strip().strip(",;")
            for match, end in zip(starts, ends, strict=False)
        }
        words = text[: starts[0].start()] if starts else text
        story, _, after = given.get("story", "").partition(" ")
        if after and _NUMBER.fullmatch(story):
            given["story"], words = story, f"{words} {after}"
        return " ".join(words.split()).strip(",;"), given

    def _begins_option(self, match: re.Match[str], text: str) -> bool:
        name = _name(match)
        if name not in self.options:
            return False
        if ":" in match[2] or (self.takes is not Takes.WORDS and name != "story"):
            return True
        if self.takes is Takes.NAME and text[: match.start()].strip():
            return True  # no name goes on with "story"
        following = _OPTION.split(text[match.end() :])[0].strip()
        return self._is_meant(name, following) or self._can_be(name, following)

    def _is_meant(self, name: str, words: str) -> bool:
        """Whether words that cannot be the option's value look like one: "since 2022-13-45"."""
        return name in ("since", "until", "asof") and bool(_DATELIKE.match(words))

    def _can_be(self, name: str, words: str) -> bool:
        try:
            if name == "in":
                return bool(outlet_named(words, self.outlets))
            if name == "story":
                return bool(self._story(words.partition(" ")[0]))
            return name in ("about", "side") or bool(read_date(words, self.today))
        except ArgumentError:
            return False

    def _story(self, words: str) -> int:
        if not _NUMBER.fullmatch(words):
            raise ArgumentError("story", words)
        return int(words.lstrip("#"))


def outlet_named(words: str, outlets: Sequence[str]) -> str:
    """The outlet that words name: all of it, or all of the words in it. Raises ArgumentError."""
    asked = _plain(words)
    for outlet in outlets:
        if asked and asked == _plain(outlet):
            return outlet
    partly = [outlet for outlet in outlets if asked and asked <= _plain(outlet)]
    if len(partly) != 1:
        raise ArgumentError("outlet", words)
    return partly[0]


def _name(match: re.Match[str]) -> str:
    """ "as of" is "asof"."""
    return match[1].lower().replace(" ", "")


def read_date(words: str, today: date, *, last: bool = False) -> date:
    """A day from 2022-09-16, 16 September 2022, 2022-09, 2022, today, yesterday, 7d or 2w (that long ago).

    `last` takes the last day of a month or year instead of the first. Raises ArgumentError.
    """
    asked = words.strip().lower()
    named = {"today": 0, "yesterday": 1}
    if asked in named:
        return today - timedelta(days=named[asked])
    if ago := _AGO.fullmatch(asked):
        return _days_before(today, int(ago[1]) * (7 if ago[2] == "w" else 1))
    if parts := _DATE.fullmatch(_in_figures(asked)):
        return _calendar_day(words, parts, last)
    raise ArgumentError("date", words)


def _in_figures(asked: str) -> str:
    """2022-09-16 for "16 sep 2022" and "september 16, 2022"; anything else as it is."""
    if not (found := _WRITTEN.fullmatch(asked)):
        return asked
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    named = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(month)]
    return f"{year}-{named[0]}-{day}" if len(named) == 1 else asked


def read_published(words: str, today: date) -> str:
    """A publication date as it is stored: "2022-09-16", "2022-09" or "2022". Raises ArgumentError."""
    day = read_date(words, today).isoformat()
    parts = _DATE.fullmatch(words.strip())
    known = sum(part is not None for part in parts.groups()) if parts else 3
    return day[: (4, 7, 10)[known - 1]]


def _days_before(today: date, days: int) -> date:
    return date.fromordinal(max(1, today.toordinal() - days))


def _calendar_day(words: str, parts: re.Match[str], last: bool) -> date:
    year, month = int(parts[1]), int(parts[2] or (12 if last else 1))
    try:
        day = int(parts[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise ArgumentError("date", words) from None


def _plain(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - {"the"}
