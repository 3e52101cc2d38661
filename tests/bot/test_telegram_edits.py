"""Edited commands, and pages of an answer that has changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram_notes import Notes
from store.desk import Desk
from store.desk_types import Given
from store.library import Library
from tests.bot.conftest import Telegram
from tests.fakes.botapi import Message, PrivateChat
from tests.fakes.clocks import Clock
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders


def asked(telegram: Telegram, line: str) -> tuple[PrivateChat, Message]:
    """A private chat and the command in it, answered."""
    chat = telegram.api.private(telegram.api.user("Anna"))
    message = chat.say(line)
    telegram.api.wait(lambda: chat.messages)
    telegram.api.quiet()
    return chat, message


def test_edit_when_the_bot_was_restarted_replaces_the_answer(telegram: Telegram) -> None:
    first = telegram.open()
    chat, question = asked(telegram, "/quotes Marec")
    first.stop()
    chat.edit(question, "/people")

    telegram.open()

    telegram.api.wait(lambda: telegram.api.calls_of("editMessageText"))
    (text,) = chat.texts
    assert text.startswith("Who speaks in these 4 articles")


def test_edit_when_the_answer_has_grown_takes_later_pages_back(telegram: Telegram) -> None:
    telegram.open()
    chat, question = asked(telegram, "/article 1")
    chat.press(chat.last, "More")
    telegram.api.wait(lambda: len(chat.messages) == 2)
    telegram.api.quiet()

    chat.edit(question, "/people")

    telegram.api.wait(lambda: len(chat.messages) == 1)
    telegram.api.quiet()
    assert chat.texts[0].startswith("Who speaks in these 4 articles")


def test_edit_when_the_new_answer_is_longer_adds_the_missing_pages(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.render.telegram.FIRST_UNITS", 300)
    telegram.open()
    channel = telegram.api.channel("Strait Watch")
    post = channel.post("/quotes Marec")
    telegram.api.wait(lambda: channel.messages)
    telegram.api.quiet()

    channel.edit(post, "/article 1")
    telegram.api.wait(lambda: len(channel.messages) == 2)
    channel.edit(post, "/quotes Marec")

    telegram.api.wait(lambda: len(channel.messages) == 1)
    assert channel.last.text.startswith("No one called Marec")
    assert not telegram.api.refusals


def test_edit_when_the_answer_was_deleted_is_answered_anew(telegram: Telegram) -> None:
    telegram.open()
    chat, question = asked(telegram, "/quotes Marec")
    telegram.api.world.chats[chat.id].history.pop(chat.last.id)

    chat.edit(question, "/people")

    telegram.api.wait(lambda: chat.messages)
    assert chat.last.text.startswith("Who speaks in these 4 articles")


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Library]:
    """A library of forty short articles, and room for more."""
    (tmp_path / "seeds").mkdir()
    grow(tmp_path, range(40))
    library = Library.open(sqlite_at(tmp_path / "growing.db"), InlineReaders)
    library.ingest(tmp_path / "seeds")
    yield library
    library.close()


def grow(folder: Path, numbers: range) -> None:
    for number in numbers:
        text = f'"The harbour needs {number} new cranes," Port Director Ivo Brandt said on day {number}.\n'
        (folder / "seeds" / f"cranes-{number:02}.txt").write_text(text, encoding="utf-8")


def second_page(telegram: Telegram, library: Library, between: range, folder: Path) -> list[str]:
    """The texts of a chat that asked, then pressed More after files had come."""
    telegram.start(replace(telegram.office, library=library, open_to_all=True))
    chat, _ = asked(telegram, "/articles")
    grow(folder, between)
    library.ingest(folder / "seeds")

    chat.press(chat.last, "More")

    telegram.api.wait(lambda: len(chat.messages) > 1)
    telegram.api.quiet()
    return chat.texts


def test_more_when_nothing_changed_goes_on(telegram: Telegram, growing: Library, tmp_path: Path) -> None:
    first, second = second_page(telegram, growing, range(0), tmp_path)

    assert not set(first.splitlines()[1:3]) & set(second.splitlines())


def test_more_when_the_answer_changed_begins_anew(
    telegram: Telegram, growing: Library, tmp_path: Path
) -> None:
    first, said, again = second_page(telegram, growing, range(40, 42), tmp_path)

    assert said == "This answer has changed since. From its beginning:"
    assert first.startswith("40 articles")
    assert again.startswith("42 articles")


def test_more_while_files_are_read_goes_on(telegram: Telegram, growing: Library, tmp_path: Path) -> None:
    telegram.office.reading.progress = (7, 12)  # type: ignore[misc]

    first, second = second_page(telegram, growing, range(0), tmp_path)

    assert first.startswith("7 of 12 files read.")
    assert not second.startswith("This answer has changed")


def test_notes_when_they_are_written_are_the_desks(desk: Desk) -> None:
    notes = Notes(desk)
    answer = Given(5, 10, "/people", (11, 12))
    (code,) = notes.buttons([{"do": "ask", "line": "/help"}])
    notes.given(answer)
    before = (notes.answer_to(5, 10), notes.answer_in(5, 12), notes.pressed(code))

    notes.write()

    assert before == (answer, answer, {"do": "ask", "line": "/help"})
    assert (desk.answer_to(5, 10), desk.answer_in(5, 12), desk.pressed(code)) == before


def test_answers_when_they_are_a_day_old_are_forgotten(tmp_path: Path) -> None:
    clock = Clock()
    desk = Desk.open(sqlite_at(tmp_path / "desk.db"), clock)
    desk.keep_answers([Given(5, 10, "/people", (11,))])
    clock.move(hours=23)
    desk.prune()
    kept = desk.answer_to(5, 10)
    clock.move(hours=2)

    desk.prune()

    assert (kept is None, desk.answer_to(5, 10)) == (False, None)
    desk.close()
