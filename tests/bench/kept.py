"""Parses for a large store at the price of a small one.

Paragraphs of one form differ in names and figures only, token by token. Each form is parsed once; an
article's parse is put together from those of its forms and laid into the library's cache of parses before
the ingest, which then does everything else for real: decoding, extraction, passages, writing, linking.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from store.codec import digest
from store.db import Database
from store.extract import parse
from store.extract.layout import find_layout
from store.extract.read import Product, Task, read_all
from store.parses import keep_parse
from store.readers import read_file
from store.types import RawArticle
from tests.bench.texts import Generated

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 500  # parses written at once
ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]
LEMMA, HEAD = ATTRIBUTES.index("LEMMA"), ATTRIBUTES.index("HEAD")
TO_THE_LEFT = np.uint64(2**64 - 1)  # HEAD counts from the token itself

Table = NDArray[np.uint64]


class CacheUnused(Exception):
    """The reader did not take a parse that was put together: its key has changed."""


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    table: Table  # a row a token, a column an attribute


def keep_parses(database: Database, root: Path, articles: Sequence[Generated]) -> int:
    """Fill the cache of parses; returns how many articles are left to the parser. Raises CacheUnused."""
    forms = _parse_forms(articles)
    left = 0
    ready: list[tuple[RawArticle, Task]] = []
    for article in articles:
        raw = read_file(root, article.path)
        task = _task(raw, article, forms)
        left += task is None
        ready += [(raw, task)] if task else []
        if len(ready) >= BATCH:
            _write(database, ready)
            ready = []
    _write(database, ready)
    return left


def _parse_forms(articles: Iterable[Generated]) -> dict[str, _Form]:
    """Parse each form once, as the first article fills it."""
    texts: dict[str, str] = {}
    for article in articles:
        for paragraph in article.paragraphs:
            texts.setdefault(paragraph.form, paragraph.text)
    docs = parse.parse(texts.values())
    return {
        form: _Form(tuple(token.text for token in doc), np.asarray(doc.to_array(ATTRIBUTES), dtype=np.uint64))
        for form, doc in zip(texts, docs, strict=True)
    }


def _task(raw: RawArticle, article: Generated, forms: dict[str, _Form]) -> Task | None:
    """The article with its parse; None when a paragraph is not found token by token."""
    masked = parse.mask(raw.text, find_layout(raw.text))
    doc = _compose(masked, article, forms)
    return Task(raw, parse.dump(doc), _key(masked)) if doc is not None else None


def _key(masked: str) -> str:
    """As stage read keys a parse; `_write` notices when that has changed."""
    return hashlib.sha256(f"{parse.PACKAGE_VERSION}\n{masked}".encode()).hexdigest()


def _compose(masked: str, article: Generated, forms: dict[str, _Form]) -> Doc | None:
    doc = parse.pipeline().make_doc(masked)
    table = _gaps(doc)
    for (start, end), paragraph in zip(_places(masked, article), article.paragraphs, strict=True):
        span, form = doc.char_span(start, end), forms[paragraph.form]
        if span is None or len(span) != len(form.words):
            return None
        table[span.start : span.end] = form.table
        for token, word in zip(span, form.words, strict=True):
            if token.text != word:
                table[token.i, LEMMA] = token.orth
    return doc.from_array(ATTRIBUTES, table)  # type: ignore[arg-type]  # the stub asks for int, HEAD needs uint64


def _places(masked: str, article: Generated) -> Iterator[tuple[int, int]]:
    """Where the paragraphs stand, in order."""
    at = 0
    for paragraph in article.paragraphs:
        at = max(at, masked.find(paragraph.text, at))
        yield at, at + len(paragraph.text)


def _gaps(doc: Doc) -> Table:
    """Rows of blank tokens, each hanging on the token before it."""
    strings = doc.vocab.strings
    values = {"TAG": "_SP", "POS": "SPACE", "DEP": "dep"}
    row = [strings[values[str(name)]] if name in values else 0 for name in ATTRIBUTES]
    table = np.tile(np.array(row, dtype=np.uint64), (len(doc), 1))
    table[1:, HEAD] = TO_THE_LEFT
    return table


def _write(database: Database, ready: Sequence[tuple[RawArticle, Task]]) -> None:
    for raw, task in ready[:1]:
        if read_all([task])[0].parse:
            raise CacheUnused(raw.path)
    with database.writing() as session:
        for raw, task in ready:
            product = Product(raw.path, parse=task.parse, parse_key=task.parse_key)
            keep_parse(session, digest(raw.text), product)
