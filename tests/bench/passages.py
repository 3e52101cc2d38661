"""Made-up libraries of many passages, written in bulk.

Passages are six sentences of twenty words each, drawn from a vocabulary whose frequencies follow Zipf's law
with the real stop words on top. Vectors are made up, too: noise around centroids, a thousand passages each;
the model would take a day for a million.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import numpy as np
from sqlalchemy import insert, text

from store.codec import digest, pack
from store.db import Database
from store.embeddings import PACKAGED, Vectors
from store.library import Library
from store.models import ArticleRow, PassageRow, ReadingRow, RevisionRow, VectorRow
from store.search import word_index
from store.terms import stop_words
from store.types import Layout, Metadata, Reading, Sentence, Span
from store.vectors import keep_index
from tests.bench.table import say
from tests.bench.world import Names

PER_ARTICLE, SENTENCES, WORDS = 5, 6, 20  # passages, sentences of a passage, words of a sentence
VOCABULARY = 60_000
PER_CENTROID, NOISE = 1_000, 0.5
BATCH = 2_000  # articles written at once
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


@dataclass(frozen=True, slots=True)
class Built:
    url: str
    passages: int
    seconds: float
    indexing: float
    words: Sequence[str]


def build(url: str, note: Path, passages: int, made_up: MadeUp) -> Built:
    """Write and index a library; one that an earlier run finished, and left its note of, is used again."""
    say(f"{passages:,} passages")
    words = _vocabulary()
    if not note.is_file():
        Library.open(url).close()
        database = Database(url)
        started = time.perf_counter()
        _fill(database, passages, words, made_up)
        written = time.perf_counter()
        keep_index(database, made_up)
        took = {"written": written - started, "indexed": time.perf_counter() - written}
        database.analyze()
        database.close()
        note.write_text(json.dumps(took), encoding="utf-8")
    took = json.loads(note.read_text(encoding="utf-8"))
    return Built(url, passages, took["written"], took["indexed"], words)


def _fill(database: Database, passages: int, words: Sequence[str], made_up: MadeUp) -> None:
    if database.sqlite:  # fewer merges of the index of words while it is filled
        larger = "INSERT INTO passage_words (passage_words, rank) VALUES ('hashsize', 33554432)"
        with database.writing() as session:
            session.execute(text(larger))
    chances = np.cumsum(1.0 / (np.arange(len(words)) + 2.7))
    for first in range(0, passages // PER_ARTICLE, BATCH):
        _write(database, first, min(BATCH, passages // PER_ARTICLE - first), (words, chances, made_up))


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
        article, sentences = _article([[words[rank] for rank in sentence] for sentence in ranks[row]])
        spans = [sentences[n : n + SENTENCES] for n in range(0, len(sentences), SENTENCES)]
        articles.append(_article_row(number))
        revisions.append(_revision_row(number, article))
        readings.append(_reading_row(number, sentences))
        for place, group in enumerate(spans):
            span = Span(group[0].start, group[-1].end)
            passages.append((number * PER_ARTICLE + place, number, span, article))
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
        word_index(database.engine.dialect.name).add(
            session, [(i, s.of(whole), "") for i, _, s, whole in passages]
        )
        session.execute(
            insert(VectorRow),
            [
                {"text_sha256": key, "model": PACKAGED, "dimension": DIMENSION, "vector": v.tobytes()}
                for key, v in zip(keys, vectors.astype(np.float16), strict=True)
            ],
        )


def _article(sentences: Sequence[Sequence[str]]) -> tuple[str, list[Span]]:
    parts = [" ".join(sentence).capitalize() + "." for sentence in sentences]
    ends = list(accumulate(len(part) + 1 for part in parts))
    spans = [Span(end - len(part) - 1, end - 1) for part, end in zip(parts, ends, strict=True)]
    return " ".join(parts), spans


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
