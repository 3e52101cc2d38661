"""How fast messages go out."""

from __future__ import annotations

import pytest

from bot.pace import A_MINUTE, GAP, MINUTE, OVERALL, Pace
from store.desk_types import ChatType
from tests.fakes.clocks import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sent_times(pace: Pace, clock: Clock, count: int, kind: ChatType) -> list[float]:
    """When a chat's messages go out if each goes as soon as it may."""
    times = []
    for _ in range(count):
        clock.move(seconds=pace.wait(1, kind))
        pace.went(1)
        times.append(clock.seconds())
    return [time - times[0] for time in times]


def test_pace_of_a_private_chat_is_one_a_second(clock: Clock) -> None:
    times = sent_times(Pace(clock.seconds), clock, 5, ChatType.PRIVATE)

    assert times == pytest.approx([GAP * n for n in range(5)])


@pytest.mark.parametrize("kind", [ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL])
def test_pace_of_a_group_is_twenty_a_minute(clock: Clock, kind: ChatType) -> None:
    times = sent_times(Pace(clock.seconds), clock, 61, kind)

    assert all(times[n + A_MINUTE] - times[n] >= MINUTE - 0.001 for n in range(41))


def test_pace_overall_is_twenty_five_a_second(clock: Clock) -> None:
    pace = Pace(clock.seconds)

    waits = [pace.turn() for _ in range(OVERALL + 1)]

    assert waits[-1] - waits[0] == pytest.approx(1.0)
