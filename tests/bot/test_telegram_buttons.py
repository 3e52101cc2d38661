"""What the buttons of an answer do, in each kind of chat and after a restart."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_codes import LIMIT, Codes, Meaning, Opened, PageOf, decode, encode, from_json, to_json
from handlers.render.buttons import Ask, OpenSource, WhoElse
from store.desk import Desk
from store.desk_types import ChatType, Seen
from store.types import Span
from tests.bot.conftest import Telegram
from tests.fakes.botapi import Fault, Message, PrivateChat

SPANS = st.lists(st.integers(0, 9_999), max_size=12, unique=True).map(
    lambda ends: tuple(Span(start, end) for start, end in pairwise(sorted(ends)))
)
LINES = st.text("/quotes .Márek", max_size=30)
SOURCES = st.builds(OpenSource, st.integers(1, 9_999), st.integers(1, 99), SPANS)
MEANINGS: st.SearchStrategy[Meaning] = (
    st.builds(Ask, st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    | st.builds(PageOf, LINES, st.dates(), st.integers(0, 40), st.text("09af", max_size=6))
    | st.builds(Opened, SOURCES)
    | st.builds(WhoElse, SOURCES)
)


@given(meaning=MEANINGS)
def test_a_code_means_what_was_put_into_it(meaning: Meaning) -> None:
    data = encode(meaning)

    assert from_json(to_json(meaning)) == meaning
    assert len(data.encode()) <= LIMIT
    assert not data or decode(data, NoCodes()) == meaning


class NoCodes:
    """A desk that has stored nothing."""

    def buttons(self, meanings: object, life: timedelta = timedelta()) -> tuple[str, ...]:
        raise AssertionError("nothing is stored here")

    def pressed(self, code: str) -> None:
        return None


@pytest.mark.parametrize(
    "data", ["", "a", "ao", "ao1_x", "an1.2", "anx.y.z", "zq/help", "1:gone", "\U0001f600"]
)
def test_a_damaged_code_means_nothing(data: str) -> None:
    codes: Codes = NoCodes()

    assert decode(data, codes) is None


def asked(telegram: Telegram, line: str) -> tuple[PrivateChat, Message]:
    """A private chat and the bot's answer in it."""
    chat = telegram.api.private(telegram.api.user("Anna"))
    chat.say(line)
    telegram.api.wait(lambda: chat.messages)
    return chat, chat.last


def source_of(message: Message) -> str:
    return next(button.text for button in message.buttons if button.text.startswith("[1]"))


def test_source_when_pressed_in_a_private_chat_opens_its_passages(telegram: Telegram) -> None:
    telegram.open()
    chat, answer = asked(telegram, "/search insurer")

    press = chat.press(answer, source_of(answer))

    telegram.api.wait(lambda: len(chat.messages) == 2)
    assert press.answered
    assert "insurer withdrew cover" in chat.last.text
    assert [button.text for button in chat.last.buttons] == ["Article", "Who else says so", "Wrong?", "Copy"]
    copies = chat.last.buttons[3].copies
    assert copies
    assert copies.startswith("“")

    chat.press(chat.last, "Who else says so")

    telegram.api.wait(lambda: len(chat.messages) == 3)
    assert chat.last.text == "No other article here says so."


def test_source_when_the_bot_was_restarted_still_opens(telegram: Telegram) -> None:
    first = telegram.open()
    chat, answer = asked(telegram, "/search insurer")
    first.stop()
    telegram.open()

    chat.press(answer, source_of(answer))

    telegram.api.wait(lambda: len(chat.messages) == 2)
    assert "insurer withdrew cover" in chat.last.text


