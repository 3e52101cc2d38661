"""The sides of a branch in the tree of a topic: what both ways to cut one ask of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.cluster.hierarchy import ClusterNode

from store.link.story_doc import StoryDoc
from store.link.vectors import presence

RARE = 0.5  # added to the inverse frequency inside a topic: what all its articles share still counts a little
QUIET = 14  # days without an article between two dated groups: two events


def cut(root: ClusterNode, apart: Callable[[list[int], list[int]], bool]) -> list[list[int]]:
    """From the top down, for as long as the two sides of a branch are two events; members ascend."""
    groups: list[list[int]] = []
    todo = [root]
    while todo:
        node = todo.pop()
        if node.is_leaf() or not apart(node.left.pre_order(), node.right.pre_order()):
            groups.append(sorted(node.pre_order()))
        else:
            todo += [node.left, node.right]
    return groups


class Sides:
    """Two sides of a branch, given by the places of their articles in the topic."""

    def __init__(self, docs: Sequence[StoryDoc]) -> None:
        self._days = [doc.published for doc in docs]
        self._names = presence([doc.names for doc in docs])  # articles x names
        self._weights = np.log(RARE + len(docs) / self._names.sum(axis=0).clip(1))

    def are_quiet_between(self, left: list[int], right: list[int]) -> bool:
        """QUIET days or more between their nearest articles; both must have two with a date."""
        ours, theirs = ([day for i in side if (day := self._days[i])] for side in (left, right))
        if min(len(ours), len(theirs)) < 2:
            return False
        return min(abs((one - other).days) for one in ours for other in theirs) >= QUIET

    def names_in_common(self, left: list[int], right: list[int]) -> float:
        """Weighted Jaccard index of how many articles of each side print a name."""
        first, second = self._names[left].mean(axis=0), self._names[right].mean(axis=0)
        union = float((self._weights * np.maximum(first, second)).sum())
        return float((self._weights * np.minimum(first, second)).sum()) / union if union else 0.0
