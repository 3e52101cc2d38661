"""The limits of a question as answers repeat them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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


def asked_limits(ask: Ask, arguments: Arguments) -> Asked:
    """The limits of a line; a limit in time leaves out the undated articles."""
    timed = arguments.since is not None or arguments.until is not None
    undated = ask.library.counts().undated if timed else 0
    return Asked(arguments.about, arguments.since, arguments.until, arguments.outlet, undated)


def undated_left_out(asked: Asked) -> Iterator[Note]:
    """The remark on undated articles that a limit in time left out."""
    if asked.undated:
        yield Note((house.LEFT_OUT_UNDATED(articles=Count(asked.undated, "article")),))
