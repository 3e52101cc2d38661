"""Stories of articles that come one at a time: each one's number on arrival, where that number leads in the
end, and its number in the end."""

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
    arrival: dict[str, int] = {}
    for place, row in enumerate(arriving):
        path = folder / f"{place:05d}.txt"
        path.write_text(_file(row), encoding="utf-8", newline="")
        os.utime(path, (SETTLED, SETTLED))
        for report in library.ingest(folder, only=[path]).files:
            if report.article is not None:
                numbers[row["id"]] = report.article
                arrival[row["id"]] = _story(library, report.article)
    for row in arriving:
        if row["id"] in numbers:
            first = arrival[row["id"]]
            forwarded = library.story(first).id
            told = {
                "story": _story(library, numbers[row["id"]]),
                "arrival": first,
                "forwarded": forwarded,
            }
            yield {"id": row["id"], **{name: f"story {number}" for name, number in told.items()}}


def _story(library: Library, article: int) -> int:
    story = library.article(article).story
    if story is None:
        raise LookupError(f"article {article} is in no story")
    return story


def _file(row: dict[str, Any]) -> str:
    """Date and source go where a user's file has them: into front matter."""
    date = f"published: {row['date']}\n" if row.get("date") else ""
    outlet = f"outlet: {row['source']}\n" if row.get("source") else ""
    return f"---\n{date}{outlet}---\n{row['text']}" if date or outlet else str(row["text"])
