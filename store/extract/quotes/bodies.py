"""Bodies and groups: what speaks under a name of its own, and whom "they", "it" and "the ministry" mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.lexicon import countries, speaking_nouns, title_of
from store.extract.quotes.cues import can_speak
from store.extract.quotes.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_ORGANISATIONS = ("ORG", "GPE", "FAC", "LOC")
_WORDS_BACK = 80
# What a body with a name of its own may be called besides.
_ANY_BODY = frozenset(
    {
        "agency",
        "station",
        "organisation",
        "organization",
        "group",
        "company",
        "firm",
        "broadcaster",
        "charity",
    }
    | {"newspaper", "union", "alliance", "bloc", "institute", "network", "movement", "watchdog"}
)
_NO_KIND = frozenset({"same", "said", "whole"})  # of "the same ministry"
_BODY_BACK = 600  # words within which "the ministry" has been named in full


def is_organisation(head: Token) -> bool:
    """A named body, country or city; "officials" and "residents" are none."""
    body = _kind(head)
    title = title_of(head.text)
    if body is False or (title is not None and title.kind != "part"):
        return False
    if body:
        return _is_named(head) or head.pos_ == "PROPN"
    return head.ent_type_ in _ORGANISATIONS or (head.pos_ == "PROPN" and head.ent_type_ != "NORP")


def _kind(head: Token) -> bool | None:
    """Whether a noun, or it and the noun before it, is one for a body (else for persons); None: neither."""
    nouns = speaking_nouns()
    before = (f"{word.lower_} {head.lemma_.lower()}" for word in head.lefts if word.dep_ == "compound")
    compound = next((nouns[words] for words in before if words in nouns), None)
    return nouns.get(head.lemma_.lower()) if compound is None else compound


def _is_named(head: Token) -> bool:
    """Words with capitals before the noun, or a place behind it ("the coast guard of Velia")."""
    if any(word.text[0].isupper() and word.pos_ != "DET" for word in head.lefts):
        return True
    places = (word for of in head.rights if of.lower_ == "of" for word in of.children)
    return any(word.dep_ == "pobj" and word.pos_ == "PROPN" for word in places)


def group_of(page: Page, pronoun: Token) -> Token | None:
    """The head of the last subject outside quotations that "they" or "it" can mean."""
    fits = {"they": _are_several, "it": _is_body}.get(pronoun.lower_)
    if fits is None:
        return None
    found = (token for token in _subjects_before(page, pronoun) if fits(token))
    return next((token for token in found if pronoun.lower_ == "they" or not page.person_at(token)), None)


def body_of(page: Page, head: Token) -> Token | None:
    """ "The ministry" is the last one that was named ("the Velian defence ministry")."""
    bare = _kind(head) is True and not _is_named(head)
    if not bare or head.pos_ == "PROPN" or head.left_edge.lower_ not in ("the", "this"):
        return None
    lemma = head.lemma_.lower()
    if lemma in _ANY_BODY and (named := _name_before(page, head)) is not None:
        return named
    for at in range(head.i - 1, max(-1, head.i - _BODY_BACK), -1):
        token = page.doc[at]
        if token.lemma_.lower() != lemma or page.quotation_of(token) >= 0:
            continue
        if is_organisation(token) and _kinds_of(head) <= set(map(_plain, token.subtree)):
            return token
    return None


def _kinds_of(head: Token) -> set[str]:
    """What tells "the emergencies ministry" from the health ministry: its words in front."""
    words = (word for word in head.lefts if word.dep_ in ("compound", "amod"))
    return {_plain(word) for word in words} - _NO_KIND


def _plain(word: Token) -> str:
    return word.lemma_.lower().replace("defense", "defence")


def _name_before(page: Page, head: Token) -> Token | None:
    """ "The agency", "the station": the body with a name of its own that was the subject just before."""
    before = next(_subjects_before(page, head), None)
    if before is None or before.pos_ != "PROPN" or page.person_at(before) is not None:
        return None
    near = page.sentence_at(head.idx) - page.sentence_at(before.idx) <= 1
    return before if near and before.lower_ not in countries() and is_organisation(before) else None


def _subjects_before(page: Page, pronoun: Token) -> Iterator[Token]:
    for at in range(pronoun.i - 1, max(-1, pronoun.i - _WORDS_BACK), -1):
        token = page.doc[at]
        if token.dep_ in _SUBJECTS and token.pos_ != "PRON" and page.quotation_of(token) < 0:
            yield token


def _are_several(token: Token) -> bool:
    several = token.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in token.children)
    return several and can_speak(token)


def _is_body(token: Token) -> bool:
    """One body, by its noun or by what the model calls it."""
    named = _kind(token) or token.ent_type_ in _ORGANISATIONS
    return bool(named) and token.tag_ != "NNS" and (is_organisation(token) or _kind(token) is True)
