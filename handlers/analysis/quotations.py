"""Quotes of one speaker as a reader wants them: by kind, none twice, other wordings under the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handlers import house
from handlers.cite import relative_in, speaker_name
from handlers.doc import Evidence, Line, Source, evidence, source_of
from handlers.slots import Name
from handlers.words import content_words, same_words
from store.types import Article, Quote, QuoteKind, Resolution, Span, SpeakerKind


class Section(StrEnum):
    """How near a statement is to the speaker's own words, nearest first."""

    OWN = "own words"
    PARTLY = "some of the words"
    RELAYED = "as others give them"
    INDIRECT = "indirect"
    FOR_OTHERS = "passed on for others"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a statement at one place. `named` is how the attribution calls the speaker, if not by name."""

    key: str
    section: Section
    words: Evidence
    source: Source
    headline: bool = False
    continued: bool = False
    named: Evidence | None = None
    speaker: Name | None = None
    relay: Name | None = None
    relative: Evidence | None = None
    label: Line = ()  # what a person set


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance: the wording to show, the articles with the same words, and other wordings."""

    shown: Wording
    same: tuple[Wording, ...] = ()
    other: tuple[Wording, ...] = ()

    @property
    def section(self) -> Section:
        return self.shown.section

    @property
    def wordings(self) -> tuple[Wording, ...]:
        return (self.shown, *self.same, *self.other)


def statements(
    quotes: Sequence[Quote], articles: Mapping[int, Article], person: int | None = None
) -> tuple[Statement, ...]:
    """Quotes grouped into utterances, by section, then in the order in which their articles come.

    Quotes with equal words or of one variant group are one utterance. `person` is the one asked for.
    """
    order = {article: n for n, article in enumerate(dict.fromkeys(q.article for q in quotes))}
    found = [_Placed(quote, articles[quote.article], person, order) for quote in quotes]
    groups = (sorted(group, key=_Placed.rank) for group in _utterances(found))
    ranked = sorted(groups, key=lambda group: group[0].rank())
    return tuple(_without_parts([_statement(group) for group in ranked]))


def with_times(
    found: Iterable[Statement], articles: Mapping[int, Article], times: Mapping[int, Sequence[Span]]
) -> tuple[Statement, ...]:
    """The statements with the relative times of undated articles noted."""

    def timed(wording: Wording) -> Wording:
        article = articles[wording.source.article]
        return replace(wording, relative=relative_in(article, wording.words.spans, times))

    return tuple(
        Statement(timed(s.shown), tuple(map(timed, s.same)), tuple(map(timed, s.other))) for s in found
    )


def on_topic(quotes: Sequence[Quote], articles: Mapping[int, Article], topic: str) -> tuple[Quote, ...]:
    """The quotes whose sentence holds most words of the topic."""
    wanted = _topic_words(topic)
    return tuple(
        quote for quote in quotes if len(wanted & _topic_words(topic_text(quote, articles))) > len(wanted) / 2
    )


QUOTATION_MARKS = "\"'“”„‘’«»‹›"


def _topic_words(text: str) -> frozenset[str]:
    return frozenset(content_words(text) or same_words(text).split())


def topic_text(quote: Quote, articles: Mapping[int, Article]) -> str:
    """The words that tell what a quote is about: the sentences it stands in."""
    return quote.local.sentence.of(articles[quote.article].text)


def shown_spans(quote: Quote, text: str) -> tuple[Span, ...]:
    """What is shown of a quote: its content, and the cue before it unless the content opens with a mark."""
    local = quote.local
    first, last = local.spans[0], local.spans[-1]
    whole = local.kind is QuoteKind.DIRECT and text[first.start] in QUOTATION_MARKS
    if whole or local.cue is None or local.cue.start >= first.start:
        return local.spans
    return (Span(local.cue.start, last.end),)


