"""Whom a user's words mean: names as printed, offices, other spellings and scripts; else the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.extract.lexicon import countries, title_of, titles
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
from store.query.bearers import ARTICLES, Bearers, KeptBearers, plain, rows
from store.query.people import ranked
from store.types import Person, PersonMatch, SpeakerKind

NEAREST = 3
LEADER = "leader"  # as a word, and as a kind of office
# Of 100, between skeletons: what still counts as a misspelling of a name that begins with the same sound,
# of one that does not, and as a rendering in Chinese or Japanese syllables.
NEAR, NEAR_OTHERWISE, NEAR_SYLLABLES = 70, 85, 62
FEW_CONSONANTS = 3  # fewer are shared by too many names


def called(session: Session, words: str, kept: KeptBearers) -> tuple[Person, ...]:
    """Who speaks and has the words as a name or office, as printed: other spellings find nobody."""
    folded, speaking = _Asked(words).folded, _Known(session, True, kept)
    found = speaking.exactly(folded, office=False) or speaking.exactly(folded, office=True) if folded else ()
    return _match(session, speaking, set(found)).found


def find(session: Session, words: str, kept: KeptBearers) -> PersonMatch:
    """A name or office as printed, or another spelling; those who speak before those who are only named."""
    asked = _Asked(words)
    if not asked.folded:
        return PersonMatch()
    speaking, silent = _Known(session, True, kept), _Known(session, False, kept)
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
        return plain(fold(romanised(self.typed)))

    @cached_property
    def words(self) -> set[str]:
        return set(self.folded.split())

    @cached_property
    def office(self) -> set[str]:
        """Words of an office, countries by name."""
        return set(organisation_key(self.typed).split())

    @cached_property
    def of_countries(self) -> set[str]:
        """The same, capitals as their countries."""
        known = countries()
        return {fold(known[word]).replace(" ", "_") if word in known else word for word in self.office}


@dataclass(frozen=True)
class _Known:
    """Names and offices of those who speak, or of those who are only named; looked up once each."""

    session: Session
    speaks: bool
    kept: KeptBearers

    def exactly(self, folded: str, *, office: bool) -> set[int]:
        """Who is called just so, with or without an article."""
        forms = AliasRow.folded.in_([folded, *(article + folded for article in ARTICLES)])
        return {person for _, person in rows(self.session, forms, speaks=self.speaks, office=office)}

    @cached_property
    def names(self) -> Bearers:
        return self.kept.of(self.session, speaks=self.speaks, office=False)

    @cached_property
    def offices(self) -> Bearers:
        return self.kept.of(self.session, speaks=self.speaks, office=True)


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
    offices = [(set(organisation_key(office).split()), people) for office, people in known.offices.items()]
    holders = [people for office, people in offices if asked.office and asked.office <= office]
    holders = holders or [people for office, people in offices if _leads(asked, office)]
    bodies = (p for name, p in known.names.items() if set(organisation_key(name).split()) == asked.office)
    return set().union(*holders) or set().union(*bodies)


def _leads(asked: _Asked, office: set[str]) -> bool:
    """ "The Russian leader" and "Moscow's president" for an office of "Russian president"."""
    wanted = set(asked.of_countries)
    if LEADER in wanted and any(title.kind == LEADER for word in office if (title := title_of(word))):
        wanted -= {LEADER}
    return bool(wanted) and wanted <= office and wanted != asked.office


def _by_name_and_office(known: _Known, asked: _Asked) -> set[int]:
    """Every word stands in a name or an office of the person, or is a title: "president putin".

    Bodies have no titles: "a border officer" is not the border service.
    """
    named, held = _words_of(known.names), _words_of(known.offices)
    free = {word for word in asked.words if word in titles()}
    found = {
        person
        for person, own in named.items()
        if asked.words & own and asked.words - own <= held.get(person, set()) | free
    }
    persons = PersonRow.id.in_(found), PersonRow.kind == SpeakerKind.PERSON.value
    return set(known.session.scalars(select(PersonRow.id).where(*persons))) if found else found


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
