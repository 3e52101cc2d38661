"""Telegram's limits of speed, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import RetryAfter

from tests.fakes.botapi import BotApi, ManualClock, User
from tests.fakes.botapi.client import Client, connected

MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="q1:7:2")]])


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def api(clock: ManualClock) -> BotApi:
    return BotApi(clock=clock)


@pytest.fixture
def client(api: BotApi) -> Iterator[Client]:
    with connected(api) as client:
        yield client


@pytest.fixture
def anna(api: BotApi) -> User:
    return api.user("Anna", "anna")


def updates(client: Client) -> list[Update]:
    """All updates since the last look."""
    taken = client.run(client.bot.get_updates(allowed_updates=Update.ALL_TYPES))
    if taken:
        client.run(client.bot.get_updates(offset=taken[-1].update_id + 1))
    return list(taken)


def texts(client: Client) -> list[str | None]:
    return [update.effective_message.text for update in updates(client) if update.effective_message]


@pytest.mark.parametrize("room", ["group", "channel"])
def test_group_or_channel_takes_20_a_minute(
    api: BotApi, client: Client, clock: ManualClock, room: str
) -> None:
    talk = api.group("Desk") if room == "group" else api.channel("News")
    for _ in range(20):
        client.run(client.bot.send_message(talk.id, "x"))
        clock.advance(1)
    with pytest.raises(RetryAfter):
        client.run(client.bot.send_message(talk.id, "x"))
    assert api.calls[-1].error == "Too Many Requests: retry after 40"
    clock.advance(40)
    client.run(client.bot.send_message(talk.id, "x"))


def test_private_chat_takes_one_a_second(api: BotApi, client: Client, anna: User, clock: ManualClock) -> None:
    chat = api.private(anna)
    chat.say("/start")
    for _ in range(30):
        client.run(client.bot.send_message(chat.id, "x"))
        clock.advance(1)
    assert (len(chat.messages), api.refusals) == (30, [])


def test_pace_overall(api: BotApi, client: Client, clock: ManualClock) -> None:
    groups = [api.group(f"Desk {number}") for number in range(31)]
    for group in groups[:30]:
        client.run(client.bot.send_message(group.id, "x"))
    with pytest.raises(RetryAfter):
        client.run(client.bot.send_message(groups[30].id, "x"))
    clock.advance(1)
    client.run(client.bot.send_message(groups[30].id, "x"))


def test_pace_can_be_switched_off(anna: User) -> None:
    api = BotApi(paced=False)
    group = api.group("Desk")
    with connected(api) as client:
        for _ in range(40):
            client.run(client.bot.send_message(group.id, "x"))
    assert len(group.messages) == 40
