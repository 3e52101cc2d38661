"""Plain text, for a pipe: no boxes, no wrapping, no folding; sources as [1] with a list at the end."""

from __future__ import annotations

from collections.abc import Iterator

from handlers import house
from handlers.chart import Chart
from handlers.cite import place
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
    House,
    Item,
    Line,
    Note,
    Passage,
    Source,
    fold,
)
from handlers.render.chart_text import summaries
from handlers.render.gate import Checked
from handlers.slots import print_day
from store.types import Origin


def plain(checked: Checked) -> str:
    """The whole answer, lines ended by LF."""
    doc = checked.doc
    lines = [line for block in doc.blocks for line in _block(block, doc)]
    return "\n".join((*lines, *_sources(doc))).strip("\n") + "\n"


def plain_line(line: Line, doc: Doc) -> str:
    """One line of text; citations carry the numbers of `doc`."""
    return "".join(_run(run, doc) for run in line)


def source_line(number: int, source: Source) -> str:
    """[1] Harbour Post, 3 March 2024, harbour-post.txt"""
    path = (source.path,) if source.outlet else ()
    return f"{short_source(number, source, *path)} (/article {source.article})"


def short_source(number: int, source: Source, *more: str) -> str:
    """[1] Harbour Post, 3 March 2024"""
    published = source.published
    when = print_day(published.day, published.precision) if published.day else "undated"
    if published.origin is Origin.CORRECTED:
        when += house.SET_HERE().text
    return f"[{number}] {fold(', '.join((place(source).text, when, *more)))}"


def _run(run: Evidence | House | Cite, doc: Doc) -> str:
    if isinstance(run, Cite):
        return "".join(f"[{doc.number(article)}]" for article in run.articles)
    return run.text


def _block(block: Block, doc: Doc) -> Iterator[str]:
    match block:
        case Heading(line):
            yield ""
            yield plain_line(line, doc)
        case Note(line):
            yield plain_line(line, doc)
        case Item(line, under, folded, bullet):
            yield ("• " if bullet else "") + plain_line(line, doc)
            yield from (f"  {plain_line(more, doc)}" for more in (*under, *folded))
        case Passage(words, facts):
            yield words.text
            yield from (f"    {plain_line(fact, doc)}" for fact in facts)
        case Chart():
            yield from ("", plain_line(block.title, doc))
            yield from (plain_line(line, doc) for line in summaries(block))
        case Actions(offers):
            yield from (offer.text for offer in offers)


def _sources(doc: Doc) -> Iterator[str]:
    if doc.sources:
        yield from ("", "Sources")
        yield from (source_line(number, source) for number, source in enumerate(doc.sources, 1))
