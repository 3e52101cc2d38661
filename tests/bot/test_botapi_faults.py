"""Faults on demand: what a real telegram.Bot gets, and whether the call happened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from telegram.error import NetworkError, TelegramError

from tests.fakes.botapi import BotApi, Fault, PrivateChat
from tests.fakes.botapi.client import Client, connected


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
def client(api: BotApi) -> Iterator[Client]:
    with connected(api) as client:
        yield client


@pytest.fixture
def chat(api: BotApi) -> PrivateChat:
    chat = api.private(api.user("Anna"))
    chat.say("/start")
    return chat


@pytest.mark.parametrize(
    ("fault", "seen", "happened"),
    [
        (Fault.ERROR_500, "NetworkError: Internal Server Error", False),
        (Fault.ERROR_502, "NetworkError: Bad Gateway", False),
        (Fault.RESET_BEFORE, "NetworkError: httpx.ReadError", False),
        (Fault.RESET_AFTER, "NetworkError: httpx.ReadError", True),
        (Fault.GARBAGE, "TelegramError: Invalid server response", True),
        (Fault.SILENCE, "TimedOut: Timed out", True),
    ],
)
def test_fault(client: Client, chat: PrivateChat, fault: Fault, seen: str, happened: bool) -> None:
    chat.world.faults.add("sendMessage", fault)
    with pytest.raises(TelegramError) as caught:
        client.run(client.bot.send_message(chat.id, "x", read_timeout=0.3))
    assert f"{type(caught.value).__name__}: {caught.value}".startswith(seen)
    assert chat.texts == ["x"] * happened


def test_fault_comes_as_often_and_as_late_as_asked(api: BotApi, client: Client, chat: PrivateChat) -> None:
    api.fail("sendMessage", Fault.ERROR_500, times=2, after=1)
    outcomes = []
    for _ in range(4):
        try:
            client.run(client.bot.send_message(chat.id, "x"))
            outcomes.append("sent")
        except NetworkError:
            outcomes.append("failed")
    assert outcomes == ["sent", "failed", "failed", "sent"]


def test_other_methods_are_spared(api: BotApi, client: Client, chat: PrivateChat) -> None:
    api.fail("editMessageText", Fault.RESET_BEFORE)
    client.run(client.bot.send_message(chat.id, "x"))
    assert chat.texts == ["x"]


def test_lost_answer_shows_in_the_log(api: BotApi, client: Client, chat: PrivateChat) -> None:
    api.fail("sendMessage", Fault.RESET_AFTER)
    with pytest.raises(NetworkError):
        client.run(client.bot.send_message(chat.id, "x"))
    (call,) = api.calls_of("sendMessage")
    assert (call.code, call.error) == (200, "the call happened, connection reset, answer lost")


def test_poll_can_fail_too(api: BotApi, client: Client, chat: PrivateChat) -> None:
    api.fail("getUpdates", Fault.ERROR_502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        client.run(client.bot.get_updates())
    assert len(client.run(client.bot.get_updates())) == 1


def test_server_comes_back_on_the_same_port(api: BotApi, chat: PrivateChat) -> None:
    with connected(api) as client:
        first = client.bot.base_url
    with connected(api) as client:
        client.run(client.bot.send_message(chat.id, "x"))
        assert client.bot.base_url == first
