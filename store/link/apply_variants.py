"""Variant groups and counts of statements, speaker by speaker: group numbers are kept while a group lives on.

A speaker is a person's number, or the folded name of somebody who is no known person.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from store.codec import from_json
from store.link.match import match_groups
from store.link.shelf import batches
from store.link.variants import Group, Occasion, Said, said_by, variant_groups
from store.models import ArticleRow, MetaRow, PersonRow, QuoteRow, RevisionRow
from store.types import LocalQuote, Manner

Speaker = int | str
OFTEN = 500  # statements of one speaker
_LAST, _WAITING = "last variant group", "speakers that wait"
_SOME = 50  # speakers of one query
_KEPT = 20_000  # texts


def spoken_in(session: Session, articles: Iterable[int]) -> set[Speaker]:
    """Who speaks in these articles, or did before they changed."""
    row = QuoteRow
    found: set[Speaker] = set()
    for some in batches(sorted(articles)):
        rows = session.execute(
            select(row.person_id, row.said_by, row.relay_person_id).where(row.article_id.in_(some)).distinct()
        )
        for person, name, relay in rows:
            found |= {who for who in (person or name, relay) if who}
    return found


def update_speakers(session: Session, speakers: Collection[Speaker], stories: Collection[int] | None) -> None:
    """Group what these speakers say into utterances, and count what they say and pass on.

    Given `stories`, what somebody says very often is grouped only there; the rest, and who says it is counted
    again, when None is given.
    """
    row, waiting = QuoteRow, _waiting(session)
    everyone = set(speakers) if stories is not None else {*speakers, *waiting}
    often = _often(session, everyone) if stories is not None else set()
    texts, relays = _Texts(session), set[int]()
    persons = {who for who in everyone if isinstance(who, int)}
    names = {who for who in everyone if isinstance(who, str)}
    for some in batches(sorted(persons - often), _SOME):
        relays |= _update(session, texts, row.person_id.in_(some), some)
    for unknown in batches(sorted(names - often), _SOME):
        relays |= _update(session, texts, row.person_id.is_(None) & row.said_by.in_(unknown), ())
    if often:
        relays |= _update(session, texts, _by(often) & _in_stories(stories or ()), ())
    _count_passed_on(session, persons | relays)
    left = sorted({*waiting, *often} if stories is not None else (), key=str)
    session.merge(MetaRow(name=_WAITING, value=json.dumps(left)))


def _waiting(session: Session) -> set[Speaker]:
    """Speakers whose utterances have been looked at only in part."""
    return set(json.loads(session.scalar(select(MetaRow.value).where(MetaRow.name == _WAITING)) or "[]"))


def _often(session: Session, speakers: Collection[Speaker]) -> set[Speaker]:
    """Those of whom there are more than OFTEN statements."""
    found: set[Speaker] = set()
    for column, some in (
        (QuoteRow.person_id, [who for who in speakers if isinstance(who, int)]),
        (QuoteRow.said_by, [who for who in speakers if isinstance(who, str)]),
    ):
        for part in batches(some):
            many = select(column).where(column.in_(part)).group_by(column).having(func.count() > OFTEN)
            found |= set(session.scalars(many))
    return found


def _by(speakers: Iterable[Speaker]) -> ColumnElement[bool]:
    """Statements of these. `coalesce` keeps the planner off the index: their articles are fewer."""
    row = QuoteRow
    persons = [who for who in speakers if isinstance(who, int)]
    names = [who for who in speakers if isinstance(who, str)]
    unknown = row.person_id.is_(None) & func.coalesce(row.said_by, "").in_(names)
    return func.coalesce(row.person_id, 0).in_(persons) | unknown


def _in_stories(stories: Collection[int]) -> ColumnElement[bool]:
    return QuoteRow.article_id.in_(select(ArticleRow.id).where(ArticleRow.story_id.in_(sorted(stories))))


def _update(session: Session, texts: _Texts, chosen: ColumnElement[bool], people: Sequence[int]) -> set[int]:
    """Returns who passes on words whose group has changed."""
    spoken = _load(session, texts, chosen)
    groups = [group for statements in spoken.said.values() for group in variant_groups(statements)]
    numbers = _number(session, spoken.groups, groups)
    changed = {key: numbers.get(key) for key, old in spoken.groups.items() if numbers.get(key) != old}
    if changed:
        session.execute(update(QuoteRow), [{"key": key, "group_id": group} for key, group in changed.items()])
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(people))) if people else ()
    for row in rows:
        said = spoken.said.get(row.id, ())
        manners = ((numbers.get(one.key, one.key), one.quote.manner) for one in said)
        _count(row, manners, {spoken.outlets[one.article] for one in said})
    session.flush()
    return {relay for key in changed if (relay := spoken.relays.get(key))}


@dataclass
class _Spoken:
    """Statements by speaker; of each its group so far and who passes it on; outlets by article."""

    said: dict[Speaker, list[Said]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, int | None] = field(default_factory=dict)
    relays: dict[str, int | None] = field(default_factory=dict)
    outlets: dict[int, str] = field(default_factory=dict)


def _load(session: Session, texts: _Texts, chosen: ColumnElement[bool]) -> _Spoken:
    row, article = QuoteRow, ArticleRow
    columns = (row.key, row.article_id, row.person_id, row.said_by, row.facts, row.corrected, row.group_id)
    more = (row.relay_person_id, article.path, article.outlet, article.published, article.story_id)
    rows = session.execute(
        select(*columns, *more)
        .join(article, article.id == row.article_id)
        .where(chosen, row.superseded_at.is_(None), ~row.hidden, article.state == "served")
    ).all()
    texts.want({found.article_id for found in rows})
    spoken = _Spoken()
    for found in rows:
        quote = from_json(LocalQuote, found.corrected or found.facts)
        text, number = texts[found.article_id], found.article_id
        said = said_by(
            found.key, text, quote, Occasion(number, found.path, found.story_id or 0, found.published)
        )
        spoken.said[found.person_id or found.said_by].append(said)
        spoken.groups[found.key] = found.group_id
        spoken.relays[found.key] = found.relay_person_id
        spoken.outlets[number] = found.outlet or found.path
    return spoken


class _Texts:
    """Texts of served articles, so many kept."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: OrderedDict[int, str] = OrderedDict()

    def want(self, articles: Collection[int]) -> None:
        """Have these at hand."""
        row = RevisionRow
        same = (row.article_id == ArticleRow.id) & (row.revision == ArticleRow.revision)
        for some in batches(sorted(articles - self._kept.keys())):
            query = select(ArticleRow.id, row.text).join(row, same).where(ArticleRow.id.in_(some))
            self._kept.update((number, text) for number, text in self._session.execute(query))
        for number in articles:
            self._kept.move_to_end(number)
        while len(self._kept) > max(_KEPT, len(articles)):
            self._kept.popitem(last=False)

    def __getitem__(self, article: int) -> str:
        return self._kept[article]


