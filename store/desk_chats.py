"""Chats, owners and admissions. Each function works inside the caller's transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from store.desk_models import ChatRow, OwnerLinkRow, RequestRow
from store.desk_types import Chat, ChatType, Request, Seen, Standing
from store.errors import NotFound
from store.query.articles import aware


def row_of(session: Session, number: int, *, lock: bool = False) -> ChatRow | None:
    """A chat's row, forwarded when its group was upgraded."""
    row = session.get(ChatRow, number, with_for_update=lock)
    while row is not None and row.forward_id is not None:
        row = session.get(ChatRow, row.forward_id, with_for_update=lock)
    return row


def known_row(session: Session, number: int) -> ChatRow:
    """The same, locked. Raises NotFound."""
    row = row_of(session, number, lock=True)
    if row is None:
        raise NotFound("chat", number)
    return row


def chat_of(row: ChatRow) -> Chat:
    return Chat(
        id=row.id,
        kind=ChatType(row.kind),
        title=row.title,
        timezone=row.timezone,
        admitted=row.admitted,
        owner=row.owner,
        receipts=row.receipts,
        automatic=row.automatic,
        paused=row.paused,
        set_up_by=row.set_up_by,
    )


def find(session: Session, number: int) -> Chat | None:
    row = row_of(session, number)
    return chat_of(row) if row else None


def listed(session: Session, *where: ColumnElement[bool]) -> tuple[Chat, ...]:
    """Chats that meet the conditions, by id."""
    rows = session.scalars(
        select(ChatRow).where(ChatRow.forward_id.is_(None), *where).order_by(ChatRow.id)
    )
    return tuple(chat_of(row) for row in rows)


def meet(session: Session, seen: Seen, by: int | None) -> Chat:
    """Remember a chat, or its new title and kind; `by` is the user who set it up."""
    row = row_of(session, seen.id, lock=True)
    if row is None:
        row = ChatRow(id=seen.id, kind=seen.kind.value, title=seen.title)
        session.add(row)
        session.flush()
    row.title = seen.title or row.title
    if row.id == seen.id:  # a forwarded one knows its kind better
        row.kind = seen.kind.value
    row.set_up_by = by if by is not None else row.set_up_by
    return chat_of(row)


def appoint(session: Session, users: Iterable[int]) -> None:
    """Make users owners by their ids, which are also those of their private chats."""
    for user in users:
        row = row_of(session, user, lock=True) or ChatRow(id=user, kind=ChatType.PRIVATE.value)
        row.owner = row.admitted = row.receipts = True
        session.add(row)
        session.flush()


def new_link(session: Session, now: datetime) -> str:
    """A token for the one-time link; older unused ones stop working."""
    session.execute(update(OwnerLinkRow).where(OwnerLinkRow.used_at.is_(None)).values(used_at=now))
    token = secrets.token_urlsafe(24)
    session.add(OwnerLinkRow(sha256=_hash(token), made_at=now))
    return token


def claim(session: Session, token: str, owner: Seen, now: datetime) -> bool:
    """Whether the token made this user the owner: once, and only while there is none."""
    row = session.get(OwnerLinkRow, _hash(token), with_for_update=True)
    if row is None or row.used_at is not None or listed(session, ChatRow.owner):
        return False
    row.used_at, row.used_by = now, owner.id
    meet(session, owner, owner.id)
    appoint(session, [owner.id])
    return True


def ask_admission(session: Session, chat: Seen, by: int, now: datetime) -> bool:
    """Note that a chat asks to be admitted. False when that is known, decided, or the chat is in already."""
    if meet(session, chat, None).admitted:
        return False
    if session.get(RequestRow, chat.id, with_for_update=True) is not None:
        return False
    session.add(RequestRow(chat_id=chat.id, asked_by=by, at=now, standing=Standing.ASKED.value))
    return True


def requests(session: Session) -> tuple[Request, ...]:
    """Undecided requests, oldest first."""
    rows = session.execute(
        select(RequestRow, ChatRow)
        .join(ChatRow, ChatRow.id == RequestRow.chat_id)
        .where(RequestRow.standing == Standing.ASKED.value)
        .order_by(RequestRow.at, RequestRow.chat_id)
    )
    return tuple(
        Request(Seen(chat.id, ChatType(chat.kind), chat.title), row.asked_by, aware(row.at))
        for row, chat in rows
    )


def decide(session: Session, number: int, standing: Standing, by: int) -> Chat:
    """Admit or refuse a chat. Raises NotFound."""
    row = known_row(session, number)
    row.admitted = standing is Standing.ADMITTED
    request = session.get(RequestRow, row.id, with_for_update=True)
    if request is not None:
        request.standing, request.decided_by = standing.value, by
    return chat_of(row)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
