"""/search: passages that hold the words, or come near them in meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.cite import cited, how_found, relative_in, relative_times, these_articles, undated_label
from handlers.doc import (
    Block,
    Doc,
    Evidence,
    Heading,
    Item,
    MarkKind,
    Note,
    Source,
    compose,
    evidence,
    source_of,
)
from handlers.grammar import Arguments
from handlers.limits import Asked, asked_limits, undated_left_out
from handlers.registry import Ask, Value, command, filter_of
from handlers.slots import Count, Number, UserWords
from handlers.who import Who, who_of
from handlers.words import content_words
from store.types import Article, Hit, Outline, Span

HITS = 10
_CONSIDERED = 50  # hits that are put in order: those with all words come first
LIKE = 0.3  # cosine with the query from which on a passage without its words is shown
EXCERPT = 320  # characters of a passage that are shown


@dataclass(frozen=True, slots=True)
class Found:
    """A passage; marks stand on the matching words."""

    words: Evidence
    source: Source
    relative: Evidence | None = None


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The best passages of `total`, best first; none is an honest miss."""

    words: str
    asked: Asked
    found: tuple[Found, ...]
    total: int
    articles: int
    used_meaning: bool
    nearest: tuple[Who, ...] = ()
    sources: tuple[Source, ...] = ()
    preparing: bool = False  # the search by meaning: the model loads, or its vectors are being made
    partly: int = 0  # of the found ones: passages that hold some of the words only

    def doc(self) -> Doc:
        return compose(self._blocks() if self.found else self._miss(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        words = UserWords(self.words)
        shown = Count(len(self.found))
        title = house.FOUND(passages=Count(len(self.found), "passage"), words=words)
        if self.total > len(self.found):
            title = house.BEST_OF(shown=shown, total=Count(self.total, "passage"), words=words)
        yield Heading(house.dots((title,), self.asked.line()))
        for hit in self.found:
            yield _item(hit)
        if self.partly:
            yield Note((house.SOME_WORDS_ONLY(count=Count(self.partly)),))
        yield Note((how_found(self.used_meaning, self.preparing),))
        yield from undated_left_out(self.asked)

    def _miss(self) -> Iterator[Block]:
        count, words = these_articles(self.articles), UserWords(self.words)
        limited = self.asked.line()
        message = house.NOT_FOUND_LIMITS if limited else house.NOT_FOUND
        near = tuple(run for who in self.nearest for run in (house.SPACE(), house.ASKED_NAME(name=who.name)))
        meant = (house.SPACE(), house.DID_YOU_MEAN(), *near) if near else ()
        yield Note((message(words=words, articles=count), *meant))
        if not self.used_meaning:
            yield Note((how_found(self.used_meaning, self.preparing),))
        yield from undated_left_out(self.asked)


@command(
    "search",
    "Passages with these words, or near them in meaning",
    usage="WORDS",
    examples=("/search insurer", "/search boats in Harbour Post", "/search volcano"),
    options=("since", "until", "in", "story"),
)
def search(ask: Ask, arguments: Arguments) -> Value:
    """The best passages, with the matching words marked."""
    result = ask.library.search(arguments.words, filter_of(arguments), limit=_CONSIDERED)
    every = ask.library.texts({hit.article for hit in result.hits})
    # Some were withdrawn meanwhile; some share no word and are only the least far of all in meaning.
    there = [hit for hit in result.hits if hit.article in every and _matches(hit)]
    typed = len(set(content_words(arguments.words)))
    lacking = {hit: _lacking(hit, every[hit.article], arguments.words) for hit in there}
    hits = sorted(there, key=lambda hit: lacking[hit] > 0)[:HITS]  # sorting keeps the order of equals
    outlines = ask.library.outlines({hit.article for hit in hits})
    hits = [hit for hit in hits if hit.article in outlines]
    articles = {hit.article: every[hit.article] for hit in hits}
    return SearchAnswer(
        words=arguments.words,
        asked=asked_limits(ask, arguments),
        found=tuple(_found(hit, articles[hit.article], outlines[hit.article]) for hit in hits),
        total=max(result.total - len(result.hits) + len(there), len(hits)),
        articles=ask.library.size(),
        used_meaning=result.used_meaning,
        preparing=ask.library.prepares_meaning(),
        nearest=_nearest(ask, arguments.words) if not hits else (),
        sources=tuple(source_of(article) for article in articles.values()),
        partly=sum(0 < lacking[hit] < typed and bool(hit.marks) for hit in hits),
    )


def _matches(hit: Hit) -> bool:
    return bool(hit.marks) or hit.cosine is None or hit.cosine >= LIKE


def _lacking(hit: Hit, article: Article, words: str) -> int:
    """How many words of the query the passage does not hold."""
    held = content_words(
        " ".join((hit.span.of(article.text), *(mark.of(article.text) for mark in hit.marks)))
    )
    return len(set(content_words(words)) - set(held))


def _nearest(ask: Ask, words: str) -> tuple[Who, ...]:
    """Names that a search without a hit may have meant."""
    match = ask.library.find_person(words)
    return tuple(map(who_of, (match.found or match.nearest)[:2]))


def excerpt(hit: Hit, text: str, sentences: Sequence[Span], limit: int = EXCERPT) -> Span:
    """The part of a passage to show: whole sentences from the one with most marks on, within `limit`."""
    inside = [span for span in sentences if hit.span.contains(span)] or [hit.span]
    marked = [sum(span.contains(mark) for mark in hit.marks) for span in inside]
    first = last = marked.index(max(marked))
    while last + 1 < len(inside) and inside[last + 1].end - inside[first].start <= limit:
        last += 1
    whole = Span(inside[first].start, inside[last].end)
    if whole.end - whole.start <= 2 * limit:
        return whole
    cut = text.rfind(" ", whole.start, whole.start + 2 * limit)
    return Span(whole.start, cut if cut > whole.start else whole.start + 2 * limit)


def _found(hit: Hit, article: Article, outline: Outline) -> Found:
    span = excerpt(hit, article.text, [sentence.span for sentence in outline.sentences])
    words = evidence(article, (span,), [(mark, MarkKind.MATCH) for mark in hit.marks])
    times = {article.id: relative_times(article, outline)}
    return Found(words, source_of(article), relative_in(article, (span,), times))


def _item(hit: Found) -> Item:
    number = (house.ARTICLE_NUMBER(number=Number(hit.source.article)),)
    return Item((hit.words,), (house.dots(cited(hit.source), number, undated_label(hit.relative)),))
