"""Runs of subscriptions, and drafts of channel posts. Each function works inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.desk_chats import row_of
from store.desk_models import DraftRow, SubscriptionRow
from store.desk_outbox import add, new_rows
from store.desk_types import Draft, DraftState, NewDraft, NewPart, Slot
from store.errors import NotFound


def record(session: Session, slot: Slot, now: datetime) -> bool:
    """Write a slot's messages and move the subscription on. False when another tick was first.

    Nothing is written for a subscription that ended, or whose chat was paused, since the tick looked.
    """
    row = session.get(SubscriptionRow, slot.subscription, with_for_update=True)
    if row is None or row.ended_at is not None or (row.cursor, row.last_slot) != _expected(slot, row):
        return False
    chat = row_of(session, row.chat_id)
    if chat is None or chat.paused:
        return False
    where = {"subscription_id": row.id, "thread_id": row.thread_id, "chat_id": row.chat_id}
    if slot.draft is None:
        add(session, new_rows(slot.parts, now, slot=slot.name, **where))
    else:
        _add_draft(session, row, slot, slot.draft, now)
    row.cursor, row.since, row.last_slot = slot.cursor, now, slot.name
    row.next_run, row.silent = slot.next_run, slot.silent
    return True


def _expected(slot: Slot, row: SubscriptionRow) -> tuple[int, str]:
    """What the row must hold for the slot to be new: the tick's cursor, and another slot's name."""
    return slot.expected, row.last_slot if row.last_slot != slot.name else "\0"


def _add_draft(session: Session, row: SubscriptionRow, slot: Slot, draft: NewDraft, now: datetime) -> None:
    session.add(
        DraftRow(
            key=draft.key,
            subscription_id=row.id,
            slot=slot.name,
            channel_id=row.chat_id,
            to_id=draft.to,
            parts=[to_json(part) for part in slot.parts],
            request=draft.request,
            state=DraftState.WAITING.value,
            made_at=now,
        )
    )
    show(session, row.id, draft, now)


def show(session: Session, subscription: int, draft: NewDraft, now: datetime) -> None:
    """Send a draft's preview to its editor."""
    where = {"subscription_id": subscription, "thread_id": None, "chat_id": draft.to}
    add(session, new_rows(draft.preview, now, slot=f"draft {draft.key}", **where))


def draft(session: Session, key: str) -> Draft:
    """Raises NotFound."""
    return _draft_of(_draft_row(session, key))


def waiting_drafts(session: Session) -> tuple[Draft, ...]:
    rows = session.scalars(
        select(DraftRow).where(DraftRow.state == DraftState.WAITING.value).order_by(DraftRow.made_at)
    )
    return tuple(_draft_of(row) for row in rows)


def post(session: Session, key: str, by: int, silent: bool, now: datetime) -> bool:
    """Queue a waiting draft for its channel. False when it was decided before. Raises NotFound."""
    row = _draft_row(session, key)
    if row.state != DraftState.WAITING.value:
        return False
    parts = [from_json(NewPart, part) for part in row.parts]
    subscription = session.get_one(SubscriptionRow, row.subscription_id)
    where = {
        "subscription_id": row.subscription_id,
        "thread_id": subscription.thread_id,
        "chat_id": row.channel_id,
    }
    add(session, new_rows(parts, now, silent=silent, slot=row.slot, **where))
    row.state, row.decided_by = DraftState.POSTED.value, by
    return True


def skip(session: Session, key: str, by: int) -> bool:
    """Leave a waiting draft unsent for good. False when it was decided before. Raises NotFound."""
    row = _draft_row(session, key)
    if row.state != DraftState.WAITING.value:
        return False
    row.state, row.decided_by = DraftState.SKIPPED.value, by
    return True


def redraw(session: Session, key: str, parts: tuple[NewPart, ...], again: NewDraft, now: datetime) -> bool:
    """Replace a waiting draft by a changed one under a new key. False when it was decided before."""
    row = _draft_row(session, key)
    if row.state != DraftState.WAITING.value:
        return False
    row.state = DraftState.SKIPPED.value
    session.add(
        DraftRow(
            key=again.key,
            subscription_id=row.subscription_id,
            slot=row.slot,
            channel_id=row.channel_id,
            to_id=again.to,
            parts=[to_json(part) for part in parts],
            request=again.request,
            state=DraftState.WAITING.value,
            made_at=now,
        )
    )
    show(session, row.subscription_id, again, now)
    return True


def _draft_row(session: Session, key: str) -> DraftRow:
    row = session.get(DraftRow, key, with_for_update=True)
    if row is None:
        raise NotFound("draft", 0)
    return row


def _draft_of(row: DraftRow) -> Draft:
    return Draft(
        key=row.key,
        subscription=row.subscription_id,
        slot=row.slot,
        channel=row.channel_id,
        to=row.to_id,
        parts=tuple(from_json(NewPart, part) for part in row.parts),
        request=row.request,
        state=DraftState(row.state),
        decided_by=row.decided_by,
    )
