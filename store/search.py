"""Search by words and by meaning. One port; SQLite (FTS5, porter) and PostgreSQL (tsvector) behind it.

Words: an OR query of the stop-word-free terms, ranked by BM25 (ts_rank_cd on PostgreSQL). Meaning: cosine
over passage vectors. Fused by an even min-max mix, which beat reciprocal rank fusion on all data tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from store.types import Span

DEPTH = 100  # candidates taken from each of the two rankings
_TERM = re.compile(r"\w+(?:['’]\w+)*")


class WordIndex(Protocol):
    """Where passages are found by their words."""

    def add(self, session: Session, rows: Sequence[tuple[int, str, str]]) -> None:
        """Index (passage id, text, head) rows; head holds title, outlet and date."""

    def remove(self, session: Session, passages: Sequence[int]) -> None: ...

    def find(self, session: Session, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(passage id, score) pairs, best first, higher is better."""


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

    def find(self, session: Session, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
        rows = session.execute(
            text(
                "SELECT rowid, -bm25(passage_words, 1.0, 0.5) AS score FROM passage_words"
                " WHERE passage_words MATCH :query ORDER BY score DESC, rowid LIMIT :limit"
            ),
            {"query": query, "limit": limit},
        )
        return [(int(row[0]), float(row[1])) for row in rows]


class PostgresWords:
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


def word_index(dialect: str) -> WordIndex:
    """The adapter of a database."""
    return SqliteWords() if dialect == "sqlite" else PostgresWords()


def query_terms(words: str) -> tuple[str, ...]:
    """Terms of a query, stop words dropped unless nothing else is left; each once, in order."""
    terms = list(dict.fromkeys(term.lower() for term in _TERM.findall(words)))
    return tuple(term for term in terms if term not in stop_words()) or tuple(terms)


def fuse(by_words: dict[int, float], by_meaning: dict[int, float]) -> list[tuple[int, float]]:
    """An even mix of both scores, each scaled to 0..1 over its own candidates; ties by passage id."""
    words, meaning = _scaled(by_words), _scaled(by_meaning)
    weight = 0.5 if by_meaning else 1.0
    scores = {
        passage: round(weight * words.get(passage, 0.0) + (1 - weight) * meaning.get(passage, 0.0), 6)
        for passage in {**words, **meaning}
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _scaled(scores: dict[int, float]) -> dict[int, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    spread = (high - low) or 1.0
    return {key: (value - low) / spread if high > low else 1.0 for key, value in scores.items()}


def marks(text_: str, span: Span, terms: Iterable[str]) -> tuple[Span, ...]:
    """Words of the passage that match a term by their Porter stem (as FTS5 does)."""
    wanted = {stem(term) for term in terms}
    words = _TERM.finditer(text_, span.start, span.end)
    return tuple(Span(word.start(), word.end()) for word in words if stem(word.group().lower()) in wanted)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Porter's stem, possessive dropped."""
    return str(_stemmer().stemWord(re.sub(r"['’]s?$", "", word)))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("porter")


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """English stop words, from `stop_words.txt` beside this file."""
    lines = Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
