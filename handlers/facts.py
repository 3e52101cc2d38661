"""A statement or figure as people point at it: by a short code that does not change."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.cite import quoted, speaker_name
from handlers.doc import Evidence, Line, MarkKind, evidence
from store.types import Article, CasualtyClaim, Field, Quote, Resolution, Span

CODE = 8  # hexadecimal digits of a key


@dataclass(frozen=True, slots=True)
class Fact:
    """Something read in an article: what it was taken for, with the words it stands on."""

    kind: MarkKind
    spans: tuple[Span, ...]
    label: Line


def code_of(key: str) -> str:
    """The beginning of a fact's key: permanent, as the key is."""
    return key[:CODE]


def field_of(fact: Quote | CasualtyClaim) -> Field:
    """What can be wrong about it."""
    return Field.SPEAKER if isinstance(fact, Quote) else Field.FIGURE


def fact_of(fact: Quote | CasualtyClaim, article: Article) -> Fact:
    """statement of Ana Marek; Killed: “about 40 people”"""
    return _statement(fact, article) if isinstance(fact, Quote) else _figure(fact, article)


def words_of(fact: Quote | CasualtyClaim, article: Article) -> Evidence:
    """The sentence of a fact, its own words marked."""
    found = fact_of(fact, article)
    spans = tuple(sorted({fact.local.sentence, *found.spans}))
    whole = Span(spans[0].start, max(span.end for span in spans))
    return evidence(article, (whole,), [(span, found.kind) for span in found.spans])


def _statement(quote: Quote, found: Article) -> Fact:
    local, speaker = quote.local, quote.local.speaker
    label: Line = (house.QUOTE_OF_NOBODY(),)
    if speaker and speaker.name_span and speaker.resolution is not Resolution.UNRESOLVED:
        label = (house.QUOTE_BY(name=speaker_name(speaker, found)),)
    elif speaker and speaker.mention:
        label = (house.QUOTE_BY_DESCRIBED(), evidence(found, (speaker.mention,)), house.CLOSE())
    if speaker and speaker.resolution is Resolution.CORRECTED:
        label = (*label, house.SET_HERE())
    return Fact(MarkKind.QUOTE, local.spans, label)


def _figure(claim: CasualtyClaim, found: Article) -> Fact:
    kind = house.KINDS[claim.local.kind]()
    words = evidence(found, (claim.local.words,))
    here = (house.SET_HERE(),) if claim.local.corrected else ()
    return Fact(MarkKind.CLAIM, words.spans, (kind, house.COLON(), *quoted(words), *here))
