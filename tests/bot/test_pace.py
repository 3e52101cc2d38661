"""How fast messages go out."""

from __future__ import annotations

import pytest

from bot.pace import A_MINUTE, GAP, MINUTE, OVERALL, PUSHED, YIELDS, Pace
from store.desk_types import ChatType
from tests.fakes.clocks import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sent_times(pace: Pace, clock: Clock, count: int, kind: ChatType, answers: bool = False) -> list[float]:
    """When a chat's messages go out if each goes as soon as it may."""
    times = []
    for _ in range(count):
        clock.move(seconds=pace.wait_to_answer(1, kind) if answers else pace.wait(1, kind))
        (pace.answered if answers else pace.went)(1)
        times.append(clock.seconds())
    return [time - times[0] for time in times]


def test_pace_of_a_private_chat_is_one_a_second(clock: Clock) -> None:
    times = sent_times(Pace(clock.seconds), clock, 5, ChatType.PRIVATE)

    assert times == pytest.approx([GAP * n for n in range(5)])


@pytest.mark.parametrize(("answers", "most"), [(False, PUSHED), (True, A_MINUTE)])
@pytest.mark.parametrize("kind", [ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL])
def test_pace_of_a_group_leaves_answers_a_place(
    clock: Clock, kind: ChatType, answers: bool, most: int
) -> None:
    times = sent_times(Pace(clock.seconds), clock, 61, kind, answers)

    assert all(times[n + most] - times[n] >= MINUTE - 0.001 for n in range(61 - most))
    assert times[most - 1] < MINUTE


def test_push_when_an_answer_went_out_comes_after_it(clock: Clock) -> None:
    pace = Pace(clock.seconds)

    for chat in range(1, 11):
        pace.answered(chat)

    assert pace.wait(1, ChatType.PRIVATE) == pytest.approx(GAP)
    assert pace.turn() == pytest.approx(11 / OVERALL)


def test_push_when_answers_never_end_goes_out_all_the_same(clock: Clock) -> None:
    pace = Pace(clock.seconds)

    for chat in range(1, 1_000):
        pace.answered(chat)

    assert pace.turn() <= YIELDS + 1 / OVERALL + 0.001


def test_hold_when_telegram_asked_to_wait_holds_for_answers_and_pushes_there(clock: Clock) -> None:
    pace = Pace(clock.seconds)
    pace.hold(1, 9)

    pace.answered(2)
    clock.move(seconds=3)
    pace.forget()

    waits = [wait(1, ChatType.PRIVATE) for wait in (pace.wait, pace.wait_to_answer)]
    assert waits == pytest.approx([6, 6])
    assert pace.wait_to_answer(2, ChatType.PRIVATE) == 0


def test_pace_overall_is_twenty_five_a_second(clock: Clock) -> None:
    pace = Pace(clock.seconds)

    waits = [pace.turn() for _ in range(OVERALL + 1)]

    assert waits[-1] - waits[0] == pytest.approx(1.0)
