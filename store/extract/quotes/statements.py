"""Statements: cues with their content and their quotations, before speakers are resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from store.extract.quotes.contents import attribution_edges, find_content, is_outermost, span_of
from store.extract.quotes.cues import Cue, find_cues
from store.extract.quotes.page import Page
from store.extract.quotes.spans import joined, trimmed, without
from store.types import Span

_LONGEST_LEAD = 120  # characters between a cue and the quotation that it leads to
_SKIPPED = 3  # titles and the like between a quotation and the one that it continues
_NEAR = 12  # characters between a closing mark and the attribution behind it
_SENTENCE_END = re.compile(r"[.!?…][\"”»'’)]*\s")
_GAP = re.compile(r"[\s,;:—–―-]*")
_ENDS = re.compile(r"[.!?…]['’]?[\"”»'’]*$")
_MARKS = "\"”»'’“„«‘ "


@dataclass(slots=True)
class Draft:
    """A statement in the making.

    `quotations` are indexes; `continues` is the draft whose speaker goes on, `aloof` when that stands in
    another paragraph.
    """

    spans: list[Span]
    cue: Cue | None
    quotations: list[int] = field(default_factory=list)
    continues: Draft | None = None
    aloof: bool = False

    @property
    def attribution(self) -> Cue | None:
        """The cue that names the speaker, be it the one of the statement before."""
        draft = self
        while draft.cue is None and draft.continues is not None:
            draft = draft.continues
        return draft.cue

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


def find_statements(page: Page) -> list[Draft]:
    """All statements of the page, in order; spans are final."""
    drafts = [Draft(find_content(cue), cue) for cue in find_cues(page.doc) if _reports(page, cue)]
    _cut_participles(drafts)
    _cut_asides(drafts)
    for draft in drafts:
        _take_overlapping(page, draft)
    _attach_rest(page, drafts)
    for draft in drafts:
        draft.spans = _tidy(page, draft)
    kept = [draft for draft in drafts if draft.spans]
    kept = sorted(kept, key=lambda draft: draft.start)
    kept += _continued(page, kept)
    return sorted(kept, key=lambda draft: draft.start)


def _reports(page: Page, cue: Cue) -> bool:
    """Inside a quotation only a cue whose speaker stands outside it counts."""
    if page.block_at(cue.token.idx) < 0:
        return False
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
    asides = [d.cue for d in drafts if d.cue is not None and d.cue.is_aside and is_outermost(d.cue)]
    for cue in asides:
        hole = span_of(cue.token.left_edge, cue.last.right_edge)
        for draft in drafts:
            if draft.cue is not cue and draft.spans and _close(draft.spans, hole):
                draft.spans = without(draft.spans, hole)


def _close(spans: list[Span], hole: Span) -> bool:
    return spans[0].start < hole.end and hole.start < spans[-1].end


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


def _attach_rest(page: Page, drafts: list[Draft]) -> None:
    """Give quotations that no content touches to the cue right behind or before them."""
    taken = {index for draft in drafts for index in draft.quotations}
    by_block: dict[int, list[Draft]] = {}
    for draft in drafts:
        cue = draft.cue
        if cue is not None and cue.frame.quotation and page.quotation_of(cue.token) < 0:
            by_block.setdefault(page.block_at(cue.token.idx), []).append(draft)
    for index, quotation in enumerate(page.quotations):
        if index in taken:
            continue
        draft = _right_behind(page, index, by_block) or _right_before(page, index, by_block)
        if draft is not None:
            draft.quotations.append(index)
            draft.spans = [*draft.spans, *quotation.spans]


def _right_behind(page: Page, index: int, by_block: dict[int, list[Draft]]) -> Draft | None:
    """The cue whose attribution follows the closing mark: '..., " X said'."""
    quotation = page.quotations[index]
    gap = _GAP.match(page.text, quotation.end)
    at = gap.end() if gap else quotation.end
    full_stop = page.text[quotation.start + 1 : at].rstrip(_MARKS).endswith(".")
    for draft in by_block.get(page.block_at(quotation.end - 1), []):
        if draft.cue is None or (full_stop and draft.spans):
            continue
        first, _ = attribution_edges(draft.cue)
        behind = at - 1 <= first.idx <= at + _NEAR
        around = first.idx < at <= draft.cue.token.idx <= at + 60
        if (behind or around) and not _SENTENCE_END.search(page.text[at : draft.cue.token.idx]):
            return draft
    return None


def _right_before(page: Page, index: int, by_block: dict[int, list[Draft]]) -> Draft | None:
    """The cue that leads to the opening mark: 'X said: "', also at the end of the block before."""
    start = page.quotations[index].start
    block = page.block_at(start)
    head = page.text[page.blocks[block].start : start].rstrip()
    if not head and block > 0 and _ends_with_colon(page, block - 1):
        block -= 1
        start = page.blocks[block].end
    elif not head.endswith((":", ",")):
        return None
    before = [
        draft for draft in by_block.get(block, []) if draft.cue is not None and draft.cue.token.idx < start
    ]
    if not before or before[-1].cue is None:
        return None
    between = page.text[before[-1].cue.token.idx : start]
    return None if _SENTENCE_END.search(between) or len(between) > _LONGEST_LEAD else before[-1]


def _ends_with_colon(page: Page, block: int) -> bool:
    return page.text[page.blocks[block].start : page.blocks[block].end].rstrip().endswith(":")


def _tidy(page: Page, draft: Draft) -> list[Span]:
    """Sorted, joined and trimmed spans outside the attribution."""
    spans = joined(draft.spans)
    if draft.cue is not None:
        first, last = attribution_edges(draft.cue)
        quoted = [span for index in draft.quotations for span in page.quotations[index].spans]
        spans = joined([*without(spans, span_of(first, last)), *quoted])
    block = page.block_at(draft.cue.token.idx) if draft.cue is not None else -1
    if not draft.quotations and block >= 0:
        around = page.blocks[block]
        spans = [Span(max(span.start, around.start), min(span.end, around.end)) for span in spans]
    tidy = (trimmed(page.text, span) for span in spans)
    return [span for span in tidy if span.end - span.start > 1]


def _continued(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Quotations that are sentences of their own and go on from the statement before."""
    taken = {index: draft for draft in drafts for index in draft.quotations}
    found: list[Draft] = []
    for index, quotation in enumerate(page.quotations):
        if index in taken or not _is_sentence(page, index):
            continue
        before = _latest(page, index, drafts, taken)
        if before is None:
            continue
        distance = page.block_at(quotation.start) - page.block_at(before.end - 1)
        if distance > 1:
            continue
        draft = Draft(list(quotation.spans), None, [index], before, aloof=distance > 0 or before.aloof)
        found.append(draft)
        taken[index] = draft
    return found