def _number(session: Session, before: Mapping[str, int | None], groups: Sequence[Group]) -> dict[str, int]:
    """The number of every grouped statement's group, by key."""
    known: dict[int, set[str]] = defaultdict(set)
    for key, number in before.items():
        if number is not None:
            known[number].add(key)
    matched = match_groups(known, [frozenset(group) for group in groups])
    last = int(session.scalar(select(MetaRow.value).where(MetaRow.name == _LAST)) or 0)
    numbers: dict[str, int] = {}
    for group, old in zip(groups, matched.ids, strict=True):
        last = last if old is not None else last + 1
        numbers |= dict.fromkeys(group, old if old is not None else last)
    session.merge(MetaRow(name=_LAST, value=str(last)))
    return numbers


def _count(row: PersonRow, manners: Iterable[tuple[Speaker, Manner]], outlets: Collection[str]) -> None:
    """What somebody says, each utterance once, in its nearest manner."""
    utterances: dict[Speaker, Manner] = {}
    for utterance, manner in manners:
        known = utterances.get(utterance, manner)
        utterances[utterance] = min(known, manner, key=lambda manner: manner.nearness)
    counts = Counter(utterances.values())
    row.direct, row.mixed, row.relayed, row.indirect = (counts[manner] for manner in Manner)
    row.statements, row.outlets = sum(counts.values()), len(outlets)


def _count_passed_on(session: Session, people: Iterable[int]) -> None:
    """What people pass on for others, apart from what stands inside a statement of their own."""
    row = QuoteRow
    served = (row.superseded_at.is_(None), ~row.hidden)
    for some in batches(sorted(people)):
        columns = (row.key, row.article_id, row.person_id, row.relay_person_id, row.group_id)
        relayed = session.execute(
            select(*columns, row.facts, row.corrected)
            .join(ArticleRow, ArticleRow.id == row.article_id)
            .where(row.relay_person_id.in_(some), ArticleRow.state == "served", *served)
            .where(or_(row.person_id.is_(None), row.person_id != row.relay_person_id))
        ).all()
        own = _own(session, relayed)
        passed: dict[int, set[Speaker]] = defaultdict(set)
        for found in relayed:
            quote = from_json(LocalQuote, found.corrected or found.facts)
            theirs = own[found.relay_person_id, found.article_id]
            if not any(statement.holds(quote) for statement in theirs):
                passed[found.relay_person_id].add(found.group_id or found.key)
        for person in session.scalars(select(PersonRow).where(PersonRow.id.in_(some))):
            person.passed_on = len(passed[person.id])
        session.flush()


def _own(session: Session, relayed: Iterable[Any]) -> dict[tuple[int, int], list[LocalQuote]]:
    """The statements that people who pass words on make in the same article."""
    row = QuoteRow
    wanted = {(found.relay_person_id, found.article_id) for found in relayed}
    own: dict[tuple[int, int], list[LocalQuote]] = defaultdict(list)
    for some in batches(sorted({article for _, article in wanted})):
        rows = session.execute(
            select(row.person_id, row.article_id, row.facts, row.corrected).where(
                row.article_id.in_(some), row.person_id.is_not(None), row.superseded_at.is_(None), ~row.hidden
            )
        )
        for person, article, facts, changed in rows:
            if (person or 0, article) in wanted:
                own[person or 0, article].append(from_json(LocalQuote, changed or facts))
    return own