@dataclass(frozen=True, slots=True)
class _Placed:
    quote: Quote
    article: Article
    person: int | None
    order: Mapping[int, int]

    @property
    def section(self) -> Section:
        local = self.quote.local
        if self.person is not None and self.quote.person != self.person:
            return Section.FOR_OTHERS
        if local.relay is not None and local.relay.kind is SpeakerKind.PERSON:
            return Section.RELAYED
        kinds = {QuoteKind.DIRECT: Section.OWN, QuoteKind.MIXED: Section.PARTLY}
        return kinds.get(local.kind, Section.INDIRECT)

    def rank(self) -> tuple[int, bool, int, Span, str]:
        local = self.quote.local
        section = tuple(Section).index(self.section)
        return section, local.in_headline, self.order[self.article.id], local.spans[0], self.quote.key

    @property
    def words(self) -> str:
        return same_words(" ".join(span.of(self.article.text) for span in self.quote.local.spans))


def _utterances(found: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Connected groups by equal words or variant group."""
    leader: dict[int, int] = {}
    first: dict[tuple[str, object], int] = {}
    for number, placed in enumerate(found):
        leader[number] = number
        marks: list[tuple[str, object]] = [("words", placed.words)]
        if placed.quote.group is not None:
            marks.append(("group", placed.quote.group))
        for mark in marks:
            other = _root(leader, first.setdefault(mark, number))
            leader[_root(leader, number)] = other
    groups: dict[int, list[_Placed]] = defaultdict(list)
    for number, placed in enumerate(found):
        groups[_root(leader, number)].append(placed)
    yield from groups.values()


def _without_parts(found: Sequence[Statement]) -> Iterator[Statement]:
    """Leave out statements whose words all stand in one that comes before them, or beside them."""
    beside: dict[int, list[tuple[int, Statement]]] = defaultdict(list)
    for number, statement in enumerate(found):
        beside[statement.shown.words.article].append((number, statement))
    for number, statement in enumerate(found):
        others = (
            other
            for place, other in beside[statement.shown.words.article]
            if place < number or (place > number and other.section is statement.section)
        )
        if not any(_is_part(statement, other) for other in others):
            yield statement


def _is_part(statement: Statement, other: Statement) -> bool:
    shown, wider = statement.shown.words, other.shown.words
    inside = all(any(span.contains(part) for span in wider.spans) for part in shown.spans)
    same = statement.same or statement.other or shown.spans == wider.spans
    return shown.article == wider.article and inside and not same


def _root(leader: Mapping[int, int], number: int) -> int:
    while leader[number] != number:
        number = leader[number]
    return number


def _statement(group: Sequence[_Placed]) -> Statement:
    first = group[0]
    seen = {(first.article.id, first.words)}
    same: list[Wording] = []
    other: list[Wording] = []
    for placed in group[1:]:
        if (placed.article.id, placed.words) in seen:
            continue
        seen.add((placed.article.id, placed.words))
        (same if placed.words == first.words else other).append(_wording(placed))
    return Statement(_wording(first), tuple(same), tuple(other))


def _wording(placed: _Placed) -> Wording:
    local, article = placed.quote.local, placed.article
    speaker = local.speaker
    by_other_name = speaker is not None and speaker.resolution in (
        Resolution.DESCRIPTION,
        Resolution.PRONOUN,
    )
    named = evidence(article, (speaker.mention,)) if by_other_name and speaker and speaker.mention else None
    return Wording(
        key=placed.quote.key,
        section=placed.section,
        words=evidence(article, shown_spans(placed.quote, article.text)),
        source=source_of(article),
        headline=local.in_headline,
        continued=speaker is not None and speaker.resolution is Resolution.CONTINUED,
        named=named,
        speaker=speaker_name(speaker, article) if speaker else None,
        relay=speaker_name(local.relay, article) if local.relay else None,
        label=(house.SPEAKER_SET(),) if speaker and speaker.resolution is Resolution.CORRECTED else (),
    )
