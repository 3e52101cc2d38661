"""TF-IDF over counted terms, and likeness as the cosine of its vectors."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform

Matrix = NDArray[np.float64]
Counts = Sequence[Mapping[str, int]]


def tfidf(counts: Counts, rare: float = 1.0, common: float = 1.0) -> csr_matrix:
    """Rows of unit length, log counts x log(rare + articles / articles with the term).

    Terms in more than the share `common` of the articles are left out.
    """
    frequency = Counter(term for count in counts for term in count)
    total = len(counts)
    kept = sorted(term for term, n in frequency.items() if n <= max(1.0, common * total))
    column = {term: i for i, term in enumerate(kept)}
    weight = {term: math.log(rare + total / frequency[term]) for term in kept}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, count in enumerate(counts):
        scored = {column[t]: (1 + math.log(n)) * weight[t] for t, n in count.items() if t in column}
        length = math.sqrt(sum(value * value for value in scored.values())) or 1.0
        rows += [row] * len(scored)
        columns += scored.keys()
        values += [value / length for value in scored.values()]
    return csr_matrix((values, (rows, columns)), shape=(total, max(1, len(kept))))


def similarity(counts: Counts, rare: float) -> Matrix:
    """Cosines of all with all."""
    vectors = tfidf(counts, rare)
    return np.asarray((vectors @ vectors.T).toarray())


def presence(counts: Counts) -> NDArray[np.float32]:
    """1 where an article (row) has a term (column); terms in order."""
    terms = {term: i for i, term in enumerate(sorted({term for count in counts for term in count}))}
    found = np.zeros((len(counts), max(1, len(terms))), dtype=np.float32)
    for row, count in enumerate(counts):
        found[row, [terms[term] for term in count]] = 1
    return found


def company(alike: Matrix) -> Matrix:
    """How alike the articles are that two articles are like: cosines of the rows about their mean.

    What one pair of texts shares by chance weighs less than what both share with all others.
    """
    rows = alike.copy()
    np.fill_diagonal(rows, 0)
    np.fill_diagonal(rows, rows.max(axis=1))
    rows -= rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    rows /= lengths
    return np.asarray(rows @ rows.T)


def condensed(alike: Matrix) -> Matrix:
    """Distances for scipy's linkage, rounded so that ties break alike everywhere."""
    distance = np.round(1 - (alike + alike.T) / 2, 9)
    np.fill_diagonal(distance, 0)
    return np.asarray(squareform(np.clip(distance, 0, None), checks=False))
