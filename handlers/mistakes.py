"""Answers to lines that cannot be answered: each says what was wrong and how to write it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.doc import Actions, Block, Doc, House, Note
from handlers.slots import Described, Number, Typed, UserWords

DAYS = {"first": Typed("2022-09-16"), "second": Typed("yesterday"), "third": Typed("7d")}
MANY_OUTLETS = 12
_WRONG = {"outlet": house.BAD_OUTLET, "story": house.BAD_STORY, "number": house.BAD_NUMBER}
_WITHOUT_WORDS = {
    "period": house.BAD_PERIOD,
    "about": house.NEEDS_TOPIC,
    "pair": house.NEEDS_PAIR,
}


@dataclass(frozen=True, slots=True)
class NoSlash:
    """Words without a command."""

    words: str

    def doc(self) -> Doc:
        asks = self.words.rstrip().endswith("?")
        line = Typed(UserWords(f"/{'ask' if asks else 'search'} {self.words}").text)
        hint = house.NO_SLASH_ASK(line=line) if asks else house.NO_SLASH(line=line)
        hints = (hint, house.SEE_HELP(line=Typed("/help")))
        return Doc(tuple(Note((hint,)) for hint in hints))


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command that does not exist, with the name of the nearest one."""

    typed: str
    nearest: tuple[str, ...] = ()

    def doc(self) -> Doc:
        near = tuple(house.DID_YOU_MEAN_LINE(line=Typed(f"/{name}")) for name in self.nearest)
        first = (
            house.UNKNOWN_COMMAND(typed=UserWords(self.typed)),
            *(x for n in near for x in (house.SPACE(), n)),
        )
        return Doc((Note(first), Note((house.SEE_HELP(line=Typed("/help")),))))


@dataclass(frozen=True, slots=True)
class Usage:
    """Arguments that are missing or not understood; `kind` as in grammar.ArgumentError, "" when missing."""

    command: str
    written: str
    example: str
    kind: str = ""
    words: str = ""
    outlets: tuple[str, ...] = ()

    def doc(self) -> Doc:
        usage = (
            house.USAGE(line=Described(self.written)),
            house.COMMA(),
            house.EXAMPLE(line=Typed(self.example)),
        )
        blocks: list[Block] = [Note((self._reason(),))]
        if self.kind in ("outlet", "pair") and self.outlets:
            blocks.append(Note((house.OUTLETS_ARE(), house.SPACE(), *self._outlets())))
        return Doc((*blocks, Note(usage)))

    def _reason(self) -> House:
        typed = UserWords(self.words)
        if self.kind == "number" and not self.words:
            return house.NEEDS_NUMBER(line=Typed(self.command))
        if self.kind == "date":
            return house.BAD_DATE(typed=typed, **DAYS)
        if self.kind in _WITHOUT_WORDS:
            return _WITHOUT_WORDS[self.kind]()
        if self.kind in _WRONG:
            return _WRONG[self.kind](typed=typed)
        return house.NEEDS_MORE(line=Typed(self.command))

    def _outlets(self) -> tuple[House, ...]:
        names = (house.LINE(line=Described(name)) for name in self.outlets[:MANY_OUTLETS])
        return tuple(run for name in names for run in (house.COMMA(), name))[1:]


@dataclass(frozen=True, slots=True)
class NothingCalled:
    """A permanent number that names nothing."""

    what: str
    number: int

    def doc(self) -> Doc:
        missing = house.NOTHING_CALLED(what=Described(self.what), number=Number(self.number))
        offers = {
            "article": "/articles",
            "story": "/stories",
            "person": "/people",
            "subscription": "/subscriptions",
            "proposal": "/review",
            "message": "/status",
        }
        line = house.SEE_ALL(line=Typed(offers.get(self.what, "/help")))
        return Doc((Note((missing,)), Actions((line,))))


@dataclass(frozen=True, slots=True)
class Refused:
    """What stands in place of an answer that the gate held back."""

    def doc(self) -> Doc:
        return Doc((Note((house.REFUSED(),)), Note((house.REPORT_IT(),))))
