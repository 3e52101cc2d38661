"""Desk: the one door to chats, subscriptions and the outbox. Takes and returns store.desk_types only.

Each method is one transaction. Chats are named by Telegram's numeric id; a group's old id goes on working
after its upgrade.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete

from store import desk_chats as chats
from store import desk_outbox as outbox
from store import desk_slots as slots
from store import desk_subscriptions as subscriptions
from store.db import Database
from store.desk_models import ButtonRow, ChatRow
from store.desk_types import (
    Chat,
    Draft,
    NewDraft,
    NewPart,
    NewSubscription,
    Outgoing,
    Part,
    PartState,
    Request,
    Seen,
    Slot,
    Standing,
    Subscription,
)
from store.desk_upgrade import upgrade
from store.migrate import migrate
from store.query.articles import aware

CODE = "1:"  # version of the callback data
BUTTON_LIFE = timedelta(days=7)
DUE = 100  # parts looked at in one round


def utc_now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """Chats, subscriptions, ledger and outbox of one database. Safe to use from several threads."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database, self._now = database, clock

    @classmethod
    def open(cls, url: str, clock: Callable[[], datetime] = utc_now) -> Desk:
        """Open a database of its own, migrating it first. Raises DatabaseError."""
        database = Database(url)
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database, clock)

    def close(self) -> None:
        self._database.close()

    # --- chats, owners, admissions --------------------------------------------------------------

    def chat(self, number: int) -> Chat | None:
        with self._database.reading() as session:
            return chats.find(session, number)

    def chats(self) -> tuple[Chat, ...]:
        """All that are known, by id."""
        with self._database.reading() as session:
            return chats.listed(session)

    def meet(self, seen: Seen, by: int | None = None) -> Chat:
        """Remember a chat, or its new title; `by` is the user who sets it up."""
        with self._database.writing() as session:
            return chats.meet(session, seen, by)

    def owners(self) -> tuple[Chat, ...]:
        """The private chats of the owners."""
        with self._database.reading() as session:
            return chats.listed(session, ChatRow.owner)

    def appoint(self, users: Iterable[int]) -> None:
        """Make these users owners (the setting DATELINE_ADMINS); receipts are on for them."""
        with self._database.writing() as session:
            chats.appoint(session, users)

    def owner_link(self) -> str:
        """A token, at most 64 letters, that makes its first user the owner; older ones stop working."""
        with self._database.writing() as session:
            return chats.new_link(session, self._now())

    def claim(self, token: str, owner: Seen) -> bool:
        """Whether the token made this user (their private chat) the owner: once, while there is none."""
        with self._database.writing() as session:
            return chats.claim(session, token, owner, self._now())

    def ask_admission(self, chat: Seen, by: int) -> bool:
        """Whether owners have to be told: False when the request is known, decided, or needless."""
        with self._database.writing() as session:
            return chats.ask_admission(session, chat, by, self._now())

    def requests(self) -> tuple[Request, ...]:
        """Undecided ones, oldest first."""
        with self._database.reading() as session:
            return chats.requests(session)

    def admit(self, chat: int, by: int) -> Chat:
        """Raises NotFound."""
        with self._database.writing() as session:
            return chats.decide(session, chat, Standing.ADMITTED, by)

    def refuse(self, chat: int, by: int) -> Chat:
        """Refuse a request, or take an admission back. Raises NotFound."""
        with self._database.writing() as session:
            return chats.decide(session, chat, Standing.REFUSED, by)

    def set_timezone(self, chat: int, zone: str) -> Chat:
        """Raises NotFound."""
        return self._change(chat, timezone=zone)

    def set_receipts(self, chat: int, on: bool) -> Chat:
        """Raises NotFound."""
        return self._change(chat, receipts=on)

    def set_automatic(self, chat: int, on: bool) -> Chat:
        """Whether a channel's posts go out without a draft. Raises NotFound."""
        return self._change(chat, automatic=on)

    def pause(self, chat: int, reason: str) -> Chat:
        """Send nothing there; what waits is owed to the next digest. Raises NotFound."""
        with self._database.writing() as session:
            row = chats.known_row(session, chat)
            row.paused = reason
            outbox.drop_waiting(session, row.id, reason, self._now())
            return chats.chat_of(row)

    def resume(self, chat: int) -> Chat:
        """Raises NotFound."""
        return self._change(chat, paused="")

    def upgrade(self, old: int, new: int) -> None:
        """A group became a supergroup: everything moves to its new id, and merges when that is known."""
        with self._database.writing() as session:
            upgrade(session, old, new)

    def _change(self, chat: int, **values: object) -> Chat:
        with self._database.writing() as session:
            row = chats.known_row(session, chat)
            for name, value in values.items():
                setattr(row, name, value)
            return chats.chat_of(row)

    # --- subscriptions --------------------------------------------------------------------------

    def subscribe(self, wanted: NewSubscription) -> Subscription:
        """Make one that begins now; an equal one that exists is returned. Raises NotFound (chat)."""
        with self._database.writing() as session:
            return subscriptions.subscribe(session, wanted, self._now())

    def subscription(self, number: int) -> Subscription:
        """Ended or not. Raises NotFound."""
        with self._database.reading() as session:
            return subscriptions.get(session, number)

    def subscriptions(self, chat: int) -> tuple[Subscription, ...]:
        """The active ones of a chat, by number."""
        with self._database.reading() as session:
            return subscriptions.of_chat(session, chat)

    def unsubscribe(self, chat: int, number: int) -> Subscription:
        """Raises NotFound when it is not an active one of this chat."""
        with self._database.writing() as session:
            return subscriptions.end(session, chat, number, self._now())

    def due(self) -> tuple[Subscription, ...]:
        """Daily ones whose moment has come."""
        with self._database.reading() as session:
            return subscriptions.due(session, self._now())

    def behind(self, seq: int) -> tuple[Subscription, ...]:
        """Those on news that have not dealt with change `seq`."""
        with self._database.reading() as session:
            return subscriptions.behind(session, seq)

    def seen(self, chat: int) -> dict[str, str]:
        """Fact keys and words that a chat was shown, is about to be shown, or has a draft of."""
        with self._database.reading() as session:
            return subscriptions.seen(session, chat)

    def owed(self, subscription: int) -> tuple[str, ...]:
        """Keys of facts whose message failed or may be lost, and that were not shown since."""
        with self._database.reading() as session:
            return subscriptions.owed(session, subscription)

    def record(self, slot: Slot) -> bool:
        """Write a slot's messages and move its subscription on; False when another tick was first."""
        with self._database.writing() as session:
            return slots.record(session, slot, self._now())

    # --- drafts ---------------------------------------------------------------------------------

    def draft(self, key: str) -> Draft:
        """Raises NotFound."""
        with self._database.reading() as session:
            return slots.draft(session, key)

    def post(self, key: str, by: int, silent: bool = False) -> bool:
        """Queue a draft for its channel; False when it was decided before. Raises NotFound."""
        with self._database.writing() as session:
            return slots.post(session, key, by, silent, self._now())

    def skip(self, key: str, by: int) -> bool:
        """Leave a draft unsent; False when it was decided before. Raises NotFound."""
        with self._database.writing() as session:
            return slots.skip(session, key, by)

    def redraw(self, key: str, parts: tuple[NewPart, ...], again: NewDraft) -> bool:
        """Replace a waiting draft by a changed one; False when it was decided before. Raises NotFound."""
        with self._database.writing() as session:
            return slots.redraw(session, key, parts, again, self._now())

    # --- outbox ---------------------------------------------------------------------------------

    def enqueue(self, message: Outgoing) -> bool:
        """Queue a message of the desk itself, once for each occasion and chat."""
        with self._database.writing() as session:
            return outbox.enqueue(session, message, self._now())

    def heads(self, limit: int = DUE) -> tuple[Part, ...]:
        """The next part of each chat that may get one now."""
        with self._database.reading() as session:
            return outbox.heads(session, self._now(), limit)

    def take(self, part: int) -> bool:
        """Take a waiting part for sending; False when another sender has it."""
        with self._database.writing() as session:
            return outbox.claim(session, part, self._now())

    def sent(self, part: int, message: int) -> None:
        """It has arrived as `message`: its facts enter the ledger."""
        with self._database.writing() as session:
            outbox.sent(session, part, message, self._now())

    def put_back(self, part: int, wait: timedelta, why: str) -> None:
        """It was surely not sent: it waits, and with it all that follows for its chat."""
        with self._database.writing() as session:
            row = outbox.settle(session, part, PartState.PENDING, why, self._now())
            row.not_before = self._now() + wait

    def failed(self, part: int, why: str) -> None:
        """Telegram refused it: it is not sent again, its facts are owed."""
        with self._database.writing() as session:
            outbox.settle(session, part, PartState.FAILED, why, self._now())

    def unclear(self, part: int, why: str) -> None:
        """It may have arrived: it is not sent again by itself, its facts are owed."""
        with self._database.writing() as session:
            outbox.settle(session, part, PartState.UNKNOWN, why, self._now())

    def resend(self, part: int) -> bool:
        """Somebody pressed Resend; False when it is not failed or unknown. Raises NotFound."""
        with self._database.writing() as session:
            row = outbox.locked(session, part)
            if row.state not in (PartState.FAILED.value, PartState.UNKNOWN.value):
                return False
            row.state, row.not_before, row.changed_at = PartState.PENDING.value, None, self._now()
            return True

    def recover(self) -> int:
        """At start: parts that were being sent become unknown; returns how many."""
        with self._database.writing() as session:
            return outbox.recover(session, self._now())

    def parts(self, *states: PartState, limit: int = DUE) -> tuple[Part, ...]:
        """Parts in any of these states, oldest first."""
        with self._database.reading() as session:
            return outbox.in_state(session, states, limit)

    def counts(self) -> dict[PartState, int]:
        with self._database.reading() as session:
            return outbox.counts(session)

    # --- buttons --------------------------------------------------------------------------------

    def buttons(self, meanings: Sequence[dict[str, Any]], life: timedelta = BUTTON_LIFE) -> tuple[str, ...]:
        """Callback data, at most 64 bytes, for what each button means."""
        expires = self._now() + life
        codes = tuple(f"{CODE}{secrets.token_urlsafe(9)}" for _ in meanings)
        with self._database.writing() as session:
            session.add_all(
                ButtonRow(code=code, data=data, expires_at=expires)
                for code, data in zip(codes, meanings, strict=True)
            )
        return codes

    def pressed(self, code: str) -> dict[str, Any] | None:
        """What a button means; None when it expired or is of another version."""
        with self._database.reading() as session:
            row = session.get(ButtonRow, code)
            return row.data if row is not None and aware(row.expires_at) > self._now() else None

    def prune(self) -> None:
        """Forget expired buttons."""
        with self._database.writing() as session:
            session.execute(delete(ButtonRow).where(ButtonRow.expires_at <= self._now()))
