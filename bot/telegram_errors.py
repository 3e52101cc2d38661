"""Faults of PTB handlers, told to the log and in the chat."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.faults import told
from bot.telegram_clerk import Clerk
from bot.telegram_hearing import place_of
from bot.telegram_sending import Sender
from handlers.doc import House
from handlers.registry import ChatKind
from store.errors import DatelineError

log = logging.getLogger(__name__)


class Errors:
    """Tells users and the log what went wrong."""

    def __init__(self, clerk: Clerk, sender: Sender) -> None:
        self._clerk, self._sender = clerk, sender

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A handler raised."""
        number = update.update_id if isinstance(update, Update) else "none"
        said = told(context.error, f"update {number}")
        if isinstance(update, Update):
            await self._tell(update, said)

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
