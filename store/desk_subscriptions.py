"""Subscriptions, their runs, and the ledger of what a chat has seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.desk_door import Door, chat_row, locked_chat
from store.desk_drafts import add_draft
from store.desk_models import ChatRow, DraftRow, OutboxRow, SentRow, SubscriptionRow
from store.desk_outbox import new_rows
from store.desk_types import (
    Cadence,
    ChatType,
    DraftState,
    NewSubscription,
    PartState,
    Slot,
    Subscription,
    Topic,
)
from store.errors import NotFound
from store.models import ChangeRow
from store.query.articles import aware
from store.schedule import Daily, next_run


class Subscriptions(Door):
    """Who wants what, when. Numbers are permanent."""

    def subscribe(self, wanted: NewSubscription) -> Subscription:
        """One that begins now; an equal one is returned, resumed if it was paused. Raises NotFound (chat).

        A chat without a time zone of its own takes that of its first daily subscription.
        """
        with self._writing() as session:
            now = self._now()
            chat = _met_chat(session, wanted.chat)
            chat.timezone = chat.timezone or wanted.zone
            equal = _equal(session, wanted, chat.id)
            if equal is not None:
                _suspend(equal, False, now)
                return _subscription(equal)
            row = _new_row(wanted, chat.id, now)
            row.cursor = session.scalar(select(func.max(ChangeRow.seq))) or 0
            session.add(row)
            session.flush()
            return _subscription(row)

    def subscription(self, number: int) -> Subscription:
        """Active or ended. Raises NotFound."""
        with self._reading() as session:
            row = session.get(SubscriptionRow, number)
            if row is None:
                raise NotFound("subscription", number)
            return _subscription(row)

    def subscriptions(self, chat: int) -> tuple[Subscription, ...]:
        """The active ones of a chat, in all its threads, by number."""
        with self._reading() as session:
            row = chat_row(session, chat)
            return _listed(session, SubscriptionRow.chat_id == (row.id if row else chat))

    def unsubscribe(self, chat: int, number: int) -> Subscription:
        """Raises NotFound when it is not an active one of this chat."""
        with self._writing() as session:
            row = _active_row(session, chat, number)
            row.ended_at = self._now()
            return _subscription(row)

    def suspend(self, chat: int, number: int, on: bool = True) -> Subscription:
        """Pause it, or (`on` False) resume it: what came meanwhile is news of its next run.

        Raises NotFound when it is not an active one of this chat.
        """
        with self._writing() as session:
            row = _active_row(session, chat, number)
            _suspend(row, on, self._now())
            return _subscription(row)

    def due(self) -> tuple[Subscription, ...]:
        """Daily ones whose moment has come, in chats that are not paused; the longest waiting first."""
        with self._reading() as session:
            found = _listed(session, SubscriptionRow.next_run <= self._now(), _awake())
        return tuple(sorted(found, key=lambda subscription: subscription.next_run or subscription.since))

    def every_subscription(self) -> tuple[Subscription, ...]:
        """The active ones of all chats, by number."""
        with self._reading() as session:
            return _listed(session)

    def behind(self, seq: int) -> tuple[Subscription, ...]:
        """Those that speak on news and have not dealt with change `seq`, in chats that are not paused."""
        on_news = (SubscriptionRow.cadence == Cadence.NEW.value, SubscriptionRow.suspended.is_(False))
        with self._reading() as session:
            return _listed(session, *on_news, SubscriptionRow.cursor < seq, _awake())

    def record(self, slot: Slot) -> bool:
        """Write a run's messages and move the subscription on, in one transaction.

        False when another tick was first, or when the subscription ended, or it or its chat was paused.
        """
        with self._writing() as session:
            row = session.get(SubscriptionRow, slot.subscription, with_for_update=True)
            if row is None or row.ended_at or row.suspended or row.cursor != slot.expected:
                return False
            chat = chat_row(session, row.chat_id)
            if row.last_slot == slot.name or chat is None or chat.paused:
                return False
            _write(session, row, slot, self._now())
            return True

    def seen(self, chat: int) -> dict[str, str]:
        """Fact keys and words that a chat was shown, is about to be shown, or has a draft of."""
        with self._reading() as session:
            return seen_by(session, chat)

    def owed(self, number: int) -> tuple[str, ...]:
        """Keys of facts whose message failed or may be lost, and that the chat has not been shown since."""
        lost = (PartState.FAILED.value, PartState.UNKNOWN.value)
        with self._reading() as session:
            row = session.get(SubscriptionRow, number)
            if row is None:
                return ()
            query = _facts(OutboxRow.subscription_id == number, OutboxRow.state.in_(lost))
            facts = [(key, words) for facts in session.scalars(query) for key, words in facts]
            known = seen_by(session, row.chat_id) if facts else {}
        return tuple(dict.fromkeys(key for key, words in facts if known.get(key) != words))


def _active_row(session: Session, chat: int, number: int) -> SubscriptionRow:
    row = session.get(SubscriptionRow, number, with_for_update=True)
    home = chat_row(session, chat)
    if row is None or home is None or row.chat_id != home.id or row.ended_at is not None:
        raise NotFound("subscription", number)
    return row


def _suspend(row: SubscriptionRow, on: bool, now: datetime) -> None:
    if row.suspended == on:
        return
    row.suspended, daily = on, row.cadence == Cadence.DAILY.value
    row.next_run = next_run(Daily(row.at, row.zone), now) if daily and not on else None


def _met_chat(session: Session, number: int) -> ChatRow:
    """A person need not be met before: private chats have the ids of users."""
    if number > 0 and chat_row(session, number, lock=True) is None:
        session.add(ChatRow(id=number, kind=ChatType.PRIVATE.value))
        session.flush()
    return locked_chat(session, number)


def _equal(session: Session, wanted: NewSubscription, chat: int) -> SubscriptionRow | None:
    topic = to_json(wanted.topic)
    asked = (wanted.thread, wanted.cadence.value, wanted.at, wanted.zone, topic)
    rows = _active(session, SubscriptionRow.chat_id == chat)
    return next((r for r in rows if (r.thread_id, r.cadence, r.at, r.zone, r.topic) == asked), None)


def _new_row(wanted: NewSubscription, chat: int, now: datetime) -> SubscriptionRow:
    daily = wanted.cadence is Cadence.DAILY
    return SubscriptionRow(
        chat_id=chat,
        thread_id=wanted.thread,
        cadence=wanted.cadence.value,
        at=wanted.at,
        zone=wanted.zone,
        topic=to_json(wanted.topic),
        by=wanted.by,
        since=now,
        next_run=next_run(Daily(wanted.at, wanted.zone), now) if daily else None,
        last_slot="",
        silent=0,
    )


def _write(session: Session, row: SubscriptionRow, slot: Slot, now: datetime) -> None:
    if slot.draft is None:
        where = {"chat_id": row.chat_id, "thread_id": row.thread_id}
        session.add_all(new_rows(slot.parts, now, subscription_id=row.id, slot=slot.name, **where))
    else:
        add_draft(session, row, slot.name, (slot.draft, slot.parts), now)
    if any(part.facts for part in slot.parts):
        row.since = now
    row.cursor, row.last_slot = slot.cursor, slot.name
    row.next_run, row.silent = slot.next_run, slot.silent


def seen_by(session: Session, chat: int) -> dict[str, str]:
    """What a chat was shown, is about to be shown, or has a draft of."""
    waiting = (DraftRow.channel_id == chat, DraftRow.state == DraftState.WAITING.value)
    drafts = session.scalars(select(DraftRow.parts).where(*waiting)).all()
    moving = (PartState.PENDING.value, PartState.SENDING.value)
    queued = session.scalars(_facts(OutboxRow.chat_id == chat, OutboxRow.state.in_(moving))).all()
    ledger = session.execute(select(SentRow.fact_key, SentRow.words).where(SentRow.chat_id == chat)).all()
    drafted = ((f["key"], f["words"]) for parts in drafts for part in parts for f in part.get("facts", ()))
    return {
        **{row.fact_key: row.words for row in ledger},
        **{key: words for facts in queued for key, words in facts},
        **dict(drafted),
    }


def _facts(*where: ColumnElement[bool]) -> Select[list[list[str]]]:
    return select(OutboxRow.facts).where(*where).order_by(OutboxRow.id)


def _listed(session: Session, *where: ColumnElement[bool]) -> tuple[Subscription, ...]:
    return tuple(_subscription(row) for row in _active(session, *where))


def _active(session: Session, *where: ColumnElement[bool]) -> Sequence[SubscriptionRow]:
    active = select(SubscriptionRow).where(SubscriptionRow.ended_at.is_(None), *where)
    return session.scalars(active.order_by(SubscriptionRow.id)).all()


def _awake() -> ColumnElement[bool]:
    return SubscriptionRow.chat_id.not_in(select(ChatRow.id).where(ChatRow.paused != ""))


def _subscription(row: SubscriptionRow) -> Subscription:
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
        suspended=row.suspended,
    )
