"""The invented world of the benchmark: casts of names and figures, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Slots = Mapping[str, str]

# fmt: off
_STARTS = (
    "b", "br", "d", "dr", "f", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "pr", "r", "s", "sh",
    "st", "t", "tr", "v", "vl", "z",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "ou")
_ENDS = ("n", "r", "l", "s", "m", "nd", "rk", "st", "rn", "v", "th")
_PEOPLE = (  # slots that hold a first name and a surname
    "premier", "minister", "spokesman", "general", "envoy", "doctor", "mayor", "witness", "union", "judge",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# fmt: on
_FIRST_DAY = date(2021, 1, 1)
OUTLETS = 30


@dataclass(frozen=True, slots=True)
class Topic:
    """Names that all articles of one topic share, and how many events it has."""

    kind: str  # war, disaster or politics
    names: Slots
    start: date
    events: int = 4

    def slots(self, event: int, article: random.Random) -> dict[str, str]:
        """Names, and the figures of one event: outlets mostly agree on them."""
        shared = random.Random(f"{self.names['town']} {event}")
        figures = _figures(shared)
        if article.random() < 0.2:
            figures["killed"] = _figures(article)["killed"]
        return {**self.names, **{name: _number(value) for name, value in figures.items()}, **_days(shared)}

    def published(self, event: int, article: random.Random) -> date:
        return self.start + timedelta(days=20 * event + article.randrange(6))


class Names:
    """Invented names, none twice."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._used: set[str] = set()

    def word(self, syllables: int = 2) -> str:
        """A capitalised word that no earlier call gave."""
        while True:
            word = "".join(self._syllable() for _ in range(syllables)).capitalize()
            word += self._random.choice(_ENDS)
            if word not in self._used:
                self._used.add(word)
                return word

    def _syllable(self) -> str:
        return self._random.choice(_STARTS) + self._random.choice(_VOWELS)

    def topic(self, number: int) -> Topic:
        """The cast of one topic."""
        people = {role: f"{self.word()} {self.word()}" for role in _PEOPLE}
        names = {f"{role}.last": name.split()[1] for role, name in people.items()} | people
        places = ("city", "town", "village", "river", "region")
        names |= {place: self.word() for place in places}
        for country, demonym in (("land", "lander"), ("foe", "foer")):
            names[demonym] = f"{self.word()}ian"
            names[country] = names[demonym].removesuffix("n")
        for slot, kind in (
            ("relief", "Relief"),
            ("front", "Front"),
            ("paper", "Courier"),
            ("party", "Party"),
        ):
            names[slot] = f"{self.word()} {kind}"
        names["company"] = f"{self.word()} Mining"
        start = _FIRST_DAY + timedelta(days=self._random.randrange(1400))
        return Topic(("war", "disaster", "politics")[number % 3], names, start)

    def outlets(self) -> list[str]:
        kinds = ("Post", "Tribune", "Wire", "Observer", "Dispatch")
        return [f"{self.word()} {kinds[n % len(kinds)]}" for n in range(OUTLETS)]


def _figures(source: random.Random) -> dict[str, int]:
    ranges = {
        "killed": (10, 300), "wounded": (20, 900), "civilians": (10, 90), "soldiers": (10, 400),
        "enemy": (40, 600), "admitted": (10, 40), "missing": (10, 200), "captured": (11, 60),
        "admissions": (100, 700), "homeless": (1_000, 90_000), "oldtoll": (2_000, 40_000),
        "fewer": (20, 400), "few": (2, 9), "shells": (100, 900), "crowd": (500, 9_000), "km": (11, 200),
        "percent": (11, 48), "sum": (12, 900), "seats": (11, 60), "age": (41, 77),
    }  # fmt: skip
    found = {name: source.randint(low, high) for name, (low, high) in ranges.items()}
    return {name: round(value, -3) if value > 9_999 else value for name, value in found.items()}


def _days(source: random.Random) -> dict[str, str]:
    day = source.randrange(7)
    years = {"year": str(source.randint(1971, 2009)), "recent": str(source.randint(2012, 2019))}
    return {"day": _DAYS[day], "before": _DAYS[day - 2], **years}


def _number(value: int) -> str:
    return _SMALL[value] if value < 10 else f"{value:,}"
