"""How fast messages may go out: what Telegram takes per chat and overall, with a margin.

Answers and pushes share one pace. Pushes yield: they leave a group some of its places, and wait while answers
go out. Answers in private chats never wait: Telegram takes a small burst there.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable

from store.desk_types import ChatType

GAP = 1.05  # seconds between two messages to one chat
MINUTE = 60.5
A_MINUTE = 20  # messages to one group or channel
PUSHED = 17  # of these, how many pushes may take
OVERALL = 25  # messages a second
YIELDS = 5.0  # seconds at most that pushes wait for answers


class Pace:
    """Remembers what went out; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._recent: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=A_MINUTE))
        self._held: dict[int, float] = {}
        self._next = 0.0

    def wait(self, chat: int, kind: ChatType) -> float:
        """Seconds until this chat may get a push."""
        recent = self._recent.get(chat)
        after_last = recent[-1] + GAP if recent else 0.0
        return self._until(max(after_last, self._place(chat, kind, PUSHED)), chat)

    def wait_to_answer(self, chat: int, kind: ChatType) -> float:
        """Seconds until this chat may get an answer."""
        return self._until(self._place(chat, kind, A_MINUTE), chat)

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram asked to wait with this chat; the others go on."""
        self._held[chat] = max(self._held.get(chat, 0.0), self._clock() + seconds)

    def went(self, chat: int) -> None:
        """A push goes out now, in the place that `turn` took."""
        self._recent[chat].append(self._clock())

    def answered(self, chat: int) -> None:
        """An answer goes out now: the next push comes after it."""
        self.went(chat)
        now = self._clock()
        self._next = min(max(self._next, now) + 1 / OVERALL, now + YIELDS)

    def turn(self) -> float:
        """Take the next place among all messages; seconds until it comes."""
        now = self._clock()
        self._next = max(self._next + 1 / OVERALL, now)
        return self._next - now

    def forget(self) -> None:
        """Drop chats that have been quiet for a minute, and what they were held back for."""
        now = self._clock()
        for chat in [chat for chat, times in self._recent.items() if times[-1] < now - MINUTE]:
            del self._recent[chat]
        self._held = {chat: until for chat, until in self._held.items() if until > now}

    def _place(self, chat: int, kind: ChatType, most: int) -> float:
        """When a group has fewer than `most` messages in its last minute; 0 for a private chat."""
        recent = self._recent.get(chat, ())
        full = kind is not ChatType.PRIVATE and len(recent) >= most
        return recent[-most] + MINUTE if full else 0.0

    def _until(self, moment: float, chat: int) -> float:
        return max(0.0, moment - self._clock(), self._held.get(chat, 0.0) - self._clock())
