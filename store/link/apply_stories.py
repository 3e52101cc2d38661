"""Write stories of some topics; their numbers stay where they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from store.codec import to_json
from store.link.linked import LinkedTopic
from store.link.match import match_groups
from store.link.shelf import batches
from store.models import ArticleRow, StoryEpisodeRow, StoryRow


def apply_stories(session: Session, topics: Sequence[LinkedTopic]) -> set[int]:
    """Bring the stories of these topics up to date; returns the articles that are in another story now.

    All articles that have left or entered one of the topics must be among theirs.
    """
    members = [set(story) for topic in topics for story in topic.stories]
    before = _stories_of(session, set().union(*members))
    known: dict[int, set[int]] = defaultdict(set)
    for article, story in before.items():
        if story is not None:
            known[story].add(article)
    matched = match_groups(known, members)
    numbers = _numbers(session, matched.ids)
    kept = _rows(session, {*known, *numbers})
    for number, target in matched.forwards.items():
        gone = kept[number]
        gone.forward_id, gone.articles = (numbers[target] if target is not None else None), 0
    for some in batches(sorted(matched.forwards)):
        session.execute(delete(StoryEpisodeRow).where(StoryEpisodeRow.story_id.in_(some)))
    now = {article: number for story, number in zip(members, numbers, strict=True) for article in story}
    moved = {article: number for article, number in now.items() if before[article] != number}
    if moved:
        session.execute(update(ArticleRow), [{"id": a, "story_id": n} for a, n in sorted(moved.items())])
    left = iter(numbers)
    for topic in topics:
        _describe(topic, [kept[next(left)] for _ in topic.stories])
    session.flush()
    return set(moved)


def stories_of(session: Session, articles: Collection[int]) -> set[int]:
    """The stories that these articles are in."""
    return {story for story in _stories_of(session, articles).values() if story is not None}


def _stories_of(session: Session, articles: Collection[int]) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for some in batches(sorted(articles)):
        rows = session.execute(select(ArticleRow.id, ArticleRow.story_id).where(ArticleRow.id.in_(some)))
        found.update((article, story) for article, story in rows)
    return found


def _numbers(session: Session, matched: Sequence[int | None]) -> list[int]:
    """The given numbers, and new ones for the rest."""
    new = [StoryRow(title={}, outlets=[], related=[]) for number in matched if number is None]
    session.add_all(new)
    session.flush()
    fresh = iter(new)
    return [number if number is not None else next(fresh).id for number in matched]


def _rows(session: Session, numbers: Collection[int]) -> dict[int, StoryRow]:
    found: dict[int, StoryRow] = {}
    for some in batches(sorted(numbers)):
        found.update((row.id, row) for row in session.scalars(select(StoryRow).where(StoryRow.id.in_(some))))
    return found


def _describe(topic: LinkedTopic, rows: Sequence[StoryRow]) -> None:
    for place, row in enumerate(rows):
        row.forward_id = None
        row.title = to_json(topic.titles[place])
        row.outlets = list(topic.outlets[place])
        row.related = [other.id for other in rows if other is not row]
        row.articles = len(topic.stories[place])
        row.rank = topic.ranks[place]
        row.first_path = topic.first_paths[place]


def retire_empty(session: Session) -> None:
    """Stories whose articles have all been withdrawn."""
    alive = select(ArticleRow.id).where(ArticleRow.story_id == StoryRow.id).exists()
    empty = update(StoryRow).where(StoryRow.articles > 0, ~alive)
    session.execute(empty.values(articles=0), execution_options={"synchronize_session": False})
    told = select(StoryRow.id).where(StoryRow.articles == 0)
    session.execute(
        delete(StoryEpisodeRow).where(StoryEpisodeRow.story_id.in_(told)),
        execution_options={"synchronize_session": False},
    )
