"""Indexes of vectors beside the database, for libraries too large to scan: one port, two adapters.

SQLite: a usearch file (HNSW, Malkov and Yashunin 2016; int8) next to the database, opened as a memory map.
PostgreSQL: a pgvector table (HNSW, half precision). Both are copies: lost, they are made again from the
vectors in the database. What came after an index was written is scanned exactly (store/vectors.py).
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from store.db import Database
from store.embeddings import Vectors

log = logging.getLogger(__name__)

CONNECTIVITY, EXPANSION_ADD, EXPANSION_SEARCH = 16, 64, 512
Numbers = NDArray[np.int64]


class Kept(Protocol):
    """An index of one model's vectors by their numbers."""

    @property
    def last(self) -> int:
        """The largest number that it holds, 0 while there is none."""

    def nearest(self, vector: Vectors, limit: int) -> dict[int, float]:
        """Number to cosine (as far as the index tells), about the `limit` nearest."""

    def add(self, numbers: Numbers, vectors: Vectors) -> None:
        """Take in vectors with larger numbers than `last`."""

    def finish(self) -> None:
        """Make what was added visible to other processes."""

    def drop(self) -> None:
        """Remove it; nothing happens when there is none."""


def kept_index(database: Database, model: str, dimension: int) -> Kept | None:
    """The index of a model; None where the database can have none."""
    name = hashlib.sha256(f"{model}\n{dimension}".encode()).hexdigest()[:12]
    if database.sqlite:
        path = Path(str(database.url.database))
        return UsearchFile(path.with_name(f"{path.name}.{name}.usearch"), dimension)
    return PgVectors(database, f"meaning_{name}", dimension)


class UsearchFile:
    """One file. Whoever reads maps it into memory; whoever adds loads it, and replaces it as a whole."""

    def __init__(self, path: Path, dimension: int) -> None:
        self._path, self._dimension = path, dimension
        self._index: Any = None
        self._stamp: tuple[int, int] | None = None
        self._last = 0
        self._writing = False

    @property
    def last(self) -> int:
        self._refresh()
        return self._last

    def nearest(self, vector: Vectors, limit: int) -> dict[int, float]:
        self._refresh()
        if self._index is None:
            return {}
        self._index.expansion_search = max(EXPANSION_SEARCH, 2 * limit)
        found = self._index.search(_int8(vector), limit)
        return {int(key): 1.0 - float(d) for key, d in zip(found.keys, found.distances, strict=True)}

    def add(self, numbers: Numbers, vectors: Vectors) -> None:
        if not self._writing:
            self._index = self._empty()
            if self._path.is_file():
                self._index.load(self._path)
            self._writing = True
        self._index.add(numbers, _int8(vectors), threads=1)
        self._last = max(self._last, int(numbers.max()))

    def finish(self) -> None:
        if not self._writing:
            return
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        self._index.save(draft)
        draft.replace(self._path)
        self._index, self._writing, self._stamp = None, False, None

    def drop(self) -> None:
        self._path.unlink(missing_ok=True)

    def _refresh(self) -> None:
        """Open the file when it is another one than before; a broken one counts as lost."""
        stamp = _stamp(self._path)
        if self._writing or stamp == self._stamp:
            return
        self._index, self._last, self._stamp = None, 0, stamp
        if stamp is None:
            return
        index = self._empty()
        try:
            index.view(self._path)
        except RuntimeError as error:
            log.warning("%s cannot be used, it is made again: %s", self._path.name, error)
            self._path.unlink(missing_ok=True)
            return
        self._index = index
        self._last = int(np.asarray(index.keys).max()) if len(index) else 0

    def _empty(self) -> Any:
        from usearch.index import Index

        return Index(
            ndim=self._dimension,
            metric="cos",
            dtype="i8",
            connectivity=CONNECTIVITY,
            expansion_add=EXPANSION_ADD,
            expansion_search=EXPANSION_SEARCH,
        )


class PgVectors:
    """A table with an HNSW index. Without the extension there is none, and vectors are scanned."""

    def __init__(self, database: Database, table: str, dimension: int) -> None:
        self._database, self._table, self._dimension = database, table, dimension

    @property
    def last(self) -> int:
        with self._database.engine.connect() as connection:
            if not inspect(connection).has_table(self._table):
                return 0
            return int(connection.scalar(text(f"SELECT max(number) FROM {self._table}")) or 0)

    def nearest(self, vector: Vectors, limit: int) -> dict[int, float]:
        statement = text(
            f"SELECT number, 1 - (embedding <=> CAST(:asked AS halfvec)) FROM {self._table}"
            " ORDER BY embedding <=> CAST(:asked AS halfvec) LIMIT :limit"
        )
        with self._database.engine.connect() as connection:
            width = min(1000, max(EXPANSION_SEARCH, limit))
            connection.execute(text(f"SET LOCAL hnsw.ef_search = {width}"))
            rows = connection.execute(statement, {"asked": _written(vector), "limit": limit})
            return {int(row[0]): float(row[1]) for row in rows}

    def add(self, numbers: Numbers, vectors: Vectors) -> None:
        if not self._made():
            return
        rows = [{"n": int(n), "e": _written(v)} for n, v in zip(numbers, vectors, strict=True)]
        statement = f"INSERT INTO {self._table} (number, embedding) VALUES (:n, CAST(:e AS halfvec))"
        with self._database.engine.begin() as connection:
            connection.execute(text(f"{statement} ON CONFLICT DO NOTHING"), rows)

    def finish(self) -> None:
        """Every added row is visible already."""

    def drop(self) -> None:
        with self._database.engine.begin() as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {self._table}"))

    def _made(self) -> bool:
        statements = (
            "CREATE EXTENSION IF NOT EXISTS vector",
            f"CREATE TABLE IF NOT EXISTS {self._table}"
            f" (number BIGINT PRIMARY KEY, embedding halfvec({self._dimension}) NOT NULL)",
            f"CREATE INDEX IF NOT EXISTS {self._table}_hnsw ON {self._table}"
            " USING hnsw (embedding halfvec_cosine_ops)",
        )
        try:
            with self._database.engine.begin() as connection:
                for statement in statements:
                    connection.execute(text(statement))
        except DBAPIError as error:
            log.warning("no index of vectors on this PostgreSQL, they are scanned: %s", error.orig)
            return False
        return True


def _int8(vectors: Vectors) -> NDArray[np.int8]:
    """Each vector spread over all of int8: the cosine does not change with a vector's length."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    return np.asarray(np.rint(vectors * (127 / np.where(largest == 0, 1, largest))), dtype=np.int8)


def _written(vector: Sequence[float] | Vectors) -> str:
    """As pgvector reads it."""
    return "[" + ",".join(f"{float(value):.6g}" for value in vector) + "]"


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
