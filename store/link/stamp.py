"""What link worked from: while this stays the same, so does its result."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.models import ArticleRow, ChangeRow, MetaRow

VERSION = "6"  # raise it when link itself changes
LINKED, SETTLED = "linked", "settled"  # stamps of the last run, and of the last that found all topics
QUIET = timedelta(minutes=1)  # without a change: then a large library settles


def stamp_of(session: Session) -> str:
    """The end of the change log, where applied corrections stand too, and the number of articles."""
    changes = session.scalar(select(func.max(ChangeRow.seq))) or 0
    articles = session.scalar(select(func.count()).select_from(ArticleRow)) or 0
    return f"{VERSION}:{changes}:{articles}"


def changes_of(stamp: str) -> int:
    """The end of the change log in a stamp."""
    return int(stamp.split(":")[1])


def is_current(stamp: str) -> bool:
    """Whether this version of link has set the stamp."""
    return stamp.split(":", maxsplit=1)[0] == VERSION


def may_settle(session: Session) -> bool:
    """Whether topics wait to be found as a whole, and nothing has come for a while."""
    stamps = {row.name: row.value for row in session.execute(select(MetaRow.name, MetaRow.value))}
    if SETTLED not in stamps or stamps[LINKED] == stamps[SETTLED]:
        return False
    last = session.scalar(select(ChangeRow.at).order_by(ChangeRow.seq.desc()).limit(1))
    if last is None:
        return True
    return datetime.now(UTC) - (last if last.tzinfo else last.replace(tzinfo=UTC)) > QUIET
