"""Write what link found, as differences: rows that stay the same are not touched."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from store.codec import to_json
from store.link.match import match_groups
from store.link.names import fold
from store.link.people import LinkedPerson, Local, local_of
from store.models import (
    AliasRow,
    ArticleRow,
    ClaimRow,
    EpisodeRow,
    PersonRow,
    QuoteRow,
    StoryEpisodeRow,
    StoryRow,
)
from store.types import QuoteKind

if TYPE_CHECKING:
    from store.link.run import Linked


@dataclass(frozen=True, slots=True)
class Applied:
    people: int
    stories: int
    episodes: int


def apply(session: Session, linked: Linked) -> Applied:
    """Bring the linked tables to `linked`; numbers of people, stories and episodes stay where they were."""
    people = _apply_people(session, linked)
    stories = _apply_stories(session, linked)
    episodes = _apply_episodes(session, linked, stories)
    _apply_quotes(session, linked, people)
    _apply_claims(session, linked, episodes)
    _apply_articles(session, linked, stories)
    return Applied(len(people), len(stories), len(episodes))


# --- people -----------------------------------------------------------------------------------


def _apply_people(session: Session, linked: Linked) -> list[int]:
    """Row ids, in the order of linked.people."""
    known: dict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = session.execute(
        select(AliasRow.person_id, AliasRow.article_id, AliasRow.folded).where(~AliasRow.office)
    )
    for person, article, folded in rows:
        known[person].add((article, folded))
    wanted = [{(alias.article, fold(alias.text)) for alias in person.aliases} for person in linked.people]
    existing = {row.id: row for row in session.scalars(select(PersonRow))}
    matched = match_groups({p: known[p] for p in existing if p in known}, wanted)
    said = _statements(linked)
    ids = []
    for person, number in zip(linked.people, matched.ids, strict=True):
        row = existing.get(number) if number is not None else None
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
        for _, quote in article.quotes():
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


# --- stories and episodes ---------------------------------------------------------------------


def _apply_stories(session: Session, linked: Linked) -> list[int]:
    """Row ids, topics flattened."""
    known: dict[int, set[int]] = defaultdict(set)
    for article, story in session.execute(select(ArticleRow.id, ArticleRow.story_id)):
        if story is not None:
            known[story].add(article)
    existing = {row.id: row for row in session.scalars(select(StoryRow))}
    flat = [members for topic in linked.topics for members in topic]
    wanted = [{linked.articles[i].id for i in members} for members in flat]
    matched = match_groups({s: known[s] for s in existing if s in known}, wanted)
    ids = []
    for number in matched.ids:
        row = existing.get(number) if number is not None else None
        if row is None:
            row = StoryRow(title={}, outlets=[], related=[])
            session.add(row)
            session.flush()
        ids.append(row.id)
        existing[row.id] = row
    for number, target in matched.forwards.items():
        existing[number].forward_id = ids[target] if target is not None else None
        existing[number].articles = 0
    _describe_stories(linked, [existing[number] for number in ids])
    return ids


def _describe_stories(linked: Linked, rows: Sequence[StoryRow]) -> None:
    place = 0
    for topic in linked.topics:
        numbers = [rows[place + n].id for n in range(len(topic))]
        for members in topic:
            row = rows[place]
            articles = [linked.articles[i] for i in members]
            row.forward_id = None
            row.title = to_json(linked.titles[place])
            row.outlets = sorted({article.outlet for article in articles if article.outlet})
            row.related = [number for number in numbers if number != row.id]
            row.articles = len(articles)
            row.rank = max(_rank(article.order) for article in articles)
            row.first_path = min(article.path for article in articles)
            place += 1


def _rank(order: tuple[int, str, str]) -> str:
    """Sorts as text: dated above anchored above undated, later above earlier."""
    return f"{2 - order[0]}{order[1]}"


def _apply_episodes(session: Session, linked: Linked, stories: Sequence[int]) -> list[int]:
    """Row ids, in the order of linked.episodes. Own ones follow their story, recalled ones their mark."""
    rows = list(session.scalars(select(EpisodeRow)))
    own = {row.story_id: row for row in rows if row.story_id is not None}
    tellers: dict[int, set[int]] = defaultdict(set)
    for story, episode in session.execute(select(StoryEpisodeRow.story_id, StoryEpisodeRow.episode_id)):
        tellers[episode].add(story)
    recalled = {(row.mark, story): row for row in rows if row.story_id is None for story in tellers[row.id]}
    ids: list[int] = []
    used: set[int] = set()
    links: set[tuple[int, int]] = set()
    for episode in linked.episodes:
        told = {stories[n] for n in episode.tellers}
        if episode.story is not None:
            row = own.get(stories[episode.story])
            told = {stories[episode.story]}
        else:
            row = next(
                (r for s in sorted(told) if (r := recalled.get((episode.mark, s))) and r.id not in used), None
            )
        if row is None:
            row = EpisodeRow(labels=[], related=[])
            session.add(row)
        row.story_id = stories[episode.story] if episode.story is not None else None
        row.mark, row.forward_id = episode.mark, None
        row.labels = [to_json(label) for label in episode.labels]
        row.first_year, row.last_year = episode.first_year, episode.last_year
        session.flush()
        ids.append(row.id)
        used.add(row.id)
        links |= {(story, row.id) for story in told}
    _relate(session, linked, ids)
    _replace_links(session, links)
    _set_own_episode(session, linked, stories, ids)
    return ids


def _relate(session: Session, linked: Linked, ids: Sequence[int]) -> None:
    """Episodes of one conflict are related, never merged."""
    topics: dict[int, list[int]] = defaultdict(list)
    for episode, number in zip(linked.episodes, ids, strict=True):
        topics[episode.topic].append(number)
    for episode, number in zip(linked.episodes, ids, strict=True):
        session.get_one(EpisodeRow, number).related = [n for n in topics[episode.topic] if n != number]


def _replace_links(session: Session, wanted: set[tuple[int, int]]) -> None:
    present = {(row.story_id, row.episode_id): row for row in session.scalars(select(StoryEpisodeRow))}
    for key, row in present.items():
        if key not in wanted:
            session.delete(row)
    session.add_all(StoryEpisodeRow(story_id=s, episode_id=e) for s, e in sorted(wanted - present.keys()))


def _set_own_episode(session: Session, linked: Linked, stories: Sequence[int], ids: Sequence[int]) -> None:
    for episode, number in zip(linked.episodes, ids, strict=True):
        if episode.story is not None:
            session.get_one(StoryRow, stories[episode.story]).episode_id = number


# --- facts and articles -----------------------------------------------------------------------


def _apply_quotes(session: Session, linked: Linked, people: Sequence[int]) -> None:
    of_local = {
        local: number for person, number in zip(linked.people, people, strict=True) for local in person.locals
    }
    wanted: dict[str, tuple[object, ...]] = {}
    for article in linked.articles:
        for key, quote in article.quotes():
            speaker, relay = local_of(article.id, quote.speaker), local_of(article.id, quote.relay)
            wanted[key] = (
                of_local.get(speaker) if speaker else None,
                of_local.get(relay) if relay else None,
                False,
            )
    columns = ("person_id", "relay_person_id", "hidden")
    rows = session.execute(
        select(QuoteRow.key, *(getattr(QuoteRow, name) for name in columns)).where(
            QuoteRow.superseded_at.is_(None)
        )
    )
    present = {row[0]: tuple(row[1:]) for row in rows}
    _update(session, QuoteRow, columns, _differences(present, wanted, (None, None, True)))


def _apply_claims(session: Session, linked: Linked, episodes: Sequence[int]) -> None:
    wanted: dict[str, tuple[object, ...]] = {
        key: (number, False)
        for episode, number in zip(linked.episodes, episodes, strict=True)
        for key in episode.claims
    }
    rows = session.execute(
        select(ClaimRow.key, ClaimRow.episode_id, ClaimRow.hidden).where(ClaimRow.superseded_at.is_(None))
    )
    present = {row[0]: tuple(row[1:]) for row in rows}
    _update(session, ClaimRow, ("episode_id", "hidden"), _differences(present, wanted, (None, True)))


def _differences(
    present: Mapping[str, tuple[object, ...]],
    wanted: Mapping[str, tuple[object, ...]],
    absent: tuple[object, ...],
) -> dict[str, tuple[object, ...]]:
    """What has to change; a stored fact that link does not see (it lies in boilerplate) becomes `absent`."""
    return {key: new for key, old in present.items() if (new := wanted.get(key, absent)) != old}


def _update(
    session: Session,
    table: type[QuoteRow] | type[ClaimRow],
    columns: Iterable[str],
    changes: Mapping[str, tuple[object, ...]],
) -> None:
    rows = [{"key": key, **dict(zip(columns, values, strict=True))} for key, values in changes.items()]
    if rows:
        session.execute(update(table), rows)


def _apply_articles(session: Session, linked: Linked, stories: Sequence[int]) -> None:
    flat = [members for topic in linked.topics for members in topic]
    story_of = {i: number for members, number in zip(flat, stories, strict=True) for i in members}
    rows = {row.id: row for row in session.scalars(select(ArticleRow).where(ArticleRow.state == "served"))}
    for place, article in enumerate(linked.articles):
        row = rows.get(article.id)
        if row is None:
            continue
        boilerplate = [[span.start, span.end] for span in article.boilerplate]
        if row.boilerplate != boilerplate:
            row.boilerplate = boilerplate
        row.story_id = story_of[place]
        row.origin_id = linked.origins[article.id]
