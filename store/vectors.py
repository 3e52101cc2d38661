"""Vectors of passages: made in the background, found by cosine.

Few vectors are scanned exactly, in half precision. From `EXACT` on the older ones stand in an index beside
the database (store/kept_vectors.py), and only those that came since are scanned. Either way the cosines
that answers are ranked by are computed from the stored vectors.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from store.db import Database
from store.embeddings import Embedder, Vectors
from store.kept_vectors import Kept, Numbers, kept_index
from store.models import ArticleRow, PassageRow, RevisionRow, VectorRow

CHUNK = 256  # passages embedded and committed at once
EXACT = 50_000  # vectors scanned without an index: 38 MB of 384 dimensions
_BATCH = 20_000  # vectors moved into an index at once
_FILLED = 0.9  # of the passages: before that a model's vectors are not searched
Halves = NDArray[np.float16]


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

    `tell` hears how many passages each chunk did. At the end the index beside the database is brought up
    to date, when there are enough vectors for one.
    """
    made = 0
    while True:
        with database.reading() as session:
            work = missing(session, embedder.name, embedder.dimension, CHUNK)
        if not work:
            break
        vectors = embedder.encode([words for _, words in work])
        with database.writing() as session:
            _store(session, embedder, [key for key, _ in work], vectors)
        made += len(work)
        tell(len(work))
    _drop_others(database, embedder)
    keep_index(database, embedder)
    return made


def unembedded(session: Session, model: str) -> int:
    """How many passages have no vector of the model."""
    have = select(VectorRow.text_sha256).where(VectorRow.model == model)
    rows = select(func.count()).select_from(PassageRow).where(PassageRow.text_sha256.not_in(have))
    return session.scalar(rows) or 0


def _drop_others(database: Database, embedder: Embedder) -> None:
    """Once a model's set is whole, those of models that were in use before go, with their indexes."""
    others = ~_of(embedder)
    with database.reading() as session:
        models = session.execute(select(VectorRow.model, VectorRow.dimension).where(others).distinct()).all()
    if not models:
        return
    with database.writing() as session:
        session.execute(delete(VectorRow).where(others))
    for model, dimension in models:
        if (kept := kept_index(database, model, dimension)) is not None:
            kept.drop()


def keep_index(database: Database, embedder: Embedder) -> int:
    """Move vectors into the index once `EXACT` of them stand outside; returns how many were moved."""
    kept = kept_index(database, embedder.name, embedder.dimension)
    if kept is None:
        return 0
    with database.reading() as session:
        outside = session.scalar(select(func.count()).where(_of(embedder), VectorRow.number > kept.last)) or 0
    if outside < EXACT:
        return 0
    moved, last = 0, kept.last
    while True:
        with database.reading() as session:
            numbers, halves = _rows(session, embedder, last, _BATCH)
        if not len(numbers):
            break
        kept.add(numbers, halves.astype(np.float32))
        last = int(numbers[-1])
        moved += len(numbers)
    kept.finish()
    return moved


def _store(session: Session, embedder: Embedder, keys: Sequence[str], vectors: Vectors) -> None:
    known = set(
        session.scalars(select(VectorRow.text_sha256).where(_of(embedder), VectorRow.text_sha256.in_(keys)))
    )
    for key, vector in zip(keys, vectors, strict=True):
        if key not in known:
            packed = vector.astype(np.float16).tobytes()
            session.add(
                VectorRow(text_sha256=key, model=embedder.name, dimension=embedder.dimension, vector=packed)
            )


@dataclass(frozen=True, slots=True)
class Scanned:
    """Vectors in memory: their numbers, ascending, and a row each."""

    numbers: Numbers
    halves: Halves

    def nearest(self, vector: Vectors, limit: int) -> dict[int, float]:
        """Number to cosine, exactly the `limit` nearest."""
        if not len(self.numbers):
            return {}
        from usearch.index import search

        asked = vector.astype(np.float16).reshape(1, -1)
        found = search(self.halves, asked, min(limit, len(self.numbers)), "cos", exact=True, threads=1)
        pairs = zip(np.ravel(found.keys), np.ravel(found.distances), strict=True)
        return {int(self.numbers[int(row)]): 1.0 - float(distance) for row, distance in pairs}


