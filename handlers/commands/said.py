"""/said: who said these words, if anybody did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.analysis.quotations import shown_spans
from handlers.analysis.said import Match, Verdict, best, find_in_text, match
from handlers.cite import cited, how_found, listed, quoted, speaker_name, these_articles
from handlers.doc import (
    Actions,
    Block,
    Doc,
    Evidence,
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
from handlers.slots import Name, Typed, UserWords
from handlers.words import same_words
from store.types import Article, Manner, Quote, Span, SpeakerKind

_CONSIDERED = 40  # articles that hold most of the words
_SHOWN = 3
_MEANT = 40  # statements compared by meaning
_NEAR = 0.5  # cosine from which one is worth showing


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the matching words marked, and every place that has it in these words."""

    words: Evidence
    speaker: Name | None
    described: Evidence | None
    places: tuple[Source, ...]
    manner: Manner

    def item(self) -> Item:
        who: Line = (house.SPEAKER_NOT_CLEAR(),)
        if self.speaker:
            who = (house.NAME(name=self.speaker),)
        elif self.described:
            who = quoted(self.described)
        return Item((self.words,), (house.dots(who, listed(map(cited, self.places)), self._manner()),))

    def _manner(self) -> Line:
        """What keeps the words from being the speaker's own."""
        labels = {
            Manner.PARTLY: house.QUOTED_IN_PART,
            Manner.RELAYED: house.GIVEN_BY_OTHERS,
            Manner.INDIRECT: house.ARTICLES_WORDING,
        }
        return (labels[self.manner](),) if self.manner in labels else ()


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """The verdict on the typed words, the statements, and a passage that is nobody's statement."""

    words: str
    verdict: Verdict
    found: tuple[Said, ...]
    passages: tuple[tuple[Evidence, Source], ...]
    articles: int
    used_meaning: bool
    sources: tuple[Source, ...]
    preparing: bool = False  # the search by meaning

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.passages:
            yield Note((house.ARTICLES_OWN_WORDS(),))
            yield from (Item((words,), (cited(source),)) for words, source in self.passages)
        yield Note(self._told())
        yield from (said.item() for said in self.found)
        if self.verdict is not Verdict.VERBATIM:
            yield Note((how_found(self.used_meaning, self.preparing),))
        if not self.found and not self.passages:
            yield Actions((house.SEARCH_INSTEAD(line=Typed(f"/search {UserWords(self.words).text}")),))

    def _told(self) -> Line:
        if self.verdict is Verdict.VERBATIM:
            return (house.SAID_VERBATIM(),)
        if self.verdict is Verdict.PARTIAL:
            return (house.SAID_PARTLY(),)
        message = house.SAID_NEAREST if self.found else house.SAID_NOWHERE
        return (message(articles=these_articles(self.articles)),)


@command(
    "said",
    "Whether somebody said these words, and who",
    usage="WORDS",
    examples=("/said nobody closes a sea by speaking loudly", "/said nobody can close a sea by shouting"),
)
def said(ask: Ask, arguments: Arguments) -> Value:
    """The statements that hold the words, or come nearest; else the passages that hold them."""
    hits = ask.library.search(arguments.words, limit=_CONSIDERED).hits
    articles = ask.library.texts({hit.article for hit in hits})
    quotes = [quote for hit in hits for quote in ask.library.quotes(article=hit.article)]
    matches = [match(arguments.words, quote, articles[quote.article]) for quote in quotes]
    found = best(matches, _SHOWN)
    verdict = found[0].verdict if found else Verdict.NOT_FOUND
    passages: tuple[tuple[Evidence, Source], ...] = ()
    if verdict is not Verdict.VERBATIM:
        passages = tuple(_passages(ask, arguments.words, [articles[hit.article] for hit in hits]))
    by_meaning = (
        _by_meaning(ask, arguments.words, matches, articles) if verdict is Verdict.NOT_FOUND else None
    )
    nearest = by_meaning or found if verdict is not Verdict.NOT_FOUND or not passages else ()
    shown = tuple(_said(one, quotes, articles) for one in nearest)
    sources = (*(place for one in shown for place in one.places), *(source for _, source in passages))
    return SaidAnswer(
        words=arguments.words,
        verdict=verdict,
        found=shown,
        passages=passages,
        articles=ask.library.size(),
        used_meaning=by_meaning is not None,
        sources=tuple({source.article: source for source in sources}.values()),
        preparing=ask.library.prepares_meaning(),
    )


def _by_meaning(
    ask: Ask, words: str, matches: Sequence[Match], articles: dict[int, Article]
) -> list[Match] | None:
    """The statements nearest in meaning; None while no model is in use."""
    near = sorted(matches, key=lambda one: -one.share)[:_MEANT]
    scores = ask.library.similar(words, [_plain(one.quote, articles) for one in near])
    if scores is None:
        return None
    ranked = sorted(
        zip(scores, range(len(near)), strict=True), key=lambda pair: (-round(pair[0], 4), pair[1])
    )
    once = {near[place].quote.utterance: near[place] for score, place in reversed(ranked) if score >= _NEAR}
    return list(reversed(once.values()))[:_SHOWN]


def _said(one: Match, quotes: Sequence[Quote], articles: dict[int, Article]) -> Said:
    quote, article = one.quote, articles[one.quote.article]
    alike = [
        q for q in quotes if q.utterance == quote.utterance and _plain(q, articles) == _plain(quote, articles)
    ]
    speaker = quote.local.speaker
    named = speaker is not None and speaker.kind is not SpeakerKind.DESCRIBED
    mention = speaker.mention if speaker and not named else None
    return Said(
        words=evidence(
            article, shown_spans(quote, article.text), [(mark, MarkKind.MATCH) for mark in one.marks]
        ),
        speaker=speaker_name(speaker, article) if speaker and named else None,
        described=evidence(article, (mention,)) if mention else None,
        places=tuple(map(source_of, {q.article: articles[q.article] for q in alike}.values())),
        manner=quote.local.manner,
    )


def _plain(quote: Quote, articles: dict[int, Article]) -> str:
    return same_words(" ".join(span.of(articles[quote.article].text) for span in quote.local.spans))


def _passages(ask: Ask, words: str, articles: Sequence[Article]) -> Iterator[tuple[Evidence, Source]]:
    """The sentences of articles that hold the words, though no statement does."""
    left = _SHOWN
    for article in articles:
        span = find_in_text(words, article)
        if span is None or not left:
            continue
        left -= 1
        sentences = [s.span for s in ask.library.reading(article.id).sentences if s.span.overlaps(span)]
        start, end = min((span, *sentences)).start, max(s.end for s in (span, *sentences))
        yield evidence(article, (Span(start, end),), [(span, MarkKind.MATCH)]), source_of(article)
