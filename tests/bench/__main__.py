"""`python -m tests.bench`: speed and memory, each beside what it is compared to, as one Markdown table.

All texts are generated. Sizes can be made smaller: `--articles 60 --store 500 --runs 1`. Nothing here
fails for being slow. Needs a quiet machine and, at full size, about an hour and a half and 8 GB of disk.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import answers, assign, embedding, ingest, large, quotations, search, start, story, telegram
from tests.bench.table import Row, print_table

PARTS = (
    *("ingest", "quotations", "embedding", "story", "search", "postgres", "assign"),
    *("large", "answers", "start", "telegram"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="new articles of the ingest")
    parser.add_argument("--store", type=int, default=10_000, help="articles of the large store")
    parser.add_argument("--passages", type=int, default=1_000_000, help="most passages of the search")
    parser.add_argument("--runs", type=int, default=3, help="runs of what is compared")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="parts to measure")
    parser.add_argument("--scratch", type=Path, help="keep texts and databases in this folder")
    asked = parser.parse_args()
    if asked.scratch is not None:
        asked.scratch.mkdir(parents=True, exist_ok=True)
        print_table(_rows(asked, asked.scratch))
        return
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        print_table(_rows(asked, Path(scratch)))


def _rows(asked: argparse.Namespace, scratch: Path) -> Iterator[Row]:
    fewer = max(5, asked.articles // 5)
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "ingest": lambda: ingest.measure(scratch, asked.articles, asked.runs),
        "quotations": lambda: quotations.measure(fewer, asked.runs),
        "embedding": lambda: embedding.measure(scratch, fewer, asked.runs),
        "story": lambda: story.measure(scratch),
        "search": lambda: search.measure(scratch, asked.passages),
        "assign": lambda: assign.measure(scratch, asked.store, asked.runs),
        "postgres": lambda: search.on_postgres(scratch, asked.passages),
    }
    for name, measure in parts.items():
        if name in asked.only:
            yield from measure()
    if not {"large", "answers", "start", "telegram"}.isdisjoint(asked.only):
        yield from _on_large_store(asked, scratch)


def _on_large_store(asked: argparse.Namespace, scratch: Path) -> Iterator[Row]:
    store = large.build(scratch, asked.store)
    if "large" in asked.only:
        yield from large.rows(store, asked.runs)
    if "answers" in asked.only:
        yield from answers.measure(store)
    if "start" in asked.only:
        yield from start.measure(scratch, store)
    if "telegram" in asked.only:
        yield from telegram.measure(store, asked.runs)  # last: it adds files


if __name__ == "__main__":
    main()
