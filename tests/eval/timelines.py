"""Timelines as the scorer wants them: one library of the whole stream, a timeline a query."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from handlers.analysis.timeline import Entry
from handlers.doc import fold
from handlers.timelines import stories_of_topic, timeline_of
from store.library import Library
from store.workers import Readers, ReadingPool
from tests.eval.temporary import temporary_library

STREAM = "timeline_stream.jsonl"


def predict_timelines(
    gold: Path, readers: Callable[[int], ReadingPool] = Readers
) -> Iterator[dict[str, Any]]:
    """One line a query of the gold file, whose dated updates stand beside it."""
    queries, stream = _rows(gold), _rows(gold.with_name(STREAM))
    with temporary_library({row["id"]: _file(row) for row in stream}, readers) as (library, _):
        for query in queries:
            yield {"id": query["id"], "timeline": list(_timeline(library, query["query"]))}


def _timeline(library: Library, query: str) -> Iterator[dict[str, str]]:
    numbers = [number for story in stories_of_topic(library, query) for number in story.articles]
    for entry in timeline_of(library, numbers).events.dated:
        yield {"date": str(entry.when.day), "text": _told(entry)}


def _told(entry: Entry) -> str:
    """The entry as /timeline in full tells it."""
    return " ".join(fold(span.of(entry.main.doc.text)) for span in entry.main.spans)


def _file(row: dict[str, Any]) -> str:
    """The date goes where a user's file has it; some texts of these data have their line ends escaped."""
    text = str(row["text"]).replace("\\n", "\n")
    return f"---\ndate: {row['date']}\n---\n{text}"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
