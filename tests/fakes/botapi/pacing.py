"""How fast a bot may send: Telegram's unpublished limits, as bots meet them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` sends in any `seconds`."""

    count: int
    seconds: float


OVERALL = Limit(30, 1.0)
SHARED = Limit(20, 60.0)  # one group or channel
PRIVATE = Limit(4, 4.0)  # one a second over time, with a small burst


@dataclass(slots=True)
class Pacing:
    """Sends of the last minute, overall and by chat; only sends that were let through count."""

    clock: Callable[[], float]
    on: bool = True
    _sent: dict[int, deque[float]] = field(default_factory=dict)

    def retry_after(self, chat_id: int) -> int:
        """Whole seconds to wait before a send to this chat; 0 when it may go now."""
        if not self.on:
            return 0
        limit = PRIVATE if chat_id > 0 else SHARED
        return max(self._wait(0, OVERALL), self._wait(chat_id, limit))

    def count(self, chat_id: int) -> None:
        """A send went through."""
        if self.on:
            now = self.clock()
            for key in (0, chat_id):
                self._sent.setdefault(key, deque()).append(now)

    def _wait(self, key: int, limit: Limit) -> int:
        sent = self._sent.get(key)
        now = self.clock()
        while sent and sent[0] <= now - limit.seconds:
            sent.popleft()
        if not sent or len(sent) < limit.count:
            return 0
        return max(1, ceil(sent[0] + limit.seconds - now))
