"""Who passes a statement on: "Putin expressed concern, Peskov said", "X said, quoted by Interfax"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.quotes.contents import attribution_edges
from store.extract.quotes.cues import Cue
from store.extract.quotes.statements import Draft

if TYPE_CHECKING:
    from spacy.tokens import Token

_CITING = frozenset({"quote", "cite", "report"})


def find_relays(drafts: list[Draft]) -> dict[int, Token]:
    """Index of a draft to the head of the words that name its relay."""
    found: dict[int, Token] = {}
    for index, draft in enumerate(drafts):
        if draft.cue is None:
            continue
        relay = _cited_by(draft.cue) or _around(draft.cue, drafts)
        if relay is not None and relay != draft.cue.source:
            found[index] = relay
    return found


def _cited_by(cue: Cue) -> Token | None:
    """ "Peskov said, quoted by Interfax": the agent of a citing participle."""
    above = cue.token.head.head if cue.token.dep_ == "pcomp" else None
    for child in [*cue.token.children, *((above,) if above is not None else ())]:
        if child.lemma_ in _CITING and child.tag_ == "VBN":
            agents = [word for by in child.children if by.dep_ == "agent" for word in by.children]
            return next((word for word in agents if word.dep_ == "pobj"), None)
    return None


def _around(cue: Cue, drafts: list[Draft]) -> Token | None:
    """The speaker of the smallest other statement whose content holds this attribution."""
    at = cue.token.idx
    best: Draft | None = None
    for draft in _nearby(drafts, at):
        if draft.cue is None or draft.cue is cue or not any(s.start <= at < s.end for s in draft.spans):
            continue
        if best is None or _size(draft) < _size(best):
            best = draft
    return best.cue.source if best is not None and best.cue is not None else None


def _nearby(drafts: list[Draft], at: int) -> list[Draft]:
    return [draft for draft in drafts if draft.spans[0].start <= at < draft.spans[-1].end]


def _size(draft: Draft) -> int:
    return sum(span.end - span.start for span in draft.spans)


def is_inside(cue: Cue, draft: Draft) -> bool:
    """Whether the attribution stands inside the draft's content."""
    first, _ = attribution_edges(cue)
    return any(span.start <= first.idx < span.end for span in draft.spans)
