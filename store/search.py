"""Search by words. One port; SQLite (FTS5, porter) and PostgreSQL (tsvector) behind it.

An OR query of the stop-word-free terms finds passages, ranked by BM25 (ts_rank_cd on PostgreSQL). Ranking
costs time for each passage that holds a term, so only terms that few passages hold find; common ones count
when what was found is put in order (store/ranking.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from rapidfuzz.distance import OSA
from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from store.terms import porter

DEPTH = 100  # candidates taken from each of the two rankings
BUDGET = 10_000  # passages that one query ranks at most
_SPELT, _LONG = 5, 8  # letters of a word from which on one change is a misspelling, and two are
_BEGINNING, _MEANT = 2, 2  # letters that are never misspelt; words that one term can mean
_COUNTED = 50_000  # PostgreSQL counts no further


class WordIndex(Protocol):
    """Where passages are found by their words."""

    def add(self, session: Session, rows: Sequence[tuple[int, str, str]]) -> None:
        """Index (passage id, text, head) rows; head holds title, outlet and date."""

    def remove(self, session: Session, passages: Sequence[int]) -> None: ...

    def holding(self, session: Session, terms: Iterable[str]) -> dict[str, int]:
        """How many passages hold each term, in any form."""

    def alike(self, session: Session, term: str) -> list[str]:
        """Indexed words that the term may be a misspelling of, nearest first."""

    def find(self, session: Session, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(passage id, score) pairs of passages that hold any term, best first, higher is better."""

    def newest(self, session: Session, terms: Sequence[str], limit: int) -> list[int]:
        """The newest passages that hold all terms; cheap however many do."""


def candidates(
    index: WordIndex, session: Session, holding: Mapping[str, int], limit: int
) -> list[tuple[int, float]]:
    """Passages that hold the rarer terms, best first; where all are common, the newest that hold them all."""
    rare: list[str] = []
    ranked = 0
    for term in sorted(holding, key=lambda term: (holding[term], term)):
        if holding[term] and ranked + holding[term] <= BUDGET:
            rare.append(term)
            ranked += holding[term]
    if rare:
        return index.find(session, rare, limit)
    common = [term for term in holding if holding[term]]
    found = index.newest(session, common, limit) if common else []
    if common and not found:
        found = index.newest(session, [min(common, key=lambda term: (holding[term], term))], limit)
    return [(passage, 1.0) for passage in found]


