"""What failures of Telegram mean for a message of the outbox."""

import asyncio

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.delivery import Flood, Gone, Moved, Refused, Unclear, Unreached, WireError
from bot.telegram_wire import TelegramWire
from store.desk_types import ChatType, Page, Part, PartState
from tests.bot.conftest import Telegram
from tests.fakes.botapi import Fault, PrivateChat


def sent(telegram: Telegram, chat: int, html: str = "<b>News</b>", address: str = "") -> WireError | int:
    """What comes of sending one part with a wire of its own."""
    part = Part(1, 0, "s", 1, chat, None, ChatType.PRIVATE, PartState.SENDING, Page(html), ())
    base = address or telegram.office.api

    async def send() -> WireError | int:
        async with HTTPXRequest(read_timeout=1) as request:
            wire = TelegramWire(Bot(telegram.api.token, f"{base}/bot", request=request))
            try:
                return await wire.send(part)
            except WireError as error:
                return error

    return asyncio.run(send())


@pytest.fixture
def chat(telegram: Telegram) -> PrivateChat:
    """A private chat that the bot may write to."""
    begun = telegram.owner()
    begun.say("/start")
    return begun


def test_wire_when_all_is_well_gives_the_message(telegram: Telegram, chat: PrivateChat) -> None:
    assert sent(telegram, chat.id) == chat.last.id
    assert chat.last.text == "News"


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.SILENCE, Fault.GARBAGE, Fault.ERROR_502])
def test_wire_when_the_answer_is_lost_does_not_know(
    telegram: Telegram, chat: PrivateChat, fault: Fault
) -> None:
    telegram.api.fail("sendMessage", fault)

    assert isinstance(sent(telegram, chat.id), Unclear)


def test_wire_when_the_group_was_upgraded_gives_its_new_id(telegram: Telegram) -> None:
    group = telegram.api.group("Newsroom")
    larger = group.upgrade()

    moved = sent(telegram, group.id)

    assert isinstance(moved, Moved)
    assert moved.chat == larger.id


def test_wire_when_it_may_not_write_there_says_so(telegram: Telegram, chat: PrivateChat) -> None:
    kicked = telegram.api.group("Elsewhere")
    kicked.kick_bot(chat.user)
    chat.block()

    assert all(isinstance(sent(telegram, number), Gone) for number in (kicked.id, chat.id, 999))


def test_wire_when_it_is_too_fast_says_how_long_to_wait(telegram: Telegram, chat: PrivateChat) -> None:
    flood = [sent(telegram, chat.id) for _ in range(5)][-1]

    assert isinstance(flood, Flood)
    assert flood.seconds >= 1


def test_wire_when_the_markup_is_wrong_sends_plain_text_once(telegram: Telegram, chat: PrivateChat) -> None:
    html = "<b>open &amp; <i>shut\n<blockquote expandable>[1] Harbour Post</blockquote>"

    assert sent(telegram, chat.id, html) == chat.last.id
    assert chat.last.text == "open & shut\n[1] Harbour Post"
    assert len(chat.messages) == 1


def test_wire_when_the_message_is_wrong_is_refused(telegram: Telegram, chat: PrivateChat) -> None:
    assert isinstance(sent(telegram, chat.id, html="x" * 5_000), Refused)


def test_wire_when_nobody_listens_has_not_sent(telegram: Telegram) -> None:
    assert isinstance(sent(telegram, 5, address="http://127.0.0.1:9"), Unreached)
