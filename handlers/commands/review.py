"""/review: what readers say is wrong, for owners to confirm or reject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.deciding import OwnersOnly, apply_now, is_owner
from handlers.doc import Block, Doc, Evidence, Heading, Item, Line, Note
from handlers.facts import code_of, fact_of, words_of
from handlers.grammar import ArgumentError, Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Described, Number, Typed, UserWords
from store.types import Correction

LISTED = 3
_VERBS = {"confirm": True, "reject": False}
USAGE = "NUMBER confirm | NUMBER reject"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal beside the words it is about; those may be gone from the article since."""

    number: int
    value: str | None
    asker: str
    words: Evidence | None
    label: Line = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """What waits for an owner's word, oldest first."""

    waiting: tuple[Waiting, ...]
    total: int

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        if not self.waiting:
            yield Note((house.NOTHING_WAITS(),))
            return
        yield Heading((house.TO_REVIEW(proposals=Count(self.total, "proposal")),))
        for one in self.waiting:
            number = house.PROPOSAL(number=Number(one.number))
            line: Line = (number, one.words) if one.words else (number, house.WORDS_GONE())
            yield Item(line, tuple(filter(None, (one.label, _wish(one), _lines(one.number)))))
        if self.total > len(self.waiting):
            yield Note((house.AND_MORE(count=Count(self.total - len(self.waiting))),))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of a proposal; `confirmed` None: it was decided before."""

    number: int
    confirmed: bool | None
    follows: bool = False

    def doc(self) -> Doc:
        number = Number(self.number)
        if self.confirmed is None:
            return Doc((Note((house.REVIEWED_BEFORE(number=number),)),))
        said = (house.CONFIRMED if self.confirmed else house.REJECTED)(number=number)
        follow = (house.SPACE(), house.FOLLOW()) if self.follows else ()
        return Doc((Note((said, *follow)),))


@dataclass(frozen=True, slots=True)
class ReviewUsage:
    """A line that says neither confirm nor reject."""

    def doc(self) -> Doc:
        return Doc((Note((house.USAGE(line=Described(f"/review {USAGE}")),)),))


@command(
    "review",
    "For owners: what readers say is wrong",
    usage=f"[{USAGE}]",
    examples=("/review",),
)
def review(ask: Ask, arguments: Arguments) -> Value:
    """List the proposals, or decide one. Raises NotFound and ArgumentError."""
    if not is_owner(ask):
        return OwnersOnly()
    if not arguments.words:
        proposals = ask.library.proposals()
        return Proposals(tuple(_waiting(ask, one) for one in proposals[:LISTED]), len(proposals))
    number, _, verb = arguments.words.partition(" ")
    if not number.isdecimal() or len(number) > 9:
        raise ArgumentError("number", number)
    if verb.lower() not in _VERBS:
        return ReviewUsage()
    confirm = _VERBS[verb.lower()]
    done = ask.library.decide(int(number), ask.room.user, confirm=confirm)
    follows = done is not None and confirm and not apply_now(ask)
    return Reviewed(int(number), confirm if done else None, follows)


def _waiting(ask: Ask, one: Correction) -> Waiting:
    chat = ask.desk.chat(one.by) if ask.desk else None
    asker = chat.title if chat else ""
    facts = ask.library.coded(code_of(one.key))
    fact = next((fact for fact in facts if fact.key == one.key), None)
    if fact is None:
        return Waiting(one.id, one.value, asker, None)
    article = ask.library.article(fact.article)
    return Waiting(one.id, one.value, asker, words_of(fact, article), fact_of(fact, article).label)


def _wish(one: Waiting) -> Line:
    """right: wounded · asked by Eve"""
    value = (house.RIGHT_IS(value=UserWords(one.value)),) if one.value else (house.RIGHT_IS_NONE(),)
    asker = (house.ASKED_BY(who=UserWords(one.asker)),) if one.asker else ()
    return house.dots(value, asker)


def _lines(number: int) -> Line:
    confirm = house.LINE(line=Typed(f"/review {number} confirm"))
    return (confirm, house.DOT(), house.LINE(line=Typed(f"/review {number} reject")))
