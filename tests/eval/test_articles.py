"""Ten whole articles on two other conflicts, with gold that was written apart from the code.

The floors are what the product has to keep; what it reaches stands in tests/articles/README.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.library import Library
from store.types import Article, ArticleFilter
from tests.eval.casualties import claims_of
from tests.eval.misses import lines, misses_of_quotes
from tests.eval.quotes import quotes_of
from tests.eval.score import claim_score, quotation_scores
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

ARTICLES = Path(__file__).parents[1] / "articles"


def gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ARTICLES / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, dict[str, Article]]]:
    folder = tmp_path_factory.mktemp("ten") / "articles"
    folder.mkdir()
    for path in ARTICLES.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    library = Library.open(sqlite_at(folder.parent / "desk.db"), InlineReaders)
    library.ingest(folder)
    yield library, {article.path: article for article in library.articles(ArticleFilter())[0]}
    library.close()


def test_texts_are_those_of_the_gold(read: tuple[Library, dict[str, Article]]) -> None:
    assert {row["id"]: row["text"] for row in gold("quotes.gold.jsonl")} == {
        path: article.text for path, article in read[1].items()
    }


def test_quotations_and_speakers(read: tuple[Library, dict[str, Article]]) -> None:
    library, articles = read
    predicted = {path: quotes_of(library, article) for path, article in articles.items()}

    match, joint = quotation_scores(gold("quotes.gold.jsonl"), predicted)

    assert match >= 0.90
    assert joint >= 0.85


def test_casualty_claims(read: tuple[Library, dict[str, Article]]) -> None:
    library, articles = read
    predicted = {path: claims_of(library, article) for path, article in articles.items()}

    assert claim_score(gold("casualties.gold.jsonl"), predicted) >= 0.93


def test_no_appeal_is_quoted_or_counted(read: tuple[Library, dict[str, Article]]) -> None:
    """Appeals begin at a line that the news never has; nothing behind it is a fact."""
    library, articles = read
    for path, opening in (
        ("03-meridian-wek-offer.txt", "A message from"),
        ("08-plaza-libre-academy.txt", "Before you"),
    ):
        article = articles[path]
        start = article.text.index(opening)
        facts = [span for quote in library.quotes(article=article.id) for span in quote.local.spans]
        facts += [claim.local.words for claim in library.claims(article=article.id)]

        assert all(span.end <= start for span in facts)


def test_episodes_of_one_conflict_stay_apart(read: tuple[Library, dict[str, Article]]) -> None:
    """No story mixes the two conflicts, nor articles that the gold gives to different episodes."""
    _, articles = read
    expected = {row["id"]: row["story"] for row in gold("stories.gold.jsonl")}
    found: dict[int | None, set[str]] = {}
    for path, article in articles.items():
        found.setdefault(article.story, set()).add(expected[path])

    assert [stories for stories in found.values() if len(stories) > 1] == []


def test_scores_are_perfect_when_the_gold_predicts_itself() -> None:
    quotes = gold("quotes.gold.jsonl")
    itself = {
        row["id"]: [{"spans": q["content"], "speaker": q["entity"]} for q in row["quotes"]] for row in quotes
    }

    assert quotation_scores(quotes, itself) == (1.0, 1.0)


def test_misses_are_listed_by_class_when_nothing_is_found() -> None:
    quotes = gold("quotes.gold.jsonl")
    wanted = [quote for row in quotes for quote in row["quotes"] if quote["type"] == "direct"]

    listed = list(lines(misses_of_quotes(quotes, {}), most=1))

    counts = [int(line.rpartition(": ")[2]) for line in listed if line.startswith("## missed: direct")]
    assert sum(counts) == len(wanted)
