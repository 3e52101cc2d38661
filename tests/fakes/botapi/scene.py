"""A desk with each kind of chat and a real Bot that calls, and cases of wrong and right calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import InputFile

from tests.fakes.botapi.api import BotApi
from tests.fakes.botapi.client import Client
from tests.fakes.botapi.clock import ManualClock
from tests.fakes.botapi.model import Message, User
from tests.fakes.botapi.rooms import Channel, Group
from tests.fakes.botapi.talk import PrivateChat

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def png(width: int, height: int) -> InputFile:
    return InputFile(PNG + width.to_bytes(4, "big") + height.to_bytes(4, "big"), "map.png")


def rows(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


def article(result_id: str = "1", text: str = "words", **content: Any) -> dict[str, Any]:
    content = {"message_text": text} | content
    return {"type": "article", "id": result_id, "title": "t", "input_message_content": content}


@dataclass
class Scene:
    """A desk with each kind of chat, and a real Bot that calls."""

    api: BotApi
    clock: ManualClock
    client: Client
    anna: User = field(init=False)
    chat: PrivateChat = field(init=False)
    group: Group = field(init=False)
    forum: Group = field(init=False)
    channel: Channel = field(init=False)

    def __post_init__(self) -> None:
        self.anna = self.api.user("Anna")
        self.chat = self.api.private(self.anna)
        self.chat.say("/start")
        self.group = self.api.group("Desk", members=[self.anna])
        self.forum = self.api.group("Forum", members=[self.anna], topics=["Politics"])
        self.channel = self.api.channel("News")

    def call(self, method: str, **params: Any) -> Any:
        return self.client.call(method, **params)

    def send(self, **params: Any) -> Any:
        return self.call("sendMessage", **{"chat_id": self.chat.id, "text": "words"} | params)

    def html(self, text: str) -> Any:
        return self.send(text=text, parse_mode="HTML")

    def document(self, **params: Any) -> Any:
        file = InputFile(b"words", "a.txt")
        return self.call("sendDocument", **{"chat_id": self.chat.id, "document": file} | params)

    def photo(self, photo: Any) -> Any:
        return self.call("sendPhoto", chat_id=self.chat.id, photo=photo)

    def edit(self, message_id: int, method: str = "editMessageText", **params: Any) -> Any:
        params = {"chat_id": self.chat.id, "text": "other"} | params
        return self.call(method, message_id=message_id, **params)

    def sent(self, **params: Any) -> int:
        return int(self.send(**params)["message_id"])

    def delete(self, talk: Group | PrivateChat | Channel, message: Message | int) -> Any:
        number = message if isinstance(message, int) else message.id
        return self.call("deleteMessage", chat_id=talk.id, message_id=number)

    def pressed(self) -> str:
        self.send(reply_markup=rows({"text": "More", "callback_data": "m"}))
        return self.chat.press(self.chat.last, "More").query.id

    def answer(self, query_id: str, **params: Any) -> Any:
        return self.call("answerCallbackQuery", callback_query_id=query_id, **params)

    def asked(self) -> str:
        return self.api.inline(self.anna, "putin").query.id

    def results(self, *results: Any, query_id: str | None = None) -> Any:
        query_id = query_id or self.asked()
        return self.call("answerInlineQuery", inline_query_id=query_id, results=list(results))

    def commands(self, *commands: tuple[str, str]) -> Any:
        listed = [{"command": name, "description": words} for name, words in commands]
        return self.call("setMyCommands", commands=listed)


Act = Callable[[Scene], Any]


@dataclass(frozen=True)
class Case:
    """A wrong call, the answer to it, and a right call beside it."""

    rule: str
    refusal: str
    wrong: Act
    right: Act
    code: int = 400


def send(**params: Any) -> Act:
    return lambda s: s.send(**params)


def keyboard(button: dict[str, Any]) -> Act:
    return send(reply_markup=rows(button))


def after(act: Act, then: Act) -> Act:
    """Two steps; the scene stays."""

    def both(scene: Scene) -> Any:
        act(scene)
        return then(scene)

    return both
