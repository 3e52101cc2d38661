"""Which updates are questions to the desk, and where they were asked. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from telegram import Chat, Message, Update, User

from handlers.registry import ChatKind, commands
from store.desk_types import ChatType, Seen

EDITABLE = timedelta(minutes=2)  # how long an edited command replaces its answer
_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?(?:\s|$)")
_KINDS = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes. `thread` is a topic's id, None for General and where there are no topics."""

    chat: Seen
    thread: int | None = None
    reply_to: int | None = None  # the message that is answered, where several people talk
    user: int | None = None  # who asks, when Telegram tells
    name: str = ""
    instead: Seen | None = None  # the chat that is set up from here
    administers: bool | None = None  # may change what the chat is sent; None: Telegram has to be asked

    @property
    def kind(self) -> ChatKind:
        return _KINDS[self.chat.kind]


@dataclass(frozen=True, slots=True)
class Heard:
    """A question: its line, the place, and the message that holds it."""

    place: Place
    line: str
    message: int
    edited: bool = False


def hear(update: Update, username: str) -> Heard | None:
    """The question in an update, None when there is none for this desk.

    Other bots, forwarded posts and late edits are no questions; in groups and channels neither are words
    without a known command, or a command to another bot.
    """
    message = update.effective_message
    edited = update.edited_message is not None or update.edited_channel_post is not None
    if message is None or _is_foreign(message) or (edited and _is_late(message)):
        return None
    line = (message.text or message.caption or "").strip()
    if not line or (message.chat.type != Chat.PRIVATE and not _is_for(line, username)):
        return None
    return Heard(place_of(message, message.from_user), line, message.message_id, edited)


def place_of(message: Message, user: User | None) -> Place:
    """Where a message stands; `user` is who asks there."""
    talked = message.chat.type != Chat.PRIVATE
    return Place(
        chat=seen(message.chat),
        thread=message.message_thread_id if message.is_topic_message else None,
        reply_to=message.message_id if talked else None,
        user=user.id if user and not user.is_bot else None,
        name=user.full_name if user and not user.is_bot else "",
        administers=True if _speaks_for(message) else None,
    )


def seen(chat: Chat) -> Seen:
    """A chat with its title, or the name of the person."""
    return Seen(chat.id, ChatType(chat.type), chat.title or chat.full_name or "")


def _is_foreign(message: Message) -> bool:
    """Written by another bot, by Telegram, or elsewhere. Anonymous administrators and channels are people."""
    bot = message.from_user is not None and message.from_user.is_bot and message.sender_chat is None
    forwarded = message.is_automatic_forward or message.forward_origin is not None
    return bool(bot or forwarded or message.via_bot)


def _speaks_for(message: Message) -> bool:
    """A private chat's own user, an anonymous administrator, a channel itself."""
    own = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    return own or message.chat.type in (Chat.PRIVATE, Chat.CHANNEL)


def _is_late(message: Message) -> bool:
    return message.edit_date is not None and message.edit_date - message.date > EDITABLE


def _is_for(line: str, username: str) -> bool:
    match = _COMMAND.match(line)
    if match is None or (match[2] and match[2].lower() != username.lower()):
        return False
    return match[1].lower() in commands()