class VectorIndex:
    """All served passages of one model. Safe to use from several threads."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: Kept | None = kept_index(database, embedder.name, embedder.dimension)
        self._scanned = self._nothing()
        self._ready = False
        self._lock = threading.Lock()

    def ready(self, session: Session) -> bool:
        """Whether the model's set is filled: a new model's is not searched half made."""
        if not self._ready:
            passages = session.scalar(select(func.count(func.distinct(PassageRow.text_sha256)))) or 0
            vectors = session.scalar(select(func.count()).where(_of(self._embedder))) or 0
            self._ready = passages > 0 and vectors >= _FILLED * passages
        return self._ready

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of queries, shape (texts, dimension)."""
        return self._embedder.encode(texts)

    def nearest(self, session: Session, vector: Vectors, limit: int) -> dict[int, float]:
        """Passage id to cosine, about the `limit` nearest."""
        with self._lock:
            kept, scanned = self._current(session)
        found = scanned.nearest(vector, limit)
        if kept is not None:
            found |= kept.nearest(vector, limit)
        best = dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit])
        rows = session.execute(
            select(PassageRow.id, VectorRow.number)
            .join(VectorRow, VectorRow.text_sha256 == PassageRow.text_sha256)
            .where(VectorRow.number.in_(best))
        )
        return {row[0]: best[row[1]] for row in rows}

    def stored(self, session: Session, articles: Iterable[int]) -> Mapping[int, tuple[int, Vectors]]:
        """Passage id to its article and stored vector, for all passages of the articles."""
        passages = session.execute(
            select(PassageRow.id, PassageRow.article_id, PassageRow.text_sha256).where(
                PassageRow.article_id.in_(sorted(articles))
            )
        ).all()
        rows = session.execute(
            select(VectorRow.text_sha256, VectorRow.vector).where(
                _of(self._embedder), VectorRow.text_sha256.in_({row[2] for row in passages})
            )
        )
        vectors = {row[0]: np.frombuffer(row[1], dtype=np.float16).astype(np.float32) for row in rows}
        return {row[0]: (row[1], vectors[row[2]]) for row in passages if row[2] in vectors}

    def similar(self, words: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Cosine of the words with each text."""
        vectors = self._embedder.encode([words, *texts])
        return tuple(round(float(score), 5) for score in vectors[1:] @ vectors[0])

    def _current(self, session: Session) -> tuple[Kept | None, Scanned]:
        """The index, and in memory what it lacks."""
        last = self._kept.last if self._kept else 0
        if len(self._scanned.numbers) and self._scanned.numbers[0] <= last:
            self._scanned = self._nothing()
        after = int(self._scanned.numbers[-1]) if len(self._scanned.numbers) else last
        numbers, halves = _rows(session, self._embedder, after, None)
        if len(numbers):
            self._scanned = Scanned(
                np.concatenate([self._scanned.numbers, numbers]),
                np.concatenate([self._scanned.halves, halves]),
            )
        return (self._kept if last else None), self._scanned

    def _nothing(self) -> Scanned:
        return Scanned(np.zeros(0, np.int64), np.zeros((0, self._embedder.dimension), np.float16))


def _rows(session: Session, embedder: Embedder, after: int, limit: int | None) -> tuple[Numbers, Halves]:
    """Numbers and vectors after a number, ascending."""
    found = session.execute(
        select(VectorRow.number, VectorRow.vector)
        .where(_of(embedder), VectorRow.number > after)
        .order_by(VectorRow.number)
        .limit(limit)
    ).all()
    packed = b"".join(row[1] for row in found)
    halves = np.frombuffer(packed, dtype=np.float16).reshape(-1, embedder.dimension)
    return np.array([row[0] for row in found], dtype=np.int64), halves


def _of(embedder: Embedder) -> ColumnElement[bool]:
    return (VectorRow.model == embedder.name) & (VectorRow.dimension == embedder.dimension)
