"""People: who is meant by which name, worked out again for the names that have changed.

All names of one person share a surname (`name_key`), all names of one organisation their words
(`organisation_key`); so only names that share one with a changed name are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.link.apply_names import write_aliases
from store.link.match import match_groups
from store.link.names import fold
from store.link.organisations import organisation_key
from store.link.people import LinkedPerson, Local, cluster, name_key
from store.link.shelf import batches
from store.link_models import LinkNameRow
from store.models import AliasRow, PersonRow
from store.types import SpeakerKind

Moved = dict[Local, int | None]  # names that came, went or began to speak, and who each was


@dataclass
class _Names:
    """What articles call people: whether they speak, and who it was so far."""

    speaks: dict[Local, bool] = field(default_factory=dict)
    person: dict[Local, int | None] = field(default_factory=dict)

    @property
    def persons(self) -> list[Local]:
        return [local for local in self.speaks if local[1] is SpeakerKind.PERSON]

    @property
    def speakers(self) -> list[Local]:
        return [local for local, speaks in self.speaks.items() if speaks]


@dataclass(frozen=True, slots=True)
class Renamed:
    """People of whom a name has changed, and the articles in which one has."""

    people: set[int]
    articles: set[int]


def update_people(session: Session, moved: Moved) -> Renamed:
    """Bring people and their printed names up to date after these names have changed."""
    names, keys = _Names(), _person_keys(session, moved)
    _load(session, names, LinkNameRow.name_key, keys)
    organisations = {
        organisation_key(name) for _, kind, name in {*moved, *names.speaks} if kind is _ORGANISATION
    }
    theirs = _load(session, names, LinkNameRow.organisation_key, organisations - {""})
    others = {name_key(name) for _, _, name in theirs} - keys
    _load(session, names, LinkNameRow.name_key, others, LinkNameRow.kind == SpeakerKind.PERSON.value)
    found = cluster(names.persons, names.speakers)
    aside = _aside(found, keys) | {local for local in names.persons if name_key(local[2]) not in keys}
    wanted = [person for person in found if not person.locals & aside]
    before = {local: who for local, who in names.person.items() if local not in aside} | moved
    numbers = _number(session, wanted, before)
    now = {local: number for person, number in zip(wanted, numbers, strict=True) for local in person.locals}
    _assign(session, {local: names.person[local] for local in names.person.keys() & before.keys()}, now)
    other = {local for local in {*before, *now} if before.get(local) != now.get(local)} | moved.keys()
    touched = {who for local in other for who in (before.get(local), now.get(local)) if who is not None}
    articles = {local[0] for local in other}
    silent = {number for person, number in zip(wanted, numbers, strict=True) if person.silent}
    spoke = {now[local] for local in names.speakers if local in now and local not in other}
    write_aliases(session, touched - spoke, silent)
    write_aliases(session, touched & spoke, silent, articles)
    return Renamed(touched, articles)


def _aside(found: Sequence[LinkedPerson], keys: Collection[str]) -> set[Local]:
    """Names of persons who were looked at only because they may bear an organisation's name."""
    return {
        local
        for person in found
        if person.kind is SpeakerKind.PERSON and name_key(person.name) not in keys
        for local in person.locals
    }


_ORGANISATION = SpeakerKind.ORGANISATION


def _person_keys(session: Session, moved: Moved) -> set[str]:
    """Surnames of persons among the changed names, and other changed names that may be a person's."""
    keys = {name_key(name) for _, kind, name in moved if kind is SpeakerKind.PERSON}
    rest = {name_key(name) for _, kind, name in moved} - keys
    for some in batches(sorted(rest)):
        person = LinkNameRow.kind == SpeakerKind.PERSON.value
        keys |= set(
            session.scalars(select(LinkNameRow.name_key).where(LinkNameRow.name_key.in_(some), person))
        )
    return keys


def _load(
    session: Session,
    names: _Names,
    column: InstrumentedAttribute[str],
    keys: Iterable[str],
    *also: ColumnElement[bool],
) -> set[Local]:
    """Add the names that have one of the keys; returns them."""
    found: set[Local] = set()
    row = LinkNameRow
    columns = (row.article_id, row.kind, row.name, row.speaks, row.person_id)
    for some in batches(sorted(keys)):
        for article, kind, name, speaks, person in session.execute(
            select(*columns).where(column.in_(some), *also)
        ):
            local = (article, SpeakerKind(kind), name)
            found.add(local)
            names.speaks[local], names.person[local] = speaks, person
    return found


def _number(session: Session, wanted: Sequence[LinkedPerson], before: Moved) -> list[int]:
    """Row ids of the wanted people: numbers stay with those who share names with an earlier one."""
    known: dict[int, set[Local]] = defaultdict(set)
    for local, who in before.items():
        if who is not None:
            known[who].add(local)
    matched = match_groups(known, [person.locals for person in wanted])
    kept = _rows(session, known)
    rows = []
    for person, old in zip(wanted, matched.ids, strict=True):
        row = kept[old] if old is not None else PersonRow(name=person.name, kind=person.kind.value)
        row.name, row.kind, row.forward_id = person.name, person.kind.value, None
        rows.append(row)
    session.add_all(rows)
    session.flush()
    for number, target in matched.forwards.items():
        gone = kept[number]
        gone.forward_id = rows[target].id if target is not None else None
        gone.direct = gone.mixed = gone.relayed = gone.indirect = gone.statements = 0
        gone.outlets = gone.passed_on = 0
    session.flush()
    return [row.id for row in rows]


def _rows(session: Session, numbers: Iterable[int]) -> dict[int, PersonRow]:
    found: dict[int, PersonRow] = {}
    for some in batches(sorted(numbers)):
        found.update(
            (row.id, row) for row in session.scalars(select(PersonRow).where(PersonRow.id.in_(some)))
        )
    return found


def _assign(session: Session, stored: Moved, now: Mapping[Local, int]) -> None:
    """Write who is meant now."""
    rows = [
        {"article_id": article, "kind": kind.value, "name": name, "person_id": now.get((article, kind, name))}
        for (article, kind, name), who in stored.items()
        if now.get((article, kind, name)) != who
    ]
    if rows:
        session.execute(update(LinkNameRow), rows)


def adopt(session: Session, moved: Moved) -> Moved:
    """`moved` with those whose printed names these are: for a database that kept no names yet."""
    if session.scalar(select(LinkNameRow.person_id).where(LinkNameRow.person_id.is_not(None)).limit(1)):
        return moved
    rows = session.execute(
        select(AliasRow.article_id, AliasRow.folded, AliasRow.person_id).where(~AliasRow.office)
    )
    known = {(article, folded): person for article, folded, person in rows}
    return {local: known.get((local[0], fold(local[2])), who) for local, who in moved.items()}


def retire_unnamed(session: Session) -> None:
    """People whom no article names: for a database of an earlier version of link."""
    row, quietly = PersonRow, {"synchronize_session": False}
    unnamed = ~select(LinkNameRow.name).where(LinkNameRow.person_id == row.id).exists()
    counts = ("direct", "mixed", "relayed", "indirect", "statements", "outlets", "passed_on")
    session.execute(update(row).where(unnamed).values(dict.fromkeys(counts, 0)), execution_options=quietly)
    theirs = AliasRow.person_id.in_(select(row.id).where(unnamed))
    session.execute(delete(AliasRow).where(theirs), execution_options=quietly)
