"""/people: who speaks in the articles, and how each is named there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handlers import house
from handlers.cite import listed, place, quoted, these_articles
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
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
from handlers.slots import Count, Number, Typed
from handlers.who import Who, no_person, who_of
from handlers.words import same_office
from store.types import Alias, Person, SpeakerKind

_ALL = 50
_OUTLETS = 3
_STORIES = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A speaker of the list, and one article of each outlet that quotes them."""

    who: Who
    outlets: tuple[Source, ...]

    def item(self) -> Item:
        shown = tuple((place(source),) for source in self.outlets[:_OUTLETS])
        more = len(self.outlets) - len(shown)
        rest = ((house.AND_MORE(count=Count(more)),),) if more else ()
        quoted_in = ((house.QUOTED_IN(), *listed((*shown, *rest))),) if shown else ()
        return Item((*self.who.counted(), house.DOT(), *self.who.kinds()), quoted_in)


@dataclass(frozen=True, slots=True)
class People:
    """Everyone who speaks, the most quoted first."""

    people: tuple[Listed, ...]
    articles: int

    def doc(self) -> Doc:
        count = these_articles(self.articles)
        if not self.people:
            return Doc((Note((house.NO_PEOPLE(articles=count),)),))
        heading = Heading((house.PEOPLE_TITLE(articles=count),))
        return Doc((heading, *(one.item() for one in self.people)))


@dataclass(frozen=True, slots=True)
class Profile:
    """One speaker: names and offices as the articles print them, stories, and others of the surname."""

    who: Who
    names: tuple[Evidence, ...]
    offices: tuple[Evidence, ...]
    outlets: tuple[Source, ...]
    stories: tuple[tuple[int, Evidence], ...]
    namesakes: tuple[Who, ...]
    sources: tuple[Source, ...]

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        organisation = (house.ORGANISATION(),) if self.who.kind is SpeakerKind.ORGANISATION else ()
        count = (house.SAYS(statements=Count(self.who.statements, "statement")),)
        yield Heading(house.dots((house.NAME(name=self.who.name),), organisation, count))
        yield Note(self.who.kinds())
        if self.offices:
            yield Item((house.OFFICE_HERE(), *self._cited(self.offices)))
        if self.names:
            yield Item((house.NAMED_HERE(), *self._cited(self.names)))
        if self.outlets:
            yield Item((house.QUOTED_IN(), *listed((place(source),) for source in self.outlets)))
        for number, title in self.stories:
            yield Item(
                (
                    house.SPEAKS_IN(number=Number(number)),
                    *quoted(title),
                    house.SPACE(),
                    Cite((title.article,)),
                )
            )
        if self.namesakes:
            yield Item((house.SAME_SURNAME(), *listed(who.counted() for who in self.namesakes)))
        yield Actions((house.QUOTES_OF(line=Typed(f"/quotes {self.who.name.text}")),))

    def _cited(self, words: tuple[Evidence, ...]) -> Line:
        return listed((*quoted(e), house.SPACE(), Cite((e.article,))) for e in words)


@command("people", "Who speaks, and how often", usage="[name]", examples=("/people", "/people Marek"))
def people(ask: Ask, arguments: Arguments) -> Value:
    """Everyone who speaks, or one of them."""
    if not arguments.words:
        return _everyone(ask)
    match = ask.library.find_person(arguments.words)
    if len(match.found) != 1:
        return no_person(ask, arguments.words, match, "/people")
    return _profile(ask, match.found[0])


def _everyone(ask: Ask) -> People:
    found = ask.library.people(limit=min(_ALL, ask.limits.entries))
    quoted_in = ask.library.quoted_in([person.id for person in found])
    articles = ask.library.texts({number for numbers in quoted_in.values() for number in numbers})
    return People(
        tuple(
            Listed(who_of(person), tuple(source_of(articles[n]) for n in quoted_in.get(person.id, ())))
            for person in found
        ),
        ask.library.size(),
    )


def _profile(ask: Ask, person: Person) -> Profile:
    names, offices = _once(person.aliases, fold), _once(person.offices, same_office)
    stories = tuple(map(ask.library.story, ask.library.stories_of(person.id, _STORIES)))
    quoting = ask.library.quoted_in([person.id]).get(person.id, ())
    printed = {alias.article for alias in (*names, *offices)}
    articles = ask.library.texts({*printed, *quoting, *(story.title.article for story in stories)})
    return Profile(
        who=who_of(person),
        names=tuple(evidence(articles[a.article], (a.span,)) for a in names),
        offices=tuple(evidence(articles[a.article], (a.span,)) for a in offices),
        outlets=tuple(source_of(articles[number]) for number in quoting),
        stories=tuple((s.id, evidence(articles[s.title.article], (s.title.span,))) for s in stories),
        namesakes=tuple(map(who_of, _namesakes(ask, person))),
        sources=tuple(source_of(article) for article in articles.values()),
    )


def _namesakes(ask: Ask, person: Person) -> Iterator[Person]:
    """Other people of the same last name who speak."""
    if person.kind is SpeakerKind.PERSON and " " in person.name:
        last = person.name.rsplit(" ", 1)[-1]
        yield from (other for other in ask.library.find_person(last).found if other.id != person.id)


def _once(aliases: tuple[Alias, ...], form: Callable[[str], str]) -> tuple[Alias, ...]:
    once: dict[str, Alias] = {}
    for alias in aliases:
        once.setdefault(form(alias.text).casefold(), alias)
    return tuple(once.values())
