"""What owners say to files that are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.library import Library
from store.types import (
    Field,
    NewCorrection,
    Outcome,
    Removal,
    Why,
)
from tests.fakes.flood import FLOOD, MAYOR, put


def removed(library: Library, folder: Path) -> None:
    (folder / "flood.txt").unlink()
    library.ingest(folder)


def test_removed_file_when_its_article_is_withdrawn_is_served_no_more(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)
    assert [absence.path for absence in read_once.absent()] == ["flood.txt"]

    put(read_once, Field.FILE, Removal.WITHDRAW)

    assert (read_once.counts().articles, read_once.quotes(), read_once.claims()) == (0, (), ())
    assert (read_once.search("miners").hits, read_once.stories()[1], read_once.absent()) == ((), 0, ())
    assert Why.WITHDRAWN in {change.why for change in read_once.changes()}
    assert read_once.ingest(folder).files == ()


@pytest.mark.parametrize("name", ["flood.txt", "again.txt"])
def test_withdrawn_article_when_its_file_is_back_is_served_again(
    read_once: Library, folder: Path, name: str
) -> None:
    keys = [quote.key for quote in read_once.quotes()]
    removed(read_once, folder)
    put(read_once, Field.FILE, Removal.WITHDRAW)
    (folder / name).write_text(FLOOD + MAYOR, encoding="utf-8")

    report = read_once.ingest(folder)

    assert [(file.path, file.outcome, file.article) for file in report.files] == [(name, Outcome.RETURNED, 1)]
    assert [quote.key for quote in read_once.quotes()] == keys
    assert (len(read_once.claims()), read_once.article(1).paths) == (1, (name,))
    assert [hit.article for hit in read_once.search("miners").hits] == [1]
    (folder / name).unlink()
    assert read_once.ingest(folder).of(Outcome.MISSING)


def test_removed_file_when_its_article_is_kept_is_never_asked_about_again(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)

    put(read_once, Field.FILE, Removal.KEEP)

    assert read_once.counts().articles == 1
    assert (read_once.absent(), read_once.ingest(folder, allow_removals=True).files) == ((), ())
    (folder / "flood.txt").write_text(FLOOD + MAYOR, encoding="utf-8")
    read_once.ingest(folder)
    (folder / "flood.txt").unlink()
    assert (read_once.ingest(folder).files, read_once.absent()) == ((), ())


def test_withdrawn_article_when_kept_after_all_is_served_without_a_file(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)
    put(read_once, Field.FILE, Removal.WITHDRAW)

    put(read_once, Field.FILE, Removal.KEEP)

    assert (read_once.counts().articles, len(read_once.quotes())) == (1, 2)
    assert read_once.stories()[1] == 1
    (folder / "water.txt").write_text(FLOOD + MAYOR, encoding="utf-8")
    assert [file.outcome for file in read_once.ingest(folder).files] == [Outcome.RENAMED]


def test_withdrawal_when_the_file_is_back_before_it_is_applied_is_dropped(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)
    read_once.correct(NewCorrection("article:1", 1, Field.FILE, Removal.WITHDRAW))
    (folder / "flood.txt").write_text(FLOOD + MAYOR, encoding="utf-8")

    read_once.ingest(folder)

    assert read_once.counts().articles == 1
    assert not read_once.is_waiting()


def test_set_value_of_a_withdrawn_article_shows_when_it_is_back(read_once: Library, folder: Path) -> None:
    removed(read_once, folder)
    put(read_once, Field.FILE, Removal.WITHDRAW)
    put(read_once, Field.OUTLET, "Tarn Post")

    put(read_once, Field.FILE, Removal.KEEP)

    assert read_once.outlets() == (("Tarn Post", 1),)
