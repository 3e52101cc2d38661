"""Write stories and episodes; their numbers stay where they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.codec import to_json
from store.link.episodes import LinkedEpisode
from store.link.linked import Linked
from store.link.match import match_groups
from store.models import ArticleRow, EpisodeRow, StoryEpisodeRow, StoryRow


def apply_stories(session: Session, linked: Linked) -> list[int]:
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


def apply_episodes(session: Session, linked: Linked, stories: Sequence[int]) -> list[int]:
    """Row ids, in the order of linked.episodes. Own ones follow their story, recalled ones their mark."""
    finder = _Finder(session)
    ids: list[int] = []
    links: set[tuple[int, int]] = set()
    for episode in linked.episodes:
        story = stories[episode.story] if episode.story is not None else None
        told = {story} if story is not None else {stories[n] for n in episode.tellers}
        row = finder.row(episode, story, told)
        row.story_id, row.mark, row.forward_id = story, episode.mark, None
        row.labels = [to_json(label) for label in episode.labels]
        row.first_year, row.last_year = episode.first_year, episode.last_year
        session.flush()
        ids.append(row.id)
        links |= {(teller, row.id) for teller in told}
    _relate(session, linked, ids)
    _replace_links(session, links)
    _set_own_episode(session, linked, stories, ids)
    return ids


class _Finder:
    """Finds the row that an episode had when link last ran; makes one if it had none."""

    def __init__(self, session: Session) -> None:
        self._session = session
        rows = list(session.scalars(select(EpisodeRow).order_by(EpisodeRow.id)))
        tellers: dict[int, set[int]] = defaultdict(set)
        for story, episode in session.execute(select(StoryEpisodeRow.story_id, StoryEpisodeRow.episode_id)):
            tellers[episode].add(story)
        self._own = {row.story_id: row for row in rows if row.story_id is not None}
        recalled = [row for row in rows if row.story_id is None]
        self._recalled = {(row.mark, story): row for row in recalled for story in tellers[row.id]}
        self._used: set[int] = set()

    def row(self, episode: LinkedEpisode, story: int | None, told: set[int]) -> EpisodeRow:
        if story is not None:
            found = self._own.get(story)
        else:
            candidates = (self._recalled.get((episode.mark, teller)) for teller in sorted(told))
            found = next((row for row in candidates if row is not None and row.id not in self._used), None)
        if found is None:
            found = EpisodeRow(labels=[], related=[])
            self._session.add(found)
            self._session.flush()
        self._used.add(found.id)
        return found


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
