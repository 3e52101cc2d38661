"""Write episodes: of the whole library once its topics have settled, else of the topics that were touched.

Figures find their events across topics. While a library has not settled, a topic is looked at by itself:
what its articles gave to stories of other topics stays there, and an event that other topics recall as well
keeps its description.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.link.collection import LinkArticle
from store.link.episodes import LinkedEpisode, link_episodes
from store.link.shelf import Shelf, batches, order_of
from store.link_models import LinkCardRow
from store.models import ArticleRow, ClaimRow, EpisodeRow, StoryEpisodeRow, StoryRow
from store.types import Label

Told = set[tuple[int, int]]  # story, episode


@dataclass(frozen=True, slots=True)
class _Looked:
    """Articles in the order of link, topics by their places, the numbers of the stories."""

    articles: list[LinkArticle]
    topics: list[tuple[tuple[int, ...], ...]]
    stories: list[int]
    whole: bool


def update_episodes(session: Session, shelf: Shelf, topics: Collection[int] | None) -> None:
    """Bring the episodes of these topics, or (None) of all, up to date."""
    looked = _look(session, shelf, topics)
    titles = _titles(session, looked.stories)
    episodes = link_episodes(looked.articles, looked.topics, titles)
    finder = _Finder(session, looked.stories)
    rows: list[EpisodeRow] = []
    links: Told = set()
    for episode in episodes:
        story = looked.stories[episode.story] if episode.story is not None else None
        told = {story} if story is not None else {looked.stories[n] for n in episode.tellers}
        row = finder.row(episode, story, told)
        if looked.whole or not finder.is_told_elsewhere(row):
            _describe(row, episode, story)
        rows.append(row)
        links |= {(teller, row.id) for teller in told}
    _relate(episodes, rows, finder, looked.whole)
    session.flush()
    _replace_links(session, looked.stories, links)
    _set_own(session, rows)
    claims = {key: row.id for episode, row in zip(episodes, rows, strict=True) for key in episode.claims}
    _write_claims(session, looked, claims)


def _look(session: Session, shelf: Shelf, topics: Collection[int] | None) -> _Looked:
    row = ArticleRow
    query = select(row, LinkCardRow.topic_id).join(LinkCardRow, LinkCardRow.article_id == row.id)
    found: list[tuple[ArticleRow, int | None]] = []
    for some in [None] if topics is None else batches(sorted(topics)):
        chosen = query if some is None else query.where(LinkCardRow.topic_id.in_(some))
        found += [(article, topic) for article, topic in session.execute(chosen)]
    found.sort(key=lambda pair: order_of(pair[0]))
    groups: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, (article, topic) in enumerate(found):
        groups[topic or 0][article.story_id or 0].append(place)
    numbered = sorted(
        sorted((tuple(members), story) for story, members in stories.items()) for stories in groups.values()
    )
    return _Looked(
        articles=shelf.told([article.id for article, _ in found], words=False),
        topics=[tuple(members for members, _ in topic) for topic in numbered],
        stories=[story for topic in numbered for _, story in topic],
        whole=topics is None,
    )


def _titles(session: Session, stories: Iterable[int]) -> list[Label]:
    titles: dict[int, Label] = {}
    for some in batches(sorted(stories)):
        rows = session.execute(select(StoryRow.id, StoryRow.title).where(StoryRow.id.in_(some)))
        titles.update((number, from_json(Label, title)) for number, title in rows)
    return [titles[number] for number in stories]


def _describe(row: EpisodeRow, episode: LinkedEpisode, story: int | None) -> None:
    row.story_id, row.mark, row.forward_id = story, episode.mark, None
    row.labels = [to_json(label) for label in episode.labels]
    row.first_year, row.last_year = episode.first_year, episode.last_year


def _relate(
    episodes: Sequence[LinkedEpisode], rows: Sequence[EpisodeRow], finder: _Finder, whole: bool
) -> None:
    """Episodes of one conflict are related, never merged."""
    topics: dict[int, list[int]] = defaultdict(list)
    for episode, row in zip(episodes, rows, strict=True):
        topics[episode.topic].append(row.id)
    for episode, row in zip(episodes, rows, strict=True):
        if whole or not finder.is_told_elsewhere(row):
            row.related = [number for number in topics[episode.topic] if number != row.id]


def _set_own(session: Session, rows: Iterable[EpisodeRow]) -> None:
    own = {row.story_id: row.id for row in rows if row.story_id is not None}
    for some in batches(sorted(own)):
        for story in session.scalars(select(StoryRow).where(StoryRow.id.in_(some))):
            story.episode_id = own[story.id]
    session.flush()


class _Finder:
    """Finds the row that an episode had when link last ran; makes one if it had none."""

    def __init__(self, session: Session, stories: Collection[int]) -> None:
        self._session, self._stories = session, set(stories)
        self._tellers: dict[int, set[int]] = defaultdict(set)
        rows: dict[int, EpisodeRow] = {}
        for some in batches(sorted(self._stories)):
            own = EpisodeRow.story_id.in_(some)
            rows.update((row.id, row) for row in session.scalars(select(EpisodeRow).where(own)))
            rows.update((row.id, row) for row in _told_by(session, some))
        for some in batches(sorted(rows)):
            told = select(StoryEpisodeRow.story_id, StoryEpisodeRow.episode_id)
            for story, episode in session.execute(told.where(StoryEpisodeRow.episode_id.in_(some))):
                self._tellers[episode].add(story)
        ordered = [rows[number] for number in sorted(rows)]
        self._own = {row.story_id: row for row in ordered if row.story_id is not None}
        recalled = [row for row in ordered if row.story_id is None]
        self._recalled = {(row.mark, story): row for row in recalled for story in self._tellers[row.id]}
        self._used: set[int] = set()

    def is_told_elsewhere(self, row: EpisodeRow) -> bool:
        """Whether stories that are not looked at recall it too."""
        return row.story_id is None and not self._tellers[row.id] <= self._stories

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


def _told_by(session: Session, stories: Sequence[int]) -> Iterable[EpisodeRow]:
    joined = select(EpisodeRow).join(StoryEpisodeRow, StoryEpisodeRow.episode_id == EpisodeRow.id)
    return session.scalars(joined.where(StoryEpisodeRow.story_id.in_(stories)))


def _replace_links(session: Session, stories: Collection[int], wanted: Told) -> None:
    row = StoryEpisodeRow
    for some in batches(sorted(stories)):
        found = session.execute(select(row.story_id, row.episode_id).where(row.story_id.in_(some)))
        present = {(story, episode) for story, episode in found}
        here = {link for link in wanted if link[0] in set(some)}
        for story, episode in sorted(present - here):
            session.execute(delete(row).where(row.story_id == story, row.episode_id == episode))
        if here - present:
            fresh = [{"story_id": s, "episode_id": e} for s, e in sorted(here - present)]
            session.execute(insert(row), fresh)


def _write_claims(session: Session, looked: _Looked, episodes: Mapping[str, int]) -> None:
    """A hidden figure is no episode's."""
    row = ClaimRow
    stories = set(looked.stories)
    columns = (row.key, row.episode_id, row.hidden, StoryRow.id, StoryRow.articles)
    joined = select(*columns).outerjoin(EpisodeRow, EpisodeRow.id == row.episode_id)
    joined = joined.outerjoin(StoryRow, StoryRow.id == EpisodeRow.story_id)
    for some in batches([article.id for article in looked.articles]):
        chosen = (row.article_id.in_(some), row.superseded_at.is_(None))
        changes = []
        for key, was, hidden, story, alive in session.execute(joined.where(*chosen)):
            elsewhere = not looked.whole and not hidden and alive and story not in stories
            if not elsewhere and episodes.get(key) != was:
                changes.append({"key": key, "episode_id": episodes.get(key)})
        if changes:
            session.execute(update(row), changes)
