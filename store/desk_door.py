"""What the desk's parts share: a database, a clock, and chats whose number has changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from store.db import Database
from store.desk_models import ChatRow
from store.errors import NotFound


def utc_now() -> datetime:
    return datetime.now(UTC)


class Door:
    """Each public method of a subclass is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database, self._now = database, clock

    def _reading(self) -> AbstractContextManager[Session]:
        return self._database.reading()

    def _writing(self) -> AbstractContextManager[Session]:
        return self._database.writing()


def chat_row(session: Session, number: int, *, lock: bool = False) -> ChatRow | None:
    """A chat's row, forwarded when its group was upgraded."""
    row = session.get(ChatRow, number, with_for_update=lock)
    while row is not None and row.forward_id is not None:
        row = session.get(ChatRow, row.forward_id, with_for_update=lock)
    return row


def locked_chat(session: Session, number: int) -> ChatRow:
    """The same, locked. Raises NotFound."""
    row = chat_row(session, number, lock=True)
    if row is None:
        raise NotFound("chat", number)
    return row
