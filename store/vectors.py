"""Vectors in the database, and the exact index that search scans in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.db import Database
from store.embeddings import Embedder, Vectors
from store.models import ArticleRow, PassageRow, RevisionRow, VectorRow

CHUNK = 256  # passages embedded and committed at once


def missing(session: Session, model: str, dimension: int, limit: int) -> list[tuple[str, str]]:
    """(hash, words) of passages without a vector, newest articles first, each hash once."""
    have = select(VectorRow.text_sha256).where(VectorRow.model == model, VectorRow.dimension == dimension)
    rows = session.execute(
        select(PassageRow.text_sha256, RevisionRow.text, PassageRow.start, PassageRow.end)
        .join(ArticleRow, ArticleRow.id == PassageRow.article_id)
        .join(
            RevisionRow,
            (RevisionRow.article_id == ArticleRow.id) & (RevisionRow.revision == ArticleRow.revision),
        )
        .where(PassageRow.text_sha256.not_in(have))
        .order_by(ArticleRow.id.desc(), PassageRow.start)
        .limit(limit)
    )
    return list({row[0]: row[1][row[2] : row[3]] for row in rows}.items())


def embed_missing(
    database: Database, embedder: Embedder, tell: Callable[[int], None] = lambda _: None
) -> int:
    """Embed what has no vector yet, a committed chunk at a time; safe to kill. Returns how many were made.

    `tell` hears how many passages each chunk did.
    """
    made = 0
    while True:
        with database.reading() as session:
            work = missing(session, embedder.name, embedder.dimension, CHUNK)
        if not work:
            return made
        vectors = embedder.encode([words for _, words in work])
        with database.writing() as session:
            _store(session, embedder, [key for key, _ in work], vectors)
        made += len(work)
        tell(len(work))


def _store(session: Session, embedder: Embedder, keys: Sequence[str], vectors: Vectors) -> None:
    for key, vector in zip(keys, vectors, strict=True):
        identity = (key, embedder.name, embedder.dimension)
        if session.get(VectorRow, identity) is None:
            packed = vector.astype(np.float16).tobytes()
            session.add(
                VectorRow(text_sha256=key, model=embedder.name, dimension=embedder.dimension, vector=packed)
            )


@dataclass(frozen=True, slots=True)
class _Loaded:
    stamp: tuple[int, int]
    passages: np.ndarray[tuple[int], np.dtype[np.int64]]
    matrix: Vectors


class VectorIndex:
    """All served passages of one model in memory, scanned exactly; reloaded when the store has changed."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._database, self._embedder = database, embedder
        self._loaded: _Loaded | None = None
        self._lock = threading.Lock()

    def nearest(self, session: Session, words: str, limit: int) -> dict[int, float]:
        """Passage id to cosine, the `limit` nearest."""
        loaded = self._current(session)
        if not len(loaded.passages):
            return {}
        scores = loaded.matrix @ self._embedder.encode([words])[0]
        limit = min(limit, len(scores))
        best = np.argpartition(-scores, limit - 1)[:limit]
        return {int(loaded.passages[i]): round(float(scores[i]), 5) for i in best}

    def similar(self, words: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Cosine of the words with each text."""
        vectors = self._embedder.encode([words, *texts])
        return tuple(round(float(score), 5) for score in vectors[1:] @ vectors[0])

    def _current(self, session: Session) -> _Loaded:
        stamp = self._stamp(session)
        with self._lock:
            if self._loaded is None or self._loaded.stamp != stamp:
                self._loaded = self._load(session, stamp)
            return self._loaded

    def _stamp(self, session: Session) -> tuple[int, int]:
        """Changes whenever passages or vectors do: both only grow, or get new ids."""
        newest = session.scalar(select(func.max(PassageRow.id))) or 0
        vectors = session.scalar(select(func.count()).select_from(VectorRow)) or 0
        return newest, vectors

    def _load(self, session: Session, stamp: tuple[int, int]) -> _Loaded:
        rows = session.execute(
            select(PassageRow.id, VectorRow.vector)
            .join(VectorRow, VectorRow.text_sha256 == PassageRow.text_sha256)
            .where(VectorRow.model == self._embedder.name, VectorRow.dimension == self._embedder.dimension)
            .order_by(PassageRow.id)
        ).all()
        packed = b"".join(row[1] for row in rows)
        matrix = np.frombuffer(packed, dtype=np.float16).reshape(-1, self._embedder.dimension)
        passages = np.array([row[0] for row in rows], dtype=np.int64)
        return _Loaded(stamp, passages, matrix.astype(np.float32))
