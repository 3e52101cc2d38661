"""A source opened, and who else says so."""

from pathlib import Path

import pytest

from handlers.elsewhere import elsewhere
from handlers.passages import passages
from handlers.registry import Ask
from handlers.render.buttons import Copy, OpenSource, WhoElse
from handlers.render.gate import articles_of, check
from handlers.render.plain import plain
from handlers.render.telegram import opened
from store.library import Library
from store.types import Article, Span
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders


def article_of(library: Library, path: str) -> Article:
    found, _ = library.articles(limit=50)
    return next(article for article in found if article.path == path)


def at(article: Article, words: str) -> tuple[Span, ...]:
    start = article.text.index(words)
    return (Span(start, start + len(words)),)


def said(library: Library, article: Article, words: str) -> str:
    doc = elsewhere(library, article, at(article, words)).doc()
    return plain(check(doc, library.texts(articles_of(doc))))


def test_evidence_names_outlet_date_file_and_line(ask: Ask) -> None:
    article = article_of(ask.library, "harbour-post.txt")
    spans = at(article, "At least 31 people were killed")

    found = passages(article, spans)

    checked = check(found.doc(), {article.id: article})
    lines = plain(checked).splitlines()
    assert lines[:4] == [
        "Harbour Post · 5 March 2024",
        "outlet and date given with the file",
        "harbour-post.txt · line 2 of the text",
        "Doran boats fire on ferry",
    ]
    (page,) = opened(checked, found, OpenSource(article.id, article.revision, spans))
    assert "<b>At least 31 people were killed</b>" in page.html
    actions = {button.text: button.action for row in page.buttons for button in row}
    assert list(actions) == ["Article", "Who else says so", "Wrong?", "Copy"]
    assert actions["Who else says so"] == WhoElse(OpenSource(article.id, 1, spans))
    assert actions["Copy"] == Copy("“At least 31 people were killed” (Harbour Post, 5 March 2024)")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Nobody closes a sea by speaking loudly,", "Doran Daily"),
        ("The company suspended the line", "No other article here says so."),
        ("At least 31 people were killed", "No other article here says so."),
    ],
)
def test_who_else_says_so(ask: Ask, words: str, told: str) -> None:
    assert told in said(ask.library, article_of(ask.library, "harbour-post.txt"), words)


def test_who_else_gives_a_figure_in_other_words(tmp_path: Path) -> None:
    from tests.fakes.pushing import COUNT, THIRD

    for name, text in (("count.txt", COUNT), ("third.txt", THIRD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = Library.open(sqlite_at(tmp_path / "a.db"), InlineReaders)
    library.ingest(tmp_path)

    text = said(library, article_of(library, "count.txt"), "Four people are missing")

    assert "There are four people still missing, the port said." in text
    assert "Karst Times, 31 May 2026 [1]" in text
    library.close()
