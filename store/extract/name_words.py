"""Which single words may belong to the name of a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.extract.lexicon import countries, title_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST_WORDS = 5  # of a name
_NOT_NAMES = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "god",
        "twitter",
        "facebook",
    }
)
_NAME = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_UNSURE = ("", "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART")


def is_name_word(token: Token) -> bool:
    text = token.text
    return text[0].isupper() and _NAME.fullmatch(text) is not None


def opens_body(doc: Doc, end: int) -> bool:
    """A name with "for" behind it that goes on: "Bread for All"."""
    return end + 1 < len(doc) and doc[end].lower_ == "for" and doc[end + 1].text[0].isupper()


def is_no_person(words: list[str]) -> bool:
    if " ".join(words).lower() in countries() or words[0].lower() in _NOT_NAMES:
        return True
    return len(words) == 1 and (len(words[0]) < 3 or words[0].isupper())


def is_plain_name(token: Token) -> bool:
    return (
        is_name_word(token)
        and token.pos_ == "PROPN"
        and title_of(token.text) is None
        and token.ent_type_ in _UNSURE
        and token.lower_ not in countries()
    )
