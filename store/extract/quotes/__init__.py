"""Quotations and reported statements of one article, with their speakers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.extract.people import find_people
from store.extract.quotes.drafts import Draft
from store.extract.quotes.page import Page
from store.extract.quotes.relays import find_relays
from store.extract.quotes.speakers import Speakers
from store.extract.quotes.statements import find_statements
from store.types import Layout, LocalPerson, LocalQuote, QuoteKind, Resolution, Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_quotes(
    doc: Doc, layout: Layout, people: tuple[LocalPerson, ...] | None = None
) -> tuple[LocalQuote, ...]:
    """Direct, mixed and indirect statements, sorted by position; never raises.

    What two named speakers say together ("A and B called for calm") is one statement of each.

    `doc` is the parse of the article's text, offset for offset, with boilerplate blanked out; `people` are
    its persons where they are known already.
    """
    page = Page(doc, layout, find_people(doc, layout) if people is None else people)
    speakers = Speakers(page)
    drafts = find_statements(page)
    relays = find_relays(drafts)
    found = []
    for index, draft in enumerate(drafts):
        relay = speakers.relay(relays[index]) if index in relays else None
        speaker = _speaker(draft, speakers)
        first = _finish(page, draft, speaker, relay)
        others = speakers.beside(draft.attribution) if speaker is not None and draft.source is None else ()
        found += [first, *(replace(first, speaker=_for(draft, other)) for other in others)]
    return tuple(sorted(found, key=lambda quote: quote.spans))


def _finish(page: Page, draft: Draft, speaker: Speaker | None, relay: Speaker | None) -> LocalQuote:
    cue = None if draft.aloof else draft.attribution
    around = [*draft.spans, *((Span(cue.token.idx, cue.token.idx + 1),) if cue else ())]
    return LocalQuote(
        kind=_kind(page, draft.spans),
        spans=tuple(draft.spans),
        sentence=page.sentence_around(sorted(around)),
        cue=Span(cue.token.idx, cue.last.idx + len(cue.last)) if cue else None,
        speaker=_outside(speaker, draft.spans),
        relay=relay if relay is None or speaker is None or relay.name != speaker.name else None,
        in_headline=page.is_headline(draft.spans[0]),
    )


def _speaker(draft: Draft, speakers: Speakers) -> Speaker | None:
    cue = draft.attribution
    if draft.source is not None:
        return speakers.resolve(draft.source)
    found = speakers.of_cue(cue) if cue is not None else None
    if found is None or not draft.aloof:
        return found
    return _continued(found)


def _continued(speaker: Speaker) -> Speaker:
    return Speaker(speaker.name, speaker.kind, Resolution.CONTINUED, None, speaker.name_span)


def _for(draft: Draft, speaker: Speaker) -> Speaker | None:
    return _outside(_continued(speaker) if draft.aloof else speaker, draft.spans)


def _outside(speaker: Speaker | None, spans: list[Span]) -> Speaker | None:
    """A mention inside the speaker's own words is none."""
    if speaker is None or speaker.mention is None:
        return speaker
    mention = speaker.mention
    if not any(span.overlaps(mention) for span in spans):
        return speaker
    return Speaker(speaker.name, speaker.kind, speaker.resolution, None, speaker.name_span)


def _holds_marks(page: Page, spans: list[Span]) -> bool:
    """Whether a quotation opens inside the content, and not before it ('X "praised the truce", Y said')."""
    marks = (page.quotations[at] for span in spans for at in page.quotations_in(span))
    return any(span.start <= mark.start < span.end for mark in marks for span in spans)


def _kind(page: Page, spans: list[Span]) -> QuoteKind:
    counts = [page.words_in(span) for span in spans]
    words, quoted = sum(count[0] for count in counts), sum(count[1] for count in counts)
    if quoted == words and words:
        return QuoteKind.DIRECT if _holds_marks(page, spans) else QuoteKind.MIXED
    return QuoteKind.MIXED if quoted else QuoteKind.INDIRECT
