"""/ask: the sentences that answer a question, or what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers import house
from handlers.analysis.answering import Candidate, Read, candidates, chosen, differ
from handlers.analysis.question import Question, Wants, asked_parts, read_question
from handlers.cite import (
    cited,
    how_found,
    listed,
    quoted,
    relative_in,
    relative_times,
    these_articles,
    undated_label,
)
from handlers.doc import (
    Actions,
    Block,
    Doc,
    Evidence,
    Heading,
    Item,
    Line,
    MarkKind,
    Note,
    Source,
    compose,
    evidence,
    source_of,
)
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Typed, UserWords
from store.terms import query_terms, stem, stop_words
from store.types import Article, Hit, Outline, Span

ARTICLES = 4  # whose sentences are held against the question
_NAMED = 2  # words of the question that a miss speaks of
_LACKING = {
    Wants.NUMBER: house.NO_NUMBER,
    Wants.TIME: house.NO_TIME,
    Wants.PERSON: house.NO_NAME,
    Wants.PLACE: house.NO_PLACE,
    Wants.REASON: house.NO_REASON,
    Wants.ANYTHING: house.NO_ANSWER,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that answers; `another`: it gives another answer than the first one.

    `earlier`: its figures are those of an earlier event that the article recalls.
    """

    words: Evidence
    source: Source
    another: bool = False
    earlier: bool = False
    relative: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What a miss knows: words of the question with how often the nearest articles name them."""

    wants: Wants
    named: tuple[tuple[str, int], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskAnswer:
    """Sentences that answer the question; or none, what is missing, and the nearest sentence.

    `confidence` (0 to 1) says how sure it is that the question is answered at all. Two questions in one line
    are `parts`, answered one by one; `told` then holds what was found for all of them.
    """

    question: str
    confidence: float
    told: tuple[Told, ...]
    missing: Missing
    articles: int
    used_meaning: bool
    nearest: Told | None = None
    preparing: bool = False  # the search by meaning
    parts: tuple[AskAnswer, ...] = ()

    def doc(self) -> Doc:
        asked = self.parts or (self,)
        near = (each.nearest for each in asked if each.nearest)
        return compose(self._blocks(), [each.source for each in (*self.told, *near)])

    def _blocks(self) -> Iterator[Block]:
        for part in self.parts or (self,):
            if part.told or (self.parts and self.articles):
                yield Heading((house.QUESTION(words=UserWords(part.question)),))
            yield from map(_item, part.told) if part.told else part._miss()
        if not self.used_meaning:
            yield Note((how_found(self.used_meaning, self.preparing),))

    def _miss(self) -> Iterator[Block]:
        if not self.articles:
            yield Note((house.EMPTY(),))
            return
        lines: Line = (house.NOT_IN(articles=these_articles(self.articles)),)
        if self.missing.unknown:
            never = ((house.QUESTION(words=UserWords(word)),) for word in self.missing.unknown)
            lines = (*lines, house.SPACE(), house.NEVER_NAMED(), *listed(never), house.FULL_STOP())
        elif self.missing.named:
            lines = (*lines, house.SPACE(), *_named(self.missing))
        yield Note(lines)
        if self.nearest:
            yield Note((house.NEAREST(),))
            yield _item(self.nearest)
            yield Actions((house.SEARCH_FOR(line=Typed(f"/search {self.question}")),))


@command(
    "ask",
    "The sentences that answer a question",
    usage="QUESTION",
    examples=(
        "/ask why was the line suspended",
        "/ask how many Doran sailors were killed",
        "/ask how many passengers were on board the ferry",
    ),
)
def ask_question(ask: Ask, arguments: Arguments) -> Value:
    """The answer; of a line that holds two questions, the answers."""
    parts = asked_parts(arguments.words)
    if len(parts) == 1:
        return _answer(ask, arguments.words)
    found = tuple(_answer(ask, part) for part in parts)
    return replace(
        found[0],
        question=arguments.words,
        confidence=max(each.confidence for each in found),
        told=tuple(told for each in found for told in each.told),
        nearest=None,
        parts=found,
    )


def _answer(ask: Ask, words: str) -> AskAnswer:
    """Search, hold the sentences of the best articles against the question, keep those that answer."""
    question = read_question(words)
    result = ask.library.search(words, limit=ARTICLES)
    articles = ask.library.texts({hit.article for hit in result.hits})
    outlines = ask.library.outlines(articles)
    hits = [hit for hit in result.hits if hit.article in outlines]  # the others were withdrawn meanwhile
    read = [_read(hit, articles[hit.article], outlines[hit.article]) for hit in hits]
    weights = dict(result.weights)
    texts = {number: article.text for number, article in articles.items()}
    found = candidates(question, weights, read)
    best = chosen(question, weights, found, texts)
    told = [_told(each, articles, outlines, another=differ(best[0], each, texts)) for each in best]
    return AskAnswer(
        question=words,
        confidence=found[0].confidence if found else 0.0,
        told=tuple(sorted(told, key=lambda each: each.earlier)),
        missing=_missing(question, read, result.unknown),
        articles=ask.library.size(),
        used_meaning=result.used_meaning,
        preparing=ask.library.prepares_meaning(),
        nearest=_told(found[0], articles, outlines) if found and not best else None,
    )


def _read(hit: Hit, article: Article, outline: Outline) -> Read:
    """The sentences of an article that may be quoted; of one that was not parsed, the passage."""
    whole = [sentence.span for sentence in outline.sentences] or [hit.span]
    kept = (span for span in whole if not any(span.overlaps(aside) for aside in article.boilerplate))
    return Read(article.id, article.text, tuple(kept), hit.cosine)


def _told(
    each: Candidate, articles: Mapping[int, Article], outlines: Mapping[int, Outline], another: bool = False
) -> Told:
    article = articles[each.article]
    outline = outlines[article.id]
    times = {article.id: relative_times(article, outline)}
    marks: Sequence[tuple[Span, MarkKind]] = [(span, MarkKind.MATCH) for span in each.answers]
    words = evidence(article, (each.span,), marks)
    relative = relative_in(article, (each.span,), times)
    return Told(words, source_of(article), another, _recalls(each.span, outline), relative)


def _recalls(sentence: Span, outline: Outline) -> bool:
    """Whether all figures of a sentence belong to an event that its article recalls."""
    own = any(sentence.contains(words) for words, _ in outline.figures)
    return not own and any(map(sentence.contains, outline.recalled))


def _missing(question: Question, read: Sequence[Read], unknown: Sequence[str]) -> Missing:
    """The question's own words as the nearest articles name them, names first."""
    counts: list[tuple[str, int]] = []
    for term in query_terms(question.words):
        times = sum(_count(term, article.text) for article in read)
        if times and stem(term) not in question.figures and term not in stop_words():
            counts.append((term, times))
    counts.sort(key=lambda named: stem(named[0]) not in question.names)
    return Missing(question.wants, tuple(counts[:_NAMED]), tuple(unknown))


def _count(term: str, text: str) -> int:
    wanted = stem(term)
    return sum(stem(word) == wanted for word in text.casefold().split() if word.startswith(term[:2]))


def _named(missing: Missing) -> Line:
    """The nearest name “ferry” 5 times, “captain” once, but no number with it."""
    names = [
        (house.NAMED_TIMES(words=UserWords(words), times=Count(times, "time")),)
        for words, times in missing.named
    ]
    joined: Line = names[0]
    for name in names[1:]:
        joined = (*joined, house.COMMA(), *name)
    return (house.NEAREST_NAME(), *joined, _LACKING[missing.wants]())


def _item(told: Told) -> Item:
    label: Line = (house.ANOTHER_ANSWER(),) if told.another else ()
    if told.earlier:
        label = (house.OF_AN_EARLIER_EVENT(),)
    source = house.dots(cited(told.source), undated_label(told.relative))
    return Item((*label, *quoted(told.words)), (source,))
