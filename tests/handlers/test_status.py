"""/status: what owners and others see, and what becomes of lost messages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.registry import Ask, ChatKind, Rights, Room
from handlers.render.plain import plain
from handlers.render.present import present
from store.desk import Desk
from store.desk_types import Cadence, ChatType, NewSubscription, PartState, Seen
from tests.fakes.clocks import Clock
from tests.fakes.databases import sqlite_at
from tests.fakes.desks import DAILY, GROUP, slot_of


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ana's chat has a message that may have arrived, the group one that waits."""
    opened = Desk.open(sqlite_at(tmp_path / "desk.db"), Clock())
    opened.meet(Seen(7, ChatType.PRIVATE, "Ana"))
    opened.meet(GROUP)
    opened.record(slot_of(opened.subscribe(DAILY), "a"))
    (part,) = opened.heads()
    opened.take(part.id)
    opened.unclear(part.id, "timed out")
    opened.record(slot_of(opened.subscribe(NewSubscription(GROUP.id, Cadence.NEW)), "b"))
    yield opened
    opened.close()


@pytest.fixture
def owner(ask: Ask, desk: Desk) -> Ask:
    return replace(ask, desk=desk, chat=ChatKind.PRIVATE, room=Room(1, user=1))


@pytest.fixture
def group(ask: Ask, desk: Desk) -> Ask:
    """A question of an owner in the group."""
    return replace(ask, desk=desk, chat=ChatKind.GROUP, room=Room(GROUP.id, user=1))


def said(ask: Ask, line: str) -> str:
    return plain(present(ask, line).checked)


def test_status_of_the_desk_in_an_owners_chat(owner: Ask) -> None:
    lines = said(owner, "/status").splitlines()

    assert lines[0] == "This desk · 4 articles · 3 outlets"
    assert lines[1].startswith("last change ")
    assert lines[2:] == [
        "Subscription 1 · daily 08:00, Europe/Berlin · Ana",
        "  about everything",
        "Subscription 2 · when new files bring something · Harbour watch",
        "  about everything",
        "1 message waiting to be sent · 1 message that may have arrived",
        "Message 1 · may have arrived · Ana",
        "  2026-06-01 · timed out",
        "Resend 1: /status resend 1",
        "Drop 1: /status drop 1",
    ]


def test_status_names_the_occasion_of_a_lost_message(owner: Ask, desk: Desk) -> None:
    made = desk.subscribe(NewSubscription(7, Cadence.NEW))
    desk.record(slot_of(made, "c", name="until 81"))
    (part,) = desk.parts(PartState.PENDING, chat=7)
    desk.take(part.id)
    desk.failed(part.id, "no rights")

    assert "  news · no rights" in said(owner, "/status").splitlines()


def test_status_in_a_group_is_about_that_chat_alone(group: Ask) -> None:
    text = said(group, "/status")

    assert text.startswith("This chat's subscriptions\nSubscription 2 · when new files")
    assert "1 message waiting to be sent" in text
    assert "Ana" not in text


def test_status_in_the_terminal_resends(owner: Ask, desk: Desk) -> None:
    terminal = replace(owner, chat=ChatKind.TERMINAL, room=Room())

    assert said(terminal, "/status resend 1") == "Message 1 is sent again.\n"
    assert said(terminal, "/status resend 1") == "Message 1 is not lost: nothing to do.\n"
    assert {part.chat for part in desk.parts(PartState.PENDING)} == {7, GROUP.id}


def test_status_when_a_digest_carried_the_news_since_sends_nothing(owner: Ask, desk: Desk) -> None:
    desk.record(slot_of(desk.subscription(1), "a", name="2026-06-02"))

    assert "another message has carried its news since" in said(owner, "/status resend 1")
    assert said(owner, "/status drop 1") == "Message 1 is dropped.\n"
    assert "Message 1" not in said(owner, "/status")


@pytest.mark.parametrize(
    ("room", "rights", "answer"),
    [
        (Room(GROUP.id, user=9), Rights.ADMITTED, "There is no message with the number 1."),
        (Room(GROUP.id, user=9, administers=False), Rights.ADMITTED, "Only administrators of this chat"),
        (Room(7, user=7), Rights.ADMITTED, "Message 1 is sent again."),
    ],
)
def test_status_lets_others_settle_only_what_is_theirs(
    owner: Ask, room: Room, rights: Rights, answer: str
) -> None:
    assert answer in said(replace(owner, room=room, rights=rights), "/status resend 1")


def test_status_when_a_channel_has_no_editor_says_so(owner: Ask, desk: Desk) -> None:
    desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"))
    desk.subscribe(NewSubscription(-50, Cadence.NEW))

    text = said(owner, "/status")

    assert text.count("Nobody can be shown its drafts") == 1
    desk.appoint([1])
    assert "Nobody can be shown" not in said(owner, "/status")


def test_status_when_the_words_make_no_sense_says_how_to_write_it(owner: Ask) -> None:
    assert "/status [resend N | drop N]" in said(owner, "/status resend all")
