"""Who may use the desk, and how others get in."""

import pytest

from store.desk_types import ChatType, Seen
from tests.bot.conftest import Telegram
from tests.fakes.botapi import PrivateChat

CLOSED = "This desk is closed. Ask its owner to admit you:"


def stranger(telegram: Telegram, line: str = "/start", name: str = "Eve Elm") -> PrivateChat:
    """Somebody who wrote one line and was answered."""
    chat = telegram.api.private(telegram.api.user(name))
    chat.say(line)
    telegram.api.wait(lambda: chat.messages)
    return chat


@pytest.mark.parametrize("line", ["/start", "/quotes Ana Marek", "hello"])
def test_stranger_when_the_desk_is_closed_hears_how_to_ask(telegram: Telegram, line: str) -> None:
    telegram.start(telegram.office)

    chat = stranger(telegram, line)

    assert chat.texts == [CLOSED]
    assert [button.text for button in chat.last.buttons] == ["Ask"]


def test_stranger_when_the_desk_is_open_is_answered(telegram: Telegram) -> None:
    telegram.open()

    assert stranger(telegram).last.text.startswith("Dateline reads 4 articles")


def test_link_when_it_is_used_first_makes_the_owner(telegram: Telegram) -> None:
    bot = telegram.start(telegram.office)
    link = next(line for line in bot.printed if "start=own-" in line)

    chat = stranger(telegram, f"/start {link.partition('start=')[2]}", "Olga")
    late = stranger(telegram, f"/start {link.partition('start=')[2]}")

    telegram.api.wait(lambda: len(chat.messages) == 2)
    assert chat.texts[0] == "You own this desk now."
    assert "Send me article files" in chat.texts[1]
    assert late.texts == ["This link was used or is out of date."]


def test_link_when_there_is_an_owner_is_not_printed(telegram: Telegram) -> None:
    telegram.owner()

    assert not any("own-" in line for line in telegram.start(telegram.office).printed)


def test_stranger_when_asking_is_admitted_by_a_button(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner, eve = telegram.owner(), stranger(telegram)
    owner.say("/start")

    press = eve.press(eve.last, "Ask")
    telegram.api.wait(lambda: len(owner.messages) == 2)
    assert press.text == "The owner has been asked."
    assert owner.last.text == "Eve Elm asks to use this desk."
    owner.press(owner.last, "Admit")

    telegram.api.wait(lambda: len(eve.messages) == 3)
    assert eve.texts[1] == "You are admitted."
    assert eve.last.text.startswith("Dateline reads 4 articles")
    assert owner.last.text == "Admitted: Eve Elm"
    assert not owner.last.buttons


def test_stranger_when_refused_stays_out_and_cannot_pester(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner, eve = telegram.owner(), stranger(telegram)
    owner.say("/start")
    question = eve.last
    eve.press(question, "Ask")
    telegram.api.wait(lambda: len(owner.messages) == 2)

    owner.press(owner.last, "Refuse")
    telegram.api.wait(lambda: owner.last.text == "Refused: Eve Elm")
    eve.say("/people")
    telegram.api.wait(lambda: len(eve.messages) == 2)
    eve.press(eve.last, "Ask")
    telegram.api.quiet()

    assert eve.texts == [CLOSED, CLOSED]
    assert len(owner.messages) == 2


def test_decision_when_somebody_else_presses_changes_nothing(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    telegram.owner()
    eve = stranger(telegram)
    eve.last.buttons[0].raw["callback_data"] = f"ay{eve.id}"

    press = eve.press(eve.last, "Ask")

    telegram.api.wait(lambda: press.answered)
    assert press.text == "Only an owner of the desk can do that."
    chat = telegram.office.desk.chat(eve.id)
    assert not (chat and chat.admitted)


def test_group_when_the_bot_is_added_waits_for_the_owner(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner, anna = telegram.owner(), telegram.api.user("Anna")
    owner.say("/start")
    telegram.api.wait(lambda: owner.messages)
    group = telegram.api.group("Newsroom", [anna], bot=False)

    group.add_bot(anna)
    telegram.api.wait(lambda: len(owner.messages) == 2)
    assert owner.last.text == "Anna asks to admit “Newsroom”."
    group.say(anna, "/people")
    telegram.api.wait(lambda: group.messages)
    assert group.last.text == "This desk is closed. Ask its owner to admit this group:"
    owner.press(owner.last, "Admit")
    telegram.api.wait(lambda: len(group.messages) == 3)
    group.say(anna, "/people")

    telegram.api.wait(lambda: len(group.messages) == 4)
    assert group.last.text.startswith("Who speaks")


def test_group_when_an_owner_presses_ask_there_is_admitted_at_once(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner = telegram.owner()
    group = telegram.api.group("Newsroom", [owner.user])
    group.say(owner.user, "/people")
    telegram.api.wait(lambda: group.messages)

    group.press(group.last, "Ask", owner.user)

    telegram.api.wait(lambda: group.messages[0].text == "Admitted: Newsroom")


def test_channel_when_it_is_not_admitted_stays_silent(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner, channel = telegram.owner(), telegram.api.channel("Strait Watch")
    owner.say("/start")
    telegram.api.wait(lambda: owner.messages)

    channel.post("/people")

    telegram.api.wait(lambda: len(owner.messages) == 2)
    assert owner.last.text == "Strait Watch asks to admit “Strait Watch”."
    assert not channel.messages


def test_names_when_they_look_like_markup_are_shown_as_they_are(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner, eve = telegram.owner(), stranger(telegram, name="<b>Eve</b> &amp;")
    owner.say("/start")
    telegram.api.wait(lambda: owner.messages)
    eve.press(eve.last, "Ask")

    telegram.api.wait(lambda: len(owner.messages) == 2)
    assert owner.last.text == "<b>Eve</b> &amp; asks to use this desk."


def test_group_when_it_is_upgraded_stays_admitted(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner, anna = telegram.owner(), telegram.api.user("Anna")
    group = telegram.api.group("Newsroom", [anna])
    telegram.office.desk.meet(Seen(group.id, ChatType.GROUP, "Newsroom"))
    telegram.office.desk.admit(group.id, owner.id)

    larger = group.upgrade()
    telegram.api.quiet()
    larger.say(anna, "/people")

    telegram.api.wait(lambda: larger.messages)
    assert larger.last.text.startswith("Who speaks")


def test_chat_when_the_bot_was_blocked_is_paused_until_it_is_back(telegram: Telegram) -> None:
    telegram.open()
    eve = stranger(telegram)
    telegram.office.desk.appoint([eve.id])

    eve.block()
    telegram.api.quiet()
    paused = telegram.office.desk.chat(eve.id)
    eve.unblock()
    telegram.api.quiet()
    back = telegram.office.desk.chat(eve.id)

    assert paused is not None
    assert back is not None
    assert (bool(paused.paused), bool(back.paused)) == (True, False)
