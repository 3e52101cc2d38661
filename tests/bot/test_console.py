import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from rich.console import Console

from bot.console import answer_plain, converse, serve_lines
from handlers.registry import Ask
from store.errors import DatabaseError
from store.library import Library


@pytest.fixture(scope="module")
def ask(seeds_library: Library) -> Ask:
    return Ask(seeds_library, date(2024, 3, 8))


def piped(ask: Ask, text: str) -> str:
    out = io.StringIO()
    serve_lines(lambda: ask, io.StringIO(text), out)
    return out.getvalue()


def test_pipe_when_lines_hold_commands_answers_each(ask: Ask) -> None:
    text = piped(ask, "# a comment\n\n/people\n  /help  \n")

    assert text == f"{answer_plain(ask, '/people')}\n{answer_plain(ask, '/help')}"


def test_pipe_when_a_line_is_wrong_goes_on(ask: Ask) -> None:
    text = piped(ask, "/nonsense\n/article 99\n/help\n")

    assert "There is no command /nonsense." in text
    assert "There is no article with the number 99." in text
    assert text.endswith(answer_plain(ask, "/help"))


def test_pipe_when_quit_is_read_ends(ask: Ask) -> None:
    assert piped(ask, "quit\n/help\n") == ""


def test_pipe_when_the_store_fails_says_its_sentence(ask: Ask) -> None:
    class Broken:
        def counts(self) -> None:
            raise DatabaseError("The database is gone.")

    assert answer_plain(Ask(Broken(), ask.today), "/start") == "The database is gone.\n"  # type: ignore[arg-type]


def test_pipe_when_a_line_fails_logs_it_under_the_code_told_and_goes_on(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    out = io.StringIO()

    class Faulty:
        def counts(self) -> None:
            raise RuntimeError("a fault of ours")

    asks = iter([Ask(Faulty(), ask.today), ask])  # type: ignore[arg-type]

    serve_lines(lambda: next(asks), ["/start", "/help"], out)

    code = re.search(r"The log has it under (\w+)\.", out.getvalue())
    assert code
    assert code[1] in caplog.text
    assert out.getvalue().endswith(answer_plain(ask, "/help"))


def test_plain_text_has_no_boxes_and_no_colour(ask: Ask) -> None:
    text = piped(ask, "/quotes Putin\n/casualties\n/summary\n/articles\n")

    assert not set(text) & set("│─┃━╭\x1b\t")


Talk = Callable[..., str]


@pytest.fixture
def talk(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Type lines at a terminal of 80 by 24; returns what it shows."""
    screen = Console(file=io.StringIO(), width=80, height=24, color_system=None, highlight=False)
    monkeypatch.setattr("rich.console.Console", lambda **_: screen)

    def type_in(*lines: str) -> str:
        left = iter(lines)
        monkeypatch.setattr("builtins.input", lambda _: next(left, "quit"))
        converse(lambda: ask)
        file = screen.file
        assert isinstance(file, io.StringIO)
        return file.getvalue()

    return type_in


def test_terminal_when_it_opens_says_what_it_reads(talk: Talk) -> None:
    assert "Dateline reads 5 articles" in talk()


def test_terminal_when_an_answer_is_long_shows_twenty_lines_and_then_more(talk: Talk) -> None:
    first = talk("/quotes Putin")
    assert "parts follow" in first
    assert "Sources" not in first

    assert "[1] " in talk("/quotes Putin", *["more"] * 9)


def test_terminal_when_a_source_is_opened_shows_the_words_around_it(talk: Talk) -> None:
    shown = talk("/search drone", "open 1")

    assert "artillery fire and drone attacks" in " ".join(shown.split())
    assert "call for an immediate end" in " ".join(shown.split("[1]")[-1].split())


@pytest.mark.parametrize("line", ["open 9", "open x", "open"])
def test_terminal_when_a_source_does_not_exist_says_so(talk: Talk, line: str) -> None:
    assert "no such source" in talk("/search drone", line)


def test_terminal_when_all_is_shown_says_so(talk: Talk) -> None:
    assert "All is shown." in talk("more")
