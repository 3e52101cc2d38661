"""/subscribe, /subscriptions, /unsubscribe: what they ask, store and show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers.registry import Ask, ChatKind, Rights, Room
from handlers.render.plain import plain
from handlers.render.present import present
from handlers.render.telegram import telegram
from store.desk import Desk
from store.desk_types import Cadence, ChatType, NewSubscription, Seen, Target
from tests.fakes.clocks import Clock
from tests.fakes.databases import sqlite_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(sqlite_at(tmp_path / "desk.db"), Clock(datetime(2026, 3, 27, 12, tzinfo=UTC)))
    opened.meet(Seen(7, ChatType.PRIVATE, "Ana"))
    yield opened
    opened.close()


@pytest.fixture
def there(ask: Ask, desk: Desk) -> Ask:
    """A question in Ana's private chat."""
    return replace(ask, desk=desk, chat=ChatKind.PRIVATE, room=Room(7, user=7))


def said(ask: Ask, line: str) -> str:
    return plain(present(ask, line).checked)


def test_subscribe_daily_shows_the_next_three_runs(there: Ask) -> None:
    text = said(there, "/subscribe daily 8:00 europe/berlin")

    assert "daily 08:00, Europe/Berlin\nabout everything" in text
    assert "Next: Sat 28 March 08:00 · Sun 29 March 08:00 · Mon 30 March 08:00" in text
    assert "To end it: /unsubscribe 1" in text


def test_subscribe_without_a_zone_asks_with_choices(there: Ask, desk: Desk) -> None:
    text = said(there, "/subscribe daily 08:00 boats")

    assert "Which time zone is 08:00 in?" in text
    assert "Europe/Berlin: /subscribe daily 08:00 Europe/Berlin boats" in text
    assert desk.subscriptions(7) == ()


def test_subscribe_when_a_city_was_typed_offers_its_zone_first(there: Ask) -> None:
    lines = said(there, "/subscribe daily 08:00 New York boats").splitlines()

    offers = [line for line in lines if ": /subscribe" in line]
    assert offers[0] == "America/New_York: /subscribe daily 08:00 America/New_York boats"
    assert "UTC: /subscribe daily 08:00 UTC New York boats" in offers


@pytest.mark.parametrize("typed", ["UTC+2", "+02:00", "gmt-5", "Mars/Base"])
def test_subscribe_when_the_zone_is_none_asks_though_the_chat_has_one(
    there: Ask, desk: Desk, typed: str
) -> None:
    said(there, "/subscribe daily 08:00 CET")

    text = said(there, f"/subscribe daily 09:00 {typed} boats")

    assert f"There is no time zone called “{typed}”." in text
    assert [(made.at, made.zone, made.topic.words) for made in desk.subscriptions(7)] == [
        ("08:00", "CET", "")
    ]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        ("Berln", "Europe/Berlin"),
        ("Europa/Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("tokio", "Asia/Tokyo"),
    ],
)
def test_subscribe_when_a_zone_is_written_otherwise_names_it(there: Ask, typed: str, zone: str) -> None:
    text = said(there, f"/subscribe daily 8:00 {typed} boats")

    assert f"Did you mean {zone}?" in text
    assert f"{zone}: /subscribe daily 08:00 {zone} boats" in text


@pytest.mark.parametrize("typed", ["berlin", "Berln", "Berlin boats"])
def test_subscribe_when_words_may_be_a_zone_or_the_topic_asks(there: Ask, desk: Desk, typed: str) -> None:
    desk.set_timezone(7, "Asia/Tokyo")
    rest = typed.partition(" ")[2]

    text = said(there, f"/subscribe daily 8:00 {typed}")

    assert f"Is “{typed.partition(' ')[0]}” a time zone or the topic?" in text
    assert f"Europe/Berlin: {' '.join(('/subscribe daily 08:00 Europe/Berlin', rest)).strip()}\n" in text
    assert f"About “{typed}”, Asia/Tokyo: /subscribe daily 08:00 Asia/Tokyo {typed}" in text
    assert desk.subscriptions(7) == ()


