"""What owners set over the articles' own words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import lease
from store.db import Database
from store.extract import read
from store.library import Library
from store.types import (
    ArticleFilter,
    DatePrecision,
    Field,
    NewCorrection,
    Origin,
    Why,
)
from tests.fakes.flood import FLOOD, MAYOR, put


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("2021-03-04", date(2021, 3, 4), DatePrecision.DAY),
        ("2021-03", date(2021, 3, 1), DatePrecision.MONTH),
        ("2021", date(2021, 1, 1), DatePrecision.YEAR),
        (None, None, DatePrecision.UNKNOWN),
    ],
)
def test_date_when_it_is_set_says_that_it_was_set_here(
    read_once: Library, value: str | None, day: date | None, precision: DatePrecision
) -> None:
    put(read_once, Field.DATE, value)

    published = read_once.article(1).published
    assert (published.day, published.precision, published.origin) == (day, precision, Origin.CORRECTED)


def test_what_is_set_is_found_by_every_query(read_once: Library) -> None:
    put(read_once, Field.DATE, "2021-03-04")
    put(read_once, Field.OUTLET, "Tarn Post")

    since = ArticleFilter(since=date(2021, 3, 1), outlet="tarn post")
    assert read_once.articles(since)[1] == 1
    assert len(read_once.quotes(where=since)) == 2
    assert read_once.outlets() == (("Tarn Post", 1),)
    assert read_once.stories()[0][0].outlets == ("Tarn Post",)
    assert [hit.article for hit in read_once.search("post").hits] == [1]
    assert read_once.counts().undated == 0


def test_what_is_set_stands_in_the_change_log_and_is_no_news(read_once: Library) -> None:
    before = read_once.changes()[-1].seq

    put(read_once, Field.OUTLET, "Tarn Post")

    changes = read_once.changes(after=before)
    assert [(change.key, change.why) for change in changes] == [("article:1", Why.CORRECTED)]
    assert read_once.news_state().linked == changes[-1].seq


def test_what_is_set_when_taken_back_is_as_the_article_has_it(read_once: Library) -> None:
    put(read_once, Field.OUTLET, "Tarn Post")

    assert read_once.undo("article:1", Field.OUTLET, by=7)
    assert read_once.relink()

    assert read_once.article(1).outlet is None
    assert read_once.search("post").hits == ()
    assert not read_once.undo("article:1", Field.OUTLET)


def test_what_is_set_twice_is_the_later_one(read_once: Library) -> None:
    put(read_once, Field.OUTLET, "Tarn Post")
    put(read_once, Field.OUTLET, "Ore Daily")

    assert read_once.article(1).outlet == "Ore Daily"
    assert [c.state.value for c in read_once.corrections("article:1")] == ["undone", "confirmed"]


def test_what_is_set_survives_a_rename_and_a_new_text(read_once: Library, folder: Path) -> None:
    put(read_once, Field.OUTLET, "Tarn Post")
    (folder / "flood.txt").rename(folder / "water.txt")
    read_once.ingest(folder)
    (folder / "water.txt").write_text(FLOOD.replace("14", "19") + MAYOR, encoding="utf-8")

    read_once.ingest(folder)

    article = read_once.article(1)
    assert (article.path, article.revision, article.outlet) == ("water.txt", 2, "Tarn Post")


def test_what_is_set_survives_newer_rules(
    read_once: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(read_once, Field.DATE, "2021-03-04")
    monkeypatch.setattr(read, "VERSION", "next")
    monkeypatch.setattr("store.stored.VERSION", "next")

    read_once.ingest(folder)

    assert read_once.reading(1).version == "next"
    assert read_once.article(1).published.day == date(2021, 3, 4)
    read_once.undo("article:1", Field.DATE)
    read_once.relink()
    assert read_once.article(1).published.origin is Origin.UNKNOWN


def test_given_outlet_comes_back_when_another_is_taken_back_after_newer_rules(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "flood.txt").write_text(f"---\noutlet: Ore Daily\n---\n{FLOOD}", encoding="utf-8")
    library.ingest(folder)
    put(library, Field.OUTLET, "Tarn Post")
    monkeypatch.setattr(read, "VERSION", "next")
    monkeypatch.setattr("store.stored.VERSION", "next")
    library.ingest(folder)

    library.undo("article:1", Field.OUTLET)
    library.ingest(folder)

    assert library.article(1).outlet == "Ore Daily"


def test_what_is_set_while_another_process_reads_is_applied_when_that_ends(
    read_once: Library, database_url: str, folder: Path
) -> None:
    database = Database(database_url)
    with lease.hold(database):
        read_once.correct(NewCorrection("article:1", 1, Field.OUTLET, "Tarn Post"))
        applied = read_once.relink()
    database.close()

    assert (applied, read_once.is_waiting(), read_once.article(1).outlet) == (False, True, None)
    read_once.ingest(folder)
    assert (read_once.is_waiting(), read_once.article(1).outlet) == (False, "Tarn Post")


def test_articles_of_two_days_when_set_are_ordered_by_them(library: Library, folder: Path) -> None:
    (folder / "mayor.txt").write_text(MAYOR, encoding="utf-8")
    library.ingest(folder)

    put(library, Field.DATE, "2021-03-04", article=2)
    put(library, Field.DATE, "2021-03-05", article=1)

    assert [article.id for article in library.articles()[0]] == [1, 2]
