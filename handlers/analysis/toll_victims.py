"""Whose casualties a claim counts: everyone, or a group that is never compared with everyone."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.extract.casualties.tables import demonyms
from store.types import Article, CasualtyClaim, Span, Speaker

_ANYONE = frozenset(
    ["person", "people", "other", "victim", "human", "life", "live", "dead", "individual", "side"]
)
_SAME = {
    "troop": "soldier", "troops": "soldier", "serviceman": "soldier", "servicemen": "soldier",
    "militant": "fighter", "insurgent": "fighter", "rebel": "fighter", "guerrilla": "fighter",
    "policemen": "policeman", "men": "man", "women": "woman", "children": "child",
}  # fmt: skip
LEAST = 4  # letters of a side's name that can be cut short
_POSSESSIVE = frozenset(["its", "their", "our", "his", "her", "my"])
_UNKNOWN = "unknown"  # sides are never compared with each other, and this one with no other
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
    owner: CasualtyClaim | None = field(default=None, compare=False)  # whose claimant speaks of its own


EVERYONE = Victims()


def victims_of(claim: CasualtyClaim, article: Article) -> Victims:
    """The group that a claim counts, by its side and its noun in the singular.

    "Its soldiers" are those of the claimant; where no words tell whose they are, they stand alone.
    """
    local = claim.local
    span, owned = _without_owner(local.victims, article) if local.victims else (None, False)
    side = None if local.side == "both" else local.side
    noun = _noun(span.of(article.text)) if span else ""
    if side is not None and noun not in _SAME.values() and local.civilian is None:
        noun = ""
    if owned and side is None:
        side = f"{_UNKNOWN} {claim.key}"
    label = (claim.article, span) if span and (side or noun) else None
    told = span is not None and side is not None and side.lower() in span.of(article.text).lower()
    speaks = owned or (side is not None and not told and _names(local.claimant, side))
    return Victims(side, noun, local.part_of is not None, label, claim if speaks and local.claimant else None)


def _without_owner(victims: Span, article: Article) -> tuple[Span, bool]:
    """ "its soldiers" without "its"."""
    first, *rest = victims.of(article.text).split(maxsplit=1)
    if first.lower() not in _POSSESSIVE or not rest:
        return victims, False
    return Span(victims.end - len(rest[0]), victims.end), True


def _names(claimant: Speaker | None, side: str) -> bool:
    said = claimant.name.replace("'s", "").replace("’s", "").split() if claimant else []
    return any(side in (word, demonyms().get(word.lower())) for word in said)


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
