"""SQLite's planner is told how much the tables hold."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from store.library import Library
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders


def test_ingest_when_it_links_counts_for_the_planner(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "first.txt").write_text("Two sailors were killed when a ferry sank.\n", encoding="utf-8")
    library = Library.open(sqlite_at(tmp_path / "desk.db"), InlineReaders)

    library.ingest(folder)

    with library._database.reading() as session:
        counted = set(session.scalars(text("SELECT idx FROM sqlite_stat1 WHERE tbl = 'claims'")))
    assert "ix_claims_episode_id" in counted
    library.close()
