"""Vectors of a library's passages against plain `SentenceTransformer.encode` of the same passages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from store.db import Database
from store.embeddings import BATCH, SentenceTransformerEmbedder, Vectors, packaged_folder
from store.library import Library
from store.vectors import missing
from tests.bench.command import Place, ingest
from tests.bench.table import Row, say
from tests.bench.texts import generate, write

WARM = 32  # passages encoded before the clock starts


class _Named:
    """The real model under another name, so that each run finds no vectors."""

    def __init__(self, model: SentenceTransformerEmbedder, name: str) -> None:
        self.name, self._model, self.dimension = name, model, model.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._model.encode(texts)


def measure(scratch: Path, articles: int, runs: int) -> Iterator[Row]:
    """Both on one thread, as the embedding process of a running desk."""
    place = Place(scratch / "embed", scratch / "embed.db")
    write(place.folder, generate(articles))
    ingest(place)
    passages = _passages(place)
    model, encode = SentenceTransformerEmbedder(threads=1), _plain_encoder()
    model.encode(passages[:WARM])
    encode(passages[:WARM])
    library = Library.open(place.url)
    plain, ours = [], []
    for number in range(runs):
        say(f"embedding of {len(passages)} passages, run {number + 1} of {runs}")
        plain.append(len(passages) / _seconds(lambda: encode(passages)))
        embed = partial(library.embed, _Named(model, f"run {number}"))
        ours.append(len(passages) / _seconds(embed))
    library.close()
    ratio = statistics.median(one / other for one, other in zip(ours, plain, strict=True))
    beside = (
        f"plain `encode`: {statistics.median(plain):.1f} passages/s; **{100 * ratio:.0f} %**; wanted 90 %"
    )
    over = f"{len(passages):,} passages of {articles} articles, {BATCH} a batch, one thread, {runs} runs"
    yield Row("embedding", f"{statistics.median(ours):.1f} passages/s", beside, over)


def _passages(place: Place) -> list[str]:
    database = Database(place.url)
    with database.reading() as session:
        found = [words for _, words in missing(session, "none", 0, 1_000_000)]
    database.close()
    return found


def _plain_encoder() -> Callable[[list[str]], object]:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(packaged_folder()), device="cpu")
    return lambda texts: plain.encode(texts, batch_size=BATCH, show_progress_bar=False)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
