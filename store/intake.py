"""What becomes of one file: each method is one transaction that leaves the library whole."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.codec import digest
from store.db import Database
from store.decisions import confirmed, undo
from store.described import given_key
from store.extract.read import Product, Task
from store.incoming import Incoming
from store.keys import article_key
from store.lease import Lease
from store.models import ArticleRow, FileRow, ParseRow
from store.parses import keep_parse
from store.readers import FileStat, locate
from store.search import word_index
from store.types import Field, FileReport, Outcome, RawArticle, Removal, Why
from store.writer import Writer

log = logging.getLogger(__name__)


class Intake:
    """Takes files into one database, for as long as the lease is held."""

    def __init__(self, database: Database, root: Path, lease: Lease) -> None:
        self._database, self._root, self._lease = database, root, lease
        self._words = word_index(database.engine.dialect.name)

    def task(self, raw: RawArticle) -> Task:
        """A reading task, with the kept parse of the same text if there is one."""
        with self._database.reading() as session:
            row = session.get(ParseRow, digest(raw.text))
        return Task(raw, row.parse, row.parse_key) if row else Task(raw)

    def commit(self, stat: FileStat, raw: RawArticle, product: Product) -> FileReport:
        """Store what was read: a new article, or the next revision of the file's own."""
        if product.reading is None:
            return self.reject(stat, product.why, raw.sha256)
        incoming = Incoming(stat, raw, product, product.reading)
        with self._database.writing() as session:
            self._lease.renew(session)
            writer = Writer(session, self._words)
            article = _own_article(session, stat.path)
            if article:
                writer.revise(article, incoming)
            number = article.id if article else writer.add(incoming)
            session.flush()
            writer.note_file(stat, raw.sha256, number, product.reading.notes)
            keep_parse(session, digest(raw.text), product)
        outcome, reading = Outcome.CHANGED if article else Outcome.ADDED, product.reading
        facts = len(reading.quotes), len(reading.claims)
        return FileReport(stat.path, outcome, number, "", reading.notes, *facts)

    def known_text(self, stat: FileStat, raw: RawArticle) -> FileReport | None:
        """Settle a file whose article is stored already: touched, renamed or copied; None if it is not."""
        with self._database.writing() as session:
            article = _same_article(session, raw)
            if article is None:
                return None
            file = session.get(FileRow, stat.path)
            writer = Writer(session, self._words)
            if article.state == "withdrawn":
                outcome, why = self._returned(session, stat, article), ""
                writer.restore(article)
            elif file is not None and file.article_id == article.id:
                outcome, why = Outcome.UNCHANGED, ""
            else:
                outcome, why = self._other_name(session, stat, article)
            writer.note_file(stat, raw.sha256, article.id, raw.notes)
            return FileReport(stat.path, outcome, article.id, why, raw.notes)

    def _other_name(self, session: Session, stat: FileStat, article: ArticleRow) -> tuple[Outcome, str]:
        """Renamed when no file of the article is left under its old name, else a duplicate."""
        others = session.scalars(
            select(FileRow).where(FileRow.article_id == article.id, FileRow.path != stat.path)
        ).all()
        if not others and article.path == stat.path:
            return self._returned(session, stat, article), ""
        if any(locate(self._root, row.path).exists() for row in others):
            return Outcome.DUPLICATE, f"same as {article.path}"
        was = others[0].path if others else article.path
        for row in others:
            session.delete(row)
        article.path = stat.path
        return Outcome.RENAMED, f"was {was}"

    def _returned(self, session: Session, stat: FileStat, article: ArticleRow) -> Outcome:
        """The file of an article that was withdrawn, or kept without one; its removal may be asked anew."""
        if confirmed(session, article_key(article.id)).get(Field.FILE) == Removal.WITHDRAW:
            undo(session, article_key(article.id), Field.FILE)
        article.path = stat.path
        return Outcome.RETURNED

    def reject(self, stat: FileStat, why: str, sha256: str = "") -> FileReport:
        """Remember a file that cannot be read, and why."""
        with self._database.writing() as session:
            Writer(session, self._words).reject(stat, why, sha256)
            article = _own_article(session, stat.path)
            kept = article.id if article is not None and article.state == "served" else None
        notes = (f"its article {kept} keeps its earlier words",) if kept else ()
        return FileReport(stat.path, Outcome.REJECTED, kept, why, notes)

    def gone(self, path: str, withdraw: bool) -> FileReport | None:
        """A file is no longer there: its article stays served until it is withdrawn, or has another file."""
        with self._database.writing() as session:
            row = session.get(FileRow, path)
            if row is None:
                return None
            article = session.get(ArticleRow, row.article_id) if row.article_id else None
            if article is None or article.state == "withdrawn" or not _last_path(session, row):
                session.delete(row)
                return None
            if not withdraw or _is_kept(session, article):
                known, row.state = row.state == "missing", "missing"
                asked = known or _is_kept(session, article)
                return None if asked else FileReport(path, Outcome.MISSING, article.id)
            session.delete(row)
            Writer(session, self._words).withdraw(article)
            return FileReport(path, Outcome.WITHDRAWN, article.id)

    def replace(self, raw: RawArticle, product: Product) -> bool:
        """Store a second reading of a stored article (`raw.path` is its id) by newer rules."""
        if product.reading is None:
            log.warning("article %s can no longer be read (%s) and keeps its facts", raw.path, product.why)
            return False
        with self._database.writing() as session:
            self._lease.renew(session)
            article = session.get_one(ArticleRow, int(raw.path))
            incoming = Incoming(FileStat(article.path), raw, product, product.reading)
            Writer(session, self._words).revise(article, incoming, Why.EXTRACTOR)
            keep_parse(session, digest(raw.text), product)
        return True


def _own_article(session: Session, path: str) -> ArticleRow | None:
    """The article that only this file holds: a new text under the path is its next revision."""
    row = session.get(FileRow, path)
    if row is None or row.article_id is None or not _last_path(session, row):
        return None
    article = session.get(ArticleRow, row.article_id)
    return article if article and article.state == "served" else None


def _is_kept(session: Session, article: ArticleRow) -> bool:
    """Whether an owner has said that it stays without its file."""
    return confirmed(session, article_key(article.id)).get(Field.FILE) == Removal.KEEP


def _last_path(session: Session, row: FileRow) -> bool:
    others = select(FileRow.path).where(FileRow.article_id == row.article_id, FileRow.path != row.path)
    return session.scalars(others.limit(1)).first() is None


def _same_article(session: Session, raw: RawArticle) -> ArticleRow | None:
    return session.scalars(
        select(ArticleRow)
        .where(
            ArticleRow.text_sha256 == digest(raw.text),
            ArticleRow.given_key == given_key(raw.metadata),
        )
        .order_by(ArticleRow.state, ArticleRow.id)  # a served one before a withdrawn one
        .limit(1)
    ).first()
