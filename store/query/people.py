"""People: by number, by what they are called, by how much they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from store.errors import NotFound
from store.extract.lexicon import titles
from store.link.names import fold, skeleton
from store.models import AliasRow, ArticleRow, PersonRow, QuoteRow
from store.types import Alias, Person, PersonMatch, Span, SpeakerKind

NEAREST = 3
NEAR = 70  # of 100: what still counts as a misspelling
_SPEAKS = PersonRow.statements + PersonRow.passed_on > 0
_ARTICLES = ("the ", "a ", "an ")


def get(session: Session, number: int) -> Person:
    """One person, forwarded when merged. Raises NotFound."""
    row = session.get(PersonRow, number)
    while row is not None and row.forward_id is not None:
        row = session.get(PersonRow, row.forward_id)
    if row is None:
        raise NotFound("person", number)
    return _people(session, [row])[0]


def most_quoted(session: Session, limit: int) -> tuple[Person, ...]:
    """Who speaks most, first; ties by name."""
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.statements > 0)
        .order_by(PersonRow.statements.desc(), PersonRow.name)
        .limit(limit)
    )
    return tuple(_people(session, rows.all()))


def find(session: Session, words: str) -> PersonMatch:
    """Whom the words mean: a name or office as printed, or another spelling; else only the nearest names."""
    folded = _plain(fold(words))
    if not folded:
        return PersonMatch()
    found = _exactly(session, folded, office=False) or _exactly(session, folded, office=True)
    names: dict[str, set[int]] = {}
    if not found:  # every name is looked at only for what none is exactly
        names = _called(session, office=False)
        found = (
            _by_words(names, folded)
            or _by_words(_called(session, office=True), folded)
            or _by_name_and_office(session, names, folded)
            or _by_skeleton(names, folded)
        )
    if found:
        return PersonMatch(found=_ranked(session, found))
    return PersonMatch(nearest=_ranked(session, _near(names, folded))[:NEAREST])


def _plain(folded: str) -> str:
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def _exactly(session: Session, folded: str, office: bool) -> set[int]:
    """Who speaks and is called just so, with or without an article."""
    forms = [folded, *(article + folded for article in _ARTICLES)]
    return set(
        session.scalars(
            select(AliasRow.person_id)
            .join(PersonRow, PersonRow.id == AliasRow.person_id)
            .where(
                AliasRow.folded.in_(forms),
                AliasRow.office == office,
                _SPEAKS,
            )
        )
    )


def _called(session: Session, office: bool) -> dict[str, set[int]]:
    """Every folded name, or every office, of those who speak."""
    rows = session.execute(
        select(AliasRow.folded, AliasRow.person_id)
        .join(PersonRow, PersonRow.id == AliasRow.person_id)
        .where(_SPEAKS, AliasRow.office == office)
        .distinct()
    )
    names: dict[str, set[int]] = {}
    for folded, person in rows:
        names.setdefault(_plain(folded), set()).add(person)
    return names


def _by_words(names: dict[str, set[int]], folded: str) -> set[int]:
    """All words of the query stand in a name, or all words of a full name in the query ("president x y")."""
    asked = set(folded.split())
    inside = [people for name, people in names.items() if asked <= set(name.split())]
    around = [people for name, people in names.items() if " " in name and set(name.split()) <= asked]
    return set().union(*(inside or around))


def _by_name_and_office(session: Session, names: dict[str, set[int]], folded: str) -> set[int]:
    """Every word stands in a name or an office of the person, or is a title: "president putin"."""
    words: dict[int, set[str]] = {}
    named: dict[int, set[str]] = {}
    for name, people in names.items():
        for person in people:
            named.setdefault(person, set()).update(name.split())
    for office, people in _called(session, office=True).items():
        for person in people:
            words.setdefault(person, set()).update(office.split())
    asked = set(folded.split())
    free = {word for word in asked if word in titles()}
    return {
        person
        for person, own in named.items()
        if asked & own and asked - own <= words.get(person, set()) | free
    }


def _by_skeleton(names: dict[str, set[int]], folded: str) -> set[int]:
    asked = set(skeleton(folded).split())
    return set().union(*(p for name, p in names.items() if asked <= set(skeleton(name).split())))


def _near(names: dict[str, set[int]], folded: str) -> list[int]:
    """People whose name is spelt most alike, each once, best first."""
    matches = process.extract(folded, list(names), scorer=fuzz.WRatio, limit=10, score_cutoff=NEAR)
    ordered = sorted(matches, key=lambda match: (-round(match[1], 3), match[0]))
    return list(dict.fromkeys(person for name, _, _ in ordered for person in sorted(names[name])))


def _ranked(session: Session, numbers: Iterable[int]) -> tuple[Person, ...]:
    """In the given order when it is a list, else who speaks most first."""
    ordered = list(numbers)
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(ordered))).all()
    if isinstance(numbers, list):
        return tuple(_people(session, sorted(rows, key=lambda row: ordered.index(row.id))))
    return tuple(_people(session, sorted(rows, key=lambda row: (-row.statements, row.name))))


def _people(session: Session, rows: Sequence[PersonRow]) -> list[Person]:
    numbers = [row.id for row in rows]
    aliases: dict[tuple[int, bool], list[Alias]] = {}
    stored = (
        select(AliasRow).where(AliasRow.person_id.in_(numbers)).order_by(AliasRow.text, AliasRow.article_id)
    )
    for alias in session.scalars(stored):
        found = Alias(alias.text, alias.article_id, Span(alias.start, alias.end))
        aliases.setdefault((alias.person_id, alias.office), []).append(found)
    return [
        Person(
            id=row.id,
            name=row.name,
            kind=SpeakerKind(row.kind),
            aliases=tuple(aliases.get((row.id, False), ())),
            offices=tuple(aliases.get((row.id, True), ())),
            direct=row.direct,
            mixed=row.mixed,
            relayed=row.relayed,
            indirect=row.indirect,
            outlets=row.outlets,
            passed_on=row.passed_on,
        )
        for row in rows
    ]


def quoted_in(session: Session, persons: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """One article of each outlet that has statements of a person, outlets with most statements first."""
    rows = session.execute(
        select(QuoteRow.person_id, QuoteRow.article_id, ArticleRow.outlet, ArticleRow.path)
        .join(ArticleRow, ArticleRow.id == QuoteRow.article_id)
        .where(QuoteRow.person_id.in_(persons), *_served())
    )
    counts: Counter[tuple[int, str]] = Counter()
    first: dict[tuple[int, str], tuple[str, int]] = {}
    for person, article, outlet, path in rows:
        place = (person or 0, outlet or path)
        counts[place] += 1
        first[place] = min(first.get(place, (path, article)), (path, article))
    ranked = sorted(counts, key=lambda place: (-counts[place], place))
    return {
        person: tuple(first[place][1] for place in ranked if place[0] == person) for person in set(persons)
    }


def stories_of(session: Session, person: int, limit: int) -> tuple[int, ...]:
    """Numbers of the stories in which a person speaks, most statements first."""
    count = func.count(QuoteRow.key)
    rows = session.scalars(
        select(ArticleRow.story_id)
        .join(QuoteRow, ArticleRow.id == QuoteRow.article_id)
        .where(QuoteRow.person_id == person, ArticleRow.story_id.is_not(None), *_served())
        .group_by(ArticleRow.story_id)
        .order_by(count.desc(), func.min(ArticleRow.path))
        .limit(limit)
    )
    return tuple(story for story in rows if story is not None)


def _served() -> tuple[ColumnElement[bool], ...]:
    return QuoteRow.superseded_at.is_(None), ~QuoteRow.hidden, ArticleRow.state == "served"


def total(session: Session) -> int:
    """How many people and organisations speak."""
    return session.scalar(select(func.count()).select_from(PersonRow).where(PersonRow.statements > 0)) or 0