@pytest.mark.parametrize("where", ["group", "channel"])
def test_source_where_several_read_opens_in_the_private_chat_of_who_follows(
    telegram: Telegram, where: str
) -> None:
    telegram.start(telegram.office)
    owner, reader = telegram.owner(), telegram.api.private(telegram.api.user("Stranger"))
    room = telegram.api.group("Newsroom", [owner.user]) if where == "group" else telegram.api.channel("Watch")
    telegram.office.desk.meet(Seen(room.id, ChatType(where), "Room"))
    telegram.office.desk.admit(room.id, owner.id)
    if where == "group":
        room.say(owner.user, "/search insurer")  # type: ignore[union-attr]
    else:
        room.post("/search insurer")  # type: ignore[union-attr]
    telegram.api.wait(lambda: room.messages)

    link = next(button.url for button in room.last.buttons if button.text.startswith("[1]"))
    assert link
    reader.say(f"/start {link.partition('start=')[2]}")

    telegram.api.wait(lambda: reader.messages)
    assert "insurer withdrew cover" in reader.last.text


def test_more_when_pressed_twice_shows_the_next_page_once(telegram: Telegram) -> None:
    telegram.open()
    chat, answer = asked(telegram, "/article 1")

    presses = [chat.press(answer, "More"), chat.press(answer, "More")]

    telegram.api.wait(lambda: all(press.answered for press in presses))
    telegram.api.quiet()
    assert len(chat.messages) == 2
    assert "More" not in [button.text for button in chat.messages[0].buttons]


def test_more_when_somebody_else_was_faster_does_nothing(telegram: Telegram) -> None:
    telegram.open()
    anna, bela = telegram.api.user("Anna"), telegram.api.user("Bela")
    group = telegram.api.group("Newsroom", [anna, bela])
    group.say(anna, "/article 1")
    telegram.api.wait(lambda: group.messages)
    answer = group.last

    presses = [group.press(answer, "More", anna), group.press(answer, "More", bela)]

    telegram.api.wait(lambda: all(press.answered for press in presses))
    telegram.api.quiet()
    assert len(group.messages) == 2


def test_offer_when_pressed_is_asked(telegram: Telegram) -> None:
    telegram.open()
    chat, answer = asked(telegram, "/search")

    chat.press(answer, "/search insurer")

    telegram.api.wait(lambda: len(chat.messages) == 2)
    assert "for “insurer”" in chat.last.text


def test_offer_when_its_line_is_long_is_stored_and_asked(telegram: Telegram, desk: Desk) -> None:
    line = f"/search insurer about {'ferry ' * 12}".strip()
    (code,) = desk.buttons([to_json(Ask(line))])

    assert not encode(Ask(line))
    assert decode(code, desk) == Ask(line)


def test_button_when_its_meaning_has_expired_says_so(telegram: Telegram) -> None:
    telegram.open()
    chat, answer = asked(telegram, "/search insurer")
    answer.buttons[0].raw["callback_data"] = "1:long-gone"

    press = chat.press(answer, source_of(answer))

    telegram.api.wait(lambda: press.answered)
    assert press.text == "This button is out of date. Ask again."


def test_source_when_its_article_was_revised_offers_the_article(telegram: Telegram) -> None:
    telegram.open()
    chat, answer = asked(telegram, "/search insurer")
    opened = decode(answer.buttons[0].data or "", NoCodes())
    assert isinstance(opened, Opened)
    older = OpenSource(opened.source.article, opened.source.revision + 1, opened.source.spans)
    answer.buttons[0].raw["callback_data"] = encode(Opened(older))

    chat.press(answer, source_of(answer))

    telegram.api.wait(lambda: len(chat.messages) == 2)
    assert "was changed since" in chat.last.text
    assert chat.last.buttons[0].text == f"/article {older.article}"


def test_press_when_the_acknowledgement_is_refused_acts_all_the_same(telegram: Telegram) -> None:
    telegram.open()
    chat, answer = asked(telegram, "/search insurer")
    telegram.api.fail("answerCallbackQuery", Fault.ERROR_500)

    chat.press(answer, source_of(answer))

    telegram.api.wait(lambda: len(chat.messages) == 2)


def test_page_when_the_day_has_changed_is_that_of_the_first() -> None:
    asked_on = PageOf("/quotes Marek since yesterday", date(2024, 3, 8), 1)

    assert decode(encode(asked_on), NoCodes()) == asked_on
