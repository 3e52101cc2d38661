"""A library for one evaluation: default settings, read when settled, gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from store.library import Library
from store.types import Article, ArticleFilter
from store.workers import Readers, ReadingPool


@contextmanager
def temporary_library(
    texts: Mapping[str, str], readers: Callable[[int], ReadingPool] = Readers
) -> Iterator[tuple[Library, dict[str, Article]]]:
    """A library of these texts and its articles by their names; rejected texts are left out."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        names = {f"{number:05d}.txt": name for number, name in enumerate(texts)}
        for file, name in names.items():
            (folder / file).write_text(texts[name], encoding="utf-8", newline="")
        library = Library.open(f"sqlite:///{scratch}/desk.db", readers)
        try:
            library.ingest(folder)
            found, _ = library.articles(ArticleFilter(), limit=len(texts))
            yield library, {names[path]: article for article in found for path in article.paths}
        finally:
            library.close()
