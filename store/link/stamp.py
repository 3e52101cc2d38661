"""What link worked from: while this stays the same, so does its result."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.models import ArticleRow, ChangeRow

VERSION = "2"  # raise it when link itself changes


def stamp_of(session: Session) -> str:
    """The end of the change log, where applied corrections stand too, and the number of articles."""
    changes = session.scalar(select(func.max(ChangeRow.seq))) or 0
    articles = session.scalar(select(func.count()).select_from(ArticleRow)) or 0
    return f"{VERSION}:{changes}:{articles}"


def changes_of(stamp: str) -> int:
    """The end of the change log in a stamp."""
    return int(stamp.split(":")[1])
