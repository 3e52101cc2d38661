"""Each rule of the stand-in refuses a wrong call in Telegram's words, and lets the right one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import InputFile
from telegram.error import TelegramError

from tests.fakes.botapi import BotApi, Channel, Group, ManualClock, Message, PrivateChat, User
from tests.fakes.botapi.client import Client, connected
from tests.fakes.botapi.rules import RULES

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
STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


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


def quick(count: int) -> Act:
    def act(scene: Scene) -> None:
        for _ in range(count):
            scene.send()

    return act


def late(scene: Scene) -> Any:
    query_id = scene.pressed()
    scene.clock.advance(31)
    return scene.answer(query_id)


def twice(scene: Scene) -> Any:
    query_id = scene.asked()
    scene.results(article(), query_id=query_id)
    return scene.results(article(), query_id=query_id)


def old_one(hours: float) -> Act:
    def act(scene: Scene) -> Any:
        number = scene.sent()
        scene.clock.advance(hours * 3600)
        return scene.delete(scene.chat, number)

    return act


def same_words(text: str) -> Act:
    return lambda s: s.edit(s.sent(text="words", parse_mode="HTML"), text=text, parse_mode="HTML")


def poll(scene: Scene) -> Any:
    return scene.call("getUpdates")


def hook(**params: Any) -> Act:
    return lambda s: s.call("setWebhook", **params)


def member(chat: str, user: int | None = None) -> Act:
    return lambda s: s.call("getChatMember", chat_id=getattr(s, chat).id, user_id=user or s.anna.id)


def file_of(size: int) -> Act:
    def act(scene: Scene) -> Any:
        file = scene.chat.send_document("a.txt", b"x" * size).file
        return scene.call("getFile", file_id=file.id if file else "")

    return act


def stranger(scene: Scene) -> Any:
    return scene.send(chat_id=scene.api.private(scene.api.user("Max")).id)


def other_bot(scene: Scene) -> Any:
    return scene.send(chat_id=scene.api.private(scene.api.user("Robot", bot=True)).id)


MORE = {"text": "More", "callback_data": "m"}
FIND = {"text": "Find", "switch_inline_query": "x"}
BOLD = "<b>x</b> "
CASES = (
    Case("webhook set", "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
         "delete the webhook first",
         after(hook(url="https://desk.example/hook"), poll),
         after(hook(url="https://desk.example/hook"), after(lambda s: s.call("deleteWebhook"), poll)), 409),
    Case("no text", "Bad Request: message text is empty", send(text=""), send(text="x")),
    Case("text over 32 KiB", "Bad Request: text is too long", send(text="x" * 32769), send(text="x" * 4096)),
    Case("unknown parse mode", "Bad Request: unsupported parse_mode",
         send(parse_mode="Markdown"), send(parse_mode="MarkdownV2")),
    Case("unparsable", "Bad Request: can't parse entities: Unsupported start tag \"p\" at byte offset 2",
         lambda s: s.html("é<p>"), lambda s: s.html("é&lt;p&gt;")),
    Case("bad entity", "Bad Request: can't parse MessageEntity: Unsupported type specified",
         send(entities=[{"type": "loud", "offset": 0, "length": 2}]),
         send(entities=[{"type": "bold", "offset": 0, "length": 2}])),
    Case("no document", "Bad Request: there is no document in the request",
         lambda s: s.document(document=None), lambda s: s.document()),
    Case("no photo", "Bad Request: there is no photo in the request",
         lambda s: s.photo("none"), lambda s: s.photo(png(4, 3))),
    Case("reply no JSON", "Bad Request: can't parse reply parameters JSON object",
         send(reply_parameters="{"), send(reply_parameters={"message_id": 1})),
    Case("markup no JSON", "Bad Request: can't parse reply keyboard markup JSON object",
         send(reply_markup="{"), keyboard(MORE)),
    Case("markup no object", "Bad Request: object expected as reply markup",
         send(reply_markup=[1]), send(reply_markup={"remove_keyboard": True})),
    Case("markup no rows",
         "Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays",
         send(reply_markup={"inline_keyboard": [MORE]}), send(reply_markup={"inline_keyboard": [[MORE]]})),
    Case("button without action", "Bad Request: can't parse inline keyboard button: Text buttons are "
         "unallowed in the inline keyboard", keyboard({"text": "More"}), keyboard(MORE)),
    Case("no chat id", "Bad Request: chat_id is empty", send(chat_id=""), send()),
    Case("unknown action", "Bad Request: wrong parameter action in request",
         lambda s: s.call("sendChatAction", chat_id=s.chat.id, action="thinking"),
         lambda s: s.call("sendChatAction", chat_id=s.chat.id, action="typing")),
    Case("unknown chat", "Bad Request: chat not found", send(chat_id=77), send()),
    Case("upgraded group", "Bad Request: group chat was upgraded to a supergroup chat",
         after(lambda s: s.group.upgrade(), lambda s: s.send(chat_id=s.group.id)),
         lambda s: s.send(chat_id=s.group.upgrade().id)),
    Case("kicked", "Forbidden: bot was kicked from the channel chat",
         after(lambda s: s.channel.kick_bot(s.anna), lambda s: s.send(chat_id=s.channel.id)),
         lambda s: s.send(chat_id=s.channel.id), 403),
    Case("left", "Forbidden: bot is not a member of the group chat",
         after(lambda s: s.call("leaveChat", chat_id=s.group.id), lambda s: s.send(chat_id=s.group.id)),
         lambda s: s.send(chat_id=s.group.id), 403),
    Case("deactivated user", "Forbidden: user is deactivated",
         after(lambda s: setattr(s.anna, "deactivated", True), send()), send(), 403),
    Case("unknown thread", "Bad Request: message thread not found",
         lambda s: s.send(chat_id=s.forum.id, message_thread_id=1),
         lambda s: s.send(chat_id=s.forum.id, message_thread_id=s.forum.topic("Politics").id)),
    Case("unknown reply target", "Bad Request: message to be replied not found",
         send(reply_parameters={"message_id": 99}),
         send(reply_parameters={"message_id": 99, "allow_sending_without_reply": True})),
    Case("no message to copy", "Bad Request: message to copy not found",
         lambda s: s.call("copyMessage", chat_id=s.chat.id, from_chat_id=s.chat.id, message_id=99),
         lambda s: s.call("copyMessage", chat_id=s.chat.id, from_chat_id=s.chat.id, message_id=1)),
    Case("no message to edit", "Bad Request: message to edit not found",
         lambda s: s.edit(99), lambda s: s.edit(s.sent())),
    Case("no message to delete", "Bad Request: message to delete not found",
         lambda s: s.delete(s.chat, 99), lambda s: s.delete(s.chat, s.sent())),
    Case("no post right", "Bad Request: need administrator rights in the channel chat",
         after(lambda s: s.channel.promote_bot(s.anna, rights=[]), lambda s: s.send(chat_id=s.channel.id)),
         lambda s: s.send(chat_id=s.channel.id)),
    Case("muted group", "Bad Request: not enough rights to send text messages to the chat",
         after(lambda s: s.group.mute(), lambda s: s.send(chat_id=s.group.id)),
         lambda s: s.send(chat_id=s.group.id)),
    Case("blank text", "Bad Request: text must be non-empty", lambda s: s.html("<b> </b>"), send(text=" x ")),
    Case("caption too long", "Bad Request: message caption is too long",
         lambda s: s.document(caption="x" * 1025), lambda s: s.document(caption="x" * 1024)),
    Case("empty file", "Bad Request: file must be non-empty",
         lambda s: s.document(document=InputFile(b"", "a.txt")), lambda s: s.document()),
    Case("no picture", "Bad Request: IMAGE_PROCESS_FAILED",
         lambda s: s.photo(InputFile(b"GIF", "a.png")), lambda s: s.photo(png(8, 8))),
    Case("picture too large", "Bad Request: PHOTO_INVALID_DIMENSIONS",
         lambda s: s.photo(png(21, 1)), lambda s: s.photo(png(20, 1))),
    Case("not an inline keyboard", "Bad Request: inline keyboard expected",
         lambda s: s.send(chat_id=s.channel.id, reply_markup={"remove_keyboard": True}),
         send(reply_markup={"remove_keyboard": True})),
    Case("button address", "Bad Request: inline keyboard button URL 'desk' is invalid: Wrong HTTP URL",
         keyboard({"text": "Open", "url": "desk"}), keyboard({"text": "Open", "url": "desk.example/a?b=c"})),
    Case("switch in channel", "Bad Request: can't use switch_inline_query button in a channel chat, because "
         "users will not be able to use the button without knowing bot's username",
         lambda s: s.send(chat_id=s.channel.id, reply_markup=rows(FIND)), keyboard(FIND)),
    Case("edit of another's", "Bad Request: message can't be edited",
         lambda s: s.edit(1), lambda s: s.edit(s.sent())),
    Case("edit text of a file", "Bad Request: there is no text in the message to edit",
         lambda s: s.edit(s.document()["message_id"]), lambda s: s.edit(s.sent())),
    Case("edit caption of a text", "Bad Request: there is no caption in the message to edit",
         lambda s: s.edit(s.sent(), "editMessageCaption", caption="x"),
         lambda s: s.edit(s.document()["message_id"], "editMessageCaption", caption="x")),
    Case("delete another's", "Bad Request: message can't be deleted",
         lambda s: s.delete(s.group, s.group.say(s.anna, "words")),
         after(lambda s: s.group.promote_bot(s.anna),
               lambda s: s.delete(s.group, s.group.say(s.anna, "words")))),
    Case("delete an old one", "Bad Request: message can't be deleted for everyone", old_one(49), old_one(47)),
    Case("message to a bot", "Forbidden: bot can't send messages to bots", other_bot, send(), 403),
    Case("never started", "Forbidden: bot can't initiate conversation with a user", stranger, send(), 403),
    Case("blocked", "Forbidden: bot was blocked by the user",
         after(lambda s: s.chat.block(), send()),
         after(lambda s: s.chat.block(), after(lambda s: s.chat.unblock(), send())), 403),
    Case("text too long", "Bad Request: message is too long",
         send(text="🌍" * 2048 + "x"), lambda s: s.html(BOLD + "🌍" * 2047)),
    Case("too many entities", "Bad Request: ENTITIES_TOO_LONG",
         lambda s: s.html(BOLD * 101), lambda s: s.html(BOLD * 100)),
    Case("callback data", "Bad Request: BUTTON_DATA_INVALID",
         keyboard({"text": "More", "callback_data": "é" * 32 + "x"}),
         keyboard({"text": "More", "callback_data": "é" * 32})),
    Case("copied text", "Bad Request: BUTTON_COPY_TEXT_INVALID",
         keyboard({"text": "Copy", "copy_text": {"text": "x" * 257}}),
         keyboard({"text": "Copy", "copy_text": {"text": "x" * 256}})),
    Case("too many buttons", "Bad Request: reply markup is too long",
         send(reply_markup=rows(*[MORE] * 101)), send(reply_markup=rows(*[MORE] * 100))),
    Case("closed topic", "Bad Request: TOPIC_CLOSED",
         after(lambda s: s.forum.close_topic("General"), lambda s: s.send(chat_id=s.forum.id)),
         lambda s: s.send(chat_id=s.forum.id)),
    Case("not modified", "Bad Request: message is not modified: specified new message content and reply "
         "markup are exactly the same as a current content and reply markup of the message",
         same_words(" words"), same_words("<b>words</b>")),
    Case("callback answered or old", STALE, late, lambda s: s.answer(s.pressed())),
    Case("callback answer too long", "Bad Request: MESSAGE_TOO_LONG",
         lambda s: s.answer(s.pressed(), text="x" * 201), lambda s: s.answer(s.pressed(), text="x" * 200)),
    Case("results no array", "Bad Request: expected an Array of inline query results",
         lambda s: s.call("answerInlineQuery", inline_query_id=s.asked(), results={"id": 1}),
         lambda s: s.results()),
    Case("too many results", "Bad Request: too many inline query results specified",
         lambda s: s.results(*[article(str(n)) for n in range(51)]),
         lambda s: s.results(*[article(str(n)) for n in range(50)])),
    Case("bad result", "Bad Request: can't parse inline query result: Can't parse entities: Can't find end "
         "tag corresponding to start tag \"b\"",
         lambda s: s.results(article(text="<b>", parse_mode="HTML")),
         lambda s: s.results(article(text="<b>x</b>", parse_mode="HTML"))),
    Case("inline answered or old", STALE, twice, lambda s: s.results(article())),
    Case("result id", "Bad Request: RESULT_ID_INVALID",
         lambda s: s.results(article("é" * 33)), lambda s: s.results(article("é" * 32))),
    Case("result id twice", "Bad Request: RESULT_ID_DUPLICATE",
         lambda s: s.results(article("1"), article("1")), lambda s: s.results(article("1"), article("2"))),
    Case("result too long", "Bad Request: MESSAGE_TOO_LONG",
         lambda s: s.results(article(text="x" * 4097)), lambda s: s.results(article(text="x" * 4096))),
    Case("administrators of a private chat", "Bad Request: there are no administrators in the private chat",
         lambda s: s.call("getChatAdministrators", chat_id=s.chat.id),
         lambda s: s.call("getChatAdministrators", chat_id=s.group.id)),
    Case("unknown member", "Bad Request: member not found", member("group", 77), member("group")),
    Case("members of a channel", "Bad Request: member list is inaccessible",
         after(lambda s: s.channel.demote_bot(s.anna), member("channel")), member("channel")),
    Case("leave a private chat", "Bad Request: chat member status can't be changed in private chats",
         lambda s: s.call("leaveChat", chat_id=s.chat.id), lambda s: s.call("leaveChat", chat_id=s.group.id)),
    Case("unknown file", "Bad Request: invalid file_id",
         lambda s: s.call("getFile", file_id="none"), file_of(1)),
    Case("file over 20 MB", "Bad Request: file is too big", file_of((20 << 20) + 1), file_of(1000)),
    Case("command fault", "Bad Request: command description must be non-empty",
         lambda s: s.commands(("quotes", " ")), lambda s: s.commands(("quotes", "What a person said"))),
    Case("bad command", "Bad Request: BOT_COMMAND_INVALID",
         lambda s: s.commands(("Quotes", "x")), lambda s: s.commands(("/quotes_2", "x"))),
    Case("too many commands", "Bad Request: BOT_COMMANDS_TOO_MUCH",
         lambda s: s.commands(*[(f"c{n}", "x") for n in range(101)]),
         lambda s: s.commands(*[(f"c{n}", "x") for n in range(100)])),
    Case("webhook without TLS", "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
         hook(url="http://desk.example"), hook(url="https://desk.example")),
    Case("bad webhook secret", "Bad Request: secret token contains unallowed characters",
         hook(url="https://desk.example", secret_token="a b"),
         hook(url="https://desk.example", secret_token="a_b")),
    Case("too fast", "Too Many Requests: retry after 4", quick(5), quick(4), 429),
)  # fmt: skip


@pytest.fixture
def scene() -> Iterator[Scene]:
    clock = ManualClock()
    api = BotApi(clock=clock)
    with connected(api) as client:
        yield Scene(api, clock, client)


def test_every_rule_has_a_case() -> None:
    assert [case.rule for case in CASES] == [rule.name for rule in RULES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_wrong_call_is_refused_in_telegrams_words(scene: Scene, case: Case) -> None:
    with pytest.raises(TelegramError):
        case.wrong(scene)
    refused = scene.api.calls[-1]
    assert (refused.code, refused.error) == (case.code, case.refusal)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_right_call_passes(scene: Scene, case: Case) -> None:
    case.right(scene)
    assert scene.api.refusals == []
