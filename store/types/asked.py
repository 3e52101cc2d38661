"""What questions to the library take and return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.types.local import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by words, meaning or both; `marks` are the matching words.

    `cosine` is of the query with the article's nearest passage, None without a model.
    """

    article: int
    span: Span
    score: float
    marks: tuple[Span, ...] = ()
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`weights` are the query's stems with their inverse document frequency; no passage holds `unknown`."""

    hits: tuple[Hit, ...]
    used_meaning: bool  # False: vectors are not loaded or not ready
    total: int = 0
    weights: tuple[tuple[str, float], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Limits of a query; None leaves one out. `since` and `until` are inclusive and drop undated articles."""

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    story: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int = 0
    outlets: int = 0
    undated: int = 0
    quotes: int = 0
    claims: int = 0
    people: int = 0
    stories: int = 0
    passages: int = 0
    embedded: int = 0
    rejected: int = 0
