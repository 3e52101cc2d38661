"""Corrections of statements and figures, laid over their rows; a new reading takes them off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.decisions import confirmed
from store.incoming import Incoming, stored
from store.link.overlay import DROPPED
from store.models import ArticleRow, ChangeRow, ClaimRow, CorrectionRow, QuoteRow
from store.overlay import with_figure, with_speaker
from store.types import CorrectionState, Field, LocalClaim, LocalQuote, Why

TABLES: dict[str, type[QuoteRow] | type[ClaimRow]] = {Field.SPEAKER: QuoteRow, Field.FIGURE: ClaimRow}
FACTS = tuple(TABLES)


def facts_due(session: Session) -> set[tuple[str, str]]:
    """Key and field of confirmed corrections that a new reading has taken off."""
    return {(key, name) for name, table in TABLES.items() for key in _taken_off(session, name, table)}


def amend_fact(session: Session, key: str, field: Field) -> None:
    """Bring a fact's row to what is confirmed about it."""
    row = session.get(QuoteRow, key) if field is Field.SPEAKER else session.get(ClaimRow, key)
    if row is None or row.superseded_at is not None:
        return
    values = confirmed(session, key)
    wanted = _corrected(session, row, values[field]) if field in values else {}
    if row.corrected == wanted:
        return
    row.corrected = wanted
    session.add(
        ChangeRow(
            fact_key=key,
            fact_kind="quote" if field is Field.SPEAKER else "claim",
            why=Why.CORRECTED.value,
            article_id=row.article_id,
            at=datetime.now(UTC),
        )
    )


def _corrected(session: Session, row: QuoteRow | ClaimRow, value: str | None) -> dict[str, Any]:
    """The fact as corrected; nothing when its article no longer has the words."""
    article: Incoming = stored(session, session.get_one(ArticleRow, row.article_id))
    text = article.raw.text
    found: LocalQuote | LocalClaim | None
    if isinstance(row, QuoteRow):
        found = with_speaker(from_json(LocalQuote, row.facts), value, text, article.reading)
    elif value is None:
        return dict(DROPPED)
    else:
        found = with_figure(from_json(LocalClaim, row.facts), value, text)
    return to_json(found) if found else {}


def _taken_off(session: Session, name: str, table: type[QuoteRow] | type[ClaimRow]) -> list[str]:
    rows = session.execute(
        select(table.key, table.corrected)
        .join(CorrectionRow, CorrectionRow.fact_key == table.key)
        .where(
            CorrectionRow.state == CorrectionState.CONFIRMED.value,
            CorrectionRow.field == name,
            table.superseded_at.is_(None),
        )
    )
    return [row.key for row in rows if not row.corrected]
