from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers.analysis.answering import Candidate, Read, candidates, chosen, differ
from handlers.analysis.question import Wants, asked_parts, read_question
from handlers.commands.ask import AskAnswer
from handlers.doc import Heading
from handlers.registry import Ask, answer
from store.library import Library
from store.terms import query_terms, stem
from store.types import Span


def judged(question: str, *sentences: str, cosine: float = 0.5) -> tuple[Candidate, ...]:
    """The sentences, one article each, held against the question, all words weighing the same."""
    weights = {stem(term): 1.0 for term in query_terms(question)}
    read = [
        Read(number, text, (Span(0, len(text)),), cosine) for number, text in enumerate(sentences, start=1)
    ]
    return candidates(read_question(question), weights, read)


@pytest.mark.parametrize(
    ("words", "wants"),
    [
        ("How many boats were there?", Wants.NUMBER),
        ("when did the ferry leave", Wants.TIME),
        ("In what year was it built?", Wants.TIME),
        ("Who steered the ferry?", Wants.PERSON),
        ("Which city did it leave from?", Wants.PLACE),
        ("why was it stopped", Wants.REASON),
        ("What is a ferry?", Wants.ANYTHING),
        ("What does a ferry do when it meets another?", Wants.ANYTHING),
        ("Who pays when a ferry sinks?", Wants.PERSON),
        ("When the ferry sank, who paid?", Wants.PERSON),
        ("The ferry sailed until when?", Wants.TIME),
    ],
)
def test_kind_of_answer_is_read_from_the_question(words: str, wants: Wants) -> None:
    assert read_question(words).wants is wants


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("how many boats sank", "In all, 12 boats sank.", "Some boats sank."),
        ("who steered the ferry", "Lena Or steered the ferry.", "it steered the ferry."),
        ("did prices rise", "The prices rise.", "The prices fall."),
        ("what did Marek open", "Marek was to open a bridge.", "Others were to open a bridge."),
        ("what did not open", "The bridge did not open.", "The bridge did open."),
    ],
)
def test_sentence_that_answers_is_surer(question: str, better: str, worse: str) -> None:
    assert [each.article for each in judged(question, worse, better)] == [2, 1]


def test_nearness_in_meaning_makes_surer() -> None:
    near, far = (judged("why was it shut", "It was shut.", cosine=cosine)[0] for cosine in (0.9, 0.1))

    assert near.confidence > far.confidence


def test_other_number_is_another_answer() -> None:
    texts = {1: "Then 12 boats sank.", 2: "Then 7 boats sank."}
    first, second = judged("how many boats sank", *texts.values())

    assert differ(first, second, texts)
    assert not differ(first, first, texts)


def test_same_sentence_of_two_outlets_is_told_once() -> None:
    texts = {1: "Then 12 boats sank.", 2: "Then 12 boats sank."}
    question = read_question("how many boats sank")
    found = judged(question.words, *texts.values(), cosine=0.9)

    assert len(chosen(question, {"boat": 1.0, "sink": 1.0}, found, texts)) == 1


def test_question_keeps_words_that_elsewhere_are_limits(ask: Ask) -> None:
    found = answer(ask, "/ask which boats fired in the strait since 1996?").value

    assert isinstance(found, AskAnswer)
    assert "since 1996?" in found.question


def test_empty_answer_says_which_words_no_article_has(ask: Ask) -> None:
    found = answer(ask, "/ask who paid the zeppelin").value

    assert isinstance(found, AskAnswer)
    assert not found.told
    assert "zeppelin" in found.missing.unknown


def test_figure_of_a_recalled_war_stands_last_under_its_own_name(library: Library, tmp_path: Path) -> None:
    text = (
        "The navy said seven sailors were killed on Monday.\n\n"
        "In an earlier war in 1996, about 5,200 sailors were killed in the same strait.\n"
    )
    (tmp_path / "strait.txt").write_text(text, encoding="utf-8")
    library.ingest(tmp_path)

    found = answer(Ask(library, date(2024, 3, 4)), "/ask how many sailors were killed").value

    assert isinstance(found, AskAnswer)
    assert [told.earlier for told in found.told] == [False, True]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("How many sailors died, and who fled?", ["How many sailors died", "who fled"]),
        ("who owns the ferry and why did it stop", ["who owns the ferry and why did it stop"]),
        ("who is the man who fled and who paid", ["who is the man who fled and who paid"]),
        ("boats and who owns them", ["boats and who owns them"]),
        ("who and what", ["who and what"]),
    ],
)
def test_line_is_cut_when_each_part_can_be_asked_alone(words: str, parts: list[str]) -> None:
    assert list(asked_parts(words)) == parts


def test_two_questions_are_answered_apart_when_one_finds_nothing(ask: Ask) -> None:
    found = answer(ask, "/ask how many sailors were killed and who steered the zeppelin").value
    assert isinstance(found, AskAnswer)
    killed, steered = found.parts

    assert killed.told == found.told != ()
    assert (steered.told, steered.missing.unknown) == ((), ("steered", "zeppelin"))
    assert sum(isinstance(block, Heading) for block in found.doc().blocks) == 2
