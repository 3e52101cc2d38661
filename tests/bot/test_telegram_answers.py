"""Where and to whom the bot answers."""

import time

import pytest

from handlers.registry import commands
from tests.bot.conftest import Telegram
from tests.fakes.botapi import BotApi


def test_private_chat_when_a_command_comes_is_answered(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))

    chat.say("/quotes Ana Marek")

    telegram.api.wait(lambda: chat.messages)
    assert chat.last.text.startswith("Ana Marek · ")
    assert chat.last.preview == {"is_disabled": True}
    assert not telegram.api.refusals


@pytest.mark.parametrize("line", ["/people@dateline_test_bot", "/PEOPLE@Dateline_Test_Bot", "/people"])
def test_group_when_the_command_is_for_the_bot_is_answered_as_a_reply(telegram: Telegram, line: str) -> None:
    telegram.open()
    anna = telegram.api.user("Anna")
    group = telegram.api.group("Newsroom", [anna])

    asked = group.say(anna, line)

    telegram.api.wait(lambda: group.messages)
    assert group.last.text.startswith("Who speaks in these 4 articles")
    assert group.last.reply_to is not None
    assert group.last.reply_to.id == asked.id


@pytest.mark.parametrize("line", ["/people@other_bot", "/nonsense", "/nonsense@dateline_test_bot"])
def test_group_when_the_command_is_not_the_bots_stays_silent(telegram: Telegram, line: str) -> None:
    telegram.open()
    anna = telegram.api.user("Anna")
    group = telegram.api.group("Newsroom", [anna])

    group.say(anna, line)

    telegram.api.quiet()
    assert not group.messages


def test_private_chat_when_the_command_is_unknown_says_so(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))

    chat.say("/quots Marek")

    telegram.api.wait(lambda: chat.messages)
    assert chat.last.text.startswith("There is no command /quots. Did you mean /quotes?")


def test_command_when_it_stands_in_a_caption_or_a_reply_is_answered(telegram: Telegram) -> None:
    telegram.open()
    anna = telegram.api.user("Anna")
    chat, group = telegram.api.private(anna), telegram.api.group("Newsroom", [anna])

    chat.send_document("a.txt", b"words", caption="/people")
    group.say(anna, "/people", reply_to=group.say(anna, "Who speaks?"))

    telegram.api.wait(lambda: chat.messages and group.messages)
    assert chat.texts[0] == group.texts[0]


def test_topic_when_a_command_comes_is_answered_in_it(telegram: Telegram) -> None:
    telegram.open()
    anna = telegram.api.user("Anna")
    forum = telegram.api.group("Newsroom", [anna], topics=["Straits"])

    in_topic = forum.say(anna, "/people", topic="Straits")
    telegram.api.wait(lambda: len(forum.messages) == 1)
    forum.say(anna, "/people", topic="General")
    telegram.api.wait(lambda: len(forum.messages) == 2)

    assert [message.thread for message in forum.messages] == [in_topic.thread, None]
    assert not telegram.api.refusals


def test_channel_when_a_post_is_a_command_answers_with_links(telegram: Telegram) -> None:
    telegram.open()
    channel = telegram.api.channel("Strait Watch")

    channel.post("/quotes Ana Marek")
    channel.post("Good morning.")

    telegram.api.wait(lambda: channel.messages)
    telegram.api.quiet()
    assert len(channel.messages) == 1
    assert all(button.url for button in channel.last.buttons)


def edited(api: BotApi, telegram: Telegram, lines: tuple[str, str], later: float) -> list[str]:
    """A private chat in which a command is edited some seconds after it was written."""
    telegram.open()
    chat = api.private(api.user("Anna"))
    asked = chat.say(lines[0])
    api.wait(lambda: chat.messages)
    clock = api.world.clock
    api.world.clock = lambda: clock() + later
    chat.edit(asked, lines[1])
    api.quiet()
    return chat.texts


def test_edit_when_it_comes_soon_replaces_the_answer(telegram: Telegram) -> None:
    (text,) = edited(telegram.api, telegram, ("/quotes Marec", "/people"), 60)

    assert text.startswith("Who speaks in these 4 articles")


@pytest.mark.parametrize(("second", "later"), [("/people", 130), ("/quotes Marec", 10)])
def test_edit_when_it_is_late_or_changes_nothing_is_ignored(
    telegram: Telegram, second: str, later: float
) -> None:
    (text,) = edited(telegram.api, telegram, ("/quotes Marec", second), later)

    assert text.startswith("No one called Marec")
    assert not telegram.api.calls_of("editMessageText")


def test_group_when_a_bot_or_the_linked_channel_speaks_stays_silent(telegram: Telegram) -> None:
    telegram.open()
    group, channel = telegram.api.group("Newsroom"), telegram.api.channel("Strait Watch", bot_rights=None)
    channel.link(group)

    group.say(telegram.api.user("Robot", bot=True), "/people")
    group.forward_linked(channel.post("/people"))

    telegram.api.quiet()
    assert not group.messages


def test_group_when_an_anonymous_administrator_asks_is_answered(telegram: Telegram) -> None:
    telegram.open()
    admin = telegram.api.user("Anna")
    group = telegram.api.group("Newsroom", admins=[admin])

    group.say(admin, "/people", anonymous=True)

    telegram.api.wait(lambda: group.messages)


def test_answers_in_one_chat_come_in_the_order_of_the_questions(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))

    for line in ("/summary", "/help", "/article 1", "/nonsense"):
        chat.say(line)

    telegram.api.wait(lambda: len(chat.messages) == 4)
    starts = ["• “About 40 people", "What can be asked", "Article 1", "There is no command"]
    assert [text[: len(start)] for text, start in zip(chat.texts, starts, strict=True)] == starts


def test_menu_when_the_bot_starts_holds_all_commands(telegram: Telegram) -> None:
    telegram.open()

    (call,) = telegram.api.wait(lambda: telegram.api.calls_of("setMyCommands"))
    assert all(f'"{name}"' in call.params["commands"] for name in commands())


def test_answer_while_the_folder_is_read_says_how_far(telegram: Telegram) -> None:
    telegram.office.reading.progress = (7, 12)  # type: ignore[misc]
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))

    chat.say("/people")

    telegram.api.wait(lambda: chat.messages)
    assert "7 of 12 files read." in chat.last.text


@pytest.mark.slow
def test_answer_when_telegram_wants_less_speed_comes_later_in_that_chat_only(telegram: Telegram) -> None:
    telegram.open()
    loud, calm = (telegram.api.private(telegram.api.user(name)) for name in ("Anna", "Bela"))
    began = time.monotonic()

    for _ in range(5):
        loud.say("/help")
    telegram.api.wait(lambda: len(loud.messages) >= 4)
    calm.say("/help")
    telegram.api.wait(lambda: calm.messages)
    soon = time.monotonic() - began
    telegram.api.wait(lambda: len(loud.messages) == 5, 10)

    assert soon < 3 < time.monotonic() - began
