"""Briefs as the scorers want them: one item is one library, told at the length that its scorer cuts at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Any

from handlers.analysis.brief import Budget, Chosen
from handlers.briefs import read_articles
from handlers.doc import fold
from store.extract.read import Product, Task
from store.library import Library
from store.types import Article, Metadata, RawArticle
from store.workers import Readers
from tests.eval.temporary import temporary_library

WORDS = {"background": 150, "ecb_events": 120, "opinosis": 30}
Row = dict[str, Any]


class KeptReaders:
    """Reads each text once, for all libraries: the items of a long story share most of their articles."""

    def __init__(self, texts: Iterable[str]) -> None:
        tasks = [Task(RawArticle("", "", "utf-8", 0, text, Metadata())) for text in dict.fromkeys(texts)]
        with Readers() as readers:
            products = readers.read(tasks)
            self._kept = {
                task.raw.text: replace(product, parse=b"")
                for task, product in zip(tasks, products, strict=True)
            }

    def __call__(self, workers: int) -> KeptReaders:
        return self

    def __enter__(self) -> KeptReaders:
        return self

    def __exit__(self, *_: object) -> None: ...

    def read(self, tasks: Iterable[Task]) -> Iterator[Product]:
        for task in tasks:
            yield replace(self._kept[task.raw.text], path=task.raw.path)


def predict_summaries(rows: list[Row]) -> Iterator[Row]:
    """One line an item, in the order of the file."""
    readers = KeptReaders(_text(doc) for row in rows for doc in row["docs"])
    for row in rows:
        texts = {doc["id"]: _file(doc) for doc in row["docs"]}
        with temporary_library(texts, readers) as (library, articles):
            yield {"id": row["id"], "sentences": list(_sentences(row, library, articles))}


def kind_of(row: Row) -> str:
    """Background items have the day's update, events the weights of their chains."""
    if "update" in row:
        return "background"
    return "ecb_events" if "weights" in row else "opinosis"


def _sentences(row: Row, library: Library, articles: Mapping[str, Article]) -> Iterator[Row]:
    names = {article.id: name for name, article in reversed(list(articles.items()))}
    ordered, _ = library.articles(limit=len(names))
    read = read_articles(library, [article.id for article in ordered])
    docs = {doc["id"]: doc for doc in row["docs"]}
    for chosen in read.brief(Budget(sentences=None, words=WORDS[kind_of(row)])).sentences:
        doc = docs[names[chosen.article]]
        text = fold(chosen.span.of(read.articles[chosen.article].text))
        yield {"doc": doc["id"], "text": text, "index": _index(doc, chosen)}


def _index(doc: Row, chosen: Chosen) -> int:
    """The annotated sentence that a sentence shares most with; where there are none, its own place."""
    if "sentences" not in doc:
        return chosen.index
    ends = list(accumulate(len(sentence) + 1 for sentence in doc["sentences"]))
    starts = [0, *ends]
    shared = [
        min(end, chosen.span.end) - max(start, chosen.span.start)
        for start, end in zip(starts, ends, strict=False)
    ]
    return shared.index(max(shared))


def _text(doc: Row) -> str:
    """Some texts of these data have their line ends escaped."""
    return "\n".join(doc["sentences"]) if "sentences" in doc else str(doc["text"]).replace("\\n", "\n")


def _file(doc: Row) -> str:
    return f"---\ndate: {doc['date']}\n---\n{_text(doc)}" if doc.get("date") else _text(doc)
