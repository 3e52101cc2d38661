from dataclasses import replace
from datetime import date

import pytest

from handlers.commands.ask import AskAnswer
from handlers.commands.search import SearchAnswer, excerpt
from handlers.registry import Ask, answer
from handlers.render.plain import plain
from handlers.render.present import present
from store.embeddings import HashEmbedder
from store.library import Library
from store.types import Hit, SearchResult, Span

TEXT = "One two three. Four five six. Seven eight nine."
SENTENCES = (Span(0, 14), Span(15, 29), Span(30, 47))


@pytest.mark.parametrize(
    ("marks", "limit", "shown"),
    [
        ((), 20, "One two three."),
        ((Span(20, 24),), 20, "Four five six."),
        ((Span(20, 24),), 40, "Four five six. Seven eight nine."),
        ((Span(0, 3), Span(30, 35), Span(36, 41)), 20, "Seven eight nine."),
    ],
)
def test_excerpt_when_marks_lie_in_sentences(marks: tuple[Span, ...], limit: int, shown: str) -> None:
    assert excerpt(Hit(1, Span(0, 47), 1.0, marks), TEXT, SENTENCES, limit).of(TEXT) == shown


@pytest.mark.parametrize(("text", "length"), [("word " * 60, 39), ("x" * 300, 40)])
def test_excerpt_when_a_passage_has_no_sentences_is_cut(text: str, length: int) -> None:
    span = excerpt(Hit(1, Span(0, len(text)), 1.0), text, (), limit=20)

    assert (span.start, span.end) == (0, length)


def test_article_withdrawn_during_a_search_is_left_out(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ask.library.search("ferry")
    gone = replace(found.hits[0], article=9_999)

    def search(*_: object, **__: object) -> SearchResult:
        return replace(found, hits=(gone, *found.hits))

    monkeypatch.setattr(ask.library, "search", search)
    shown, told = answer(ask, "/search ferry").value, answer(ask, "/ask what burned").value

    assert isinstance(shown, SearchAnswer)
    assert 9_999 not in {hit.source.article for hit in shown.found}
    assert isinstance(told, AskAnswer)


def test_answer_says_that_search_by_meaning_is_still_being_prepared(sqlite_library: Library) -> None:
    ask = Ask(sqlite_library, date(2024, 5, 1))

    assert "not by meaning" in plain(present(ask, "/search ferry").checked)
    sqlite_library.expect_model()
    assert "still being prepared" in plain(present(ask, "/search ferry").checked)
    sqlite_library.use(HashEmbedder())
    assert "still being prepared" in plain(present(ask, "/search ferry").checked)


@pytest.mark.parametrize(("cosine", "shown"), [(0.1, 0), (0.5, 1)])
def test_passage_without_the_words_is_shown_only_near_them_in_meaning(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, cosine: float, shown: int
) -> None:
    hit = replace(ask.library.search("ferry").hits[0], marks=(), cosine=cosine)
    result = SearchResult((hit,), used_meaning=True, total=1)
    monkeypatch.setattr(ask.library, "search", lambda *_, **__: result)

    found = answer(ask, "/search volcano").value

    assert isinstance(found, SearchAnswer)
    assert len(found.found) == found.total == shown
