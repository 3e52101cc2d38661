"""Stories of articles that come one at a time: the label each had on arrival, and its label in the end."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from store.library import Library
from tests.fakes.readers import InlineReaders

SETTLED = 1_000_000_000  # seconds: files of that age need no wait until they stand still


def predict_clusters(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One ingest an article, in the order of SHA-1 of the id; an article that is rejected has no story."""
    arriving = sorted(rows, key=lambda row: hashlib.sha1(row["id"].encode()).hexdigest())
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        library = Library.open(f"sqlite:///{scratch}/desk.db", InlineReaders)
        try:
            yield from _arrivals(library, folder, arriving)
        finally:
            library.close()


def _arrivals(library: Library, folder: Path, arriving: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    numbers: dict[str, int] = {}
    first: dict[str, str] = {}
    for place, row in enumerate(arriving):
        path = folder / f"{place:05d}.txt"
        path.write_text(_file(row), encoding="utf-8", newline="")
        os.utime(path, (SETTLED, SETTLED))
        for report in library.ingest(folder, only=[path]).files:
            if report.article is not None:
                numbers[row["id"]] = report.article
                first[row["id"]] = _story(library, report.article)
    for row in arriving:
        if row["id"] in numbers:
            yield {"id": row["id"], "story": _story(library, numbers[row["id"]]), "first": first[row["id"]]}


def _story(library: Library, article: int) -> str:
    return f"story {library.article(article).story}"


def _file(row: dict[str, Any]) -> str:
    """Date and source go where a user's file has them: into front matter."""
    date = f"published: {row['date']}\n" if row.get("date") else ""
    outlet = f"outlet: {row['source']}\n" if row.get("source") else ""
    return f"---\n{date}{outlet}---\n{row['text']}" if date or outlet else str(row["text"])
