"""Stories and episodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.codec import from_json
from store.errors import NotFound
from store.models import ArticleRow, EpisodeRow, StoryEpisodeRow, StoryRow
from store.query.articles import newest_first
from store.types import Episode, Label, Story


def get(session: Session, number: int) -> Story:
    """One story, forwarded when merged. Raises NotFound."""
    row = session.get(StoryRow, number)
    while row is not None and row.forward_id is not None:
        row = session.get(StoryRow, row.forward_id)
    if row is None or not row.articles:
        raise NotFound("story", number)
    found = _stories(session, [row])[0]
    if not found.articles:
        raise NotFound("story", number)
    return found


def newest(session: Session, limit: int) -> tuple[tuple[Story, ...], int]:
    """The newest stories: dated first, then anchored, then undated; and how many there are."""
    served = ArticleRow.state == "served"
    alive = select(ArticleRow.id).where(ArticleRow.story_id == StoryRow.id, served).exists()
    total = session.scalar(select(func.count()).select_from(StoryRow).where(alive)) or 0
    rows = session.scalars(select(StoryRow).where(alive).order_by(*_newest_first()).limit(limit)).all()
    return tuple(_stories(session, rows)), total


def told_by(session: Session, outlets: Sequence[str], limit: int) -> tuple[tuple[Story, ...], int]:
    """The newest stories that each of these outlets tells; and how many there are."""
    telling = (
        select(ArticleRow.story_id)
        .where(ArticleRow.state == "served", ArticleRow.outlet.in_(outlets), ArticleRow.story_id.is_not(None))
        .group_by(ArticleRow.story_id)
        .having(func.count(func.distinct(ArticleRow.outlet)) == len(set(outlets)))
    )
    total = session.scalar(select(func.count()).select_from(telling.subquery())) or 0
    rows = session.scalars(
        select(StoryRow).where(StoryRow.id.in_(telling)).order_by(*_newest_first()).limit(limit)
    ).all()
    return tuple(_stories(session, rows)), total


def by_number(session: Session, numbers: Sequence[int]) -> tuple[Story, ...]:
    """Stories in the given order."""
    rows = {row.id: row for row in session.scalars(select(StoryRow).where(StoryRow.id.in_(numbers)))}
    return tuple(_stories(session, [rows[number] for number in numbers if number in rows]))


def of_articles(session: Session, articles: Sequence[int]) -> dict[int, int]:
    """Article id to its story."""
    rows = session.execute(select(ArticleRow.id, ArticleRow.story_id).where(ArticleRow.id.in_(articles)))
    return {article: story for article, story in rows if story is not None}


def episodes(session: Session, stories: Sequence[int]) -> tuple[Episode, ...]:
    """The stories' own episodes in their order, then what they recall: later wars first."""
    linked = session.execute(
        select(StoryEpisodeRow.story_id, EpisodeRow)
        .join(EpisodeRow, EpisodeRow.id == StoryEpisodeRow.episode_id)
        .where(StoryEpisodeRow.story_id.in_(stories))
    ).all()
    own = {row.story_id: row for _, row in linked if row.story_id is not None}
    recalled = {row.id: row for _, row in linked if row.story_id is None}
    later = sorted(recalled.values(), key=lambda row: (-(row.last_year or 0), row.mark))
    return tuple(_episode(row) for row in [*(own[s] for s in stories if s in own), *later])


def episode(session: Session, number: int) -> Episode:
    """One episode, forwarded when merged. Raises NotFound."""
    row = session.get(EpisodeRow, number)
    while row is not None and row.forward_id is not None:
        row = session.get(EpisodeRow, row.forward_id)
    if row is None or not row.labels:
        raise NotFound("episode", number)
    return _episode(row)


def _newest_first() -> tuple[Any, ...]:
    return (StoryRow.rank.desc(), StoryRow.articles.desc(), StoryRow.first_path)


def _stories(session: Session, rows: Sequence[StoryRow]) -> list[Story]:
    members: dict[int, list[int]] = {row.id: [] for row in rows}
    stored = session.execute(
        select(ArticleRow.story_id, ArticleRow.id)
        .where(ArticleRow.story_id.in_(members), ArticleRow.state == "served")
        .order_by(*newest_first())
    )
    for story, article in stored:
        if story is not None:
            members[story].append(article)
    return [
        Story(
            id=row.id,
            title=from_json(Label, row.title),
            articles=tuple(members[row.id]),
            outlets=tuple(row.outlets),
            episode=row.episode_id or 0,
            related=tuple(row.related),
        )
        for row in rows
    ]


def _episode(row: EpisodeRow) -> Episode:
    return Episode(
        id=row.id,
        story=row.story_id,
        labels=tuple(from_json(Label, label) for label in row.labels),
        first_year=row.first_year,
        last_year=row.last_year,
        related=tuple(row.related),
    )
