"""A group that became a supergroup has a new id: everything of the old one moves there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from store.desk_door import chat_row
from store.desk_models import ChatRow, DraftRow, OutboxRow, RequestRow, SentRow, SubscriptionRow
from store.desk_types import ChatType, PartState


def upgrade(session: Session, old: int, new: int) -> None:
    """Move chat `old` to `new`, merging when both are known. Doing it again changes nothing."""
    source = session.get(ChatRow, old, with_for_update=True)
    if source is None or source.forward_id is not None or old == new:
        return
    target = chat_row(session, new, lock=True)
    if target is None:
        target = ChatRow(id=new, kind=ChatType.SUPERGROUP.value, title=source.title)
        session.add(target)
        session.flush()
    _merge(source, target)
    _move_subscriptions(session, old, target.id)
    _move_ledger(session, old, target.id)
    _move_messages(session, old, target)
    session.execute(update(DraftRow).where(DraftRow.channel_id == old).values(channel_id=target.id))
    session.execute(delete(RequestRow).where(RequestRow.chat_id == old))
    source.forward_id = target.id


def _merge(source: ChatRow, target: ChatRow) -> None:
    """Rights and settings of both; the new chat's own choices win."""
    target.admitted = target.admitted or source.admitted
    target.timezone = target.timezone or source.timezone
    target.receipts = target.receipts or source.receipts
    target.automatic = target.automatic or source.automatic
    target.set_up_by = target.set_up_by or source.set_up_by
    target.kind = ChatType.SUPERGROUP.value


def _move_subscriptions(session: Session, old: int, new: int) -> None:
    """Two equal ones become one: the older goes on."""
    kept: list[tuple[object, ...]] = []
    for row in _active(session, old, new):
        row.chat_id = new
        wish = (row.thread_id, row.cadence, row.at, row.zone, row.topic)
        if wish in kept:
            row.ended_at = row.since
        kept.append(wish)
    session.execute(update(SubscriptionRow).where(SubscriptionRow.chat_id == old).values(chat_id=new))


def _move_messages(session: Session, old: int, target: ChatRow) -> None:
    """What waits for the old chat waits for the new one, unless that is paused: then it has failed."""
    moved = update(OutboxRow).where(OutboxRow.chat_id == old)
    if target.paused:
        waits = moved.where(OutboxRow.state == PartState.PENDING.value)
        session.execute(waits.values(state=PartState.FAILED.value, error=target.paused))
    session.execute(moved.values(chat_id=target.id))


def _active(session: Session, *chats: int) -> Sequence[SubscriptionRow]:
    return session.scalars(
        select(SubscriptionRow)
        .where(SubscriptionRow.chat_id.in_(chats), SubscriptionRow.ended_at.is_(None))
        .order_by(SubscriptionRow.id)
        .with_for_update()
    ).all()


def _move_ledger(session: Session, old: int, new: int) -> None:
    """What the old chat has seen, the new one has; where both have, the later words count."""
    for row in session.scalars(select(SentRow).where(SentRow.chat_id == old)).all():
        known = session.get(SentRow, (new, row.fact_key))
        if known is None or known.at < row.at:
            session.merge(SentRow(chat_id=new, fact_key=row.fact_key, words=row.words, at=row.at))
    session.execute(delete(SentRow).where(SentRow.chat_id == old))
