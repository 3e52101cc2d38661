"""Colons: a sentence that leads to a quotation without a verb of speech ("Marek was blunt: ...")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.quotes.cues import can_speak
from store.extract.quotes.drafts import Draft
from store.extract.quotes.page import Page
from store.extract.quotes.spans import without
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_INNER = ("relcl", "acl", "advcl")
_LONGEST_LEAD = 60  # words before the colon
_MARKS = "\"“„«‘'`"


def led_by_colon(page: Page, taken: set[int]) -> list[Draft]:
    """Quotations of whole sentences that nobody has yet and that a colon joins to the subject before it."""
    found = []
    for index, quotation in enumerate(page.quotations):
        if index in taken or not _opens_sentence(page, quotation.start):
            continue
        source = _subject_before(page, quotation.start)
        if source is not None:
            found.append(Draft(list(quotation.spans), None, [index], source=source))
    return found


def cut_lead(page: Page, draft: Draft) -> None:
    """What stands before the colon, or before an attribution that leads to a whole sentence, is not said."""
    cue = draft.cue
    if cue is None or len(draft.quotations) != 1:
        return
    start = page.quotations[draft.quotations[0]].start
    if draft.start >= start or not _opens_sentence(page, start):
        return
    lead = page.text[draft.start : start].rstrip()
    told = cue.token.idx
    between = page.text[cue.last.idx + len(cue.last) : start].strip()
    if (told > start and lead.endswith(":")) or (told < start and between == ","):
        draft.spans = without(draft.spans, Span(draft.start, start))


def _opens_sentence(page: Page, start: int) -> bool:
    return page.text[start : start + 4].lstrip(_MARKS + " ")[:1].isupper()


def _subject_before(page: Page, start: int) -> Token | None:
    """The subject of the sentence that ends with a colon right before `start`, also in the block before."""
    block = page.block_at(start)
    low = page.blocks[block].start
    head = page.text[low:start].rstrip()
    if not head and block > 0 and not page.is_headline(page.blocks[block - 1]):
        low, start = page.blocks[block - 1].start, page.blocks[block - 1].end
        head = page.text[low:start].rstrip()
    if not head.endswith(":"):
        return None
    first, last = page.token_range(Span(low, start))
    words = page.doc[max(first, last - _LONGEST_LEAD) : last]
    opening = max((word.i for word in words if word.is_sent_start), default=first)
    return next((word for word in words if word.i >= opening and _may_lead(page, word)), None)


def _may_lead(page: Page, word: Token) -> bool:
    outer = word.dep_ in _SUBJECTS and word.head.dep_ not in _INNER and page.quotation_of(word) < 0
    return outer and word.lower_ not in ("you", "we", "i", "who") and can_speak(word)
