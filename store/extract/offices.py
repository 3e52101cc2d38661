"""Offices printed beside a name: before it ("Russian President X") or in apposition ("X, head of ...")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.lexicon import title_of
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CONNECTORS = frozenset({"of", "for", "and", "the", "'s", "’s", "&", "-", "–", "to", "in", "on"})
_HELD = frozenset({"of", "for", "in", "to"})
_MOST_WORDS = 9


def find_offices(doc: Doc, start: int, end: int) -> Iterator[Span]:
    """Offices of the name at tokens [start, end)."""
    before = _before(doc, start)
    if before is not None:
        yield before
    head = doc[start:end].root
    if head.dep_ == "appos" and is_office(head.head) and head.head.i < start:
        yield _phrase(doc, head.head, start)
    for child in head.children:
        if child.dep_ == "appos" and is_office(child) and child.i >= end:
            yield _phrase(doc, child, len(doc))


def is_office(token: Token) -> bool:
    title = title_of(token.text)
    return title is not None and title.kind in ("office", "leader")


def _before(doc: Doc, start: int) -> Span | None:
    """The title words right before a name, its modifiers included: "US House Speaker"."""
    first = start
    while first > 0 and start - first < _MOST_WORDS and _in_office(doc[first - 1]):
        first -= 1
    while first < start and _is_connector(doc[first]):
        first += 1
    last = start
    while last > first and (_is_connector(doc[last - 1]) or _is_honorific(doc[last - 1])):
        last -= 1
        if doc[last].lower_ in _HELD:
            return None  # "the mayor of Ashton": the office of whoever leads the place
    words = doc[first:last]
    if not any(is_office(token) for token in words) or not _ends_office(doc, first, last):
        return None
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def _ends_office(doc: Doc, first: int, last: int) -> bool:
    """The office word closes the phrase, or stands before "of"."""
    return any(
        is_office(doc[at]) and (at + 1 == last or doc[at + 1].lower_ in ("of", "for", "to"))
        for at in range(first, last)
    )


def _in_office(token: Token) -> bool:
    if token.is_sent_start and not token.text[0].isupper():
        return False
    if token.ent_type_ in ("DATE", "TIME"):
        return title_of(token.text) is not None
    if token.ent_type_ == "PERSON" and title_of(token.text) is None:
        owns = token.i + 1 < len(token.doc) and token.nbor().text in ("'s", "’s")
        return owns or token.pos_ == "ADJ"  # a demonym that the model does not know
    if token.lower_ in _CONNECTORS:
        return not (token.lower_ in ("and", "to", "in", "on") and not _between_capitals(token))
    return token.pos_ in ("PROPN", "NOUN", "ADJ") and not token.is_space


def _between_capitals(token: Token) -> bool:
    doc = token.doc
    return (
        0 < token.i < len(doc) - 1
        and doc[token.i - 1].text[0].isupper()
        and doc[token.i + 1].text[0].isupper()
    )


def _is_connector(token: Token) -> bool:
    """Words that open no office: "the", "his", "of"."""
    return token.lower_ in _CONNECTORS or token.pos_ == "DET" or token.tag_ == "PRP$"


def _is_honorific(token: Token) -> bool:
    title = title_of(token.text)
    return title is not None and title.kind == "honorific"


def _phrase(doc: Doc, head: Token, limit: int) -> Span:
    """A noun phrase around an office word, up to the next comma."""
    first = head.left_edge
    while first.i < head.i and (first.pos_ in ("DET", "PUNCT") or first.tag_ == "PRP$" or first.is_space):
        first = first.nbor()
    last = head
    for at in range(head.i + 1, min(head.right_edge.i + 1, limit, head.i + _MOST_WORDS)):
        if doc[at].is_punct and doc[at].text not in "-–'":
            break
        if doc[at].dep_ in ("relcl", "acl") or doc[at].lower_ in ("who", "whom", "which", "that"):
            break
        last = doc[at]
    return Span(first.idx, last.idx + len(last))
