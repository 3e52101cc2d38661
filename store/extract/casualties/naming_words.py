"""Which words of a sentence name an event, where the parse alone would be misread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.casualties.figures import Figure
from store.extract.casualties.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = frozenset(["nsubj", "nsubjpass", "csubj", "pobj", "dobj", "pcomp"])


def is_nominal(token: Token) -> bool:
    """A noun, or "fighting" where a noun would stand."""
    return token.pos_ != "VERB" or (token.tag_ == "VBG" and token.dep_ in NOMINAL)


def last_since(antecedent: Token, figure: Figure) -> Token | None:
    """ "the worst attack since a war in 2016, in which 90 died": the war, not the attack."""
    between = antecedent.doc[antecedent.i + 1 : figure.cue.i]
    since = next((token for token in between if token.lower_ == "since"), None)
    if since is None:
        return None
    after = (
        token for token in antecedent.doc[since.i + 1 : figure.cue.i] if token.lower_ in words("event_noun")
    )
    return next((token for token in after if is_nominal(token)), None)
