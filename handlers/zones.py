"""What words after a time, or in the place of a cadence, were meant as."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.doc import Block, Note
from handlers.slots import Described
from store.schedule import read_time, read_zone, zones_called, zones_near

_LONGEST_CITY = 3  # words
_NAMED = 2  # zones in a sentence
# First words of wishes that no subscription fulfils. "Monday" and other days may begin a topic.
_OTHER_CADENCES = frozenset(
    ("hourly", "nightly", "weekly", "biweekly", "fortnightly", "monthly", "quarterly", "yearly", "annually")
) | {"weekdays", "weekends", "every", "each", "always", "immediately", "instantly"}
_OPEN_ENDED = frozenset({"every", "each"})  # the words after them are no topic


@dataclass(frozen=True, slots=True)
class Meant:
    """Zones that the words `typed` may stand for, and the words after; `exact`: they are a city's name."""

    zones: tuple[str, ...]
    typed: str
    rest: str
    exact: bool


def meant_zone(words: str) -> Meant | None:
    """The zones that the first words name, or almost: None when they are like none."""
    parts = words.split()
    for count in range(min(_LONGEST_CITY, len(parts)), 0, -1):
        typed = " ".join(parts[:count])
        if zones := zones_near(typed):
            return Meant(zones, typed, " ".join(parts[count:]), bool(zones_called(typed)))
    return None


def did_you_mean(zones: tuple[str, ...]) -> tuple[Block, ...]:
    """Did you mean Europe/Berlin?"""
    near = [Described(zone) for zone in zones[:_NAMED]]
    if len(near) < _NAMED:
        return tuple(Note((house.NEAR_ZONE(zone=zone),)) for zone in near)
    return (Note((house.NEAR_ZONES(zone=near[0], other=near[1]),)),)


def other_cadence(words: str) -> tuple[str, str]:
    """(a cadence that there is not, the words after it); ("", words) when they begin with none."""
    first, _, rest = words.partition(" ")
    if first.lower() not in _OTHER_CADENCES:
        return "", words
    return (words, "") if first.lower() in _OPEN_ENDED else (first, rest.strip())


def without_time(words: str) -> tuple[str, str]:
    """(time and zone at the beginning, the topic after them); each may be empty."""
    time, _, rest = words.partition(" ")
    if read_time(time) is None:
        return "", words
    zone, _, topic = rest.partition(" ")
    return (f"{time} {zone}", topic) if read_zone(zone) else (time, rest)
