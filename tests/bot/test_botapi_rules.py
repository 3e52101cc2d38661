"""Each rule on messages refuses a wrong call in Telegram's words, and lets the right one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from telegram import InputFile
from telegram.error import TelegramError

from tests.fakes.botapi import BotApi, ManualClock
from tests.fakes.botapi.client import connected
from tests.fakes.botapi.rules import RULES, WRITES
from tests.fakes.botapi.scene import Act, Case, Scene, after, keyboard, png, rows, send

MORE = {"text": "More", "callback_data": "m"}
BOLD = "<b>x</b> "
FIND = {"text": "Find", "switch_inline_query": "x"}


def quick(count: int) -> Act:
    def act(scene: Scene) -> None:
        for _ in range(count):
            scene.send()

    return act


def old_one(hours: float) -> Act:
    def act(scene: Scene) -> Any:
        number = scene.sent()
        scene.clock.advance(hours * 3600)
        return scene.delete(scene.chat, number)

    return act


def same_words(text: str) -> Act:
    return lambda s: s.edit(s.sent(text="words", parse_mode="HTML"), text=text, parse_mode="HTML")


def member(chat: str, user: int | None = None) -> Act:
    return lambda s: s.call("getChatMember", chat_id=getattr(s, chat).id, user_id=user or s.anna.id)


def stranger(scene: Scene) -> Any:
    return scene.send(chat_id=scene.api.private(scene.api.user("Max")).id)


def other_bot(scene: Scene) -> Any:
    return scene.send(chat_id=scene.api.private(scene.api.user("Robot", bot=True)).id)


CASES = (
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
    Case("too fast", "Too Many Requests: retry after 4", quick(5), quick(4), 429),
)  # fmt: skip


@pytest.fixture
def scene() -> Iterator[Scene]:
    clock = ManualClock()
    api = BotApi(clock=clock)
    with connected(api) as client:
        yield Scene(api, clock, client)


def test_every_rule_has_a_case() -> None:
    concerned = {rule.name for rule in RULES if rule.methods & WRITES}
    assert {case.rule for case in CASES} == concerned


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
