"""What the desk forgets: rows that nothing can need any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from store.desk_door import Door
from store.desk_models import DraftRow, OutboxRow, SentRow, SubscriptionRow
from store.desk_subscriptions import seen_by
from store.desk_types import DraftState, PartState
from store.models import ArticleRow, ClaimRow, QuoteRow

KEPT = timedelta(
    days=30
)  # what was sent, decided, or shown of what is no longer served; as long as buttons live
OCCASIONS = timedelta(days=180)  # messages of the desk itself: an occasion is told once
DIFFERENCES = timedelta(days=365)  # shown differences: their keys name no single fact
_ARTICLE, _DIFFERENCE = "article:", "differs:"
_MANY = 500


class Retention(Door):
    """Run now and then; running it again changes nothing."""

    def tidy(self) -> None:
        """Forget settled messages and drafts, and of the ledger what is no longer served."""
        now = self._now()
        with self._writing() as session:
            _forget_settled(session, now)
            _forget_undelivered(session, now)
            _forget_drafts(session, now)
            _forget_shown(session, now)


def _forget_settled(session: Session, now: datetime) -> None:
    settled = OutboxRow.state.in_([PartState.SENT.value, PartState.DROPPED.value])
    own = OutboxRow.subscription_id == 0
    old = or_(
        own & (OutboxRow.changed_at < now - OCCASIONS),
        ~own & (OutboxRow.changed_at < now - KEPT),
    )
    session.execute(delete(OutboxRow).where(settled, old))


def _forget_undelivered(session: Session, now: datetime) -> None:
    """Those of ended subscriptions, and those whose facts went out since with another message."""
    lost = OutboxRow.state.in_([PartState.FAILED.value, PartState.UNKNOWN.value])
    for row in session.scalars(select(OutboxRow).where(lost, OutboxRow.changed_at < now - KEPT)).all():
        subscription = session.get(SubscriptionRow, row.subscription_id)
        if subscription is None or subscription.ended_at is not None or not _owes(session, row):
            session.delete(row)


def _owes(session: Session, row: OutboxRow) -> bool:
    known = seen_by(session, row.chat_id)
    return any(known.get(key) != words for key, words in row.facts)


def _forget_drafts(session: Session, now: datetime) -> None:
    """Decided ones; undecided ones are skipped when their buttons have died."""
    old = DraftRow.made_at < now - KEPT
    session.execute(delete(DraftRow).where(old, DraftRow.state != DraftState.WAITING.value))
    waiting = update(DraftRow).where(old, DraftRow.state == DraftState.WAITING.value)
    session.execute(waiting.values(state=DraftState.SKIPPED.value))


def _forget_shown(session: Session, now: datetime) -> None:
    """Facts that are no longer served, a while after they were shown."""
    differs = SentRow.fact_key.startswith(_DIFFERENCE)
    session.execute(delete(SentRow).where(differs, SentRow.at < now - DIFFERENCES))
    old = session.scalars(select(SentRow.fact_key).where(~differs, SentRow.at < now - KEPT).distinct())
    for keys in _batches(old):
        gone = set(keys) - set(_served(session, keys))
        session.execute(delete(SentRow).where(SentRow.fact_key.in_(gone), SentRow.at < now - KEPT))


def _served(session: Session, keys: Iterable[str]) -> Iterator[str]:
    """Those of these keys whose fact or article is served."""
    wanted = list(keys)
    numbers = [int(key.removeprefix(_ARTICLE)) for key in wanted if key.startswith(_ARTICLE)]
    served = select(ArticleRow.id).where(ArticleRow.state == "served")
    yield from (f"{_ARTICLE}{n}" for n in session.scalars(served.where(ArticleRow.id.in_(numbers))))
    for table in (QuoteRow, ClaimRow):
        standing = table.superseded_at.is_(None) & table.article_id.in_(served)
        yield from session.scalars(select(table.key).where(table.key.in_(wanted), standing))


def _batches(keys: Iterable[str]) -> Iterator[tuple[str, ...]]:
    left = iter(tuple(keys))
    while some := tuple(islice(left, _MANY)):
        yield some
