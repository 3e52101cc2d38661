"""Updates that Telegram posts: over loopback, with the secret and without."""

import io
import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.telegram_fetching import Webhook
from tests.bot.conftest import Telegram
from tests.bot.served import Served
from tests.fakes.botapi import Fault, PrivateChat

SECRET = "a-secret_that-is-posted"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def hook() -> Webhook:
    return Webhook("https://desk.example/telegram.hook", free_port(), SECRET)


def start(telegram: Telegram, hook: Webhook) -> Served:
    bot = telegram.start(replace(telegram.office, open_to_all=True, webhook=hook))
    telegram.api.wait(lambda: bot.code is not None or any("Serving" in line for line in bot.printed))
    return bot


@pytest.fixture
def chat(telegram: Telegram) -> PrivateChat:
    return telegram.api.private(telegram.api.user("Anna"))


def post(hook: Webhook, update: dict[str, Any], **headers: str) -> int:
    """Post an update as Telegram does; the status."""
    address = f"http://127.0.0.1:{hook.port}/telegram.hook"
    headers = {"Content-Type": "application/json", **headers}
    return httpx.post(address, content=json.dumps(update), headers=headers, trust_env=False).status_code


def update_of(telegram: Telegram, chat: PrivateChat, line: str) -> dict[str, Any]:
    """What Telegram has to post when a line is written."""
    chat.say(line)
    return telegram.api.world.updates.queue.pop()


def test_update_when_it_is_posted_with_the_secret_is_answered(
    telegram: Telegram, hook: Webhook, chat: PrivateChat
) -> None:
    start(telegram, hook)
    update = update_of(telegram, chat, "/people")

    status = post(hook, update, **{"X-Telegram-Bot-Api-Secret-Token": SECRET})

    telegram.api.wait(lambda: chat.messages)
    (call,) = telegram.api.calls_of("setWebhook")
    assert status == 200
    assert (call.params["url"], call.params["secret_token"]) == (hook.url, SECRET)
    assert "callback_query" in call.params["allowed_updates"]
    assert not telegram.api.calls_of("getUpdates")


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "another"}])
def test_update_when_the_secret_is_wrong_is_refused(
    telegram: Telegram, hook: Webhook, chat: PrivateChat, headers: dict[str, str]
) -> None:
    start(telegram, hook)

    status = post(hook, update_of(telegram, chat, "/people"), **headers)
    post(hook, update_of(telegram, chat, "/quotes Marec"), **{"X-Telegram-Bot-Api-Secret-Token": SECRET})

    telegram.api.wait(lambda: chat.messages)
    assert status == 403
    assert [text[:20] for text in chat.texts] == ["No one called Marec "]


def test_update_when_it_is_posted_twice_is_answered_once(
    telegram: Telegram, hook: Webhook, chat: PrivateChat
) -> None:
    start(telegram, hook)
    update = update_of(telegram, chat, "/people")

    for _ in range(2):
        post(hook, update, **{"X-Telegram-Bot-Api-Secret-Token": SECRET})
    post(hook, update_of(telegram, chat, "/quotes Marec"), **{"X-Telegram-Bot-Api-Secret-Token": SECRET})

    telegram.api.wait(lambda: len(chat.messages) == 2)
    assert chat.texts[1].startswith("No one called Marec ")


def test_webhook_when_telegram_refuses_it_ends_the_bot_with_a_sentence(
    telegram: Telegram, hook: Webhook
) -> None:
    bot = start(telegram, replace(hook, url="http://desk.example/hook"))

    bot.thread.join(5)
    assert bot.code == 1
    assert bot.printed[-1].startswith("Telegram refuses the web hook: ")


def test_webhook_when_its_port_is_taken_ends_the_bot_with_a_sentence(
    telegram: Telegram, hook: Webhook
) -> None:
    with socket.create_server(("127.0.0.1", hook.port)):
        bot = start(telegram, hook)
        bot.thread.join(5)

    assert bot.code == 1
    assert bot.printed[-1].startswith(f"Nothing can be received on port {hook.port}: ")
    assert not telegram.api.calls_of("setWebhook")


def test_webhook_when_telegram_is_out_of_order_is_set_later(
    telegram: Telegram, hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram_fetching.RETRY", 0.05)
    telegram.api.fail("setWebhook", Fault.RESET_BEFORE, times=2)

    bot = start(telegram, hook)

    assert bot.code is None
    assert len(telegram.api.calls_of("setWebhook")) == 3


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that is logged, at the finest."""
    out, before = io.StringIO(), logging.root.level
    handler = logging.StreamHandler(out)
    logging.root.addHandler(handler)
    logging.root.setLevel(logging.DEBUG)
    yield out
    logging.root.setLevel(before)
    logging.root.removeHandler(handler)


def test_token_and_secret_in_webhook_mode_are_in_no_log(
    telegram: Telegram, hook: Webhook, chat: PrivateChat, logged: io.StringIO
) -> None:
    start(telegram, replace(hook, url=f"https://desk.example/{telegram.api.token}"))

    post(hook, update_of(telegram, chat, "/people"), **{"X-Telegram-Bot-Api-Secret-Token": SECRET})

    assert "Webhook" in logged.getvalue()
    assert telegram.api.token not in logged.getvalue()
    assert SECRET not in logged.getvalue()


def test_polling_when_a_webhook_was_set_ends_it(telegram: Telegram, hook: Webhook, chat: PrivateChat) -> None:
    start(telegram, hook).stop()
    telegram.open()

    chat.say("/people")

    telegram.api.wait(lambda: chat.messages)
