"""How fast messages may go out: what Telegram takes per chat and overall, with a margin."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable

from store.desk_types import ChatType

GAP = 1.05  # seconds between two messages to one chat
MINUTE = 60.5
A_MINUTE = 20  # messages to one group or channel
OVERALL = 25  # messages a second


class Pace:
    """Remembers what went out; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._recent: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=A_MINUTE))
        self._held: dict[int, float] = {}
        self._next = 0.0

    def wait(self, chat: int, kind: ChatType) -> float:
        """Seconds until this chat may get a message."""
        now = self._clock()
        free = self._held.get(chat, now)
        recent = self._recent.get(chat)
        if recent:
            free = max(free, recent[-1] + GAP)
            if kind is not ChatType.PRIVATE and len(recent) == A_MINUTE:
                free = max(free, recent[0] + MINUTE)
        return max(0.0, free - now)

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram asked to wait with this chat; the others go on."""
        self._held[chat] = self._clock() + seconds

    def went(self, chat: int) -> None:
        """A message goes out now."""
        self._recent[chat].append(self._clock())
        self._held.pop(chat, None)

    def turn(self) -> float:
        """Take the next place among all messages; seconds until it comes."""
        now = self._clock()
        self._next = max(self._next + 1 / OVERALL, now)
        return self._next - now

    def forget(self) -> None:
        """Drop chats that have been quiet for a minute."""
        before = self._clock() - MINUTE
        for chat in [chat for chat, times in self._recent.items() if times[-1] < before]:
            del self._recent[chat]
