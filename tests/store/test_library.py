"""The library on both databases: what goes in comes out, cited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.errors import NotFound
from store.library import Library
from store.types import ArticleFilter, Outcome

FERRY = """---
title: Patrol boats stop the ferry
outlet: Harbour Post
published: 2021-03-04
---
Patrol boats stopped the ferry Albatross on Sunday.

"We will talk, but not under those guns," Foreign Minister Ana Marek said on Monday.

At least 12 sailors were killed, the navy said.
"""
TRUCE = """Velia and Doran agree on a truce

Foreign Minister Ana Marek said the truce would hold for ten days.

Officials in both capitals said that fishing boats could return to the strait of Karst.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    (root / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (root / "truce.txt").write_text(TRUCE, encoding="utf-8")
    return root


def test_ingest_reports_each_file_when_the_folder_is_new(library: Library, folder: Path) -> None:
    report = library.ingest(folder)

    assert [(file.path, file.outcome) for file in report.files] == [
        ("ferry.txt", Outcome.ADDED),
        ("truce.txt", Outcome.ADDED),
    ]
    assert library.counts().articles == 2


def test_ingest_does_nothing_when_nothing_has_changed(library: Library, folder: Path) -> None:
    library.ingest(folder)

    report = library.ingest(folder)

    assert report.files == ()
    assert report.unchanged == 2


def test_article_keeps_given_metadata_and_text_without_front_matter(library: Library, folder: Path) -> None:
    library.ingest(folder)

    (article, *_), total = library.articles(ArticleFilter(outlet="harbour post"))

    assert total == 1
    assert article.published.day == date(2021, 3, 4)
    assert article.text == FERRY.split("---\n")[2]


def test_quotes_slice_to_the_article_when_a_person_is_asked_for(library: Library, folder: Path) -> None:
    library.ingest(folder)
    (marek,) = library.find_person("Marek").found

    found = library.quotes(marek.id)

    texts = library.texts(quote.article for quote in found)
    said = [" ".join(span.of(texts[q.article].text) for span in q.local.spans) for q in found]
    assert any("not under those guns" in words for words in said)
    assert any("would hold for ten days" in words for words in said)


@pytest.mark.parametrize("asked", ["Ana Marek", "marek", "MAREK", "the foreign minister", "Марек"])
def test_person_is_found_when_asked_for_by(library: Library, folder: Path, asked: str) -> None:
    library.ingest(folder)

    assert [person.name for person in library.find_person(asked).found] == ["Ana Marek"]


def test_nearest_people_are_offered_when_a_name_is_misspelt(library: Library, folder: Path) -> None:
    library.ingest(folder)

    match = library.find_person("Marrek")

    assert match.found == ()
    assert [person.name for person in match.nearest] == ["Ana Marek"]


def test_claims_keep_their_bounds(library: Library, folder: Path) -> None:
    library.ingest(folder)

    (claim,) = library.claims()

    assert (claim.local.value, claim.local.low, claim.local.high) == (12, 12, None)


def test_search_marks_words_by_their_stem(library: Library, folder: Path) -> None:
    library.ingest(folder)

    (hit,) = library.search("fishing boat in Karst", ArticleFilter(words="truce")).hits

    text = library.article(hit.article).text
    assert {mark.of(text) for mark in hit.marks} == {"fishing", "boats", "Karst"}


def test_filters_drop_undated_articles_when_a_date_is_given(library: Library, folder: Path) -> None:
    library.ingest(folder)

    found, _ = library.articles(ArticleFilter(since=date(2020, 1, 1)))

    assert [article.path for article in found] == ["ferry.txt"]


def test_unknown_number_is_not_found(library: Library) -> None:
    with pytest.raises(NotFound, match="No article has the number 7"):
        library.article(7)


def test_story_is_found_by_the_outlets_that_both_tell_it(library: Library, folder: Path) -> None:
    again = FERRY.replace("Harbour Post", "Doran Daily").replace("on Sunday.", "on Sunday, off Karst.")
    (folder / "again.txt").write_text(again, encoding="utf-8")
    library.ingest(folder)

    (told,), total = library.stories_told_by(["Harbour Post", "Doran Daily"])

    assert (total, set(told.outlets)) == (1, {"Doran Daily", "Harbour Post"})
    assert library.stories_told_by(["Harbour Post", "Nobody's Paper"]) == ((), 0)


def test_renderings_share_their_utterance_when_two_articles_print_one_statement(
    library: Library, folder: Path
) -> None:
    again = FERRY.replace("Harbour Post", "Doran Daily").replace("on Sunday.", "on Sunday, off Karst.")
    (folder / "again.txt").write_text(again, encoding="utf-8")
    library.ingest(folder)
    (story,), _ = library.stories_told_by(["Harbour Post", "Doran Daily"])

    found = library.renderings(story.articles)

    tellers = {q.utterance: {other.article for other in found if other.group == q.group} for q in found}
    assert tellers
    assert all(len(articles) > 1 and articles <= set(story.articles) for articles in tellers.values())
