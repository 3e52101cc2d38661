"""People: by number, by how much they say, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from store.errors import NotFound
from store.models import AliasRow, ArticleRow, PersonRow, QuoteRow
from store.types import Alias, Person, Span, SpeakerKind


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


def ranked(session: Session, numbers: Iterable[int]) -> tuple[Person, ...]:
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
