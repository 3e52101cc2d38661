"""Quotations that no grammar ties to a cue: given to the cue beside them, or to the speaker before."""

from __future__ import annotations

import re
from bisect import bisect_left

from store.extract.quotes.contents import attribution_edges
from store.extract.quotes.cues import Cue
from store.extract.quotes.drafts import Draft
from store.extract.quotes.page import Page
from store.extract.quotes.subjects import RELATIVE

_LONGEST_LEAD = 120  # characters between a cue and the quotation that it leads to
_LONGEST_TAIL = 400  # characters between a closing mark and the cue behind it
_SKIPPED = 3  # titles and the like between a quotation and the one that it continues
_NEAR = 12  # characters between a closing mark and the attribution behind it
_WINDOW = 400  # characters that are looked at before a quotation
_SENTENCE_END = re.compile(r"[.!?…][\"”»'’)]*\s")
_GAP = re.compile(r"[\s,;:—–―-]*")
_ENDS = re.compile(r"[.!?…]['’]?[\"”»'’]*$")
_MARKS = "\"”»'’“„«‘ "
Blocks = dict[int, list[Draft]]


def attach_quotations(page: Page, drafts: list[Draft]) -> None:
    """Give quotations that no content touches to the cue right behind or before them."""
    taken = {index for draft in drafts for index in draft.quotations}
    by_block: Blocks = {}
    for draft in drafts:
        cue = draft.cue
        if cue is not None and cue.frame.quotation and page.quotation_of(cue.token) < 0:
            by_block.setdefault(page.block_at(cue.token.idx), []).append(draft)
    for index, quotation in enumerate(page.quotations):
        if index in taken:
            continue
        found = _right_behind(page, index, by_block) or _right_before(page, index, by_block)
        if found is not None:
            found.quotations.append(index)
            found.spans = [*found.spans, *quotation.spans]


def _cue_at(draft: Draft) -> int:
    return draft.cue.token.idx if draft.cue is not None else draft.start


def _right_behind(page: Page, index: int, by_block: Blocks) -> Draft | None:
    """The cue whose attribution follows the closing mark: '..., " X said'."""
    quotation = page.quotations[index]
    gap = _GAP.match(page.text, quotation.end)
    at = gap.end() if gap else quotation.end
    full_stop = page.text[max(quotation.start + 1, at - _NEAR) : at].rstrip(_MARKS).endswith(".")
    drafts = by_block.get(page.block_at(quotation.end - 1), [])
    first_behind = bisect_left(drafts, at - 1, key=_cue_at)
    for draft in drafts[first_behind : first_behind + _SKIPPED]:
        distant = _cue_at(draft) > at + _LONGEST_TAIL
        if draft.cue is None or (full_stop and draft.spans) or distant or _is_about(draft.cue):
            continue
        first, _ = attribution_edges(draft.cue)
        behind = at - 1 <= first.idx <= at + _NEAR
        around = first.idx < at <= _cue_at(draft) <= at + 5 * _NEAR
        if (behind or around) and not _SENTENCE_END.search(page.text[at : _cue_at(draft)]):
            return draft
    return None


def _is_about(cue: Cue) -> bool:
    """ "The 'corridor', which both claim": the clause is about the quoted words, nobody says them."""
    return cue.token.dep_ == "relcl" and any(
        child.lower_ in RELATIVE and child.dep_ == "dobj" for child in cue.token.children
    )


def _right_before(page: Page, index: int, by_block: Blocks) -> Draft | None:
    """The cue that leads to the opening mark: 'X said: "', also at the end of the block before."""
    start = page.quotations[index].start
    block = page.block_at(start)
    head = page.text[max(page.blocks[block].start, start - _WINDOW) : start].rstrip()
    if not head and block > 0 and _ends_with_colon(page, block - 1):
        block -= 1
        start = page.blocks[block].end
    elif not head.endswith((":", ",")):
        return None
    drafts = by_block.get(block, [])
    before = bisect_left(drafts, start, key=_cue_at)
    if before == 0:
        return None
    between = page.text[max(_cue_at(drafts[before - 1]), start - 2 * _LONGEST_LEAD) : start]
    return None if _SENTENCE_END.search(between) or len(between) > _LONGEST_LEAD else drafts[before - 1]


def _ends_with_colon(page: Page, block: int) -> bool:
    return page.text[page.blocks[block].start : page.blocks[block].end].rstrip().endswith(":")


def continued(page: Page, drafts: list[Draft]) -> list[Draft]:
    """New statements: quotations that are sentences of their own and go on from the statement before.

    `drafts` are in order.
    """
    taken = {index: draft for draft in drafts for index in draft.quotations}
    found: list[Draft] = []
    for index, quotation in enumerate(page.quotations):
        if index in taken or not _is_sentence(page, index):
            continue
        before = _latest(page, index, drafts, taken)
        distance = page.block_at(quotation.start) - page.block_at(before.end - 1) if before is not None else 2
        if before is None or distance > 1:
            continue
        root = before if before.continues is None else before.continues
        draft = Draft(list(quotation.spans), None, [index], root, aloof=distance > 0 or before.aloof)
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
    near = end <= start <= end + _WINDOW
    return near and not _SENTENCE_END.search(page.text[end : start - 1].lstrip(".!?" + _MARKS))


def _is_sentence(page: Page, index: int) -> bool:
    """The quotation opens a sentence and closes one."""
    quotation = page.quotations[index]
    block = page.blocks[page.block_at(quotation.start)]
    head = page.text[max(block.start, quotation.start - _WINDOW) : quotation.start].rstrip()
    opens = not head or _ENDS.search(head[-4:]) is not None
    tail = page.text[max(quotation.start, quotation.end - 4) : quotation.end + 1].rstrip()
    return opens and _ENDS.search(tail[-4:]) is not None
