"""A chart as a block of an answer: figures as ranges, in groups on one scale. Words, no drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING

from handlers.analysis.toll_bounds import limits
from handlers.slots import ClaimNumber
from store.extract.numbers import parse_number
from store.types import Qualifier

if TYPE_CHECKING:
    from handlers.doc import Line

MOST = 1.15  # of the largest number: room for what is open above


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a figure's words let the number be: `low` to `high` (None: open), and the number printed.

    `point` is None for a vague word, which is shown as a word alone.
    """

    low: float | None
    high: float | None
    point: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure of a chart with its words and source; `clashes`: it cannot be true beside another."""

    line: Line
    clashes: bool = False

    @property
    def number(self) -> ClaimNumber:
        """The first one in its line."""
        slots = (slot for run in self.line for _, slot in getattr(run, "slots", ()))
        return next(slot for slot in slots if isinstance(slot, ClaimNumber))

    @property
    def reach(self) -> Reach:
        """From the words alone: the gate has compared them with the article."""
        found = parse_number(self.number.text)
        if found is None or found.qualifier is Qualifier.VAGUE:
            return Reach(None, None, None)
        low, high = limits(found.value, found.low, found.high, found.qualifier)
        exact = found.qualifier is not Qualifier.ABOUT or found.low is None
        return Reach(low or None, None if isinf(high) else high, float(found.value) if exact else None)


@dataclass(frozen=True, slots=True)
class Bars:
    """Figures for the same victims, and what can be said of them."""

    heading: Line
    bars: tuple[Bar, ...]
    status: Line = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """The figures of one event. Nothing in it is added up; every word of it passes the gate."""

    title: Line
    groups: tuple[Bars, ...]

    def lines(self) -> Iterator[Line]:
        """All text, in reading order."""
        yield self.title
        for group in self.groups:
            yield group.heading
            yield from (bar.line for bar in group.bars)
            yield group.status

    @property
    def scale(self) -> float:
        """The number at the right end."""
        reaches = [bar.reach for group in self.groups for bar in group.bars]
        ends = [end for reach in reaches for end in (reach.low, reach.high, reach.point) if end]
        return max(ends, default=1.0) * MOST
