from __future__ import annotations

from pathlib import Path

import pytest

from handlers.analysis.said import Verdict
from handlers.commands.said import SaidAnswer, said
from handlers.grammar import Arguments
from handlers.registry import Ask
from store.library import Library
from tests.handlers.conftest import ask_desk


def ask_said(ask: Ask, words: str) -> SaidAnswer:
    answer = said(ask, Arguments(words=words))
    assert isinstance(answer, SaidAnswer)
    return answer


@pytest.mark.parametrize(
    "words",
    [
        "Nobody closes a sea by speaking loudly",
        "“NOBODY closes a sea”",
        "closes a sea by speaking",
        "nobody closes ... speaking loudly",
        "Nobody closes […] by speaking loudly.",
    ],
)
def test_said_when_word_for_word_names_speaker_and_every_place(ask: Ask, words: str) -> None:
    answer = ask_said(ask, words)

    (found,) = answer.found
    assert answer.verdict is Verdict.VERBATIM
    assert found.speaker is not None
    assert found.speaker.text == "Ana Marek"
    assert sorted(place.path for place in found.places) == ["doran-daily.txt", "harbour-post.txt"]


def test_said_when_words_are_missing_or_other_marks_those_that_match(ask: Ask) -> None:
    answer = ask_said(ask, "nobody can close a sea by shouting")

    words = answer.found[0].words
    marked = [words.text[mark.span.start : mark.span.end] for mark in words.marks]
    assert answer.verdict is Verdict.PARTIAL
    assert marked == ["Nobody", "closes", "a", "sea", "by"]


def test_said_when_only_an_article_says_so_is_nobodys_statement(ask: Ask) -> None:
    answer = ask_said(ask, "the company suspended the line because its insurer withdrew cover")

    ((passage, source),) = answer.passages
    assert (answer.found, source.path) == ((), "harbour-post.txt")
    assert passage.text.startswith("The company suspended the line")


@pytest.mark.parametrize(
    "words", ["the moon is a lantern", "Subscribe to our newsletter", "a closed newspaper"]
)
def test_said_when_nothing_has_the_words_shows_nothing(ask: Ask, words: str) -> None:
    answer = ask_said(ask, words)

    assert (answer.verdict, answer.found, answer.passages) == (Verdict.NOT_FOUND, (), ())


def test_said_when_a_name_breaks_the_quotation_finds_it_across(
    sqlite_library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = '"We don’t want war," Ana Marek said on Monday, "and we don’t fear it."\n'
    (folder / "one.txt").write_text(text, encoding="utf-8")
    sqlite_library.ingest(folder)

    answer = ask_said(ask_desk(sqlite_library), "we don't want war, and we don't fear it")

    assert answer.verdict is Verdict.VERBATIM
