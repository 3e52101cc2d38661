"""Faults -> one sentence with a short code for the user, and the trace under that code for the log."""

from __future__ import annotations

import logging
import secrets

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram_clerk import Clerk
from bot.telegram_hearing import place_of
from bot.telegram_sending import Sender
from handlers import house
from handlers.doc import House
from handlers.registry import ChatKind
from handlers.slots import Described
from store.errors import DatelineError

log = logging.getLogger(__name__)


class Errors:
    """Tells users and the log what went wrong."""

    def __init__(self, clerk: Clerk, sender: Sender) -> None:
        self._clerk, self._sender = clerk, sender

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A handler raised."""
        code = secrets.token_hex(3)
        number = update.update_id if isinstance(update, Update) else "none"
        log.error("error %s in update %s", code, number, exc_info=context.error)
        if isinstance(update, Update):
            await self._tell(update, _sentence(context.error, code))

    async def _tell(self, update: Update, said: House) -> None:
        message = update.effective_message
        if message is None or not hasattr(message, "from_user"):
            return
        place = place_of(message, update.effective_user)
        if place.kind is ChatKind.CHANNEL:
            return
        try:
            for page in self._clerk.say(place, said):
                await self._sender.send(place, page)
        except (TelegramError, DatelineError) as error:
            log.error("the user could not be told: %s", error)


def _sentence(error: Exception | None, code: str) -> House:
    """Errors for users bring their own."""
    if isinstance(error, DatelineError):
        return house.LINE(line=Described(str(error)))
    return house.FAILED(code=Described(code))
