"""Statements in a headline that no verb of speech introduces: 'X "very concerned" by Y', 'X: talks go on'."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from store.extract.quotes.cues import can_speak
from store.extract.quotes.drafts import Draft
from store.extract.quotes.page import Page
from store.extract.quotes.spans import trimmed
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_COLON = re.compile(r":\s+(?=\S)")
_DASH = re.compile(r"\s*[:–—-]\s+")
_LONGEST_NAME = 4  # words before a colon
_SPEAKERS = ("PERSON", "ORG", "GPE", "NORP")


def headline_statements(page: Page, taken: set[int]) -> list[Draft]:
    """Statements of the headline; `taken` holds the quotations that have a speaker already."""
    if page.headline is None:
        return []
    if taken.isdisjoint(page.quotations_in(page.headline)):
        named = _behind_colon(page, page.headline)
        if named is not None:
            return [named]
    by_mark = (_quoted(page, at) for at in page.quotations_in(page.headline) if at not in taken)
    return [draft for draft in by_mark if draft is not None]


def _quoted(page: Page, index: int) -> Draft | None:
    """Quoted words belong to the name behind them after a colon or dash, else to the one before them."""
    quotation = page.quotations[index]
    if page.headline is None:
        return None
    behind = _DASH.match(page.text, quotation.end, page.headline.end)
    if behind is not None:
        words = page.doc[slice(*page.token_range(Span(behind.end(), page.headline.end)))]
        named = 0 < len(words) <= _LONGEST_NAME and all(_is_name(page, word) for word in words)
        source = words[-1] if named else _opening_name(page, words)
        return Draft(list(quotation.spans), None, [index], source=source) if source is not None else None
    first, last = page.token_range(Span(page.headline.start, quotation.start))
    for at in range(last - 1, first - 1, -1):
        if _is_name(page, page.doc[at]) and can_speak(page.doc[at]):
            return Draft(list(quotation.spans), None, [index], source=page.doc[at])
    return None


def _opening_name(page: Page, words: TokenSpan) -> Token | None:
    """The last word of the person's name that opens a headline's second half: '"X": Marek hardens tone'."""
    name = list(takewhile(lambda word: page.person_at(word) is not None, words))
    subject = bool(name) and len(name) < len(words) and words[len(name)].text not in ("'s", "’s", ",", "and")
    return name[-1] if subject else None


def _behind_colon(page: Page, headline: Span) -> Draft | None:
    """A short name or a noun for persons, a colon, and what they say."""
    match = _COLON.search(page.text, headline.start, headline.end)
    if match is None:
        return None
    first, last = page.token_range(Span(headline.start, match.start()))
    words = page.doc[first:last]
    named = all(_is_name(page, word) for word in words) or [_is_people(word) for word in words] == [True]
    speaks = 0 < len(words) <= _LONGEST_NAME and named
    content = trimmed(page.text, Span(match.end(), headline.end))
    if not speaks or content.end <= content.start:
        return None
    quotations = list(page.quotations_in(content))
    return Draft([content], None, quotations, source=words[-1])


def _is_people(word: Token) -> bool:
    """ "Police", "Officials", "Report": no name, but it can speak."""
    return word.pos_ in ("NOUN", "PROPN") and can_speak(word)


def _is_name(page: Page, word: Token) -> bool:
    named = word.ent_type_ in _SPEAKERS or page.person_at(word) is not None
    return bool(word.text[0].isupper()) and named
