"""Search: words and meaning over passages, folded to one hit an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.models import ArticleRow, PassageRow, RevisionRow
from store.query.articles import filters, limited
from store.search import DEPTH, WordIndex, fuse, marks, query_terms
from store.types import ArticleFilter, Hit, SearchResult, Span

if TYPE_CHECKING:
    from store.vectors import VectorIndex

FILTERED_DEPTH = 1_000  # candidates when a filter may drop most of them


def search(
    session: Session, index: WordIndex, vectors: VectorIndex | None, words: str, where: ArticleFilter
) -> SearchResult:
    """Every found passage's article once, at its best passage, best first; ties by path."""
    terms = query_terms(words)
    if not terms:
        return SearchResult((), vectors is not None)
    depth = FILTERED_DEPTH if limited(where) else DEPTH
    by_words = dict(index.find(session, terms, depth))
    by_meaning = vectors.nearest(session, words, depth) if vectors else {}
    scores = dict(fuse(by_words, by_meaning))
    hits = _hits(session, scores, where, terms)
    return SearchResult(tuple(hits), used_meaning=bool(by_meaning), total=len(hits))


def _hits(
    session: Session, scores: dict[int, float], where: ArticleFilter, terms: Sequence[str]
) -> list[Hit]:
    rows = session.execute(
        select(PassageRow.id, PassageRow.article_id, PassageRow.start, PassageRow.end, ArticleRow.path)
        .join(ArticleRow, ArticleRow.id == PassageRow.article_id)
        .where(PassageRow.id.in_(scores), ArticleRow.state == "served", *filters(where))
    ).all()
    best: dict[int, tuple[float, str, Span]] = {}
    for number, article, start, end, path in sorted(rows, key=lambda row: (-scores[row[0]], row[4], row[2])):
        best.setdefault(article, (scores[number], path, Span(start, end)))
    texts = _texts(session, list(best))
    return [
        Hit(article, span, score, marks(texts[article], span, terms))
        for article, (score, _, span) in best.items()
    ]


def _texts(session: Session, articles: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        select(ArticleRow.id, RevisionRow.text)
        .join(
            RevisionRow,
            (RevisionRow.article_id == ArticleRow.id) & (RevisionRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.id.in_(articles))
    )
    return {row[0]: row[1] for row in rows}
