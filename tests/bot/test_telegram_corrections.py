"""Receipts with something to decide, and what owners answer, through the real bot and its watcher."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from bot.scheduler import Rules
from bot.services import Services
from store.desk import Desk
from store.desk_types import ChatType, Seen
from store.library import Library
from tests.bot.conftest import Telegram
from tests.bot.served import Served
from tests.fakes.botapi import PrivateChat
from tests.fakes.readers import Inline, InlineReaders

NOTES = "At least 12 sailors died in the strait on Monday, the navy said.\n"
LETTER = "“We will talk,” said Minister Ana Marek to the council of the island on Friday.\n"

pytestmark = pytest.mark.slow  # each waits for a real folder watcher


@dataclass
class Newsroom:
    """A watched folder, its desk and its owners."""

    telegram: Telegram
    library: Library
    desk: Desk
    folder: Path
    bot: Served | None = None

    def start(self) -> None:
        office = replace(self.telegram.office, library=self.library, desk=self.desk, folder=self.folder)
        reading = Inline(self.library, self.folder)
        services = Services(self.folder, reading, Rules(), lambda: None)  # type: ignore[arg-type]
        self.bot = self.telegram.start(office, services.run)

    def owner(self, name: str = "Olga Owner") -> PrivateChat:
        user = self.telegram.api.user(name)
        chat = self.telegram.api.private(user)
        self.desk.appoint([user.id])
        chat.say("/help")
        self.telegram.api.wait(lambda: chat.messages)
        return chat

    def put(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def hears(self, chat: PrivateChat, words: str) -> None:
        """Wait until the newest message of the chat holds the words."""
        self.telegram.api.wait(lambda: words in chat.last.text, 15)


@pytest.fixture
def newsroom(
    telegram: Telegram, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Newsroom]:
    monkeypatch.setattr("bot.watcher.LOOK_EVERY", 0.05)
    monkeypatch.setattr("bot.watcher.SETTLE", 0.2)
    folder = tmp_path / "articles"
    folder.mkdir()
    library, desk = Library.open(database_url, InlineReaders), Desk.open(database_url)
    room = Newsroom(telegram, library, desk, folder)
    room.start()
    yield room
    if room.bot:
        room.bot.stop()
    for thread in threading.enumerate():  # what the bot left behind ends before the database goes
        if thread.name.startswith("desk"):
            thread.join(5)
    library.close()
    desk.close()


def labels(chat: PrivateChat) -> list[list[str]]:
    rows = (chat.last.markup or {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def test_date_when_asked_for_by_a_button_is_set_by_the_next_words(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")
    assert owner.last.text.splitlines()[2].startswith(" outlet not named · undated · 1 statement, 1 figure")
    assert labels(owner) == [["Set date", "Set outlet"]]

    owner.press(owner.last, "Set date")
    newsroom.hears(owner, "Which day was notes.txt published?")
    assert (owner.last.markup or {})["force_reply"]
    owner.say("2026-05-30", reply_to=owner.last)
    newsroom.hears(owner, "notes.txt is dated 30 May 2026 now (set here).")

    newsroom.telegram.api.wait(lambda: newsroom.library.article(1).published.day == date(2026, 5, 30), 15)
    owner.say("/article 1")
    newsroom.hears(owner, "30 May 2026 (set here)")


def test_value_when_it_is_none_is_asked_for_again(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")
    owner.say("/set 1 date")
    newsroom.hears(owner, "Which day")

    owner.say("last Monday")
    newsroom.hears(owner, "The date “last Monday” is not clear.")
    owner.say("2026-05-30")

    newsroom.hears(owner, "is dated 30 May 2026")


@pytest.mark.parametrize(("line", "said"), [("/cancel", "Left as it is."), ("/articles", "1 article")])
def test_question_when_left_takes_no_later_words(newsroom: Newsroom, line: str, said: str) -> None:
    owner = newsroom.owner()
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")
    owner.say("/set 1 outlet")
    newsroom.hears(owner, "Which outlet")

    owner.say(line)
    newsroom.hears(owner, said)
    owner.say("Harbour Post")

    newsroom.hears(owner, "Commands begin with a slash.")
    assert not newsroom.library.corrections("article:1")


def test_question_when_the_bot_was_started_again_is_still_open(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")
    receipt = owner.last
    owner.press(receipt, "Set outlet")
    newsroom.hears(owner, "Which outlet is notes.txt from?")
    assert newsroom.bot
    newsroom.bot.stop()

    newsroom.start()
    owner.say("Harbour Post")
    newsroom.hears(owner, "notes.txt is from Harbour Post now (set here).")
    owner.press(receipt, "Set date")

    newsroom.hears(owner, "Which day was notes.txt published?")
    newsroom.telegram.api.wait(lambda: newsroom.library.article(1).outlet == "Harbour Post", 15)


def test_decision_when_another_owner_has_taken_it_is_told(newsroom: Newsroom) -> None:
    first, second = newsroom.owner(), newsroom.owner("Oto Owner")
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(second, "1 file read")
    (newsroom.folder / "notes.txt").unlink()
    newsroom.hears(first, "1 gone")
    newsroom.hears(second, "1 gone")
    assert labels(first) == [["Withdraw", "Keep in the archive"]]

    first.press(first.last, "Keep in the archive")
    newsroom.hears(first, "notes.txt stays in the archive without its file.")
    second.press(second.last, "Withdraw")

    newsroom.hears(second, "notes.txt was kept before.")
    assert newsroom.library.counts().articles == 1
    assert not any(label == "Withdraw" for message in first.messages for label in _texts(message.buttons))


def _texts(buttons: object) -> list[str]:
    return [button.text for button in buttons]  # type: ignore[attr-defined]


def test_article_when_withdrawn_is_served_again_with_its_file(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")
    owner.say("/casualties")
    newsroom.hears(owner, "“At least 12 sailors died”")
    answer = owner.last
    (newsroom.folder / "notes.txt").unlink()
    newsroom.hears(owner, "1 gone")

    owner.press(owner.last, "Withdraw")
    newsroom.hears(owner, "notes.txt is withdrawn")
    newsroom.telegram.api.wait(lambda: newsroom.library.counts().articles == 0, 15)
    owner.press(answer, next(b.text for b in answer.buttons if b.text.startswith("[1]")))
    newsroom.hears(owner, "This article is no longer served here.")
    newsroom.put("notes.txt", NOTES)

    newsroom.hears(owner, "1 back")
    assert newsroom.library.counts().articles == 1


def test_files_when_several_need_a_word_have_a_row_of_buttons_each(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    newsroom.put("letter.txt", LETTER)
    newsroom.put("notes.txt", NOTES)

    newsroom.hears(owner, "2 files read")

    assert labels(owner) == [["Set date 1", "Set outlet 1"], ["Set date 2", "Set outlet 2"]]
    assert "letter.txt · article 1" in owner.last.text


def test_file_when_only_renamed_asks_nothing(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")

    (newsroom.folder / "notes.txt").rename(newsroom.folder / "navy.txt")

    newsroom.hears(owner, "1 renamed")
    assert labels(owner) == []


@pytest.mark.parametrize("line", ["/set 1 date 2026-05-30", "/withdraw 1", "/keep 1", "/withdraw"])
def test_decision_when_nobody_owns_the_desk_that_asks_is_refused(telegram: Telegram, line: str) -> None:
    telegram.open()
    eve = telegram.api.private(telegram.api.user("Eve"))

    eve.say(line)

    telegram.api.wait(lambda: eve.messages)
    assert eve.texts == ["Only an owner of the desk can do that."]


@pytest.mark.slow
def test_receipt_when_the_batch_is_long_is_one_message(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    for number in range(24):
        newsroom.put(f"{'long-' * 40}{number:02}.txt", f"Boat {number} came home. {LETTER}")

    newsroom.hears(owner, "24 files read")

    assert owner.last.text.splitlines()[-1] == "and 14 files more"
    assert len(labels(owner)) == 10
    newsroom.telegram.api.quiet()
    assert sum("files read" in text for text in owner.texts) == 1


def test_figure_when_a_reader_doubts_it_waits_for_an_owner(newsroom: Newsroom) -> None:
    owner, eve = newsroom.owner(), newsroom.telegram.api.private(newsroom.telegram.api.user("Eve Elm"))
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")
    eve.say("/start")
    newsroom.telegram.api.wait(lambda: eve.messages)
    newsroom.desk.meet(Seen(eve.id, ChatType.PRIVATE, "Eve Elm"))
    newsroom.desk.admit(eve.id, owner.id)
    eve.say("/casualties")
    newsroom.hears(eve, "Figures as claimed")
    eve.press(eve.last, "[1] notes.txt")
    newsroom.telegram.api.wait(lambda: "Wrong?" in _texts(eve.last.buttons), 15)
    eve.press(eve.last, "Wrong?")
    newsroom.hears(eve, "What is wrong?")
    figure = next(button.text for button in eve.last.buttons if button.text.endswith("figure"))

    eve.press(eve.last, figure)
    newsroom.hears(eve, "What is right?")
    eve.say("green")
    newsroom.hears(eve, "“green” is no kind of casualty and no number of this sentence.")
    eve.say("Wounded")
    newsroom.hears(eve, "Noted: an owner of the desk will look at it.")
    owner.say("/review")
    newsroom.hears(owner, "1 proposal to review")
    assert "right: wounded · says Eve Elm" in owner.last.text
    owner.press(owner.last, "/review 1 confirm")

    newsroom.hears(owner, "Proposal 1 is confirmed.")
    newsroom.telegram.api.wait(lambda: newsroom.library.claims()[0].local.kind == "wounded", 15)
    eve.say("/casualties")
    newsroom.hears(eve, "Wounded")


def test_speaker_when_an_owner_says_who_it_is_holds_at_once(newsroom: Newsroom) -> None:
    owner = newsroom.owner()
    newsroom.put("letter.txt", LETTER)
    newsroom.hears(owner, "1 file read")
    (quote,) = newsroom.library.quotes()

    owner.say(f"/wrong {quote.key[:8]} speaker none")

    newsroom.hears(owner, "Corrected (set here). Answers follow in a moment.")
    newsroom.telegram.api.wait(lambda: newsroom.library.quotes()[0].person is None, 15)


def test_figure_when_confirmed_survives_a_changed_file_and_one_rejected_stays(newsroom: Newsroom) -> None:
    owner, eve = newsroom.owner(), newsroom.telegram.api.private(newsroom.telegram.api.user("Eve Elm"))
    newsroom.put("notes.txt", NOTES)
    newsroom.hears(owner, "1 file read")
    eve.say("/start")
    newsroom.telegram.api.wait(lambda: eve.messages)
    newsroom.desk.meet(Seen(eve.id, ChatType.PRIVATE, "Eve Elm"))
    newsroom.desk.admit(eve.id, owner.id)
    code = newsroom.library.claims()[0].key[:8]
    for number, (kind, decision) in enumerate((("missing", "reject"), ("wounded", "confirm")), 1):
        eve.say(f"/wrong {code} figure {kind}")
        newsroom.telegram.api.wait(lambda: "".join(eve.texts).count("Noted") == number, 15)  # noqa: B023
        owner.say(f"/review {number} {decision}")
        newsroom.hears(owner, f"Proposal {number} is {decision}ed.")
    newsroom.put("notes.txt", f"{NOTES}The strait was calm on Tuesday.\n")
    newsroom.hears(owner, "1 file read")

    eve.say("/casualties")

    newsroom.hears(eve, "“At least 12 sailors died”")
    assert "Wounded, sailors" in eve.last.text
    assert "set here" in eve.last.text
