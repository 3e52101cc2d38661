"""Which topic an article belongs to when it arrives in a large library: average link over shared names.

The topics that are worth a look are found through the inverted index, rarest names first, so that the work
does not grow with the library. How common a name is was counted when the library last settled; then topics as
a whole are found again.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from store.link.index import NAME, name_key
from store.link.shelf import batches
from store.link.topics import COARSE
from store.link_models import LinkCardRow, LinkKeyRow, LinkTermRow

Names = Mapping[str, int]  # counted
LOOKED_AT = 1_000  # articles that share a name, rarest names first
NEAREST = 2  # topics compared article by article
SAMPLE = 50  # articles of a topic, the last that came
NEAR = 0.05  # a length that has changed by less stays


class Arrivals:
    """Looks topics up by names."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._all = session.scalar(select(func.count()).select_from(LinkCardRow)) or 0

    def nearest(self, names: Names) -> tuple[int | None, float]:
        """The topic whose articles are on average most like these names; the length of their vector."""
        frequency = self._frequency(names)
        weights = {name: _weight(self._all, frequency.get(name_key(name), 0)) for name in names}
        length = _length(names, weights)
        mine = {name: _scale(count) * weights[name] ** 2 / length for name, count in names.items()}
        candidates = self._candidates(sorted(names, key=lambda name: (-weights[name], name)), frequency)
        scored = [(-round(self._likeness(topic, mine), 9), topic) for topic in candidates]
        best, topic = min(scored, default=(0.0, 0))
        return (topic if -best >= COARSE else None), length

    def _frequency(self, names: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some in batches(map(name_key, names)):
            rows = self._session.execute(
                select(LinkTermRow.term, LinkTermRow.articles).where(LinkTermRow.term.in_(some))
            )
            found.update((term, articles) for term, articles in rows)
        return found

    def _candidates(self, names: list[str], frequency: Mapping[str, int]) -> list[int]:
        """Topics that have most of the rarest names. `names`: the rarest first."""
        keys: list[str] = []
        left = LOOKED_AT
        for key in map(name_key, names):
            left -= frequency.get(key, 0)
            if left < 0 and keys:
                break
            keys.append(key)
        rows = self._session.execute(
            select(LinkCardRow.topic_id, LinkKeyRow.key)
            .join(LinkCardRow, LinkCardRow.article_id == LinkKeyRow.article_id)
            .where(LinkKeyRow.kind == NAME, LinkKeyRow.key.in_(keys), LinkCardRow.topic_id.is_not(None))
            .distinct()
        )
        shared: defaultdict[int, float] = defaultdict(float)
        for topic, key in rows:
            shared[topic or 0] += _weight(self._all, frequency.get(key, 0)) ** 2
        return sorted(shared, key=lambda topic: (-round(shared[topic], 9), topic))[:NEAREST]

    def _likeness(self, topic: int, mine: Mapping[str, float]) -> float:
        """Mean cosine between a topic's articles and the one that is looked up."""
        card = LinkCardRow
        theirs = select(card.names, card.length).where(card.topic_id == topic)
        rows = self._session.execute(theirs.order_by(card.article_id.desc()).limit(SAMPLE)).all()
        return sum(_product(mine, json.loads(names)) / (length or 1.0) for names, length in rows) / len(rows)


def _weight(articles: int, frequency: int) -> float:
    return math.log(1 + (articles + 1) / (frequency + 1))


def _scale(count: int) -> float:
    return 1 + math.log(count)


def _length(names: Names, weights: Mapping[str, float]) -> float:
    return math.sqrt(sum((_scale(count) * weights[name]) ** 2 for name, count in names.items())) or 1.0


def _product(mine: Mapping[str, float], names: Names) -> float:
    return sum(mine[name] * _scale(count) for name, count in names.items() if name in mine)


# --- when the library settles -----------------------------------------------------------------


def weigh(session: Session, cards: Mapping[int, Names]) -> None:
    """Count how common names are, and how long the vectors of all articles are by that."""
    frequency = Counter(name for names in cards.values() for name in names)
    _store_terms(session, Counter({name_key(name): n for name, n in frequency.items()}))
    weights = {name: _weight(len(cards), n) for name, n in frequency.items()}
    stored = {row.article_id: row.length for row in session.execute(_LENGTHS)}
    lengths = {article: _length(names, weights) for article, names in cards.items()}
    rows = [
        {"article_id": article, "length": length}
        for article, length in lengths.items()
        if abs(stored[article] - length) > NEAR * length
    ]
    if rows:
        session.execute(update(LinkCardRow), rows)


_LENGTHS = select(LinkCardRow.article_id, LinkCardRow.length)


def _store_terms(session: Session, wanted: Mapping[str, int]) -> None:
    row = LinkTermRow
    present = {found.term: found.articles for found in session.execute(select(row.term, row.articles))}
    for some in batches(sorted(present.keys() - wanted.keys())):
        session.execute(delete(row).where(row.term.in_(some)))
    other = {term: n for term, n in wanted.items() if present.get(term) != n}
    if changed := [{"term": term, "articles": n} for term, n in sorted(other.items()) if term in present]:
        session.execute(update(row), changed)
    if fresh := [{"term": term, "articles": n} for term, n in sorted(other.items()) if term not in present]:
        session.execute(insert(row), fresh)
