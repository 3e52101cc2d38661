"""/article: one article's text with its facts marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.basis import Basis, basis_of, origin_lines
from handlers.cite import title
from handlers.doc import (
    Block,
    Doc,
    Evidence,
    Heading,
    Line,
    Note,
    Passage,
    Source,
    evidence,
    fold,
    source_of,
)
from handlers.facts import Fact, fact_of
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Described, Number, Path
from store.types import Article, Reading, Span

PARAGRAPHS = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what was read in it."""

    words: Evidence
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """An article; `aside` counts its lines that are set aside as boilerplate."""

    source: Source
    language: str
    paragraphs: tuple[Paragraph, ...]
    left_out: int
    statements: int
    figures: int
    aside: int
    basis: Basis
    label: tuple[Line, Line]  # outlet and date, each with its basis

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        source = self.source
        path = (house.PATH(path=Path(source.path, source.article)),)
        yield Heading(house.dots((house.ARTICLE_HEADING(number=Number(source.article)),), title(source)))
        yield Note(house.dots(*self.label, path, self._counts()))
        if not self.paragraphs:
            yield Note((house.NOTHING_LEFT(),))
        for paragraph in self.paragraphs:
            yield Passage(paragraph.words, tuple(fact.label for fact in paragraph.facts))
        yield from self._remarks()

    def _counts(self) -> Line:
        statements, figures = Count(self.statements, "statement"), Count(self.figures, "figure")
        return (house.COUNT(count=statements), house.COMMA(), house.COUNT(count=figures))

    def _remarks(self) -> Iterator[Note]:
        if self.left_out:
            yield Note((house.LEFT_OUT_PARAGRAPHS(count=Count(self.left_out, "paragraph")),))
        if self.aside:
            yield Note((house.SET_ASIDE(lines=Count(self.aside, "line")),))
        if self.language != "en":
            yield Note((house.LANGUAGE(code=Described(self.language)),))


@command(
    "article",
    "One article, its statements and figures marked",
    usage="N",
    examples=("/article 1",),
)
def article(ask: Ask, arguments: Arguments) -> Value:
    """The text of an article with its facts."""
    number = arguments.number or 0
    found, reading = ask.library.article(number), ask.library.reading(number)
    quotes, claims = ask.library.quotes(article=number), ask.library.claims(article=number)
    facts = [*(fact_of(quote, found) for quote in quotes), *(fact_of(claim, found) for claim in claims)]
    kept = _paragraphs(found, reading)
    return ArticleAnswer(
        source=source_of(found),
        language=found.language,
        paragraphs=tuple(_paragraph(found, span, facts) for span in kept[:PARAGRAPHS]),
        left_out=max(0, len(kept) - PARAGRAPHS),
        statements=len(quotes),
        figures=len(claims),
        basis=basis_of(found),
        label=origin_lines(found),
        aside=sum(len(list(filter(str.strip, b.of(found.text).splitlines()))) for b in found.boilerplate),
    )


def _paragraphs(found: Article, reading: Reading) -> list[Span]:
    """Headline and paragraphs, without what is set aside."""
    headline = (reading.layout.headline,) if reading.layout.headline else ()
    spans = (*headline, *reading.layout.paragraphs)
    return [span for span in spans if fold(span.of(found.text)) and not _is_aside(span, found)]


def _is_aside(span: Span, found: Article) -> bool:
    return any(span.overlaps(aside) for aside in found.boilerplate)


def _paragraph(found: Article, span: Span, facts: Sequence[Fact]) -> Paragraph:
    """A fact is told under the paragraph that it begins in, and marked in all that it touches."""
    inside = tuple(fact for fact in facts if span.start <= fact.spans[0].start < span.end)
    marks = [(part, fact.kind) for fact in facts for part in fact.spans if part.overlaps(span)]
    return Paragraph(evidence(found, (span,), marks), tuple(sorted(inside, key=_place)))


def _place(fact: Fact) -> Span:
    return fact.spans[0]
