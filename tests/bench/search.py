"""/search and /ask over 10,000 passages, 100,000 and a million: answers, disk and memory at each size.

Passages are made up: six sentences of twenty words each, drawn from a vocabulary whose frequencies follow
Zipf's law with the real stop words on top. Vectors are made up, too: noise around centroids, a thousand
passages each; the model would take a day for a million. Queries are encoded by the real model and then
replaced by a vector near a stored one, so that encoding costs its time and the index meets a likely vector.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import func, insert, select

from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present
from store.codec import digest, pack
from store.db import Database
from store.embeddings import PACKAGED, Embedder, SentenceTransformerEmbedder, Vectors
from store.library import Library
from store.models import ArticleRow, PassageRow, ReadingRow, RevisionRow, VectorRow
from store.search import word_index
from store.terms import stop_words
from store.types import Layout, Metadata, Reading, Sentence, Span
from store.vectors import VectorIndex, keep_index
from tests.bench.memory import memory_of
from tests.bench.table import Row, percentile, say
from tests.bench.world import Names

SIZES = (10_000, 100_000, 1_000_000)
PER_ARTICLE, SENTENCES, WORDS = 5, 6, 20  # passages, sentences of a passage, words of a sentence
VOCABULARY = 60_000
PER_CENTROID, NOISE = 1_000, 0.5
BATCH = 2_000  # articles written at once
QUESTIONS, WARM = 60, 5
DIMENSION = 384


class MadeUp:
    """Vectors around centroids, by number."""

    name, dimension = PACKAGED, DIMENSION

    def __init__(self, passages: int) -> None:
        self._passages = passages
        count = max(1, passages // PER_CENTROID)
        self._centroids = np.random.default_rng(1).standard_normal((count, DIMENSION), dtype=np.float32)

    def around(self, numbers: Sequence[int], seed: int) -> Vectors:
        noise = np.random.default_rng(seed).standard_normal((len(numbers), DIMENSION), dtype=np.float32)
        made = self._centroids[np.array(numbers) % len(self._centroids)] + NOISE * noise
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError("made-up vectors have no words")


class Likely:
    """The real model's time, and vectors that are near stored ones."""

    name, dimension = PACKAGED, DIMENSION

    def __init__(self, model: Embedder, made_up: MadeUp) -> None:
        self._model, self._made_up = model, made_up

    def encode(self, texts: Sequence[str]) -> Vectors:
        self._model.encode(texts)
        seed = len(texts[0])
        return self._made_up.around([seed * 7 + n for n in range(len(texts))], seed)


@dataclass(frozen=True, slots=True)
class Built:
    url: str
    passages: int
    seconds: float
    indexing: float
    words: Sequence[str]


def measure(scratch: Path, most: int) -> Iterator[Row]:
    """Two rows a size for the answers, one for what it took."""
    model = SentenceTransformerEmbedder(threads=1)
    for passages in [size for size in SIZES if size <= most]:
        made_up = MadeUp(passages)
        built = _build(scratch / f"search-{passages}.db", passages, made_up)
        library = Library.open(built.url)
        library.use(Likely(model, made_up))
        for name in ("/search", "/ask"):
            yield _answers(library, name, built)
        yield _cost(scratch, built)
        yield _recall(built, made_up)
        library.close()


def _answers(library: Library, name: str, built: Built) -> Row:
    say(f"{name} over {built.passages:,} passages")
    ask, dice, times = Ask(library, date(2025, 1, 1)), random.Random(3), []
    for _ in range(QUESTIONS + WARM):
        line = f"{name} {_query(built.words, dice)}"
        started = time.perf_counter()
        plain(present(ask, line).checked)
        times.append(1000 * (time.perf_counter() - started))
    middle, high = percentile(times[WARM:], 50), percentile(times[WARM:], 95)
    wish = 100 if built.passages <= 100_000 else 200
    memory = memory_of(os.getpid()).proportional
    return Row(
        f"`{name}`",
        f"p50 {middle:.0f} ms, **p95 {high:.0f} ms**",
        f"wanted below {wish} ms; memory of the process {memory:.0f} MB, the model's 400 among them",
        f"{built.passages:,} passages, {QUESTIONS} queries",
    )


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


