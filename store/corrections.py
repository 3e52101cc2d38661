"""Corrections of the library: what owners set, keep, withdraw and take back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import lease
from store.db import Database
from store.decisions import confirmed, is_waiting, new_row, propose, undo
from store.errors import LeaseHeld, NotFound
from store.keys import article_key
from store.link.stamp import may_settle
from store.models import ArticleRow, CorrectionRow, FileRow
from store.query.articles import aware
from store.types import Absence, Correction, CorrectionState, Field, NewCorrection, Proposed, Removal

MANY = 200  # articles without a file that are listed


class Corrections:
    """Decisions are stored at once and applied by whoever reads the folder, or by `relink`."""

    _database: Database

    def correct(self, wanted: NewCorrection) -> Correction:
        """Set a field of a fact: an owner's word, in place of any before. Raises NotFound."""
        with self._database.writing() as session:
            if session.get(ArticleRow, wanted.article) is None:
                raise NotFound("article", wanted.article)
            undo(session, wanted.key, wanted.field, wanted.by)
            row = new_row(wanted, CorrectionState.CONFIRMED)
            row.decided_by, row.decided_at, row.applied = wanted.by, row.at, False
            session.add(row)
            session.flush()
            return _correction(row)

    def undo(self, key: str, field: Field, by: int = 0) -> bool:
        """Take a correction back: the fact is again as its article has it. False when there is none."""
        with self._database.writing() as session:
            return undo(session, key, field, by)

    def propose(self, wanted: NewCorrection) -> Proposed:
        """Ask the owners to correct a fact: one open proposal a person and fact."""
        with self._database.writing() as session:
            return propose(session, wanted)

    def proposals(self, limit: int = MANY) -> tuple[Correction, ...]:
        """What waits for an owner's word, oldest first."""
        waiting = CorrectionRow.state == CorrectionState.PROPOSED.value
        rows = select(CorrectionRow).where(waiting).order_by(CorrectionRow.id).limit(limit)
        with self._database.reading() as session:
            return tuple(map(_correction, session.scalars(rows)))

    def decide(self, number: int, by: int, *, confirm: bool) -> Correction | None:
        """Confirm or reject a proposal; None when it was decided before. Raises NotFound."""
        with self._database.writing() as session:
            row = session.get(CorrectionRow, number, with_for_update=True)
            if row is None:
                raise NotFound("proposal", number)
            if row.state != CorrectionState.PROPOSED.value:
                return None
            if confirm:
                undo(session, row.fact_key, Field(row.field), by)
            state = CorrectionState.CONFIRMED if confirm else CorrectionState.REJECTED
            row.state, row.applied = state.value, not confirm
            row.decided_by, row.decided_at = by, datetime.now(UTC)
            return _correction(row)

    def corrections(self, key: str) -> tuple[Correction, ...]:
        """All that was ever set for a fact, oldest first."""
        rows = select(CorrectionRow).where(CorrectionRow.fact_key == key).order_by(CorrectionRow.id)
        with self._database.reading() as session:
            return tuple(map(_correction, session.scalars(rows)))

    def absence(self, number: int) -> Absence:
        """Whether an article, served or withdrawn, has a file, and what was decided. Raises NotFound."""
        with self._database.reading() as session:
            row = session.get(ArticleRow, number)
            if row is None:
                raise NotFound("article", number)
            return _absence(session, row)

    def absent(self) -> tuple[Absence, ...]:
        """Served articles whose file is gone and of which nothing was decided, by path."""
        gone = (
            select(ArticleRow)
            .join(FileRow, FileRow.article_id == ArticleRow.id)
            .where(FileRow.state == "missing", ArticleRow.state == "served")
            .order_by(ArticleRow.path, ArticleRow.id)
        )
        with self._database.reading() as session:
            found = (_absence(session, row) for row in session.scalars(gone).unique())
            return tuple(absence for absence in found if absence.gone and absence.decided is None)[:MANY]

    def is_waiting(self) -> bool:
        """Whether something was decided that answers do not show yet."""
        return is_waiting(self._database)

    def may_settle(self) -> bool:
        """Whether the folder is worth a reading though it has not changed: topics wait to be found anew."""
        with self._database.reading() as session:
            return may_settle(session)

    def relink(self) -> bool:
        """Apply what was decided; False when another process reads, which applies it when it ends."""
        from store.amend import settle  # link brings scipy along

        try:
            with lease.hold(self._database) as held:
                settle(self._database, held)
        except LeaseHeld:
            return False
        return True


def _absence(session: Session, row: ArticleRow) -> Absence:
    states = session.scalars(select(FileRow.state).where(FileRow.article_id == row.id)).all()
    decided = confirmed(session, article_key(row.id)).get(Field.FILE)
    return Absence(
        article=row.id,
        path=row.path,
        gone=all(state == "missing" for state in states),
        served=row.state == "served",
        decided=Removal(decided) if decided else None,
    )


def _correction(row: CorrectionRow) -> Correction:
    return Correction(
        id=row.id,
        key=row.fact_key,
        article=row.article_id,
        field=Field(row.field),
        value=row.value,
        state=CorrectionState(row.state),
        by=row.by,
        at=aware(row.at),
        words=row.words,
        decided_by=row.decided_by,
        decided_at=aware(row.decided_at) if row.decided_at else None,
        applied=row.applied,
    )
