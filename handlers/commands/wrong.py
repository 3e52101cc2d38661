"""/wrong: say that a speaker or a figure is wrong. Owners decide, by /review; what they say holds at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.deciding import apply_now, is_owner
from handlers.doc import Block, Doc, Evidence, Heading, House, Item, Line, Note
from handlers.facts import CODE, code_of, fact_of, field_of, words_of
from handlers.grammar import Arguments
from handlers.registry import Ask, ChatKind, Value, command
from handlers.slots import Count, Described, Typed, UserWords
from store.overlay import with_figure, with_speaker
from store.types import Article, CasualtyClaim, Field, NewCorrection, Proposed, Quote, Span

USAGE = "NUMBER | CODE speaker NAME | CODE figure KIND"
LISTED = 6
NONE, UNDO = "none", "undo"
_WHERE = re.compile(r"#?(\d{1,7})(?: (\d+)-(\d+))?")  # an article, and the characters that are looked at
_CODED = re.compile(rf"([0-9a-f]{{{CODE}}})(?: (speaker|figure)(?: (.+))?)?", re.IGNORECASE)
_FIXED = {
    Proposed.STORED: house.PROPOSED,
    Proposed.REPLACED: house.PROPOSED_AGAIN,
    Proposed.REJECTED: house.REJECTED_BEFORE,
    Proposed.TOO_MANY: house.TOO_MANY_OPEN,
}


@dataclass(frozen=True, slots=True)
class WrongUsage:
    """A line that names nothing; `typed` may be a code that no fact has."""

    typed: str = ""

    def doc(self) -> Doc:
        reason = house.NO_CODE(typed=UserWords(self.typed)) if self.typed else house.WRONG_NEEDS()
        return Doc((Note((reason,)), Note((house.USAGE(line=Described(f"/wrong {USAGE}")),))))


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A fact with what it was taken for, and the line that says it is wrong."""

    words: Evidence
    label: Line
    line: str


@dataclass(frozen=True, slots=True)
class WrongFacts:
    """Facts of an article that can be wrong."""

    facts: tuple[Doubtful, ...]
    more: int = 0

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        yield Heading((house.WHAT_IS_WRONG() if self.facts else house.NO_FACTS(),))
        for fact in self.facts:
            yield Item((fact.words,), (fact.label, (house.LINE(line=Typed(fact.line)),)))
        if self.more:
            yield Note((house.AND_MORE(count=Count(self.more)),))


@dataclass(frozen=True, slots=True)
class WantsFix:
    """A question: the next words of who was asked complete `line`."""

    line: str  # "/wrong 3fa9c1d2 speaker"
    field: Field
    words: Evidence
    label: Line
    problem: Line = ()
    cancel: bool = False

    @property
    def example(self) -> str:
        """What an answer looks like."""
        return "Ana Marek" if self.field is Field.SPEAKER else "wounded"

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        if self.problem:
            yield Note(self.problem)
        else:
            asked = house.ASK_SPEAKER if self.field is Field.SPEAKER else house.ASK_FIGURE
            yield Item((self.words,), (self.label,))
            yield Note((asked(none=Typed(NONE)),))
        if self.cancel:
            yield Note((house.LEAVES(line=Typed("/cancel")),))
        else:
            word = "NAME" if self.field is Field.SPEAKER else "KIND"
            yield Note((house.USAGE(line=Described(f"{self.line} {word}")),))


@dataclass(frozen=True, slots=True)
class Fixed:
    """What became of it. `proposed` None: an owner said so, it holds."""

    proposed: Proposed | None
    undone: bool | None = None  # whether there was something to take back
    follows: bool = False

    def doc(self) -> Doc:
        follow = (house.SPACE(), house.FOLLOW()) if self.follows else ()
        return Doc((Note((self._said(), *follow)),))

    def _said(self) -> House:
        if self.proposed is not None:
            return _FIXED[self.proposed]()
        if self.undone is not None:
            return (house.FACT_BACK if self.undone else house.NOTHING_CORRECTED)()
        return house.CORRECTED_NOW()


