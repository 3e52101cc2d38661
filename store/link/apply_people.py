"""Write people and their printed names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from store.link.linked import Linked
from store.link.match import match_groups
from store.link.names import fold
from store.link.people import LinkedPerson, local_of
from store.models import AliasRow, PersonRow
from store.types import LocalQuote, Manner, SpeakerKind

_NOBODY = (0, SpeakerKind.DESCRIBED, "")


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
    ids = []
    for person, old, said in zip(linked.people, matched.ids, _statements(linked), strict=True):
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


def _describe_person(row: PersonRow, person: LinkedPerson, said: _Said) -> None:
    counts = Counter(said.utterances.values())
    row.name, row.kind, row.forward_id = person.name, person.kind.value, None
    row.direct, row.mixed, row.relayed, row.indirect = (counts[manner] for manner in Manner)
    row.statements, row.outlets, row.passed_on = sum(counts.values()), len(said.outlets), len(said.passed_on)


@dataclass(slots=True)
class _Said:
    """What one speaker says, each utterance once, in its nearest manner; and passes on for others."""

    utterances: dict[str, Manner] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)
    passed_on: set[str] = field(default_factory=set)

    def add(self, utterance: str, manner: Manner, outlet: str) -> None:
        known = self.utterances.get(utterance, manner)
        self.utterances[utterance] = min(known, manner, key=lambda manner: manner.nearness)
        self.outlets.add(outlet)


def _statements(linked: Linked) -> list[_Said]:
    """In the order of linked.people."""
    leader = {key: group[0] for group in linked.variants for key in group}
    of_local = {local: n for n, person in enumerate(linked.people) for local in person.locals}
    said = [_Said() for _ in linked.people]
    for article in linked.articles:
        own: dict[int, list[LocalQuote]] = defaultdict(list)
        relayed: list[tuple[int, str, LocalQuote]] = []
        for key, quote in article.quotes:
            utterance = leader.get(key, key)
            speaker = of_local.get(local_of(article.id, quote.speaker) or _NOBODY)
            relay = of_local.get(local_of(article.id, quote.relay) or _NOBODY)
            if speaker is not None:
                own[speaker].append(quote)
                said[speaker].add(utterance, quote.manner, article.outlet or article.path)
            if relay is not None and relay != speaker:
                relayed.append((relay, utterance, quote))
        for relay, utterance, quote in relayed:
            if not any(statement.holds(quote) for statement in own[relay]):
                said[relay].passed_on.add(utterance)
    return said


def _retire(row: PersonRow, forward: int | None) -> None:
    row.forward_id = forward
    row.direct = row.mixed = row.relayed = row.indirect = row.statements = 0
    row.outlets = row.passed_on = 0


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
