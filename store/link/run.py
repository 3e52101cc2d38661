"""Link: what only the collection can tell, worked out from stored readings and written as differences.

Idempotent: the same articles give the same people, stories and episodes whatever came first; numbers stay
with those who had them. Runs when something has changed since it last ran, in one transaction.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.codec import from_json, unpack
from store.db import Database
from store.described import corrected
from store.extract.features import Features
from store.lease import Lease
from store.link.apply import Applied, apply
from store.link.collection import LinkArticle, settled, year_of
from store.link.copies import find_origins
from store.link.episodes import link_episodes, title_of
from store.link.linked import Linked
from store.link.overlay import load_overlay
from store.link.people import link_people
from store.link.repetition import final_boilerplate
from store.link.stamp import stamp_of
from store.link.stories import group
from store.link.story_doc import StoryDoc
from store.link.told import told_by
from store.link.variants import link_variants
from store.models import ArticleRow, MetaRow, ReadingRow, RevisionRow
from store.types import Metadata, Reading

log = logging.getLogger(__name__)


def link(database: Database, lease: Lease | None = None) -> bool:
    """Link again if anything has changed. Returns whether it did."""
    with _no_collection():
        changed = _link(database, lease)
    if changed:
        database.analyze()
    return changed


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of small objects, none in a circle: looking for circles would take half of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _link(database: Database, lease: Lease | None) -> bool:
    with database.reading() as session:
        stamp = stamp_of(session)
        if session.scalar(select(MetaRow.value).where(MetaRow.name == "linked")) == stamp:
            return False
        articles = load(session)
    linked = link_articles(articles)
    with database.writing() as session:
        if lease is not None:
            lease.renew(session)
        done: Applied = apply(session, linked)
        session.merge(MetaRow(name="linked", value=stamp))
    log.info("linked %d articles: %s", len(articles), done)
    return True


def link_articles(articles: Sequence[LinkArticle]) -> Linked:
    """Pure: from readings to people, stories and episodes."""
    ordered = sorted(articles, key=lambda article: article.order)
    origins = find_origins([a.id for a in ordered], [a.features for a in ordered])
    boilerplate = final_boilerplate(ordered, origins)
    cleaned = tuple(settled(article, boilerplate[article.id]) for article in ordered)
    topics = tuple(group([story_doc(article) for article in cleaned]))
    titles = tuple(title_of([cleaned[i] for i in members]) for topic in topics for members in topic)
    people = tuple(link_people(cleaned))
    stories = (members for topic in topics for members in topic)
    story_of = {cleaned[i].id: number for number, members in enumerate(stories) for i in members}
    return Linked(
        articles=cleaned,
        origins=origins,
        topics=topics,
        titles=titles,
        people=people,
        variants=tuple(link_variants(cleaned, people, story_of)),
        episodes=tuple(link_episodes(cleaned, topics, titles)),
    )


def load(session: Session) -> list[LinkArticle]:
    """Every served article with its reading."""
    rows = session.execute(
        select(ArticleRow, RevisionRow.text, RevisionRow.details, ReadingRow.facts, ReadingRow.features)
        .join(
            RevisionRow,
            (RevisionRow.article_id == ArticleRow.id) & (RevisionRow.revision == ArticleRow.revision),
        )
        .join(
            ReadingRow,
            (ReadingRow.article_id == ArticleRow.id) & (ReadingRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.state == "served")
        .order_by(ArticleRow.id)
    )
    overlay = load_overlay(session)
    return [
        LinkArticle(
            id=row.id,
            path=row.path,
            metadata=corrected(from_json(Metadata, details), row.corrected),
            text=text,
            reading=unpack(Reading, facts),
            features=unpack(Features, features),
            anchor=row.anchor,
            corrected=overlay,
        )
        for row, text, details, facts, features in rows
    ]


def story_doc(article: LinkArticle) -> StoryDoc:
    """What grouping sees of a settled article."""
    features, told = article.features, told_by(article)
    return StoryDoc(
        features.words,
        features.names,
        article.published,
        year_of(article.anchor),
        present=told.present,
        recalled=told.recalled,
        head=told.head,
        past=told.past,
    )
