"""Sends and edits replies: honours RetryAfter per chat, never sends twice what may have arrived."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Any

import httpx
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatMemberStatus, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.pace import MINUTE, Pace
from bot.telegram_hearing import Place
from handlers.render.markup import plain_of
from store.desk_types import Button, Page

log = logging.getLogger(__name__)

TRIES = 3  # of a reply, none of which waits longer than a minute
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NO_HTML = "can't parse entities"
_NOT_MODIFIED = "message is not modified"
# The place is gone or shut: nothing to be done, and no fault of ours.
_SHUT = (
    "thread not found",
    "topic_closed",
    "topic_deleted",
    "not enough rights",
    "chat not found",
    "need admin",
)


class Sender:
    """Writes into chats through one bot; what is pushed shares its pace."""

    def __init__(self, bot: Bot, pace: Pace | None = None) -> None:
        self._bot = bot
        self.pace = pace or Pace(time.monotonic)

    async def send(self, place: Place, page: Page) -> int | None:
        """Send a page; its message id, or None when it cannot be delivered or may have been."""
        chat = place.chat.id
        for last in (False,) * (TRIES - 1) + (True,):
            try:
                return await self._send(chat, place, page)
            except ChatMigrated as moved:
                chat = moved.new_chat_id
            except TelegramError as error:
                if last or not await self._may_try_again(error, chat):
                    _give_up(error, chat)
                    return None
        return None

    async def edit(self, chat: int, message: int, page: Page) -> bool:
        """Replace a message; False when it cannot be edited any more, or into a picture."""
        if page.picture:
            return False
        try:
            await self._bot.edit_message_text(
                page.html,
                chat,
                message,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard(page),
            )
        except BadRequest as error:
            if _NOT_MODIFIED in error.message.lower():
                return True
            log.info("message %s in chat %s stays as it is: %s", message, chat, error)
            return False
        except (NetworkError, RetryAfter, Forbidden) as error:
            _give_up(error, chat)
        return True

    async def delete(self, chat: int, messages: Sequence[int]) -> None:
        """Take messages back; one that is gone already, or too old, stays as it is."""
        for message in messages:
            try:
                await self._bot.delete_message(chat, message)
            except TelegramError as error:
                log.info("message %s in chat %s is not deleted: %s", message, chat, error)

    async def take_button(self, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> bool:
        """Show fewer buttons under a message, or none; False when that is so already: a second tap."""
        try:
            await self._bot.edit_message_reply_markup(chat, message, reply_markup=keyboard)
        except BadRequest as error:
            return _NOT_MODIFIED not in error.message.lower()
        except TelegramError as error:
            log.info("a button stays: %s", error)
        return True

    async def administers(self, chat: int, user: int | None) -> bool:
        """Whether a user is an administrator of a group."""
        if user is None:
            return False
        try:
            member = await self._bot.get_chat_member(chat, user)
        except TelegramError as error:
            log.info("the standing of a user in chat %s is not known: %s", chat, error)
            return False
        return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)

    async def _send(self, chat: int, place: Place, page: Page) -> int:
        await self._take_turn(chat, place)
        reply = place.reply_to
        return await write(
            self._bot,
            chat,
            page,
            message_thread_id=place.thread,
            reply_parameters=ReplyParameters(reply, allow_sending_without_reply=True) if reply else None,
        )

    async def _take_turn(self, chat: int, place: Place) -> None:
        """Wait for the chat's pace. Raises RetryAfter when that takes longer than a reply may."""
        while wait := self.pace.wait_to_answer(chat, place.chat.kind):
            if wait > MINUTE:
                raise RetryAfter(ceil(wait))
            await asyncio.sleep(wait)
        self.pace.answered(chat)

    async def _may_try_again(self, error: TelegramError, chat: int) -> bool:
        """Whether there may be another try; what Telegram asks to wait holds for pushes there too."""
        if isinstance(error, RetryAfter):
            self.pace.hold(chat, seconds_of(error))
            return seconds_of(error) <= MINUTE
        if isinstance(error, NetworkError) and never_left(error):
            await asyncio.sleep(1)
            return True
        return False


async def write(bot: Bot, chat: int, page: Page, **options: Any) -> int:
    """Send a page; its message id. HTML that Telegram cannot parse goes once as plain text.

    Raises TelegramError.
    """
    options["reply_markup"] = markup(page)
    try:
        sent = await _write(bot, chat, page, page.html, parse_mode=ParseMode.HTML, **options)
    except BadRequest as error:
        if _NO_HTML not in error.message.lower():
            raise
        log.error("a message to chat %s goes as plain text: %s", chat, error.message)
        sent = await _write(bot, chat, page, plain_of(page.html), **options)
    return sent.message_id


async def _write(bot: Bot, chat: int, page: Page, text: str, **options: Any) -> Message:
    """A message, or a picture with the text as its caption."""
    if page.picture:
        return await bot.send_photo(chat, page.picture, text, **options)
    return await bot.send_message(chat, text, link_preview_options=NO_PREVIEW, **options)


def markup(page: Page) -> InlineKeyboardMarkup | ForceReply | None:
    """The keyboard of a page, or the reader's own for the answer that it wants."""
    if page.wants:
        return ForceReply(input_field_placeholder=page.wants)
    return keyboard(page)


def keyboard(page: Page) -> InlineKeyboardMarkup | None:
    """The buttons of a page."""
    rows = [[_keyboard_button(button) for button in row] for row in page.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def never_left(error: TelegramError) -> bool:
    """Whether the call surely did not reach Telegram: no connection was made for it."""
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _keyboard_button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    if button.copy:
        return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copy))
    return InlineKeyboardButton(button.text, callback_data=button.data)


def _give_up(error: TelegramError, chat: int) -> None:
    """Log what is to be expected; raise the rest, for the error handler."""
    expected = isinstance(error, Forbidden | RetryAfter)
    shut = isinstance(error, BadRequest) and any(words in error.message.lower() for words in _SHUT)
    unread = type(error) is TelegramError  # Telegram's answer was no JSON
    lost = unread or (isinstance(error, NetworkError) and not isinstance(error, BadRequest))
    if not (expected or shut or lost):
        raise error
    log.warning("no reply in chat %s: %s", chat, error)
