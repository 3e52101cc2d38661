"""Ingest of new articles against plain spaCy over the same texts, run after run in turn."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.bench import baseline
from tests.bench.command import Ingested, Place, ingest
from tests.bench.table import Row, say
from tests.bench.texts import generate, write


def measure(scratch: Path, articles: int, runs: int) -> Iterator[Row]:
    """Each run reads the same folder into an empty database."""
    folder = scratch / "new"
    write(folder, generate(articles))
    plain: list[baseline.Plain] = []
    ingested: list[Ingested] = []
    for number in range(runs):
        say(f"ingest of {articles} articles, run {number + 1} of {runs}")
        plain.append(baseline.measure(folder, split=number == 0))
        ingested.append(ingest(Place(folder, scratch / f"new-{number}" / "desk.db")))
        shutil.rmtree(scratch / f"new-{number}")
    yield from _rows(plain, ingested, f"{articles:,} new articles, {plain[0].tokens:,} tokens")


def _rows(plain: list[baseline.Plain], ingested: list[Ingested], over: str) -> Iterator[Row]:
    yield _speed(plain, ingested, over)
    yield _work(plain, ingested, over)
    median = statistics.median(one.seconds for one in ingested)
    middle = min(ingested, key=lambda one: abs(one.seconds - median))
    extraction = 100 * plain[0].extraction
    inside = f"inside read: parse {100 - extraction:.0f} %, extraction {extraction:.0f} %"
    yield Row("its stages", middle.shares, inside, over)
    peak = max((one.done.memory for one in ingested), key=lambda memory: memory.proportional)
    yield Row("its most memory, all processes", str(peak), "wanted below 1,600 MB", over)


def _speed(plain: list[baseline.Plain], ingested: list[Ingested], over: str) -> Row:
    """By the clock: each run's ratio, and their median."""
    tokens, facts = plain[0].tokens, ingested[0].facts
    rate = tokens / statistics.median(one.seconds for one in plain)
    seconds = statistics.median(one.seconds for one in ingested)
    ratios = [one.seconds / other.seconds for one, other in zip(plain, ingested, strict=True)]
    each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    times = f"**{statistics.median(ratios):.2f} times** ({each}); wanted 1.3, aim 3"
    return Row(
        "ingest, from new files to linked facts",
        f"{tokens / seconds:,.0f} tokens/s, {facts / seconds:,.0f} facts/s, {seconds:.0f} s",
        f"plain `nlp.pipe`: {rate:,.0f} tokens/s; {times}",
        over,
    )


def _work(plain: list[baseline.Plain], ingested: list[Ingested], over: str) -> Row:
    """By the processor: other programs on the machine change this least."""
    articles = len(ingested[0].report["files"])
    ours = 1000 * statistics.median(one.done.worked for one in ingested) / articles
    theirs = 1000 * statistics.median(one.worked for one in plain) / articles
    beside = f"plain `nlp.pipe`, one process: {theirs:.0f} ms"
    return Row("its processor time, all processes", f"{ours:.0f} ms an article", beside, over)
