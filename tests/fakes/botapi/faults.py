"""Failures on demand, for the next calls of a method."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """What goes wrong. Only the three last ones let the call happen first."""

    ERROR_500 = "500 with Telegram's JSON"
    ERROR_502 = "502 with a page of HTML"
    RESET_BEFORE = "connection reset, the call never happened"
    RESET_AFTER = "the call happened, connection reset, answer lost"
    GARBAGE = "the call happened, 200 with a body that is no JSON"
    SILENCE = "the call happened, no answer ever comes"

    @property
    def applies(self) -> bool:
        """Whether the call happens all the same."""
        return self in {Fault.RESET_AFTER, Fault.GARBAGE, Fault.SILENCE}


@dataclass(slots=True)
class Faults:
    """A queue of faults for each method; None lets one call pass."""

    _queues: dict[str, deque[Fault | None]] = field(default_factory=dict)

    def add(self, method: str, fault: Fault, times: int = 1, after: int = 0) -> None:
        """The next `times` calls of a method fail, once `after` more calls have passed."""
        queue = self._queues.setdefault(method.lower(), deque())
        queue.extend([None] * after + [fault] * times)

    def take(self, method: str) -> Fault | None:
        queue = self._queues.get(method)
        return queue.popleft() if queue else None

    def clear(self) -> None:
        self._queues.clear()
