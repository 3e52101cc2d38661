"""A large store, its second ingest, and the ingest of one more article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from store.db import Database
from store.embeddings import PACKAGED, Vectors
from store.library import Library
from store.types import Counts
from tests.bench.command import Ingested, Place, ingest
from tests.bench.kept import keep_parses
from tests.bench.table import Row, say, spread
from tests.bench.texts import Generated, generate, write

SEED = 2
EXTRA_SEED = 3


@dataclass(frozen=True, slots=True)
class LargeStore:
    """What was built: where, of what, how the ingest went, how many articles the parser had to read."""

    place: Place
    articles: Sequence[Generated]
    ingested: Ingested
    parsed: int
    counts: Counts

    @property
    def size(self) -> str:
        return f"{len(self.articles):,} articles"


class MadeUpVectors:
    """Vectors of the packaged model's name and size from hashes: the scan costs the same, at no wait.

    The model would take half an hour for 10,000 articles; queries are encoded by the real one.
    """

    name, dimension = PACKAGED, 384

    def encode(self, texts: Sequence[str]) -> Vectors:
        found = np.stack([self._noise(text) for text in texts])
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)

    def _noise(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self.dimension, dtype=np.float32)


def build(scratch: Path, articles: int) -> LargeStore:
    """Generate, lay the parses into the cache, ingest for real, then made-up vectors."""
    place = Place(scratch / "large", scratch / "large.db")
    say(f"store of {articles} articles: texts and parses")
    written = write(place.folder, generate(articles, SEED))
    Library.open(place.url).close()
    database = Database(place.url)
    parsed = keep_parses(database, place.folder, written)
    database.close()
    say(f"store of {articles} articles: ingest")
    ingested = ingest(place)
    say(f"store of {articles} articles: made-up vectors")
    library = Library.open(place.url)
    library.embed(MadeUpVectors())
    counts = library.counts()
    library.close()
    return LargeStore(place, written, ingested, parsed, counts)


def rows(store: LargeStore, runs: int) -> Iterator[Row]:
    """What the building took, then a second ingest and one more article."""
    facts = (
        f"{store.counts.quotes:,} statements, {store.counts.claims:,} figures, {store.counts.people:,} people"
    )
    over = f"{store.size}: {facts}, {store.counts.passages:,} passages"
    per_article = 1000 * store.ingested.seconds / len(store.articles)
    yield Row(
        "building that store, parses given",
        f"{store.ingested.seconds:.0f} s, {per_article:.0f} ms an article",
        store.ingested.shares,
        over,
    )
    yield Row(
        "its most memory, all processes", str(store.ingested.done.memory), "wanted below 1,600 MB", store.size
    )
    say("the same folder again")
    again = [ingest(store.place).done.seconds for _ in range(runs)]
    yield Row(
        "a second `dateline ingest`, nothing changed", spread(again, "s"), "wanted: seconds", store.size
    )
    yield _one_more(store, runs)


def _one_more(store: LargeStore, runs: int) -> Row:
    say("one more article at a time")
    added = []
    for number, article in enumerate(generate(runs, EXTRA_SEED)):
        (store.place.folder / f"extra-{number}.txt").write_text(article.text, encoding="utf-8")
        added.append(ingest(store.place))
    middle = sorted(added, key=lambda one: one.done.seconds)[len(added) // 2]
    seconds = spread([one.done.seconds for one in added], "s")
    return Row("`dateline ingest` of one more article", seconds, middle.shares, store.size)
