"""Whatever fails: no message twice, none lost without a mark."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.delivery import Flood, Gone, Moved, Refused, Unclear, Unreached
from store.desk import Desk
from store.desk_types import ChatType, Part, PartState, Seen
from tests.fakes.clocks import Clock
from tests.fakes.databases import sqlite_at
from tests.fakes.delivery import Telegram, drain, queue

FATES = st.sampled_from(
    [
        *("arrives", "answer lost", "breaks before", "breaks after", "dies before", "dies after"),
        *(Flood(2), Refused("no"), Unclear("?"), Unreached("?"), Moved(-100), Gone("blocked")),
    ]
)


class Dies(Exception):
    """The whole process ends here."""


class Mortal(Telegram):
    """Some sends end the process, before or after the message arrives; counts the sends of unsure fate."""

    def __init__(self, *fates: Exception | str) -> None:
        super().__init__(*fates)
        self.unsure = 0

    async def send(self, part: Part) -> int:
        fate = self.fates[0] if self.fates else "arrives"
        self.unsure += isinstance(fate, Unclear) or (isinstance(fate, str) and fate != "arrives")
        if fate in ("dies before", "dies after"):
            self.fates.pop(0)
            self.arrived += [(part.chat, part.page.html)] if fate == "dies after" else []
            self.alive = False
            raise Dies
        return await super().send(part)


class Forgetful:
    """A desk whose process is dead once a send has killed it: nothing more is written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def unclear(self, part: int, why: str) -> None:
        if Dies.__name__ not in why:
            self._desk.unclear(part, why)


@pytest.mark.slow
@example(  # a group moves into one that was paused meanwhile
    fates=[
        *("dies before", Flood(2), "breaks after", Moved(-100), Unreached("?"), Gone("blocked"), Moved(-100)),
    ],
    chats=[7, 7, 7, -30],
)
@settings(max_examples=60, deadline=None)
@given(fates=st.lists(FATES, max_size=12), chats=st.lists(st.sampled_from([7, -30]), min_size=1, max_size=8))
def test_faults_never_double_and_never_lose_without_a_mark(
    tmp_path_factory: pytest.TempPathFactory, fates: list[Exception | str], chats: list[int]
) -> None:
    clock = Clock()
    desk = Desk.open(sqlite_at(tmp_path_factory.mktemp("fault") / "desk.db"), clock)
    desk.meet(Seen(7, ChatType.PRIVATE))
    desk.meet(Seen(-30, ChatType.GROUP))
    for number, chat in enumerate(chats):
        queue(desk, str(number), chat=chat)
    telegram = Mortal(*fates)

    for _ in range(len(fates) + 1):  # each start of the process
        telegram.alive = True
        desk.recover()
        drain(Forgetful(desk), telegram, clock)  # type: ignore[arg-type]

    arrived = Counter(text for _, text in telegram.arrived)
    marked = {part.page.html for part in desk.parts(PartState.UNKNOWN, PartState.FAILED)}
    assert not [text for text, count in arrived.items() if count > 1]
    assert {str(number) for number in range(len(chats))} - set(arrived) <= marked
    assert len(desk.parts(PartState.UNKNOWN)) <= telegram.unsure
    assert not desk.parts(PartState.PENDING, PartState.SENDING)
    desk.close()
