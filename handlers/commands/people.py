"""/people: who speaks in the articles, and how each is named there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.cite import listed, name_of, quoted, these_articles
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
    House,
    Item,
    Line,
    Note,
    Source,
    compose,
    evidence,
    fold,
    source_of,
)
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Name, Typed, UserWords
from store.types import Alias, Person, PersonMatch, SpeakerKind

_ALL = 50


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker in a list."""

    id: int
    name: Name
    kind: SpeakerKind
    direct: int
    mixed: int
    indirect: int

    @property
    def statements(self) -> int:
        return self.direct + self.mixed + self.indirect

    def counted(self) -> Line:
        """Ana Marek (4)"""
        return (house.COUNTED_NAME(name=self.name, count=Count(self.statements)),)

    def kinds(self) -> Line:
        """2 in own words · 1 in part · 1 indirect"""
        counts = (
            (house.OWN_COUNT, self.direct),
            (house.PARTLY_COUNT, self.mixed),
            (house.INDIRECT_COUNT, self.indirect),
        )
        return house.dots(*((message(count=Count(n)),) for message, n in counts if n))


@dataclass(frozen=True, slots=True)
class People:
    """Everyone who speaks, who speaks most first."""

    people: tuple[Who, ...]
    articles: int

    def doc(self) -> Doc:
        count = these_articles(self.articles)
        if not self.people:
            return Doc((Note((house.NO_PEOPLE(articles=count),)),))
        items = (Item((*who.counted(), house.DOT(), *who.kinds())) for who in self.people)
        return Doc((Heading((house.PEOPLE_TITLE(articles=count),)), *items))


@dataclass(frozen=True, slots=True)
class Profile:
    """One speaker: names and offices as the articles print them."""

    who: Who
    names: tuple[Evidence, ...]
    offices: tuple[Evidence, ...]
    sources: tuple[Source, ...]

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        organisation = (house.ORGANISATION(),) if self.who.kind is SpeakerKind.ORGANISATION else ()
        yield Heading(house.dots((house.NAME(name=self.who.name),), organisation, self.who.kinds()))
        if self.names:
            yield Item((house.NAMED_HERE(), *self._cited(self.names)))
        if self.offices:
            yield Item((house.OFFICE_HERE(), *self._cited(self.offices)))
        yield Actions((house.QUOTES_OF(line=Typed(f"/quotes {self.who.name.text}")),))

    def _cited(self, words: tuple[Evidence, ...]) -> Line:
        return listed((*quoted(e), house.SPACE(), Cite((e.article,))) for e in words)


@dataclass(frozen=True, slots=True)
class NoPerson:
    """Nobody of that name speaks, or several do; `command` takes a better name."""

    words: str
    articles: int
    several: tuple[Who, ...] = ()
    nearest: tuple[Who, ...] = ()
    command: str = "/quotes"

    def doc(self) -> Doc:
        asked = UserWords(self.words)
        if self.several:
            items = tuple(Item((self._offer(who),)) for who in self.several)
            return Doc((Note((house.SEVERAL_CALLED(who=asked),)), *items))
        missed: Line = (house.NO_SPEAKER(who=asked, articles=these_articles(self.articles)),)
        if self.nearest:
            near = (run for who in self.nearest for run in (house.SPACE(), house.ASKED_NAME(name=who.name)))
            missed = (*missed, house.SPACE(), house.DID_YOU_MEAN(), *near)
        offers = tuple(self._offer(who) for who in self.nearest)
        return Doc((Note(missed), Actions((*offers, house.ALL_PEOPLE(line=Typed("/people"))))))

    def _offer(self, who: Who) -> House:
        line, count = Typed(f"{self.command} {who.name.text}"), Count(who.statements, "statement")
        return house.COUNTED_LINE(line=line, count=count)


@command("people", "Who speaks, and how often", usage="[name]", examples=("/people", "/people Marek"))
def people(ask: Ask, arguments: Arguments) -> Value:
    """Everyone who speaks, or one of them."""
    if not arguments.words:
        found = ask.library.people(limit=min(_ALL, ask.limits.entries))
        return People(tuple(map(who_of, found)), ask.library.size())
    match = ask.library.find_person(arguments.words)
    if len(match.found) != 1:
        return no_person(ask, arguments.words, match, "/people")
    return _profile(ask, match.found[0])


def who_of(person: Person) -> Who:
    """A person as lists show one."""
    return Who(person.id, name_of(person), person.kind, person.direct, person.mixed, person.indirect)


def no_person(ask: Ask, words: str, match: PersonMatch, command: str) -> NoPerson:
    """The miss, with namesakes or the nearest names."""
    return NoPerson(
        words,
        ask.library.size(),
        tuple(map(who_of, match.found)),
        tuple(map(who_of, match.nearest)),
        command,
    )


def _profile(ask: Ask, person: Person) -> Profile:
    names, offices = _once(person.aliases), _once(person.offices)
    articles = ask.library.texts({alias.article for alias in (*names, *offices)})
    return Profile(
        who=who_of(person),
        names=tuple(evidence(articles[a.article], (a.span,)) for a in names),
        offices=tuple(evidence(articles[a.article], (a.span,)) for a in offices),
        sources=tuple(source_of(article) for article in articles.values()),
    )


def _once(aliases: tuple[Alias, ...]) -> tuple[Alias, ...]:
    once: dict[str, Alias] = {}
    for alias in aliases:
        once.setdefault(fold(alias.text).casefold(), alias)
    return tuple(once.values())
