"""Episodes in a topic of many articles: average link over likeness, cut where two sides are two events.

Weights are learnt inside the topic, so that what all of it shares counts for little: that needs some articles
(see evidence for topics of few). The tree, average link over the company that articles keep, by .3 words and
.7 names, is cut from the top while its two sides are two events: see `apart`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.cluster.hierarchy import linkage, to_tree

from store.link.apart import figures_differ, gap, pairwise, recalls, tolls_differ, without_common
from store.link.branches import RARE, Sides, cut
from store.link.story_doc import StoryDoc
from store.link.vectors import Matrix, company, condensed, similarity

WORDS, NAMES = 0.3, 0.7
# Two sides are one event unless inner likeness + SHARED x names in common < ALONE + GROUP x ln(smaller side).
SHARED, ALONE, GROUP = 10.0, 0.7, 0.45
CLEAR = 0.3  # two groups whose likeness is below this share of that inside them are two events
DECAY, FLOOR = 30.0, 0.8  # days; below this share likeness never falls for time alone while the tree is built
APART = 365.0  # days: groups that are this far from each other share a third (1/e) of what they seem to
DIFFERENT = 0.4  # what is left of a likeness across two tolls, or across now and then
HALF = 0.5


def split(docs: Sequence[StoryDoc]) -> list[list[int]]:
    """Cut one topic of several articles into episodes, each as ascending indexes into `docs`."""
    words = similarity([doc.words for doc in docs], RARE)
    names = similarity([doc.names for doc in docs], RARE)
    alike = WORDS * words + NAMES * names
    gaps = pairwise(docs, gap)
    past = pairwise(without_common(docs), recalls)
    tolls = np.where(pairwise(docs, figures_differ) > 0, DIFFERENT, 1)
    likeness = (
        alike * tolls * np.where(past > 0, DIFFERENT, 1) * (FLOOR + (1 - FLOOR) * np.exp(-gaps / DECAY))
    )
    if len(docs) > 2:
        likeness = company(company(likeness))
    tree = to_tree(linkage(condensed(likeness), "average"))
    return cut(tree, _Topic(docs, alike, np.exp(-gaps / APART) * tolls * (1 - past), past).apart)


class _Topic:
    """The articles of a topic compared all with all: by words, and by times and tolls (`near`).

    `past` is 1 where one article tells as past what the other tells as news.
    """

    def __init__(self, docs: Sequence[StoryDoc], alike: Matrix, near: Matrix, past: Matrix) -> None:
        self._alike, self._near, self._past = alike, near, past
        self._docs = docs
        self._sides = Sides(docs)

    def apart(self, left: list[int], right: list[int]) -> bool:
        """Are the two sides of a branch different episodes?

        Fitted on the branches of ECB+ (dev), by topic: sides of one event are nearly as alike as each is
        in itself, and share names; the larger the smaller side is, the less chance explains a gap.
        """
        if self._sides.are_quiet_between(left, right):
            return True
        smaller = min(len(left), len(right))
        beside = _beside(self._alike, left, right)
        near = self._near[np.ix_(left, right)].mean()
        if len(left) + len(right) > 2:
            near = min(1.0, _beside(self._near, left, right))
        if self._is_past(left, right) or self._tolls_differ(left, right):
            near = min(near, DIFFERENT)
        if smaller > 1 and round(beside * near, 9) < CLEAR:
            return True
        likeness = (beside + SHARED * self._sides.names_in_common(left, right)) * near
        return bool(round(likeness, 9) < ALONE + GROUP * math.log(smaller))

    def _is_past(self, left: list[int], right: list[int]) -> bool:
        """Does half of a side tell as past what the other side tells as news, and no side its own?"""
        across = self._past[np.ix_(left, right)]
        inside = any(self._past[np.ix_(side, side)].any() for side in (left, right))
        return not inside and max(across.any(axis=0).mean(), across.any(axis=1).mean()) >= HALF

    def _tolls_differ(self, left: list[int], right: list[int]) -> bool:
        return tolls_differ([self._docs[i] for i in left], [self._docs[i] for i in right])


def _beside(alike: Matrix, left: list[int], right: list[int]) -> float:
    """Mean likeness between two sides, as a share of that inside them; 0 for two lone articles."""
    pairs = len(left) * (len(left) - 1) + len(right) * (len(right) - 1)
    squares = [alike[np.ix_(side, side)] for side in (left, right)]
    inner = sum(float(square.sum() - np.trace(square)) for square in squares)
    return float(alike[np.ix_(left, right)].mean()) * pairs / inner if inner > 0 else 0.0
