"""What people decided, brought into the facts: corrections and withdrawals, applied before link runs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.amend_facts import FACTS, amend_fact, facts_due
from store.db import Database
from store.decisions import confirmed, is_waiting, undo
from store.keys import article_key
from store.lease import Lease
from store.link.run import link
from store.models import ArticleRow, CorrectionRow, FileRow
from store.search import word_index
from store.types import Field, Removal
from store.writer import Writer


def settle(database: Database, lease: Lease) -> None:
    """Apply what was decided, then link; again when more was decided meanwhile."""
    while True:
        _amend(database, lease)
        link(database, lease)
        if not is_waiting(database):
            return


def _amend(database: Database, lease: Lease) -> None:
    with database.reading() as session:
        due = facts_due(session)
    if not due and not is_waiting(database):
        return
    with database.writing() as session:
        lease.renew(session)
        writer = Writer(session, word_index(database.engine.dialect.name))
        fresh = session.scalars(
            select(CorrectionRow).where(~CorrectionRow.applied).order_by(CorrectionRow.id)
        ).all()
        for number in sorted({row.article_id for row in fresh}):
            _amend_article(session, writer, session.get_one(ArticleRow, number))
        facts = {(row.fact_key, row.field) for row in fresh if row.field in FACTS}
        for key, name in sorted(facts | due):
            amend_fact(session, key, Field(name))
        for row in fresh:
            row.applied = True


def _amend_article(session: Session, writer: Writer, article: ArticleRow) -> None:
    values = confirmed(session, article_key(article.id))
    removal = values.pop(Field.FILE, None)
    if values != article.corrected:
        writer.correct(article, values)
    if removal == Removal.KEEP and article.state == "withdrawn":
        writer.restore(article)
    elif removal == Removal.WITHDRAW and article.state == "served":
        _withdraw(session, writer, article)


def _withdraw(session: Session, writer: Writer, article: ArticleRow) -> None:
    """Serve it no more, unless its file has come back since that was decided."""
    files = session.scalars(select(FileRow).where(FileRow.article_id == article.id)).all()
    if any(file.state != "missing" for file in files):
        undo(session, article_key(article.id), Field.FILE)
        return
    for file in files:
        session.delete(file)
    writer.withdraw(article)
