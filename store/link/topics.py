"""Topics: articles about one conflict, by the names and numbers they share, weighed over the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import connected_components

from store.link.vectors import Matrix, condensed, tfidf

COARSE = 0.06  # average similarity that makes a topic
BLOCK = 500  # articles
LARGEST = 2_000  # articles compared all with all
COMMON = 0.2  # in a large library a term in more articles than this share finds no pairs


def find_topics(names: Sequence[Mapping[str, int]]) -> list[list[int]]:
    """Partition of range(len(names)); members ascend."""
    topics: list[list[int]] = []
    for part in _parts(names):
        vectors = tfidf([names[i] for i in part])
        alike = np.asarray((vectors @ vectors.T).toarray())
        topics += [sorted(part[i] for i in topic) for topic in _average_link(alike)]
    return sorted(topics)


def _average_link(alike: Matrix) -> list[list[int]]:
    if len(alike) == 1:
        return [[0]]
    labels = fcluster(linkage(condensed(alike), "average"), 1 - COARSE, "distance")
    groups: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(int(label), []).append(index)
    return list(groups.values())


def _parts(names: Sequence[Mapping[str, int]]) -> list[list[int]]:
    """Sets of articles small enough to be compared all with all; in a large library, by its strong links."""
    everything = list(range(len(names)))
    if len(names) <= LARGEST:
        return [everything] if names else []
    return _components(_links(tfidf(names, common=COMMON)), everything, COARSE)


def _links(vectors: csr_matrix) -> csr_matrix:
    """Similarities from COARSE up, a block of rows at a time: one in four hundred pairs has them."""
    blocks = []
    for start in range(0, vectors.shape[0], BLOCK):
        block = (vectors[start : start + BLOCK] @ vectors.T).tocsr()
        block.data[block.data < COARSE] = 0
        block.eliminate_zeros()
        blocks.append(block)
    return vstack(blocks).tocsr()


def _components(links: csr_matrix, members: list[int], threshold: float) -> list[list[int]]:
    """Connected components over links above the threshold, which rises until they are small enough."""
    inner = links[members][:, members]
    inner.data = np.where(inner.data >= threshold, inner.data, 0)
    inner.eliminate_zeros()
    count, labels = connected_components(inner, directed=False)
    groups: list[list[int]] = [[] for _ in range(count)]
    for member, label in zip(members, labels, strict=True):
        groups[int(label)].append(member)
    small: list[list[int]] = []
    for found in groups:
        too_large = len(found) > LARGEST and threshold < 1
        small += _components(links, found, threshold * 1.5) if too_large else [found]
    return small
