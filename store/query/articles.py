"""Articles, their readings, and the filters that all other queries share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from store.codec import from_json, unpack
from store.described import corrected
from store.errors import NotFound
from store.models import (
    ArticleRow,
    ClaimRow,
    FileRow,
    PassageRow,
    PersonRow,
    QuoteRow,
    ReadingRow,
    RevisionRow,
    VectorRow,
)
from store.outlines import unpack_outline
from store.types import Article, ArticleFilter, Counts, Metadata, Outline, Reading, Span, outline_of


def get(session: Session, number: int) -> Article:
    """One served article. Raises NotFound."""
    found = many(session, [number])
    if number not in found:
        raise NotFound("article", number)
    return found[number]


def many(session: Session, numbers: Iterable[int]) -> dict[int, Article]:
    """Articles by id; ids that name none are left out."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    rows = session.execute(_with_revision().where(ArticleRow.id.in_(wanted))).all()
    paths = _paths(session, wanted)
    return {row.id: _article(row, paths.get(row.id, ())) for row in rows}


def page(session: Session, where: ArticleFilter, limit: int, offset: int) -> tuple[tuple[Article, ...], int]:
    """A page, newest first (dated, then anchored, then undated by path), and how many there are."""
    conditions = [ArticleRow.state == "served", *filters(where)]
    total = session.scalar(select(func.count()).select_from(ArticleRow).where(*conditions)) or 0
    ordered = select(ArticleRow.id).where(*conditions).order_by(*newest_first()).limit(limit).offset(offset)
    numbers = list(session.scalars(ordered))
    found = many(session, numbers)
    return tuple(found[number] for number in numbers), total


def reading(session: Session, number: int) -> Reading:
    """Local facts of one article. Raises NotFound."""
    data = session.scalar(
        select(ReadingRow.facts)
        .join(
            ArticleRow,
            (ReadingRow.article_id == ArticleRow.id) & (ReadingRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.id == number, ArticleRow.state == "served")
    )
    if data is None:
        raise NotFound("article", number)
    return unpack(Reading, data)


def outlines(session: Session, numbers: Iterable[int]) -> dict[int, Outline]:
    """Outlines of served articles by id; ids that name none are left out."""
    rows = session.execute(
        select(ArticleRow.id, ReadingRow.outline)
        .join(
            ReadingRow,
            (ReadingRow.article_id == ArticleRow.id) & (ReadingRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.id.in_(sorted(set(numbers))), ArticleRow.state == "served")
    )
    return {
        number: unpack_outline(data) if data else outline_of(reading(session, number))
        for number, data in rows.all()
    }


def outlets(session: Session) -> tuple[tuple[str, int], ...]:
    """Outlets with their number of articles, most first."""
    rows = session.execute(
        select(ArticleRow.outlet, func.count())
        .where(ArticleRow.state == "served", ArticleRow.outlet.is_not(None))
        .group_by(ArticleRow.outlet)
    )
    return tuple(sorted(((str(row[0]), int(row[1])) for row in rows), key=lambda row: (-row[1], row[0])))


def counts(session: Session) -> Counts:
    """How much the library holds."""

    def count(table: Any, *conditions: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0

    served = ArticleRow.state == "served"
    outlets_ = select(func.count(func.distinct(ArticleRow.outlet))).where(served)
    embedded = (
        select(func.count())
        .select_from(PassageRow)
        .where(PassageRow.text_sha256.in_(select(VectorRow.text_sha256)))
    )
    return Counts(
        articles=count(ArticleRow, served),
        outlets=session.scalar(outlets_) or 0,
        undated=count(ArticleRow, served, ArticleRow.published.is_(None)),
        quotes=count(QuoteRow, QuoteRow.superseded_at.is_(None), ~QuoteRow.hidden),
        claims=count(ClaimRow, ClaimRow.superseded_at.is_(None), ~ClaimRow.hidden),
        people=count(PersonRow, PersonRow.statements > 0),
        stories=session.scalar(select(func.count(func.distinct(ArticleRow.story_id))).where(served)) or 0,
        passages=count(PassageRow),
        embedded=session.scalar(embedded) or 0,
        rejected=count(FileRow, FileRow.state == "rejected"),
    )


def size(session: Session) -> int:
    """Served articles."""
    served = select(func.count()).select_from(ArticleRow).where(ArticleRow.state == "served")
    return session.scalar(served) or 0


def filters(where: ArticleFilter) -> list[ColumnElement[bool]]:
    """Conditions on ArticleRow."""
    conditions: list[ColumnElement[bool]] = []
    if where.outlet is not None:
        conditions.append(func.lower(ArticleRow.outlet) == where.outlet.lower())
    if where.since is not None:
        conditions.append(ArticleRow.published >= where.since)
    if where.until is not None:
        conditions.append(ArticleRow.published <= where.until)
    if where.story is not None:
        conditions.append(ArticleRow.story_id == where.story)
    conditions += [_mentions(word) for word in (where.words or "").split()]
    return conditions


def limited(where: ArticleFilter) -> bool:
    """Does the filter leave anything out?"""
    return where != ArticleFilter()


def newest_first() -> tuple[Any, ...]:
    """Dated, then anchored, then undated; the same on both databases."""
    kind = case(
        (ArticleRow.published.is_not(None), 0),
        (ArticleRow.anchor != "", 1),
        else_=2,
    )
    return kind, ArticleRow.published.desc(), ArticleRow.anchor.desc(), ArticleRow.path


def _mentions(word: str) -> ColumnElement[bool]:
    """The word stands in the article's text, path or outlet, in any case."""
    pattern = "%" + word.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    in_text = select(RevisionRow.article_id).where(
        and_(RevisionRow.article_id == ArticleRow.id, RevisionRow.revision == ArticleRow.revision),
        func.lower(RevisionRow.text).like(pattern, escape="\\"),
    )
    return or_(
        func.lower(ArticleRow.path).like(pattern, escape="\\"),
        func.lower(ArticleRow.outlet).like(pattern, escape="\\"),
        in_text.exists(),
    )


def _with_revision() -> Select[*tuple[Any, ...]]:
    """Plain columns: mapped rows cost as much again as the query."""
    return (
        select(
            *(ArticleRow.id, ArticleRow.path, ArticleRow.language, ArticleRow.added_at, ArticleRow.revision),
            *(ArticleRow.boilerplate, ArticleRow.origin_id, ArticleRow.story_id, ArticleRow.corrected),
            *(RevisionRow.sha256, RevisionRow.text, RevisionRow.details),
        )
        .join(
            RevisionRow,
            (RevisionRow.article_id == ArticleRow.id) & (RevisionRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.state == "served")
    )


def _paths(session: Session, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    rows = session.execute(
        select(FileRow.article_id, FileRow.path).where(FileRow.article_id.in_(numbers)).order_by(FileRow.path)
    )
    found: dict[int, tuple[str, ...]] = {}
    for number, path in rows:
        if number is not None:
            found[number] = (*found.get(number, ()), path)
    return found


def _article(row: Row[*tuple[Any, ...]], paths: tuple[str, ...]) -> Article:
    return Article(
        id=row.id,
        path=row.path,
        paths=paths or (row.path,),
        sha256=row.sha256,
        text=row.text,
        metadata=corrected(from_json(Metadata, row.details), row.corrected),
        language=row.language,
        added_at=aware(row.added_at),
        revision=row.revision,
        boilerplate=tuple(Span(start, end) for start, end in row.boilerplate),
        origin=row.origin_id,
        story=row.story_id,
    )


def aware(moment: datetime) -> datetime:
    """SQLite forgets the zone; all stored moments are UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
