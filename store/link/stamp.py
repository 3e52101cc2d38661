"""What link worked from: while this stays the same, so does its result."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.models import ArticleRow, ChangeRow, CorrectionRow

VERSION = "2"  # raise it when link itself changes


def stamp_of(session: Session) -> str:
    """The ends of the change log and of the corrections, and the number of articles."""
    changes = session.scalar(select(func.max(ChangeRow.seq))) or 0
    corrections = session.scalar(select(func.max(CorrectionRow.id))) or 0
    articles = session.scalar(select(func.count()).select_from(ArticleRow)) or 0
    return f"{VERSION}:{changes}:{corrections}:{articles}"


def changes_of(stamp: str) -> int:
    """The end of the change log in a stamp."""
    return int(stamp.split(":")[1])
