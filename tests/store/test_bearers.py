"""Names that are kept in memory follow what link wrote."""

from __future__ import annotations

from pathlib import Path

from store.library import Library
from store.query import bearers
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

HORVAT = '"The gate is open," Velian President Stefan Horvat said.\n'
GURIELI = '"We wait," Albanian Foreign Minister Tekla Gurieli said.\n'


def test_find_when_a_file_comes_knows_its_names(tmp_path: Path) -> None:
    library, folder = _library(tmp_path)
    before = library.find_person("Guriely")

    (folder / "second.txt").write_text(GURIELI, encoding="utf-8")
    library.ingest(folder)

    assert not before.found
    assert [person.name for person in library.find_person("Guriely").found] == ["Tekla Gurieli"]
    library.close()


def test_find_when_nothing_was_linked_reads_names_once(tmp_path: Path) -> None:
    library, _ = _library(tmp_path)
    kept = bearers.KeptBearers()

    with library._database.reading() as session:
        first, second = (kept.of(session, speaks=True, office=False) for _ in range(2))

    assert "stefan horvat" in first
    assert first is second
    library.close()


def test_called_when_words_are_another_spelling_names_nobody(tmp_path: Path) -> None:
    library, _ = _library(tmp_path)

    assert [person.name for person in library.called("stefan HORVAT")] == ["Stefan Horvat"]
    assert library.called("Khorvat") == ()
    library.close()


def _library(tmp_path: Path) -> tuple[Library, Path]:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "first.txt").write_text(HORVAT, encoding="utf-8")
    library = Library.open(sqlite_at(tmp_path / "desk.db"), InlineReaders)
    library.ingest(folder)
    return library, folder
