"""Victims that are named or described one by one, without a number: "a man and a woman were killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.casualties.sentence import is_victim
from store.extract.casualties.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from store.extract.casualties.sentence import Sentence

_DETERMINERS = frozenset(["a", "an", "another", "the", "his", "her", "their", "its", "one", "this", "that"])
_FARTHEST = 40  # tokens between a victim and the casualty word


def people(nouns: list[Token], cue: Token, sentence: Sentence) -> list[Token]:
    """Those of `nouns` that are one person each; none when another clause stands before the casualty word."""
    found = [noun for noun in nouns if noun.i != cue.i and is_one_person(noun) and not _speaks(noun, cue)]
    if not found or _is_interrupted(found, cue, sentence):
        return []
    return found


def _speaks(noun: Token, cue: Token) -> bool:
    """ "seven were wounded, the mayor said": no victim."""
    return noun.dep_ == "nsubj" and noun.head.i > cue.i and noun.head.lower_ in words("report")


def is_one_person(noun: Token) -> bool:
    """A person's name, "he" or "she", or a singular noun for a person with a determiner."""
    if noun.tag_ == "PRP":
        return noun.lower_ in words("pronoun")
    if noun.tag_ not in ("NN", "NNP") or noun.lower_ in words("collective") or not is_victim(noun):
        return False
    if noun.ent_type_ == "PERSON" or (noun.tag_ == "NNP" and not noun.ent_type_):
        return True
    known = any(noun.lower_ in words(name) for name in ("person", "civilian", "military"))
    return known and any(child.lower_ in _DETERMINERS or child.lower_ == "one" for child in noun.children)


def _is_interrupted(found: list[Token], cue: Token, sentence: Sentence) -> bool:
    """A quotation mark or another verb stands between: "Marek said eight were hurt" is not about Gray."""
    first, last = sorted((found[-1].i, cue.i))
    between = sentence.tokens(first + 1, last)
    if len(between) > _FARTHEST or any(token.is_quote for token in between):
        return True
    subject_first = found[-1].i < cue.i
    relative = cue.dep_ == "relcl" or any(token.dep_ == "relcl" for token in between)
    return (
        subject_first
        and not relative
        and any(token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ == "VERB" for token in between)
    )
