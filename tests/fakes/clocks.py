"""A clock that stands still until it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Call it for the moment in UTC."""

    def __init__(self, now: datetime = datetime(2026, 6, 1, 5, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """The same as a number that only grows."""
        return self.now.timestamp()

    def move(self, **by: float) -> None:
        """Let time pass: `move(hours=2)`."""
        self.now += timedelta(**by)
