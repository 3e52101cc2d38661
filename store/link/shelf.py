"""Articles as link needs them: traces for copies and lines, whole ones, and told ones for topics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from store.codec import from_json, unpack
from store.described import corrected
from store.extract.features import Features
from store.link.cards import read_opening
from store.link.collection import LinkArticle
from store.link.overlay import DROPPED, load_overlay
from store.link_models import LinkCardRow
from store.models import ArticleRow, ClaimRow, ReadingRow, RevisionRow
from store.types import LocalClaim, Metadata, Origin, Published, Reading, Sourced

T = TypeVar("T")
BATCH = 200  # articles of one query
_IS_REVISION = (RevisionRow.article_id == ArticleRow.id) & (RevisionRow.revision == ArticleRow.revision)
_IS_READING = (ReadingRow.article_id == ArticleRow.id) & (ReadingRow.revision == ArticleRow.revision)


@dataclass(frozen=True, slots=True)
class Trace:
    """What copies and repeated lines are found by."""

    id: int
    order: tuple[int, str, str]
    features: Features


class Shelf:
    """Served articles by id, within one transaction; corrections are laid over them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._overlay = load_overlay(session)

    def traces(self, numbers: Iterable[int]) -> Iterator[Trace]:
        for some in batches(sorted(numbers)):
            for row, features in self._rows(select(ArticleRow, ReadingRow.features), some):
                yield Trace(row.id, order_of(row), unpack(Features, features))

    def whole(self, numbers: Iterable[int]) -> Iterator[LinkArticle]:
        """With the whole reading; its facts are not settled yet."""
        columns = select(
            ArticleRow, RevisionRow.text, RevisionRow.details, ReadingRow.facts, ReadingRow.features
        )
        for row, text, details, facts, features in self._rows(
            columns.join(RevisionRow, _IS_REVISION), numbers
        ):
            yield LinkArticle(
                id=row.id,
                path=row.path,
                metadata=corrected(from_json(Metadata, details), row.corrected),
                text=text,
                reading=unpack(Reading, facts),
                features=unpack(Features, features),
                anchor=row.anchor,
                corrected=self._overlay,
            )

    def told(self, numbers: Iterable[int], *, words: bool = True) -> list[LinkArticle]:
        """In the order of link, with its opening, its names and its figures, and (`words`) its words."""
        found: list[LinkArticle] = []
        columns = (ArticleRow, RevisionRow.text, LinkCardRow.names, LinkCardRow.opening)
        more = (ReadingRow.features,) if words else ()
        joined = select(*columns, *more).join(RevisionRow, _IS_REVISION)
        joined = joined.join(LinkCardRow, LinkCardRow.article_id == ArticleRow.id)
        for some in batches(sorted(numbers)):
            claims = self._claims(some)
            for row, text, names, opening, *packed in self._rows(joined, some, readings=words):
                features = unpack(Features, packed[0]) if packed else Features({}, json.loads(names))
                found.append(_told(row, text, read_opening(opening), features, claims.get(row.id, [])))
        return sorted(found, key=lambda article: article.order)

    def _claims(self, numbers: list[int]) -> dict[int, list[tuple[str, LocalClaim]]]:
        """Served figures, as corrected, in text order."""
        row = ClaimRow
        chosen = (row.article_id.in_(numbers), row.superseded_at.is_(None), ~row.hidden)
        rows = self._session.execute(
            select(row.article_id, row.key, row.facts, row.corrected).where(*chosen).order_by(row.position)
        )
        found: dict[int, list[tuple[str, LocalClaim]]] = {}
        for article, key, facts, changed in rows:
            if changed != DROPPED:
                found.setdefault(article, []).append((key, from_json(LocalClaim, changed or facts)))
        return found

    def _rows(self, columns: Any, numbers: Iterable[int], *, readings: bool = True) -> Iterable[Any]:
        query = columns.join(ReadingRow, _IS_READING) if readings else columns
        chosen = (ArticleRow.state == "served", ArticleRow.id.in_(list(numbers)))
        return self._session.execute(query.where(*chosen).order_by(ArticleRow.id))


def _told(
    row: ArticleRow, text: str, reading: Reading, features: Features, claims: list[tuple[str, LocalClaim]]
) -> LinkArticle:
    outlet = Sourced(row.outlet, Origin.GIVEN) if row.outlet else None
    return LinkArticle(
        id=row.id,
        path=row.path,
        metadata=Metadata(outlet=outlet, published=Published(row.published)),
        text=text,
        reading=reading,
        features=features,
        anchor=row.anchor,
        quotes=tuple(("", quote) for quote in reading.quotes),
        claims=tuple(claims),
    )


def order_of(row: ArticleRow | Row[Any]) -> tuple[int, str, str]:
    """As LinkArticle.order."""
    if row.published:
        return 0, row.published.isoformat(), row.path
    return (1, row.anchor, row.path) if row.anchor else (2, "", row.path)


def batches(numbers: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most `size`, in order."""
    left = iter(numbers)
    while some := list(islice(left, size)):
        yield some