def _latest(page: Page, index: int, drafts: list[Draft], taken: dict[int, Draft]) -> Draft | None:
    """The statement that ends last before a quotation, by words or by its attribution."""
    start = page.quotations[index].start
    last = next((at for at in range(index - 1, max(-1, index - 1 - _SKIPPED), -1) if at in taken), None)
    quoted = taken[last] if last is not None else None
    at = bisect_left(drafts, start, key=lambda draft: draft.start)
    told = next((d for d in reversed(drafts[max(0, at - _SKIPPED) : at]) if _leads(page, d, start)), None)
    if quoted is None or told is None:
        return told or quoted
    return told if told.end > quoted.end else quoted


def _leads(page: Page, draft: Draft, start: int) -> bool:
    """A statement of somebody in the sentence right before `start`."""
    cue = draft.cue
    if cue is None or cue.source is None or cue.is_aside or page.quotation_of(cue.token) >= 0:
        return False
    end = max(draft.end, cue.token.idx)
    return end <= start and not _SENTENCE_END.search(page.text[end : start - 1].lstrip(".!?\"”»'’"))


def _is_sentence(page: Page, index: int) -> bool:
    """The quotation opens a sentence and closes one."""
    quotation = page.quotations[index]
    block = page.blocks[page.block_at(quotation.start)]
    head = page.text[block.start : quotation.start].rstrip()
    opens = not head or _ENDS.search(head[-4:]) is not None
    tail = page.text[quotation.start : quotation.end + 1].rstrip()
    return opens and _ENDS.search(tail[-4:]) is not None
