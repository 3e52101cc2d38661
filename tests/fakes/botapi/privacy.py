"""What a bot in privacy mode gets to see of a group."""

from __future__ import annotations

import re

from tests.fakes.botapi.model import Message
from tests.fakes.botapi.world import World

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?(?=\s|$)")


def reaches(world: World, message: Message) -> bool:
    """Commands for this bot, and answers to it; administrators see all, and so does a bot without privacy."""
    chat, bot = message.chat, world.bot
    if not chat.member(bot).present:
        return False
    if chat.kind in {"private", "channel"} or message.kind == "service":
        return True
    if not world.privacy or chat.member(bot).admin:
        return True
    if message.reply_to and message.reply_to.author is bot:
        return True
    command = _COMMAND.match(message.text)
    if command is None:
        return False
    addressee = command[1]
    if addressee:
        return addressee.lower() == (bot.username or "").lower()
    return chat.last_bot in {None, bot}
