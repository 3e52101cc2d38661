"""Where the arguments of a verb of speech end, and its circumstances begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.quotes.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIME = ("DATE", "TIME")
_ARGUMENTS = ("prep", "xcomp", "ccomp", "advcl", "pobj", "dobj", "oprd", "dative", "attr", "acomp")
_CIRCUMSTANCE = frozenset(
    {"after", "before", "during", "following", "amid", "when", "while", "since", "until"}
)


def end_of_arguments(cue: Cue, first: Token) -> Token:
    """The last word of the arguments from `first` on, without circumstances ("after", "on Monday")."""
    last = before_aside(first)
    for child in cue.token.children:
        if child.i <= first.i or child.dep_ not in _ARGUMENTS:
            continue
        if child.dep_ == "advcl" and (child.left_edge.nbor(-1).text == "," or child.left_edge.text == ","):
            break
        if child.dep_ == "advcl" and child.pos_ == "ADJ" and child.i == last.i + 1:
            last = child.right_edge  # "reported nine sailors dead"
            continue
        if child.left_edge.lower_ in _CIRCUMSTANCE or (
            child.dep_ == "advcl" and child.left_edge.lower_ != "to"
        ):
            break
        last = before_aside(child) if not is_time(child) else last
    return last


def before_aside(word: Token) -> Token:
    """The last word below `word`, without a participle behind a comma ("..., linking to a report")."""
    for child in word.rights:
        if child.dep_ in ("acl", "advcl") and child.tag_ == "VBG" and child.left_edge.nbor(-1).is_punct:
            return child.left_edge.nbor(-1)
    return word.right_edge


def is_time(token: Token) -> bool:
    """An adverbial of time, such as "on Monday"."""
    words = [token, *(child for child in token.children if child.dep_ == "pobj")]
    return any(word.ent_type_ in _TIME for word in words)
