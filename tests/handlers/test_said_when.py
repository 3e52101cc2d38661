"""When a statement was made: by its attribution's words, and by its article's date where that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.analysis.said_when import said_when
from handlers.commands.quotes import QuotesAnswer, quotes
from handlers.grammar import Arguments
from handlers.render.gate import articles_of, check
from handlers.render.plain import plain
from store.library import Library
from tests.handlers.conftest import ask_desk


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Ana Marek on Tuesday said the strait was open.", "on Tuesday"),
        ("Ana Marek said Friday that the strait was open.", "Friday"),
        ('"The strait is open," Ana Marek told reporters on Monday.', "on Monday"),
        ("On Tuesday, Ana Marek warned of a war.", "On Tuesday"),
        ("On March 4, Ana Marek warned of a war.", "March 4"),
        ("Ana Marek said the strait had opened on Friday.", None),
        ('"We sail on Friday," Ana Marek said.', None),
        ("Ana Marek spoke of calm after Monday's raid on the port.", None),
        ('"The strait is open," Ana Marek said after a raid on Monday.', None),
        ("Ana Marek warned of a war.", None),
    ],
)
def test_time_of_a_statement_when_its_attribution_names_one(
    sqlite_library: Library, tmp_path: Path, text: str, time: str | None
) -> None:
    tmp_path.joinpath("one.txt").write_text(text + "\n", encoding="utf-8")
    sqlite_library.ingest(tmp_path)
    (quote,) = sqlite_library.quotes()
    found = said_when(quote, sqlite_library.article(quote.article).text)

    assert (found and found.of(text)) == time


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("", "undated; “on Tuesday” is the article's"),
        ("---\npublished: 2021-03-12\n---\n", "12 March 2021 [1], said “on Tuesday” (9 March 2021)"),
    ],
)
def test_day_of_a_statement_when_the_article_is_dated_is_counted(
    sqlite_library: Library, tmp_path: Path, head: str, label: str
) -> None:
    tmp_path.joinpath("one.txt").write_text(
        head + "Ana Marek on Tuesday ruled out talks.\n", encoding="utf-8"
    )
    sqlite_library.ingest(tmp_path)
    answer = quotes(ask_desk(sqlite_library), Arguments(words="Marek"))

    assert isinstance(answer, QuotesAnswer)
    checked = check(answer.doc(), sqlite_library.texts(articles_of(answer.doc())))
    assert label in plain(checked)
