"""Private chats, buttons, edits and inline queries of the stand-in, as a real telegram.Bot sees them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.error import BadRequest, Forbidden

from tests.fakes.botapi import BotApi, ManualClock, User
from tests.fakes.botapi.client import Client, connected

MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="q1:7:2")]])


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def api(clock: ManualClock) -> BotApi:
    return BotApi(clock=clock)


@pytest.fixture
def client(api: BotApi) -> Iterator[Client]:
    with connected(api) as client:
        yield client


@pytest.fixture
def anna(api: BotApi) -> User:
    return api.user("Anna", "anna")


def updates(client: Client) -> list[Update]:
    """All updates since the last look."""
    taken = client.run(client.bot.get_updates(allowed_updates=Update.ALL_TYPES))
    if taken:
        client.run(client.bot.get_updates(offset=taken[-1].update_id + 1))
    return list(taken)


def texts(client: Client) -> list[str | None]:
    return [update.effective_message.text for update in updates(client) if update.effective_message]


def test_message_looks_as_it_was_sent(api: BotApi, client: Client, anna: User) -> None:
    chat = api.private(anna)
    asked = chat.say("/quotes Putin")
    client.run(
        client.bot.send_message(
            chat.id,
            "<b>One</b> &amp; two",
            "HTML",
            reply_to_message_id=asked.id,
            reply_markup=MORE,
            disable_notification=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    )
    sent = chat.last
    assert (sent.text, sent.html, sent.silent) == ("One & two", "<b>One</b> &amp; two", True)
    assert [button.data for button in sent.buttons] == ["q1:7:2"]
    assert (sent.reply_to, sent.preview) == (asked, {"is_disabled": True})
    assert sent.body.part(sent.entities[0]) == "One"


def test_edit_keeps_what_stood_before(api: BotApi, client: Client, anna: User, clock: ManualClock) -> None:
    chat = api.private(anna)
    chat.say("/start")
    message = client.run(client.bot.send_message(chat.id, "one", reply_markup=MORE))
    clock.advance(5)
    edited = client.run(client.bot.edit_message_text("two", chat.id, message.message_id))
    now = chat.last
    assert (now.text, now.edits, now.earlier[0].text, now.buttons) == ("two", 1, "one", [])
    assert edited
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None


def test_press_is_answered_once(api: BotApi, client: Client, anna: User) -> None:
    chat = api.private(anna)
    chat.say("/start")
    client.run(client.bot.send_message(chat.id, "one", reply_markup=MORE))
    pressed = chat.press(chat.last, "More")
    query = updates(client)[-1].callback_query
    assert query
    assert (query.data, query.from_user.first_name, pressed.answered) == ("q1:7:2", "Anna", False)
    client.run(query.answer("Here", show_alert=True))
    assert (pressed.text, pressed.alert) == ("Here", True)
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
        client.run(query.answer())


def test_button_that_is_not_there_cannot_be_pressed(api: BotApi, client: Client, anna: User) -> None:
    chat = api.private(anna)
    chat.say("/start")
    client.run(client.bot.send_message(chat.id, "one", reply_markup=MORE))
    with pytest.raises(AssertionError, match="no button 'Less'"):
        chat.press(chat.last, "Less")


def test_deleted_message_is_gone(api: BotApi, client: Client, anna: User) -> None:
    chat = api.private(anna)
    chat.say("/start")
    client.run(client.bot.send_message(chat.id, "one"))
    sent = chat.last
    client.run(client.bot.delete_message(chat.id, sent.id))
    assert (chat.messages, chat.now(sent), api.sent) == ([], None, [])


def test_copy_has_no_origin_and_keeps_styles(api: BotApi, client: Client, anna: User) -> None:
    chat, channel = api.private(anna), api.channel("News")
    chat.say("/post")
    draft = client.run(client.bot.send_message(chat.id, "<i>draft</i>", "HTML", reply_markup=MORE))
    client.run(client.bot.copy_message(channel.id, chat.id, draft.message_id))
    post = channel.last
    assert (post.text, post.entities[0].type, post.buttons, post.sender) == ("draft", "italic", [], None)


def test_user_blocks_and_comes_back(api: BotApi, client: Client, anna: User) -> None:
    chat = api.private(anna)
    chat.say("/start")
    chat.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        client.run(client.bot.send_message(chat.id, "x"))
    chat.unblock()
    client.run(client.bot.send_message(chat.id, "x"))
    places = [update.my_chat_member for update in updates(client) if update.my_chat_member]
    assert [place.new_chat_member.status for place in places] == ["kicked", "member"]


def test_inline_query_is_answered_and_chosen(api: BotApi, client: Client, anna: User) -> None:
    asked = api.inline(anna, "putin")
    query = updates(client)[-1].inline_query
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    result = {"type": "article", "id": "7", "title": "One", "input_message_content": content}
    client.call("answerInlineQuery", inline_query_id=query.id if query else "", results=[result])
    chosen = asked.choose("7", api.group("Desk", members=[anna]).chat)
    assert (asked.results[0]["title"], chosen.text, chosen.entities[0].type) == ("One", "x", "bold")


def test_edit_and_forward_reach_the_bot(api: BotApi, client: Client, anna: User) -> None:
    chat = api.private(anna)
    chat.edit(chat.say("/quotes Putn"), "/quotes Putin")
    chat.forward(api.channel("News").post("words"))
    said, edited, _, forwarded = updates(client)
    assert said.message
    assert edited.edited_message
    assert edited.edited_message.text == "/quotes Putin"
    assert forwarded.message
    assert forwarded.message.forward_origin
