"""Buttons -> what they do. A second tap does nothing; each tap is acknowledged before the work."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram_access import Access
from bot.telegram_answering import Answering
from bot.telegram_clerk import Clerk
from bot.telegram_codes import AskFor, Meaning, Opened, PageOf, decode, encode
from bot.telegram_hearing import Place, place_of, seen
from bot.telegram_sending import Sender
from bot.threads import Threads
from handlers import house
from handlers.doc import House
from handlers.render.buttons import Ask, WhoElse
from store.desk_types import Seen

SAME_TAP = 2.0  # seconds in which the same button pressed again by the same user is one tap

# Takes the presser's place, the message of the button, and the stored meaning; returns a notice to show.
Extra = Callable[[Place, int, dict[str, Any]], Awaitable[House | None]]


class Presses:
    """Acts on pressed buttons. `extra` acts on what other parts of the desk stored, by their "do"."""

    def __init__(
        self, clerk: Clerk, sender: Sender, threads: Threads, parts: tuple[Access, Answering]
    ) -> None:
        self._clerk, self._sender, self._threads = clerk, sender, threads
        self._access, self._answering = parts
        self._taps: dict[tuple[int, str], float] = {}
        self.extra: dict[str, Extra] = {}

    async def on_press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002
        """A button was pressed."""
        query = update.callback_query
        if query is None or query.message is None or query.data is None:
            return
        place, message, data = _place_of(query), query.message.message_id, query.data
        if self._is_same_tap(query):
            await _acknowledge(query)
        elif self._access.decides(data):
            await self._access.press(place, message, data, partial(_acknowledge, query))
        else:
            meaning = await self._threads.run(decode, data, self._clerk.notes)
            await self._act(query, place, meaning)

    async def _act(
        self, query: CallbackQuery, place: Place, meaning: Meaning | dict[str, Any] | None
    ) -> None:
        if isinstance(meaning, dict):
            await self._act_extra(query, place, meaning)
            return
        await _acknowledge(query, None if meaning else house.BUTTON_OLD())
        match meaning:
            case Ask(line):
                await self._answering.answer(place, line)
                if gone := _decided_by(line):
                    await self._take_buttons(query, place, gone)
            case AskFor(line, chat):
                await self._ask_for(place, line, chat)
            case PageOf() if await self._take_button(query, place):
                await self._answering.go_on(place, query.message.message_id if query.message else 0, meaning)
            case Opened():
                reply = await self._threads.run(self._clerk.open, place, meaning)
                await self._answering.send(place, reply)
            case WhoElse(source):
                reply = await self._threads.run(self._clerk.elsewhere, place, source)
                await self._answering.send(place, reply)

    async def _ask_for(self, place: Place, line: str, chat: int) -> None:
        """Set up another chat from this one; the clerk lets owners do it."""
        known = await self._threads.run(self._clerk.desk.chat, chat)
        if known is not None:
            target = Seen(known.id, known.kind, known.title)
            await self._answering.answer(replace(place, instead=target, administers=True), line)

    async def _act_extra(self, query: CallbackQuery, place: Place, meaning: dict[str, Any]) -> None:
        act = self.extra.get(str(meaning.get("do")))
        message = query.message.message_id if query.message else 0
        await _acknowledge(query, await act(place, message, meaning) if act else house.BUTTON_OLD())

    async def _take_button(self, query: CallbackQuery, place: Place) -> bool:
        """Take the pressed button away; False when it was gone already: somebody else was first."""
        return await self._take_buttons(query, place, {str(query.data)})

    async def _take_buttons(self, query: CallbackQuery, place: Place, gone: set[str]) -> bool:
        message = query.message
        if not isinstance(message, Message) or message.reply_markup is None:
            return True
        rows = message.reply_markup.inline_keyboard
        kept = [[button for button in row if button.callback_data not in gone] for row in rows]
        left = [row for row in kept if row]
        keyboard = InlineKeyboardMarkup(left) if left else None
        return await self._sender.take_button(place.chat.id, message.message_id, keyboard)

    def _is_same_tap(self, query: CallbackQuery) -> bool:
        """Whether the same user pressed the same button a moment ago."""
        now = time.monotonic()
        self._taps = {tap: at for tap, at in self._taps.items() if now - at < SAME_TAP}
        message = query.message.message_id if query.message else 0
        tap = (query.from_user.id, f"{query.chat_instance} {message} {query.data}")
        again = tap in self._taps
        self._taps[tap] = now
        return again


def _decided_by(line: str) -> set[str]:
    """The data of the buttons that are settled when a line decides what becomes of an article."""
    match line.split():
        case [("/withdraw" | "/keep"), number]:
            return {encode(Ask(f"{name} {number}")) for name in ("/withdraw", "/keep")}
    return set()


def _place_of(query: CallbackQuery) -> Place:
    """Where the button stands, asked by who pressed it."""
    message = query.message
    if isinstance(message, Message):
        return place_of(message, query.from_user)
    if message is None:
        raise ValueError("a button without a message")
    return Place(seen(message.chat), user=query.from_user.id, name=query.from_user.full_name)


async def _acknowledge(query: CallbackQuery, notice: House | None = None) -> None:
    """Stop the button's waiting sign; when that fails the work is done all the same."""
    with suppress(TelegramError):
        await query.answer(notice.text if notice else None)
