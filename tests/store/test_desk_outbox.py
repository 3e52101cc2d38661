"""The desk on both databases: outbox, ledger, drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from store.desk import Desk
from store.desk_resends import Resent
from store.desk_types import (
    ChatType,
    DraftState,
    NewDraft,
    NewPart,
    Outgoing,
    Page,
    PartState,
    Seen,
    Shown,
    Subscription,
)
from tests.fakes.clocks import Clock
from tests.fakes.desks import ANA, DAILY, GROUP, PAGE, slot_of


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(database_url: str, clock: Clock) -> Iterator[Desk]:
    opened = Desk.open(database_url, clock)
    opened.meet(ANA)
    yield opened
    opened.close()


def test_fact_enters_the_ledger_when_its_part_was_sent(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    desk.record(slot_of(made, "a", "b"))
    (first,) = desk.heads()
    desk.take(first.id)
    desk.sent(first.id, message=55)
    (second,) = desk.heads()
    desk.take(second.id)
    desk.unclear(second.id, "timed out")

    assert first.page == PAGE
    assert desk.seen(7) == {"a": "words of a"}
    assert desk.owed(made.id) == ("b",)


def test_fact_when_sent_later_is_owed_no_more(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    desk.record(slot_of(made, "a"))
    (part,) = desk.heads()
    desk.take(part.id)
    desk.failed(part.id, "too long")
    assert desk.owed(made.id) == ("a",)

    desk.record(slot_of(desk.subscription(made.id), "a", name="2026-06-02"))

    assert desk.owed(made.id) == ()


def test_heads_are_one_a_chat_and_wait_for_what_is_under_way(desk: Desk, clock: Clock) -> None:
    made = desk.subscribe(DAILY)
    desk.record(slot_of(made, "a", "b"))

    (first,) = desk.heads()
    assert desk.take(first.id)
    assert not desk.take(first.id)
    assert desk.heads() == ()

    desk.put_back(first.id, timedelta(seconds=30), "flood")
    assert desk.heads() == ()
    clock.move(seconds=30)
    assert [part.id for part in desk.heads()] == [first.id]


def test_recover_when_the_desk_died_while_sending(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    desk.record(slot_of(made, "a"))
    (part,) = desk.heads()
    desk.take(part.id)

    assert desk.recover() == 1

    assert desk.heads() == ()
    assert [part.state for part in desk.parts(PartState.UNKNOWN)] == [PartState.UNKNOWN]
    assert desk.resend(part.id) is Resent.QUEUED
    assert [head.id for head in desk.heads()] == [part.id]


@pytest.mark.parametrize("under_way", [True, False])
def test_upgrade_into_a_paused_chat_owes_what_waits(desk: Desk, under_way: bool) -> None:
    desk.meet(GROUP)
    desk.meet(Seen(-100, ChatType.SUPERGROUP))
    made = desk.subscribe(replace(DAILY, chat=GROUP.id))
    desk.record(slot_of(made, "a"))
    (part,) = desk.heads()
    if under_way:
        desk.take(part.id)
    desk.pause(-100, "kicked")

    desk.upgrade(GROUP.id, -100)
    if under_way:
        desk.put_back(part.id, timedelta(0), "moved")

    assert [p.chat for p in desk.parts(PartState.FAILED)] == [-100]
    assert desk.owed(made.id) == ("a",)


def test_pause_keeps_the_chat_and_owes_what_waits(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    desk.record(slot_of(made, "a"))

    desk.pause(7, "bot was blocked by the user")
    desk.resume(7)

    assert desk.heads() == ()
    assert desk.subscriptions(7)[0].id == made.id
    assert desk.owed(made.id) == ("a",)


def test_enqueue_when_the_occasion_is_known_is_not_sent_again(desk: Desk) -> None:
    desk.meet(GROUP)
    receipt = Outgoing(7, "receipt 3", (PAGE, PAGE))

    assert desk.enqueue(receipt)
    assert not desk.enqueue(receipt)
    assert desk.enqueue(replace(receipt, chat=-30))
    assert desk.counts() == {PartState.PENDING: 4}


# --- drafts -----------------------------------------------------------------------------------


@pytest.fixture
def drafted(desk: Desk) -> Subscription:
    """A channel's subscription whose first slot is a draft "k" at Ana."""
    desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"), by=7)
    made = desk.subscribe(replace(DAILY, chat=-50))
    draft = NewDraft("k", 7, (NewPart(Page("Draft")), NewPart(PAGE)), {"after": 3})
    desk.record(replace(slot_of(made, "a"), draft=draft))
    return made


def test_draft_when_posted_goes_to_the_channel_once(desk: Desk, drafted: Subscription) -> None:
    assert [part.chat for part in desk.parts(PartState.PENDING)] == [7, 7]

    assert desk.post("k", by=7, silent=True)
    assert not desk.post("k", by=7)
    assert not desk.skip("k", by=7)

    posted = [part for part in desk.parts(PartState.PENDING) if part.chat == -50]
    assert [(part.silent, part.facts) for part in posted] == [(True, (Shown("a", "words of a"),))]
    assert desk.draft("k").state is DraftState.POSTED


def test_draft_when_it_waits_keeps_its_facts_from_the_next_one(desk: Desk, drafted: Subscription) -> None:
    assert desk.seen(-50) == {"a": "words of a"}

    desk.skip("k", by=7)

    assert desk.seen(-50) == {}
    assert desk.owed(drafted.id) == ()
    assert desk.drafts() == ()


def test_draft_when_changed_is_replaced(desk: Desk, drafted: Subscription) -> None:
    again = NewDraft("l", 7, (NewPart(PAGE),), {"after": 3, "without": ["a"]})

    assert desk.redraw("k", 7, again, (NewPart(PAGE),))
    assert not desk.post("k", by=7)
    assert [draft.key for draft in desk.drafts()] == ["l"]
    assert desk.post("l", by=7)