@pytest.mark.parametrize(
    ("typed", "wrong", "offers"),
    [
        ("hourly", "hourly", ("/subscribe daily 08:00", "/subscribe new")),
        ("Weekly boats", "Weekly", ("/subscribe daily 08:00 boats", "/subscribe new boats")),
        ("every two hours", "every two hours", ("/subscribe daily 08:00", "/subscribe new")),
        ("weekdays 7:30 CET boats", "weekdays", ("/subscribe daily 7:30 CET boats", "/subscribe new boats")),
    ],
)
def test_subscribe_to_a_cadence_that_is_not_had_says_what_is(
    there: Ask, typed: str, wrong: str, offers: tuple[str, str]
) -> None:
    lines = said(there, f"/subscribe {typed}").splitlines()

    assert lines[0].startswith(f"There is no “{wrong}” here: a chat hears what is new daily at a time")
    assert tuple(line.partition(": ")[2] for line in lines if ": /subscribe" in line) == offers


def test_subscribe_when_the_chat_has_a_zone_does_not_ask(there: Ask, desk: Desk) -> None:
    desk.set_timezone(7, "Asia/Tokyo")

    assert "daily 08:00, Asia/Tokyo" in said(there, "/subscribe daily 08:00 boats")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/subscribe", "When should this chat hear what is new?"),
        ("/subscribe boats", "/subscribe new boats"),
        ("/subscribe daily", "When should this chat hear what is new?"),
        ("/subscribe daily soon UTC", "“soon” is no time of day."),
        ("/subscribe daily 08:00 Mars/Base", "There is no time zone called “Mars/Base”."),
        ("/unsubscribe 99", "There is no subscription with the number 99."),
        ("/subscriptions", "This chat has no subscriptions."),
    ],
)
def test_line_that_cannot_be_done_says_what_is_missing(there: Ask, line: str, sentence: str) -> None:
    assert sentence in said(there, line)


@pytest.mark.parametrize(
    ("topic", "target", "shown"),
    [
        ("Marek", Target.PERSON, "statements of Ana Marek"),
        ("ferry", Target.STORY, "the story “"),
        ("1996", Target.EPISODE, "the earlier “a war in 1996”"),
        ("volcano", Target.NONE, "no article has them yet"),
        ("story 1", Target.STORY, "the story “"),
    ],
)
def test_topic_is_stored_and_shown_with_what_it_means(
    there: Ask, desk: Desk, topic: str, target: Target, shown: str
) -> None:
    text = said(there, f"/subscribe new {topic}")

    (made,) = desk.subscriptions(7)
    assert (made.cadence, made.topic.target) == (Cadence.NEW, target)
    assert shown in text
    assert shown in said(there, "/subscriptions")


def test_subscriptions_are_listed_by_permanent_number(there: Ask) -> None:
    said(there, "/subscribe new boats")
    said(there, "/subscribe daily 08:00 UTC")
    assert said(there, "/unsubscribe 1") == "Subscription 1 has ended.\n"

    text = said(there, "/subscriptions")

    assert "Subscription 2 · daily 08:00, UTC" in text
    assert "next Sat 28 March 08:00" in text
    assert "Subscription 1" not in text


def test_subscription_belongs_to_the_thread_where_it_was_made(there: Ask, desk: Desk) -> None:
    desk.meet(Seen(-100, ChatType.SUPERGROUP, "Harbour watch"))
    in_topic = replace(there, chat=ChatKind.GROUP, room=Room(-100, thread=5, user=7))

    said(in_topic, "/subscribe new boats")

    assert [subscription.thread for subscription in desk.subscriptions(-100)] == [5]
    assert desk.subscriptions(7) == ()


def test_subscription_of_a_channel_names_it_where_it_is_set_up(there: Ask, desk: Desk) -> None:
    desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"))
    from_private = replace(there, room=Room(-50, user=7))

    assert said(from_private, "/subscribe new").startswith("Subscription 1 · Strait Watch\n")
    assert said(there, "/subscribe new").startswith("Subscription 2\n")


