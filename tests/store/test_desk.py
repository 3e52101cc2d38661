"""The desk on both databases: chats, owners, subscriptions, upgrades, buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import inspect

from store.db import Database
from store.desk import Desk
from store.desk_models import OutboxRow
from store.desk_types import (
    ChatType,
    PartState,
    Seen,
    Target,
    Topic,
)
from store.errors import NotFound
from store.migrate import migrate
from store.models import Base
from tests.fakes.clocks import Clock
from tests.fakes.desks import ANA, DAILY, GROUP, slot_of


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(database_url: str, clock: Clock) -> Iterator[Desk]:
    opened = Desk.open(database_url, clock)
    opened.meet(ANA)
    yield opened
    opened.close()


def test_migration_makes_every_table_of_the_desk(database_url: str) -> None:
    database = Database(database_url)
    migrate(database)

    for name, table in Base.metadata.tables.items():
        stored = {column["name"] for column in inspect(database.engine).get_columns(name)}
        assert stored == set(table.columns.keys()), name
    assert OutboxRow.__tablename__ in Base.metadata.tables
    database.close()


# --- chats ------------------------------------------------------------------------------------


def test_chat_is_remembered_with_its_newest_title(desk: Desk) -> None:
    desk.meet(GROUP, by=7)
    desk.set_timezone(-30, "Asia/Tokyo")
    desk.meet(replace(GROUP, title="Harbour desk"))

    chat = desk.chat(-30)

    assert chat is not None
    assert (chat.title, chat.timezone, chat.set_up_by, chat.admitted) == (
        "Harbour desk",
        "Asia/Tokyo",
        7,
        False,
    )


def test_owner_link_when_used_twice_makes_one_owner(desk: Desk) -> None:
    token = desk.owner_link()

    assert not desk.claim("guess", ANA)
    assert desk.claim(token, ANA)
    assert not desk.claim(token, Seen(8, ChatType.PRIVATE, "Eve"))
    assert [(owner.id, owner.receipts) for owner in desk.owners()] == [(7, True)]


def test_owner_link_when_a_new_one_is_made_stops_working(desk: Desk) -> None:
    old = desk.owner_link()
    desk.owner_link()

    assert not desk.claim(old, ANA)


def test_admission_when_asked_twice_tells_owners_once(desk: Desk) -> None:
    assert desk.ask_admission(GROUP, by=9)
    assert not desk.ask_admission(GROUP, by=10)
    assert [request.chat.id for request in desk.requests()] == [-30]

    desk.admit(-30, by=7)

    assert desk.requests() == ()
    assert [chat.id for chat in desk.chats() if chat.admitted] == [-30]
    assert not desk.ask_admission(GROUP, by=9)


def test_admission_when_refused_is_not_asked_again(desk: Desk) -> None:
    desk.ask_admission(GROUP, by=9)
    desk.refuse(-30, by=7)

    assert not desk.ask_admission(GROUP, by=9)
    assert desk.requests() == ()


# --- subscriptions ----------------------------------------------------------------------------


def test_subscription_keeps_its_topic_and_its_next_run(desk: Desk) -> None:
    topic = Topic("straits", Target.STORY, 4, "Doran boats fire on ferry")

    made = desk.subscribe(replace(DAILY, topic=topic, thread=11))

    assert desk.subscriptions(7) == (made,)
    assert (made.topic, made.thread) == (topic, 11)
    assert made.next_run is not None
    assert made.next_run.isoformat() == "2026-06-01T06:00:00+00:00"


def test_subscription_gives_its_zone_to_a_chat_without_one(desk: Desk) -> None:
    desk.subscribe(DAILY)
    desk.subscribe(replace(DAILY, zone="UTC"))

    chat = desk.chat(7)
    assert chat is not None
    assert chat.timezone == "Europe/Berlin"


def test_subscription_of_an_unknown_chat(desk: Desk) -> None:
    assert desk.subscribe(replace(DAILY, chat=9)).chat == 9
    with pytest.raises(NotFound):
        desk.subscribe(replace(DAILY, chat=-99))


def test_subscription_when_made_twice_is_one(desk: Desk) -> None:
    first = desk.subscribe(DAILY)

    assert desk.subscribe(DAILY) == first
    assert desk.subscribe(replace(DAILY, zone="UTC")).id != first.id


def test_subscription_number_when_ended_is_not_used_again(desk: Desk) -> None:
    first = desk.subscribe(DAILY)
    desk.unsubscribe(7, first.id)

    assert desk.subscriptions(7) == ()
    assert desk.subscribe(DAILY).id > first.id
    with pytest.raises(NotFound):
        desk.unsubscribe(7, first.id)


def test_unsubscribe_when_it_is_another_chats_is_refused(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    desk.meet(GROUP)

    with pytest.raises(NotFound):
        desk.unsubscribe(-30, made.id)


def test_due_when_its_moment_has_come(desk: Desk, clock: Clock) -> None:
    made = desk.subscribe(DAILY)
    assert desk.due() == ()

    clock.move(hours=1)
    assert [subscription.id for subscription in desk.due()] == [made.id]

    desk.pause(7, "blocked")
    assert desk.due() == ()


def test_record_when_two_ticks_see_one_slot_writes_it_once(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    slot = slot_of(made, "a", "b")

    assert desk.record(slot)
    assert not desk.record(slot)
    assert not desk.record(replace(slot, name="2026-06-02"))
    assert [part.number for part in desk.parts(PartState.PENDING)] == [1, 2]


def test_record_when_the_chat_was_paused_meanwhile_writes_nothing(desk: Desk) -> None:
    made = desk.subscribe(DAILY)
    desk.pause(7, "blocked")

    assert not desk.record(slot_of(made, "a"))
    assert desk.parts(PartState.PENDING) == ()


# --- upgrade ----------------------------------------------------------------------------------


def test_upgrade_moves_everything_to_the_new_id(desk: Desk) -> None:
    desk.meet(GROUP, by=7)
    desk.admit(-30, by=7)
    made = desk.subscribe(replace(DAILY, chat=-30))
    desk.record(slot_of(made, "a", "b"))
    (part,) = desk.heads()
    desk.take(part.id)
    desk.sent(part.id, 1)

    desk.upgrade(-30, -100)
    desk.upgrade(-30, -100)

    chat = desk.chat(-30)
    assert chat is not None
    assert (chat.id, chat.kind, chat.admitted) == (-100, ChatType.SUPERGROUP, True)
    assert [head.chat for head in desk.heads()] == [-100]
    assert desk.seen(-100) == {"a": "words of a", "b": "words of b"}
    assert [subscription.id for subscription in desk.subscriptions(-30)] == [made.id]


def test_upgrade_when_the_new_chat_is_known_merges_both(desk: Desk) -> None:
    desk.meet(GROUP)
    desk.meet(Seen(-100, ChatType.SUPERGROUP, "Harbour watch"))
    desk.set_timezone(-100, "Asia/Tokyo")
    old = desk.subscribe(replace(DAILY, chat=-30))
    desk.subscribe(replace(DAILY, chat=-100))
    other = desk.subscribe(replace(DAILY, chat=-100, at="20:00"))

    desk.upgrade(-30, -100)

    assert [subscription.id for subscription in desk.subscriptions(-100)] == [old.id, other.id]
    chat = desk.chat(-100)
    assert chat is not None
    assert chat.timezone == "Asia/Tokyo"


# --- buttons ----------------------------------------------------------------------------------


def test_button_when_it_expired_means_nothing(desk: Desk, clock: Clock) -> None:
    (code,) = desk.buttons([{"do": "open", "article": 3}], timedelta(hours=1))

    assert len(code.encode()) <= 64
    assert desk.pressed(code) == {"do": "open", "article": 3}
    clock.move(hours=1)
    assert desk.pressed(code) is None
    desk.prune()
    assert desk.pressed("1:nothing") is None
