"""Folder -> changed files -> read (worker processes) -> link -> committed facts.

One transaction an article: killed at any point, the next run goes on where this one stopped.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import folder, lease
from store.codec import digest
from store.db import Database
from store.errors import SeedError
from store.extract.read import VERSION, Product, Task
from store.link.run import link
from store.models import ArticleRow, FileRow, ParseRow, ReadingRow, RevisionRow
from store.parses import keep_parse, trim_parses
from store.readers import FileStat, locate, read_file
from store.search import word_index
from store.types import FileReport, IngestReport, Metadata, Outcome, RawArticle, Why
from store.workers import FEW, Readers
from store.writer import Incoming, Writer, given_key

log = logging.getLogger(__name__)


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
    """State of one ingest: what waits for its reading, and what was reported."""

    root: Path
    progress: Progress
    waiting: deque[tuple[FileStat, RawArticle]] = field(default_factory=deque)
    pending: dict[tuple[str, str], str] = field(default_factory=dict)  # identity -> path being read
    twins: list[tuple[FileStat, RawArticle]] = field(default_factory=list)
    reports: list[FileReport] = field(default_factory=list)
    stages: Counter[str] = field(default_factory=Counter)

    def report(self, report: FileReport) -> None:
        self.reports.append(report)
        if report.outcome is not Outcome.UNCHANGED:
            self.progress.file(report)


class Ingest:
    """Reads a folder into a database. Only one at a time per database (LeaseHeld otherwise)."""

    def __init__(self, database: Database, root: Path) -> None:
        self._database, self._root = database, root
        self._words = word_index(database.engine.dialect.name)

    def run(
        self, progress: Progress | None = None, only: Sequence[Path] = (), allow_removals: bool = False
    ) -> IngestReport:
        """Bring the library up to date with the folder; the report names every file but the unchanged."""
        started = time.perf_counter()
        run = _Run(self._root, progress or Silent())
        with lease.hold(self._database) as held:
            self._held = held
            with self._database.reading() as session:
                plan = folder.make_plan(session, self._root, only)
                stale = self._stale(session)
            run.progress.begin(len(plan.to_read))
            folder.wait_until_settled(plan.to_read)
            notes = [plan.note] if plan.note else []
            self._read(run, plan.to_read)
            notes += self._read_again(run, stale)
            self._handle_gone(run, plan, allow_removals)
            with _timed(run, "link"):
                link(self._database, held)
            trim_parses(self._database)
        return IngestReport(
            files=tuple(run.reports),
            seconds=time.perf_counter() - started,
            unchanged=plan.unchanged,
            notes=tuple(notes),
            stages=dict(run.stages),
        )

    # --- reading ------------------------------------------------------------------------------

    def _read(self, run: _Run, stats: Sequence[FileStat]) -> None:
        with Readers(1 if len(stats) < FEW else 2) as readers:
            for product in self._products(run, readers, self._tasks(run, stats)):
                stat, raw = run.waiting.popleft()
                with _timed(run, "write"):
                    run.report(self._commit(stat, raw, product))
            for stat, raw in run.twins:
                run.report(self._known_text(stat, raw) or self._rejected(stat, "its twin could not be read"))

    def _products(self, run: _Run, readers: Readers, tasks: Iterable[Task]) -> Iterator[Product]:
        stream = readers.read(tasks)
        while True:
            with _timed(run, "read"):
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
                run.report(self._rejected(stat, f"{where}{error.why}"))
                continue
            done = self._known_text(stat, raw)
            identity = (digest(raw.text), given_key(raw.metadata))
            if done:
                run.report(done)
            elif identity in run.pending:
                run.twins.append((stat, raw))
            else:
                run.pending[identity] = stat.path
                run.waiting.append((stat, raw))
                yield self._task(raw)

    def _decode(self, stat: FileStat) -> RawArticle:
        if stat.refused:
            raise SeedError(stat.path, stat.refused)
        return read_file(self._root, stat.path)

    def _task(self, raw: RawArticle) -> Task:
        with self._database.reading() as session:
            row = session.get(ParseRow, digest(raw.text))
        return Task(raw, row.parse, row.parse_key) if row else Task(raw)

    # --- committing ---------------------------------------------------------------------------

    def _commit(self, stat: FileStat, raw: RawArticle, product: Product) -> FileReport:
        if product.reading is None:
            return self._rejected(stat, product.why, raw.sha256)
        incoming = Incoming(stat, raw, product, product.reading)
        with self._database.writing() as session:
            self._held.renew(session)
            writer = Writer(session, self._words)
            article = _own_article(session, stat.path)
            outcome = Outcome.CHANGED if article else Outcome.ADDED
            if article:
                writer.revise(article, incoming)
            number = article.id if article else writer.add(incoming)
            session.flush()
            writer.note_file(stat, raw.sha256, number, product.reading.notes)
            keep_parse(session, digest(raw.text), product)
        reading = product.reading
        return FileReport(
            stat.path, outcome, number, "", reading.notes, len(reading.quotes), len(reading.claims)
        )

    def _known_text(self, stat: FileStat, raw: RawArticle) -> FileReport | None:
        """Settle a file whose article is stored already: touched, renamed, copied, or back again."""
        with self._database.writing() as session:
            article = _same_article(session, raw)
            if article is None:
                return None
            file = session.get(FileRow, stat.path)
            others = session.scalars(
                select(FileRow).where(FileRow.article_id == article.id, FileRow.path != stat.path)
            ).all()
            outcome, why = Outcome.UNCHANGED, ""
            if file is None or file.article_id != article.id:
                gone = [row.path for row in others if not locate(self._root, row.path).exists()]
                outcome = Outcome.RENAMED if gone and len(gone) == len(others) else Outcome.DUPLICATE
                why = f"was {gone[0]}" if outcome is Outcome.RENAMED else f"same as {article.path}"
            if outcome is Outcome.RENAMED:
                for row in others:
                    session.delete(row)
                article.path = stat.path
            Writer(session, self._words).note_file(stat, raw.sha256, article.id, raw.notes)
            return FileReport(stat.path, outcome, article.id, why, raw.notes)

    def _rejected(self, stat: FileStat, why: str, sha256: str = "") -> FileReport:
        with self._database.writing() as session:
            Writer(session, self._words).reject(stat, why, sha256)
        return FileReport(stat.path, Outcome.REJECTED, why=why)

    # --- what is gone, what is stale ----------------------------------------------------------

    def _handle_gone(self, run: _Run, plan: folder.Plan, allow: bool) -> None:
        if not plan.believed and not allow:
            return
        for path in plan.gone:
            report = self._gone(path, allow)
            if report:
                run.report(report)

    def _gone(self, path: str, allow: bool) -> FileReport | None:
        with self._database.writing() as session:
            row = session.get(FileRow, path)
            if row is None:
                return None
            article = session.get(ArticleRow, row.article_id) if row.article_id else None
            if article is None or article.state == "withdrawn" or not _last_path(session, row):
                session.delete(row)
                return None
            if not allow:
                first = row.state != "missing"
                row.state = "missing"
                return FileReport(path, Outcome.MISSING, article.id) if first else None
            session.delete(row)
            Writer(session, self._words).withdraw(article)
            return FileReport(path, Outcome.WITHDRAWN, article.id)

    def _stale(self, session: Session) -> list[int]:
        """Served articles that older rules have read."""
        return list(
            session.scalars(
                select(ArticleRow.id)
                .join(
                    ReadingRow,
                    (ReadingRow.article_id == ArticleRow.id) & (ReadingRow.revision == ArticleRow.revision),
                )
                .where(ArticleRow.state == "served", ReadingRow.version != VERSION)
                .order_by(ArticleRow.id)
            )
        )

    def _read_again(self, run: _Run, articles: Sequence[int]) -> list[str]:
        if not articles:
            return []
        again = 0
        with Readers(1 if len(articles) < FEW else 2) as readers:
            stored = deque[RawArticle]()
            for product in readers.read(self._stored_tasks(articles, stored)):
                again += self._replace(stored.popleft(), product)
        return [f"{again} articles read again by newer rules"]

    def _stored_tasks(self, articles: Sequence[int], stored: deque[RawArticle]) -> Iterator[Task]:
        for number in articles:
            with self._database.reading() as session:
                article = session.get_one(ArticleRow, number)
                revision = session.get_one(RevisionRow, (number, article.revision))
            raw = RawArticle(
                path=str(number),
                sha256=revision.sha256,
                encoding=revision.encoding,
                front_length=revision.front_length,
                text=revision.text,
                metadata=_given(revision),
            )
            stored.append(raw)
            yield self._task(raw)

    def _replace(self, raw: RawArticle, product: Product) -> int:
        if product.reading is None:
            log.warning("article %s can no longer be read: %s; it keeps its old facts", raw.path, product.why)
            return 0
        with self._database.writing() as session:
            self._held.renew(session)
            article = session.get_one(ArticleRow, int(raw.path))
            stat = FileStat(article.path)
            incoming = Incoming(stat, raw, product, product.reading)
            Writer(session, self._words).revise(article, incoming, Why.EXTRACTOR)
            keep_parse(session, digest(raw.text), product)
        return 1


def _own_article(session: Session, path: str) -> ArticleRow | None:
    """The article that only this file holds: a new text under the path is its next revision."""
    row = session.get(FileRow, path)
    if row is None or row.article_id is None or not _last_path(session, row):
        return None
    article = session.get(ArticleRow, row.article_id)
    return article if article and article.state == "served" else None


def _last_path(session: Session, row: FileRow) -> bool:
    others = select(FileRow.path).where(FileRow.article_id == row.article_id, FileRow.path != row.path)
    return session.scalars(others.limit(1)).first() is None


def _same_article(session: Session, raw: RawArticle) -> ArticleRow | None:
    return session.scalars(
        select(ArticleRow)
        .where(
            ArticleRow.text_sha256 == digest(raw.text),
            ArticleRow.given_key == given_key(raw.metadata),
            ArticleRow.state == "served",
        )
        .order_by(ArticleRow.id)
        .limit(1)
    ).first()


def _given(revision: RevisionRow) -> Metadata:
    """The given part of stored metadata."""
    from store.codec import from_json
    from store.types import Origin, Published

    whole = from_json(Metadata, revision.details)
    return Metadata(
        title=whole.title if whole.title and whole.title.origin is Origin.GIVEN else None,
        outlet=whole.outlet if whole.outlet and whole.outlet.origin is Origin.GIVEN else None,
        url=whole.url,
        published=whole.published if whole.published.origin is Origin.GIVEN else Published(),
        language=whole.language,
    )


class _timed:
    """Add the time of a block to a stage of the report."""

    def __init__(self, run: _Run, stage: str) -> None:
        self._run, self._stage = run, stage

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._run.stages[self._stage] += time.perf_counter() - self._started  # type: ignore[assignment]


__all__ = ["UTC", "Ingest", "Progress", "Silent", "datetime"]
