"""Write what link found, as differences: rows that stay the same are not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store.link.apply_people import apply_people
from store.link.apply_stories import apply_episodes, apply_stories
from store.link.apply_variants import apply_variants
from store.link.linked import Linked
from store.link.people import local_of
from store.models import ArticleRow, ClaimRow, QuoteRow


@dataclass(frozen=True, slots=True)
class Applied:
    people: int
    stories: int
    episodes: int


def apply(session: Session, linked: Linked) -> Applied:
    """Bring the linked tables to `linked`; numbers of people, stories and episodes stay where they were."""
    people = apply_people(session, linked)
    stories = apply_stories(session, linked)
    episodes = apply_episodes(session, linked, stories)
    _apply_quotes(session, linked, people, apply_variants(session, linked.variants))
    _apply_claims(session, linked, episodes)
    _apply_articles(session, linked, stories)
    return Applied(len(people), len(stories), len(episodes))


def _apply_quotes(session: Session, linked: Linked, people: Sequence[int], groups: Mapping[str, int]) -> None:
    of_local = {
        local: number for person, number in zip(linked.people, people, strict=True) for local in person.locals
    }
    wanted: dict[str, tuple[object, ...]] = {}
    for article in linked.articles:
        for key, quote in article.quotes:
            speaker, relay = local_of(article.id, quote.speaker), local_of(article.id, quote.relay)
            wanted[key] = (
                of_local.get(speaker) if speaker else None,
                of_local.get(relay) if relay else None,
                groups.get(key),
                False,
            )
    columns = ("person_id", "relay_person_id", "group_id", "hidden")
    rows = session.execute(
        select(QuoteRow.key, *(getattr(QuoteRow, name) for name in columns)).where(
            QuoteRow.superseded_at.is_(None)
        )
    )
    present = {row[0]: tuple(row[1:]) for row in rows}
    _update(session, QuoteRow, columns, _differences(present, wanted, (None, None, None, True)))


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
