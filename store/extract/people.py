"""Persons of one article: full names, all their mentions, gender and offices as printed.

Names come from spaCy's PERSON entities and from titles ("Foreign Minister X Y"), so that a name that the
model takes for a place is still found. A surname alone belongs to the last full name before it that ends so.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.extract.genders import first_names, gender_of_titles, learn_genders
from store.extract.lexicon import countries
from store.extract.names import find_names
from store.extract.offices import find_offices
from store.types import Layout, LocalPerson, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMING = ("PROPN", "NOUN", "ADJ", "X")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(slots=True)
class _Found:
    """A person while the article is read; spans are of tokens here, [start, end)."""

    words: tuple[str, ...]
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def surname(self) -> str:
        return surname(self.words)

    @property
    def gender(self) -> str | None:
        return first_names().get(self.words[0].lower()) if len(self.words) > 1 else None

    @property
    def fullest(self) -> tuple[int, int]:
        return max(self.places, key=lambda place: (place[1] - place[0], -place[0]))


def find_people(doc: Doc, layout: Layout) -> tuple[LocalPerson, ...]:
    """All persons that the text names, in order of their first mention."""
    blocks = [*((layout.headline,) if layout.headline else ()), *layout.paragraphs]
    inside = _token_filter(doc, blocks)
    names = [place for place in find_names(doc) if inside[place[0]]]
    people = _full_names(doc, names)
    _add_short_names(doc, names, people)
    _add_single_words(doc, people, inside)
    genders = learn_genders(doc, [[person.fullest, *person.places] for person in people])
    found = (_finish(doc, person, gender) for person, gender in zip(people, genders, strict=True))
    return tuple(sorted(found, key=lambda person: person.mentions[0]))


def surname(words: tuple[str, ...]) -> str:
    """The last word that is no suffix, lower-case: "kim" of "Robert Kim Jr."."""
    kept = [word.lower() for word in words if word.lower() not in _SUFFIXES]
    return (kept or [word.lower() for word in words])[-1]


def _token_filter(doc: Doc, blocks: list[Span]) -> bytearray:
    """Per token 1 when it starts inside a block."""
    inside = bytearray(len(doc))
    starts = [token.idx for token in doc]
    for block in blocks:
        first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
        inside[first:last] = b"\x01" * (last - first)
    return inside


def _full_names(doc: Doc, names: list[tuple[int, int]]) -> list[_Found]:
    people: list[_Found] = []
    by_surname: dict[str, list[_Found]] = {}
    for start, end in names:
        if end - start < 2:
            continue
        words = tuple(token.text for token in doc[start:end])
        namesakes = by_surname.setdefault(surname(words), [])
        person = next((other for other in namesakes if _same_first_name(other.words, words)), None)
        if person is None:
            person = _Found(words)
            people.append(person)
            namesakes.append(person)
        person.places.append((start, end))
        if len(words) > len(person.words):
            person.words = words
    return people


def _same_first_name(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    first, other = left[0].lower().rstrip("."), right[0].lower().rstrip(".")
    initial = min(len(first), len(other)) == 1 and first[0] == other[0]
    return (
        first == other
        or initial
        or first in (word.lower() for word in right)
        or other in map(str.lower, left)
    )


def _add_short_names(doc: Doc, names: list[tuple[int, int]], people: list[_Found]) -> None:
    """Give names of one word to the person whom they end or open; else they are a person of their own."""
    known = _Index(people)
    for start, end in names:
        if end - start != 1:
            continue
        word = doc[start].text
        person = known.whose(word.lower(), start, gender_of_titles(doc, start, end))
        if person is None:
            person = _Found((word,))
            people.append(person)
            known.add(person)
        person.places.append((start, end))


def _add_single_words(doc: Doc, people: list[_Found], inside: bytearray) -> None:
    """Find surnames, and first names of one person only ("Abiy"), that the model did not mark as persons."""
    known = _Index(people)
    covered = {at for person in people for start, end in person.places for at in range(start, end)}
    for token in doc:
        if not inside[token.i] or token.i in covered or not known.may_be(token):
            continue
        if token.text[0].isupper() and token.pos_ in _NAMING and not _inside_other_name(doc, token):
            gender = gender_of_titles(doc, token.i, token.i + 1)
            person = known.whose(token.lower_, token.i, gender)
            if person is not None:
                person.places.append((token.i, token.i + 1))


def _inside_other_name(doc: Doc, token: Token) -> bool:
    """The word is part of a longer name ("Clinton Foundation", "Bill Clinton" as someone else)."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return (
        after is not None
        and after.text[0].isupper()
        and after.ent_iob_ == "I"
        and token.ent_type_ != "PERSON"
    )


class _Index:
    """Persons by surname and by first name."""

    def __init__(self, people: list[_Found]) -> None:
        self.surnames: dict[str, list[_Found]] = {}
        self.firsts: dict[str, list[_Found]] = {}
        for person in people:
            self.add(person)

    def add(self, person: _Found) -> None:
        self.surnames.setdefault(person.surname, []).append(person)
        self.firsts.setdefault(person.words[0].lower(), []).append(person)

    def may_be(self, token: Token) -> bool:
        """Whether a word outside all names may be one: a surname, or a first name that is no place or day."""
        word = token.lower_
        if word in self.surnames:
            return True
        return word in self.firsts and word not in countries() and token.ent_type_ not in ("DATE", "NORP")

    def whose(self, word: str, at: int, gender: str | None) -> _Found | None:
        """The person whom a single word names at token `at`, behind a title of that gender."""
        if word in self.surnames:
            return self.surname_of(word, at, gender)
        firsts = self.firsts.get(word, [])
        return firsts[0] if len(firsts) == 1 else None

    def surname_of(self, word: str, at: int, gender: str | None = None) -> _Found:
        """Of namesakes, the one named last before `at`, else the first to come."""
        people = self.surnames[word]
        fitting = [person for person in people if gender is None or person.gender in (None, gender)]
        return max(fitting or people, key=lambda person: _last_before(person, at))


def _last_before(person: _Found, at: int) -> int:
    before = [start for start, _ in person.places if start < at]
    return before[-1] if before else -person.places[0][0] - 1


def _finish(doc: Doc, person: _Found, gender: str | None) -> LocalPerson:
    places = sorted(person.places)
    best = person.fullest
    offices = tuple(dict.fromkeys(office for place in places for office in find_offices(doc, *place)))
    return LocalPerson(
        name=" ".join(doc[best[0] : best[1]].text.split()),
        name_span=_chars(doc, best),
        mentions=tuple(_chars(doc, place) for place in places),
        gender=gender,
        offices=offices,
    )


def _chars(doc: Doc, place: tuple[int, int]) -> Span:
    last = doc[place[1] - 1]
    return Span(doc[place[0]].idx, last.idx + len(last))


__all__ = ["LocalPerson", "find_people", "surname"]
