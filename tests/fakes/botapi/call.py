"""One call of a method, with its parameters read on demand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.fakes.botapi.formatted import Entity, Formatted, ParseError, finish
from tests.fakes.botapi.html_text import parse_html
from tests.fakes.botapi.markdown_text import parse_markdown
from tests.fakes.botapi.model import Chat, Member, Message, Topic
from tests.fakes.botapi.world import World

_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}
_TEXT_METHODS = frozenset({"sendmessage", "editmessagetext"})
_STYLED = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
        "custom_emoji", "blockquote", "expandable_blockquote", "date_time",
    }
)  # fmt: skip
_FOUND = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    name: str
    mime: str
    content: bytes


class Call:
    """A method's name in lower case, its parameters and files; properties resolve what they name."""

    def __init__(self, world: World, method: str, params: dict[str, Any], files: dict[str, Upload]) -> None:
        self.world = world
        self.method = method
        self.params = params
        self.files = files

    def text(self, name: str) -> str:
        value = self.params.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1", "yes"}

    def json(self, name: str) -> Any:
        """A parameter that is JSON, None when absent; ValueError when it cannot be read."""
        value = self.params.get(name)
        return json.loads(value) if isinstance(value, str) and value else value or None

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter, sent under its name or attached."""
        return self.files.get(self.text(name).removeprefix("attach://") or name)

    @cached_property
    def chat(self) -> Chat | None:
        return self.world.find_chat(self.text("chat_id"))

    @cached_property
    def here(self) -> Chat:
        """The chat, in places where rules have made sure that there is one."""
        assert self.chat is not None
        return self.chat

    @property
    def me(self) -> Member:
        """The bot's place in the chat."""
        return self.here.member(self.world.bot)

    @cached_property
    def topic(self) -> Topic | None:
        return self.here.topics.get(self.number("message_thread_id"))

    @cached_property
    def target(self) -> Message | None:
        """The message that the call is about."""
        return self.here.history.get(self.number("message_id"))

    @property
    def old(self) -> Message:
        assert self.target is not None
        return self.target

    @cached_property
    def reply_parameters(self) -> Any:
        legacy = self.number("reply_to_message_id")
        return self.json("reply_parameters") or ({"message_id": legacy} if legacy else None)

    @cached_property
    def replied(self) -> Message | None:
        wanted = self.reply_parameters
        return self.here.history.get(int(wanted["message_id"])) if wanted else None

    @cached_property
    def markup(self) -> dict[str, Any] | None:
        """Buttons without a text are dropped, as Telegram does; an empty keyboard is none."""
        markup: dict[str, Any] | None = self.json("reply_markup")
        if not markup or "inline_keyboard" not in markup:
            return markup
        rows = [[button for button in row if button["text"]] for row in markup["inline_keyboard"]]
        kept = [row for row in rows if row]
        return {"inline_keyboard": kept} if kept else None

    @property
    def source(self) -> str:
        """The text or caption as sent."""
        return self.text("text" if self.method in _TEXT_METHODS else "caption")

    @cached_property
    def body(self) -> Formatted:
        """The text or caption after parsing; ParseError when Telegram cannot read it."""
        name = "entities" if self.method in _TEXT_METHODS else "caption_entities"
        return read_body(self.source, self.text("parse_mode"), self.json(name))


def read_body(source: str, parse_mode: str, entities: Any) -> Formatted:
    """Parse by mode, or take explicit entities; raises ParseError."""
    parser = _PARSERS.get(parse_mode.lower())
    if parser:
        return parser(source)
    return finish(source, [entity for raw in entities or [] if (entity := _entity(raw))])


def known_mode(parse_mode: str) -> bool:
    """Legacy Markdown is none of them: new bots must not use it."""
    return parse_mode.lower() in {"", "none", *_PARSERS}


def _entity(raw: Any) -> Entity | None:
    if not isinstance(raw, dict) or not {"type", "offset", "length"} <= raw.keys():
        raise ParseError("expected an Object")
    if raw["type"] in _FOUND:
        return None
    if raw["type"] not in _STYLED:
        raise ParseError("Unsupported type specified")
    details = {key: raw[key] for key in ("url", "language", "custom_emoji_id", "unix_time") if key in raw}
    return Entity(raw["type"], int(raw["offset"]), int(raw["length"]), **details)
