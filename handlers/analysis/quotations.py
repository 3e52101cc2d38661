"""Quotes of one speaker as a reader wants them: by kind, none twice, other wordings under the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handlers import house
from handlers.analysis.said_when import said_label, said_when
from handlers.cite import relative_in, speaker_name
from handlers.doc import Evidence, Line, MarkKind, Source, evidence, source_of
from handlers.slots import Name
from handlers.words import WORD, content_words, same_words
from store.link import wording
from store.types import Article, Quote, QuoteKind, Resolution, Span


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
    said: Evidence | None = None  # when, as the attribution says
    said_day: Line = ()
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

    An utterance shows its words in the manner nearest to the speaker's own, the fullest of them; link has
    told which quotes are renderings of one. `person` is the one asked for.
    """
    order = {article: n for n, article in enumerate(dict.fromkeys(q.article for q in quotes))}
    groups: dict[str, list[_Placed]] = defaultdict(list)
    for quote in told_once(quotes, person):
        groups[quote.utterance].append(_Placed(quote, articles[quote.article], person, order))
    fullest = [sorted(group, key=_Placed.fullness) for group in groups.values()]
    return tuple(map(_statement, sorted(fullest, key=lambda group: group[0].rank())))


def told_once(quotes: Sequence[Quote], person: int | None = None) -> Iterator[Quote]:
    """The quotes, but for those inside a statement of who passes them on, or (of anyone's) any nearer one."""
    beside: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        beside[quote.article].append(quote)
    for quote in quotes:
        others = (other for other in beside[quote.article] if other.utterance != quote.utterance)
        around = [other for other in others if other.local.holds(quote.local)]
        if person is None:
            told = any(_goes_before(other, quote) for other in around)
        else:
            told = any(other.person == quote.relay_person != quote.person for other in around)
        if not told:
            yield quote


def _goes_before(holder: Quote, held: Quote) -> bool:
    if holder.local.manner.nearness > held.local.manner.nearness:
        return False
    return not held.local.holds(holder.local) or holder.key < held.key


def with_times(
    found: Iterable[Statement], articles: Mapping[int, Article], times: Mapping[int, Sequence[Span]]
) -> tuple[Statement, ...]:
    """The statements with the relative times of undated articles noted."""

    def timed(wording: Wording) -> Wording:
        article = articles[wording.source.article]
        said = wording.said if article.published.day is None else None
        return replace(wording, relative=relative_in(article, wording.words.spans, times) or said)

    return tuple(
        Statement(timed(s.shown), tuple(map(timed, s.same)), tuple(map(timed, s.other))) for s in found
    )


def on_topic(quotes: Sequence[Quote], articles: Mapping[int, Article], topic: str) -> tuple[Quote, ...]:
    """The quotes whose sentence holds most words of the topic, or words of the same meaning."""
    wanted = wording.Wording(topic)
    told = ((quote, wording.Wording(topic_text(quote, articles))) for quote in quotes)
    return tuple(quote for quote, words in told if wording.is_about(wanted, words))


QUOTATION_MARKS = "\"'“”„‘’«»‹›"


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
        if self.person is not None and self.quote.person != self.person:
            return Section.FOR_OTHERS
        return Section(self.quote.local.manner.value)

    def fullness(self) -> tuple[int, bool, int, tuple[object, ...]]:
        section = tuple(Section).index(self.section)
        return section, self.quote.local.in_headline, -len(self.words), self.rank()

    def rank(self) -> tuple[int, bool, int, Span, str]:
        local = self.quote.local
        section = tuple(Section).index(self.section)
        return section, local.in_headline, self.order[self.article.id], local.spans[0], self.quote.key

    def repeats(self, other: _Placed) -> bool:
        """Whether the same article has said so already."""
        inside = f" {self.words} " in f" {other.words} "
        return self.article.id == other.article.id and inside

    @property
    def words(self) -> str:
        return same_words(" ".join(span.of(self.article.text) for span in self.quote.local.spans))


def _statement(group: Sequence[_Placed]) -> Statement:
    """The first of the group, and the others, but for what an article repeats of its own words."""
    first = group[0]
    same: list[Wording] = []
    other: list[Wording] = []
    kept = [first]
    for placed in group[1:]:
        if any(placed.repeats(before) for before in kept):
            continue
        kept.append(placed)
        if placed.words == first.words:
            same.append(_wording(placed))
        else:
            other.append(_wording(placed, than=first))
    return Statement(_wording(first), tuple(same), tuple(other))


def _differing(placed: _Placed, than: _Placed) -> list[tuple[Span, MarkKind]]:
    """The words that the other rendering does not have."""
    known = set(content_words(than.words))
    text = placed.article.text
    words = (word for span in placed.quote.local.spans for word in WORD.finditer(text, span.start, span.end))
    return [
        (Span(*word.span()), MarkKind.OTHER)
        for word in words
        if (content := content_words(word.group())) and content[0] not in known
    ]


def _wording(placed: _Placed, than: _Placed | None = None) -> Wording:
    local, article = placed.quote.local, placed.article
    speaker = local.speaker
    by_other_name = speaker is not None and speaker.resolution in (
        Resolution.DESCRIPTION,
        Resolution.PRONOUN,
    )
    named = evidence(article, (speaker.mention,)) if by_other_name and speaker and speaker.mention else None
    time, shown = said_when(placed.quote, article.text), shown_spans(placed.quote, article.text)
    return Wording(
        key=placed.quote.key,
        section=placed.section,
        words=evidence(article, shown, _differing(placed, than) if than else ()),
        said=evidence(article, (time,)) if time else None,
        said_day=said_label(time, article, shown) if time else (),
        source=source_of(article),
        headline=local.in_headline,
        continued=speaker is not None and speaker.resolution is Resolution.CONTINUED,
        named=named,
        speaker=speaker_name(speaker, article) if speaker else None,
        relay=speaker_name(local.relay, article) if local.relay else None,
        label=(house.SPEAKER_SET(),) if speaker and speaker.resolution is Resolution.CORRECTED else (),
    )
