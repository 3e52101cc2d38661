"""Search: words and meaning over passages, put in order by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store import question, ranking
from store.models import ArticleRow, PassageRow
from store.query import stories
from store.query.articles import filters, limited
from store.query.bearers import KeptBearers
from store.query.spellings import spellings
from store.query.wholes import own_texts, whole
from store.search import DEPTH, WordIndex, candidates
from store.terms import forms, marks, query_terms, stem
from store.types import ArticleFilter, Hit, SearchResult, Span, Story

if TYPE_CHECKING:
    from store.embeddings import Vectors
    from store.vectors import VectorIndex

RANKED = 50  # articles whose texts are looked at; the others keep the order in which they were found
MARKED = 50  # hits whose matching words are looked up
FILTERED_DEPTH = 1_000  # candidates when a filter may drop most of them


@dataclass(frozen=True, slots=True)
class _Found:
    """Passages with a first score, and the query's clauses with their vectors."""

    scores: Mapping[int, float]
    weights: Mapping[str, float]
    clauses: tuple[str, ...]
    unknown: tuple[str, ...]
    vectors: Vectors | None = None


@dataclass(slots=True)
class _Article:
    row: Any
    passages: list[tuple[float, Span]] = field(default_factory=list)  # best first


def stories_on(session: Session, index: WordIndex, topic: str, limit: int) -> tuple[tuple[Story, ...], int]:
    """The stories that a topic's words find, best first; and how many there are."""
    found = by_words(session, index, topic)
    of_article = stories.of_articles(session, [number for number, _ in found])
    scores: Counter[int] = Counter()
    for number, score in found:
        if number in of_article:
            scores[of_article[number]] += round(score * 1000)
    ranked = sorted(scores, key=lambda story: (-scores[story], story))
    return stories.by_number(session, ranked[:limit]), len(ranked)


@dataclass(frozen=True, slots=True)
class Indexes:
    """What a search looks words, meanings and names up in; `vectors` is None while no model is in use."""

    words: WordIndex
    bearers: KeptBearers
    vectors: VectorIndex | None = None


def search(session: Session, indexes: Indexes, words: str, where: ArticleFilter) -> SearchResult:
    """Every found passage's article once, at its best passage, best first; ties by path."""
    terms = query_terms(words)
    if not terms:
        return SearchResult((), indexes.vectors is not None)
    meaning = indexes.vectors if indexes.vectors and indexes.vectors.ready(session) else None
    found = _find(session, replace(indexes, vectors=meaning), words, where)
    articles = _articles(session, found.scores, where)
    looked_up = set(list(articles)[: max(MARKED, RANKED)])
    texts = own_texts(session, looked_up)
    articles = {n: own for n, own in articles.items() if n in texts or n not in looked_up}  # withdrawn since
    chosen = list(articles)[:RANKED]
    cosines = _cosines(session, meaning, found.vectors, chosen)
    ranked = _rank(found, {number: articles[number] for number in chosen}, texts, cosines)
    order = sorted(chosen, key=lambda n: (-ranked[n], articles[n].row.path)) + list(articles)[RANKED:]
    known = (*terms, *found.weights)
    hits = (
        Hit(
            number,
            span := articles[number].passages[0][1],
            ranked.get(number, 0.0),
            marks(texts[number][1], span, known) if number in texts else (),
            cosines[0].get(number, (None, None))[0] if cosines else None,
        )
        for number in order
    )
    return SearchResult(
        tuple(hits),
        used_meaning=meaning is not None,
        total=len(articles),
        weights=tuple(sorted(found.weights.items())),
        unknown=found.unknown,
    )


def by_words(session: Session, index: WordIndex, words: str) -> list[tuple[int, float]]:
    """Articles by their best passage, by words alone, best first: the same with and without a model."""
    terms = query_terms(words)
    scores = ranking.scaled(dict(index.find(session, terms, DEPTH))) if terms else {}
    articles = _articles(session, {key: round(value, 6) for key, value in scores.items()}, ArticleFilter())
    return [(number, article.passages[0][0]) for number, article in articles.items()]