@command(
    "wrong",
    "Say that a speaker or a figure is wrong",
    usage=f"[{USAGE}]",
    examples=("/wrong 1",),
)
def wrong(ask: Ask, arguments: Arguments) -> Value:
    """List what can be wrong, ask what is right, or take it. Raises NotFound."""
    if where := _WHERE.fullmatch(arguments.words):
        return _listed(ask, int(where[1]), Span(int(where[2]), int(where[3])) if where[2] else None)
    match = _CODED.fullmatch(arguments.words)
    if match is None:
        return WrongUsage(arguments.words)
    facts = ask.library.coded(match[1].lower())
    if len(facts) != 1:
        return WrongUsage(match[1])
    (fact,) = facts
    article = ask.library.article(fact.article)
    if match[2] is None:
        return WrongFacts((_doubtful(fact, article),))
    if match[2].lower() != field_of(fact):
        return WrongUsage(match[1])
    return _fix(ask, fact, article, (match[3] or "").strip())


def _listed(ask: Ask, number: int, within: Span | None) -> WrongFacts:
    article = ask.library.article(number)
    facts: Sequence[Quote | CasualtyClaim] = (
        *ask.library.quotes(article=number),
        *ask.library.claims(article=number),
    )
    near = [f for f in facts if within and any(s.overlaps(within) for s in fact_of(f, article).spans)]
    chosen = sorted(near or facts, key=lambda fact: fact_of(fact, article).spans)
    found = tuple(_doubtful(fact, article) for fact in chosen[:LISTED])
    return WrongFacts(found, len(chosen) - len(found))


def _doubtful(fact: Quote | CasualtyClaim, article: Article) -> Doubtful:
    line = f"/wrong {code_of(fact.key)} {field_of(fact).value}"
    return Doubtful(words_of(fact, article), fact_of(fact, article).label, line)


def _fix(ask: Ask, fact: Quote | CasualtyClaim, article: Article, typed: str) -> Value:
    field = field_of(fact)
    if typed.lower() == UNDO and is_owner(ask):
        undone = ask.library.undo(fact.key, field, ask.room.user)
        return Fixed(None, undone, follows=undone and not apply_now(ask))
    value = None if typed.lower() == NONE else _plain(fact, typed)
    if not typed or (value is not None and not _fits(ask, fact, article, value)):
        return _question(ask, fact, article, typed)
    wanted = NewCorrection(fact.key, article.id, field, value, ask.room.user, typed)
    if not is_owner(ask):
        return Fixed(ask.library.propose(wanted))
    ask.library.correct(wanted)
    return Fixed(None, follows=not apply_now(ask))


def _plain(fact: Quote | CasualtyClaim, typed: str) -> str:
    """Kinds are stored in small letters, names as they were typed."""
    return typed if isinstance(fact, Quote) else typed.lower()


def _fits(ask: Ask, fact: Quote | CasualtyClaim, article: Article, value: str) -> bool:
    """Whether the article has such a speaker, or its sentence such a number."""
    if isinstance(fact, Quote):
        return with_speaker(fact.local, value, article.text, ask.library.reading(article.id)) is not None
    return with_figure(fact.local, value, article.text) is not None


def _question(ask: Ask, fact: Quote | CasualtyClaim, article: Article, typed: str) -> WantsFix:
    field = field_of(fact)
    bad = house.BAD_SPEAKER if field is Field.SPEAKER else house.BAD_FIGURE
    return WantsFix(
        line=f"/wrong {code_of(fact.key)} {field.value}",
        field=field,
        words=words_of(fact, article),
        label=fact_of(fact, article).label,
        problem=(bad(typed=UserWords(typed)),) if typed else (),
        cancel=ask.chat is ChatKind.PRIVATE,
    )
