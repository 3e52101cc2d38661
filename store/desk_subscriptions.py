"""Subscriptions and the ledger. Each function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.desk_chats import known_row
from store.desk_models import ChatRow, DraftRow, OutboxRow, SentRow, SubscriptionRow
from store.desk_types import Cadence, DraftState, NewSubscription, PartState, Subscription, Topic
from store.errors import NotFound
from store.models import ChangeRow
from store.query.articles import aware
from store.schedule import Daily, next_run


def subscribe(session: Session, wanted: NewSubscription, now: datetime) -> Subscription:
    """Make a subscription that begins now; one that exists already is returned. Raises NotFound (chat)."""
    chat = known_row(session, wanted.chat).id
    topic = to_json(wanted.topic)
    for row in _active(session, SubscriptionRow.chat_id == chat):
        same = (row.thread_id, row.cadence, row.at, row.zone, row.topic)
        if same == (wanted.thread, wanted.cadence.value, wanted.at, wanted.zone, topic):
            return subscription_of(row)
    daily = wanted.cadence is Cadence.DAILY
    row = SubscriptionRow(
        chat_id=chat,
        thread_id=wanted.thread,
        cadence=wanted.cadence.value,
        at=wanted.at,
        zone=wanted.zone,
        topic=topic,
        by=wanted.by,
        cursor=session.scalar(select(func.max(ChangeRow.seq))) or 0,
        since=now,
        next_run=next_run(Daily(wanted.at, wanted.zone), now) if daily else None,
        last_slot="",
        silent=0,
    )
    session.add(row)
    session.flush()
    return subscription_of(row)


def subscription_of(row: SubscriptionRow) -> Subscription:
    return Subscription(
        id=row.id,
        chat=row.chat_id,
        cadence=Cadence(row.cadence),
        thread=row.thread_id,
        at=row.at,
        zone=row.zone,
        topic=from_json(Topic, row.topic),
        by=row.by,
        cursor=row.cursor,
        since=aware(row.since),
        next_run=aware(row.next_run) if row.next_run else None,
        last_slot=row.last_slot,
        silent=row.silent,
        ended=row.ended_at is not None,
    )


def get(session: Session, number: int) -> Subscription:
    """One subscription, ended or not. Raises NotFound."""
    row = session.get(SubscriptionRow, number)
    if row is None:
        raise NotFound("subscription", number)
    return subscription_of(row)


def of_chat(session: Session, chat: int) -> tuple[Subscription, ...]:
    """The active ones of a chat, in all its threads, by number."""
    return tuple(subscription_of(row) for row in _active(session, SubscriptionRow.chat_id == chat))


def end(session: Session, chat: int, number: int, now: datetime) -> Subscription:
    """End a chat's subscription. Raises NotFound when it is not one of its active ones."""
    row = session.get(SubscriptionRow, number, with_for_update=True)
    if row is None or row.chat_id != chat or row.ended_at is not None:
        raise NotFound("subscription", number)
    row.ended_at = now
    return subscription_of(row)


def due(session: Session, now: datetime) -> tuple[Subscription, ...]:
    """Daily ones whose moment has come, in chats that are not paused; the longest waiting first."""
    rows = _active(session, SubscriptionRow.next_run <= now, _awake())
    return tuple(subscription_of(row) for row in sorted(rows, key=_by_moment))


def behind(session: Session, seq: int) -> tuple[Subscription, ...]:
    """Those that speak on news and have not dealt with change `seq`, in chats that are not paused."""
    cadence = SubscriptionRow.cadence == Cadence.NEW.value
    return tuple(
        subscription_of(row) for row in _active(session, cadence, SubscriptionRow.cursor < seq, _awake())
    )


def seen(session: Session, chat: int) -> dict[str, str]:
    """Fact keys and words that a chat has been shown, is about to be, or has a draft of."""
    found: dict[str, str] = {}
    parts = session.scalars(
        select(DraftRow.parts).where(
            DraftRow.channel_id == chat, DraftRow.state == DraftState.WAITING.value
        )
    )
    for part in (part for draft in parts for part in draft):
        found.update((fact["key"], fact["words"]) for fact in part.get("facts", ()))
    moving = (PartState.PENDING.value, PartState.SENDING.value)
    for facts in session.scalars(_facts(OutboxRow.chat_id == chat, OutboxRow.state.in_(moving))):
        found.update(facts)
    stored = select(SentRow.fact_key, SentRow.words).where(SentRow.chat_id == chat)
    for key, words in session.execute(stored):
        found[key] = words
    return found


def owed(session: Session, subscription: int) -> tuple[str, ...]:
    """Keys of facts in parts that failed or whose fate is unknown, in order: the next digest has them again."""
    lost = (PartState.FAILED.value, PartState.UNKNOWN.value)
    row = session.get(SubscriptionRow, subscription)
    if row is None:
        return ()
    known = seen(session, row.chat_id)
    query = _facts(OutboxRow.subscription_id == subscription, OutboxRow.state.in_(lost))
    facts = [(key, words) for facts in session.scalars(query) for key, words in facts]
    return tuple(dict.fromkeys(key for key, words in facts if known.get(key) != words))


def _facts(*where: ColumnElement[bool]):  # type: ignore[no-untyped-def]
    return select(OutboxRow.facts).where(*where).order_by(OutboxRow.id)


def _active(session: Session, *where: ColumnElement[bool]) -> Sequence[SubscriptionRow]:
    return session.scalars(
        select(SubscriptionRow)
        .where(SubscriptionRow.ended_at.is_(None), *where)
        .order_by(SubscriptionRow.id)
    ).all()


def _awake() -> ColumnElement[bool]:
    return SubscriptionRow.chat_id.not_in(select(ChatRow.id).where(ChatRow.paused != ""))


def _by_moment(row: SubscriptionRow) -> tuple[datetime, int]:
    return aware(row.next_run or row.since), row.id
