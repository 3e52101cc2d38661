"""The bot's queue of updates, and the one long poll that may wait for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.botapi.errors import Refused

Json = dict[str, Any]
Deliver = Callable[[list[Json]], None]
Fail = Callable[[Refused], None]

# Sent only to bots that ask for them by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"


@dataclass(frozen=True, slots=True)
class Poll:
    """A getUpdates call that waits."""

    offset: int
    limit: int
    deliver: Deliver
    fail: Fail


@dataclass(slots=True)
class Updates:
    """Updates by id; `allowed` is None until a call names types, and holds for updates made later."""

    webhook: str = ""
    allowed: frozenset[str] | None = None
    queue: deque[Json] = field(default_factory=deque)
    last_id: int = 1000
    waiting: Poll | None = None

    def wants(self, kind: str) -> bool:
        return kind not in _ON_REQUEST if self.allowed is None else kind in self.allowed

    def push(self, kind: str, body: Json) -> None:
        """A new update, unless the bot did not ask for its type; wakes the waiting poll."""
        if not self.wants(kind):
            return
        self.last_id += 1
        self.queue.append({"update_id": self.last_id, kind: body})
        if self.waiting:
            poll, self.waiting = self.waiting, None
            poll.deliver(self.take(poll.offset, poll.limit))

    def take(self, offset: int, limit: int) -> list[Json]:
        """Updates from an offset on. Those before it are forgotten; a negative offset counts from the end."""
        if offset < 0:
            offset = self.last_id + 1 + offset
        while self.queue and self.queue[0]["update_id"] < offset:
            self.queue.popleft()
        return [update for update, _ in zip(self.queue, range(limit), strict=False)]

    def wait(self, poll: Poll) -> None:
        """Only one poll waits: an earlier one ends with 409, as at Telegram."""
        self.end_wait(OTHER_POLLER)
        self.waiting = poll

    def end_wait(self, words: str) -> None:
        if self.waiting:
            poll, self.waiting = self.waiting, None
            poll.fail(Refused(409, words))

    def forget(self, poll: Poll) -> None:
        """The poll's connection is gone, or its time is up."""
        if self.waiting is poll:
            self.waiting = None
