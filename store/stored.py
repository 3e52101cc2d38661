"""Stored articles as reading tasks: for new rules, which read old texts again from their kept parses."""

from __future__ import annotations

from sqlalchemy import select

from store.codec import from_json
from store.db import Database
from store.extract.read import VERSION
from store.models import ArticleRow, ReadingRow, RevisionRow
from store.types import Metadata, Origin, Published, RawArticle, Sourced


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
    return RawArticle(
        path=str(number),
        sha256=revision.sha256,
        encoding=revision.encoding,
        front_length=revision.front_length,
        text=revision.text,
        metadata=_given(from_json(Metadata, revision.details)),
    )


def _given(whole: Metadata) -> Metadata:
    """What the file gave, without what was inferred."""

    def given(found: Sourced | None) -> Sourced | None:
        return found if found and found.origin is Origin.GIVEN else None

    return Metadata(
        title=given(whole.title),
        outlet=given(whole.outlet),
        url=whole.url,
        published=whole.published if whole.published.origin is Origin.GIVEN else Published(),
        language=whole.language,
    )
