"""One tick that looks for subscriptions whose moment has come: by the clock, or by quiet after new files."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from bot.composing import Composer, Occasion
from store.desk import Desk
from store.desk_types import Cadence, Chat, ChatType, NewPart, Slot, Subscription
from store.library import Library
from store.schedule import Daily, Due, due
from store.types import NewsState

log = logging.getLogger(__name__)

LONGEST, SHORTEST = 5.0, 0.5  # seconds between two ticks
SPREAD = 50  # seconds over which the runs of one minute are spread
PRUNE_EVERY = timedelta(hours=1)
QUIET_AFTER = 3  # silent days, then one line says that the desk is alive


@dataclass(frozen=True, slots=True)
class Rules:
    """How long the folder must be quiet before a push, and how late a missed digest is still sent."""

    settle: timedelta = timedelta(seconds=60)
    catch_up: timedelta = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Job:
    """A subscription to serve; `state` is the change log as the tick saw it."""

    subscription: Subscription
    state: NewsState
    now: datetime


class Ticker:
    """The synchronous core of the tick: what is due, and what comes of it. `clock` gives UTC."""

    def __init__(
        self,
        stores: tuple[Library, Desk],
        composer: Composer,
        rules: Rules,
        clock: Callable[[], datetime],
    ) -> None:
        self._library, self._desk = stores
        self._composer, self._rules, self._clock = composer, rules, clock
        self._pruned = clock()
        self._unedited: set[int] = set()  # subscriptions of channels without an editor, told in the log

    def jobs(self) -> tuple[Job, ...]:
        """What is due now: daily ones first, those on news once the folder is quiet."""
        now, state = self._clock(), self._library.news_state()
        if now - self._pruned >= PRUNE_EVERY:
            self._desk.prune()
            self._desk.tidy()
            self._pruned = now
        daily = [wanted for wanted in self._desk.due() if has_turn(wanted, now)]
        found = [*daily, *(self._desk.behind(state.last) if self._quiet(state, now) else ())]
        return tuple(Job(subscription, state, now) for subscription in found)

    def serve(self, job: Job) -> bool:
        """Write a job's messages and its next run, in one transaction; whether there were messages."""
        chat = self._desk.chat(job.subscription.chat)
        if chat is None:
            return False
        if self._composer.lacks_editor(job.subscription, chat):
            return self._wait_for_editor(job, chat)
        slot = self._daily(job, chat) if job.subscription.cadence is Cadence.DAILY else self._news(job, chat)
        return self._desk.record(slot) and bool(slot.parts)

    def _quiet(self, state: NewsState, now: datetime) -> bool:
        """The last change has stood long enough, and link has worked it out."""
        if state.changed_at is None or state.linked < state.last:
            return False
        return now - state.changed_at >= self._rules.settle

    def _daily(self, job: Job, chat: Chat) -> Slot:
        wanted, found = job.subscription, self._due(job)
        if found.slot is None:
            return _passed_over(job, found)
        run = Occasion(wanted, job.now, job.state.linked, found.moment if found.late else None)
        name = found.slot.isoformat()
        return replace(self._composed(job, chat, run, name), next_run=found.next_run)

    def _due(self, job: Job) -> Due:
        wanted = job.subscription
        return due(Daily(wanted.at, wanted.zone), wanted.next_run or job.now, job.now, self._rules.catch_up)

    def _wait_for_editor(self, job: Job, chat: Chat) -> bool:
        """A channel's news stay unread until somebody can be shown a draft: /status says so."""
        if job.subscription.id not in self._unedited:
            log.warning("%s has nobody to show a draft to: nothing is posted there", chat.title or chat.id)
            self._unedited.add(job.subscription.id)
        if job.subscription.cadence is Cadence.DAILY:
            self._desk.record(_passed_over(job, self._due(job)))
        return False

    def _news(self, job: Job, chat: Chat) -> Slot:
        run = Occasion(job.subscription, job.now, job.state.last)
        slot = self._composed(job, chat, run, f"until {job.state.last}")
        return replace(slot, parts=()) if slot.silent else slot

    def _composed(self, job: Job, chat: Chat, run: Occasion, name: str) -> Slot:
        """The slot with its messages; `silent` counts how often in a row there was nothing new."""
        answer = self._composer.digest(run, chat)
        cursor = max(run.until, job.subscription.cursor)
        silent = 0 if answer.items else job.subscription.silent + 1
        parts: tuple[NewPart, ...] = ()
        if answer.items or (silent == QUIET_AFTER and chat.kind is not ChatType.CHANNEL):
            parts = self._composer.parts(run, chat, answer)
        slot = _slot(job, name, cursor, parts=parts, silent=silent)
        if not parts or chat.kind is not ChatType.CHANNEL or chat.automatic:
            return slot
        draft = self._composer.draft(run, chat, parts)
        # An editor who has just gone: the news stay unread.
        unread = replace(slot, parts=(), cursor=job.subscription.cursor)
        return replace(slot, draft=draft) if draft else unread


def has_turn(wanted: Subscription, now: datetime) -> bool:
    """Whether a daily run's place within its minute has come: what is due at once is spread, evenly."""
    place = timedelta(seconds=wanted.id * 31 % SPREAD)
    return wanted.next_run is not None and now >= wanted.next_run + place


class Threads(Protocol):
    """Runs synchronous work; bot.threads.Threads does."""

    async def run(self, work: Callable[..., Any], *args: Any) -> Any: ...


async def tick(ticker: Ticker, threads: Threads, told: Callable[[], object]) -> None:
    """Serve what is due, one after the other; one that fails holds up no other. `told`: messages wait."""
    for job in await threads.run(ticker.jobs):
        results = await asyncio.gather(threads.run(ticker.serve, job), return_exceptions=True)
        for failure in (result for result in results if isinstance(result, BaseException)):
            log.error("subscription %d could not be served", job.subscription.id, exc_info=failure)
        if results[0] is True:
            told()


def seconds_between(settle: timedelta) -> float:
    """How often to look: often enough for the quiet that a push waits for."""
    return min(LONGEST, max(SHORTEST, settle.total_seconds() / 3))


async def run_every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Do some work at once and then on every tick, until cancelled. A late tick is not skipped.

    A tick that comes while the one before is at work does nothing: that is no fault, and not worth a warning.
    """
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

    at_work = asyncio.Lock()

    async def once() -> None:
        if not at_work.locked():
            async with at_work:
                await work()

    scheduler = AsyncIOScheduler(timezone=UTC)
    options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 3}
    scheduler.add_job(once, "interval", seconds=seconds, next_run_time=datetime.now(UTC), **options)
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)


def _passed_over(job: Job, found: Due) -> Slot:
    """A run that says nothing; what is new waits for the next."""
    wanted = job.subscription
    name = f"missed until {job.now:%Y-%m-%d %H:%M}"
    return _slot(job, name, wanted.cursor, next_run=found.next_run, silent=wanted.silent)


def _slot(job: Job, name: str, cursor: int, **rest: Any) -> Slot:
    return Slot(job.subscription.id, name, job.subscription.cursor, cursor, **rest)
