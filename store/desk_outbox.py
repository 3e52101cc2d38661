"""The outbox: message parts and their states. Each function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, or_, select, update
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.desk_models import ChatRow, OutboxRow, SentRow
from store.desk_types import ChatType, NewPart, Outgoing, Page, Part, PartState, Shown
from store.errors import NotFound

STOPPED = "the desk stopped while this was being sent"


def add(session: Session, rows: Iterable[OutboxRow]) -> None:
    session.add_all(rows)
    session.flush()


def new_rows(
    parts: Sequence[NewPart], now: datetime, *, silent: bool = False, **where: Any
) -> list[OutboxRow]:
    """Rows of one slot; `where` are subscription_id, slot, chat_id and thread_id."""
    return [
        OutboxRow(
            part=number,
            state=PartState.PENDING.value,
            page=to_json(part.page),
            facts=[[fact.key, fact.words] for fact in part.facts],
            quiet=silent,
            attempts=0,
            error="",
            made_at=now,
            changed_at=now,
            **where,
        )
        for number, part in enumerate(parts, 1)
    ]


def enqueue(session: Session, message: Outgoing, now: datetime) -> bool:
    """Queue a message of the desk itself; False when its occasion was queued for this chat before."""
    slot = f"{message.slot}@{message.chat}"
    known = select(OutboxRow.id).where(OutboxRow.subscription_id == 0, OutboxRow.slot == slot)
    if session.scalar(known.limit(1)) is not None:
        return False
    where = {"subscription_id": 0, "slot": slot, "chat_id": message.chat, "thread_id": message.thread}
    parts = [NewPart(page) for page in message.pages]
    add(session, new_rows(parts, now, silent=message.silent, **where))
    return True


def heads(session: Session, now: datetime, limit: int) -> tuple[Part, ...]:
    """The oldest waiting part of each chat that may get one: not paused, nothing under way, not held back."""
    oldest = (
        select(func.min(OutboxRow.id))
        .where(OutboxRow.state == PartState.PENDING.value)
        .group_by(OutboxRow.chat_id)
    )
    busy = select(OutboxRow.chat_id).where(OutboxRow.state == PartState.SENDING.value)
    paused = select(ChatRow.id).where(ChatRow.paused != "")
    return _parts(
        session,
        OutboxRow.id.in_(oldest),
        or_(OutboxRow.not_before.is_(None), OutboxRow.not_before <= now),
        OutboxRow.chat_id.not_in(busy),
        OutboxRow.chat_id.not_in(paused),
        limit=limit,
    )


def claim(session: Session, number: int, now: datetime) -> bool:
    """Take a waiting part for sending; False when another sender has it."""
    taken = session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == number, OutboxRow.state == PartState.PENDING.value)
        .values(state=PartState.SENDING.value, attempts=OutboxRow.attempts + 1, changed_at=now)
    )
    return cast(CursorResult[Any], taken).rowcount == 1


def sent(session: Session, number: int, message: int, now: datetime) -> None:
    """The part has arrived: its facts enter the chat's ledger."""
    row = locked(session, number)
    row.state, row.message_id, row.error, row.changed_at = PartState.SENT.value, message, "", now
    for key, words in row.facts:
        session.merge(SentRow(chat_id=row.chat_id, fact_key=key, words=words, at=now))


def settle(session: Session, number: int, state: PartState, error: str, now: datetime) -> OutboxRow:
    """Give a part another state, with the reason."""
    row = locked(session, number)
    row.state, row.error, row.changed_at = state.value, error, now
    return row


def locked(session: Session, number: int) -> OutboxRow:
    """Raises NotFound."""
    row = session.get(OutboxRow, number, with_for_update=True)
    if row is None:
        raise NotFound("message", number)
    return row


def drop_waiting(session: Session, chat: int, reason: str, now: datetime) -> None:
    """What waits for a paused chat is not sent later in a flood: its facts are owed instead."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.chat_id == chat, OutboxRow.state == PartState.PENDING.value)
        .values(state=PartState.FAILED.value, error=reason, changed_at=now)
    )


def recover(session: Session, now: datetime) -> int:
    """Parts found in sending when nobody sends become unknown; returns how many."""
    found = session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == PartState.SENDING.value)
        .values(state=PartState.UNKNOWN.value, error=STOPPED, changed_at=now)
    )
    return cast(CursorResult[Any], found).rowcount


def in_state(session: Session, states: Sequence[PartState], limit: int) -> tuple[Part, ...]:
    """Parts in any of these states, oldest first."""
    return _parts(session, OutboxRow.state.in_([state.value for state in states]), limit=limit)


def counts(session: Session) -> dict[PartState, int]:
    rows = session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
    return {PartState(state): count for state, count in rows}


def held_until(session: Session) -> datetime | None:
    """When the first part that is held back may go."""
    return session.scalar(
        select(func.min(OutboxRow.not_before)).where(OutboxRow.state == PartState.PENDING.value)
    )


def _parts(session: Session, *where: Any, limit: int) -> tuple[Part, ...]:
    rows = session.execute(
        select(OutboxRow, ChatRow.kind)
        .outerjoin(ChatRow, ChatRow.id == OutboxRow.chat_id)
        .where(*where)
        .order_by(OutboxRow.id)
        .limit(limit)
    )
    return tuple(_part(row, kind) for row, kind in rows)


def _part(row: OutboxRow, kind: str | None) -> Part:
    unknown = ChatType.PRIVATE if row.chat_id > 0 else ChatType.SUPERGROUP
    return Part(
        id=row.id,
        subscription=row.subscription_id,
        slot=row.slot,
        number=row.part,
        chat=row.chat_id,
        thread=row.thread_id,
        chat_kind=ChatType(kind) if kind else unknown,
        state=PartState(row.state),
        page=from_json(Page, row.page),
        facts=tuple(Shown(key, words) for key, words in row.facts),
        silent=row.quiet,
        attempts=row.attempts,
        not_before=row.not_before,
        message=row.message_id,
        error=row.error,
    )
