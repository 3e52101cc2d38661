"""Stage read: one decoded article -> its local facts. Pure: no database, no clock, no other article."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.codec import pack
from store.errors import SeedError
from store.extract import parse
from store.extract.boilerplate import candidate_lines
from store.extract.features import find_features
from store.extract.language import detect
from store.extract.layout import find_layout, has_content
from store.extract.metadata import infer_metadata
from store.types import Layout, RawArticle, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "9"  # raise it when a rule changes: stored articles are read again, from their kept parses
MOST_QUOTES = 1_000  # of one article: more is no news
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """One article to read, with its kept parse when the cache has one."""

    raw: RawArticle
    parse: bytes = b""
    parse_key: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """What stage read made of one task: packed facts, or the reason why there are none."""

    path: str
    reading: Reading | None = None
    packed: bytes = b""
    features: bytes = b""
    parse: bytes = b""  # empty when the kept one was used
    parse_key: str = ""
    why: str = ""


def read_all(tasks: Sequence[Task]) -> list[Product]:
    """Read a chunk of articles, in order. One that fails is a product with a reason; the others go on."""
    plans = [_plan(task.raw) for task in tasks]
    docs = _docs(tasks, plans)
    return [_product(task, plan, docs) for task, plan in zip(tasks, plans, strict=True)]


@dataclass(frozen=True, slots=True)
class _Plan:
    layout: Layout
    language: str
    masked: str
    key: str


def _plan(raw: RawArticle) -> _Plan:
    layout = find_layout(raw.text)
    language = raw.metadata.language or detect(raw.text, layout)
    masked = parse.mask(raw.text, layout) if language == "en" else ""
    key = hashlib.sha256(f"{parse.PACKAGE_VERSION}\n{masked}".encode("utf-8", "surrogatepass")).hexdigest()
    return _Plan(layout, language, masked, key)


def _docs(tasks: Sequence[Task], plans: Sequence[_Plan]) -> Iterator[tuple[Doc, bool] | None]:
    """Per task its parse and whether it is new; None where nothing is parsed."""
    fresh = parse.parse(
        plan.masked for task, plan in zip(tasks, plans, strict=True) if plan.masked and not _kept(task, plan)
    )
    for task, plan in zip(tasks, plans, strict=True):
        if not plan.masked:
            yield None
        elif _kept(task, plan):
            yield parse.load(task.parse), False
        else:
            yield next(fresh), True


def _kept(task: Task, plan: _Plan) -> bool:
    return bool(task.parse) and task.parse_key == plan.key


def _product(task: Task, plan: _Plan, docs: Iterator[tuple[Doc, bool] | None]) -> Product:
    raw, found = task.raw, next(docs)
    if not has_content(raw.text, plan.layout):
        return Product(raw.path, why="only boilerplate or no words: nothing to read")
    doc, fresh = found or (None, False)
    try:
        reading = _reading(raw, plan, doc)
    except SeedError as error:
        return Product(raw.path, why=error.why)
    lines = candidate_lines(raw.text, plan.layout)
    features = find_features(raw.text, plan.layout.boilerplate, lines, doc)
    return Product(
        path=raw.path,
        reading=reading,
        packed=pack(reading),
        features=pack(features),
        parse=parse.dump(doc) if doc is not None and fresh else b"",
        parse_key=plan.key,
    )


def _reading(raw: RawArticle, plan: _Plan, doc: Doc | None) -> Reading:
    reading = Reading(
        version=VERSION,
        layout=plan.layout,
        metadata=infer_metadata(raw.text, plan.layout),
        language=plan.language,
        parsed=min(len(raw.text), parse.BUDGET) if doc is not None else 0,
        notes=(*raw.notes, *_notes(raw, plan)),
    )
    return _with_facts(reading, doc) if doc is not None else reading


def _notes(raw: RawArticle, plan: _Plan) -> tuple[str, ...]:
    if plan.language != "en":
        return (f"language {plan.language}: stored and searchable, no facts taken",)
    if len(raw.text) > parse.BUDGET:
        return (f"{parse.BUDGET:,} of {len(raw.text):,} characters parsed, the rest is searchable only",)
    return ()


def _with_facts(reading: Reading, doc: Doc) -> Reading:
    from store.extract.casualties import MOST_CLAIMS, find_claims
    from store.extract.people import find_people
    from store.extract.quotes import find_quotes
    from store.extract.sentences import find_sentences
    from store.extract.times import find_anchors

    layout = reading.layout
    people = find_people(doc, layout)
    claims, quotes = find_claims(doc, layout), find_quotes(doc, layout, people)
    notes = list(reading.notes)
    if len(quotes) > MOST_QUOTES:
        notes.append(f"the first {MOST_QUOTES:,} statements taken, the rest is searchable only")
    if len(claims) == MOST_CLAIMS:
        notes.append(f"the first {MOST_CLAIMS:,} casualty figures taken, the rest is searchable only")
    return replace(
        reading,
        sentences=find_sentences(doc, layout),
        people=people,
        anchors=find_anchors(doc, layout),
        quotes=quotes[:MOST_QUOTES],
        claims=claims,
        notes=tuple(notes),
    )
