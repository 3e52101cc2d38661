from datetime import date

import pytest

from handlers.registry import Ask, answer, commands, table
from handlers.render.plain import plain
from handlers.render.present import present


def said(ask: Ask, line: str) -> str:
    return plain(present(ask, line).checked)


@pytest.mark.parametrize(
    "line",
    ["/quotes Marek", "/QUOTES marek", "/Quotes@thebot Marek", "  /quotes\n Marek  ", "/quotes  ana marek"],
)
def test_answer_when_a_line_is_written_otherwise(ask: Ask, line: str) -> None:
    assert said(ask, line) == said(ask, "/quotes Ana Marek")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/quots Marek", "There is no command /quots. Did you mean /quotes?"),
        ("/xyzzy", "There is no command /xyzzy."),
        ("/", "Commands begin with a slash."),
        ("boats on fire", "To look for these words: /search boats on fire"),
        ("who steered the ferry?", "To ask this: /ask who steered the ferry?"),
        ("/search", "/search needs something to look for."),
        ("/article", "/article needs a number."),
        ("/unsubscribe", "/unsubscribe needs a number."),
        ("/article x", "“x” is no number."),
        ("/article 99", "There is no article with the number 99."),
        ("/summary story 99", "There is no story with the number 99."),
        (
            "/quotes Marek since soon",
            "The date “soon” is not clear. Write it as 2022-09-16",
        ),
        ("/quotes Marek since 2024 until 2023", "since comes after until"),
        ("/quotes Marek in Nowhere", "No outlet here is called “Nowhere”."),
    ],
)
def test_answer_when_the_line_is_at_fault(ask: Ask, line: str, sentence: str) -> None:
    presented = present(ask, line)

    assert sentence in plain(presented.checked)
    assert not presented.ok


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/quotes Marec", "No one called Marec speaks in these 4 articles. Did you mean Ana Marek?"),
        ("/quotes Marek about volcano", "No statement of Ana Marek · about “volcano”"),
        ("/quotes Marek since 7d", "2 articles without a date left out."),
        ("/search volcano", "Nothing in these 4 articles matches “volcano”."),
        ("/summary volcano", "Nothing in these 4 articles fits “volcano”."),
        ("/articles volcano", "None of these 4 articles fits “volcano”."),
    ],
)
def test_answer_when_nothing_is_found(ask: Ask, line: str, sentence: str) -> None:
    presented = present(ask, line)

    assert sentence in plain(presented.checked)
    assert presented.ok


@pytest.mark.parametrize(
    "line", ["", "/", "//", "/search \x00\ud800", "/quotes \x1b[2J", "/quotes @", "/search %_'\""]
)
def test_answer_when_a_line_is_odd_stays_printable(ask: Ask, line: str) -> None:
    text = said(ask, line)

    assert text.strip()
    assert text.replace("\n", "").isprintable()


def test_help_when_asked_names_every_command(ask: Ask) -> None:
    text = said(ask, "/help")

    assert all(command.written in text and command.description in text for command in commands().values())


def test_table_has_a_row_for_every_command() -> None:
    rows = table().splitlines()[2:]

    assert len(rows) == len(commands())
    assert "| `/article N` | One article, its statements and figures marked | `/article 1` |" in rows


@pytest.mark.parametrize("name", commands())
def test_declaration_when_its_examples_are_typed(ask: Ask, name: str) -> None:
    assert all(answer(ask, example).ok for example in commands()[name].examples)


def test_limits_when_dates_are_relative_follow_the_chats_day(ask: Ask) -> None:
    assert "since 1 March 2024" in said(ask, "/quotes Marek since 7d")
    assert ask.today == date(2024, 3, 8)
