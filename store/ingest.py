"""Folder -> changed files -> read (worker processes) -> link -> committed facts.

One transaction an article: killed at any point, the next run goes on where this one stopped.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from store import folder, lease
from store.amend import settle
from store.codec import digest
from store.db import Database
from store.described import given_key
from store.errors import SeedError
from store.extract.read import Product, Task
from store.intake import Intake
from store.parses import trim_parses
from store.readers import FileStat, read_file
from store.stored import raw_article, stale_articles
from store.types import FileReport, IngestReport, Outcome, RawArticle
from store.workers import FEW, Readers, ReadingPool


class Progress(Protocol):
    """Who wants to know how far an ingest is."""

    def begin(self, total: int) -> None: ...

    def file(self, report: FileReport) -> None: ...


class Silent:
    """Nobody."""

    def begin(self, total: int) -> None: ...

    def file(self, report: FileReport) -> None: ...


@dataclass
class _Run:
    """State of one ingest: what waits for its reading, what was reported, seconds by stage."""

    intake: Intake
    progress: Progress
    waiting: deque[tuple[FileStat, RawArticle]] = field(default_factory=deque)
    pending: set[tuple[str, str]] = field(default_factory=set)  # texts being read
    twins: list[tuple[FileStat, RawArticle]] = field(default_factory=list)
    reports: list[FileReport] = field(default_factory=list)
    seconds: Counter[str] = field(default_factory=Counter)

    def report(self, report: FileReport) -> None:
        self.reports.append(report)
        if report.outcome is not Outcome.UNCHANGED:
            self.progress.file(report)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        started = time.perf_counter_ns()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter_ns() - started


class Ingest:
    """Reads a folder into a database. Only one at a time per database (LeaseHeld otherwise)."""

    def __init__(
        self, database: Database, root: Path, readers: Callable[[int], ReadingPool] = Readers
    ) -> None:
        self._database, self._root, self._readers = database, root, readers

    def run(
        self, progress: Progress | None = None, only: Sequence[Path] = (), allow_removals: bool = False
    ) -> IngestReport:
        """Bring the library up to date with the folder; the report names every file but the unchanged."""
        started = time.perf_counter()
        with lease.hold(self._database) as held:
            run = _Run(Intake(self._database, self._root, held), progress or Silent())
            with self._database.reading() as session:
                plan = folder.make_plan(session, self._root, folder.resolve(self._root, only))
            run.progress.begin(len(plan.to_read))
            folder.wait_until_settled(plan.to_read)
            self._read(run, plan.to_read)
            trusted = plan.believed or (allow_removals and self._root.is_dir())
            notes = ["" if trusted else plan.note, self._read_again(run)]
            if trusted:
                self._settle_gone(run, plan.gone, allow_removals)
            with run.timed("link"):
                settle(self._database, held)
            trim_parses(self._database)
        return IngestReport(
            files=tuple(run.reports),
            seconds=time.perf_counter() - started,
            unchanged=plan.unchanged,
            notes=tuple(filter(None, notes)),
            stages={stage: spent / 1e9 for stage, spent in run.seconds.items()},
        )

    def _read(self, run: _Run, stats: Sequence[FileStat]) -> None:
        for product in self._products(run, len(stats), self._tasks(run, stats)):
            stat, raw = run.waiting.popleft()
            with run.timed("write"):
                run.report(run.intake.commit(stat, raw, product))
        for stat, raw in run.twins:
            known = run.intake.known_text(stat, raw)
            run.report(known or run.intake.reject(stat, "the same text could not be read under another name"))

    def _products(self, run: _Run, expected: int, tasks: Iterable[Task]) -> Iterator[Product]:
        with self._readers(1 if expected < FEW else 2) as readers:
            stream = readers.read(tasks)
            while True:
                with run.timed("read"):
                    product = next(stream, None)
                if product is None:
                    return
                yield product

    def _tasks(self, run: _Run, stats: Sequence[FileStat]) -> Iterator[Task]:
        """Decode file by file; what needs no parse is settled at once, the rest goes to the workers."""
        for stat in stats:
            try:
                raw = self._decode(stat)
            except SeedError as error:
                where = f"line {error.line}: " if error.line else ""
                run.report(run.intake.reject(stat, f"{where}{error.why}"))
                continue
            done = run.intake.known_text(stat, raw)
            identity = (digest(raw.text), given_key(raw.metadata))
            if done:
                run.report(done)
            elif identity in run.pending:
                run.twins.append((stat, raw))
            else:
                run.pending.add(identity)
                run.waiting.append((stat, raw))
                yield run.intake.task(raw)

    def _decode(self, stat: FileStat) -> RawArticle:
        if stat.refused:
            raise SeedError(stat.path, stat.refused)
        return read_file(self._root, stat.path)

    def _settle_gone(self, run: _Run, paths: Iterable[str], withdraw: bool) -> None:
        for report in filter(None, (run.intake.gone(path, withdraw) for path in paths)):
            run.report(report)

    def _read_again(self, run: _Run) -> str:
        """Read stored articles by newer rules; a note for the report."""
        articles = stale_articles(self._database)
        stored: deque[RawArticle] = deque()
        tasks = self._stored_tasks(run, articles, stored)
        again = [run.intake.replace(stored.popleft(), p) for p in self._products(run, len(articles), tasks)]
        return f"{sum(again)} articles read again by newer rules" if again else ""

    def _stored_tasks(self, run: _Run, articles: Sequence[int], stored: deque[RawArticle]) -> Iterator[Task]:
        for number in articles:
            raw = raw_article(self._database, number)
            stored.append(raw)
            yield run.intake.task(raw)