def _find(session: Session, indexes: Indexes, words: str, where: ArticleFilter) -> _Found:
    index, vectors = indexes.words, indexes.vectors
    depth = FILTERED_DEPTH if limited(where) else DEPTH
    terms = query_terms(words)
    holding = index.holding(session, (*terms, *(form for term in terms for form in forms(term))))
    unknown = tuple(term for term in terms if not any(holding[form] for form in (term, *forms(term))))
    holding |= index.holding(session, _otherwise(session, indexes, unknown))
    total = session.scalar(select(func.count()).select_from(PassageRow)) or 0
    held: dict[str, int] = {}
    for term, count in holding.items():
        held[stem(term)] = max(count, held.get(stem(term), 0))
    weights = {root: round(ranking.weight(count, total), 6) for root, count in held.items()}
    scores = ranking.scaled(dict(candidates(index, session, holding, depth)))
    parts = question.clauses(words)
    parts = (words, *parts) if len(parts) > 1 else (words,)
    if vectors is None:
        return _Found(_rounded(scores), weights, parts, unknown)
    encoded = vectors.encode(parts)
    near = ranking.scaled(vectors.nearest(session, encoded[0], depth))
    mixed = {
        passage: (1 - ranking.MEANING) * scores.get(passage, 0.0) + ranking.MEANING * near.get(passage, 0.0)
        for passage in {**scores, **near}
    }
    return _Found(_rounded(mixed), weights, parts, unknown, encoded)


def _otherwise(session: Session, indexes: Indexes, unknown: Sequence[str]) -> list[str]:
    """For terms that no passage holds: names spelt otherwise, else words that nearly are the term."""
    found: list[str] = []
    for term in unknown:
        found += spellings(session, (term,), indexes.bearers) or indexes.words.alike(session, term)
    return found


def _rounded(scores: Mapping[int, float]) -> dict[int, float]:
    return {key: round(value, 6) for key, value in scores.items()}


def _articles(session: Session, scores: Mapping[int, float], where: ArticleFilter) -> dict[int, _Article]:
    """The articles of the passages, best first; ties by path.

    Two plain queries: joined, SQLite would walk through all articles to find a hundred passages.
    """
    found = session.execute(
        select(PassageRow.id, PassageRow.article_id, PassageRow.start, PassageRow.end).where(
            PassageRow.id.in_(scores)
        )
    ).all()
    rows = {
        row.id: row
        for row in session.execute(
            select(
                ArticleRow.id,
                ArticleRow.path,
                ArticleRow.boilerplate,
                ArticleRow.outlet,
                ArticleRow.published,
            ).where(
                ArticleRow.id.in_({row.article_id for row in found}),
                ArticleRow.state == "served",
                *filters(where),
            )
        )
    }
    articles: dict[int, _Article] = {}
    kept = [row for row in found if row.article_id in rows]
    for row in sorted(kept, key=lambda row: (-scores[row.id], rows[row.article_id].path, row.start)):
        own = rows[row.article_id]
        if not _set_aside(row.start, row.end, own.boilerplate):
            article = articles.setdefault(row.article_id, _Article(own))
            article.passages.append((scores[row.id], Span(row.start, row.end)))
    return articles


def _set_aside(start: int, end: int, boilerplate: Sequence[Sequence[int]]) -> bool:
    """Passages are cut before link finds what repeats: such a one is not shown."""
    return any(start < hidden[1] and hidden[0] < end for hidden in boilerplate)


def _cosines(
    session: Session, vectors: VectorIndex | None, asked: Vectors | None, articles: Sequence[int]
) -> list[dict[int, tuple[float, float]]]:
    """For each part of the query: article to the best and the mean cosine of its passages."""
    if vectors is None or asked is None:
        return []
    stored = vectors.stored(session, articles)
    found: list[dict[int, list[float]]] = [{} for _ in asked]
    for _, (article, vector) in sorted(stored.items()):
        for part, cosine in zip(found, asked @ vector, strict=True):
            part.setdefault(article, []).append(round(float(cosine), 5))
    return [{number: (max(c), sum(c) / len(c)) for number, c in part.items()} for part in found]


def _rank(
    found: _Found,
    articles: Mapping[int, _Article],
    texts: Mapping[int, tuple[str, str]],
    cosines: Sequence[Mapping[int, tuple[float, float]]],
) -> dict[int, float]:
    wanted = frozenset(found.weights)
    read = {
        number: ranking.read_text(whole(article.row, *texts[number]), wanted)
        for number, article in articles.items()
    }
    parts = [
        ranking.Part(_stems(clause, found.weights), cosines[n] if cosines else {})
        for n, clause in enumerate(found.clauses)
    ]
    parts[0] = ranking.Part(tuple(dict.fromkeys((*parts[0].stems, *found.weights))), parts[0].cosines)
    words = found.clauses[0]
    return ranking.rank(read, parts, found.weights, _named(words, articles))


def _stems(words: str, weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(root for root in map(stem, query_terms(words)) if root in weights)


def _named(words: str, articles: Mapping[int, _Article]) -> dict[int, float]:
    """How many of outlet and day of an article the query names."""
    outlets = question.named(words, sorted({a.row.outlet for a in articles.values() if a.row.outlet}))
    days = question.days(words)
    found = {}
    for number, article in articles.items():
        day = article.row.published
        asked = {question.AskedDay(day.month, day.day, year) for year in (day.year, None)} if day else set()
        found[number] = float(article.row.outlet in outlets) + float(bool(asked & days))
    return found
