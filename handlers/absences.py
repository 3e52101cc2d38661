"""What becomes of an article whose file is gone: an owner withdraws it, or keeps it in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.deciding import OwnersOnly, apply_now, is_owner
from handlers.doc import Actions, Block, Doc, Heading, House, Item, Note
from handlers.grammar import ArgumentError
from handlers.registry import Ask, Value
from handlers.slots import Count, Described, Number, Typed
from store.keys import article_key
from store.types import Absence, Field, NewCorrection, Removal

LISTED = 8
ANYWAY = "anyway"  # overrules what was decided before


@dataclass(frozen=True, slots=True)
class GoneFiles:
    """Articles that wait for a decision."""

    absences: tuple[Absence, ...]

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        if not self.absences:
            yield Note((house.NONE_GONE(),))
            return
        yield Heading((house.GONE_ARE(files=Count(len(self.absences), "file")),))
        for absence in self.absences[:LISTED]:
            number = house.LIST_NUMBER(number=Number(absence.article))
            yield Item((number, house.FILE(path=Described(absence.path))), (_lines(absence.article),))
        more = len(self.absences) - LISTED
        if more > 0:
            yield Note((house.MORE_FILES(files=Count(more, "file")),))
            yield Note((house.ALL_GONE(line=Described("dateline ingest --allow-removals")),))


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds for an article without a file. `before`: another decision stands; `line` overrules it."""

    article: int
    path: str
    removal: Removal
    line: str
    before: bool = False
    follows: bool = False

    def doc(self) -> Doc:
        follow = (house.SPACE(), house.FOLLOW()) if self.follows else ()
        withdrawn = self.removal is Removal.WITHDRAW
        other = (house.KEEP_IT if withdrawn else house.WITHDRAW_IT)(line=Typed(self.line))
        return Doc((Note((self._said(), *follow)), Actions((other,))))

    def _said(self) -> House:
        path = Described(self.path)
        if self.removal is Removal.WITHDRAW:
            return (house.WITHDRAWN_BEFORE if self.before else house.IS_WITHDRAWN)(path=path)
        return (house.KEPT_BEFORE if self.before else house.IS_KEPT)(path=path)


@dataclass(frozen=True, slots=True)
class HasFile:
    """An article whose file is in the folder: there is nothing to decide."""

    path: str
    removal: Removal

    def doc(self) -> Doc:
        said = house.STILL_THERE if self.removal is Removal.WITHDRAW else house.IN_FOLDER
        return Doc((Note((said(path=Described(self.path)),)),))


def decide(ask: Ask, words: str, removal: Removal) -> Value:
    """Store a decision about an article, or show what waits for one. Raises NotFound and ArgumentError."""
    if not is_owner(ask):
        return OwnersOnly()
    if not words:
        return GoneFiles(ask.library.absent())
    typed, _, more = words.partition(" ")
    number = typed.lstrip("#")
    if not number.isdecimal() or len(number) > 9:
        raise ArgumentError("number", typed)
    absence = ask.library.absence(int(number))
    if absence.gone and absence.decided in (None, removal):
        return _decided(ask, absence, removal)
    if not absence.gone:
        return HasFile(absence.path, removal)
    if more.lower() != ANYWAY:
        stands = absence.decided or removal
        line = f"/{removal.value} {absence.article} {ANYWAY}"
        return Decided(absence.article, absence.path, stands, line, before=True)
    return _decided(ask, absence, removal)


def _decided(ask: Ask, absence: Absence, removal: Removal) -> Decided:
    """The same again changes nothing."""
    follows = False
    if absence.decided is not removal:
        key = article_key(absence.article)
        ask.library.correct(NewCorrection(key, absence.article, Field.FILE, removal.value, ask.room.user))
        follows = not apply_now(ask)
    other = Removal.KEEP if removal is Removal.WITHDRAW else Removal.WITHDRAW
    line = f"/{other.value} {absence.article} {ANYWAY}"
    return Decided(absence.article, absence.path, removal, line, follows=follows)


def _lines(article: int) -> tuple[House, ...]:
    withdraw = house.LINE(line=Typed(f"/withdraw {article}"))
    return (withdraw, house.DOT(), house.LINE(line=Typed(f"/keep {article}")))
