"""The fullest name that an article prints for a claimant: surnames, short forms and pronouns looked up."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from store.types import Resolution, Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LOOK_BACK = 150  # tokens between a pronoun and the person it means
_SHORT_FORM = re.compile(r"[A-Z][A-Z.]{1,7}")
_NAMED_BEFORE = r"(?:The )?((?:[A-Z][\w'’-]+ (?:of |for |and |the )*){1,6})\(%s\)"
_PERSONAL = frozenset(["he", "she"])


def fullest(speaker: Speaker, text: str, people: dict[str, Span]) -> Speaker:
    """`speaker` with the longest name of the same person, or the name that its short form stands for.

    `people` maps a surname in lower case to the longest name of that person in the article.
    """
    if speaker.kind is SpeakerKind.PERSON:
        longest = people.get(speaker.name.split()[-1].lower())
        if longest is not None and longest.end - longest.start > len(speaker.name):
            return replace(speaker, name=longest.of(text), name_span=longest)
    if _SHORT_FORM.fullmatch(speaker.name):
        match = _spelled_out(speaker.name).search(text)
        if match is not None:
            name = match[1].rstrip()
            span = Span(match.start(1), match.start(1) + len(name))
            return replace(speaker, name=name, name_span=span)
    return speaker


@lru_cache(maxsize=256)
def _spelled_out(short: str) -> re.Pattern[str]:
    return re.compile(_NAMED_BEFORE % re.escape(short))


def people_in(doc: Doc) -> dict[str, Span]:
    """Surname in lower case to the longest person's name that ends with it."""
    found: dict[str, Span] = {}
    for entity in doc.ents:
        if entity.label_ != "PERSON" or "\n" in entity.text:
            continue
        span = Span(entity.start_char, entity.end_char)
        other = found.get(entity[-1].lower_)
        if other is None or other.end - other.start < span.end - span.start:
            found[entity[-1].lower_] = span
    return found


def meant_by(pronoun: Token, speaker: Speaker | None) -> Speaker | None:
    """Whom a pronoun means: for "he" and "she" the last person who was a subject, else the last claimant."""
    mention = Span(pronoun.idx, pronoun.idx + len(pronoun))
    if pronoun.lower_ in _PERSONAL:
        person = _last_person(pronoun)
        if person is not None:
            return Speaker(person.text, SpeakerKind.PERSON, Resolution.PRONOUN, mention, _span(person))
    several = pronoun.lower_ == "they"
    if speaker is None or pronoun.lower_ not in ("he", "she", "it", "they"):
        return None
    if several and speaker.kind is SpeakerKind.PERSON:
        return None
    return replace(speaker, resolution=Resolution.PRONOUN, mention=mention)


def _last_person(pronoun: Token) -> Token | None:
    """The last token of the nearest earlier name that is the subject of a verb."""
    for index in range(pronoun.i - 1, max(0, pronoun.i - _LOOK_BACK) - 1, -1):
        token = pronoun.doc[index]
        if token.ent_type_ in ("PERSON", "") and token.tag_ == "NNP" and token.dep_ in ("nsubj", "nsubjpass"):
            return token
    return None


def group_before(pronoun: Token, start: int) -> Token | None:
    """Whom "they" means: the last plural or organisation that is a subject from token `start` on."""
    if pronoun.lower_ != "they":
        return None
    for token in reversed(pronoun.doc[start : pronoun.i]):
        if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if token.tag_ in ("NNS", "NNPS") or token.ent_type_ in ("ORG", "GPE", "NORP"):
            return token
    return None


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))
