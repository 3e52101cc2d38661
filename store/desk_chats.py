"""Chats, owners and admissions."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from store.desk_door import Door, chat_row, locked_chat
from store.desk_models import ChatRow, OutboxRow, OwnerLinkRow, RequestRow
from store.desk_types import Chat, ChatType, PartState, Request, Seen, Standing
from store.desk_upgrade import upgrade
from store.query.articles import aware


class Chats(Door):
    """Chats by Telegram's id; a group's old id goes on working after its upgrade."""

    def chat(self, number: int) -> Chat | None:
        with self._reading() as session:
            row = chat_row(session, number)
            return _chat(row) if row else None

    def chats(self) -> tuple[Chat, ...]:
        """Those that are known, by id."""
        with self._reading() as session:
            return _listed(session)

    def owners(self) -> tuple[Chat, ...]:
        """The private chats of the owners."""
        with self._reading() as session:
            return _listed(session, ChatRow.owner.is_(True))

    def meet(self, seen: Seen, by: int | None = None) -> Chat:
        """Remember a chat, or its new title; `by` is the user who sets it up."""
        with self._writing() as session:
            return _chat(_meet(session, seen, by))

    def appoint(self, users: Iterable[int]) -> None:
        """Make these users owners (the setting DATELINE_ADMINS); receipts are on for them."""
        with self._writing() as session:
            for user in users:
                _make_owner(_meet(session, Seen(user, ChatType.PRIVATE), None))

    def owner_link(self) -> str:
        """A token, at most 64 letters, that makes its first user the owner; older ones stop working."""
        token, now = secrets.token_urlsafe(24), self._now()
        with self._writing() as session:
            unused = update(OwnerLinkRow).where(OwnerLinkRow.used_at.is_(None))
            session.execute(unused.values(used_at=now))
            session.add(OwnerLinkRow(sha256=_hash(token), made_at=now))
        return token

    def claim(self, token: str, owner: Seen) -> bool:
        """Whether the token made this user (their private chat) the owner: once, while there is none."""
        with self._writing() as session:
            row = session.get(OwnerLinkRow, _hash(token), with_for_update=True)
            if row is None or row.used_at is not None or _listed(session, ChatRow.owner.is_(True)):
                return False
            row.used_at, row.used_by = self._now(), owner.id
            _make_owner(_meet(session, owner, owner.id))
            return True

    def ask_admission(self, chat: Seen, by: int) -> bool:
        """Whether owners have to be told: False when the request is known, decided, or needless."""
        with self._writing() as session:
            if _meet(session, chat, None).admitted:
                return False
            if session.get(RequestRow, chat.id, with_for_update=True) is not None:
                return False
            asked = Standing.ASKED.value
            session.add(RequestRow(chat_id=chat.id, asked_by=by, at=self._now(), standing=asked))
            return True

    def requests(self) -> tuple[Request, ...]:
        """Undecided ones, oldest first."""
        query = (
            select(RequestRow, ChatRow)
            .join(ChatRow, ChatRow.id == RequestRow.chat_id)
            .where(RequestRow.standing == Standing.ASKED.value)
            .order_by(RequestRow.at, RequestRow.chat_id)
        )
        with self._reading() as session:
            rows = session.execute(query).all()
        return tuple(Request(_seen(chat), row.asked_by, aware(row.at)) for row, chat in rows)

    def admit(self, chat: int, by: int) -> Chat:
        """Raises NotFound."""
        return self._decide(chat, Standing.ADMITTED, by)

    def refuse(self, chat: int, by: int) -> Chat:
        """Refuse a request, or take an admission back. Raises NotFound."""
        return self._decide(chat, Standing.REFUSED, by)

    def set_timezone(self, chat: int, zone: str) -> Chat:
        """Raises NotFound."""
        return self._change(chat, timezone=zone)

    def set_receipts(self, chat: int, on: bool) -> Chat:
        """Whether it wants a message about each batch of files. Raises NotFound."""
        return self._change(chat, receipts=on)

    def set_automatic(self, chat: int, on: bool) -> Chat:
        """Whether a channel's posts go out without a draft. Raises NotFound."""
        return self._change(chat, automatic=on)

    def pause(self, chat: int, reason: str) -> Chat:
        """Send nothing there; what waits is not sent in a flood later but owed. Raises NotFound."""
        with self._writing() as session:
            row = locked_chat(session, chat)
            row.paused = reason
            session.execute(
                update(OutboxRow)
                .where(OutboxRow.chat_id == row.id, OutboxRow.state == PartState.PENDING.value)
                .values(state=PartState.FAILED.value, error=reason, changed_at=self._now())
            )
            return _chat(row)

    def resume(self, chat: int) -> Chat:
        """Raises NotFound."""
        return self._change(chat, paused="")

    def upgrade(self, old: int, new: int) -> None:
        """A group became a supergroup: everything moves to its new id, and merges when that is known."""
        with self._writing() as session:
            upgrade(session, old, new)

    def _change(self, chat: int, **values: object) -> Chat:
        with self._writing() as session:
            row = locked_chat(session, chat)
            for name, value in values.items():
                setattr(row, name, value)
            return _chat(row)

    def _decide(self, chat: int, standing: Standing, by: int) -> Chat:
        with self._writing() as session:
            row = locked_chat(session, chat)
            row.admitted = standing is Standing.ADMITTED
            request = session.get(RequestRow, row.id, with_for_update=True)
            if request is not None:
                request.standing, request.decided_by = standing.value, by
            return _chat(row)


def _meet(session: Session, seen: Seen, by: int | None) -> ChatRow:
    row = chat_row(session, seen.id, lock=True)
    if row is None:
        row = ChatRow(id=seen.id, kind=seen.kind.value, title=seen.title)
        session.add(row)
        session.flush()
    row.title = seen.title or row.title
    if row.id == seen.id:  # a forwarded one knows its kind better
        row.kind = seen.kind.value
    row.set_up_by = by if by is not None else row.set_up_by
    return row


def _make_owner(row: ChatRow) -> None:
    row.receipts = row.receipts or not row.owner
    row.owner = row.admitted = True


def _listed(session: Session, *where: ColumnElement[bool]) -> tuple[Chat, ...]:
    rows = session.scalars(select(ChatRow).where(ChatRow.forward_id.is_(None), *where).order_by(ChatRow.id))
    return tuple(_chat(row) for row in rows)


def _seen(row: ChatRow) -> Seen:
    return Seen(row.id, ChatType(row.kind), row.title)


def _chat(row: ChatRow) -> Chat:
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


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
