"""What is new: how far the change log is, and the facts that its keys name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.link.stamp import changes_of
from store.models import ArticleRow, ChangeRow, ClaimRow, MetaRow, QuoteRow
from store.query.articles import aware, newest_first
from store.query.facts import claim_of, quote_of
from store.types import CasualtyClaim, NewsState, Quote

_MANY = 500  # keys of one query


def state(session: Session) -> NewsState:
    """The end of the change log, and how much of it link has seen."""
    row = session.execute(select(ChangeRow.seq, ChangeRow.at).order_by(ChangeRow.seq.desc()).limit(1)).first()
    if row is None:
        return NewsState()
    stamp = session.scalar(select(MetaRow.value).where(MetaRow.name == "linked"))
    return NewsState(row.seq, aware(row.at), changes_of(stamp) if stamp else 0)


def cursor_before(session: Session, moment: datetime) -> int:
    """The last change made before a moment, 0 when there is none."""
    utc = moment.astimezone(UTC)
    return session.scalar(select(func.max(ChangeRow.seq)).where(ChangeRow.at < utc)) or 0


def quotes(session: Session, keys: Iterable[str]) -> tuple[Quote, ...]:
    """Served statements by key, newest article first, in text order."""
    return tuple(quote_of(row) for row in _rows(session, QuoteRow, keys))


def claims(session: Session, keys: Iterable[str]) -> tuple[CasualtyClaim, ...]:
    """Served claims by key, in the same order."""
    return tuple(claim_of(row) for row in _rows(session, ClaimRow, keys))


def coded(session: Session, code: str) -> tuple[Quote | CasualtyClaim, ...]:
    """Statements and figures whose key begins so, those that were set aside by a correction included."""
    found: list[Quote | CasualtyClaim] = []
    for table, fact_of in ((QuoteRow, quote_of), (ClaimRow, claim_of)):
        rows: Any = session.scalars(
            select(table)
            .join(ArticleRow, ArticleRow.id == table.article_id)
            .where(table.key.startswith(code, autoescape=True), table.superseded_at.is_(None))
            .where(ArticleRow.state == "served")
        )
        found += [fact_of(row) for row in rows]
    return tuple(found)


def _rows(session: Session, table: type[Any], keys: Iterable[str]) -> list[Any]:
    found: dict[str, Any] = {}
    for some in _batches(keys):
        rows = session.execute(
            select(table, ArticleRow.id)
            .join(ArticleRow, ArticleRow.id == table.article_id)
            .where(table.key.in_(some), table.superseded_at.is_(None), ~table.hidden)
            .where(ArticleRow.state == "served")
        )
        found.update((row.key, row) for row, _ in rows)
    order = _order(session, {row.article_id for row in found.values()})
    return sorted(found.values(), key=lambda row: (order[row.article_id], row.position))


def _order(session: Session, articles: set[int]) -> dict[int, int]:
    """The place of each article among all served ones, newest first."""
    if not articles:
        return {}
    ordered = session.scalars(
        select(ArticleRow.id).where(ArticleRow.state == "served").order_by(*newest_first())
    )
    return {article: place for place, article in enumerate(ordered) if article in articles}


def _batches(keys: Iterable[str]) -> Iterator[Sequence[str]]:
    left = iter(dict.fromkeys(keys))
    while some := list(islice(left, _MANY)):
        yield some
