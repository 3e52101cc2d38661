"""Rankings of /search and confidence of /ask as the scorer wants them: one folder is one library."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from handlers.commands.ask import AskAnswer
from handlers.registry import Ask, answer
from store.embeddings import Embedder, SentenceTransformerEmbedder, Vectors
from store.library import Library
from tests.eval.temporary import temporary_library

DEPTH = 100  # the scorer reads no further
TODAY = date(2025, 1, 1)


class Remembering:
    """Encodes each text once: /search and /ask of one question share its vectors."""

    def __init__(self, model: Embedder) -> None:
        self._model, self.name, self.dimension = model, model.name, model.dimension
        self._known: dict[tuple[str, ...], Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        key = tuple(texts)
        if key not in self._known:
            self._known[key] = self._model.encode(texts)
        return self._known[key]


def predict_retrieval(folder: Path) -> Iterator[dict[str, Any]]:
    """One line a query, in the order of the file. Says on standard error how long each stage took."""
    documents, queries = _rows(folder / "docs.jsonl"), _rows(folder / "queries.jsonl")
    started = time.monotonic()
    with temporary_library({row["id"]: _file(row) for row in documents}) as (library, articles):
        _say(f"{folder.name}: {len(articles)} documents read", started)
        model = SentenceTransformerEmbedder(threads=2)
        made = library.embed(model)
        library.use(Remembering(model))
        _say(f"{folder.name}: {made} passages embedded", started)
        names: dict[int, list[str]] = {}
        for name, article in articles.items():
            names.setdefault(article.id, []).append(name)
        for query in queries:
            yield _predict(library, names, query)
        _say(f"{folder.name}: {len(queries)} queries answered", started)


def _predict(library: Library, names: dict[int, list[str]], query: dict[str, Any]) -> dict[str, Any]:
    words = " ".join(query["text"].split())
    hits = library.search(words, limit=DEPTH).hits
    asked = answer(Ask(library, TODAY), f"/ask {words}").value
    told = asked.told if isinstance(asked, AskAnswer) else ()
    return {
        "query": query["id"],
        "ranking": [name for hit in hits for name in names[hit.article]],
        "confidence": asked.confidence if isinstance(asked, AskAnswer) else 0.0,
        "sentences": [{"doc": names[t.words.article][0], "text": t.words.text} for t in told],
    }


def _file(row: dict[str, Any]) -> str:
    """Title, source and date go where a user's file has them: into front matter."""
    fields = {"title": row.get("title"), "outlet": row.get("source")}
    lines = [f"{name}: {_quoted(str(value))}" for name, value in fields.items() if value]
    lines += [f"published: {row['date']}"] if row.get("date") else []
    front = "".join(f"{line}\n" for line in lines)
    return f"---\n{front}---\n{row['text']}" if front else str(row["text"])


def _quoted(words: str) -> str:
    return '"' + " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _say(what: str, started: float) -> None:
    print(f"{what}, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
