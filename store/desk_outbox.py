"""The outbox: message parts, their states, and the ledger that follows what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, func, or_, select, update
from sqlalchemy.orm import Session

from store.codec import from_json, to_json
from store.desk_door import Door, chat_row
from store.desk_models import ChatRow, OutboxRow, SentRow
from store.desk_types import ChatType, NewPart, Outgoing, Page, Part, PartState, Shown
from store.errors import NotFound
from store.query.articles import aware

STOPPED = "the desk stopped while this was being sent"
DUE = 100  # parts that one round looks at


class Outbox(Door):
    """What waits, what is under way, what arrived. A part goes out at most once by itself."""

    def enqueue(self, message: Outgoing) -> bool:
        """Queue a message of the desk itself; False when its occasion was queued for this chat before."""
        slot = f"{message.slot}@{message.chat}"
        known = select(OutboxRow.id).where(OutboxRow.subscription_id == 0, OutboxRow.slot == slot)
        where = {"slot": slot, "chat_id": message.chat, "thread_id": message.thread, "quiet": message.silent}
        parts = [NewPart(page) for page in message.pages]
        with self._writing() as session:
            if session.scalar(known.limit(1)) is not None:
                return False
            session.add_all(new_rows(parts, self._now(), subscription_id=0, **where))
            return True

    def heads(self, limit: int = DUE) -> tuple[Part, ...]:
        """The next part of each chat that may get one: not paused, nothing under way, not held back."""
        waiting = OutboxRow.state == PartState.PENDING.value
        oldest = select(func.min(OutboxRow.id)).where(waiting).group_by(OutboxRow.chat_id)
        busy = select(OutboxRow.chat_id).where(OutboxRow.state == PartState.SENDING.value)
        with self._reading() as session:
            return _parts(
                session,
                limit,
                OutboxRow.id.in_(oldest),
                or_(OutboxRow.not_before.is_(None), OutboxRow.not_before <= self._now()),
                OutboxRow.chat_id.not_in(busy),
                OutboxRow.chat_id.not_in(select(ChatRow.id).where(ChatRow.paused != "")),
            )

    def take(self, part: int) -> bool:
        """Take a waiting part for sending; False when another sender has it."""
        waiting = (OutboxRow.id == part, OutboxRow.state == PartState.PENDING.value)
        values = {"state": PartState.SENDING.value, "attempts": OutboxRow.attempts + 1}
        with self._writing() as session:
            changed = session.execute(
                update(OutboxRow).where(*waiting).values(**values, changed_at=self._now())
            )
            return cast(CursorResult[Any], changed).rowcount == 1

    def sent(self, part: int, message: int) -> None:
        """It has arrived as `message`: its facts enter the chat's ledger."""
        with self._writing() as session:
            row = self._settle(session, part, PartState.SENT, "")
            row.message_id = message
            for key, words in row.facts:
                session.merge(SentRow(chat_id=row.chat_id, fact_key=key, words=words, at=self._now()))

    def put_back(self, part: int, wait: timedelta, why: str) -> None:
        """It was surely not sent: it waits, and with it all that follows for its chat.

        Into a chat that was paused meanwhile nothing waits: it has failed, and is owed.
        """
        with self._writing() as session:
            row = self._settle(session, part, PartState.PENDING, why)
            row.not_before = self._now() + wait
            chat = chat_row(session, row.chat_id)
            if chat is not None and chat.paused:
                self._settle(session, part, PartState.FAILED, chat.paused)

    def failed(self, part: int, why: str) -> None:
        """Telegram refused it: it is not sent again, its facts are owed."""
        with self._writing() as session:
            self._settle(session, part, PartState.FAILED, why)

    def unclear(self, part: int, why: str) -> None:
        """It may have arrived: it is not sent again by itself, its facts are owed."""
        with self._writing() as session:
            self._settle(session, part, PartState.UNKNOWN, why)

    def recover(self) -> int:
        """At start: parts found in sending become unknown; returns how many."""
        with self._writing() as session:
            changed = session.execute(
                update(OutboxRow)
                .where(OutboxRow.state == PartState.SENDING.value)
                .values(state=PartState.UNKNOWN.value, error=STOPPED, changed_at=self._now())
            )
            return cast(CursorResult[Any], changed).rowcount

    def parts(self, *states: PartState, chat: int | None = None, limit: int = DUE) -> tuple[Part, ...]:
        """Parts in any of these states, of one chat or of all, oldest first."""
        where = [OutboxRow.state.in_([state.value for state in states])]
        with self._reading() as session:
            return _parts(session, limit, *where, *_of_chat(session, chat))

    def slot(self, subscription: int, name: str) -> tuple[Part, ...]:
        """The parts of one slot, in order, whatever became of them."""
        same = (OutboxRow.subscription_id == subscription, OutboxRow.slot == name)
        with self._reading() as session:
            return _parts(session, DUE, *same)

    def counts(self, chat: int | None = None) -> dict[PartState, int]:
        """How many parts are in each state, for one chat or for all."""
        with self._reading() as session:
            counted = select(OutboxRow.state, func.count()).where(*_of_chat(session, chat))
            rows = session.execute(counted.group_by(OutboxRow.state)).all()
        return {PartState(state): count for state, count in rows}

    def _settle(self, session: Session, part: int, state: PartState, error: str) -> OutboxRow:
        row = locked_part(session, part)
        row.state, row.error, row.changed_at = state.value, error, self._now()
        return row


def new_rows(parts: Sequence[NewPart], now: datetime, **where: Any) -> list[OutboxRow]:
    """Rows of one slot; `where` are subscription_id, slot, chat_id, thread_id and quiet."""
    return [
        OutboxRow(
            part=number,
            state=PartState.PENDING.value,
            page=to_json(part.page),
            facts=[[fact.key, fact.words] for fact in part.facts],
            made_at=now,
            changed_at=now,
            **where,
        )
        for number, part in enumerate(parts, 1)
    ]


def _of_chat(session: Session, number: int | None) -> Iterator[ColumnElement[bool]]:
    if number is not None:
        home = chat_row(session, number)
        yield OutboxRow.chat_id == (home.id if home else number)


def locked_part(session: Session, number: int) -> OutboxRow:
    """A part's row, locked. Raises NotFound."""
    row = session.get(OutboxRow, number, with_for_update=True)
    if row is None:
        raise NotFound("message", number)
    return row


def _parts(session: Session, limit: int, *where: Any) -> tuple[Part, ...]:
    rows = session.execute(
        select(OutboxRow, ChatRow.kind)
        .outerjoin(ChatRow, ChatRow.id == OutboxRow.chat_id)
        .where(*where)
        .order_by(OutboxRow.id)
        .limit(limit)
    )
    return tuple(_part(row, kind) for row, kind in rows)


def _part(row: OutboxRow, kind: str | None) -> Part:
    unmet = ChatType.PRIVATE if row.chat_id > 0 else ChatType.SUPERGROUP
    return Part(
        id=row.id,
        subscription=row.subscription_id,
        slot=row.slot,
        number=row.part,
        chat=row.chat_id,
        thread=row.thread_id,
        chat_kind=ChatType(kind) if kind else unmet,
        state=PartState(row.state),
        page=from_json(Page, row.page),
        facts=tuple(Shown(key, words) for key, words in row.facts),
        silent=row.quiet,
        attempts=row.attempts,
        not_before=aware(row.not_before) if row.not_before else None,
        message=row.message_id,
        error=row.error,
    )
