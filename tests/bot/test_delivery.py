"""Delivery: at most once, in order, paced; and what is lost on the way is marked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery import Flood, Gone, Moved, Refused, Unclear, Unreached
from store.desk import Desk
from store.desk_types import (
    Cadence,
    ChatType,
    NewPart,
    NewSubscription,
    Page,
    PartState,
    Seen,
    Shown,
    Slot,
)
from tests.fakes.clocks import Clock
from tests.fakes.databases import sqlite_at
from tests.fakes.delivery import Telegram, deliver, drain, queue

ANA = Seen(7, ChatType.PRIVATE, "Ana")
GROUP = Seen(-30, ChatType.GROUP, "Harbour watch")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    opened = Desk.open(sqlite_at(tmp_path / "desk.db"), clock)
    opened.meet(ANA)
    opened.meet(GROUP)
    yield opened
    opened.close()


def states(desk: Desk) -> Counter[str]:
    return Counter({state.value: count for state, count in desk.counts().items()})


def test_parts_of_a_chat_arrive_in_their_order(desk: Desk, clock: Clock) -> None:
    telegram = Telegram()
    queue(desk, "1", "2", "3")

    drain(desk, telegram, clock)

    assert telegram.arrived == [(7, "1"), (7, "2"), (7, "3")]
    assert states(desk) == {"sent": 3}


def test_flood_holds_up_its_own_chat_alone(desk: Desk, clock: Clock) -> None:
    telegram = Telegram(Flood(100))
    queue(desk, "for the group", chat=-30)
    queue(desk, "for Ana")

    drain(desk, telegram, clock, seconds=50)
    assert telegram.arrived == [(7, "for Ana")]

    drain(desk, telegram, clock)
    assert telegram.arrived[1:] == [(-30, "for the group")]


def test_lost_answer_is_not_sent_again(desk: Desk, clock: Clock) -> None:
    telegram = Telegram("answer lost")
    queue(desk, "1", "2")

    drain(desk, telegram, clock)

    assert telegram.arrived == [(7, "1"), (7, "2")]
    assert [part.page.html for part in desk.parts(PartState.UNKNOWN)] == ["1"]


@pytest.mark.parametrize(
    ("fate", "state"),
    [(Refused("too long"), "failed"), (Unclear("timed out"), "unknown"), ("breaks before", "unknown")],
)
def test_part_that_is_not_settled_does_not_hold_up_the_next(
    desk: Desk, clock: Clock, fate: Exception | str, state: str
) -> None:
    telegram = Telegram(fate)
    queue(desk, "1", "2")

    drain(desk, telegram, clock)

    assert telegram.arrived == [(7, "2")]
    assert states(desk) == {state: 1, "sent": 1}


def test_unreached_telegram_is_tried_again_later(desk: Desk, clock: Clock) -> None:
    telegram = Telegram(Unreached("no route"), Unreached("no route"))
    queue(desk, "1")
    begin = clock.now

    drain(desk, telegram, clock)

    assert telegram.arrived == [(7, "1")]
    assert (clock.now - begin).total_seconds() >= 3


def test_gone_pauses_the_chat_and_keeps_it(desk: Desk, clock: Clock) -> None:
    telegram = Telegram(Gone("bot was blocked by the user"))
    queue(desk, "1", "2")

    drain(desk, telegram, clock)

    chat = desk.chat(7)
    assert chat is not None
    assert chat.paused == "bot was blocked by the user"
    assert (telegram.arrived, states(desk)) == ([], {"failed": 2})


def test_moved_group_gets_everything_at_its_new_id(desk: Desk, clock: Clock) -> None:
    telegram = Telegram(Moved(-100))
    queue(desk, "1", "2", chat=-30)

    drain(desk, telegram, clock)

    assert telegram.arrived == [(-100, "1"), (-100, "2")]


def test_stop_while_sending_marks_what_may_have_arrived(desk: Desk, clock: Clock) -> None:
    telegram = Telegram("hangs")
    queue(desk, "1", "2")

    async def run() -> None:
        delivery = deliver(desk, telegram, clock)
        task = asyncio.create_task(delivery.run())
        while not telegram.arrived:
            await asyncio.sleep(0)
        await delivery.finish(0.01)
        task.cancel()

    asyncio.run(run())

    assert states(desk) == {"unknown": 1, "pending": 1}
    drain(desk, Telegram(), clock)
    assert states(desk) == {"unknown": 1, "sent": 1}


def test_facts_of_a_lost_message_are_owed(desk: Desk, clock: Clock) -> None:
    made = desk.subscribe(NewSubscription(7, Cadence.NEW))
    facts = tuple(NewPart(Page(key), (Shown(key, key),)) for key in ("a", "b", "c"))
    desk.record(Slot(made.id, "until 1", 0, 1, parts=facts))

    drain(desk, Telegram("arrives", "answer lost", Refused("no")), clock)

    assert desk.seen(7) == {"a": "a"}
    assert desk.owed(made.id) == ("b", "c")