def test_subscriptions_of_an_owner_list_the_chats_that_the_owner_runs(there: Ask, desk: Desk) -> None:
    desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"), by=7)
    desk.meet(Seen(-30, ChatType.GROUP, "Others"), by=9)
    for chat, by in ((-50, 9), (-30, 9), (9, 9), (7, 7)):
        desk.subscribe(NewSubscription(chat, Cadence.NEW, by=by))

    text = said(there, "/subscriptions")

    own, _, apart = text.partition("\nStrait Watch\n")
    assert "Subscription 4" in own
    assert "End 1: /unsubscribe 1" in apart
    assert "Subscription 2" not in text
    assert "Subscription 3" not in text
    assert said(there, "/unsubscribe 1") == "Subscription 1 of Strait Watch has ended.\n"
    assert desk.subscriptions(-50) == ()


@pytest.mark.parametrize("line", ["daily 08:00 UTC", "new"])
def test_subscription_when_paused_says_so_until_it_is_resumed(there: Ask, desk: Desk, line: str) -> None:
    said(there, f"/subscribe {line}")

    assert "Resume: /subscriptions resume 1" in said(there, "/subscriptions pause 1")

    listed = said(there, "/subscriptions")
    assert "paused: what comes meanwhile is news of its next message" in listed
    assert "Resume 1: /subscriptions resume 1" in listed
    assert "next Sat" not in listed
    assert "paused: what comes" in said(there, "/status")
    resumed = said(there, "/subscriptions resume 1")
    assert ("Next: Sat 28 March 08:00" in resumed) == line.startswith("daily")
    assert "Pause 1: /subscriptions pause 1" in said(there, "/subscriptions")


def test_subscriptions_when_there_are_many_offer_each_its_end(there: Ask) -> None:
    for hour in range(6):
        said(there, f"/subscribe daily {hour}:00 UTC")

    (page,) = telegram(present(there, "/subscriptions").checked)

    assert [button.text for row in page.buttons for button in row] == [f"End {n}" for n in range(1, 7)]


def test_subscription_when_made_again_is_resumed(there: Ask, desk: Desk) -> None:
    said(there, "/subscribe new")
    said(there, "/subscriptions pause 1")

    said(there, "/subscribe new")

    assert [one.suspended for one in desk.subscriptions(7)] == [False]


@pytest.mark.parametrize(
    ("change", "room"),
    [
        ({"rights": Rights.ADMITTED}, Room(7, user=7)),
        ({"chat": ChatKind.GROUP}, Room(-30, user=7)),
        ({}, Room(9, user=9)),
    ],
)
def test_subscriptions_of_a_channel_are_for_its_owner_in_private(
    there: Ask, desk: Desk, change: dict[str, Any], room: Room
) -> None:
    desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"), by=7)
    desk.meet(Seen(-30, ChatType.GROUP, "Others"), by=7)
    desk.subscribe(NewSubscription(-50, Cadence.NEW, by=7))

    asked = replace(there, room=room, **change)

    assert "Strait Watch" not in said(asked, "/subscriptions")
    assert "There is no subscription with the number 1." in said(asked, "/unsubscribe 1")


@pytest.mark.parametrize("line", ["/subscribe new", "/unsubscribe 1", "/subscriptions pause 1"])
def test_change_by_somebody_who_is_no_administrator_is_refused(there: Ask, desk: Desk, line: str) -> None:
    desk.meet(Seen(-30, ChatType.GROUP, "Harbour watch"))
    member = replace(there, chat=ChatKind.GROUP, room=Room(-30, user=9, administers=False))

    assert "Only administrators of this chat" in said(member, line)
    assert desk.subscriptions(-30) == ()


def test_digest_in_a_chat_begins_where_its_subscription_stands(there: Ask, desk: Desk) -> None:
    said(there, "/subscribe new")
    (made,) = desk.subscriptions(7)
    assert made.cursor == 0  # this desk has a database of its own: all is new to it

    assert "New in the folder since" in said(there, "/digest")
    assert "since yesterday" in said(there, "/digest ferry")
