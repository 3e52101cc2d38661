"""Quotations and casualty claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from store.codec import from_json
from store.link.overlay import DROPPED
from store.models import ArticleRow, ChangeRow, ClaimRow, QuoteRow
from store.query.articles import aware, filters, newest_first
from store.types import ArticleFilter, CasualtyClaim, Change, LocalClaim, LocalQuote, Quote, Why


def quotes(
    session: Session, person: int | None, where: ArticleFilter, article: int | None, limit: int | None = None
) -> tuple[Quote, ...]:
    """Served statements, newest article first, in text order; of a person also those that they pass on."""
    conditions = [QuoteRow.superseded_at.is_(None), ~QuoteRow.hidden, ArticleRow.state == "served"]
    if person is not None:
        conditions.append(or_(QuoteRow.person_id == person, QuoteRow.relay_person_id == person))
    if article is not None:
        conditions.append(QuoteRow.article_id == article)
    columns = (
        QuoteRow.key,
        QuoteRow.article_id,
        QuoteRow.facts,
        QuoteRow.corrected,
        QuoteRow.person_id,
        QuoteRow.relay_person_id,
        QuoteRow.group_id,
    )
    rows = session.execute(  # plain columns: an answer may have hundreds, and mapped rows cost as much again
        select(*columns)
        .join(ArticleRow, ArticleRow.id == QuoteRow.article_id)
        .where(*conditions, *filters(where))
        .order_by(*newest_first(), QuoteRow.position)
        .limit(limit)
    )
    return tuple(map(quote_of, rows))


def renderings(session: Session, articles: Iterable[int]) -> tuple[Quote, ...]:
    """Served statements of some articles that stand in a variant group."""
    rows = session.scalars(
        select(QuoteRow)
        .where(
            QuoteRow.article_id.in_(sorted(set(articles))),
            QuoteRow.group_id.is_not(None),
            QuoteRow.superseded_at.is_(None),
            ~QuoteRow.hidden,
        )
        .order_by(QuoteRow.article_id, QuoteRow.position)
    )
    return tuple(map(quote_of, rows))


def claims(
    session: Session,
    episodes: Sequence[int] | None,
    where: ArticleFilter,
    article: int | None,
    limit: int | None = None,
) -> tuple[CasualtyClaim, ...]:
    """Served claims, newest article first, in text order."""
    conditions = [ClaimRow.superseded_at.is_(None), ~ClaimRow.hidden, ArticleRow.state == "served"]
    if episodes is not None:
        conditions.append(ClaimRow.episode_id.in_(episodes))
    if article is not None:
        conditions.append(ClaimRow.article_id == article)
    columns = (
        ClaimRow.key,
        ClaimRow.article_id,
        ClaimRow.facts,
        ClaimRow.corrected,
        ClaimRow.episode_id,
        ClaimRow.position,
    )
    rows = session.execute(
        select(*columns)
        .join(ArticleRow, ArticleRow.id == ClaimRow.article_id)
        .where(*conditions, *filters(where))
        .order_by(*newest_first(), ClaimRow.position)
        .limit(limit)
    )
    return tuple(map(claim_of, rows))


def changes(session: Session, after: int, limit: int) -> tuple[Change, ...]:
    """The change log after a cursor, in order."""
    rows = session.scalars(
        select(ChangeRow).where(ChangeRow.seq > after).order_by(ChangeRow.seq).limit(limit)
    )
    return tuple(
        Change(row.seq, row.fact_key, row.fact_kind, Why(row.why), row.article_id, aware(row.at))
        for row in rows
    )


def quote_of(row: QuoteRow | Row[Any]) -> Quote:
    return Quote(
        key=row.key,
        article=row.article_id,
        local=from_json(LocalQuote, row.corrected or row.facts),
        person=row.person_id,
        relay_person=row.relay_person_id,
        group=row.group_id,
    )


def claim_of(row: ClaimRow | Row[Any]) -> CasualtyClaim:
    return CasualtyClaim(
        key=row.key,
        article=row.article_id,
        local=from_json(LocalClaim, row.facts if row.corrected in ({}, DROPPED) else row.corrected),
        episode=row.episode_id or 0,
        number=row.position,
    )
