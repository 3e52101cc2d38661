"""/set: the date or outlet of an article, as an owner knows it. It lies over what the article shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.basis import origin_lines
from handlers.deciding import OwnersOnly, apply_now, is_owner
from handlers.doc import Actions, Block, Doc, House, Line, Note
from handlers.grammar import ArgumentError, Arguments, read_published
from handlers.mistakes import DAYS
from handlers.registry import Ask, ChatKind, Value, command
from handlers.slots import AskedDay, Described, Path, Typed, UserWords
from store.described import published_as
from store.keys import article_key
from store.types import Article, Field, NewCorrection

USAGE = "NUMBER date DAY | outlet NAME"
LONGEST = 80  # characters of an outlet's name
NONE, UNDO = "none", "undo"  # what can stand in place of a value
_FIELDS = {"date": Field.DATE, "outlet": Field.OUTLET}
_WAYS = {
    "first": Typed("2022-09-16"),
    "second": Typed("2022-09"),
    "third": Typed("2022"),
    "none": Typed(NONE),
}


@dataclass(frozen=True, slots=True)
class NotSet:
    """A line without an article, or with another thing to set."""

    typed: str = ""

    def doc(self) -> Doc:
        wrong = house.BAD_FIELD(typed=UserWords(self.typed)) if self.typed else house.SET_NEEDS()
        usage = house.USAGE(line=Described(f"/set {USAGE}"))
        return Doc((Note((wrong,)), Note((usage,))))


@dataclass(frozen=True, slots=True)
class WantsValue:
    """A question: the next words of who was asked complete `line`. `problem` is why those before did not."""

    line: str  # "/set 12 date"
    article: int
    path: str
    field: Field
    label: Line  # what it is now, with its basis
    problem: Line = ()
    cancel: bool = False  # asked where words are waited for

    @property
    def example(self) -> str:
        """What an answer looks like."""
        return "2022-09-16" if self.field is Field.DATE else "Harbour Post"

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        if self.problem:
            yield Note(self.problem)
        else:
            yield Note((self._question(),))
            yield Note((house.IS_NOW(), *self.label))
        if self.cancel:
            yield Note((house.LEAVES(line=Typed("/cancel")),))
        else:
            yield Note((house.USAGE(line=Described(f"{self.line} {_WORD[self.field]}")),))

    def _question(self) -> House:
        path = Path(self.path, self.article)
        if self.field is Field.DATE:
            return house.ASK_DATE(path=path, **_WAYS)
        return house.ASK_OUTLET(path=path, none=_WAYS["none"])


_WORD = {Field.DATE: "DAY", Field.OUTLET: "NAME"}


@dataclass(frozen=True, slots=True)
class ValueSet:
    """What is set now, None for none; `undone`: the article's own again. `follows`: not in answers yet."""

    article: int
    path: str
    field: Field
    value: str | None
    undone: bool = False
    follows: bool = False

    def doc(self) -> Doc:
        follow = (house.SPACE(), house.FOLLOW()) if self.follows else ()
        line = Typed(f"/set {self.article} {self.field.value} {UNDO}")
        undo = () if self.undone else (Actions((house.TO_UNDO(line=line),)),)
        return Doc((Note((self._said(), *follow)), *undo))

    def _said(self) -> House:
        path = Path(self.path, self.article)
        dates = self.field is Field.DATE
        if self.undone:
            return (house.DATE_BACK if dates else house.OUTLET_BACK)(path=path)
        if self.value is None:
            return (house.UNDATED_SET if dates else house.NO_OUTLET_SET)(path=path)
        if not dates:
            return house.OUTLET_SET(path=path, outlet=UserWords(self.value))
        published = published_as(self.value)
        if published.day is None:
            raise ValueError(self.value)
        return house.DATE_SET(path=path, day=AskedDay(published.day, published.precision))


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """Undo without anything that was set."""

    article: int
    path: str

    def doc(self) -> Doc:
        return Doc((Note((house.NOTHING_SET(path=Path(self.path, self.article)),)),))


@command(
    "set",
    "For owners: the date or outlet of an article",
    usage=f"[{USAGE}]",
    examples=("/set 1 date 2022-09-16", "/set 1 outlet Harbour Post", "/set 1 outlet"),
)
def set_value(ask: Ask, arguments: Arguments) -> Value:
    """Set a value, take it back, or ask for it. Raises NotFound and ArgumentError."""
    if not is_owner(ask):
        return OwnersOnly()
    number, field, value = _parts(arguments.words)
    if not number.isdecimal() or len(number) > 9:
        raise ArgumentError("number", number)
    if field not in _FIELDS:
        return NotSet(field)
    article = ask.library.article(int(number))
    wanted = _FIELDS[field]
    if value.lower() == UNDO:
        return _undo(ask, article, wanted)
    try:
        checked = _checked(ask, wanted, value) if value else ""
    except _Wrong as wrong:
        return _question(ask, article, wanted, (wrong.why,))
    return _set(ask, article, wanted, checked) if checked != "" else _question(ask, article, wanted)


class _Wrong(ValueError):
    """A value that cannot be set, and why."""

    def __init__(self, why: House) -> None:
        self.why = why
        super().__init__(why.text)


def _parts(words: str) -> tuple[str, str, str]:
    number, _, rest = words.partition(" ")
    field, _, value = rest.strip().partition(" ")
    return number.lstrip("#"), field.lower().rstrip(":"), value.strip()


def _checked(ask: Ask, field: Field, typed: str) -> str | None:
    """The value as it is stored; None for none. Raises _Wrong."""
    if typed.lower() == NONE:
        return None
    return _date(ask, typed) if field is Field.DATE else _outlet(ask, typed)


def _date(ask: Ask, typed: str) -> str:
    try:
        value = read_published(typed, ask.today)
    except ArgumentError:
        raise _Wrong(house.BAD_DATE(typed=UserWords(typed), **DAYS)) from None
    if value > ask.today.isoformat():
        raise _Wrong(house.FUTURE_DATE(typed=UserWords(typed)))
    return value


def _outlet(ask: Ask, typed: str) -> str:
    """A name; one that is known here is spelt as the articles have it."""
    if len(typed) > LONGEST:
        raise _Wrong(house.LONG_NAME())
    if not re.search(r"[^\W\d_]", typed) or typed.startswith("/"):
        raise _Wrong(house.BAD_NAME(typed=UserWords(typed)))
    known = {name.casefold(): name for name, _ in ask.library.outlets()}
    return known.get(typed.casefold(), typed)


def _question(ask: Ask, article: Article, field: Field, problem: Line = ()) -> WantsValue:
    outlet, day = origin_lines(article)
    return WantsValue(
        line=f"/set {article.id} {field.value}",
        article=article.id,
        path=article.path,
        field=field,
        label=day if field is Field.DATE else outlet,
        problem=problem,
        cancel=ask.chat is ChatKind.PRIVATE,
    )


def _set(ask: Ask, article: Article, field: Field, value: str | None) -> ValueSet:
    new = NewCorrection(article_key(article.id), article.id, field, value, ask.room.user)
    ask.library.correct(new)
    return ValueSet(article.id, article.path, field, value, follows=not apply_now(ask))


def _undo(ask: Ask, article: Article, field: Field) -> Value:
    if not ask.library.undo(article_key(article.id), field, ask.room.user):
        return NothingToUndo(article.id, article.path)
    return ValueSet(article.id, article.path, field, None, undone=True, follows=not apply_now(ask))
