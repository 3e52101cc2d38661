"""The outbox's way to Telegram: one call a message, and what each failure means for it."""

from __future__ import annotations

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.delivery import Flood, Gone, Moved, Refused, Unclear, Unreached, WireError
from bot.telegram_sending import never_left, seconds_of, write
from store.desk_types import Part

# Telegram's words for a chat in which nothing can be written any more, whatever it is.
_NO_WAY_IN = ("chat not found", "not enough rights", "need administrator rights", "chat_write_forbidden")


class TelegramWire:
    """Sends parts of the outbox through one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, part: Part) -> int:
        """Returns the message's id. Raises WireError."""
        try:
            return await write(
                self._bot,
                part.chat,
                part.page,
                message_thread_id=part.thread,
                disable_notification=part.silent,
            )
        except TelegramError as error:
            raise meaning_of(error) from error


def meaning_of(error: TelegramError) -> WireError:
    """What a failed call means for the message."""
    match error:
        case RetryAfter():
            return Flood(seconds_of(error))
        case ChatMigrated(new_chat_id=chat):
            return Moved(chat)
        case Forbidden() | BadRequest():  # PTB counts the second as a NetworkError, but Telegram has answered
            shut = isinstance(error, Forbidden) or any(words in error.message.lower() for words in _NO_WAY_IN)
            return Gone(error.message) if shut else Refused(error.message)
        case NetworkError() | InvalidToken() if never_left(error) or isinstance(error, InvalidToken):
            return Unreached(error.message)
    return Unclear(error.message)  # also an answer that cannot be read
