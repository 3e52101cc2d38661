"""The limits of a question as answers repeat them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from handlers import house
from handlers.doc import Line, Note
from handlers.grammar import Arguments
from handlers.registry import Ask
from handlers.slots import AskedDay, Count, Described, UserWords


@dataclass(frozen=True, slots=True)
class Asked:
    """What limited a question. `undated` articles were left out by it; `cut`: more was found than shown."""

    about: str = ""
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    undated: int = 0
    cut: bool = False

    def line(self) -> Line:
        """about “boats” · since 3 March 2024 · in Harbour Post"""
        return house.dots(
            (house.ABOUT(words=UserWords(self.about)),) if self.about else (),
            (house.SINCE(day=AskedDay(self.since)),) if self.since else (),
            (house.UNTIL(day=AskedDay(self.until)),) if self.until else (),
            (house.IN_OUTLET(outlet=Described(self.outlet)),) if self.outlet else (),
        )


@dataclass(frozen=True, slots=True)
class AskedToll(Asked):
    """Limits of a question for figures: also the victims' side, and the day on which the answer stood so."""

    side: str = ""
    asof: date | None = None
    story: int | None = None

    def line(self) -> Line:
        """side “Doran” · as it stood on 5 March 2024"""
        return house.dots(
            Asked.line(self),
            (house.OF_SIDE(words=UserWords(self.side)),) if self.side else (),
            (house.AS_OF(day=AskedDay(self.asof)),) if self.asof else (),
        )

    def options(self) -> Iterator[str]:
        """The limits as they can be typed again."""
        named = {"side": self.side, "story": self.story, "in": self.outlet}
        days = {"since": self.since, "until": self.until, "asof": self.asof}
        yield from (f"{name} {value}" for name, value in named.items() if value)
        yield from (f"{name} {day.isoformat()}" for name, day in days.items() if day)


def asked_toll(ask: Ask, arguments: Arguments) -> AskedToll:
    """The limits of a line that asks for figures."""
    found = asked_limits(ask, arguments)
    given = {field.name: getattr(found, field.name) for field in fields(Asked)}
    return AskedToll(**given, side=arguments.side, asof=arguments.asof, story=arguments.story)


def asked_limits(ask: Ask, arguments: Arguments) -> Asked:
    """The limits of a line; a limit in time leaves out the undated articles."""
    timed = any((arguments.since, arguments.until, arguments.asof))
    undated = ask.library.counts().undated if timed else 0
    return Asked(arguments.about, arguments.since, arguments.until, arguments.outlet, undated)


def undated_left_out(asked: Asked) -> Iterator[Note]:
    """The remark on undated articles that a limit in time left out."""
    if asked.undated:
        yield Note((house.LEFT_OUT_UNDATED(articles=Count(asked.undated, "article")),))
