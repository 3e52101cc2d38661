"""Updates, polls, webhooks, tokens and files over HTTP, with a real telegram.Bot."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from telegram import BotCommand, Update
from telegram.error import Conflict, EndPointNotFound, InvalidToken, NetworkError

from tests.fakes.botapi import BotApi
from tests.fakes.botapi.client import Client, connected


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
def client(api: BotApi) -> Iterator[Client]:
    with connected(api) as client:
        yield client


def polled(client: Client, **params: Any) -> list[Update]:
    return list(client.run(client.bot.get_updates(**params)))


def post(client: Client, body: bytes, kind: str) -> tuple[int, Any]:
    place = client.bot.base_url.removeprefix("http://")
    host, _, path = place.partition("/")
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request("POST", f"/{path}/sendMessage", body, {"Content-Type": kind})
    answer = connection.getresponse()
    status, words = answer.status, json.loads(answer.read())
    connection.close()
    return status, words


def test_poll_takes_from_the_offset_and_forgets_what_came_before(api: BotApi, client: Client) -> None:
    chat = api.private(api.user("Anna"))
    for words in ("one", "two", "three"):
        chat.say(words)
    first, second, _ = polled(client)
    assert [update.message.text for update in polled(client, limit=1) if update.message] == ["one"]
    assert polled(client, offset=second.update_id)[0] == second
    assert first not in polled(client)
    assert [update.message.text for update in polled(client, offset=-1) if update.message] == ["three"]


def test_long_poll_ends_when_something_is_said(api: BotApi, client: Client) -> None:
    chat = api.private(api.user("Anna"))

    async def poll() -> tuple[Update, ...]:
        waiting = asyncio.create_task(client.bot.get_updates(timeout=10))
        await asyncio.to_thread(api.wait, lambda: api.world.updates.waiting)
        chat.say("/start")
        return await waiting

    began = time.monotonic()
    (update,) = client.run(poll())
    assert update.message
    assert update.message.text == "/start"
    assert time.monotonic() - began < 2


def test_long_poll_ends_empty_after_its_timeout(client: Client) -> None:
    began = time.monotonic()
    assert polled(client, timeout=1) == []
    assert 0.9 < time.monotonic() - began < 3


def test_update_types_hold_for_later_updates(api: BotApi, client: Client) -> None:
    anna = api.user("Anna")
    chat = api.private(anna)
    said = chat.say("quotes")
    polled(client, allowed_updates=["edited_message"])
    chat.edit(said, "casualties")
    chat.say("summary")
    assert [update.edited_message is not None for update in polled(client)] == [False, True]


def test_member_updates_of_others_come_only_on_request(api: BotApi, client: Client) -> None:
    anna = api.user("Anna")
    group = api.group("Desk")
    group.join(anna)
    polled(client, allowed_updates=["chat_member"])
    group.promote(anna)
    (update,) = polled(client)
    assert update.chat_member
    assert update.chat_member.new_chat_member.status == "administrator"


def test_poll_that_went_away_waits_no_more(api: BotApi, client: Client) -> None:
    async def leave() -> None:
        poll = asyncio.create_task(client.bot.get_updates(timeout=10))
        await asyncio.to_thread(api.wait, lambda: api.world.updates.waiting)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)

    client.run(leave())
    api.wait(lambda: api.world.updates.waiting is None)
    api.private(api.user("Anna")).say("/start")
    assert len(polled(client)) == 1


def test_what_is_said_while_the_server_is_down_is_kept(api: BotApi, client: Client) -> None:
    chat = api.private(api.user("Anna"))

    async def poll_and_stop() -> None:
        poll = asyncio.create_task(client.bot.get_updates(timeout=10))
        await asyncio.to_thread(api.wait, lambda: api.world.updates.waiting)
        await asyncio.to_thread(api.server.stop)
        with pytest.raises(NetworkError):
            await poll

    client.run(poll_and_stop())
    chat.say("/start")
    api.server.start()
    assert len(polled(client)) == 1


def test_second_poller_ends_the_first_with_409(api: BotApi, client: Client) -> None:
    async def race() -> None:
        first = asyncio.create_task(client.bot.get_updates(timeout=10))
        await asyncio.to_thread(api.wait, lambda: api.world.updates.waiting)
        second = asyncio.create_task(client.bot.get_updates(timeout=1))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure"):
            await first
        assert await second == ()

    client.run(race())


def test_webhook_ends_the_poll_and_shows_in_its_info(api: BotApi, client: Client) -> None:
    async def race() -> None:
        poll = asyncio.create_task(client.bot.get_updates(timeout=10))
        await asyncio.to_thread(api.wait, lambda: api.world.updates.waiting)
        await client.bot.set_webhook("https://desk.example/hook")
        with pytest.raises(Conflict, match="terminated by setWebhook request"):
            await poll

    client.run(race())
    api.private(api.user("Anna")).say("/start")
    info = client.run(client.bot.get_webhook_info())
    assert (info.url, info.pending_update_count) == ("https://desk.example/hook", 1)


def test_unknown_method_is_404(client: Client) -> None:
    client.run(client.bot.initialize())
    with pytest.raises(EndPointNotFound):
        client.call("sendTelepathy")


def test_unknown_token_is_401(api: BotApi) -> None:
    api.token = "1:other"
    with connected(api) as stranger, pytest.raises(InvalidToken, match="Unauthorized"):
        stranger.run(stranger.bot.get_me())


def test_logged_out_bot_is_refused(api: BotApi, client: Client) -> None:
    assert client.run(client.bot.log_out()) is True
    with pytest.raises(Exception, match="Logged out"):
        client.run(client.bot.get_me())


def test_json_form_and_broken_bodies(api: BotApi, client: Client) -> None:
    chat = api.private(api.user("Anna"))
    chat.say("/start")
    form = f"chat_id={chat.id}&text=caf%C3%A9+%26+more".encode()
    body = json.dumps({"chat_id": chat.id, "text": "straße", "reply_markup": {"remove_keyboard": True}})
    assert post(client, form, "application/x-www-form-urlencoded")[0] == 200
    assert post(client, body.encode(), "application/json")[0] == 200
    assert chat.texts == ["café & more", "straße"]
    assert post(client, b"{", "application/json")[0] == 400
    assert post(client, b"--x", "multipart/form-data")[0] == 400


def test_file_sent_by_a_person_can_be_downloaded(api: BotApi, client: Client) -> None:
    api.private(api.user("Anna")).send_document("ärticle.txt", b"\x00words\r\n--", caption="/add")
    (update,) = polled(client)
    assert update.message
    assert update.message.document
    assert update.message.caption == "/add"
    file = client.run(update.message.document.get_file())
    assert client.run(file.download_as_bytearray()) == b"\x00words\r\n--"
    assert update.message.document.file_name == "ärticle.txt"


def test_file_sent_by_the_bot_arrives_whole(api: BotApi, client: Client) -> None:
    chat = api.private(api.user("Anna"))
    chat.say("/export")
    content = bytes(range(256)) * 40
    client.run(
        client.bot.send_document(chat.id, content, caption="<b>All</b>", parse_mode="HTML", filename="a.csv")
    )
    sent = chat.last
    assert sent.file
    assert (sent.file.content, sent.file.name) == (content, "a.csv")
    assert (sent.kind, sent.text, sent.entities[0].type) == ("document", "All", "bold")


def test_profile_is_kept(api: BotApi, client: Client) -> None:
    bot = client.bot
    client.run(bot.set_my_commands([BotCommand("quotes", "What a person said")]))
    client.run(bot.set_my_description("A desk"))
    client.run(bot.set_my_short_description("Desk", language_code="de"))
    assert [command.command for command in client.run(bot.get_my_commands())] == ["quotes"]
    assert client.run(bot.get_my_description()).description == "A desk"
    assert client.run(bot.get_my_short_description("de")).short_description == "Desk"
    assert client.run(bot.get_my_short_description()).short_description == ""
    assert client.run(bot.get_me()).username == "dateline_test_bot"
