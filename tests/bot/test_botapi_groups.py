"""Groups, topics and channels of the stand-in, as a real telegram.Bot sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.fakes.botapi import BotApi, Group, ManualClock, User
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


@pytest.mark.parametrize(
    ("said", "reaches"),
    [
        ("good morning", False), ("/quotes Putin", True), ("/quotes@dateline_test_bot Putin", True),
        ("/quotes@other_bot Putin", False), ("see /quotes", False), ("@dateline_test_bot hello", False),
    ],
)  # fmt: skip
def test_privacy_mode_in_a_group(api: BotApi, client: Client, anna: User, said: str, reaches: bool) -> None:
    api.group("Desk", members=[anna]).say(anna, said)
    assert bool(updates(client)) is reaches


def test_replies_to_the_bot_reach_it(api: BotApi, client: Client, anna: User) -> None:
    group = api.group("Desk", members=[anna])
    client.run(client.bot.send_message(group.id, "which one?"))
    group.say(anna, "the first", reply_to=group.last)
    group.say(anna, "no, wait")
    assert texts(client) == ["the first"]


@pytest.mark.parametrize("opened", ["administrator", "privacy off"])
def test_bot_sees_all_when(anna: User, opened: str) -> None:
    api = BotApi(privacy=opened != "privacy off")
    group = api.group("Desk", members=[anna])
    if opened == "administrator":
        group.promote_bot(anna)
    with connected(api) as client:
        group.say(anna, "good morning")
        assert texts(client)[-1] == "good morning"


def test_command_without_a_name_goes_to_the_bot_that_wrote_last(
    api: BotApi, client: Client, anna: User
) -> None:
    robot = api.user("Robot", "other_bot", bot=True)
    group = api.group("Desk", members=[anna, robot])
    group.say(robot, "beep")
    group.say(anna, "/quotes Putin")
    group.say(anna, "/quotes@dateline_test_bot Putin")
    assert texts(client) == ["/quotes@dateline_test_bot Putin"]


def test_other_bots_and_anonymous_admins_can_be_told_apart(api: BotApi, client: Client, anna: User) -> None:
    robot = api.user("Robot", "other_bot", bot=True)
    group = api.group("Desk", members=[robot], admins=[anna])
    group.say(robot, "/help@dateline_test_bot")
    group.say(anna, "/help@dateline_test_bot", anonymous=True)
    group.say_as(api.channel("News"), "/help@dateline_test_bot")
    first, second, third = [update.message for update in updates(client)]
    assert first
    assert first.from_user
    assert first.from_user.is_bot
    assert first.sender_chat is None
    assert second
    assert second.sender_chat
    assert second.sender_chat.id == group.id
    assert third
    assert third.sender_chat
    assert third.sender_chat.type == "channel"


def test_posts_of_the_linked_channel_are_marked(api: BotApi, client: Client, anna: User) -> None:
    channel, group = api.channel("News"), api.group("Talk", members=[anna])
    channel.link(group)
    group.forward_linked(channel.post("/quotes@dateline_test_bot Putin"))
    post, forwarded = updates(client)
    assert post.channel_post
    assert post.channel_post.sender_chat
    assert forwarded.message
    assert forwarded.message.is_automatic_forward
    assert client.run(client.bot.get_chat(channel.id)).linked_chat_id == group.id


def test_topics(api: BotApi, client: Client, anna: User) -> None:
    forum = api.group("Forum", members=[anna], topics=["Politics", "Sport"])
    asked = forum.say(anna, "/quotes", topic="Sport")
    (update,) = updates(client)
    assert update.message
    assert update.message.is_topic_message
    client.run(update.message.reply_text("one"))
    client.run(client.bot.send_message(forum.id, "two", reply_to_message_id=asked.id))
    client.run(client.bot.send_message(forum.id, "three"))
    assert [message.thread for message in forum.messages] == [forum.topic("Sport").id] * 2 + [None]


@pytest.mark.parametrize(
    ("happens", "words"),
    [(Group.close_topic, "Topic_closed"), (Group.delete_topic, "Message thread not found")],
)
def test_topic_is_closed_or_deleted(
    api: BotApi, client: Client, happens: Callable[[Group, str], None], words: str
) -> None:
    forum = api.group("Forum", topics=["Sport"])
    thread = forum.topic("Sport").id
    happens(forum, "Sport")
    with pytest.raises(BadRequest, match=words):
        client.run(client.bot.send_message(forum.id, "x", message_thread_id=thread))


def test_administrator_may_write_in_a_closed_topic(api: BotApi, client: Client, anna: User) -> None:
    forum = api.group("Forum", topics=["Sport"])
    forum.close_topic("Sport")
    forum.promote_bot(anna, rights=["can_manage_topics"])
    client.run(client.bot.send_message(forum.id, "x", message_thread_id=forum.topic("Sport").id))
    assert forum.texts == ["x"]


def test_upgraded_group_names_its_new_id(api: BotApi, client: Client, anna: User) -> None:
    group = api.group("Desk", members=[anna])
    successor = group.upgrade()
    told = [update.message for update in updates(client)]
    assert [m.migrate_to_chat_id for m in told if m] == [successor.id, None]
    assert [m.migrate_from_chat_id for m in told if m] == [None, group.id]
    with pytest.raises(ChatMigrated) as caught:
        client.run(client.bot.send_message(group.id, "x"))
    client.run(client.bot.send_message(caught.value.new_chat_id, "x"))
    assert successor.texts == ["x"]


def test_bot_hears_of_its_own_place(api: BotApi, client: Client, anna: User) -> None:
    group = api.group("Desk", members=[anna], bot=False)
    group.add_bot(anna)
    group.promote_bot(anna)
    group.demote_bot(anna)
    group.kick_bot(anna)
    changes = [update.my_chat_member for update in updates(client) if update.my_chat_member]
    statuses = [change.new_chat_member.status for change in changes]
    assert statuses == ["member", "administrator", "member", "kicked"]
    assert changes[0].old_chat_member.status == "left"
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        client.run(client.bot.send_message(group.id, "x"))


def test_members_and_administrators(api: BotApi, client: Client, anna: User) -> None:
    boris = api.user("Boris")
    group = api.group("Desk", members=[boris], admins=[anna])
    admins = client.run(client.bot.get_chat_administrators(group.id))
    assert [member.user.first_name for member in admins] == ["Anna"]
    assert client.run(client.bot.get_chat_member(group.id, boris.id)).status == "member"
    assert client.run(client.bot.get_chat_member(group.id, api.user("Max").id)).status == "left"
    assert client.run(client.bot.get_chat_member_count(group.id)) == 3
