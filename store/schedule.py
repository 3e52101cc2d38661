"""When a daily subscription runs: pure, from a wall-clock time, a zone and the moment it is now.

A slot is a local date: one run a date, whatever the clocks do. A time that a spring night skips runs at the
first minute after the gap; a time that an autumn night repeats runs the first time only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

LATE = timedelta(minutes=10)  # from here on a run says that it comes late
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|h)?", re.IGNORECASE)
# Zones without a "/"; other ones of that form ("Israel", "Japan") are words of the news.
_PLAIN_ZONES = frozenset({"UTC", "GMT", "CET", "EET", "WET", "EST", "MST", "HST"})
_NEAR = 80  # of 100, how like a zone's name a slip of the pen is
_OFFSET = re.compile(r"(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|(?:UTC|GMT)\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Daily:
    """A wall-clock time in an IANA zone: `at` is "08:00"."""

    at: str
    zone: str


@dataclass(frozen=True, slots=True)
class Due:
    """What to do with a run whose moment has come.

    `slot` is the local date to send, None when all missed runs are too old; `moment` when it was due, in UTC;
    `late` says that the message has to say so.
    """

    slot: date | None
    moment: datetime | None
    late: bool
    next_run: datetime


def run_on(daily: Daily, day: date) -> datetime | None:
    """The moment of the run of a local date, in UTC; None on a date that the zone skipped as a whole."""
    zone = ZoneInfo(daily.zone)
    wall = datetime.combine(day, time.fromisoformat(daily.at))
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    moment = _end_of_gap(zone, wall, first)
    return moment if moment.astimezone(zone).date() == day else None


def runs_after(daily: Daily, now: datetime, last: date | None = None) -> Iterator[datetime]:
    """All runs after `now` (UTC), without end; none on `last`, the local date served already, or before."""
    day = now.astimezone(ZoneInfo(daily.zone)).date() - _DAY
    while True:
        moment = run_on(daily, day)
        if moment is not None and moment > now and (last is None or day > last):
            yield moment
        day += _DAY


def next_run(daily: Daily, now: datetime, last: date | None = None) -> datetime:
    """The first run after `now`, in UTC."""
    return next(runs_after(daily, now, last))


def preview(daily: Daily, first: datetime, count: int = 3) -> tuple[datetime, ...]:
    """The runs from `first` on (that one included) in the zone's own time."""
    zone = ZoneInfo(daily.zone)
    runs = runs_after(daily, first - timedelta(microseconds=1))
    return tuple(moment.astimezone(zone) for moment in islice(runs, count))


def due(daily: Daily, planned: datetime, now: datetime, catch_up: timedelta) -> Due:
    """What to do at `now` about a run `planned` before it: of several missed ones only the newest counts."""
    day, moment = _newest_missed(daily, planned, now)
    following = next_run(daily, now, day)
    if now - moment > catch_up:
        return Due(None, None, False, following)
    return Due(day, moment, now - moment >= LATE, following)


def read_time(words: str) -> str | None:
    """ "08:00" from 8, 8:00, 08.00, 8h, 8am; None when the words are no time of day."""
    match = _TIME.fullmatch(words.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def read_zone(words: str) -> str | None:
    """The IANA name that is written out ("europe/berlin", "UTC"); None for anything else."""
    named = _zones().get(words.strip().casefold())
    return named if named and ("/" in named or named in _PLAIN_ZONES) else None


def looks_like_zone(words: str) -> bool:
    """Whether a word that is no zone was meant as one: "Mars/Base", "UTC+2"."""
    return "/" in words or bool(_OFFSET.fullmatch(words))


def zones_called(city: str) -> tuple[str, ...]:
    """The zones whose last part is this word: "Kyiv" is Europe/Kyiv."""
    wanted = city.strip().casefold().replace(" ", "_")
    return tuple(sorted(name for key, name in _zones().items() if key.endswith(f"/{wanted}")))


def zones_near(words: str) -> tuple[str, ...]:
    """The zones whose name or city is almost this, the nearest first: "Berln", "Europa/Berlin"."""
    ways = _written()
    likes = process.extract(
        _spaced(words), [way for way, _ in ways], scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None
    )
    ranked = sorted((-score, ways[place][1]) for _, score, place in likes)
    return tuple(dict.fromkeys(zone for _, zone in ranked))


def _spaced(name: str) -> str:
    return re.sub(r"[/_\s]+", " ", name.strip().casefold())


@lru_cache(maxsize=1)
def _written() -> tuple[tuple[str, str], ...]:
    """Each zone with a "/" by its whole name and by its city."""
    zones = sorted(zone for zone in _zones().values() if "/" in zone)
    return tuple((_spaced(way), zone) for zone in zones for way in (zone, zone.rpartition("/")[2]))


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    named = (name for name in available_timezones() if not name.startswith(("posix/", "right/")))
    return {name.casefold(): name for name in named}


def _newest_missed(daily: Daily, planned: datetime, now: datetime) -> tuple[date, datetime]:
    """The last run from `planned` to `now`; that one itself if the zone's rules have changed since."""
    zone = ZoneInfo(daily.zone)
    day, first = now.astimezone(zone).date(), planned.astimezone(zone).date()
    while day >= first:
        moment = run_on(daily, day)
        if moment is not None and planned <= moment <= now:
            return day, moment
        day -= _DAY
    return first, planned


def _end_of_gap(zone: ZoneInfo, wall: datetime, after: datetime) -> datetime:
    """The moment at which the clocks jump over `wall`; `after` lies at or behind it."""
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    while after - before > _MINUTE:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(second=0, microsecond=0)
