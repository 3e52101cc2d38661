"""Channel posts that an editor sees first: Post, Post silently, Change, Skip."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.desk_door import Door
from store.desk_models import DraftRow, SubscriptionRow
from store.desk_outbox import new_rows
from store.desk_types import Draft, DraftState, NewDraft, NewPart
from store.errors import NotFound


class Drafts(Door):
    """Each is decided once: a second tap changes nothing."""

    def draft(self, key: str) -> Draft:
        """Raises NotFound."""
        with self._reading() as session:
            return _draft(_row(session, key))

    def drafts(self) -> tuple[Draft, ...]:
        """Undecided ones, oldest first."""
        undecided = select(DraftRow).where(DraftRow.state == DraftState.WAITING.value)
        with self._reading() as session:
            return tuple(map(_draft, session.scalars(undecided.order_by(DraftRow.made_at, DraftRow.key))))

    def post(self, key: str, by: int, silent: bool = False) -> bool:
        """Queue it for its channel; False when it was decided before. Raises NotFound."""
        with self._writing() as session:
            row = _decide(session, key, DraftState.POSTED, by)
            if row is None:
                return False
            thread = session.get_one(SubscriptionRow, row.subscription_id).thread_id
            where = {"chat_id": row.channel_id, "thread_id": thread, "quiet": silent}
            numbered = {"subscription_id": row.subscription_id, "slot": row.slot}
            parts = [from_json(NewPart, part) for part in row.parts]
            session.add_all(new_rows(parts, self._now(), **where, **numbered))
            return True

    def skip(self, key: str, by: int) -> bool:
        """Leave it unsent for good; False when it was decided before. Raises NotFound."""
        with self._writing() as session:
            return _decide(session, key, DraftState.SKIPPED, by) is not None

    def redraw(self, key: str, by: int, again: NewDraft, parts: tuple[NewPart, ...]) -> bool:
        """Put a changed one in its place; False when it was decided before. Raises NotFound."""
        with self._writing() as session:
            row = _decide(session, key, DraftState.SKIPPED, by)
            if row is None:
                return False
            subscription = session.get_one(SubscriptionRow, row.subscription_id)
            add_draft(session, subscription, row.slot, (again, parts), self._now())
            return True


def add_draft(
    session: Session,
    subscription: SubscriptionRow,
    slot: str,
    post: tuple[NewDraft, tuple[NewPart, ...]],
    now: datetime,
) -> None:
    """Keep a post, and queue its preview for the editor."""
    draft, parts = post
    session.add(
        DraftRow(
            key=draft.key,
            subscription_id=subscription.id,
            slot=slot,
            channel_id=subscription.chat_id,
            to_id=draft.to,
            parts=[to_json(part) for part in parts],
            request=draft.request,
            state=DraftState.WAITING.value,
            made_at=now,
        )
    )
    where = {"subscription_id": subscription.id, "slot": f"draft {draft.key}", "chat_id": draft.to}
    session.add_all(new_rows(draft.preview, now, **where))


def _row(session: Session, key: str, *, lock: bool = False) -> DraftRow:
    row = session.get(DraftRow, key, with_for_update=lock)
    if row is None:
        raise NotFound("draft", 0)
    return row


def _decide(session: Session, key: str, state: DraftState, by: int) -> DraftRow | None:
    row = _row(session, key, lock=True)
    if row.state != DraftState.WAITING.value:
        return None
    row.state, row.decided_by = state.value, by
    return row


def _draft(row: DraftRow) -> Draft:
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
