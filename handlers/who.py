"""Speakers as answers name them: counted, missed, or only named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.cite import name_of, quoted, these_articles
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    House,
    Item,
    Line,
    Note,
    Source,
    compose,
    evidence,
    source_of,
)
from handlers.registry import Ask
from handlers.slots import Count, Name, Typed, UserWords
from store.types import Person, PersonMatch, Span, SpeakerKind


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker in a list."""

    id: int
    name: Name
    kind: SpeakerKind
    direct: int
    mixed: int
    relayed: int
    indirect: int
    passed_on: int = 0

    @property
    def statements(self) -> int:
        """As /quotes lists them: renderings of one utterance count once."""
        return self.direct + self.mixed + self.relayed + self.indirect

    def counted(self) -> Line:
        """Ana Marek (4)"""
        return (house.COUNTED_NAME(name=self.name, count=Count(self.statements)),)

    def kinds(self) -> Line:
        """2 in own words · 1 in part · 1 as others give it · 1 indirect · 3 passed on for others"""
        counts = (
            (house.OWN_COUNT, self.direct),
            (house.PARTLY_COUNT, self.mixed),
            (house.RELAYED_COUNT, self.relayed),
            (house.INDIRECT_COUNT, self.indirect),
            (house.PASSED_ON_COUNT, self.passed_on),
        )
        return house.dots(*((message(count=Count(number)),) for message, number in counts if number))


@dataclass(frozen=True, slots=True)
class Named:
    """Someone whom the articles name and to whom they give no words."""

    name: Name
    printed: Evidence
    sources: tuple[Source, ...]

    def blocks(self) -> Iterator[Block]:
        yield Note((house.NAMED_NOT_QUOTED(name=self.name),))
        yield Item((*quoted(self.printed), house.SPACE(), Cite((self.printed.article,))))
        yield Actions((house.SEARCH_INSTEAD(line=Typed(f"/search {self.name.text}")),))


@dataclass(frozen=True, slots=True)
class NoPerson:
    """Nobody of that name speaks, or several do; `command` takes a better name."""

    words: str
    articles: int
    several: tuple[Who, ...] = ()
    nearest: tuple[Who, ...] = ()
    silent: tuple[Named, ...] = ()
    command: str = "/quotes"

    def doc(self) -> Doc:
        asked = UserWords(self.words)
        if self.several:
            items = tuple(Item((self._offer(who),)) for who in self.several)
            return Doc((Note((house.SEVERAL_CALLED(who=asked),)), *items))
        if self.silent:
            named = (block for one in self.silent for block in one.blocks())
            return compose(named, tuple(source for one in self.silent for source in one.sources))
        missed: Line = (house.NO_SPEAKER(who=asked, articles=these_articles(self.articles)),)
        if self.nearest:
            near = (run for who in self.nearest for run in (house.SPACE(), house.ASKED_NAME(name=who.name)))
            missed = (*missed, house.SPACE(), house.DID_YOU_MEAN(), *near)
        offers = tuple(self._offer(who) for who in self.nearest)
        return Doc((Note(missed), Actions((*offers, house.ALL_PEOPLE(line=Typed("/people"))))))

    def _offer(self, who: Who) -> House:
        line, count = Typed(f"{self.command} {who.name.text}"), Count(who.statements, "statement")
        return house.COUNTED_LINE(line=line, count=count)


def who_of(person: Person) -> Who:
    """A person as lists show one."""
    counts = (person.direct, person.mixed, person.relayed, person.indirect, person.passed_on)
    return Who(person.id, name_of(person), person.kind, *counts)


def no_person(ask: Ask, words: str, match: PersonMatch, command: str) -> NoPerson:
    """The miss, with namesakes or the nearest names."""
    return NoPerson(
        words,
        ask.library.size(),
        tuple(map(who_of, match.found)),
        tuple(map(who_of, match.nearest)),
        tuple(_named(ask, person) for person in match.silent),
        command,
    )


def _named(ask: Ask, person: Person) -> Named:
    """With the office when an article prints it before the name, else the name alone."""
    name = name_of(person)
    number, span = name.article or 0, name.span or Span(0, 0)
    article = ask.library.texts([number])[number]
    offices = (o.span for o in person.offices if o.article == number)
    before = next((o for o in offices if not article.text[o.end : span.start].strip()), span)
    printed = evidence(article, (Span(min(before.start, span.start), span.end),))
    return Named(name, printed, (source_of(article),))
