"""All that the stand-in knows, behind one lock: the server's thread and the tests share it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from tests.fakes.botapi.faults import Faults
from tests.fakes.botapi.model import Chat, File, Member, Message, User
from tests.fakes.botapi.pacing import Pacing
from tests.fakes.botapi.updates import Updates
from tests.fakes.botapi.wire import chat_json, member_json, message_json, user_json

ANONYMOUS = User(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", "Channel_Bot", is_bot=True)
TELEGRAM = User(777000, "Telegram", None, language=None)

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Called:
    """One call as the server saw it; `error` is Telegram's description, None when it went well."""

    method: str
    params: Parameters
    at: float
    code: int = 200
    error: str | None = None


@dataclass(slots=True)
class Query:
    """A pressed button or an inline query that waits for its answer."""

    id: str
    kind: str
    user: User
    at: float
    answer: Parameters | None = None


@dataclass(slots=True)
class World:
    """Users, chats, files and queues; hold `changed` while reading or changing any of it."""

    token: str
    bot: User
    clock: Callable[[], float]
    pacing: Pacing
    privacy: bool = True
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    calls: list[Called] = field(default_factory=list)
    sent: list[tuple[Chat, int]] = field(default_factory=list)
    actions: list[tuple[Chat, str]] = field(default_factory=list)
    updates: Updates = field(default_factory=Updates)
    faults: Faults = field(default_factory=Faults)
    changed: threading.Condition = field(default_factory=lambda: threading.Condition(threading.RLock()))
    logged_out: bool = False
    numbers: count[int] = field(default_factory=lambda: count(5001))
    common_id: int = 0

    @property
    def now(self) -> int:
        """The time in whole seconds, as messages carry it."""
        return int(self.clock())

    def find_chat(self, reference: str) -> Chat | None:
        """By id or @name."""
        if reference.startswith("@"):
            names = (chat for chat in self.chats.values() if chat.username and chat.kind != "private")
            return next((chat for chat in names if f"@{chat.username}".lower() == reference.lower()), None)
        try:
            return self.chats.get(int(reference))
        except ValueError:
            return None

    def private(self, user: User) -> Chat:
        """The chat of one user with the bot."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", user.name, user.username, user)
        return self.chats[user.id]

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and small groups share one row of numbers, others have their own."""
        if chat.kind in {"private", "group"}:
            self.common_id += 1
            return self.common_id
        chat.last_id += 1
        return chat.last_id

    def keep(self, message: Message) -> Message:
        """Store a message under its id."""
        message.chat.history[message.id] = message
        return message

    def post(self, chat: Chat, sender: User | None, **details: Any) -> Message:
        """A new message in a chat; nobody is told yet. `author` is who wrote it where `sender` hides that."""
        author = details.setdefault("author", sender)
        if author and author.is_bot and details.get("kind") != "service":
            chat.last_bot = author
        return self.keep(Message(self.next_message_id(chat), chat, sender, self.now, **details))

    def rewrite(self, old: Message, **changes: Any) -> Message:
        """An edit: the new message remembers the earlier ones."""
        earlier = (*old.earlier, replace(old, earlier=()))
        return self.keep(replace(old, earlier=earlier, edited_at=self.now, **changes))

    def tell(self, kind: str, message: Message) -> None:
        """Put a message into the bot's updates."""
        self.updates.push(kind, message_json(message))

    def set_member(self, chat: Chat, member: Member, by: User) -> None:
        """Change the place of a user; the bot hears of its own by my_chat_member."""
        old = chat.member(member.user)
        chat.members[member.user.id] = member
        kind = "my_chat_member" if member.user is self.bot else "chat_member"
        change = {"old_chat_member": member_json(chat, old), "new_chat_member": member_json(chat, member)}
        self.updates.push(kind, {"chat": chat_json(chat), "from": user_json(by), "date": self.now} | change)
        self.changed.notify_all()

    def new_query(self, kind: str, user: User) -> Query:
        query = Query(str(4_000_000_000 + next(self.numbers)), kind, user, self.clock())
        self.queries[query.id] = query
        return query
