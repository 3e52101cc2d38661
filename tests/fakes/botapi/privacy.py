"""What a bot in privacy mode gets to see of a group."""

from __future__ import annotations

import re

from tests.fakes.botapi.model import Message
from tests.fakes.botapi.world import World

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?(?=\s|$)")


def reaches(world: World, message: Message) -> bool:
    """Commands for this bot, and answers to it; administrators see all, and so does a bot without privacy."""
    chat, bot = message.chat, world.bot
    if chat.kind == "private":
        return True
    if not chat.member(bot).present:
        return False
    sees_all = chat.kind == "channel" or not world.privacy or chat.member(bot).admin
    answers_bot = message.reply_to is not None and message.reply_to.author is bot
    return sees_all or message.kind == "service" or answers_bot or _commands(world, message)


def _commands(world: World, message: Message) -> bool:
    """A command with the bot's name; one without a name goes to the bot that wrote last."""
    command = _COMMAND.match(message.text)
    if command is None:
        return False
    if command[1]:
        return command[1].lower() == (world.bot.username or "").lower()
    return message.chat.last_bot in {None, world.bot}
