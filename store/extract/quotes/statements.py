"""Statements: cues with their content and their quotations, before speakers are resolved."""

from __future__ import annotations

from store.extract.quotes.attachment import attach_quotations, continued
from store.extract.quotes.bodies import group_of
from store.extract.quotes.colons import cut_lead, led_or_signed
from store.extract.quotes.contents import attribution_edges, find_content, is_outermost, span_of
from store.extract.quotes.cues import Cue, find_cues, says_clause
from store.extract.quotes.drafts import Draft
from store.extract.quotes.headlines import headline_statements
from store.extract.quotes.page import Page
from store.extract.quotes.spans import joined, trimmed, without
from store.types import Span

_NEIGHBOURS = 8  # statements on either side that may share a sentence


def find_statements(page: Page) -> list[Draft]:
    """All statements of the page, in order; spans are final."""
    drafts = [Draft(find_content(cue), cue) for cue in find_cues(page.doc) if _reports(page, cue)]
    _cut_participles(drafts)
    _cut_asides(drafts)
    _cut_contrasts(drafts)
    for draft in drafts:
        _take_overlapping(page, draft)
    attach_quotations(page, drafts)
    for draft in drafts:
        cut_lead(page, draft)
        draft.spans = _tidy(page, draft)
    kept = [draft for at, draft in enumerate(drafts) if draft.spans and not _is_wrapper(drafts, at)]
    kept += headline_statements(page, {index for draft in kept for index in draft.quotations})
    kept += led_or_signed(page, {index for draft in kept for index in draft.quotations})
    kept.sort(key=lambda draft: draft.start)
    kept += continued(page, kept)
    return sorted(kept, key=lambda draft: draft.start)


def _reports(page: Page, cue: Cue) -> bool:
    """Inside a quotation only a cue whose speaker stands outside it counts."""
    if page.block_at(cue.token.idx) < 0:
        return False
    if cue.source is not None and cue.source.lower_ == "it" and not says_clause(cue):
        return group_of(page, cue.source) is not None  # a body, no plan
    quoted = page.quotation_of(cue.token)
    return quoted < 0 or (cue.source is not None and page.quotation_of(cue.source) != quoted)


def _cut_participles(drafts: list[Draft]) -> None:
    """ "X said A, adding B": B leaves the content of "said"."""
    by_token = {draft.cue.token.i: draft for draft in drafts if draft.cue is not None}
    for draft in drafts:
        cue = draft.cue
        outer = by_token.get(cue.leaves.i) if cue is not None and cue.leaves is not None else None
        if outer is not None and cue is not None:
            outer.spans = without(outer.spans, span_of(cue.token.left_edge, cue.token.right_edge))


def _cut_asides(drafts: list[Draft]) -> None:
    """ "X condemned Y, according to Z": the aside belongs to no content but its own."""
    for at, aside in enumerate(drafts):
        if aside.cue is None or not aside.cue.is_aside or not is_outermost(aside.cue):
            continue
        hole = span_of(aside.cue.token.left_edge, aside.cue.last.right_edge)
        for draft in _beside(drafts, at):
            draft.spans = without(draft.spans, hole)


def _cut_contrasts(drafts: list[Draft]) -> None:
    """ "X said A, while Y spoke of B": what another speaker says is no part of A."""
    for at, other in enumerate(drafts):
        if other.cue is None or not other.spans or not _opens_contrast(other.cue):
            continue
        hole = span_of(other.cue.token.left_edge, other.cue.token.right_edge)
        for draft in _beside(drafts, at):
            if draft.cue is not None and draft.cue.source != other.cue.source:
                draft.spans = without(draft.spans, hole)


def _opens_contrast(cue: Cue) -> bool:
    """A clause behind "while" or "whereas" with a subject of its own: a name, or any noun behind a comma."""
    first, source = cue.token.left_edge, cue.source
    if source is None or source.head != cue.token or source.pos_ == "PRON" or first.i == 0:
        return False
    marked = any(c.dep_ == "mark" and c.lower_ in ("while", "whereas") for c in cue.token.children)
    if first.nbor(-1).lower_ in ("and", "but") and cue.token.dep_ == "ccomp" and source.pos_ == "PROPN":
        said_before = (c for c in cue.token.head.children if c.dep_ == "ccomp" and c.i < first.i)
        return next(said_before, None) is not None
    return marked and (first.nbor(-1).text == "," or source.pos_ == "PROPN")


def _beside(drafts: list[Draft], at: int) -> list[Draft]:
    return [*drafts[max(0, at - _NEIGHBOURS) : at], *drafts[at + 1 : at + 1 + _NEIGHBOURS]]


def _is_wrapper(drafts: list[Draft], at: int) -> bool:
    """ "X issued a statement vowing ...": what X vows is reported by itself."""
    cue = drafts[at].cue
    if cue is None or not cue.frame.light:
        return False
    span = Span(drafts[at].start, drafts[at].end)
    inner = (draft.cue for draft in _beside(drafts, at) if draft.cue is not None and draft.spans)
    return any(other.source == cue.source and span.start <= other.token.idx < span.end for other in inner)


def _take_overlapping(page: Page, draft: Draft) -> None:
    """Widen the content to the whole of the quotations that it touches."""
    cue = draft.cue
    if cue is None or page.quotation_of(cue.token) >= 0:
        return
    spans = list(draft.spans)
    for span in draft.spans:
        for index in page.quotations_in(span):
            if index not in draft.quotations and _same_block(page, index, cue):
                draft.quotations.append(index)
                spans.extend(page.quotations[index].spans)
    draft.spans = spans


def _same_block(page: Page, index: int, cue: Cue) -> bool:
    quotation = page.quotations[index]
    block = page.block_at(cue.token.idx)
    return block in (page.block_at(quotation.start), page.block_at(quotation.end - 1))


def _tidy(page: Page, draft: Draft) -> list[Span]:
    """Sorted, joined and trimmed spans outside the attribution and inside the paragraph."""
    spans = joined(draft.spans)
    if draft.cue is not None:
        first, last = attribution_edges(draft.cue)
        quoted = [span for index in draft.quotations for span in page.quotations[index].spans]
        spans = joined([*without(spans, span_of(first, last)), *quoted])
    block = page.block_at(draft.cue.token.idx) if draft.cue is not None else -1
    if not draft.quotations and block >= 0:
        around = page.blocks[block]
        spans = [Span(max(span.start, around.start), min(span.end, around.end)) for span in spans]
    if page.dateline.end:
        spans = without(spans, page.dateline)
    tidy = (trimmed(page.text, span) for span in spans)
    return [span for span in tidy if span.end - span.start > 1]