def _build(path: Path, passages: int, made_up: MadeUp) -> Built:
    say(f"{passages:,} passages")
    url, words = f"sqlite:///{path}", _vocabulary()
    started = time.perf_counter()
    Library.open(url).close()
    database = Database(url)
    chances = np.cumsum(1.0 / (np.arange(len(words)) + 2.7))
    for first in range(0, passages // PER_ARTICLE, BATCH):
        _write(database, first, min(BATCH, passages // PER_ARTICLE - first), (words, chances, made_up))
    written = time.perf_counter()
    keep_index(database, made_up)
    with database.reading() as session:
        count = session.scalar(select(func.count()).select_from(PassageRow)) or 0
    database.close()
    return Built(url, count, written - started, time.perf_counter() - written, words)


def _vocabulary() -> list[str]:
    names = Names(5)
    made = [names.word(2 + n % 2).lower() for n in range(VOCABULARY)]
    return [*sorted(stop_words()), *made]


def _write(database: Database, first: int, count: int, made: tuple[Sequence[str], Vectors, MadeUp]) -> None:
    words, chances, made_up = made
    drawn = np.random.default_rng(first).random((count, PER_ARTICLE * SENTENCES, WORDS)) * chances[-1]
    ranks = np.searchsorted(chances, drawn)
    articles, revisions, readings, passages = [], [], [], []
    for row in range(count):
        number = first + row + 1
        text, sentences = _article([[words[rank] for rank in sentence] for sentence in ranks[row]])
        spans = [sentences[n : n + SENTENCES] for n in range(0, len(sentences), SENTENCES)]
        articles.append(_article_row(number))
        revisions.append(_revision_row(number, text))
        readings.append(_reading_row(number, sentences))
        for place, group in enumerate(spans):
            span = Span(group[0].start, group[-1].end)
            passages.append((number * PER_ARTICLE + place, number, span, text))
    vectors = made_up.around([passage[0] for passage in passages], first)
    with database.writing() as session:
        session.execute(insert(ArticleRow), articles)
        session.execute(insert(RevisionRow), revisions)
        session.execute(insert(ReadingRow), readings)
        keys = [digest(str(passage[0])) for passage in passages]
        session.execute(
            insert(PassageRow),
            [
                {"id": i, "article_id": a, "start": s.start, "end": s.end, "text_sha256": key}
                for (i, a, s, _), key in zip(passages, keys, strict=True)
            ],
        )
        word_index("sqlite").add(session, [(i, s.of(text), "") for i, _, s, text in passages])
        session.execute(
            insert(VectorRow),
            [
                {"text_sha256": key, "model": PACKAGED, "dimension": DIMENSION, "vector": v.tobytes()}
                for key, v in zip(keys, vectors.astype(np.float16), strict=True)
            ],
        )


def _article(sentences: Sequence[Sequence[str]]) -> tuple[str, list[Span]]:
    text, spans = "", []
    for sentence in sentences:
        start = len(text)
        text += " ".join(sentence).capitalize() + "."
        spans.append(Span(start, len(text)))
        text += " "
    return text, spans


def _article_row(number: int) -> dict[str, object]:
    return {
        "id": number,
        "text_sha256": digest(str(number)),
        "given_key": "",
        "path": f"{number:07d}.txt",
        "language": "en",
        "added_at": datetime(2024, 1, 1, tzinfo=UTC),
        "origin_id": number,
        "boilerplate": [],
    }


def _revision_row(number: int, text: str) -> dict[str, object]:
    return {
        "article_id": number,
        "revision": 1,
        "text": text,
        "details": {},
        "sha256": digest(str(number)),
        "encoding": "utf-8",
        "front_length": 0,
        "read_at": datetime(2024, 1, 1, tzinfo=UTC),
    }


def _reading_row(number: int, sentences: Sequence[Span]) -> dict[str, object]:
    kept = tuple(Sentence(span, 0) for span in sentences)
    whole = Span(0, sentences[-1].end)
    reading = Reading("bench", Layout(None, (whole,)), Metadata(), "en", sentences=kept)
    return {"article_id": number, "revision": 1, "version": "bench", "facts": pack(reading), "features": b""}
