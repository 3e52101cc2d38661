"""All that link has written, by the paths of articles: the same for the same articles, whatever came when."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.library import Library
from store.models import AliasRow, ArticleRow, ClaimRow, EpisodeRow, PersonRow, QuoteRow, StoryRow


def dump(library: Library) -> dict[str, Any]:
    """All that link has written, without numbers."""
    with library._database.reading() as session:
        rows = session.scalars(select(ArticleRow).where(ArticleRow.state == "served")).all()
        paths = {row.id: row.path for row in rows}
        stories: dict[int | None, frozenset[str]] = {
            n: frozenset(paths[r.id] for r in rows if r.story_id == n) for n in {r.story_id for r in rows}
        }
        return {
            "origins": {row.path: paths[row.origin_id] for row in rows},
            "boilerplate": {row.path: row.boilerplate for row in rows},
            "stories": set(stories.values()),
            "titles": {
                stories[row.id]: (
                    paths[row.title["article"]],
                    row.title["text"],
                    frozenset(stories.get(number) for number in row.related),
                )
                for row in session.scalars(select(StoryRow).where(StoryRow.id.in_(stories)))
            },
            "quotes": _quotes(session, paths),
            "claims": _claims(session, paths, stories),
            "people": _people(session, paths),
            "utterances": _utterances(session, paths),
        }


def _quotes(session: Session, paths: dict[int, str]) -> set[Any]:
    names = {row.id: row.name for row in session.scalars(select(PersonRow))}
    return {
        (
            paths[q.article_id],
            q.position,
            q.hidden,
            names.get(q.person_id or 0),
            names.get(q.relay_person_id or 0),
        )
        for q in session.scalars(select(QuoteRow).where(QuoteRow.superseded_at.is_(None)))
    }


def _claims(session: Session, paths: dict[int, str], stories: dict[Any, frozenset[str]]) -> set[Any]:
    episodes = {row.id: row for row in session.scalars(select(EpisodeRow))}
    return {
        (
            paths[claim.article_id],
            claim.position,
            claim.hidden,
            stories.get(episode.story_id or 0) if episode else None,
            tuple(label["text"] for label in episode.labels) if episode else None,
            (episode.first_year, episode.last_year) if episode else None,
        )
        for claim in session.scalars(select(ClaimRow).where(ClaimRow.superseded_at.is_(None)))
        for episode in (episodes.get(claim.episode_id or 0),)
    }


def _utterances(session: Session, paths: dict[int, str]) -> set[Any]:
    groups: dict[int, set[tuple[str, int]]] = {}
    rows = select(QuoteRow).where(QuoteRow.superseded_at.is_(None), QuoteRow.group_id.is_not(None))
    for quote in session.scalars(rows):
        groups.setdefault(quote.group_id or 0, set()).add((paths[quote.article_id], quote.position))
    return set(map(frozenset, groups.values()))


def _people(session: Session, paths: dict[int, str]) -> set[Any]:
    aliases: dict[int, set[tuple[str, str, bool]]] = {}
    for row in session.scalars(select(AliasRow)):
        aliases.setdefault(row.person_id, set()).add((paths[row.article_id], row.text, row.office))
    return {
        (
            row.name,
            row.kind,
            row.direct,
            row.mixed,
            row.relayed,
            row.indirect,
            row.passed_on,
            row.outlets,
            frozenset(aliases.get(row.id, ())),
        )
        for row in session.scalars(
            select(PersonRow).where(PersonRow.id.in_(aliases))  # the silent ones as well
        )
    }
