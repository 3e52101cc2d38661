"""Chats as a test uses them: people write, press, edit and forward; the bot's messages can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from tests.fakes.botapi.asked import Asked
from tests.fakes.botapi.call import Upload
from tests.fakes.botapi.files import keep_file
from tests.fakes.botapi.formatted import finish
from tests.fakes.botapi.model import Chat, Member, Message, User
from tests.fakes.botapi.privacy import reaches
from tests.fakes.botapi.wire import message_json, user_json
from tests.fakes.botapi.world import World

_P = ParamSpec("_P")
_R = TypeVar("_R")
_T = TypeVar("_T", bound="Talk")


def locked(method: Callable[Concatenate[_T, _P], _R]) -> Callable[Concatenate[_T, _P], _R]:
    """Hold the world's lock, and wake whoever waits for a change."""

    @wraps(method)
    def inside(self: _T, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self.world.changed:
            result = method(self, *args, **kwargs)
            self.world.changed.notify_all()
            return result

    return inside


@dataclass(frozen=True, slots=True)
class Talk:
    """One chat. Messages are frozen: `now` shows how one looks by now."""

    world: World
    chat: Chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def history(self) -> list[Message]:
        """All messages that are not deleted, in order."""
        with self.world.changed:
            return [self.chat.history[key] for key in sorted(self.chat.history)]

    @property
    def messages(self) -> list[Message]:
        """The bot's messages as they look now, in order."""
        return [message for message in self.history if message.author is self.world.bot]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        assert self.messages, f"the bot has written nothing in {self.chat!r}"
        return self.messages[-1]

    @property
    def texts(self) -> list[str]:
        """The words of the bot's messages."""
        return [message.text for message in self.messages]

    @locked
    def now(self, message: Message) -> Message | None:
        """A message after edits; None when it was deleted."""
        return self.chat.history.get(message.id)

    @locked
    def delete(self, message: Message) -> None:
        """A person deletes a message; bots are not told."""
        self.chat.history.pop(message.id, None)

    def _press(self, message: Message, label: str, by: User) -> Asked:
        """Press the button with this label, as `message` shows it (a keyboard may be stale)."""
        button = next((button for button in message.buttons if button.text == label), None)
        assert button, f"no button {label!r} on {message}"
        assert button.data, f"button {label!r} calls nothing back: {button.raw}"
        with self.world.changed:
            query = self.world.new_query("callback", by)
            body: dict[str, Any] = {"id": query.id, "from": user_json(by), "data": button.data}
            shown = message_json(self.chat.history.get(message.id, message))
            self.world.updates.push(
                "callback_query", body | {"message": shown, "chat_instance": str(self.chat.id)}
            )
            self.world.changed.notify_all()
        return Asked(self.world, query)

    def _write(self, sender: User | None, text: str, **details: Any) -> Message:
        message = self.world.post(self.chat, sender, body=finish(text), source=text, **details)
        if reaches(self.world, message):
            self.world.tell("channel_post" if self.chat.kind == "channel" else "message", message)
        return message

    def _attach(self, name: str, content: bytes, details: dict[str, Any]) -> dict[str, Any]:
        mime = "text/plain" if name.endswith(".txt") else "application/octet-stream"
        file = keep_file(self.world, Upload(name, mime, content), "documents")
        return details | {"kind": "document", "file": file}

    @locked
    def edit(self, message: Message, text: str) -> Message:
        """The writer edits a message."""
        edited = self.world.rewrite(self.chat.history[message.id], body=finish(text), source=text)
        if reaches(self.world, edited):
            kind = "edited_channel_post" if self.chat.kind == "channel" else "edited_message"
            self.world.tell(kind, edited)
        return edited


@dataclass(frozen=True, slots=True)
class PrivateChat(Talk):
    """The chat of one person with the bot."""

    user: User

    @locked
    def say(self, text: str, reply_to: Message | None = None) -> Message:
        """Write to the bot; the first words start it."""
        self.user.started = True
        return self._write(self.user, text, reply_to=reply_to)

    @locked
    def send_document(self, name: str, content: bytes, caption: str = "") -> Message:
        """Send a file; a caption may hold a command."""
        self.user.started = True
        return self._write(self.user, caption, **self._attach(name, content, {}))

    @locked
    def forward(self, message: Message) -> Message:
        """Forward a post of a channel, or somebody's message, to the bot."""
        self.user.started = True
        origin = {"forward_origin": forward_origin(message)}
        return self._write(self.user, message.text, extra=origin)

    def press(self, message: Message, label: str) -> Asked:
        """Press a button by its label."""
        return self._press(message, label, self.user)

    @locked
    def block(self) -> None:
        """Stop the bot."""
        self.user.blocked = True
        self.world.set_member(self.chat, Member(self.world.bot, "kicked"), self.user)

    @locked
    def unblock(self) -> None:
        self.user.blocked = False
        self.world.set_member(self.chat, Member(self.world.bot), self.user)


def forward_origin(message: Message) -> dict[str, Any]:
    """Where a forwarded message came from."""
    if message.chat.kind == "channel":
        shown = message_json(replace(message, body=finish("")))
        return {
            "type": "channel", "chat": shown["chat"], "message_id": message.id, "date": message.date,
        }  # fmt: skip
    assert message.sender is not None
    return {"type": "user", "sender_user": user_json(message.sender), "date": message.date}
