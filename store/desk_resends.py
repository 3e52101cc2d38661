"""Messages of the outbox that did not surely arrive: a person sends them again, or drops them."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.desk_door import Door, chat_row, locked_chat
from store.desk_models import OutboxRow
from store.desk_outbox import locked_part
from store.desk_subscriptions import seen_by
from store.desk_types import PartState
from store.errors import NotFound

_LOST = (PartState.FAILED.value, PartState.UNKNOWN.value)


class Resent(StrEnum):
    """What became of a wish to send a part again."""

    QUEUED = "queued"
    CARRIED = "carried"  # another message has carried its facts meanwhile
    NOT_LOST = "not lost"  # it is neither failed nor unknown


class Resends(Door):
    """What Resend and Drop do. `chat` limits them to the messages of one chat. All raise NotFound."""

    def resend(self, part: int, chat: int | None = None) -> Resent:
        """Queue a failed or unknown part again, unless another message has carried its facts meanwhile.

        Its chat is no longer paused: who presses Resend believes that it can be reached.
        """
        with self._writing() as session:
            row = _lost_part(session, part, chat)
            if row.state not in _LOST:
                return Resent.NOT_LOST
            if _carried_since(session, row):
                return Resent.CARRIED
            row.state, row.error, row.not_before = PartState.PENDING.value, "", None
            row.changed_at = self._now()
            locked_chat(session, row.chat_id).paused = ""
            return Resent.QUEUED

    def drop(self, part: int, chat: int | None = None) -> bool:
        """Leave a failed or unknown part unsent for good, its facts are owed no more; False for others."""
        with self._writing() as session:
            row = _lost_part(session, part, chat)
            if row.state not in _LOST:
                return False
            row.state, row.changed_at = PartState.DROPPED.value, self._now()
            return True


def _lost_part(session: Session, part: int, chat: int | None) -> OutboxRow:
    row = locked_part(session, part)
    home = chat_row(session, chat) if chat is not None else None
    if chat is not None and (home is None or row.chat_id != home.id):
        raise NotFound("message", part)  # not theirs
    return row


def _carried_since(session: Session, row: OutboxRow) -> bool:
    """Whether the chat has seen any of its facts, or is about to, by another message than its own digest's.

    Of a message in several parts the last one carries the facts.
    """
    carrier = row if row.facts else _carrier(session, row)
    if carrier is None or carrier.state not in _LOST:
        return False
    known = seen_by(session, row.chat_id)
    return any(known.get(key) == words for key, words in carrier.facts)


def _carrier(session: Session, row: OutboxRow) -> OutboxRow | None:
    same = (OutboxRow.subscription_id == row.subscription_id, OutboxRow.slot == row.slot)
    later = session.scalars(
        select(OutboxRow).where(*same, OutboxRow.part > row.part).order_by(OutboxRow.part)
    )
    return next((part for part in later if part.facts), None)
