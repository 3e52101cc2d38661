"""What the stand-in remembers: users, chats, topics, messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.botapi.formatted import Entity, Formatted

CHANNEL_RIGHTS = frozenset({"can_post_messages", "can_edit_messages", "can_delete_messages"})
GENERAL = 1  # the id of the General topic; no call may name it


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot."""

    id: int
    name: str
    username: str | None = None
    is_bot: bool = False
    language: str | None = "en"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One user's place in a chat; rights are those of an administrator."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False

    @property
    def present(self) -> bool:
        return self.status not in {"left", "kicked"}

    @property
    def admin(self) -> bool:
        return self.status in {"administrator", "creator"}


@dataclass(slots=True, eq=False)
class Topic:
    """One thread of a forum."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file with its bytes."""

    id: str
    name: str
    mime: str
    content: bytes
    path: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button as a reader sees it; `raw` is the JSON object."""

    text: str
    raw: dict[str, Any]

    @property
    def data(self) -> str | None:
        return self.raw.get("callback_data")

    @property
    def url(self) -> str | None:
        return self.raw.get("url")

    @property
    def copies(self) -> str | None:
        """What the button copies."""
        copied: str | None = self.raw.get("copy_text", {}).get("text")
        return copied


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it looks now; an edit puts a new one in its place."""

    id: int
    chat: Chat
    sender: User | None
    date: int
    body: Formatted = field(default_factory=Formatted)
    kind: str = "text"
    source: str = ""
    markup: dict[str, Any] | None = None
    thread: int | None = None
    silent: bool = False
    protected: bool = False
    reply_to: Message | None = None
    sender_chat: Chat | None = None
    author: User | None = None
    file: File | None = None
    preview: dict[str, Any] | None = None
    edited_at: int | None = None
    earlier: tuple[Message, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words shown: text or caption, without markup."""
        return self.body.text

    @property
    def html(self) -> str:
        """The source that the bot sent, with its markup."""
        return self.source

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.body.entities

    @property
    def rows(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        keyboard = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(raw["text"], raw) for raw in row] for row in keyboard]

    @property
    def buttons(self) -> list[Button]:
        """All inline buttons in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def edits(self) -> int:
        """How often it was edited."""
        return len(self.earlier)

    def __str__(self) -> str:
        return f"#{self.id} {self.text!r} {[button.text for button in self.buttons]}"


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    kind: str
    title: str
    username: str | None = None
    user: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    history: dict[int, Message] = field(default_factory=dict)
    forum: bool = False
    muted: bool = False
    last_id: int = 0
    migrated_to: Chat | None = None
    linked: Chat | None = None
    last_bot: User | None = None

    def member(self, user: User) -> Member:
        return self.members.get(user.id) or Member(user, "left")

    def administrators(self) -> Iterator[Member]:
        return (member for member in self.members.values() if member.admin)

    def __repr__(self) -> str:
        return f"{self.kind} {self.title!r} ({self.id})"
