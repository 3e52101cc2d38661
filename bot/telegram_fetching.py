"""How updates come: by polling, or posted by Telegram to a web hook."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Updater

log = logging.getLogger(__name__)

RETRY = 5.0  # seconds between attempts to set a web hook
UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Telegram posts to `url`; a proxy hands that on, path and all, to `listen` and `port` here.

    Posts without the secret are refused.
    """

    url: str
    port: int
    secret: str
    listen: str = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Fetching:
    """Lets updates in. `say` prints a sentence, `stop` ends the bot with an exit code."""

    updater: Updater
    say: Callable[[str], None]
    stop: Callable[[int], None]

    async def poll(self) -> None:
        """Begin to ask Telegram; a web hook that was set ends."""
        await self.updater.start_polling(
            bootstrap_retries=-1, allowed_updates=list(UPDATES), error_callback=self._on_fault
        )

    async def listen(self, hook: Webhook) -> bool:
        """Set the web hook, for as long as it takes, and listen; False when that cannot be."""
        while True:
            try:
                await self._start(hook)
                return True
            except (BadRequest, InvalidToken) as error:
                return self._end(f"Telegram refuses the web hook: {error.message}.")
            except OSError as error:
                return self._end(f"Nothing can be received on port {hook.port}: {error.strerror}.")
            except NetworkError as error:
                log.warning("the web hook is not set yet: %s", error)
            await asyncio.sleep(RETRY)

    async def _start(self, hook: Webhook) -> None:
        socket.create_server((hook.listen, hook.port)).close()  # before Telegram is told of it
        await self.updater.start_webhook(
            listen=hook.listen,
            port=hook.port,
            url_path=re.escape(urlsplit(hook.url).path),
            webhook_url=hook.url,
            secret_token=hook.secret,
            allowed_updates=list(UPDATES),
        )

    def _end(self, sentence: str) -> bool:
        self.say(sentence)
        self.stop(1)
        return False

    def _on_fault(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            self._end("Another program polls Telegram with this token. This one stops.")
        elif isinstance(error, InvalidToken):
            self._end("Telegram no longer takes the token in TELEGRAM_BOT_TOKEN.")
        else:
            log.warning("polling: %s", error)
