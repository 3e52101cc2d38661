"""Tables of the desk: chats, subscriptions, the ledger and the outbox. Rows never leave the store."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models import Base, BigId


class ChatRow(Base):
    """A chat; one that was upgraded to a supergroup stays as a forwarding row."""

    __tablename__ = "chats"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str] = mapped_column(String(64), default="")
    admitted: Mapped[bool] = mapped_column(default=False)
    owner: Mapped[bool] = mapped_column(default=False)
    receipts: Mapped[bool] = mapped_column(default=False)
    automatic: Mapped[bool] = mapped_column(default=False)
    paused: Mapped[str] = mapped_column(default="")
    set_up_by: Mapped[int | None] = mapped_column(BigInteger)
    forward_id: Mapped[int | None] = mapped_column(BigInteger)


class OwnerLinkRow(Base):
    """One-time links that make their first user the owner; only a hash is kept."""

    __tablename__ = "owner_links"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(BigInteger)


class RequestRow(Base):
    """Chats that ask to be admitted."""

    __tablename__ = "requests"
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    asked_by: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    standing: Mapped[str] = mapped_column(String(10))
    decided_by: Mapped[int | None] = mapped_column(BigInteger)


class SubscriptionRow(Base):
    """Who wants what, when. Rows are never deleted: numbers are permanent."""

    __tablename__ = "subscriptions"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    cadence: Mapped[str] = mapped_column(String(8))
    at: Mapped[str] = mapped_column(String(5), default="")
    zone: Mapped[str] = mapped_column(String(64), default="")
    topic: Mapped[dict[str, Any]]  # Topic
    by: Mapped[int] = mapped_column(BigInteger)
    cursor: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[datetime]
    next_run: Mapped[datetime | None] = mapped_column(index=True)
    last_slot: Mapped[str] = mapped_column(String(40), default="")
    silent: Mapped[int] = mapped_column(default=0)
    suspended: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]


class SentRow(Base):
    """The ledger: what a chat has seen, in which words."""

    __tablename__ = "sent"
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    fact_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    words: Mapped[str]
    at: Mapped[datetime]


class OutboxRow(Base):
    """One message part. The unique key is what keeps a slot from being written twice."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    subscription_id: Mapped[int] = mapped_column(BigInteger)  # 0: of the desk itself
    slot: Mapped[str] = mapped_column(String(80))
    part: Mapped[int]
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(8))
    page: Mapped[dict[str, Any]]  # Page
    facts: Mapped[list[Any]] = mapped_column(default=list)  # [[key, words], ...]
    quiet: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("subscription_id", "slot", "part", name="uq_outbox_slot"),
        Index("ix_outbox_queue", "state", "chat_id", "id"),
    )


class DraftRow(Base):
    """A channel's post that waits for an editor. Its parts become outbox rows when it is posted."""

    __tablename__ = "drafts"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    subscription_id: Mapped[int] = mapped_column(BigInteger, index=True)
    slot: Mapped[str] = mapped_column(String(80))
    channel_id: Mapped[int] = mapped_column(BigInteger, index=True)
    to_id: Mapped[int] = mapped_column(BigInteger)
    parts: Mapped[list[Any]]  # NewPart
    request: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8))
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]


class QuestionRow(Base):
    """What a private chat was asked: its next words complete the line."""

    __tablename__ = "questions"
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    line: Mapped[str]
    at: Mapped[datetime]


class ButtonRow(Base):
    """What a button's short code stands for, until it expires."""

    __tablename__ = "buttons"
    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    data: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AnswerRow(Base):
    """A message of the desk in a chat, and the message there that it answers; kept for a while."""

    __tablename__ = "answers"
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    asked_id: Mapped[int] = mapped_column(BigInteger)
    line: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (Index("ix_answers_asked", "chat_id", "asked_id"),)
