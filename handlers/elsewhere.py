"""Who else says so: other articles that give a statement or a figure that one article gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.analysis.quotations import shown_spans, statements
from handlers.analysis.toll import tolls
from handlers.cite import cited, relative_times, undated_label
from handlers.cite import relative_in as relative
from handlers.doc import Block, Doc, Evidence, Heading, Item, Line, Note, Source, compose, source_of
from handlers.passages import passages
from store.library import Library
from store.types import Article, ArticleFilter, CasualtyClaim, Quote, Span

_QUOTES = 300  # statements of the story that are compared, the newest
_ARTICLES = 12  # shown


@dataclass(frozen=True, slots=True)
class Telling:
    """A passage of another article, with the words that say the same marked."""

    source: Source
    words: Evidence
    before: bool  # words before it are left out
    after: bool
    relative: Evidence | None = None

    def item(self) -> Item:
        begin, end = (house.CUT_BEFORE(),) if self.before else (), (house.CUT(),) if self.after else ()
        line: Line = (*begin, self.words, *end)
        return Item(line, (house.dots(cited(self.source), undated_label(self.relative)),))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other articles say on the same; none is an honest miss."""

    told: tuple[Telling, ...]

    def doc(self) -> Doc:
        return compose(self._blocks(), (telling.source for telling in self.told))

    def _blocks(self) -> Iterator[Block]:
        if not self.told:
            yield Note((house.NOBODY_ELSE(),))
            return
        yield Heading((house.WHO_ELSE(),))
        yield from (telling.item() for telling in self.told)


def elsewhere(library: Library, article: Article, spans: Sequence[Span]) -> Elsewhere:
    """The same statements (equal words or another wording) and figures as those at `spans`."""
    found: defaultdict[int, set[Span]] = defaultdict(set)
    for number, span in (*_statements(library, article, spans), *_figures(library, article, spans)):
        if number != article.id:
            found[number].add(span)
    articles = library.texts(list(found)[:_ARTICLES])
    tellings = (_telling(library, articles[n], sorted(found[n])) for n in found if n in articles)
    return Elsewhere(tuple(telling for some in tellings for telling in some))


def _telling(library: Library, article: Article, spans: Sequence[Span]) -> Iterator[Telling]:
    times = {n: relative_times(article, outline) for n, outline in library.outlines([article.id]).items()}
    for words, before, after in passages(article, spans).passages:
        source = source_of(article)
        yield Telling(source, words, before, after, relative(article, words.spans, times))


def _statements(library: Library, article: Article, spans: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    asked = [quote for quote in library.quotes(article=article.id) if _shows(quote, article, spans)]
    if not asked or article.story is None:
        return
    near = library.quotes(where=ArticleFilter(story=article.story), limit=_QUOTES)
    quotes = tuple({quote.key: quote for quote in (*asked, *near)}.values())
    articles = library.texts({quote.article for quote in quotes})
    wanted = {quote.key for quote in asked}
    for statement in statements(quotes, articles):
        if any(wording.key in wanted for wording in statement.wordings):
            yield from ((w.words.article, span) for w in statement.wordings for span in w.words.spans)


def _shows(quote: Quote, article: Article, spans: Sequence[Span]) -> bool:
    return any(shown.overlaps(span) for shown in shown_spans(quote, article.text) for span in spans)


def _figures(library: Library, article: Article, spans: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    asked = [claim for claim in library.claims(article=article.id) if _stands_in(claim, spans)]
    claims = library.claims(sorted({claim.episode for claim in asked})) if asked else ()
    articles = library.texts({claim.article for claim in claims})
    wanted = {claim.key for claim in asked}
    for toll in tolls(claims, articles.values()):
        for figure in toll.figures:
            if any(claim.key in wanted for claim in figure.claims):
                yield from ((claim.article, claim.local.words) for claim in figure.claims)


def _stands_in(claim: CasualtyClaim, spans: Sequence[Span]) -> bool:
    return any(claim.local.words.overlaps(span) for span in spans)
