"""Figures of machines and buildings, which are never casualties, whatever the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.casualties.sentence import Sentence, children, is_victim

if TYPE_CHECKING:
    from spacy.tokens import Token

    from store.extract.numbers import Number

_SHOOT = frozenset(["shoot", "shoots", "shot", "shooting"])


def counts_machines(cue: Token, head: Token, number: Number, sentence: Sentence) -> bool:
    """ "five of its jets", "shot down six"; nouns that stand right behind the number are known before."""
    last = sentence.noun_of(number)
    if sentence.number_at(last.i) is None:
        return False
    after = sentence.tokens(last.i + 1, last.i + 2)
    if after and after[0].lower_ == "of":
        return any(not is_victim(token) for token in children(after[0], "pobj"))
    downed = [token.lower_ for token in sentence.tokens(cue.i + 1, cue.i + 2)] == ["down"]
    return downed and cue.lower_ in _SHOOT and head.i == last.i
