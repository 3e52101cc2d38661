"""A chart in a chat: one picture with its figures in the caption."""

from tests.bot.conftest import Telegram


def test_chart_when_asked_for_is_a_picture_with_a_caption(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))

    chat.say("/casualties ferry chart")

    telegram.api.wait(lambda: chat.messages, 20)
    assert chat.last.kind == "photo"
    assert "Killed, everyone: At least 31 [1]" in chat.last.text
    assert not telegram.api.refusals


def test_list_of_figures_offers_the_chart(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))
    chat.say("/casualties ferry")
    telegram.api.wait(lambda: chat.messages)

    label = next(button.text for button in chat.last.buttons if "Chart" in button.text)
    chat.press(chat.last, label)

    telegram.api.wait(lambda: len(chat.messages) > 1, 20)
    assert chat.last.kind == "photo"

    chat.press(chat.last, "[3] wire-copy.txt")

    telegram.api.wait(lambda: len(chat.messages) > 2)
    assert "12 Doran sailors were killed" in " ".join(chat.last.text.split())


def test_command_edited_into_a_chart_is_answered_anew(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))
    asked = chat.say("/casualties ferry")
    telegram.api.wait(lambda: chat.messages)

    chat.edit(asked, "/casualties ferry chart")

    telegram.api.wait(lambda: any(message.kind == "photo" for message in chat.messages), 20)
    assert len(chat.messages) == 1
