"""Topics: which have other articles now; their stories worked out again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from store.link.arrivals import Arrivals, Names, weigh
from store.link.episodes import title_of
from store.link.linked import LinkedTopic
from store.link.shelf import Shelf, batches, order_of
from store.link.stories import split
from store.link.telling import story_doc
from store.link.topics import find_topics
from store.link_models import LinkCardRow
from store.models import ArticleRow

SMALL = 600  # articles of a library that is grouped as a whole with each change: half a second
Topics = dict[int, frozenset[int]]  # number (its first article) to articles
Placed = dict[int, int | None]  # article to its topic


def update_topics(
    session: Session, changed: Collection[int], left: Collection[int], settle: bool
) -> tuple[Topics, bool]:
    """Write which topic each article belongs to.

    A small library, and a larger one that settles, is grouped as a whole; else only what has come is placed.
    `left` are those whose topic has lost an article. Returns the topics that are new or have other articles,
    and whether all were found as a whole.
    """
    everything = session.scalar(select(func.count()).select_from(LinkCardRow)) or 0
    settle = settle or everything <= SMALL
    before, now = _found(session) if settle else _placed(session, changed, left)
    known = _members(before)
    return {n: members for n, members in _members(now).items() if known.get(n) != members}, settle


def _found(session: Session) -> tuple[Placed, Placed]:
    """Topics of the whole library: as they were, as they are."""
    row = ArticleRow
    rows: Iterable[Any] = session.execute(
        select(row.id, row.path, row.published, row.anchor, LinkCardRow.topic_id, LinkCardRow.names).join(
            LinkCardRow, LinkCardRow.article_id == row.id
        )
    )
    cards = sorted(rows, key=order_of)
    names: dict[int, Names] = {card.id: json.loads(card.names) for card in cards}
    if len(cards) > SMALL // 2:  # it may grow into one that is large
        weigh(session, names)
    before = {card.id: card.topic_id for card in cards}
    found = find_topics(list(names.values()))
    return before, _numbered(session, before, [[cards[i].id for i in topic] for topic in found])


def _placed(session: Session, changed: Collection[int], left: Collection[int]) -> tuple[Placed, Placed]:
    """The same of topics that are touched: what has changed goes where it fits, in the order of numbers."""
    cards = _cards(session, changed)
    before = _topic_of(of_articles(session, {*left, *cards}))
    if cards:
        session.execute(update(LinkCardRow), [{"article_id": a, "topic_id": None} for a in cards])
    arrivals = Arrivals(session)
    for article, names in cards.items():
        topic, length = arrivals.nearest(names)
        place = -article if topic is None else topic  # a number of its own, which no article has
        card = {"article_id": article, "topic_id": place, "length": length}
        session.execute(update(LinkCardRow), [card])
    touched = of_articles(session, {*before, *cards})
    return before, _numbered(session, _topic_of(touched), touched.values())


def _cards(session: Session, articles: Collection[int]) -> dict[int, Names]:
    """Counted names by article, ascending."""
    found: dict[int, Names] = {}
    for some in batches(sorted(articles)):
        rows = select(LinkCardRow.article_id, LinkCardRow.names).where(LinkCardRow.article_id.in_(some))
        found.update((article, json.loads(names)) for article, names in session.execute(rows))
    return dict(sorted(found.items()))


def _numbered(session: Session, stored: Placed, found: Iterable[Collection[int]]) -> Placed:
    """Write that these articles are topics; the number of a topic is its first article."""
    now: Placed = {article: min(members) for members in found for article in members}
    moved = [{"article_id": a, "topic_id": topic} for a, topic in now.items() if stored[a] != topic]
    if moved:
        session.execute(update(LinkCardRow), moved)
    return now


def _topic_of(found: Topics) -> Placed:
    return {article: topic for topic, members in found.items() for article in members}


def _members(found: Mapping[int, int | None]) -> Topics:
    members: dict[int, set[int]] = defaultdict(set)
    for article, topic in found.items():
        if topic is not None:
            members[topic].add(article)
    return {number: frozenset(articles) for number, articles in members.items()}


def of_articles(session: Session, articles: Collection[int]) -> Topics:
    """The topics that these articles are in."""
    numbers: set[int] = set()
    for some in batches(sorted(articles)):
        chosen = select(LinkCardRow.topic_id).where(LinkCardRow.article_id.in_(some))
        numbers |= {number for number in session.scalars(chosen) if number is not None}
    found: dict[int, int | None] = {}
    for some in batches(sorted(numbers)):
        rows = select(LinkCardRow.article_id, LinkCardRow.topic_id).where(LinkCardRow.topic_id.in_(some))
        found.update((article, topic) for article, topic in session.execute(rows))
    return _members(found)


def link_topic(shelf: Shelf, members: Collection[int]) -> LinkedTopic:
    """Stories of one topic, a function of its articles alone."""
    articles = shelf.told(members)
    stories = sorted(tuple(cut) for cut in split([story_doc(article) for article in articles]))
    told = [[articles[i] for i in story] for story in stories]
    return LinkedTopic(
        order=articles[0].order,
        stories=tuple(tuple(article.id for article in story) for story in told),
        titles=tuple(title_of(story) for story in told),
        outlets=tuple(tuple(sorted({a.outlet for a in story if a.outlet})) for story in told),
        ranks=tuple(max(_rank(article.order) for article in story) for story in told),
        first_paths=tuple(min(article.path for article in story) for story in told),
    )


def _rank(order: tuple[int, str, str]) -> str:
    """Sorts as text: dated above anchored above undated, later above earlier."""
    return f"{2 - order[0]}{order[1]}"
