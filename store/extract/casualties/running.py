"""A war that still goes on: its total is neither the present episode's toll nor an earlier war's.

"The war which began in 2020 has killed thousands": the perfect of a clause whose subject is a war.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.casualties.events import phrase, since_a_war
from store.extract.casualties.figures import Figure
from store.extract.casualties.recalled import clause_verbs
from store.extract.casualties.sentence import Sentence, children, span_of
from store.extract.casualties.tables import words
from store.extract.times import relative_times
from store.types import Recalled, Relation, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERFECT = frozenset(["has", "have", "'s", "'ve"])
_TELLING = frozenset(["prep", "amod", "compound", "nummod", "poss", "nmod"])
_YEAR = re.compile(r"\b[12]\d{3}")
_LONGEST = 14  # tokens of "which began in November 2020"


def whole_war(figure: Figure, sentence: Sentence) -> Recalled | None:
    """The running war whose total the figure is; a count of the last days is the episode's own."""
    noun = next(_wars(figure), None)
    if noun is None or _is_of_days(noun, figure, sentence):
        return None
    return Recalled(_label(noun, sentence), relation=Relation.WHOLE)


def _wars(figure: Figure) -> Iterator[Token]:
    verbs = [*clause_verbs(figure)]
    if not any(child.lower_ in _PERFECT for verb in verbs for child in children(verb, "aux")):
        return
    for verb in verbs:
        began = (noun for noun in since_a_war(verb) if noun.dep_ != "pobj")  # "since the 2011 war": after it
        nouns = (*children(verb, "nsubj", "nsubjpass"), *began)
        yield from (noun for noun in nouns if noun.lower_ in words("long_war"))


def _is_of_days(noun: Token, figure: Figure, sentence: Sentence) -> bool:
    """ "has killed 17 since Sunday", "the conflict that broke out last week has killed 17"."""
    for verb in clause_verbs(figure):
        for since in (child for child in children(verb, "prep") if child.lower_ == "since"):
            told = span_of(since, since.right_edge).of(sentence.text)
            if not _YEAR.search(told) and not any(word in words("long_war") for word in told.lower().split()):
                return True
    return bool(relative_times(sentence.text, span_of(noun.left_edge, noun.right_edge)))


def _label(noun: Token, sentence: Sentence) -> Span:
    """With what tells the war from others, if only its relative clause does."""
    span = phrase(noun, sentence)
    bare = not any(child.dep_ in _TELLING for child in noun.children)
    for clause in children(noun, "relcl") if bare else ():
        if clause.right_edge.i - noun.i <= _LONGEST:
            last = clause.right_edge
            last = last.nbor(-1) if last.is_punct else last
            return Span(span.start, last.idx + len(last))
    return span
