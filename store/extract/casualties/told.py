"""An earlier war that a sentence tells of as its main matter goes on in the sentence behind it.

"A war in 2014 killed 2,100 people. Nearly 70 soldiers died.": the soldiers died in that war.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.casualties import triggers
from store.extract.casualties.context import ancestors
from store.extract.casualties.figures import Figure
from store.extract.casualties.recalled import is_earlier
from store.extract.casualties.sentence import Sentence
from store.extract.casualties.tables import words
from store.extract.times import anchors_in, relative_times
from store.types import Recalled, Relation

if TYPE_CHECKING:
    from spacy.tokens import Token

_ASIDE = frozenset(["relcl", "nsubj", "nsubjpass", "pobj", "advcl"])


@dataclass(frozen=True, slots=True)
class Told:
    """The earlier war of a sentence, and the index of the token behind that sentence."""

    recalled: Recalled
    end: int


def told(found: Recalled | None, figure: Figure, sentence: Sentence) -> Told | None:
    """What the next sentence may go on with: the war is told in the main clause, not recalled in passing."""
    if found is not None and found.relation is Relation.BEFORE:
        return Told(found, sentence.end)
    if (
        found is None
        or found.relation is Relation.WHOLE
        or any(child.dep_ in _ASIDE for child, _ in ancestors(figure.cue))
    ):
        return None
    if figure.cue.dep_ in _ASIDE:
        return None
    return Told(found, sentence.end)


def opened(sentence: Sentence, present: int | None) -> Told | None:
    """ "In 2017 a truce lasted for eleven days." opens a tale of that year."""
    first = sentence.doc[sentence.start]
    anchors = anchors_in(sentence.text, sentence.span) if first.text == "In" else ()
    if len(anchors) != 1 or not is_earlier(anchors[0], present):
        return None
    if sentence.first_token(anchors[0].span).i > sentence.start + 2 or anchors[0].month is not None:
        return None
    anchor = anchors[0]
    return Told(Recalled(anchor.span, anchor.first_year, anchor.last_year), sentence.end)


def carried(before: Told | None, figure: Figure, sentence: Sentence) -> Recalled | None:
    """The war of the sentence right before, in the same paragraph, when nothing points to the present."""
    if before is None or before.end != sentence.start or sentence.doc[sentence.start - 1].is_space:
        return None
    if before.recalled.relation is Relation.BEFORE:
        return triggers.goes_on(before.recalled, figure, sentence)
    if figure.cue.tag_ not in ("VBD", "VBN", "NN", "NNS", "JJ") or _is_of_the_present(sentence):
        return None
    return before.recalled


def _is_of_the_present(sentence: Sentence) -> bool:
    """A time, a perfect or present tense, a witness of today or another event."""
    if anchors_in(sentence.text, sentence.span) or relative_times(sentence.text, sentence.span):
        return True
    return any(_points_to_now(token) for token in sentence.tokens(sentence.start, sentence.end))


def _points_to_now(token: Token) -> bool:
    named = any(token.lower_ in words(name) for name in ("present", "event_noun"))
    return named or (token.lower_ in words("report") and token.pos_ == "VERB")
