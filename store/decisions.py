"""Rows of corrections: what was decided about a fact, and whether it has been applied."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.db import Database
from store.models import CorrectionRow
from store.types import CorrectionState, Field


def is_waiting(database: Database) -> bool:
    """Whether a decision has not been applied yet."""
    waiting = select(CorrectionRow.id).where(~CorrectionRow.applied).limit(1)
    with database.reading() as session:
        return session.scalar(waiting) is not None


def confirmed(session: Session, key: str) -> dict[str, str | None]:
    """The confirmed corrections of a fact: field to value."""
    rows = session.execute(
        select(CorrectionRow.field, CorrectionRow.value)
        .where(CorrectionRow.fact_key == key, CorrectionRow.state == CorrectionState.CONFIRMED.value)
        .order_by(CorrectionRow.id)
    )
    return {row.field: row.value for row in rows}


def undo(session: Session, key: str, field: Field, by: int = 0) -> bool:
    """Take the confirmed correction of a fact's field back; False when there is none."""
    rows = session.scalars(
        select(CorrectionRow).where(
            CorrectionRow.fact_key == key,
            CorrectionRow.field == field.value,
            CorrectionRow.state == CorrectionState.CONFIRMED.value,
        )
    ).all()
    for row in rows:
        row.state, row.applied = CorrectionState.UNDONE.value, False
        row.decided_by, row.decided_at = by, datetime.now(UTC)
    return bool(rows)
