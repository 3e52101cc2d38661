"""The inverted index that link keeps: who shares a band of a signature, a head or tail line, a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from store.codec import digest
from store.link.copies import Print, bands, find_origins, near_copies, print_of
from store.link.shelf import Shelf, Trace, batches
from store.link_models import LinkKeyRow
from store.models import ArticleRow

BAND, LINE, NAME = "band", "line", "name"
LONGEST = 32  # letters of a key
MANY = 500  # changed articles: then all that share a line with one are looked at again


@dataclass(frozen=True, slots=True)
class Before:
    """An article as the index had it: its origin, its lines, its bands."""

    origin: int
    lines: frozenset[str]
    bands: frozenset[str] = frozenset()


def line_key(line: str) -> str:
    return digest(line)[:LONGEST]


def name_key(name: str) -> str:
    return name if len(name) <= LONGEST else digest(name)[:LONGEST]


def forget(session: Session, articles: Iterable[int]) -> None:
    """Take articles out of the index."""
    for some in batches(articles):
        session.execute(delete(LinkKeyRow).where(LinkKeyRow.article_id.in_(some)))


def enter(session: Session, traces: Iterable[Trace]) -> None:
    """Put articles in that are not in it."""
    columns = ("kind", "key", "article_id")
    for some in batches(traces):
        rows = {
            (kind, key, trace.id)
            for trace in some
            for kind, keys in (
                (BAND, bands(trace.features)),
                (LINE, [line_key(line.key) for line in trace.features.lines]),
                (NAME, map(name_key, trace.features.names)),
            )
            for key in keys
        }
        if rows:
            session.execute(
                insert(LinkKeyRow), [dict(zip(columns, row, strict=True)) for row in sorted(rows)]
            )


def keys_of(session: Session, kind: str, articles: Iterable[int]) -> dict[int, set[str]]:
    """Article to its keys."""
    found: dict[int, set[str]] = defaultdict(set)
    for some in batches(articles):
        chosen = (LinkKeyRow.kind == kind, LinkKeyRow.article_id.in_(some))
        for article, key in session.execute(select(LinkKeyRow.article_id, LinkKeyRow.key).where(*chosen)):
            found[article].add(key)
    return found


def sharing(session: Session, kind: str, keys: Iterable[str]) -> dict[str, set[int]]:
    """Key to the articles that have it."""
    found: dict[str, set[int]] = defaultdict(set)
    for some in batches(sorted(keys)):
        chosen = (LinkKeyRow.kind == kind, LinkKeyRow.key.in_(some))
        for key, article in session.execute(select(LinkKeyRow.key, LinkKeyRow.article_id).where(*chosen)):
            found[key].add(article)
    return found


def snapshot(session: Session, articles: Collection[int]) -> dict[int, Before]:
    """What the index says of these articles now; those that are not in it are left out."""
    lines, known = keys_of(session, LINE, articles), keys_of(session, BAND, articles)
    return {
        number: Before(origin, frozenset(lines.get(number, ())), frozenset(known.get(number, ())))
        for number, origin in _origins(session, {*known, *lines})
    }


# --- origins ----------------------------------------------------------------------------------


def update_origins(
    session: Session, shelf: Shelf, changed: Collection[int], before: Mapping[int, Before]
) -> dict[int, Before]:
    """Work out the origins that these articles may have moved; returns how those that moved were before.

    `changed` are the served ones, `before` how the changed and the withdrawn ones were. Only chains of
    near-copies that one of them is in, or may have been in, are looked at.
    """
    lost: set[str] = set().union(*(was.bands for was in before.values()))
    prints, near = _chains(session, shelf, set(changed).union(*sharing(session, BAND, lost).values()))
    found = find_origins(prints, near)
    stored = dict(_origins(session, found))
    moved = {number: origin for number, origin in found.items() if stored[number] != origin}
    if moved:
        rows = [{"id": number, "origin_id": origin} for number, origin in sorted(moved.items())]
        session.execute(update(ArticleRow), rows)
    lines = keys_of(session, LINE, moved)
    return {number: Before(stored[number], frozenset(lines.get(number, ()))) for number in moved}


def _chains(
    session: Session, shelf: Shelf, start: Collection[int]
) -> tuple[dict[int, Print], dict[int, set[int]]]:
    """These articles and all that are tied to them by near-copies: signatures, and who is near whom."""
    prints: dict[int, Print] = {}
    near: dict[int, set[int]] = {}
    frontier = set(start)
    while frontier:
        keys = keys_of(session, BAND, frontier)
        shared = sharing(session, BAND, set().union(*keys.values()))
        missing = frontier.union(*shared.values()) - prints.keys()
        prints |= {trace.id: print_of(trace.order, trace.features) for trace in shelf.traces(missing)}
        for one in frontier & prints.keys():
            others = set().union(*(shared[key] for key in keys.get(one, ()))) - {one}
            near[one] = {other for other in others if near_copies(prints[one], prints[other])}
        frontier = set().union(*(near.get(one, ()) for one in frontier)) - near.keys()
    return prints, near


def _origins(session: Session, articles: Iterable[int]) -> Iterable[tuple[int, int]]:
    for some in batches(sorted(articles)):
        rows = session.execute(select(ArticleRow.id, ArticleRow.origin_id).where(ArticleRow.id.in_(some)))
        yield from ((number, origin) for number, origin in rows)


# --- lines that repeat ------------------------------------------------------------------------


class Repeats:
    """Whether two articles of different origin have a line; asked once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, bool] = {}

    def __call__(self, line: str) -> bool:
        if line not in self._known:
            self._known[line] = len(_distinct(self._session, line_key(line))) > 1
        return self._known[line]


def turned(session: Session, changed: Collection[int], before: Mapping[int, Before]) -> set[int]:
    """Articles with a line that repeats now and did not, or no longer does.

    `before` tells of the changed articles, and of those whose origin has moved, how they were.
    """
    now = keys_of(session, LINE, {*changed, *before})
    keys = sorted(set().union(*now.values(), *(was.lines for was in before.values())))
    if len(changed) <= MANY:
        keys = [key for key in keys if _has_turned(session, key, changed, before)]
    return set().union(*sharing(session, LINE, keys).values())


def _has_turned(session: Session, key: str, changed: Collection[int], before: Mapping[int, Before]) -> bool:
    rest = _distinct(session, key, {*changed, *before})
    if len(rest) > 1:
        return False
    earlier = rest | {was.origin for was in before.values() if key in was.lines}
    return (len(earlier) > 1) != (len(_distinct(session, key)) > 1)


def _distinct(session: Session, key: str, without: Collection[int] = ()) -> set[int]:
    """Two of the origins that have a line, if there are two."""
    query = (
        select(ArticleRow.origin_id)
        .join(LinkKeyRow, LinkKeyRow.article_id == ArticleRow.id)
        .where(LinkKeyRow.kind == LINE, LinkKeyRow.key == key)
    )
    if without:
        query = query.where(LinkKeyRow.article_id.not_in(sorted(without)))
    return set(session.scalars(query.distinct().limit(2)))
