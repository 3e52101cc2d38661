"""Write people and their printed names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from store.link.linked import Linked
from store.link.match import match_groups
from store.link.names import fold
from store.link.people import LinkedPerson, Local, local_of
from store.models import AliasRow, PersonRow
from store.types import QuoteKind


def apply_people(session: Session, linked: Linked) -> list[int]:
    """Row ids, in the order of linked.people."""
    known: dict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = session.execute(
        select(AliasRow.person_id, AliasRow.article_id, AliasRow.folded).where(~AliasRow.office)
    )
    for number, article, folded in rows:
        known[number].add((article, folded))
    wanted = [{(alias.article, fold(alias.text)) for alias in person.aliases} for person in linked.people]
    existing = {row.id: row for row in session.scalars(select(PersonRow))}
    matched = match_groups({p: known[p] for p in existing if p in known}, wanted)
    said = _statements(linked)
    ids = []
    for person, old in zip(linked.people, matched.ids, strict=True):
        row = existing.get(old) if old is not None else None
        if row is None:
            row = PersonRow(name=person.name, kind=person.kind.value)
            session.add(row)
            session.flush()
        ids.append(row.id)
        _describe_person(row, person, said)
    for number, target in matched.forwards.items():
        _retire(existing[number], ids[target] if target is not None else None)
    _replace_aliases(session, linked.people, ids)
    return ids


def _describe_person(row: PersonRow, person: LinkedPerson, said: Mapping[Local, _Said]) -> None:
    counts: Counter[QuoteKind] = Counter()
    outlets: set[str] = set()
    for local in person.locals & said.keys():
        counts.update(said[local].kinds)
        outlets.add(said[local].outlet)
    row.name, row.kind, row.forward_id = person.name, person.kind.value, None
    row.direct, row.mixed, row.indirect = (counts[kind] for kind in QuoteKind)
    row.statements, row.outlets = sum(counts.values()), len(outlets)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one article has somebody say."""

    outlet: str
    kinds: Counter[QuoteKind]


def _statements(linked: Linked) -> dict[Local, _Said]:
    said: dict[Local, _Said] = {}
    for article in linked.articles:
        for _, quote in article.quotes:
            local = local_of(article.id, quote.speaker)
            if local is not None:
                fresh = _Said(article.outlet or article.path, Counter())
                said.setdefault(local, fresh).kinds[quote.kind] += 1
    return said


def _retire(row: PersonRow, forward: int | None) -> None:
    row.forward_id = forward
    row.direct = row.mixed = row.indirect = row.statements = row.outlets = 0


def _replace_aliases(session: Session, people: Sequence[LinkedPerson], ids: Sequence[int]) -> None:
    wanted = {
        (number, alias.article, fold(alias.text), alias.text, alias.span.start, alias.span.end, office)
        for person, number in zip(people, ids, strict=True)
        for office, aliases in ((False, person.aliases), (True, person.offices))
        for alias in aliases
    }
    columns = ("person_id", "article_id", "folded", "text", "start", "end", "office")
    rows = session.execute(select(AliasRow.id, *(getattr(AliasRow, name) for name in columns)))
    present = {tuple(row[1:]): row[0] for row in rows}
    gone = [number for key, number in present.items() if key not in wanted]
    for start in range(0, len(gone), 500):
        session.execute(delete(AliasRow).where(AliasRow.id.in_(gone[start : start + 500])))
    new = [dict(zip(columns, key, strict=True)) for key in sorted(wanted - present.keys())]
    if new:
        session.execute(insert(AliasRow), new)
