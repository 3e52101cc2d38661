"""Articles as search reads them: what is their own, without what is set aside."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.models import ArticleRow, RevisionRow


def whole(row: Any, title: str, text: str) -> str:
    """Title, outlet and day, then the article's own words."""
    own, end = "", 0
    for start, stop in sorted(row.boilerplate):
        own += text[end:start]
        end = max(end, stop)
    own += text[end:]
    title = "" if own.lstrip().startswith(title) else title
    return f"{title}\n{row.outlet or ''} {row.published or ''}\n{own}"


def own_texts(session: Session, articles: Collection[int]) -> dict[int, tuple[str, str]]:
    """Title and text by article; of those withdrawn meanwhile nothing is left."""
    rows = session.execute(
        select(ArticleRow.id, RevisionRow.details, RevisionRow.text)
        .join(
            RevisionRow,
            (RevisionRow.article_id == ArticleRow.id) & (RevisionRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.id.in_(articles))
    )
    return {row[0]: ((row[1].get("title") or {}).get("value") or "", row[2]) for row in rows}
