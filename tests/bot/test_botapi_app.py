"""A whole python-telegram-bot Application against the stand-in, driven as a test drives it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

from tests.fakes.botapi import BotApi, Fault

Context = ContextTypes.DEFAULT_TYPE
MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])


async def start(update: Update, context: Context) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_html("<b>Desk</b>", reply_markup=MORE)


async def more(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("one moment")
    await update.callback_query.edit_message_text("All there is")


async def serve(address: str, token: str, stop: threading.Event) -> None:
    """An application as the project runs one: the manual life cycle, polling."""
    builder = Application.builder().token(token).base_url(f"{address}/bot")
    pools: list[Any] = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    app = builder.request(pools[0]).get_updates_request(pools[1]).build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(more))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(poll_interval=0.0)
        await asyncio.to_thread(stop.wait)
        await app.updater.stop()
        await app.stop()


@contextmanager
def serving(api: BotApi) -> Iterator[None]:
    stop = threading.Event()
    with api.running() as address:
        thread = threading.Thread(target=lambda: asyncio.run(serve(address, api.token, stop)))
        thread.start()
        yield
        stop.set()
        thread.join()


def test_conversation() -> None:
    api = BotApi()
    chat = api.private(api.user("Anna"))
    with serving(api):
        chat.say("/start")
        first = api.wait(lambda: chat.messages)[0]
        assert (first.text, first.html) == ("Desk", "<b>Desk</b>")
        pressed = chat.press(first, "More")
        api.wait(lambda: pressed.answered and chat.last.edits)
    assert (pressed.text, chat.texts) == ("one moment", ["All there is"])


def test_quiet_shows_that_nothing_is_answered() -> None:
    api = BotApi()
    anna = api.user("Anna")
    group = api.group("Desk", members=[anna])
    with serving(api):
        group.say(anna, "good morning")
        api.quiet()
    assert api.sent == []


def test_lost_answer_leaves_one_message() -> None:
    api = BotApi()
    chat = api.private(api.user("Anna"))
    api.fail("sendMessage", Fault.RESET_AFTER)
    with serving(api):
        chat.say("/start")
        api.wait(lambda: api.refusals)
        api.quiet()
    assert chat.texts == ["Desk"]


def test_wait_tells_what_was_called() -> None:
    api = BotApi()
    chat = api.private(api.user("Anna"))
    with serving(api):
        chat.say("/start")
        with pytest.raises(AssertionError, match=r"sendmessage .*Desk.* ok"):
            api.wait(lambda: len(chat.messages) == 2, timeout=0.5)


def test_many_people_are_answered_at_once() -> None:
    api = BotApi(paced=False)
    chats = [api.private(api.user(f"Reader {number}")) for number in range(50)]
    with serving(api):
        for chat in chats:
            chat.say("/start")
        api.wait(lambda: len(api.sent) == 50, timeout=20)
    assert [chat.texts for chat in chats] == [["Desk"]] * 50
