"""Who passes a statement on: "Putin expressed concern, Peskov said", "X said, quoted by Interfax"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.quotes.cues import Cue
from store.extract.quotes.drafts import Draft
from store.extract.quotes.subjects import cited_speaker, citing_verb, find_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_CITING = frozenset({"quote", "cite", "report"})
_NEIGHBOURS = 12  # statements before and behind that may hold an attribution


def find_relays(drafts: list[Draft]) -> dict[int, Cue | Token]:
    """Index of a draft to the cue, or the head of the words, that names its relay."""
    found: dict[int, Cue | Token] = {}
    for index, draft in enumerate(drafts):
        if draft.cue is None:
            continue
        cited = _cited_by(draft.cue)
        if cited is not None:
            found[index] = cited
        elif (outer := _around(draft.cue, drafts, index)) is not None and outer.source != draft.cue.source:
            found[index] = outer
    return found


def _cited_by(cue: Cue) -> Token | None:
    """ "Peskov said, quoted by Interfax", "was quoted by Interfax as saying", "Interfax quoted"."""
    above = citing_verb(cue.token)
    if above is not None and cited_speaker(cue.token) is not None:
        return find_subject(above)
    for verb in [*cue.token.children, *((above,) if above is not None else ())]:
        if verb.lemma_ in _CITING and verb.tag_ == "VBN":
            ties = [*verb.children, *(cue.token.rights if verb == above else ())]  # "as saying by Interfax"
            agents = [word for by in ties if by.lower_ == "by" for word in by.children]
            return next((word for word in agents if word.dep_ == "pobj"), None)
    return None


def _around(cue: Cue, drafts: list[Draft], index: int) -> Cue | None:
    """The cue of the smallest other statement whose content holds this attribution."""
    at = cue.token.idx
    near = drafts[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
    outer = [
        draft
        for draft in near
        if draft.cue is not None and draft.cue is not cue and any(s.start <= at < s.end for s in draft.spans)
    ]
    return min(outer, key=_size).cue if outer else None


def _size(draft: Draft) -> int:
    return sum(span.end - span.start for span in draft.spans)
