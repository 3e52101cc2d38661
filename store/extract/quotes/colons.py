"""Colons and dashes: quotations without a verb of speech ('Marek was blunt: "..."', '"..." — Ana Marek')."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.extract.quotes.cues import can_speak
from store.extract.quotes.drafts import Draft
from store.extract.quotes.lexicon import speech_nouns
from store.extract.quotes.page import Page
from store.extract.quotes.spans import without
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_INNER = ("relcl", "acl", "advcl")
_LONGEST_LEAD = 60  # words before the colon
_LONGEST_NAME = 5  # words of a signature
_DASH = re.compile(r"\s*[–—―]\s*")
_MARKS = "\"“„«‘'`"


def led_or_signed(page: Page, taken: set[int]) -> list[Draft]:
    """Quotations of whole sentences that nobody has yet, led to by a colon or signed with a name."""
    found = []
    for index, quotation in enumerate(page.quotations):
        if index in taken or not _opens_sentence(page, quotation.start):
            continue
        source = _signature(page, quotation.end) or _subject_before(page, quotation.start)
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
    """The subject of the sentence that leads to `start` by a colon, also at the end of the block before.

    "X issued a statement, ..." leads, too.
    """
    block = page.block_at(start)
    low = page.blocks[block].start
    head = page.text[low:start].rstrip()
    if not head and block > 0 and not page.is_headline(page.blocks[block - 1]):
        low, start = page.blocks[block - 1].start, page.blocks[block - 1].end
        head = page.text[low:start].rstrip()
    first, last = page.token_range(Span(low, start))
    words = page.doc[max(first, last - _LONGEST_LEAD) : last]
    if not head.endswith(":") and not (head.endswith(",") and _ends_with_document(words)):
        return None
    opening = max((word.i for word in words if word.is_sent_start), default=first)
    return next((word for word in words if word.i >= opening and _may_lead(page, word)), None)


def _ends_with_document(words: TokenSpan) -> bool:
    """ "A statement," and the like: what follows is its text."""
    kind = speech_nouns().get(words[-2].lemma_.lower()) if len(words) > 1 else None
    return kind is not None and kind.document


def _signature(page: Page, end: int) -> Token | None:
    """The name behind a closing mark and a dash that fills the rest of the paragraph."""
    block = page.block_at(end - 1)
    dash = _DASH.match(page.text, end, page.blocks[block].end) if block >= 0 else None
    if dash is None:
        return None
    words = page.doc[slice(*page.token_range(Span(dash.end(), page.blocks[block].end)))]
    names = [word for word in words if not word.is_space]
    signed = 0 < len(names) <= _LONGEST_NAME and all(word.pos_ == "PROPN" for word in names)
    return names[-1] if signed else None


def _may_lead(page: Page, word: Token) -> bool:
    outer = word.dep_ in _SUBJECTS and word.head.dep_ not in _INNER and page.quotation_of(word) < 0
    return outer and word.lower_ not in ("you", "we", "i", "who") and can_speak(word)
