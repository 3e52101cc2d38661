"""Vectors: scanned exactly while they are few, in an index beside the database when they are many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from store.db import Database
from store.embeddings import HashEmbedder
from store.kept_vectors import kept_index
from store.library import Library
from store.models import VectorRow
from store.vectors import VectorIndex, embed_missing, keep_index, unembedded
from tests.fakes.readers import InlineReaders

WORDS = ("ferry", "wheat", "court", "bridge", "school", "mine", "harvest", "election")


@pytest.fixture
def filled(database_url: str, tmp_path: Path) -> Iterator[Database]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, word in enumerate(WORDS):
        text = f"The {word} was in the news of day {number} again."
        (folder / f"{word}.txt").write_text(text, encoding="utf-8")
    library = Library.open(database_url, InlineReaders)
    library.ingest(folder)
    library.close()
    database = Database(database_url)
    embed_missing(database, HashEmbedder())
    yield database
    database.close()


def nearest(database: Database, words: str) -> list[int]:
    embedder = HashEmbedder()
    index = VectorIndex(database, embedder)
    with database.reading() as session:
        found = index.nearest(session, embedder.encode([words])[0], 3)
    return sorted(found, key=lambda passage: (-round(found[passage], 2), passage))


def test_index_beside_the_database_finds_what_the_scan_finds(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned = {word: nearest(filled, word)[0] for word in WORDS}
    monkeypatch.setattr("store.vectors.EXACT", 1)

    assert keep_index(filled, HashEmbedder()) == len(WORDS)
    assert {word: nearest(filled, word)[0] for word in WORDS} == scanned
    assert keep_index(filled, HashEmbedder()) == 0


def test_what_came_after_the_index_is_found_too(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = HashEmbedder()
    monkeypatch.setattr("store.vectors.EXACT", 1)
    with filled.writing() as session:
        late = session.query(VectorRow).order_by(VectorRow.number.desc()).first()
        assert late is not None
        kept = (late.text_sha256, late.vector)
        session.delete(late)
    keep_index(filled, embedder)
    with filled.writing() as session:
        session.add(
            VectorRow(
                number=1_000, text_sha256=kept[0], model="hash", dimension=embedder.dimension, vector=kept[1]
            )
        )
    index = VectorIndex(filled, embedder)
    with filled.reading() as session:
        asked = np.frombuffer(kept[1], dtype=np.float16).astype(np.float32)
        found = index.nearest(session, asked, 1)

    assert round(next(iter(found.values())), 2) == 1.0


def test_broken_index_file_counts_as_lost(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not filled.sqlite:
        pytest.skip("PostgreSQL keeps no file")
    monkeypatch.setattr("store.vectors.EXACT", 1)
    keep_index(filled, HashEmbedder())
    (file,) = tmp_path.glob("*.usearch")
    file.write_bytes(b"no index")

    assert len(nearest(filled, "ferry")) == 3
    assert keep_index(filled, HashEmbedder()) == len(WORDS)


def test_half_filled_model_is_not_searched(filled: Database) -> None:
    class Other(HashEmbedder):
        name = "other"

    with filled.reading() as session:
        assert VectorIndex(filled, HashEmbedder()).ready(session)
        assert not VectorIndex(filled, Other()).ready(session)


class OtherModel(HashEmbedder):
    name = "other"


def test_vectors_of_the_model_before_are_dropped_when_the_new_set_is_whole(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.vectors.EXACT", 1)
    keep_index(filled, HashEmbedder())
    with filled.reading() as session:
        assert unembedded(session, "other") == len(WORDS)

    assert embed_missing(filled, OtherModel()) == len(WORDS)

    with filled.reading() as session:
        assert set(session.scalars(select(VectorRow.model))) == {"other"}
    before = kept_index(filled, "hash", HashEmbedder.dimension)
    assert before is not None
    assert before.last == 0
