"""Whose casualties a claim counts: everyone, or a group that is never compared with everyone."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.extract.casualties.tables import demonyms
from store.types import Article, CasualtyClaim, Span

_ANYONE = frozenset(
    ["person", "people", "other", "victim", "human", "life", "live", "dead", "individual", "side"]
)
_SAME = {
    "troop": "soldier", "troops": "soldier", "serviceman": "soldier", "servicemen": "soldier",
    "militant": "fighter", "insurgent": "fighter", "rebel": "fighter", "guerrilla": "fighter",
    "policemen": "policeman", "men": "man", "women": "woman", "children": "child",
}  # fmt: skip
LEAST = 4  # letters of a side's name that can be cut short
_TAIL = (" of ", " from ", " in ")


@dataclass(frozen=True, slots=True)
class Victims:
    """A group of victims; `noun` is empty for everyone of a side.

    `label` is an article and the span of its words for the group.
    """

    side: str | None = None
    noun: str = ""
    is_part: bool = False  # counted out of a larger figure: "nine of them teachers"
    label: tuple[int, Span] | None = field(default=None, compare=False)


EVERYONE = Victims()


def victims_of(claim: CasualtyClaim, article: Article) -> Victims:
    """The group that a claim counts, by its side and its noun in the singular."""
    local = claim.local
    side = None if local.side == "both" else local.side
    noun = _noun(local.victims.of(article.text)) if local.victims else ""
    if side is not None and noun not in _SAME.values() and local.civilian is None:
        noun = ""
    label = (claim.article, local.victims) if local.victims and (side or noun) else None
    return Victims(side, noun, local.part_of is not None, label)


def is_of_side(claim: CasualtyClaim, article: Article, words: str) -> bool:
    """Whether the claim counts victims of the side that a user names: "Armenia", "armenian"."""
    asked = demonyms().get(words.casefold(), words).casefold()
    named = claim.local.victims.of(article.text) if claim.local.victims else ""
    sides = [claim.local.side or "", *(word for word in named.split() if word[0].isupper())]
    return any(_same_side(side.casefold(), asked) for side in sides if side)


def _same_side(one: str, other: str) -> bool:
    """ "doran" and "dorans": one begins with the other."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= LEAST and longer.startswith(shorter))


def _noun(words: str) -> str:
    """The head noun in the singular, "" for words that mean anyone."""
    head = words.lower()
    for mark in _TAIL:
        head = head.split(mark)[0]
    last = head.split()[-1].strip("\"'’”.,") if head.split() else ""
    last = _SAME.get(last, last)
    single = last[:-1] if last.endswith("s") and not last.endswith("ss") else last
    single = _SAME.get(single, single)
    return "" if single in _ANYONE else single
