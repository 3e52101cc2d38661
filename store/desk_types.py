"""Frozen values of the desk: chats, subscriptions, what waits to be sent. Moments are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class ChatType(StrEnum):
    """Telegram's kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Cadence(StrEnum):
    """When a subscription speaks: at a time each day, or when new files bring something."""

    DAILY = "daily"
    NEW = "new"


class Target(StrEnum):
    """What a topic's words were taken to mean."""

    NONE = ""
    PERSON = "person"
    STORY = "story"
    EPISODE = "episode"


class PartState(StrEnum):
    """A message part's way. `unknown`: Telegram may have got it; only a person resends or drops it."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


class DraftState(StrEnum):
    """What became of a draft."""

    WAITING = "waiting"
    POSTED = "posted"
    SKIPPED = "skipped"


class Standing(StrEnum):
    """What became of a chat's request to be admitted."""

    ASKED = "asked"
    ADMITTED = "admitted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Seen:
    """A chat as an update shows it."""

    id: int
    kind: ChatType
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that the desk knows; `paused` is the reason why nothing is sent there."""

    id: int
    kind: ChatType
    title: str = ""
    timezone: str = ""  # empty: the desk's own
    admitted: bool = False
    owner: bool = False  # a private chat whose user owns the desk
    receipts: bool = False  # wants a message about each batch of files
    automatic: bool = False  # a channel: posts need no draft
    paused: str = ""
    set_up_by: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A chat that asks to be admitted; `asked_by` pressed Ask."""

    chat: Seen
    asked_by: int
    at: datetime
    standing: Standing = Standing.ASKED


@dataclass(frozen=True, slots=True)
class Topic:
    """What a subscription is about: the words, and what they meant when it was made, with its name then."""

    words: str = ""
    target: Target = Target.NONE
    number: int | None = None
    label: str = ""


EVERYTHING = Topic()


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """A subscription to be made. A daily one has `at` ("08:00") and `zone`."""

    chat: int
    cadence: Cadence
    thread: int | None = None
    at: str = ""
    zone: str = ""
    topic: Topic = EVERYTHING
    by: int = 0  # the user who made it


@dataclass(frozen=True, slots=True)
class Subscription:
    """`id` is permanent. `cursor` is the last change that it has dealt with, `since` when it last spoke."""

    id: int
    chat: int
    cadence: Cadence
    thread: int | None
    at: str
    zone: str
    topic: Topic
    by: int
    cursor: int
    since: datetime
    next_run: datetime | None = None
    last_slot: str = ""
    silent: int = 0  # daily runs in a row that had nothing to say
    ended: bool = False
    suspended: bool = False  # says nothing until somebody resumes it; its cursor stands still


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `url` opens a link, `data` is callback data, `copy` is put on the reader's clipboard."""

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One message: Telegram's HTML and rows of buttons below it.

    With `wants` it opens the reader's keyboard for an answer, and shows there what one looks like. With
    a PNG the text is its caption; the outbox carries none.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    wants: str = ""
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as a message shows it: the ledger's key, and the words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class NewPart:
    """A message to be sent, and the facts that a chat has seen once it was."""

    page: Page
    facts: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the outbox: one message of one slot of a subscription (0: of the desk itself)."""

    id: int
    subscription: int
    slot: str
    number: int  # from 1
    chat: int
    thread: int | None
    chat_kind: ChatType
    state: PartState
    page: Page
    facts: tuple[Shown, ...]
    silent: bool = False  # without a sound
    attempts: int = 0
    not_before: datetime | None = None
    message: int | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A run of a subscription as the tick worked it out; `expected` is the cursor that it saw.

    Without `parts` only the cursor and the next run move. With a `draft` they wait for an editor's word.
    """

    subscription: int
    name: str
    expected: int
    cursor: int
    next_run: datetime | None = None
    parts: tuple[NewPart, ...] = ()
    silent: int = 0
    draft: NewDraft | None = None


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A post that an editor sees first. `preview` is sent to the private chat `to`; `key` names the draft."""

    key: str
    to: int
    preview: tuple[NewPart, ...]
    request: dict[str, Any]  # how to make it again with something left out


@dataclass(frozen=True, slots=True)
class Draft:
    """A post that waits for Post, Post silently, Change or Skip."""

    key: str
    subscription: int
    slot: str
    channel: int
    to: int
    parts: tuple[NewPart, ...]
    request: dict[str, Any]
    state: DraftState = DraftState.WAITING
    decided_by: int | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Messages of the desk itself (receipts, requests); `slot` names the occasion, which is sent once."""

    chat: int
    slot: str
    pages: tuple[Page, ...]
    thread: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to message `asked` of a chat: the line it was for, and the messages that it stands in."""

    chat: int
    asked: int
    line: str
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoredButton:
    """A button's code and its meaning, a JSON object that the wires choose."""

    code: str
    data: dict[str, Any]
    life: timedelta
