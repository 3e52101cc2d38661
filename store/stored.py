"""Stored articles as reading tasks: for new rules, which read old texts again from their kept parses."""

from __future__ import annotations

from sqlalchemy import select

from store.db import Database
from store.described import raw_of
from store.extract.read import VERSION
from store.models import ArticleRow, ReadingRow, RevisionRow
from store.types import RawArticle


def stale_articles(database: Database) -> list[int]:
    """Served articles that older rules have read."""
    with database.reading() as session:
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


def raw_article(database: Database, number: int) -> RawArticle:
    """The current text of an article as it was decoded; `path` is its id."""
    with database.reading() as session:
        article = session.get_one(ArticleRow, number)
        revision = session.get_one(RevisionRow, (number, article.revision))
    return raw_of(revision, str(number))
