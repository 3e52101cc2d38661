"""A source opened: the passages that an answer took from it, with the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.cite import place, title
from handlers.doc import (
    Block,
    Doc,
    Evidence,
    Heading,
    Item,
    Line,
    MarkKind,
    Note,
    Source,
    evidence,
    source_of,
)
from handlers.slots import Day, Number, Path
from store.types import Article, Origin, Span

CONTEXT = 160  # characters shown on either side
_OUTLETS = {
    Origin.GIVEN: house.OUTLET_GIVEN,
    Origin.INFERRED: house.OUTLET_READ,
    Origin.CORRECTED: house.OUTLET_HERE,
}
_DATES = {
    Origin.GIVEN: house.DATE_GIVEN,
    Origin.INFERRED: house.DATE_READ,
    Origin.CORRECTED: house.DATE_HERE,
}
_BOTH = {
    Origin.GIVEN: house.BOTH_GIVEN,
    Origin.INFERRED: house.BOTH_READ,
    Origin.CORRECTED: house.BOTH_HERE,
}


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages of one article, the cited words marked; each with whether words before and after are left out.

    `line` is that of the first cited word, from 1; `basis` says where outlet and date come from.
    """

    source: Source
    line: int
    basis: Line
    cited: tuple[Evidence, ...]
    passages: tuple[tuple[Evidence, bool, bool], ...]

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        source = self.source
        when = (house.DAY(day=Day(source.published, source.article)),)
        yield Heading(house.dots((place(source),), when))
        if self.basis:
            yield Note(self.basis)
        path: Line = (house.PATH(path=Path(source.path, source.article)),) if source.outlet else ()
        yield Note(house.dots(path, (house.AT_LINE(number=Number(self.line)),)))
        if named := title(source):
            yield Note(named)
        for words, before, after in self.passages:
            begin, end = (house.CUT_BEFORE(),) if before else (), (house.CUT(),) if after else ()
            yield Item((*begin, words, *end))


def passages(article: Article, spans: Sequence[Span]) -> Passages:
    """The spans in their context; those whose contexts touch, together."""
    wanted = sorted(set(spans))
    return Passages(
        source_of(article),
        article.text.count("\n", 0, wanted[0].start) + 1,
        _basis(article),
        tuple(evidence(article, (span,)) for span in wanted),
        tuple(_passage(article, group) for group in neighbours(wanted)),
    )


def _basis(article: Article) -> Line:
    """outlet given with the file · date read from the text"""
    outlet, published = article.metadata.outlet, article.published
    of_outlet = outlet.origin if outlet else Origin.UNKNOWN
    of_date = published.origin if published.day or published.origin is Origin.CORRECTED else Origin.UNKNOWN
    if of_outlet is of_date and of_outlet in _BOTH:
        return (_BOTH[of_outlet](),)
    parts = (_OUTLETS.get(of_outlet), _DATES.get(of_date))
    return house.dots(*((said(),) for said in parts if said))


def neighbours(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Spans whose contexts touch, together."""
    group: list[Span] = []
    for span in spans:
        if group and span.start - max(s.end for s in group) > 2 * CONTEXT:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def limits(article: Article, first: int, last: int) -> Span:
    """Whole words around the characters `first` to `last`; what is set aside there is left out."""
    text = article.text
    start, end = max(0, first - CONTEXT), min(len(text), last + CONTEXT)
    for aside in article.boilerplate:
        start = max(start, aside.end) if aside.end <= first else start
        end = min(end, aside.start) if aside.start >= last else end
    while 0 < start < first and not text[start - 1].isspace():
        start += 1
    while last < end < len(text) and not text[end].isspace():
        end -= 1
    return Span(start, end)


def _passage(article: Article, group: Sequence[Span]) -> tuple[Evidence, bool, bool]:
    whole = limits(article, group[0].start, max(span.end for span in group))
    words = evidence(article, tuple(_without_asides(article, whole)), [(s, MarkKind.MATCH) for s in group])
    text = article.text
    return words, bool(text[: whole.start].strip()), bool(text[whole.end :].strip())


def _without_asides(article: Article, whole: Span) -> Iterator[Span]:
    """The parts of `whole` that may be quoted."""
    start = whole.start
    for aside in sorted(article.boilerplate):
        if aside.end <= start or aside.start >= whole.end:
            continue
        if article.text[start : aside.start].strip():
            yield Span(start, aside.start)
        start = aside.end
    if article.text[start : whole.end].strip():
        yield Span(start, whole.end)
