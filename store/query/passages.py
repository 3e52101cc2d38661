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

MARKED = 50  # hits whose matching words are looked up
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
    """Two plain queries: joined, SQLite would walk through all articles to find a hundred passages."""
    found = session.execute(
        select(PassageRow.id, PassageRow.article_id, PassageRow.start, PassageRow.end).where(
            PassageRow.id.in_(scores)
        )
    ).all()
    articles = {
        row.id: row
        for row in session.execute(
            select(ArticleRow.id, ArticleRow.path, ArticleRow.boilerplate).where(
                ArticleRow.id.in_({row.article_id for row in found}),
                ArticleRow.state == "served",
                *filters(where),
            )
        )
    }
    rows = [
        (-scores[row.id], articles[row.article_id].path, row.start, row)
        for row in found
        if row.article_id in articles
        and not _set_aside(row.start, row.end, articles[row.article_id].boilerplate)
    ]
    best: dict[int, tuple[float, Span]] = {}
    for score, _, start, row in sorted(rows, key=lambda found: found[:3]):
        best.setdefault(row.article_id, (-score, Span(start, row.end)))
    texts = _texts(session, list(best)[:MARKED])
    return [
        Hit(article, span, score, marks(texts[article], span, terms) if article in texts else ())
        for article, (score, span) in best.items()
    ]


def _set_aside(start: int, end: int, boilerplate: Sequence[Sequence[int]]) -> bool:
    """Passages are cut before link finds what repeats: such a one is not shown."""
    return any(start < hidden[1] and hidden[0] < end for hidden in boilerplate)


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
