"""Rows of corrections: what was decided about a fact, and whether it has been applied."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.db import Database
from store.models import CorrectionRow
from store.types import CorrectionState, Field, NewCorrection, Proposed

MOST = 20  # open proposals of one person


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


def propose(session: Session, wanted: NewCorrection) -> Proposed:
    """Store a proposal, in place of the same person's open one on this fact."""
    same = (CorrectionRow.fact_key == wanted.key, CorrectionRow.field == wanted.field.value)
    known = session.scalars(select(CorrectionRow).where(*same)).all()
    refused = (row for row in known if row.state == CorrectionState.REJECTED.value)
    if any(row.value == wanted.value for row in refused):
        return Proposed.REJECTED
    mine = CorrectionRow.state == CorrectionState.PROPOSED.value, CorrectionRow.by == wanted.by
    open_ = session.scalars(select(CorrectionRow).where(*mine)).all()
    before = next((row for row in open_ if row in known), None)
    if before is not None:
        before.value, before.words = wanted.value, wanted.words
        return Proposed.REPLACED
    if len(open_) >= MOST:
        return Proposed.TOO_MANY
    session.add(new_row(wanted, CorrectionState.PROPOSED))
    return Proposed.STORED


def new_row(wanted: NewCorrection, state: CorrectionState) -> CorrectionRow:
    """A row that changes nothing yet."""
    return CorrectionRow(
        fact_key=wanted.key,
        article_id=wanted.article,
        field=wanted.field.value,
        value=wanted.value,
        state=state.value,
        by=wanted.by,
        at=datetime.now(UTC),
        words=wanted.words,
        applied=True,
    )


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
