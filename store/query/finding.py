"""Whom a user's words mean: names as printed, offices, other spellings and scripts; else the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.extract.lexicon import titles
from store.link.names import (
    consonants,
    fold,
    is_syllabic,
    lacks_vowels,
    romanised,
    skeleton,
    sounds_begin_alike,
)
from store.link.organisations import organisation_key
from store.models import AliasRow, PersonRow
from store.query.people import ranked
from store.types import PersonMatch, SpeakerKind

NEAREST = 3
# Of 100, between skeletons: what still counts as a misspelling of a name that begins with the same sound,
# of one that does not, and as a rendering in Chinese or Japanese syllables.
NEAR, NEAR_OTHERWISE, NEAR_SYLLABLES = 70, 85, 62
FEW_CONSONANTS = 3  # fewer are shared by too many names
_ARTICLES = ("the ", "a ", "an ")

Bearers = dict[str, set[int]]  # folded name or office to people


def find(session: Session, words: str) -> PersonMatch:
    """A name or office as printed, or another spelling; those who speak before those who are only named."""
    asked = _Asked(words)
    if not asked.folded:
        return PersonMatch()
    speaking, silent = _Known(session, speaks=True), _Known(session, speaks=False)
    for known in (speaking, silent):
        if found := known.exactly(asked.folded, office=False) or known.exactly(asked.folded, office=True):
            return _match(session, known, found)
    for known in (speaking, silent):
        if found := _otherwise(known, asked):
            match = _match(session, known, found)
            unsure = len(match.found) > 1 and lacks_vowels(words)
            return PersonMatch(nearest=match.found[:NEAREST]) if unsure else match
    nearest = list(_near(speaking, asked)) or list(_near(silent, asked))
    people = sorted(ranked(session, nearest), key=lambda person: person.kind is not SpeakerKind.PERSON)
    return PersonMatch(nearest=tuple(people[:NEAREST]))


def _match(session: Session, known: _Known, found: set[int]) -> PersonMatch:
    people = ranked(session, found)
    persons = tuple(person for person in people if person.kind is SpeakerKind.PERSON)
    people = persons or people  # "Macron" is the man, not his office
    return PersonMatch(found=people) if known.speaks else PersonMatch(silent=people[:NEAREST])


@dataclass(frozen=True)
class _Asked:
    """The typed words in their forms."""

    typed: str

    @cached_property
    def folded(self) -> str:
        return _plain(fold(romanised(self.typed)))

    @cached_property
    def words(self) -> set[str]:
        return set(self.folded.split())

    @cached_property
    def office(self) -> set[str]:
        """Words of an office, countries by name."""
        return set(organisation_key(self.typed).split())


@dataclass(frozen=True)
class _Known:
    """Names and offices of those who speak, or of those who are only named; looked up once each."""

    session: Session
    speaks: bool

    def exactly(self, folded: str, *, office: bool) -> set[int]:
        """Who is called just so, with or without an article."""
        forms = [folded, *(article + folded for article in _ARTICLES)]
        return {person for _, person in self._rows(office, AliasRow.folded.in_(forms))}

    @cached_property
    def names(self) -> Bearers:
        return self._bearers(office=False)

    @cached_property
    def offices(self) -> Bearers:
        return self._bearers(office=True)

    def _bearers(self, *, office: bool) -> Bearers:
        found: Bearers = {}
        for folded, person in self._rows(office):
            found.setdefault(_plain(folded), set()).add(person)
        return found

    def _rows(self, office: bool, *more: object) -> Iterator[tuple[str, int]]:
        voices = PersonRow.statements + PersonRow.passed_on
        speaks = voices > 0 if self.speaks else voices == 0
        rows = self.session.execute(
            select(AliasRow.folded, AliasRow.person_id)
            .join(PersonRow, PersonRow.id == AliasRow.person_id)
            .where(speaks, PersonRow.forward_id.is_(None), AliasRow.office == office, *more)  # type: ignore[arg-type]
            .distinct()
        )
        yield from ((row[0], row[1]) for row in rows)


def _otherwise(known: _Known, asked: _Asked) -> set[int]:
    """By some of the words, by office and country, by another spelling, by consonants alone."""
    ways: tuple[Callable[[_Known, _Asked], set[int]], ...] = (
        _by_words,
        _by_office,
        _by_name_and_office,
        _by_skeleton,
        _by_consonants,
    )
    return next((found for way in ways if (found := way(known, asked))), set())


def _by_words(known: _Known, asked: _Asked) -> set[int]:
    """All words stand in a name, or all words of a full name among them ("president x y")."""
    inside = [people for name, people in known.names.items() if asked.words <= set(name.split())]
    around = [p for name, p in known.names.items() if " " in name and set(name.split()) <= asked.words]
    return set().union(*(inside or around))


def _by_office(known: _Known, asked: _Asked) -> set[int]:
    """All words stand in an office ("Armenia's foreign minister"), or name a body otherwise."""
    offices = ((set(organisation_key(office).split()), people) for office, people in known.offices.items())
    holders = (people for office, people in offices if asked.office and asked.office <= office)
    bodies = (p for name, p in known.names.items() if set(organisation_key(name).split()) == asked.office)
    return set().union(*holders) or set().union(*bodies)


def _by_name_and_office(known: _Known, asked: _Asked) -> set[int]:
    """Every word stands in a name or an office of the person, or is a title: "president putin"."""
    named, held = _words_of(known.names), _words_of(known.offices)
    free = {word for word in asked.words if word in titles()}
    return {
        person
        for person, own in named.items()
        if asked.words & own and asked.words - own <= held.get(person, set()) | free
    }


def _words_of(bearers: Bearers) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for name, people in bearers.items():
        for person in people:
            found.setdefault(person, set()).update(name.split())
    return found


def _by_skeleton(known: _Known, asked: _Asked) -> set[int]:
    wanted = set(skeleton(asked.folded).split())
    return set().union(*(p for name, p in known.names.items() if wanted <= set(skeleton(name).split())))


def _by_consonants(known: _Known, asked: _Asked) -> set[int]:
    """For scripts that leave vowels out: names with just these consonants."""
    if not lacks_vowels(asked.typed):
        return set()
    wanted = {consonants(word) for word in asked.folded.split()}
    if max(map(len, wanted)) < FEW_CONSONANTS:
        return set()
    return set().union(
        *(people for name, people in known.names.items() if wanted <= set(map(consonants, name.split())))
    )


def _near(known: _Known, asked: _Asked) -> Iterator[int]:
    """People whose name, or a word of it, is spelt most alike; then who holds such an office. Each once."""
    scores: dict[int, float] = {}
    for name, people in known.names.items():
        score = _alikeness(name, asked)
        for person in people if score else ():
            scores[person] = max(score, scores.get(person, 0))
    titled = asked.office & {word for office in known.offices for word in office.split()}
    for office, people in known.offices.items() if len(titled) > 1 else ():
        for person in people if titled <= set(organisation_key(office).split()) else ():
            scores.setdefault(person, 1)
    yield from sorted(scores, key=lambda person: (-round(scores[person], 3), person))


def _alikeness(name: str, asked: _Asked) -> float:
    wanted = skeleton(asked.folded)
    needed = NEAR_SYLLABLES if is_syllabic(asked.typed) else NEAR
    if lacks_vowels(asked.typed):
        wanted = consonants(asked.folded)
        return NEAR if any(consonants(form) == wanted for form in (name, *name.split())) else 0
    best = 0.0
    for form in {name, *name.split()}:
        score = fuzz.ratio(wanted, skeleton(form))
        if score >= (needed if sounds_begin_alike(wanted, skeleton(form)) else NEAR_OTHERWISE):
            best = max(best, score)
    return best


def _plain(folded: str) -> str:
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded
