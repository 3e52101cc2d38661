"""Messages that did not surely arrive, and what the desk forgets, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from store.desk import Desk
from store.desk_resends import Resent
from store.desk_retention import DIFFERENCES, KEPT, OCCASIONS
from store.desk_types import (
    ChatType,
    NewDraft,
    NewPart,
    Outgoing,
    Page,
    Part,
    PartState,
    Seen,
    Shown,
    Slot,
    Subscription,
)
from store.errors import NotFound
from store.library import Library
from tests.fakes.clocks import Clock
from tests.fakes.desks import ANA, DAILY, GROUP, PAGE, slot_of
from tests.fakes.readers import InlineReaders


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(database_url: str, clock: Clock) -> Iterator[Desk]:
    opened = Desk.open(database_url, clock)
    opened.meet(ANA)
    yield opened
    opened.close()


def end(desk: Desk, state: PartState) -> Part:
    """The next waiting part ends like this."""
    part = desk.parts(PartState.PENDING)[0]
    desk.take(part.id)
    if state is PartState.SENT:
        desk.sent(part.id, part.id)
    else:
        desk.unclear(part.id, "timed out")
    return part


def lost(desk: Desk, *keys: str) -> tuple[Subscription, Part]:
    """A subscription whose digest of these facts may be lost."""
    made = desk.subscribe(DAILY)
    parts = (NewPart(PAGE, tuple(Shown(key, f"words of {key}") for key in keys)),)
    desk.record(Slot(made.id, "2026-06-01", made.cursor, made.cursor + 1, None, parts))
    return desk.subscription(made.id), end(desk, PartState.UNKNOWN)


@pytest.mark.parametrize("state", [PartState.PENDING, PartState.SENT])
def test_resend_when_a_later_digest_carries_any_of_its_facts_sends_nothing(
    desk: Desk, state: PartState
) -> None:
    made, part = lost(desk, "a", "b")
    desk.record(slot_of(made, "a", name="2026-06-02"))
    if state is PartState.SENT:
        end(desk, state)

    assert desk.resend(part.id) is Resent.CARRIED
    assert desk.owed(made.id) == ("b",)


def test_resend_of_a_first_page_asks_for_the_facts_of_the_last(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    pages = (NewPart(PAGE), NewPart(PAGE, (Shown("a", "words of a"),)))
    desk.record(Slot(made.id, "2026-06-01", made.cursor, 1, None, pages))
    first, last = end(desk, PartState.UNKNOWN), end(desk, PartState.UNKNOWN)
    desk.record(slot_of(desk.subscription(made.id), "a", name="2026-06-02"))

    assert [desk.resend(part.id) for part in (first, last)] == [Resent.CARRIED] * 2


def test_resend_when_the_rest_of_its_digest_arrived_sends_it(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    pages = (NewPart(PAGE), NewPart(PAGE, (Shown("a", "words of a"),)))
    desk.record(Slot(made.id, "2026-06-01", made.cursor, 1, None, pages))
    first = end(desk, PartState.UNKNOWN)
    end(desk, PartState.SENT)

    assert desk.resend(first.id) is Resent.QUEUED


def test_resend_to_a_paused_chat_tries_it_again(desk: Desk) -> None:
    _, part = lost(desk, "a")
    desk.pause(7, "bot was blocked by the user")

    assert desk.resend(part.id, chat=7) is Resent.QUEUED
    assert [head.id for head in desk.heads()] == [part.id]
    assert desk.resend(part.id) is Resent.NOT_LOST


def test_drop_ends_what_is_owed(desk: Desk) -> None:
    made, part = lost(desk, "a")

    assert desk.drop(part.id)

    assert desk.owed(made.id) == ()
    assert desk.counts() == {PartState.DROPPED: 1}
    assert not desk.drop(part.id)
    assert desk.resend(part.id) is Resent.NOT_LOST


def test_parts_of_another_chat_are_not_theirs_to_resend(desk: Desk) -> None:
    desk.meet(GROUP)
    _, part = lost(desk, "a")

    for attempt in (desk.resend, desk.drop):
        with pytest.raises(NotFound):
            attempt(part.id, GROUP.id)
    assert desk.parts(PartState.UNKNOWN, chat=GROUP.id) == ()
    assert desk.counts(7) == {PartState.UNKNOWN: 1}


def test_tidy_forgets_what_was_sent_long_ago(desk: Desk, clock: Clock) -> None:
    desk.enqueue(Outgoing(7, "receipt", (Page("read"),)))
    made = desk.subscribe(DAILY)
    desk.record(slot_of(made, "article:1"))
    for _ in range(2):
        end(desk, PartState.SENT)

    left = []
    for days in (KEPT, OCCASIONS):
        clock.move(days=days.days + 1)
        desk.tidy()
        left.append([part.slot for part in desk.parts(PartState.SENT)])

    assert left == [["receipt@7"], []]


def test_tidy_keeps_what_is_owed(desk: Desk, clock: Clock) -> None:
    made, _ = lost(desk, "a")
    clock.move(days=KEPT.days + 1)
    desk.tidy()
    assert desk.owed(made.id) == ("a",)

    desk.unsubscribe(7, made.id)
    desk.tidy()

    assert desk.counts() == {}


def test_tidy_keeps_the_ledger_as_long_as_a_fact_is_served(
    desk: Desk, database_url: str, clock: Clock, tmp_path: Path
) -> None:
    text = 'Nine people are missing, the navy said on Sunday. "We will search," Ana Marek said.'
    (tmp_path / "ferry.txt").write_text(text, encoding="utf-8")
    library = Library.open(database_url, InlineReaders)
    library.ingest(tmp_path)
    served = [change.key for change in library.changes()]
    library.close()
    desk.record(slot_of(desk.subscribe(DAILY), *served, "article:77", "gone", "differs:x"))
    while desk.parts(PartState.PENDING):
        end(desk, PartState.SENT)

    seen = []
    for later in (timedelta(days=1), KEPT, DIFFERENCES):
        clock.move(days=later.days + 1)
        desk.tidy()
        seen.append(set(desk.seen(7)) - set(served))

    assert seen == [{"article:77", "gone", "differs:x"}, {"differs:x"}, set()]
    assert set(served) <= set(desk.seen(7))
    assert len(served) > 2


def test_tidy_skips_a_draft_whose_buttons_have_died(desk: Desk, clock: Clock) -> None:
    desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"))
    made = desk.subscribe(replace(DAILY, chat=-50))
    slot = slot_of(made, "a")
    desk.record(replace(slot, draft=NewDraft("k", 7, (NewPart(PAGE),), {})))
    assert desk.seen(-50) == {"a": "words of a"}

    clock.move(days=KEPT.days + 1)
    desk.tidy()

    assert (desk.drafts(), desk.seen(-50)) == ((), {})
