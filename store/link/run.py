"""Link: what only the collection can tell, kept up to date while articles come, change and go.

Each step looks only at what a change can touch: chains of near-copies, lines that repeat, names that share
a surname, topics, speakers. The result is that of linking everything again, with two exceptions in a large
library: a new article is placed into a topic as it arrives, and who says very much is looked at in part. When
the library settles, topics, the events that they recall and those speakers are found again as a whole.
Numbers stay with those who had them. One transaction.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.db import Database
from store.lease import Lease
from store.link import index
from store.link.apply_episodes import update_episodes
from store.link.apply_names import write_speakers
from store.link.apply_people import adopt, retire_unnamed, update_people
from store.link.apply_stories import apply_stories, retire_empty, stories_of
from store.link.apply_topics import Topics, link_topic, of_articles, update_topics
from store.link.apply_variants import spoken_in, update_speakers
from store.link.facts import forget_articles, settle_articles, unseen
from store.link.shelf import Shelf, batches
from store.link.stamp import LINKED, SETTLED, changes_of, is_current, stamp_of
from store.models import ArticleRow, ChangeRow, MetaRow

RESTLESS = 0.05  # share of the articles: after so many changes topics are found again at once
log = logging.getLogger(__name__)


def link(database: Database, lease: Lease | None = None) -> bool:
    """Link what has changed; without a change, settle what is not. Returns whether anything was done."""
    with _no_collection():
        done = _link(database, lease)
    if done:
        database.analyze()
    return done


def _link(database: Database, lease: Lease | None) -> bool:
    with database.writing() as session:
        stamps = {row.name: row.value for row in session.execute(select(MetaRow.name, MetaRow.value))}
        linked, settled, now = stamps.get(LINKED, ""), stamps.get(SETTLED, ""), stamp_of(session)
        changed = _changed(session, linked)
        if not changed and linked == settled == now:
            return False
        if lease is not None:
            lease.renew(session)
        settle = not changed or _restless(session, settled)
        done = _steps(session, changed, settle)
        if not is_current(linked):
            retire_unnamed(session)
        session.merge(MetaRow(name=LINKED, value=now))
        if done or settled == now:  # nothing is logged of a file that was renamed
            session.merge(MetaRow(name=SETTLED, value=now if done else ""))
    log.info("linked %d changed articles", len(changed))
    return True


@contextmanager
def _no_collection() -> Iterator[None]:
    """Many small objects, none in a circle: looking for circles would take half of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _changed(session: Session, stamp: str) -> set[int]:
    """Articles that came, changed or went since a stamp; all of them when link itself has changed."""
    if not is_current(stamp):
        return set(session.scalars(select(ArticleRow.id)))
    return _logged(session, stamp) | unseen(session)


def _logged(session: Session, stamp: str) -> set[int]:
    since = ChangeRow.seq > changes_of(stamp)
    return set(session.scalars(select(ChangeRow.article_id).where(since).distinct()))


def _restless(session: Session, settled: str) -> bool:
    """Whether so much has changed since topics were found as a whole that they are found again at once."""
    everything = session.scalar(select(func.count()).select_from(ArticleRow)) or 0
    return not is_current(settled) or len(_logged(session, settled)) > RESTLESS * everything


def _steps(session: Session, changed: Collection[int], settle: bool) -> bool:
    """All of link, for these articles; returns whether topics as a whole were found."""
    shelf = Shelf(session)
    served = _served(session, changed)
    gone = set(changed) - served
    left = set().union(*of_articles(session, gone).values()) - gone
    speakers = spoken_in(session, changed)
    dirty = _dirty(session, shelf, served, changed)
    moved = forget_articles(session, gone) | settle_articles(session, shelf, dirty)
    renamed = update_people(session, adopt(session, moved))
    write_speakers(session, dirty | renamed.articles - gone)
    topics, settled = update_topics(session, served, left, settle)
    topics |= of_articles(session, dirty | left)
    other_story = _update_stories(session, shelf, topics, bool(gone))
    update_episodes(session, shelf, None if settled else topics)
    touched = dirty | renamed.articles | other_story
    speakers |= spoken_in(session, touched) | renamed.people
    update_speakers(session, speakers, None if settled else stories_of(session, touched))
    log.debug("%d articles, %d topics, %d speakers looked at", len(dirty), len(topics), len(speakers))
    return settled


def _served(session: Session, articles: Collection[int]) -> set[int]:
    found: set[int] = set()
    for some in batches(sorted(articles)):
        chosen = (ArticleRow.id.in_(some), ArticleRow.state == "served")
        found |= set(session.scalars(select(ArticleRow.id).where(*chosen)))
    return found


def _dirty(session: Session, shelf: Shelf, served: set[int], changed: Collection[int]) -> set[int]:
    """Bring the index up to date; the articles whose facts may be others now: new words, or other repeats."""
    before = index.snapshot(session, changed)
    index.forget(session, changed)
    index.enter(session, shelf.traces(served))
    moved = index.update_origins(session, shelf, served, before)
    return served | index.turned(session, changed, moved | before)


def _update_stories(session: Session, shelf: Shelf, topics: Topics, shrunk: bool) -> set[int]:
    """Stories of these topics; returns the articles that are in another one now."""
    linked = [link_topic(shelf, members) for members in topics.values()]
    moved = apply_stories(session, sorted(linked, key=lambda topic: topic.order))
    if shrunk:
        retire_empty(session)
    return moved