class SqliteWords:
    def add(self, session: Session, rows: Sequence[tuple[int, str, str]]) -> None:
        statement = text("INSERT INTO passage_words (rowid, text, head) VALUES (:id, :text, :head)")
        if rows:
            session.execute(statement, [{"id": i, "text": words, "head": head} for i, words, head in rows])

    def remove(self, session: Session, passages: Sequence[int]) -> None:
        if passages:
            session.execute(
                text("DELETE FROM passage_words WHERE rowid = :id"), [{"id": i} for i in passages]
            )

    def holding(self, session: Session, terms: Iterable[str]) -> dict[str, int]:
        forms = {term: _indexed(term) for term in terms}
        statement = text("SELECT term, doc FROM passage_terms WHERE term IN :forms")
        rows = session.execute(
            statement.bindparams(bindparam("forms", expanding=True)), {"forms": sorted(set(forms.values()))}
        )
        counts = {str(row[0]): int(row[1]) for row in rows}
        return {term: counts.get(form, 0) for term, form in forms.items()}

    def alike(self, session: Session, term: str) -> list[str]:
        """Of the indexed words with the same beginning; one or two changes, by the length."""
        asked = _indexed(term)
        if len(asked) < _SPELT:
            return []
        begin = asked[:_BEGINNING]
        rows = session.execute(
            text("SELECT term, doc FROM passage_terms WHERE term >= :low AND term < :high"),
            {"low": begin, "high": begin[:-1] + chr(ord(begin[-1]) + 1)},
        )
        most = 1 if len(asked) < _LONG else 2
        found = [(OSA.distance(asked, row[0], score_cutoff=most), -int(row[1]), str(row[0])) for row in rows]
        near = sorted(each for each in found if each[0] <= most)
        return [word for distance, _, word in near if distance == near[0][0]][:_MEANT]

    def find(self, session: Session, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        rows = session.execute(
            text(
                "SELECT rowid, -bm25(passage_words, 1.0, 0.5) AS score FROM passage_words"
                " WHERE passage_words MATCH :query ORDER BY score DESC, rowid LIMIT :limit"
            ),
            {"query": _fts(terms, " OR "), "limit": limit},
        )
        return [(int(row[0]), float(row[1])) for row in rows]

    def newest(self, session: Session, terms: Sequence[str], limit: int) -> list[int]:
        statement = text(
            "SELECT rowid FROM passage_words WHERE passage_words MATCH :query"
            " ORDER BY rowid DESC LIMIT :limit"
        )
        rows = session.execute(statement, {"query": _fts(terms, " AND "), "limit": limit})
        return [int(row[0]) for row in rows]


def _fts(terms: Sequence[str], operator: str) -> str:
    return operator.join('"' + term.replace('"', '""') + '"' for term in terms)


def _indexed(term: str) -> str:
    """The form under which FTS5 (unicode61, porter) keeps a term; of "o'brien" the longest part."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", term) if not unicodedata.combining(c))
    return porter(max(re.split(r"['’_]", plain.lower()), key=len))


class PostgresWords:
    def alike(self, session: Session, term: str) -> list[str]:  # noqa: ARG002
        """Nothing: a list of all words would have to be counted for each query."""
        return []

    def add(self, session: Session, rows: Sequence[tuple[int, str, str]]) -> None:
        statement = text(
            "INSERT INTO passage_words (passage_id, words) VALUES (:id,"
            " setweight(to_tsvector('english', :text), 'A') || setweight(to_tsvector('english', :head), 'C'))"
        )
        if rows:
            session.execute(statement, [{"id": i, "text": words, "head": head} for i, words, head in rows])

    def remove(self, session: Session, passages: Sequence[int]) -> None:
        if passages:
            statement = text("DELETE FROM passage_words WHERE passage_id IN :ids")
            session.execute(statement.bindparams(bindparam("ids", expanding=True)), {"ids": list(passages)})

    def holding(self, session: Session, terms: Iterable[str]) -> dict[str, int]:
        statement = text(
            "SELECT count(*) FROM (SELECT 1 FROM passage_words"
            " WHERE words @@ websearch_to_tsquery('english', :term) LIMIT :most) AS held"
        )
        return {
            term: int(session.scalar(statement, {"term": f'"{term}"', "most": _COUNTED}) or 0)
            for term in terms
        }

    def find(self, session: Session, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        query = " or ".join(f'"{term}"' for term in terms)
        rows = session.execute(
            text(
                "SELECT passage_id, ts_rank_cd(words, query, 1) AS score"
                " FROM passage_words, websearch_to_tsquery('english', :query) AS query"
                " WHERE words @@ query ORDER BY score DESC, passage_id LIMIT :limit"
            ),
            {"query": query, "limit": limit},
        )
        return [(int(row[0]), float(row[1])) for row in rows]

    def newest(self, session: Session, terms: Sequence[str], limit: int) -> list[int]:
        statement = text(
            "SELECT passage_id FROM passage_words WHERE words @@ websearch_to_tsquery('english', :query)"
            " ORDER BY passage_id DESC LIMIT :limit"
        )
        query = " ".join(f'"{term}"' for term in terms)
        return [int(row[0]) for row in session.execute(statement, {"query": query, "limit": limit})]


def word_index(dialect: str) -> WordIndex:
    """The adapter of a database."""
    return SqliteWords() if dialect == "sqlite" else PostgresWords()
