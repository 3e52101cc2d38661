"""Sentences of a brief as answers show them: in marks, cited, dated or called undated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.analysis.brief import Chosen
from handlers.briefs import ReadArticles
from handlers.cite import day, quoted, relative_in, relative_times, undated_label
from handlers.doc import Block, Cite, Evidence, Heading, House, Item, Line, Source, evidence, source_of


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a brief; `relative` is the time that needs the date its article does not have."""

    words: Evidence
    source: Source
    same: tuple[int, ...] = ()
    relative: Evidence | None = None


def told_of(chosen: Sequence[Chosen], read: ReadArticles) -> tuple[Told, ...]:
    """The chosen sentences with their sources."""
    numbers = {pick.article for pick in chosen}
    times = {number: relative_times(read.articles[number], read.outlines[number]) for number in numbers}
    made = ((evidence(read.articles[pick.article], (pick.span,)), pick) for pick in chosen)
    return tuple(
        Told(
            words,
            source_of(read.articles[pick.article]),
            pick.same,
            relative_in(read.articles[pick.article], (pick.span,), times),
        )
        for words, pick in made
    )


def told_section(title: House, told: Sequence[Told]) -> Iterator[Block]:
    """A heading and its sentences, or nothing."""
    if told:
        yield Heading((title,), level=2)
        yield from map(told_item, told)


def told_item(told: Told) -> Item:
    """“About 40 people died.” [1] · 5 March 2024"""
    return Item(told_line(told), bullet=True)


def told_line(told: Told) -> Line:
    """The same as a line."""
    cites: Line = (*quoted(told.words), house.SPACE(), Cite((told.source.article, *told.same)))
    return house.dots(cites, day(told.source), undated_label(told.relative))
